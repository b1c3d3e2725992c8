"""Parts: groups of captures whose records are in one file.

The hash of a capture's name decides whether a part begins with it (content-defined chunking:
Muthitacharoen, Chen, Mazières, A low-bandwidth network file system, 2001). So an added or removed
capture changes only its own part and sometimes the next one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

SIZE = 250
"""Average number of captures in a part: a few seconds of work, so that a lost worker costs
little, and four thousand files for a million captures."""

# Maximal size of a part, as a multiple of the average. One part in fifty would be longer.
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Part:
    """Captures whose records are in one file."""

    name: str
    """Name of the file without its suffix: a hash of the first capture's name."""
    captures: tuple[str, ...]
    """Names of the captures, sorted."""


def split(captures: Iterable[str], size: int = SIZE) -> list[Part]:
    """Group captures into parts: each capture once, in the order of names.

    Args:
        captures: names of captures, in any order.
        size: average number of captures in a part.
    """
    names = sorted(set(captures))
    edges = [*_first_indexes(names, size), len(names)]
    return [
        Part(_hash(names[first])[:16], tuple(names[first:last])) for first, last in pairwise(edges)
    ]


def _first_indexes(names: list[str], size: int) -> Iterator[int]:
    """Yield the index of the first name of each part."""
    last = -1
    for index, name in enumerate(names):
        full = index - last == _LONGEST * size
        if last < 0 or full or int(_hash(name), 16) % size == 0:
            last = index
            yield index


def _hash(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
