"""Warn about names that several explainers share where nothing decides which one is meant.

What decides is the same on many pages: one name may be undecided on a thousand of them. So there is
one warning for a name, however many pages have it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from briefings.model.content import Problem, Severity
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated, Verdict
from briefings.text import report, sentences

_SAMPLES = 2


@dataclass(frozen=True, slots=True)
class Undecided:
    """A shared name without a decision on one page."""

    phrase: str
    """The phrase of the lexicon."""
    candidates: tuple[str, ...]
    """Slugs of the explainers that share it, sorted."""
    times: int
    """How often the page has it where there could be a link."""
    line: int
    """Line of the first of these mentions in the page's file."""
    sentence: str
    """The sentence around that mention."""


def undecided(lang: str, annotated: Annotated) -> tuple[Undecided, ...]:
    """Return the shared names of a page that nothing decides, in reading order.

    Args:
        lang: BCP 47 tag of the page's language.
        annotated: its mentions.
    """
    shared: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(annotated.mentions):
        if mention.verdict is Verdict.SHARED:
            shared[mention.phrase].append(number)
    found = []
    for phrase, numbers in shared.items():
        first = annotated.mentions[numbers[0]]
        passage = annotated.passages[first.passage]
        sentence, _, _ = sentences.sentence_around(passage.text, first.start, first.end, lang)
        found.append(Undecided(phrase, first.candidates, len(numbers), passage.line, sentence))
    return tuple(found)


class UndecidedNames:
    """The undecided names of pages. Of a name on many pages only the first ones are kept."""

    def __init__(self) -> None:
        self._names: dict[str, _Name] = {}

    def add(self, path: str, names: Iterable[Undecided]) -> None:
        """Add what is undecided on the page of a file; the pages may come in any order."""
        for name in names:
            self._names.setdefault(name.phrase, _Name()).add(path, name)

    def problems(self, explainers: Mapping[str, Explainer]) -> Iterator[Problem]:
        """Yield one warning for each name, with sentences from two pages.

        Args:
            explainers: all explainers, by slug.
        """
        for phrase, name in sorted(self._names.items()):
            yield _problem(phrase, name, explainers)


@dataclass(slots=True)
class _Name:
    """An undecided name on all pages."""

    times: int = 0
    """How often there could be a link."""
    pages: int = 0
    """How many pages have it."""
    first: list[tuple[str, Undecided]] = field(default_factory=list)
    """The first pages by the path of their file, each with the name on it."""

    def add(self, path: str, name: Undecided) -> None:
        self.times += name.times
        self.pages += 1
        self.first = sorted([*self.first, (path, name)], key=lambda page: page[0])[:_SAMPLES]


def _problem(phrase: str, name: _Name, explainers: Mapping[str, Explainer]) -> Problem:
    path, first = name.first[0]
    titles = " or ".join(f"{explainers[slug].title} (`{slug}`)" for slug in first.candidates)
    times = report.plural(name.times, "time")
    samples = " ".join(f"“{one.sentence}” ({file})" for file, one in name.first)
    rule = yaml.safe_dump(
        {phrase: first.candidates[0]}, default_flow_style=True, allow_unicode=True, width=10**6
    ).strip()
    return Problem(
        path, first.line, "undecided-name",
        f"“{phrase}” may be {titles}, and nothing decides: it has no link, {times} on "
        f"{report.plural(name.pages, 'page')}. {samples}",
        f"If it nearly always means one of them, set that for the site, under `briefings` in "
        f"mkdocs.yml: `links: {rule}`. Or name the right one in the file of a page, in the same "
        "way; or add `context` words to the explainers.",
        Severity.WARNING,
    )  # fmt: skip
