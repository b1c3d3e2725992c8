"""Score the evidence that decides shared names, with names that are shared on purpose.

    python -m tests.eval.shared_names [--list]

Few names of real explainers are shared, so names are made for the test (pseudo-words: Gale, Church,
Yarowsky, 1992): in an article all names of one subject are replaced by a phrase that it shares with
another subject, which the article does not name. Half of these others are of the same kind. In the
explainers of both the phrase takes the place of their names too, and their titles do not count. So
the answer is known without anybody's judgement. It is harder than real shared names, because both
subjects belong to the same world.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import click

from briefings.build import content_folder
from briefings.content.explainers import names, profiles
from briefings.linking.lexicon import Lexicon, Name
from briefings.linking.linker import Linker
from briefings.linking.profiles import Profile
from briefings.linking.senses import Evidence
from briefings.model.content import Content
from briefings.model.linking import Annotated, PageText, Passage, Sense
from briefings.site.compile import annotate
from briefings.site.corpus import Annotations
from briefings.text import uris
from tests.eval.real import files
from tests.project import REPOSITORY
from tests.rendering import SETTINGS

PHRASE = "Qyzzyx"
_REAL = 600  # cases of real articles; each takes some 10 to 50 milliseconds


@dataclass(frozen=True, slots=True)
class Case:
    """An article in which a subject has a shared name, and what the linker makes of it."""

    shown: str
    """The article, the subject and the one that shares its name."""
    right: bool
    """Whether the phrase is taken for the subject, if it is decided."""
    sense: Sense
    """What decided."""


@dataclass(frozen=True, slots=True)
class Score:
    """How the linker decides shared names."""

    cases: Sequence[Case]
    """The cases."""

    def __str__(self) -> str:
        """Return the share that is decided and what of it is right, for each kind of evidence."""
        decided = [case for case in self.cases if case.sense is not Sense.OPEN]
        right = Counter(case.sense for case in decided if case.right)
        of_kind = Counter(case.sense for case in decided)
        lines = [
            f"decided {len(decided) / len(self.cases):.3f}",
            f"right {right.total() / len(decided):.3f}",
        ]
        lines += [f"{right[s]:>5} of {number:>3} {s.value}" for s, number in of_kind.items()]
        return "\n".join([*lines[:2], *sorted(lines[2:], reverse=True)])


def shipped() -> Score:
    """Score the articles of this repository, whose explainers editors wrote."""
    return _score(content_folder.read_content(REPOSITORY / "content"))


def real() -> Score:
    """Score real articles with mechanical explainers, three sentences each."""
    return _score(Content(tuple(sorted(files(), key=lambda file: file.path))), _REAL)


def _score(content: Content, cases: int | None = None) -> Score:
    corpus = annotate(content, SETTINGS)
    pairs = sorted(_pairs(corpus), key=lambda pair: Random(" ".join(pair)).random())
    drawn = pairs[:cases]
    return Score([_case(corpus, *pair) for pair in drawn])


def _pairs(corpus: Annotations) -> Iterator[tuple[str, str, str]]:
    """Yield an article, a subject that it links, and one that it does not name.

    A pair does not depend on other articles, so an edit changes only pairs of what was edited.
    """
    for slug in corpus.articles:
        linked = corpus.linked[uris.briefing(slug)]
        for subject in sorted(linked.slugs()):
            if _is_quoted(corpus, subject, slug):
                continue
            rng = Random(f"{slug} {subject}")
            others = sorted(corpus.explainers.keys() - set(linked.named))
            kind = corpus.explainers[subject].kind
            alike = [other for other in others if corpus.explainers[other].kind is kind]
            yield slug, subject, rng.choice(alike or others)
            yield slug, subject, rng.choice(others)


def _is_quoted(corpus: Annotations, subject: str, article: str) -> bool:
    """Return whether an explainer quotes an article, which would give the answer away."""
    text = "\n".join(p.text for p in corpus.annotated[uris.briefing(article)].passages)
    starts = (p.passage.text.strip("“”… ")[10:70] for p in corpus.passages[subject])
    return any(len(start) == 60 and start in text for start in starts)


def _case(corpus: Annotations, article: str, subject: str, other: str) -> Case:
    """Return what the linker makes of an article in which a subject shares a name with another."""
    subjects = corpus.explainers.values()
    shared = [Name(PHRASE, slug, corpus.explainers[slug].kind) for slug in (subject, other)]
    lexicon = Lexicon((*names(subjects), *shared))
    told = [
        _renamed(profile, corpus) if profile.slug in (subject, other) else profile
        for profile in profiles(subjects, corpus.passages)
    ]
    page = _replaced(corpus.annotated[uris.briefing(article)], subject)
    annotated = Linker(lexicon, Evidence(told, lexicon)).annotate(page)
    mention = next(m for m in annotated.mentions if m.phrase == PHRASE)
    return Case(f"{article}: {subject}, {other}", mention.subject == subject, mention.sense)


def _renamed(profile: Profile, corpus: Annotations) -> Profile:
    """Return a profile with the phrase for all names, and without a title."""
    summary, text = profile.summary, profile.text
    for alias in sorted(corpus.explainers[profile.slug].names, key=lambda a: -len(a.text)):
        summary, text = (told.replace(alias.text, PHRASE) for told in (summary, text))
    return replace(profile, title="", context=(), summary=summary, text=text)


def _replaced(annotated: Annotated, subject: str) -> PageText:
    """Return a page with the phrase for every mention of a subject."""
    texts = [passage.text for passage in annotated.passages]
    for mention in reversed(annotated.mentions):
        if mention.subject == subject:
            text = texts[mention.passage]
            found = text[mention.start : mention.end]
            ending = "'s" if found.endswith(("'s", "’s")) else ""
            texts[mention.passage] = f"{text[: mention.start]}{PHRASE}{ending}{text[mention.end :]}"
    return PageText("page", tuple(Passage(text, 0, 1) for text in texts))


@click.command()
@click.option("--list", "listed", is_flag=True, help="Show the wrong decisions.")
def main(listed: bool) -> None:
    """Score shared names in the shipped articles and in real ones."""
    scores: Mapping[str, Score] = {"shipped articles": shipped(), "real articles": real()}
    for name, score in scores.items():
        print(f"== {name}\n{score}\n")
        if listed:
            wrong = [c for c in score.cases if c.sense is not Sense.OPEN and not c.right]
            print("".join(f"{case.sense.value}: {case.shown}\n" for case in wrong))


if __name__ == "__main__":
    main()
