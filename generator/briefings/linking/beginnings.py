"""Beginnings: the leftmost and longest matches of patterns, found by as much as tells them apart.

What a large automaton costs are its steps into states that the processor does not have at hand: one
for each byte of a name that was not met for a while. The last bytes of a pattern that no other one
begins like tell nothing apart. So the automaton looks for patterns without these, and they are
compared afterwards, for all matches at once. That takes a third of the memory away, and of 100,000
aliases a quarter of the automaton's time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, DoubleArrayAhoCorasick
from numpy.typing import NDArray

from briefings.linking.boundaries import Mask
from briefings.linking.folding import Offsets

# So many bytes are compared at once: a machine word.
_WORD = 8
# So many bytes a beginning has at least, and so many of the pattern's last word, so that little but
# the whole pattern begins like it.
_SHORTEST = 9
_OF_LAST_WORD = 2
# So many bytes of two patterns are compared; those that are alike so far are left whole.
_COMPARED = 64
_ALIKE = 1 << 40


@dataclass(frozen=True, slots=True)
class Found:
    """Where patterns begin in a text, as columns, in order.

    Each beginning is the leftmost behind the one before, and of those there the longest; so no
    pattern begins outside of all of them. A shortened pattern shares its beginning with no other:
    where it stands whole, it is the longest of all that stand there.
    """

    starts: Offsets
    """Offset of the first byte of each."""
    ends: Offsets
    """Offset after its last byte; of one that is not whole, after the beginning."""
    patterns: NDArray[np.int64]
    """Number of the pattern."""
    whole: Mask
    """Whether the whole pattern stands there, and not just its beginning."""


class Beginnings:
    """An automaton of beginnings."""

    def __init__(self, patterns: Sequence[bytes], like: Sequence[bytes]) -> None:
        """Compile patterns, no two of them the same.

        Args:
            patterns: the patterns.
            like: texts like those that will be searched. They only decide which states lie side by
                side in memory: those that such texts pass through.
        """
        needed = _needed(patterns)
        lengths = np.array([len(pattern) for pattern in patterns])
        self._rest = (lengths - needed).astype(np.uint8)
        last = b"".join(pattern[-_WORD:].rjust(_WORD) for pattern in patterns)
        self._last = np.frombuffer(last, np.uint64)
        self._automaton = DoubleArrayAhoCorasick(
            [pattern[:end] for pattern, end in zip(patterns, needed.tolist(), strict=True)],
            MATCH_KIND_LEFTMOST_LONGEST,
            corpus=list(like),
        )

    def find(self, text: bytes) -> Found:
        """Return where patterns stand in a text that ends with a byte which none of them holds."""
        starts, ends, patterns = columns(self._automaton.find(text))
        rest = self._rest[patterns]
        rows = np.flatnonzero(rest)
        whole = np.ones(len(starts), np.bool_)
        if len(rows):
            # The words of the text, one at each byte. Where a pattern would end behind the text,
            # the last one is read, with a byte that is in no pattern.
            words = np.ndarray(len(text) - _WORD + 1, np.uint64, text, strides=(1,))
            places = np.minimum(ends[rows] + rest[rows], len(text)) - _WORD
            whole[rows] = words[places] == self._last[patterns[rows]]
            ends = ends + rest * whole
        return Found(starts, ends, patterns, whole)


def columns(found: list[tuple[int, int, int]]) -> tuple[Offsets, Offsets, NDArray[np.int64]]:
    """Return starts, ends and patterns of what an automaton found."""
    flat = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found))
    starts, ends, patterns = flat.reshape(-1, 3).T
    return starts, ends, patterns


def _needed(patterns: Sequence[bytes]) -> Offsets:
    """Return how many bytes the beginning of each pattern has."""
    begun = np.array([pattern[:_COMPARED] for pattern in patterns], f"S{_COMPARED}")
    order = np.argsort(begun, kind="stable")
    letters = begun[order].view(np.uint8).reshape(-1, _COMPARED)
    differ = letters[1:] != letters[:-1]
    # What each has in common with the next one.
    common = np.where(differ.any(axis=1), differ.argmax(axis=1), _ALIKE)
    needed = np.empty(len(patterns), np.int64)
    needed[order] = 1 + np.maximum(np.append(common, 0), np.insert(common, 0, 0))
    last_words = [max(pattern.rfind(b" "), pattern.rfind(b"-")) + 1 for pattern in patterns]
    lengths = np.array([len(pattern) for pattern in patterns])
    least = np.maximum(np.array(last_words) + _OF_LAST_WORD, lengths - _WORD)
    needed = np.maximum(np.maximum(needed, least), _SHORTEST)
    shortened: Offsets = np.minimum(needed, lengths)
    return shortened
