"""The ledger: every match on every page, with the rule that decided; and what a change changed.

An editor reads it to see why a phrase is linked or not, and what an alias does to all briefings
before the site is published.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefings.linking.folding import fold_phrase
from briefings.model.linking import Annotated, LinkCounts, Mention, Sense, Verdict
from briefings.text import report, sentences


@dataclass(frozen=True, slots=True)
class Entry:
    """One match, with what was decided about it."""

    page: str
    """The page, as its address says it: `briefings/a`."""
    line: int
    """Line of the page's file on which the passage begins, from 1."""
    text: str
    """The phrase as the text has it."""
    phrase: str
    """The phrase of the lexicon."""
    subject: str
    """Slug of the explainer it stands for; empty where that is not known."""
    candidates: tuple[str, ...]
    """Slugs of the explainers that claim the phrase."""
    sense: Sense
    """How the subject was decided."""
    verdict: Verdict
    """The rule that decided about the link."""
    quoted: bool
    """Whether it stands in a direct quotation."""
    sentence: str
    """The sentence around it."""
    start: int
    """Where the phrase begins in the sentence."""
    end: int
    """Where it ends in there."""

    def concerns(self, query: str) -> bool:
        """Return whether this is about a page, an explainer or a phrase.

        Args:
            query: a page (`briefings/a`, or `a` alone), the slug of an explainer, or a phrase.
        """
        slugs = {self.page, self.page.removeprefix("briefings/"), self.subject, *self.candidates}
        return query in slugs or fold_phrase(query) in (self.phrase, fold_phrase(self.text))


def entries(page: str, lang: str, annotated: Annotated) -> Iterator[Entry]:
    """Yield the entries of one page, in reading order.

    Args:
        page: its name, as in `Entry.page`.
        lang: BCP 47 tag of its language.
        annotated: its mentions.
    """
    for mention in annotated.mentions:
        yield _entry(page, lang, annotated, mention)


def _entry(page: str, lang: str, annotated: Annotated, mention: Mention) -> Entry:
    passage = annotated.passages[mention.passage]
    sentence, start, end = sentences.sentence_around(passage.text, mention.start, mention.end, lang)
    return Entry(
        page=page,
        line=passage.line,
        text=passage.text[mention.start : mention.end],
        phrase=mention.phrase,
        subject=mention.subject,
        candidates=mention.candidates,
        sense=mention.sense,
        verdict=mention.verdict,
        quoted=mention.quoted,
        sentence=sentence,
        start=start,
        end=end,
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed about the links of one phrase to one subject."""

    phrase: str
    """The phrase of the lexicon."""
    subject: str
    """Slug of the explainer."""
    links: int
    """How many links came (above 0) or went (below 0)."""
    pages: tuple[str, ...]
    """The pages on which they did, sorted."""
    quoted: int
    """How many of them stand in direct quotations."""


def changes(
    before: Mapping[str, LinkCounts], after: Mapping[str, LinkCounts]
) -> tuple[Change, ...]:
    """Return what came and what went between two builds, the largest first.

    A phrase whose links came on some pages and went on others has an entry for each.

    Args:
        before: the links of each page in the one build, by its address.
        after: those in the other.
    """
    grouped: dict[tuple[str, str, bool], list[tuple[str, bool, int]]] = defaultdict(list)
    for page in sorted({*before, *after}):
        came, went = after.get(page, ()), before.get(page, ())
        if came == went:
            continue
        differences = _count(came)
        differences.subtract(_count(went))
        for (phrase, subject, quoted), number in differences.items():
            if number:
                grouped[phrase, subject, number > 0].append((page, quoted, number))
    found = (
        Change(
            phrase=phrase,
            subject=subject,
            links=sum(number for _, _, number in listed),
            pages=tuple(sorted({page for page, _, _ in listed})),
            quoted=sum(abs(number) for _, quoted, number in listed if quoted),
        )
        for (phrase, subject, _), listed in grouped.items()
    )
    return tuple(sorted(found, key=lambda c: (-abs(c.links), c.phrase, c.subject, -c.links)))


def _count(links: LinkCounts) -> Counter[tuple[str, str, bool]]:
    return Counter({(phrase, subject, quoted): number for phrase, subject, quoted, number in links})


def told(change: Change) -> str:
    """Return a change in words: `“OSCE” adds 412 links to osce in 380 pages, 9 of them in …`."""
    verb = "adds" if change.links > 0 else "takes away"
    inside = f", {change.quoted:,} of them in quotations" if change.quoted else ""
    return (
        f"“{change.phrase}” {verb} {report.plural(abs(change.links), 'link')} to {change.subject} "
        f"on {report.plural(len(change.pages), 'page')}{inside}"
    )


def summary(found: Sequence[Change]) -> str:
    """Return all changes in one line; nothing where there is none."""
    if not found:
        return ""
    came = sum(change.links for change in found if change.links > 0)
    went = -sum(change.links for change in found if change.links < 0)
    pages = {page for change in found for page in change.pages}
    parts = [f"{came:,} more" if came else "", f"{went:,} fewer" if went else ""]
    return (
        f"Links since the last build: {' and '.join(part for part in parts if part)}, on "
        f"{report.plural(len(pages), 'page')}"
    )
