"""Pagination: a list that is too long for one page is split into groups with stable addresses.

The group of an entry follows from its own day or name: its year, in a full year its month, and so
on. A group changes only when an entry is added to it or removed. Numbered pages would all change
with every new entry.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefings.text import uris

T = TypeVar("T")
Path = Callable[[T, int], str]
"""Returns the key of an entry's group at a depth, from 0. Deeper keys are finer, and at some depth
each entry has a key of its own."""

UNDATED = "undated"
"""Key of the group of entries without a date."""
_PRECISIONS = (4, 7, 10)  # characters of an ISO 8601 year, month and day


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Entries of one page, or of several pages if it is split into groups."""

    key: str
    """Name of the group in addresses: `2018-03`; empty for the whole list."""
    entries: tuple[T, ...]
    """The entries, in the order given."""
    groups: tuple["Group[T]", ...] = ()
    """The groups that it is split into, in the order of their first entries."""

    def all(self) -> Iterator["Group[T]"]:
        """Yield this group and all groups inside, each before its own groups."""
        yield self
        for group in self.groups:
            yield from group.all()


def split(entries: Sequence[T], path: Path[T], most: int) -> Group[T]:
    """Return entries as a group, split until no unsplit group has more than `most` of them."""
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
    split = (_split(name, tuple(group), path, most, depth) for name, group in groups.items())
    return Group(key, entries, tuple(split))


def of_day(day: str, name: str, own: str, depth: int) -> str:
    """Return the key of a dated entry: its year, month, day, and then a key of `of_name`.

    Args:
        day: ISO 8601 date of any precision; empty for none.
        name: name of the entry.
        own: slug of the entry, which is unique.
        depth: how deep the list is split.
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
        name: name of the entry.
        own: slug of the entry, which is unique; it separates entries of the same name.
        depth: how deep the list is split; below 0 the key is `within`.
        within: key of the group that is split.
    """
    spelt = uris.slugify(name)
    key = spelt[: depth + 1] if depth < len(spelt) else f"{spelt}--{own}"
    return "-".join(filter(None, (within, key))) if depth >= 0 else within
