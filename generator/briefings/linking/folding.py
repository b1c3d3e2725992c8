"""Folding: what counts as the same character when a phrase is looked for in a text.

Alias and text are folded alike, so that typing habits do not hide a mention: composed and
decomposed letters (Unicode NFC, https://unicode.org/reports/tr15/), straight and curly apostrophes,
hyphens and en dashes, white space of any kind and length; soft hyphens and other invisible
characters are left out. Case and accents stay: they tell words apart.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import regex
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
AnyCodes = NDArray[np.uint8] | NDArray[np.uint16] | Codes
Offsets = NDArray[np.int64]

_DROPPED = 0xFFFFFFFF
_SPACE = ord(" ")
_APOSTROPHES = "’‘‛ʼʻ＇"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
# The soft hyphen, zero-width spaces and joiners, and the marks that steer writing direction.
_INVISIBLE = (
    (0xAD, 0xAD), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x2069),
    (0xFEFF, 0xFEFF),
)  # fmt: skip
_ENCODINGS = {1: "ascii", 2: "utf-16-le", 4: "utf-32-le"}
# What may be composed to one character: a letter with its marks, or the parts of a Hangul syllable.
_CLUSTER = regex.compile(r"(?s).[\p{M}\u1161-\u1175\u11a8-\u11c2]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and the way back to the offsets of the original."""

    text: str
    """The folded text."""
    utf8: bytes
    """The same in UTF-8."""
    codes: AnyCodes
    """Its code points."""
    starts: Offsets | None
    """Offset in the original at which each character begins; None where nothing has moved."""
    ends: Offsets | None
    """Offset in the original after each character; None where nothing has moved."""

    def characters(self, offsets: Offsets) -> Offsets:
        """Return offsets of bytes as offsets of characters."""
        if len(self.utf8) == len(self.text):
            return offsets
        long = np.flatnonzero(self.codes >= 0x80)
        # How many bytes more than characters there are up to each character of several bytes.
        more = np.cumsum(1 + (self.codes[long] >= 0x800) + (self.codes[long] >= 0x10000))
        before = np.searchsorted(long + 1 + more, offsets, side="right")
        return offsets - np.concatenate(([0], more))[before]

    def original(self, starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
        """Return spans of the folded text (none of them empty) as spans of the original."""
        if self.starts is None or self.ends is None:
            return starts, ends
        return self.starts[starts], self.ends[ends - 1]


def fold(text: str) -> Folded:
    """Fold a text."""
    if text.isascii():
        utf8 = text.encode()
        plain = np.frombuffer(utf8, np.uint8)
        if not utf8 or (plain.min() >= _SPACE and not _two_spaces(plain)):
            return Folded(text, utf8, plain, None, None)
    starts: Offsets | None = None
    ends: Offsets | None = None
    codes = _codes(text)
    # Most characters fold to themselves; only the others are looked up.
    others = np.flatnonzero((codes < _SPACE) | (codes >= 0x80))
    if _may_compose(codes[others]) and not unicodedata.is_normalized("NFC", text):
        text, starts, ends = _compose(text)
        codes = _codes(text)
        others = np.flatnonzero((codes < _SPACE) | (codes >= 0x80))
    folded = _table()[codes[others]]
    codes = codes.copy()
    codes[others] = folded.astype(codes.dtype)
    dropped = others[folded == _DROPPED]
    if len(dropped) or _two_spaces(codes):
        kept = np.ones(len(codes), np.bool_)
        kept[dropped] = False
        visible = np.flatnonzero(kept)
        # Of a run of white space the first character stays, whatever invisible stands in it.
        spaces = codes[visible] == _SPACE
        visible = visible[~(spaces & np.concatenate(([False], spaces[:-1])))]
        codes = codes[visible]
        starts = visible if starts is None else starts[visible]
        ends = visible + 1 if ends is None else ends[visible]
    text = codes.tobytes().decode(_ENCODINGS[codes.itemsize])
    return Folded(text, text.encode(), codes, starts, ends)


def as_folded(text: str) -> Folded:
    """Return a text of which all is folded already."""
    return Folded(text, text.encode(), _codes(text), None, None)


def _codes(text: str) -> AnyCodes:
    """Return the code points of a text, in the smallest type that holds them."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    utf16 = text.encode("utf-16-le", "surrogatepass")
    if len(utf16) == 2 * len(text):
        return np.frombuffer(utf16, np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _two_spaces(codes: AnyCodes) -> bool:
    """Return whether two spaces stand side by side.

    Compares pairs of characters, at even and at odd offsets: measured at a tenth of a search.
    """
    bits = 8 * codes.itemsize
    wanted = _SPACE << bits | _SPACE
    pairs = (codes[at : len(codes) - (len(codes) - at) % 2] for at in (0, 1))
    return any(bool((pair.view(f"u{2 * codes.itemsize}") == wanted).any()) for pair in pairs)


def _may_compose(codes: AnyCodes) -> bool:
    """Return whether composition may change characters; nothing is sooner known in most text.

    Below U+0300 everything is composed, and what General Punctuation has is folded all the same.
    """
    return bool(((codes >= 0x300) & ((codes < 0x2000) | (codes > 0x206F))).any())


def fold_phrase(phrase: str) -> str:
    """Return a phrase folded, without white space around it."""
    if phrase.isascii() and phrase.isprintable() and "  " not in phrase:
        return phrase.strip()
    return fold(phrase).text.strip()


def _compose(text: str) -> tuple[str, Offsets, Offsets]:
    """Return a text in NFC, and where each of its characters comes from."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, composed in _clusters(text):
        parts.append(composed)
        one_each = len(composed) == end - start
        for number in range(len(composed)):
            starts.append(start + number if one_each else start)
            ends.append(start + number + 1 if one_each else end)
    return "".join(parts), np.array(starts, np.int64), np.array(ends, np.int64)


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    for cluster in _CLUSTER.finditer(text):
        yield cluster.start(), cluster.end(), unicodedata.normalize("NFC", cluster.group())


@cache
def _table() -> Codes:
    """Return what each code point is folded to."""
    table = np.arange(0x110000, dtype=np.uint32)
    # The last white space of Unicode is U+3000.
    table[[code for code in range(0x3001) if chr(code).isspace()]] = _SPACE
    table[[ord(character) for character in _APOSTROPHES]] = ord("'")
    table[[ord(character) for character in _HYPHENS]] = ord("-")
    for first, last in _INVISIBLE:
        table[first : last + 1] = _DROPPED
    table[0xD800:0xE000] = 0xFFFD  # halves of surrogate pairs, which no encoder takes
    return table
