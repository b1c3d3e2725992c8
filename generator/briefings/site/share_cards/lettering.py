"""Words as outlines of glyphs: which fonts write them, how wide they are, and where lines break.

All lengths are in em: the size of the text is 1.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files
from itertools import groupby, pairwise
from typing import NamedTuple

import uharfbuzz as harfbuzz

# Not `bidi.get_display`, which does not mirror brackets.
from bidi.algorithm import get_display

_FILES = files(__package__).joinpath("fonts")


class _Face(NamedTuple):
    """How a font is set."""

    scale: float = 1.0
    """Its size, so that its letters look as large as those of the first one."""
    leading: float = 1.24
    """Distance between its lines."""


# The first one that has a character writes it.
_FONTS = {
    "briefing-serif-display.ttf": _Face(leading=1.14),
    "noto-naskh-arabic.ttf": _Face(1.08, 1.34),
}
_OWNERS = _Face()
_ELLIPSIS = "…"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NON_JOINER = "\u200c"
_GAP = "\ufffc"  # no font has it, and it takes the direction of the letters around it
_INVISIBLE = frozenset({"Cc", "Cf", "Zs"})
_FIRST_WIDE = "\u1100"
_WIDE = frozenset({"W", "F"})
_OPENING = frozenset({"Ps", "Pi"})
_NEVER_FIRST = frozenset({"Pe", "Pf", "Po", "Pd", "Lm", "Mn", "Mc", "Sk"})
# Halvings of an interval when lines are made equally wide: to a hundredth of a line.
_STEPS = 7


class Script(NamedTuple):
    """How a text is written."""

    lang: str
    """Language tag, which decides the forms of letters."""
    is_rtl: bool
    """Whether its lines run from right to left."""
    font: str = ""
    """Path of the owner's font, which comes before those of the package; empty for none."""


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

    def __init__(self, parts: Iterable[tuple[str, str]], script: Script) -> None:
        """Measure a text.

        Args:
            parts: what stands on one line in any case, each after the space before it, if any.
            script: how it is written.
        """
        self._parts, self._script = list(parts), script
        space = width(" ", script)
        self._widths = [(space if gap else 0, width(part, script)) for gap, part in self._parts]

    @classmethod
    def of(cls, text: str, script: Script) -> "Text":
        """Measure a text that may be broken between words, and between Chinese characters."""
        return cls(parts(text), script)

    @property
    def widest(self) -> float:
        """Width of its widest part."""
        return max((part for _, part in self._widths), default=0)

    @property
    def leading(self) -> float:
        """Distance between its lines."""
        characters = {character for _, part in self._parts for character in part}
        files = {_file_of(character, self._script.font) for character in characters} - {""}
        return max((_FONTS.get(file, _OWNERS).leading for file in files), default=1)

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
        return [line(self._joined(first, last), self._script) for first, last in best]

    def shortened(self, limit: float, most: int) -> list[Line]:
        """Return at most some lines; the last one ends with an ellipsis if the text goes on.

        Args:
            limit: the largest width. A wider part is broken anywhere.
            most: the largest number of lines.
        """
        text = Text(self._pieces(limit), self._script)
        breaks = text._breaks(limit)
        if len(breaks) <= most:
            return text.lines(limit)
        *full, (first, last) = breaks[:most]
        while last > first and width(text._joined(first, last) + _ELLIPSIS, self._script) > limit:
            last -= 1
        ending = line(text._joined(first, last) + _ELLIPSIS, self._script)
        return [*(line(text._joined(*part), self._script) for part in full), ending]

    def _joined(self, first: int, last: int) -> str:
        return "".join(gap + part for gap, part in self._parts[first:last]).lstrip()

    def _pieces(self, limit: float) -> Iterator[tuple[str, str]]:
        """Yield the parts, and those wider than a limit in pieces."""
        for (gap, part), (_, whole) in zip(self._parts, self._widths, strict=True):
            first = 0
            for last in range(2, len(part) + 1) if whole > limit else ():
                if width(part[first:last], self._script) > limit:
                    yield "" if first else gap, part[first : last - 1]
                    first = last - 1
            yield "" if first else gap, part[first:]

    def _breaks(self, limit: float) -> list[tuple[int, int]]:
        """Return the first part of each line and the one after its last, with as many as fit."""
        breaks: list[tuple[int, int]] = []
        first, length = 0, 0.0
        for place, (gap, part) in enumerate(self._widths):
            length += gap + part
            if place == first:
                length = part
            elif length > limit:
                breaks.append((first, place))
                first, length = place, part
        return [*breaks, (first, len(self._widths))]


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is not broken, after the space before it: words, and Chinese characters."""
    for word in unicodedata.normalize("NFC", text).split():
        gap, part = " ", word[:1]
        for before, after in pairwise(word):
            if _may_part(before, after):
                yield gap, part
                gap, part = "", ""
            part += after
        yield gap, part


def _may_part(before: str, after: str) -> bool:
    """Return whether a line may end between two characters of a word.

    Between wide characters it may, unless a bracket opens before, or the second one is a mark, a
    small letter or a sign of length. After https://www.unicode.org/reports/tr14/, LB13, LB14, LB30,
    class CJ.
    """
    if before < _FIRST_WIDE and after < _FIRST_WIDE:
        return False
    if not {unicodedata.east_asian_width(c) for c in (before, after)} & _WIDE:
        return False
    return not (
        unicodedata.category(before) in _OPENING
        or unicodedata.category(after) in _NEVER_FIRST
        or " SMALL " in unicodedata.name(after, "")
    )


def can_write(text: str, font: str = "") -> bool:
    """Return whether the fonts have all characters of a text.

    Args:
        text: the text.
        font: path of the owner's font; empty for none.
    """
    return all(
        _file_of(character, font) or unicodedata.category(character) in _INVISIBLE
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
    for (file, is_rtl), characters in groupby(text, partial(_run_of, font=script.font)):
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


@cache
def _run_of(character: str, font: str) -> tuple[str, bool]:
    """Return the font of a character, or "", and whether its run goes from right to left."""
    return _file_of(character, font), _is_rtl(character)


@cache
def _is_rtl(character: str) -> bool:
    """Return whether a character belongs to a run from right to left, as Arabic vowel marks do."""
    is_mark = "\u064b" <= character <= "\u065f" or character == "\u0670"
    return is_mark or unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


@cache
def _file_of(character: str, font: str) -> str:
    """Return the file of the first font that has a character; empty if none has."""
    files = (font, *_FONTS) if font else _FONTS
    return next((file for file in files if ord(character) in _characters(file)), "")


@cache
def _font(file: str) -> tuple["harfbuzz.Font", float]:
    """Return a font, in its own units, and the size of such a unit."""
    if file in _FONTS:
        blob = harfbuzz.Blob(_FILES.joinpath(file).read_bytes())
    else:
        blob = harfbuzz.Blob.from_file_path(file)  # large files are not read as a whole
    face = harfbuzz.Face(blob)
    return harfbuzz.Font(face), _FONTS.get(file, _OWNERS).scale / face.upem


@cache
def _characters(file: str) -> frozenset[int]:
    return frozenset(_font(file)[0].face.unicodes)
