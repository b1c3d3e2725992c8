"""Editors' notes: a remark on words of an article, and where in the article those words stand."""

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    """What a note does for the words it stands on."""

    CONTEXT = "context"
    """Says what a reader needs to know to understand them."""
    CORRECTION = "correction"
    """Says that they are wrong, and what is right."""
    DISPUTED = "disputed"
    """Says that others see it differently, and who."""
    UPDATE = "update"
    """Says what has happened since they were written."""


@dataclass(frozen=True, slots=True)
class NoteSource:
    """What a note rests on."""

    title: str
    """Its name; empty where only the address is given."""
    url: str
    """Its address; empty for what is not on the web."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as its editor wrote it: a text-quote selector, and what is to be said.

    https://www.w3.org/TR/annotation-model/#text-quote-selector
    """

    kind: NoteKind
    """What the note does."""
    quote: str
    """The words of the article that it is about."""
    text: str
    """What it says, in Markdown."""
    prefix: str = ""
    """Words that stand right before the quotation; empty where they are not needed."""
    suffix: str = ""
    """Words that stand right after it; empty where they are not needed."""
    sources: tuple[NoteSource, ...] = ()
    """What it rests on."""
    file: str = ""
    """File that it stands in, relative to the content folder."""
    line: int = 0
    """Line of that file on which it begins, from 1."""


@dataclass(frozen=True, slots=True)
class AnchoredNote:
    """A note that has found its words."""

    note: Note
    """The note."""
    number: int
    """Its number on the page, from 1, in the order in which the quotations end.

    That is where the references stand, which so are in order also where quotations overlap.
    """
    spans: tuple[tuple[int, int, int], ...]
    """The words: number of the block, first offset and offset after the last, block by block."""
    exact: bool = True
    """Whether the article has the quotation as the note gives it, folding apart."""

    @property
    def last(self) -> int:
        """Number of the block in which the quotation ends."""
        return self.spans[-1][0]
