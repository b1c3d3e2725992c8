"""Matches: where phrases stand in texts, as columns, and which of those that overlap are kept."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefings.linking.folding import Offsets

Numbers = NDArray[np.int32]

# Longer matches are ordered as if they were as long as this.
_LONGEST = 1 << 12


@dataclass(frozen=True, slots=True)
class Matches:
    """Matches in several texts, as columns; sorted by text and place, never overlapping.

    Offsets are global: those of the texts laid end to end with one character between them.
    """

    starts: Offsets
    """Offset of the first character of each match."""
    ends: Offsets
    """Offset after its last character, the possessive included."""
    phrases: Numbers
    """Number of the phrase."""


def together(found: Iterable[Matches]) -> Matches:
    """Return matches found apart as one; the order stays."""
    none = np.empty(0, np.int64)
    columns = [(none, none, np.empty(0, np.int32))]
    columns += [(matches.starts, matches.ends, matches.phrases) for matches in found]
    return Matches(*map(np.concatenate, zip(*columns, strict=True)))


def select(matches: Matches) -> Matches:
    """Return the matches that do not overlap: the leftmost, of those the longest, in order.

    Of two of one span the first given wins.
    """
    if not len(matches.starts):
        return matches
    length = np.minimum(matches.ends - matches.starts, _LONGEST - 1)
    order = np.argsort(matches.starts * _LONGEST + (_LONGEST - 1 - length), kind="stable")
    starts, ends = matches.starts[order], matches.ends[order]
    reach = np.maximum.accumulate(ends)
    kept = np.concatenate(([True], starts[1:] >= reach[:-1]))
    heads = np.flatnonzero(kept)
    tails = np.concatenate((heads[1:], [len(order)]))
    # Where the first of a group of overlapping matches spans all of them, it is the one to keep;
    # the other groups are rare.
    for group in np.flatnonzero(reach[tails - 1] > ends[heads]):
        last = ends[heads[group]]
        for number in range(heads[group] + 1, tails[group]):
            if starts[number] >= last:
                kept[number] = True
                last = ends[number]
    chosen = order[kept]
    return Matches(matches.starts[chosen], matches.ends[chosen], matches.phrases[chosen])
