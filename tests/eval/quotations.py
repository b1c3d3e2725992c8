"""Score quotations and their speakers against those marked by hand: `gold/README.md`.

    python -m tests.eval.quotations

The gold has offsets in the bodies of the development pages, so the finder reads these bodies, not
what our reader makes of the pages. A quotation is right if it begins and ends where the gold says,
marks aside; a speaker is right if the quotation overlaps one of theirs.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefings.model.reading import Block, BlockKind
from briefings.readers.quotations import finder
from tests.conftest import SHARED

GOLD = Path(__file__).with_name("gold") / "quotations.tsv"
PAGES = SHARED / "eval" / "reading" / "gold.jsonl"
_FOLDS = 5
_EDGES = " \u00a0,.;:!?…"
_OPTIONAL = "?"


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation in the body of a page."""

    start: int
    """Offset of its first character that is no mark."""
    end: int
    """Offset after its last character that is no mark."""
    words: str
    """Its text."""
    speaker: str
    """The speaker; in the gold perhaps several names, `|` between."""

    def overlaps(self, other: "Said") -> bool:
        """Return whether the two have characters in common."""
        return self.start < other.end and other.start < self.end

    def is_by(self, name: str) -> bool:
        """Return whether the gold gives a name to the speaker."""
        return name.casefold() in self.speaker.casefold().split("|")


@dataclass(slots=True)
class Score:
    """How the quotations that were found compare with the gold."""

    right: int = 0
    """How many were found with their boundaries."""
    found: int = 0
    """How many were found, without the optional ones."""
    marked: int = 0
    """How many the gold has, without the optional ones."""
    named_right: int = 0
    """How many have the right speaker."""
    named: int = 0
    """How many have a speaker."""
    nameable: int = 0
    """How many have a speaker in the gold."""
    faults: list[str] = field(default_factory=list)
    """What is missed or wrong, described."""

    def __str__(self) -> str:
        """Return the figures."""
        return (
            f"precision {self.right / max(1, self.found):.3f}"
            f" recall {self.right / max(1, self.marked):.3f}"
            f" shown speakers {self.named_right / max(1, self.named):.3f}"
            f" speakers covered {self.named_right / max(1, self.nameable):.3f}"
        )

    def add(self, found: Sequence[Said], gold: Sequence[Said], page: str) -> None:
        """Count the quotations of a page."""
        optional = [one for one in gold if one.speaker == _OPTIONAL]
        wanted = [one for one in gold if one.speaker != _OPTIONAL]
        given = [one for one in found if not any(map(one.overlaps, optional))]
        places = {(one.start, one.end) for one in given}
        missed = [one for one in wanted if (one.start, one.end) not in places]
        self.marked += len(wanted)
        self.found += len(given)
        self.right += len(wanted) - len(missed)
        self.nameable += sum(bool(one.speaker) for one in wanted)
        self.faults += [f"{page}: missed [{one.words}] ({one.speaker})" for one in missed]
        known = {(one.start, one.end) for one in wanted}
        for one in given:
            if (one.start, one.end) not in known:
                self.faults.append(f"{page}: no quotation [{one.words}] ({one.speaker})")
            overlapped = next(filter(one.overlaps, wanted), None)
            speaker = overlapped.speaker if overlapped else ""
            if one.speaker:
                is_right = overlapped is not None and overlapped.is_by(one.speaker)
                self.named += 1
                self.named_right += is_right
                if not is_right:
                    self.faults.append(f"{page}: {one.speaker}, not {speaker} [{one.words}]")
            elif speaker:
                self.faults.append(f"{page}: nobody, not {speaker} [{one.words}]")


def score() -> Score:
    """Score all pages of the gold."""
    return _score(sorted(_gold()))


def folds() -> list[Score]:
    """Score each of five groups of pages."""
    pages = sorted(_gold())
    return [_score(pages[number::_FOLDS]) for number in range(_FOLDS)]


def _score(pages: Sequence[str]) -> Score:
    gold, articles = _gold(), _articles()
    result = Score()
    for page in pages:
        rows, (body, headings) = gold[page], articles[page]
        marked = [_said(body, int(r["start"]), int(r["end"]), r["speaker"]) for r in rows]
        result.add(list(_found(body, headings, rows[0]["lang"])), marked, page)
    return result


def _gold() -> dict[str, list[dict[str, str]]]:
    pages: dict[str, list[dict[str, str]]] = {}
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            pages.setdefault(row["page"], []).append(row)
    return pages


def _articles() -> dict[str, tuple[str, list[str]]]:
    rows = map(json.loads, PAGES.read_text(encoding="utf-8").splitlines())
    return {row["id"]: (row["body"], row["headings"]) for row in rows}


def pages() -> Iterator[tuple[str, list[Block]]]:
    """Yield the id and the body of each development page."""
    for page, (body, headings) in _articles().items():
        yield page, _blocks(body, headings)


def _blocks(body: str, headings: Sequence[str]) -> list[Block]:
    kinds = {True: BlockKind.HEADING, False: BlockKind.PARAGRAPH}
    return [Block(kinds[text in headings], text, 1) for text in body.split("\n\n")]


def _found(body: str, headings: Sequence[str], lang: str) -> Iterator[Said]:
    blocks = _blocks(body, headings)
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block.text) + 2)
    for one in finder.attributed(blocks, lang):
        at = starts[one.block]
        yield _said(body, at + one.start, at + one.end, one.speaker)


def _said(body: str, start: int, end: int, speaker: str) -> Said:
    words = body[start:end].rstrip(_EDGES)
    start += len(words) - len(words.lstrip(_EDGES))
    return Said(start, start + len(words.lstrip(_EDGES)), words.lstrip(_EDGES), speaker)


if __name__ == "__main__":
    result = score()
    print("\n".join(result.faults))
    print("\n".join(f"fold {number}: {fold}" for number, fold in enumerate(folds(), 1)))
    print(result)
