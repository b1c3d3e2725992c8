"""Boundaries: where a word, a number or a name may begin and end.

Decided for all matches of a text at once, on arrays. The rules:

- A letter, digit, underscore or combining mark beside a phrase continues its word.
- A hyphen or en dash with a letter behind it ends a name ("UN-backed", "Libya–Tunisia",
  "non-OSCE") and not a word in lower case ("self-determination" is not "determination"). A name is
  a phrase with a capital, a digit, or letters that have no case. Longer dashes end every word.
- A number ends where its digits end: "Resolution 1244" is not in "Resolution 1244.5".
- "&" between letters joins them ("AT&T").
- Scripts written without spaces (Chinese, Japanese, Thai …) have no boundary to look for: there a
  phrase may stand beside any letter, except that a word in katakana ends with its katakana. The
  vowels and tones above and below a letter belong to it there too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import regex
from numpy.typing import NDArray

from briefings.linking.folding import AnyCodes, Offsets

Mask = NDArray[np.bool_]
Classes = NDArray[np.uint8]

# What is open, 0, ends every word.
_OPEN, _HYPHEN, _POINT, _AMPERSAND = range(4)
# From here on everything is part of a word.
_DIGIT, _LETTER, _KATAKANA, _UNSPACED = range(4, 8)

_SCRIPTS = "|".join(
    rf"\p{{Script={name}}}"
    for name in ("Han", "Hiragana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan", "Tai_Le")
)
_WORDS = (
    (r"[\w\p{M}]+", _LETTER),
    (r"\p{Nd}+", _DIGIT),
    (r"[\p{Script=Katakana}ー]+", _KATAKANA),
    (rf"(?:{_SCRIPTS})+", _UNSPACED),
)
_FIRST_UNSCANNED = 0x20000  # the planes from here on hold Han characters and nothing else of a word


@dataclass(frozen=True, slots=True)
class Edges:
    """What of a phrase matters at its edges; one entry for each phrase, or for some matches."""

    is_name: Mask
    """Whether a hyphen ends it."""
    starts_with_digit: Mask
    """Whether it begins with a digit."""
    ends_with_digit: Mask
    """Whether it ends with a digit."""

    def of(self, numbers: NDArray[np.int32]) -> "Edges":
        """Return the entries of these phrases."""
        return Edges(
            self.is_name[numbers], self.starts_with_digit[numbers], self.ends_with_digit[numbers]
        )


def is_name(phrase: str) -> bool:
    """Return whether a phrase is a name: with a capital, a digit or letters that have no case."""
    return phrase != phrase.lower() or any(c.isalnum() and not c.islower() for c in phrase)


def edges(phrases: list[str]) -> Edges:
    """Return the edges of phrases."""
    # What is asked about one phrase lies side by side, as a processor fetches it.
    said = [(is_name(phrase), phrase[0].isdigit(), phrase[-1].isdigit()) for phrase in phrases]
    return Edges(*np.array(said, np.bool_).reshape(-1, 3).T)


def bounded(
    codes: AnyCodes, starts: Offsets, ends: Offsets, phrases: Edges, numbers: NDArray[np.int32]
) -> Mask:
    """Return which matches stand between boundaries.

    Args:
        codes: code points of the text, two of no word before and after everything.
        starts: offset of the first character of each match.
        ends: offset after its last character.
        phrases: the edges of all phrases.
        numbers: the number of the phrase of each match.
    """
    kind = _table()
    behind = codes[ends]
    stands = np.logical_not(_marks()[behind])
    # Beside most matches stands nothing that could join them to a word.
    rows = np.flatnonzero(kind[codes[starts - 1]] | kind[behind])
    edges = phrases.of(numbers[rows])
    starts, ends = starts[rows], ends[rows]
    near, far = kind[codes[starts - 1]], kind[codes[starts - 2]]
    before = _edge(kind[codes[starts]], near, far, edges.is_name, edges.starts_with_digit)
    near, far = kind[codes[ends]], kind[codes[ends + 1]]
    after = _edge(kind[codes[ends - 1]], near, far, edges.is_name, edges.ends_with_digit)
    stands[rows] &= before & after
    return stands


def _edge(inside: Classes, near: Classes, far: Classes, names: Mask, digits: Mask) -> Mask:
    """Return where a word may end; `near` and `far` are read away from it."""
    apart = (near == _UNSPACED) | ((near >= _DIGIT) & (inside == _UNSPACED))
    apart |= (near >= _DIGIT) & ((near == _KATAKANA) ^ (inside == _KATAKANA))
    joined = (near == _HYPHEN) & (far >= _DIGIT) & ~names
    joined |= (near == _POINT) & (far == _DIGIT) & digits
    joined |= (near == _AMPERSAND) & (far >= _DIGIT)
    ends: Mask = np.logical_and((near < _DIGIT) | apart, ~joined)
    return ends


def possessive(codes: AnyCodes, ends: Offsets) -> Mask:
    """Return which matches are followed by an English possessive, `'s`."""
    marked: Mask = (codes[ends] == ord("'")) & (codes[ends + 1] == ord("s"))
    behind = codes[np.minimum(ends + 2, len(codes) - 1)]
    marked &= _table()[behind] < _DIGIT
    return marked


@cache
def _table() -> Classes:
    table = np.full(0x110000, _OPEN, np.uint8)
    table[ord("-")] = _HYPHEN
    table[[ord(point) for point in ".,"]] = _POINT
    table[ord("&")] = _AMPERSAND
    for pattern, kind in _WORDS:
        for start, end in _runs(pattern):
            table[start:end] = kind
    table[_FIRST_UNSCANNED:0x40000] = _UNSPACED
    return table


@cache
def _marks() -> Mask:
    """Return for each code point whether it is a mark, which belongs to the letter before it."""
    table = np.zeros(0x110000, np.bool_)
    for start, end in (*_runs(r"\p{M}+"), (0xE0100, 0xE01F0)):
        table[start:end] = True
    return table


def _runs(pattern: str) -> Iterator[tuple[int, int]]:
    """Return the runs of code points that match a pattern."""
    scanned = "".join(map(chr, range(0xD800))) + "\ufffd" * 0x800
    scanned += "".join(map(chr, range(0xE000, _FIRST_UNSCANNED)))
    return (run.span() for run in regex.finditer(pattern, scanned))
