"""Buckets: a listing that has grown too long for one page, split where it does not move.

An entry goes into the bucket of its own day or name: a year, of a full year a month, and so on.
A page numbered 2 of 40 would hold other entries with every one that is added; a bucket changes only
when an entry comes into it or goes, and its address stays.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefings.text import uris

T = TypeVar("T")
Path = Callable[[T, int], str]
"""Gives the key of an entry's bucket at a depth, from 0. Keys deepen those above them, and at some
depth every entry has one of its own."""

UNDATED = "undated"
"""Key of what has no date, where everything else has one."""
_PRECISIONS = (4, 7, 10)  # characters of an ISO 8601 year, month and day


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Entries that belong together."""

    key: str
    """Name of the bucket, fit for an address: `2018-03`; empty for everything."""
    entries: tuple[T, ...]
    """The entries, in the order given."""
    parts: tuple["Group[T]", ...] = ()
    """The buckets it is split into, in the order of their first entries; none where it is short."""

    def all(self) -> Iterator["Group[T]"]:
        """Yield this bucket and all within it, each before its parts."""
        yield self
        for part in self.parts:
            yield from part.all()


def split(entries: Sequence[T], path: Path[T], most: int) -> Group[T]:
    """Return entries as a bucket, split so far that no part has more than `most` of them."""
    return _split("", tuple(entries), path, most, 0)


def _split(key: str, entries: tuple[T, ...], path: Path[T], most: int, depth: int) -> Group[T]:
    groups: dict[str, list[T]] = {key: list(entries)}
    while len(groups) == 1 and len(entries) > most:
        groups = {}
        for entry in entries:
            groups.setdefault(path(entry, depth), []).append(entry)
        depth += 1
    if len(groups) == 1:
        return Group(key, entries)
    parts = (_split(name, tuple(group), path, most, depth) for name, group in groups.items())
    return Group(key, entries, tuple(parts))


def of_day(day: str, name: str, own: str, depth: int) -> str:
    """Return the key of a dated entry: its year, month, day, and then as `of_name` says.

    Args:
        day: ISO 8601 date, of reduced precision where it is not known better; empty for none.
        name: what the entry is called.
        own: a slug that no other entry has.
        depth: how far the listing is split.
    """
    if depth < len(_PRECISIONS) and len(day) >= _PRECISIONS[depth]:
        return day[: _PRECISIONS[depth]]
    if not day:
        return of_name(name, own, depth - 1, UNDATED)
    for precision in _PRECISIONS[: depth + 1]:
        if len(day) < precision:
            day = f"{day}-{UNDATED}"
            break
    if depth < len(_PRECISIONS):
        return day
    return of_name(name, own, depth - len(_PRECISIONS), day)


def of_name(name: str, own: str, depth: int, within: str = "") -> str:
    """Return the key of a named entry: the first letter of its name, the first two, and so on.

    Args:
        name: what the entry is called.
        own: a slug that no other entry has; it parts entries of one name.
        depth: how far the listing is split; below 0 it is what `within` says.
        within: the key of the bucket that is split.
    """
    spelt = uris.slugify(name)
    key = spelt[: depth + 1] if depth < len(spelt) else f"{spelt}--{own}"
    return "-".join(part for part in (within, key) if part) if depth >= 0 else within
