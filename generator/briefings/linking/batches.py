"""Batches: texts joined and scanned together, and what their offsets are among all texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from briefings.linking.boundaries import Mask
from briefings.linking.folding import Offsets

# Stands between texts that are scanned together; no phrase holds it, and it ends every word.
SEPARATOR = "\x7f"
# So many separators stand before and behind all of them, so that what is two characters away can be
# asked of every match.
AROUND = ("", "")
# Texts are scanned some at a time, so that what is found and the arrays about it fit a processor's
# cache.
_BATCH = 1 << 18


def lay_out(texts: Sequence[str]) -> Offsets:
    """Return the global offset at which each text begins, and where the next one would."""
    return end_to_end([len(text) for text in texts])


def end_to_end(lengths: Sequence[int]) -> Offsets:
    """Return what `lay_out` does, for the lengths of texts."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(np.array(lengths, np.int64) + 1)))


def join(texts: Sequence[str]) -> str:
    """Return texts as one in which each is scanned as if it stood alone."""
    return SEPARATOR.join(texts)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some texts joined, to be scanned together."""

    text: str
    """The texts with a separator between them, and a margin on both sides."""
    begins: Offsets
    """Where each of them begins in there."""
    offsets: Offsets
    """The global offset at which it begins."""
    every: bool
    """Whether every match in them is wanted."""

    def ahead(self, places: Offsets) -> Offsets:
        """Return how far ahead of places in the batch their global offsets are."""
        ahead = self.offsets - self.begins
        if ahead[0] == ahead[-1]:
            return ahead[:1]
        return ahead[np.searchsorted(self.begins, places, side="right") - 1]


def batches(texts: Sequence[str], every: Mask) -> Iterator[Batch]:
    """Yield all texts in batches; those in ASCII apart, as they cost much less."""
    offsets = lay_out(texts)
    ascii = np.fromiter(map(str.isascii, texts), np.bool_, len(texts))
    for kind in (ascii & ~every, ~ascii & ~every, ascii & every, ~ascii & every):
        chosen = np.flatnonzero(kind)
        sizes = offsets[chosen + 1] - offsets[chosen]
        ends = np.cumsum(sizes)
        marks = np.arange(_BATCH, ends[-1] + _BATCH if len(ends) else 0, _BATCH)
        edges = np.unique(np.searchsorted(ends, [0, *marks], side="right")).tolist()
        for first, last in pairwise(edges):
            some = chosen[first:last]
            text = join([*AROUND, *(texts[number] for number in some.tolist()), *AROUND])
            begins = ends[first:last] - sizes[first:last]
            begins += len(AROUND) - begins[0]
            yield Batch(text, begins, offsets[some], bool(every[some[0]]))
