"""What the visible text of a page is made of: boxes, and the pieces of text that stand in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from briefings.model.reading import Container, MarkupKind


class Place:
    """What a piece stands inside of, as the page's elements say: bits that are combined."""

    NAVIGATION: Final = 1 << 0
    HEADER: Final = 1 << 1
    FOOTER: Final = 1 << 2
    ASIDE: Final = 1 << 3
    FORM: Final = 1 << 4
    CONTROL: Final = 1 << 5
    DIALOG: Final = 1 << 6
    HIDDEN: Final = 1 << 7
    FIGURE: Final = 1 << 8
    CAPTION: Final = 1 << 9
    MAIN: Final = 1 << 10
    ARTICLE: Final = 1 << 11
    QUOTATION: Final = 1 << 12
    PREFORMATTED: Final = 1 << 13
    FURNITURE: Final = NAVIGATION | FOOTER | FORM | CONTROL | DIALOG | ASIDE | HIDDEN
    """Where pages put what is not their text."""


@dataclass(slots=True, eq=False)
class Box:
    """An element that starts a block of its own: a node of the page's tree of boxes."""

    tag: str
    """Its name."""
    names: str
    """Its class and id as written."""
    parent: "Box | None" = None
    """The box around it."""
    own: int = 0
    """What it is itself, in bits of `Place`."""
    place: int = 0
    """What it and the boxes around it are."""
    containers: tuple[Container, ...] = ()
    """Quotations and list items around its text, outermost first."""
    marker: str = ""
    """The marker of a list item, until a piece has taken it."""
    items: int = 0
    """The number of the last item of a numbered list."""
    heading: int = 0
    """Level of the heading it is in, from 1; 0 for none."""
    mass: int = 0
    """Number of characters inside."""
    pieces: int = 0
    """Number of pieces inside."""
    links: int = 0
    """Number of pieces inside that are links and little else."""

    def chain(self) -> "Iterator[Box]":
        """Yield this box and the boxes around it, from the inside out."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


@dataclass(slots=True, eq=False)
class Piece:
    """One visible block of a page."""

    box: Box
    """The innermost box it stands in."""
    line: int
    """Line of the page on which it begins, from 1."""
    text: str
    """Its words, white space folded."""
    spans: tuple[tuple[int, int, MarkupKind, str], ...] = ()
    """Its markup: start, end, kind, and of links the address as written."""
    linked: int = 0
    """How many of its characters are links."""
    names: str = ""
    """Class and id of an inline element that holds the whole text."""
    marker: str = ""
    """The marker of the list item that it opens."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table, row by row."""
    times: tuple[str, ...] = ()
    """What `time` elements in it give as their moment."""
    number: int = 0
    """Its place in the order of the page, from 0."""
