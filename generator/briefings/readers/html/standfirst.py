"""The sentences between headline and text, which stand outside of the text's box on most pages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefings.readers.html import words as html_words
from briefings.readers.html.boxes import Piece, Place
from briefings.readers.html.survey import SENTENCE_END, Page, squeeze, width

_DATED = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_ELSEWHERE = (
    Place.FIGURE | Place.CAPTION | Place.NAVIGATION | Place.FORM | Place.CONTROL | Place.ASIDE
    | Place.DIALOG
)  # fmt: skip
# Shorter lines are kickers, bylines and labels; a line with a date is a byline up to this length.
_SHORTEST = 40
_LONGEST_BYLINE = 160
# How many pieces before the headline a standfirst that is named so can stand.
_BEFORE_HEADLINE = 8
_TAGS = ("p", "h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class Top:
    """What is known of the top of an article."""

    page: Page
    """The page."""
    headline: int
    """Number of the piece that is the headline; -1 for none."""
    first: int
    """Number of the first paragraph of the text."""
    descriptions: Sequence[str]
    """Summaries that the page declares, squeezed."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece above the text, as the rules see it."""

    top: Top
    piece: Piece
    wide: int
    own: frozenset[str]
    """Words of its class names."""
    around: frozenset[str]
    """Words of the class names of the box around it."""

    @property
    def after_headline(self) -> int:
        return self.piece.number - self.top.headline

    @property
    def before_text(self) -> int:
        return self.top.first - self.piece.number


def standfirst(top: Top, number: int) -> str:
    """Return the rule by which a piece before the text is its standfirst; empty for none."""
    piece = top.page.pieces[number]
    wide = width(piece.text)
    if (
        piece.linked * 2 > len(piece.text)
        or piece.box.place & _ELSEWHERE
        or piece.box.heading == 1
        or wide < _SHORTEST
        or (wide < _LONGEST_BYLINE and _DATED.search(piece.text))
    ):
        return ""
    own = html_words.words(piece.box.names) | html_words.words(piece.names)
    around = html_words.words(piece.box.parent.names if piece.box.parent else "")
    line = _Line(top, piece, wide, own, around)
    return next((name for name, holds in _RULES if holds(line)), "")


def _is_declared(line: _Line) -> bool:
    """It says what the page declares as its summary."""
    text = squeeze(line.piece.text)
    return any(text[:50] in said or said[:40] in text for said in line.top.descriptions)


def _is_named(line: _Line) -> bool:
    """The page calls it, or the box around it, a standfirst and nothing else."""
    if line.top.headline < 0 or line.after_headline < -_BEFORE_HEADLINE:
        return False
    if line.own & html_words.STANDFIRST and not line.own & html_words.NOT_STANDFIRST:
        return True
    return _is_below(line) and bool(line.around & html_words.STANDFIRST)


def _is_below(line: _Line) -> bool:
    """It stands below the headline, and the page does not call it something else."""
    below = line.top.headline >= 0 and line.after_headline > 0
    return below and not (line.own | line.around) & html_words.NOT_STANDFIRST


def _is_extracted(line: _Line) -> bool:
    """The extractor takes it for text, and it stands close below the headline."""
    tag = line.piece.box.tag
    voted = line.top.page.voted[line.piece.number]
    return _is_below(line) and voted and line.after_headline <= 4 and tag in (*_TAGS, "li")


def _is_under_headline(line: _Line) -> bool:
    """It is the next thing below the headline, or a long sentence between it and the text."""
    if not _is_below(line):
        return False
    if line.wide >= 60 and line.after_headline <= 2 and line.piece.box.tag in _TAGS:
        return True
    near = line.after_headline <= 6 and line.before_text <= 6
    return near and line.wide >= 90 and SENTENCE_END.search(line.piece.text) is not None


def _is_before_text(line: _Line) -> bool:
    """It is a paragraph right before the text, which the page set in a box of its own."""
    voted = line.top.page.voted[line.piece.number] and line.piece.box.tag == "p"
    return _is_below(line) and voted and line.wide >= 80 and line.before_text <= 2


_RULES: Sequence[tuple[str, Callable[[_Line], bool]]] = (
    ("declared-summary", _is_declared),
    ("named-standfirst", _is_named),
    ("extracted-standfirst", _is_extracted),
    ("under-the-headline", _is_under_headline),
    ("before-the-text", _is_before_text),
)
