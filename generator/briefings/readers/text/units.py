"""Units: what stands as one thing in a capture, with its measures and the kind that they show.

A unit is a piece, or several where an editor or a program wrapped the lines of one paragraph.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from briefings.readers.text import shapes as text_shapes
from briefings.readers.text.lines import Piece
from briefings.readers.text.shapes import Shape

# A line that stands three times is furniture: a label between paragraphs, an entry of a menu.
OFTEN = 3
# Lines are wrapped between these lengths; a shorter one without a full stop is a line of its own.
_WRAPPED = range(25, 131)
_WRAPPED_LOWER = 0.4
# A sentence shorter than this (in characters) can as well be the label of a button.
_SENTENCE = 40
# In German, where nouns have capitals too, a sentence has half of its words in lower case, and in
# the Turkish and Nordic development captures never less than a third; a menu has next to none.
_SENTENCE_LOWER = 0.25
_SENTENCE_DIGITS = 0.3
# So long a piece with two full stops is sentences with something stuck to their end.
_SENTENCES = 150
_LONG = 100
_LONG_LOWER = 0.5


class Kind(StrEnum):
    """What the shape of a unit shows it to be."""

    PROSE = "prose"
    """One sentence or more."""
    LONG = "long"
    """As long as a sentence, but without its end: a teaser, a caption, a line of verse."""
    SHORT = "short"
    """A word or a phrase: an entry of a menu, a heading."""
    CREDIT = "credit"
    """Whose a picture is."""
    CAPTION = "caption"
    """What a picture shows, and whose it is."""
    DATE = "date"
    """A line about a date or time."""
    AFTER = "after"
    """The heading of what follows an article."""
    RELATED = "related"
    """A line that points to another article, and says so."""
    OFTEN = "often"
    """A line that the page repeats."""


Known = Sequence[tuple[Kind, re.Pattern[str]]]
# Patterns are for lines; so many characters of one are looked at, and their time is bounded.
_KNOWN = 600


class Unit(NamedTuple):
    """A piece, or the wrapped lines of one paragraph."""

    first: int
    """Number of its first piece, from 0."""
    pieces: tuple[Piece, ...]
    """Its pieces."""
    text: str
    """Its words."""
    shape: Shape
    """Its measures."""
    kind: Kind
    """What they show it to be."""
    copies: int
    """How often its text stands in the capture."""

    @property
    def head(self) -> Piece:
        """Its first piece."""
        return self.pieces[0]

    @property
    def apart(self) -> bool:
        """Whether it is parted from what stands before and after it."""
        return self.head.above and self.pieces[-1].below


def units(pieces: Sequence[tuple[int, Piece]], known: Known = ()) -> list[Unit]:
    """Return the units of numbered pieces, in order.

    Args:
        pieces: what is to be read of a capture, each with its number.
        known: patterns of an outlet for whole lines, each with the kind of line that it shows.
    """
    groups = list(_wrapped(pieces))
    texts = [" ".join([piece.text for _, piece in group]) for group in groups]
    copies = Counter(texts)
    found = []
    seen: dict[str, tuple[Shape, Kind]] = {}
    for group, text in zip(groups, texts, strict=True):
        if text not in seen:
            shape = Shape(text)
            kind = (
                next((k for k, p in known if p.fullmatch(text[:_KNOWN])), None) if known else None
            )
            seen[text] = shape, kind or _kind(text, shape, copies[text])
        own = tuple([piece for _, piece in group])
        found.append(Unit(group[0][0], own, text, *seen[text], copies[text]))
    return found


def _wrapped(pieces: Sequence[tuple[int, Piece]]) -> Iterator[list[tuple[int, Piece]]]:
    """Yield the pieces of each unit: lines of prose that go on in lower case on the next line."""
    group: list[tuple[int, Piece]] = []
    for number, piece in pieces:
        if group and not _goes_on(*group[-1], number, piece):
            yield group
            group = []
        group.append((number, piece))
    if group:
        yield group


def _goes_on(number: int, piece: Piece, next_number: int, following: Piece) -> bool:
    text = piece.text
    if following.above or following.glued or following.bullet or next_number != number + 1:
        return False
    if following.inner or len(text) not in _WRAPPED or len(following.text) >= _WRAPPED.stop:
        return False
    if text[-1] in '.!?:;…»”"。' or not following.text[0].islower():
        return False
    words = text.split()
    return sum(word[0].islower() for word in words) >= _WRAPPED_LOWER * len(words)


_MARKS: tuple[tuple[Kind, Callable[[str], object]], ...] = (
    (Kind.RELATED, text_shapes.RELATED.match),
    (Kind.CREDIT, text_shapes.is_credit),
    (Kind.CAPTION, text_shapes.is_caption),
    (Kind.AFTER, text_shapes.opens_furniture),
)


def _kind(text: str, shape: Shape, copies: int) -> Kind:
    """Return the first kind that fits, from the surest mark to the weakest."""
    if copies >= OFTEN:
        return Kind.OFTEN
    for kind, mark in _MARKS:
        if mark(text):
            return kind
    if is_prose(shape):
        return Kind.PROSE
    if text_shapes.is_date_line(text):
        return Kind.DATE
    return Kind.LONG if shape.weight >= _LONG and shape.lower >= _LONG_LOWER else Kind.SHORT


def is_prose(shape: Shape) -> bool:
    """Return whether measures are those of one sentence or more."""
    if shape.weight < _SENTENCE or shape.lower < _SENTENCE_LOWER:
        return False
    if shape.digits >= _SENTENCE_DIGITS:
        return False
    return shape.ends or (shape.stops > 1 and shape.weight > _SENTENCES)
