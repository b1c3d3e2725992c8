"""Words as outlines of glyphs: which fonts write them, how wide they are, and where lines break.

All lengths are in em: the size of the text is 1.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

import uharfbuzz as harfbuzz

# Not `bidi.get_display`, which does not mirror brackets.
from bidi.algorithm import get_display

_FILES = files(__package__).joinpath("fonts")
# The fonts, and how large they are written, so that their letters look equally large. The first one
# that has a character writes it.
_FONTS = {"briefing-serif-display.ttf": 1.0, "noto-naskh-arabic.ttf": 1.08}
_ELLIPSIS = "…"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NON_JOINER = "\u200c"
_GAP = "\ufffc"  # no font has it, and it takes the direction of the letters around it
_INVISIBLE = frozenset({"Cc", "Cf", "Zs"})
# Halvings of an interval when lines are made equally wide: to a hundredth of a line.
_STEPS = 7


class Script(NamedTuple):
    """How a text is written."""

    lang: str
    """Language tag, which decides the forms of letters."""
    is_rtl: bool
    """Whether its lines run from right to left."""


class Glyph(NamedTuple):
    """A glyph of a line."""

    font: "harfbuzz.Font"
    """Its font."""
    id: int
    """Its number in the font."""
    unit: float
    """Size of one unit of the font."""
    x: float
    """How far it is from the beginning of the line."""
    y: float
    """How high it is above the baseline."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text."""

    glyphs: tuple[Glyph, ...]
    """Its glyphs, from left to right."""
    width: float
    """Its width."""


class Text:
    """A text that is broken into lines."""

    def __init__(self, text: str, script: Script) -> None:
        """Measure the words of a text."""
        self._script = script
        self._words = unicodedata.normalize("NFC", text).split()
        self._widths = [width(word, script) for word in self._words]
        self._space = width(" ", script)

    @property
    def widest(self) -> float:
        """Width of its widest word."""
        return max(self._widths, default=0)

    def number(self, limit: float) -> int:
        """Return the number of lines that are at most as wide as a limit."""
        return len(self._breaks(limit))

    def lines(self, limit: float) -> list[Line]:
        """Return as few lines as fit a limit, of about equal width."""
        best = self._breaks(limit)
        narrow, wide = limit / max(len(best), 1), limit
        for _ in range(_STEPS):
            middle = (narrow + wide) / 2
            breaks = self._breaks(middle)
            if len(breaks) > len(best):
                narrow = middle
            else:
                best, wide = breaks, middle
        return [line(" ".join(self._words[first:last]), self._script) for first, last in best]

    def shortened(self, limit: float, most: int) -> list[Line]:
        """Return at most some lines; the last one ends with an ellipsis if the text goes on.

        Args:
            limit: the largest width. A wider word is broken anywhere.
            most: the largest number of lines.
        """
        pieces = [piece for word in self._words for piece in _pieces(word, self._script, limit)]
        text = Text(" ".join(pieces), self._script)
        breaks = text._breaks(limit)
        if len(breaks) <= most:
            return text.lines(limit)
        parts = [pieces[first:last] for first, last in breaks[:most]]
        while parts[-1] and width(" ".join(parts[-1]) + _ELLIPSIS, self._script) > limit:
            parts[-1].pop()
        written = [" ".join(part) for part in parts]
        written[-1] += _ELLIPSIS
        return [line(part, self._script) for part in written]

    def _breaks(self, limit: float) -> list[tuple[int, int]]:
        """Return the first word of each line and the one after its last, with as many as fit."""
        breaks: list[tuple[int, int]] = []
        first, length = 0, 0.0
        for place, word in enumerate(self._widths):
            length += self._space + word
            if place == first:
                length = word
            elif length > limit:
                breaks.append((first, place))
                first, length = place, word
        return [*breaks, (first, len(self._widths))]


def can_write(text: str) -> bool:
    """Return whether the fonts have all characters of a text."""
    return all(
        _file_of(character) or unicodedata.category(character) in _INVISIBLE
        for character in set(unicodedata.normalize("NFC", text))
    )


def line(text: str, script: Script) -> Line:
    """Return a text as one line."""
    glyphs: list[Glyph] = []
    x = 0.0
    for font, unit, buffer in _runs(text, script):
        for found, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            left = x + place.x_offset * unit
            glyphs.append(Glyph(font, found.codepoint, unit, left, place.y_offset * unit))
            x += place.x_advance * unit
    return Line(tuple(glyphs), x)


@lru_cache(maxsize=8192)
def width(text: str, script: Script) -> float:
    """Return the width of a text."""
    lengths = (
        unit * sum(place.x_advance for place in buffer.glyph_positions)
        for _, unit, buffer in _runs(text, script)
    )
    return sum(lengths, 0.0)


def _runs(text: str, script: Script) -> Iterator[tuple["harfbuzz.Font", float, "harfbuzz.Buffer"]]:
    """Yield the font of each run, from left to right, the size of its unit, and the shaped run."""
    if script.is_rtl or any(map(_is_rtl, text)):
        # The algorithm drops characters without width, but this one parts letters.
        text = text.replace(_NON_JOINER, _GAP)
        text = get_display(text, base_dir="R" if script.is_rtl else "L")
    for (file, is_rtl), characters in groupby(text, _run_of):
        if not file:
            continue
        font, unit = _font(file)
        run = "".join(characters)
        buffer = harfbuzz.Buffer()
        # HarfBuzz wants the order of speech.
        buffer.add_str(run[::-1] if is_rtl else run)
        buffer.direction = "rtl" if is_rtl else "ltr"
        # Otherwise HarfBuzz takes the language of the machine.
        buffer.language = script.lang
        buffer.guess_segment_properties()
        harfbuzz.shape(font, buffer)
        yield font, unit, buffer


def _pieces(word: str, script: Script, limit: float) -> Iterator[str]:
    """Yield a word, in pieces if it is wider than a limit."""
    first = 0
    if width(word, script) > limit:
        for last in range(2, len(word) + 1):
            if width(word[first:last], script) > limit:
                yield word[first : last - 1]
                first = last - 1
    yield word[first:]


@cache
def _run_of(character: str) -> tuple[str, bool]:
    """Return the font of a character, or "", and whether its run goes from right to left."""
    return _file_of(character), _is_rtl(character)


@cache
def _is_rtl(character: str) -> bool:
    """Return whether a character belongs to a run from right to left, as Arabic vowel marks do."""
    is_mark = "\u064b" <= character <= "\u065f" or character == "\u0670"
    return is_mark or unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


@cache
def _file_of(character: str) -> str:
    """Return the file of the first font that has a character; empty if none has."""
    return next((file for file in _FONTS if ord(character) in _characters(file)), "")


@cache
def _font(file: str) -> tuple["harfbuzz.Font", float]:
    """Return a font, in its own units, and the size of such a unit."""
    face = harfbuzz.Face(_FILES.joinpath(file).read_bytes())
    return harfbuzz.Font(face), _FONTS[file] / face.upem


@cache
def _characters(file: str) -> frozenset[int]:
    return frozenset(_font(file)[0].face.unicodes)
