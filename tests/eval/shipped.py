"""Score the links of the shipped articles against mentions judged by hand: `gold/README.md`.

    python -m tests.eval.shipped

Every mention counts, so the rules that thin links out (once in a section, quotations, budget,
touching) are left aside, and so is where a link may not stand (headings, related lines, datelines).
A mention is right where span and explainer are; what the gold calls optional counts neither way.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from briefings.build import content_folder
from briefings.content import explainers, loading
from briefings.linking.lexicon import Lexicon
from briefings.linking.senses import Evidence
from briefings.markup import passages
from briefings.model.article import Article
from briefings.model.linking import Annotated, PageText, Verdict
from tests.eval.link import EVERY_MENTION
from tests.linking import link
from tests.rendering import ROOT

GOLD = Path(__file__).with_name("gold")

# Verdicts that leave the meaning of a mention as it is: they say why it carries no link here.
MEANT = frozenset(
    (
        *(Verdict.LINKED, Verdict.IN_HEADING, Verdict.IN_CAPTION, Verdict.IN_TABLE),
        *(Verdict.IN_CODE, Verdict.IN_RELATED, Verdict.IN_MARKUP, Verdict.SELF),
        *(Verdict.IN_QUOTATION, Verdict.REPEATED, Verdict.TOUCHING, Verdict.OVER_BUDGET),
    )
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a phrase stands in an article."""

    article: str
    """Slug of the article."""
    block: int
    """Number of the block."""
    start: int
    """Offset in the block's text."""
    end: int
    """Offset after the last character."""


@dataclass(frozen=True, slots=True)
class Score:
    """How the mentions that were found compare with the gold."""

    right: int
    """How many were found as they should be."""
    missed: tuple[str, ...]
    """Those of the gold that were not found, described."""
    wrong: tuple[str, ...]
    """Those that were found and should not be, described."""

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.right / max(1, self.right + len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        """Return the figures, and a line for each miss and each wrong mention."""
        return "\n".join(
            (
                f"precision {self.precision:.3f} recall {self.recall:.3f} F1 {self.f1:.3f}",
                *(f"missed: {described}" for described in self.missed),
                *(f"wrong:  {described}" for described in self.wrong),
            )
        )


def score() -> Score:
    """Link the shipped articles and compare their mentions with the gold."""
    sources = loading.read(content_folder.read_content(ROOT / "content"))
    articles = sources.texts
    files = [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.yml"))
    ]
    judged = [articles[file["article"]] for file in files]
    lexicon = Lexicon(explainers.names(sources.explainers))
    evidence = Evidence(explainers.profiles(sources.explainers, sources.passages), lexicon)
    pages = [_page(article) for article in judged]
    linked = link(pages, lexicon, evidence, EVERY_MENTION)
    wanted: dict[Place, str] = {}
    optional: set[Place] = set()
    for article, file in zip(judged, files, strict=True):
        for entry, place in zip(file["mentions"], _places(article, file["mentions"]), strict=True):
            if entry.get("optional"):
                optional.add(place)
            elif entry["subject"]:
                wanted[place] = entry["subject"]
    found = dict(_found(judged, linked))
    right = {place for place, subject in wanted.items() if found.get(place) == subject}

    def describe(places: Iterable[Place], subjects: dict[Place, str]) -> tuple[str, ...]:
        return tuple(
            _describe(articles[place.article], place, subjects[place]) for place in sorted(places)
        )

    return Score(
        right=len(right),
        missed=describe(wanted.keys() - right, wanted),
        wrong=describe(found.keys() - right - optional, found),
    )


def _page(article: Article) -> PageText:
    found = passages.of_article(article.blocks, article.quotations)
    day = article.published.isoformat() if article.published else ""
    return PageText(article.slug, found, day, article.links, lang=article.lang)


def _places(article: Article, entries: Sequence[dict[str, Any]]) -> list[Place]:
    """Return where the mentions of the gold entries stand.

    Front matter grows, and all lines with it: so the lines of the gold are taken for as many more
    or fewer as makes every entry stand where it says.
    """
    shifts = sorted({block.line - entries[0]["line"] for block in article.blocks}, key=abs)
    missing: list[str] = []
    for shift in shifts:
        places = [_place(article, entry, shift) for entry in entries]
        if None not in places:
            return [place for place in places if place]
        here = [
            f"{e['text']!r}, line {e['line']}"
            for e, p in zip(entries, places, strict=True)
            if not p
        ]
        missing = here if not missing or len(here) < len(missing) else missing
    raise LookupError(f"Not in {article.slug}: {'; '.join(missing)}")


def _place(article: Article, entry: dict[str, Any], shift: int) -> Place | None:
    text = str(entry["text"])
    for number, block in enumerate(article.blocks):
        if block.line == entry["line"] + shift:
            starts = [found.start() for found in re.finditer(re.escape(text), block.text)]
            if len(starts) >= entry["nth"]:
                start = starts[entry["nth"] - 1]
                return Place(article.slug, number, start, start + len(text))
    return None


def _found(articles: Iterable[Article], linked: Iterable[Annotated]) -> Iterator[tuple[Place, str]]:
    for article, annotated in zip(articles, linked, strict=True):
        for mention in annotated.mentions:
            if mention.subject and mention.verdict in MEANT:
                place = Place(article.slug, mention.passage, mention.start, mention.end)
                yield place, mention.subject


def _describe(article: Article, place: Place, subject: str) -> str:
    block = article.blocks[place.block]
    before = block.text[max(0, place.start - 25) : place.start]
    after = block.text[place.end : place.end + 25]
    phrase = block.text[place.start : place.end]
    return f"{place.article}, line {block.line}: …{before}[{phrase}]{after}… ({subject})"


if __name__ == "__main__":
    print(score())
