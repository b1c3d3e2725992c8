"""Editors' notes on quotations of an article."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NoteKind(StrEnum):
    """The purpose of a note."""

    CONTEXT = "context"
    """Background that a reader needs."""
    CORRECTION = "correction"
    """The quotation is wrong; the note corrects it."""
    DISPUTED = "disputed"
    """Others disagree; the note names them."""
    UPDATE = "update"
    """What has happened since."""


@dataclass(frozen=True, slots=True)
class NoteSource:
    """A source of a note."""

    title: str
    """Its title; empty if only the address is given."""
    url: str
    """Its address; empty if it is not on the web."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as its editor wrote it: a text-quote selector and a text.

    https://www.w3.org/TR/annotation-model/#text-quote-selector
    """

    kind: NoteKind
    """Its purpose."""
    quote: str
    """The quoted words of the article."""
    text: str
    """The text in Markdown."""
    prefix: str = ""
    """Words right before the quotation, to distinguish it from others; may be empty."""
    suffix: str = ""
    """Words right after it; may be empty."""
    sources: tuple[NoteSource, ...] = ()
    """Its sources."""
    author: str = ""
    """Who wrote it; may be empty."""
    day: date | None = None
    """Day on which it was added; None if unknown."""
    file: str = ""
    """Its file, relative to the content folder."""
    line: int = 0
    """Its first line in that file, from 1."""


@dataclass(frozen=True, slots=True)
class AnchoredNote:
    """A note whose quotation was found in the article."""

    note: Note
    """The note."""
    number: int
    """Its number on the page, from 1, in the order of the ends of the quotations.

    The references stand at these ends, so they are in order even if quotations overlap.
    """
    spans: tuple[tuple[int, int, int], ...]
    """The quotation, block by block: number of the block, start and end offset."""
    exact: bool = True
    """Whether the article contains the quotation exactly, after folding."""

    @property
    def last(self) -> int:
        """Number of the block in which the quotation ends."""
        return self.spans[-1][0]


def by_last_block(notes: Iterable[AnchoredNote]) -> dict[int, list[AnchoredNote]]:
    """Return notes by the number of the block in which their quotations end, in their order."""
    found: dict[int, list[AnchoredNote]] = {}
    for note in notes:
        found.setdefault(note.last, []).append(note)
    return found
