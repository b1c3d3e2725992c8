"""The visible text of a page: text blocks, and the tree of block elements that contain them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from briefings.model.reading import Container, MarkupKind


class Context:
    """The landmarks and other elements around a text block, as combinable bits."""

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
    BOILERPLATE: Final = NAVIGATION | FOOTER | FORM | CONTROL | DIALOG | ASIDE | HIDDEN


@dataclass(slots=True, eq=False)
class BlockElement:
    """An element that starts a new block of text."""

    tag: str
    """Tag name."""
    names: str
    """Its class and id as written."""
    parent: "BlockElement | None" = None
    """The nearest block element around it."""
    own_context: int = 0
    """`Context` bits of the element itself."""
    context: int = 0
    """`Context` bits of the element and its ancestors."""
    containers: tuple[Container, ...] = ()
    """Quotations and list items around its text, outermost first."""
    marker: str = ""
    """The marker of a list item, until a text block has taken it."""
    items: int = 0
    """Number of the last item of a numbered list."""
    articles: int = 0
    """Number of `article` elements from the page down to this one."""
    heading: int = 0
    """Level of the heading that contains it, from 1; 0 for none."""
    blocks: int = 0
    """Number of text blocks inside."""
    inner_context: int = 0
    """`Context` bits of the elements inside."""
    links: int = 0
    """Number of text blocks inside that are mostly links."""

    def ancestors(self) -> "Iterator[BlockElement]":
        """Yield this element and its ancestors, from the inside out."""
        element: BlockElement | None = self
        while element is not None:
            yield element
            element = element.parent

    def own_box(self) -> "BlockElement":
        """Return the outermost element around this one that holds no other text."""
        return next(
            around for around in self.ancestors()
            if around.parent is None or around.parent.blocks > around.blocks
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aside:
    """Words inside a line that are not part of it: a reading, a tooltip, a copy."""

    line: int
    """Line of the page on which they begin."""
    text: str
    """The words, white space folded."""
    rule: str
    """The rule that leaves them out."""
    names: str
    """Class of their element."""


Span = tuple[int, int, MarkupKind, str]
"""Markup: start, end, kind, and the address of a link as written."""


@dataclass(slots=True, eq=False)
class TextBlock:
    """One visible block of text."""

    element: BlockElement
    """The innermost block element around it."""
    line: int
    """Line of the page on which it begins, from 1."""
    text: str
    """The text, white space folded."""
    spans: tuple[Span, ...] = ()
    """Its markup."""
    linked: int = 0
    """Number of characters inside links."""
    names: str = ""
    """Class and id of an inline element that holds the whole text."""
    named: tuple[tuple[int, int, str], ...] = ()
    """Inline elements with class or id: start, end, class and id."""
    gaps: tuple[int, ...] = ()
    """Places of line breaks, and places between two inline elements without a space."""
    marker: str = ""
    """Marker of the list item that it opens."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells of a table, row by row."""
    times: tuple[tuple[str, str], ...] = ()
    """`datetime` and `itemprop` of the `time` elements in it."""
    asides: tuple[Aside, ...] = ()
    """Words that were left out of it."""
    number: int = 0
    """Position on the page, from 0."""

    def is_link(self) -> bool:
        """Return whether nearly all of the text is inside links (high link density)."""
        return self.linked > _LINK_DENSITY * len(self.text)


_LINK_DENSITY = 0.8
