"""Which pieces of a page are the article: a role and the name of a rule for each.

Inside the box that holds the text (`html_survey`) furniture is dropped; before it only the
standfirst is kept, after it nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefings.model.reading import DROPPED
from briefings.readers.html.boxes import Piece, Place
from briefings.readers.html.furniture import Verdict, furniture, is_related_line
from briefings.readers.html.settle import (
    drop_repeats,
    follow_declared_body,
    settle_headings,
    settle_related,
)
from briefings.readers.html.standfirst import Top, standfirst
from briefings.readers.html.survey import LINK, MAIN_MAKE, Clues, Page, make, squeeze, survey

# Paragraphs of one make with this share of the prose are the article's own make.
_OWN_MAKE = 0.1
# A link of fewer words is a button.
_RELATED_WORDS = 4
_TEXT_TAGS = ("p", "li", "blockquote", "td", "dd")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pieces of a page are the article."""

    verdicts: list[Verdict]
    """One for each piece, in their order."""
    headline: int
    """Number of the piece that is the headline; -1 for none."""
    first: int
    """Number of the first paragraph of the text; the number of pieces for none."""
    depth: int
    """How many quotations and list items the whole text stands in, as some pages nest it."""


def choose(pieces: Sequence[Piece], clues: Clues) -> Choice:
    """Return a verdict for each piece of a page."""
    if not pieces:
        return Choice([], -1, 0, 0)
    descriptions = [squeezed for text in clues.descriptions if (squeezed := squeeze(text))]
    declared = [squeezed for text in clues.headlines if (squeezed := squeeze(text))]
    page = survey(pieces, squeeze(clues.extracted), declared)
    first = _first(page)
    headline = _headline(page, first, declared)
    top = Top(page, headline, first, descriptions)
    verdicts = []
    for number, piece in enumerate(pieces):
        if number == headline or (number <= first and _is_headline(piece, declared)):
            verdict = Verdict("title", "headline")
        else:
            verdict = _verdict(page, piece)
            if number < first and verdict.role != "paragraph" and (rule := standfirst(top, number)):
                verdict = Verdict("paragraph", rule)
        verdicts.append(verdict)
    drop_repeats(page, verdicts)
    follow_declared_body(page, verdicts, squeeze(clues.body))
    settle_headings(page, verdicts)
    settle_related(verdicts)
    return Choice(verdicts, headline, first, len(page.body.containers))


def _first(page: Page) -> int:
    """Return the number of the article's first paragraph."""
    for number, piece in enumerate(page.pieces):
        if page.inside[number] and page.prose[number]:
            own = page.makes[make(piece)] > MAIN_MAKE * page.size
            if (own or page.voted[number]) and not furniture(page, piece):
                return number
    return len(page.pieces)


def _headline(page: Page, first: int, declared: Sequence[str]) -> int:
    """Return the number of the piece that is the headline; -1 for none.

    It is the heading before the text that says what the page declares, or the last `h1` there.
    """
    numbers = [n for n in range(min(first + 1, len(page.pieces))) if page.pieces[n].box.heading]
    same = [n for n in numbers if squeeze(page.pieces[n].text) in declared]
    tops = [n for n in numbers if page.pieces[n].box.heading == 1]
    return (same or tops or [-1])[-1]


def _is_headline(piece: Piece, declared: Iterable[str]) -> bool:
    """Return whether a heading above the text says a declared headline, or that and a kicker."""
    if not piece.box.heading:
        return False
    squeezed = squeeze(piece.text)
    return len(squeezed) >= 15 and any(
        squeezed in said or (len(said) >= 15 and said in squeezed and len(squeezed) < 2 * len(said))
        for said in declared
    )


def _verdict(page: Page, piece: Piece) -> Verdict:
    """Judge one piece by itself."""
    if not page.inside[piece.number]:
        return _outside(page, piece)
    return furniture(page, piece) or _heading(piece) or _link(piece) or _text(page, piece)


def _outside(page: Page, piece: Piece) -> Verdict:
    """Judge a piece outside of the text's box: some pages cut the text in two boxes of one make."""
    own = page.makes[make(piece)] > MAIN_MAKE * page.size
    if own and piece.box.names.strip() and not piece.box.place & Place.FURNITURE:
        return Verdict("paragraph", "made-like-the-text")
    return Verdict(DROPPED, "outside-the-text")


def _heading(piece: Piece) -> Verdict | None:
    if not piece.box.heading:
        return None
    if piece.box.heading == 1:
        return Verdict(DROPPED, "other-headline")
    if piece.linked > LINK * len(piece.text):
        return Verdict(DROPPED, "heading-is-link")
    return Verdict("heading", "heading")


def _link(piece: Piece) -> Verdict | None:
    """Judge a piece that is a link, or a label and a link: to another article, if it has words."""
    if piece.linked > LINK * len(piece.text) or is_related_line(piece):
        words = len(piece.text.split())
        return Verdict("related" if words >= _RELATED_WORDS else DROPPED, "link-alone")
    return None


def _text(page: Page, piece: Piece) -> Verdict:
    """Judge what is left: text where it looks like the text or the extractor takes it for it."""
    prose = page.prose[piece.number]
    beside = piece.box.parent is page.body or page.parents[piece.box.parent] > 0.3 * page.size
    list_box = piece.box.parent.parent if piece.box.tag == "li" and piece.box.parent else None
    rules = (
        ("made-like-the-text", page.makes[make(piece)] > _OWN_MAKE * page.size),
        ("extracted", prose and page.voted[piece.number]),
        ("among-the-text", piece.box.tag == "p" and beside),
        ("list-among-the-text", list_box is not None and page.parents[list_box] > 0.3 * page.size),
        ("prose-in-the-text", prose and piece.box.tag in _TEXT_TAGS),
    )
    if name := next((name for name, holds in rules if holds), ""):
        return Verdict("paragraph", name)
    if piece.rows:
        return Verdict("table", "table-in-the-text")
    return Verdict(DROPPED, "unlike-the-text")
