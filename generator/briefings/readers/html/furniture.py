"""Furniture inside of the article's box: dropped by what the page calls it and by its shape."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefings.model.reading import DROPPED, MarkupKind
from briefings.readers.html import words as html_words
from briefings.readers.html.boxes import Box, Piece, Place
from briefings.readers.html.survey import SENTENCE_END, Page

# A part that holds this share of the article's prose is the article, whatever it is called.
_TOO_MUCH_FOR_FURNITURE = 0.35
# From this share of links among its pieces, a box is a list of other articles.
_LINKS_IN_A_LIST = 0.3
# The longest line that points to another article.
_RELATED_LENGTH = 150
_PLACES = {
    Place.NAVIGATION: "navigation",
    Place.FOOTER: "footer",
    Place.ASIDE: "aside",
    Place.FORM: "form",
    Place.CONTROL: "control",
    Place.DIALOG: "dialog",
    Place.HIDDEN: "hidden",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a piece."""

    role: str
    """`paragraph`, `heading`, `caption`, `table`, `related`, `title` or `dropped`."""
    rule: str
    """Name of the rule that decided."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A box around a piece, as the rules see it."""

    page: Page
    piece: Piece
    box: Box
    in_company: bool
    """The box is the piece's own, and the piece a paragraph among paragraphs or a heading."""


def furniture(page: Page, piece: Piece) -> Verdict | None:
    """Return the verdict on a piece that stands in a part which is not the text."""
    among = page.is_among_prose(piece)
    limit = _TOO_MUCH_FOR_FURNITURE * page.mass[page.body]
    for box in piece.box.chain():
        if box is page.body:
            break
        if page.mass[box] < limit:
            own = box is piece.box
            part = _Part(page, piece, box, own and (among or piece.box.heading > 0))
            if verdict := next(filter(None, (rule(part) for rule in _RULES)), None):
                return verdict
    kind = html_words.part(piece.names) if piece.names else ""
    if kind and (not among or kind in html_words.ON_PARAGRAPHS):
        return _by_kind(kind)
    return None


def _by_element(part: _Part) -> Verdict | None:
    """A part that the page marks by its element or role as not the text."""
    if places := part.box.own & Place.FURNITURE:
        return Verdict(DROPPED, _PLACES[places & -places])
    return None


def _in_figure(part: _Part) -> Verdict | None:
    """The caption of a figure; a quotation can stand in one and is none."""
    if part.box.own & Place.CAPTION:
        return Verdict("caption", "figure-caption")
    if part.box.own & Place.FIGURE and not part.piece.box.place & Place.QUOTATION:
        return Verdict("caption", "in-figure")
    return None


def _unseen(part: _Part) -> Verdict | None:
    """Text for screen readers, which names things rather than tells them."""
    seen = not html_words.is_for_screen_readers(part.box.names)
    return None if seen else Verdict(DROPPED, "for-screen-readers")


def _embedded(part: _Part) -> Verdict | None:
    """A post of a social network, which networks have sites mark up as a quotation."""
    is_post = part.box.tag == "blockquote" and html_words.is_embed(part.box.names)
    return Verdict(DROPPED, "embedded-post") if is_post else None


def _by_machine(part: _Part) -> Verdict | None:
    """A summary that a machine made, beside the article."""
    is_summary = not part.in_company and html_words.is_machine_summary(part.box.names)
    return Verdict(DROPPED, "made-by-machine") if is_summary else None


def _named(part: _Part) -> Verdict | None:
    """A part that the page names after what it is."""
    kind = html_words.part(part.box.names)
    if not kind or (part.in_company and kind not in html_words.ON_PARAGRAPHS):
        return None
    # German pages call the standfirst a teaser; a teaser for something else has a link.
    if kind in ("teaser", "related") and not part.box.links and part.page.mass[part.box]:
        return None
    return _by_kind(kind)


def _of_links(part: _Part) -> Verdict | None:
    """A list of other articles: several links, and little beside them."""
    box = part.box
    many = box.links >= 2 and box.links >= _LINKS_IN_A_LIST * box.pieces
    return Verdict(DROPPED, "list-of-links") if many and box is not part.piece.box else None


_RULES: Iterable[Callable[[_Part], Verdict | None]] = (
    _by_element, _in_figure, _unseen, _embedded, _by_machine, _named, _of_links,
)  # fmt: skip


def _by_kind(kind: str) -> Verdict:
    if kind == "caption":
        return Verdict("caption", "named-caption")
    return Verdict(DROPPED, f"named-{kind}")


def is_related_line(piece: Piece) -> bool:
    """Return whether a piece is a label and one link: `Read more | The other story`."""
    links = sum(kind is MarkupKind.LINK for _, _, kind, _ in piece.spans)
    return (
        links == 1
        and piece.linked * 2 >= len(piece.text)
        and len(piece.text) <= _RELATED_LENGTH
        and not SENTENCE_END.search(piece.text)
        and piece.spans[-1][1] >= len(piece.text) - 1
    )
