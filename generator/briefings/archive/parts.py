"""Parts: which captures have their records in one file.

A part begins where a hash of a capture's name says so, not after so many captures (content-defined
chunking: Muthitacharoen, Chen, Mazières, A low-bandwidth network file system, 2001). A capture that
comes or goes therefore changes the part it is in, and now and then a neighbour, and all others stay
what they are and need not be read again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

SIZE = 250
"""Captures of a part on average: some seconds of work, so that a lost worker costs little, and a
million of them make four thousand files."""

# A part has at most so many times the average; by chance alone one in fifty would be longer.
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Part:
    """Captures whose records stand in one file."""

    name: str
    """Name of the file without its ending: made from the first capture's name."""
    captures: tuple[str, ...]
    """Names of the captures, sorted."""


def split(captures: Iterable[str], size: int = SIZE) -> list[Part]:
    """Return captures as parts: each capture in one part, once, in the order of names.

    Args:
        captures: names of captures, in any order.
        size: how many a part shall have on average.
    """
    names = sorted(set(captures))
    edges = [*_beginnings(names, size), len(names)]
    return [
        Part(_hash(names[first])[:16], tuple(names[first:last])) for first, last in pairwise(edges)
    ]


def _beginnings(names: list[str], size: int) -> Iterator[int]:
    """Yield the places at which parts begin."""
    last = -1
    for place, name in enumerate(names):
        full = place - last == _LONGEST * size
        if last < 0 or full or int(_hash(name), 16) % size == 0:
            last = place
            yield place


def _hash(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
