"""Pagination: a list that is too long for one page is cut at fixed places of its scale.

A scale is the calendar or the alphabet, halved again and again: decades, years, half-years, months,
days. What is too long is cut in the middle if both halves have enough for a page. What is too
little stays with its neighbours. So

- a new entry adds one cut at most and takes none away: a page may become two, the others stay;
- a page has the address of the place where it begins, so no address goes away.

Numbered pages would all change with each new entry, and pages of months or days would often have a
single entry. What cannot be cut, such as a day with hundreds of articles, has numbered pages.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import Generic, TypeVar

from briefings.text import collation, uris

T = TypeVar("T")
Place = tuple[int, ...]
"""A place on a scale: digits from coarse to fine. The beginning of a place is a coarser place."""

FIRST = "first"
"""Key of the first page of a list, which no cut begins."""
UNDATED = "undated"
"""Key of the first page of entries without a date."""

_LETTERS = 3  # more letters of a name never decide
_CODE_POINTS = 0x110000
# Digits of a letter: nothing, a sign or digit, a letter of the alphabet, another letter.
_CLASSES = 4
_NONE, _SIGN, _LETTER, _OTHER = range(_CLASSES)
# A page is at least a tenth full and is cut when it is nine tenths full, which leaves room for the
# neighbours that are too short: a chain of three and more is rare, and is numbered.
_FULL = 9, 10
_LEAST = 10
# More links than these are too many for the first page of a list.
_MOST_LINKS = 400


@dataclass(frozen=True, slots=True)
class Span:
    """What a page has, from the name of its first entry on the scale to that of its last."""

    first: str
    """A date or letters; of the precision that tells the page from its neighbours."""
    last: str
    """The same for the end of the page."""
    number: int = 1
    """Number of the page, if what cannot be cut has several."""


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Entries of one page, or of the pages into which they are cut."""

    key: str
    """Name of the group in addresses: `2018-03`; empty for the whole list."""
    span: Span
    """What it has."""
    entries: tuple[T, ...]
    """The entries, in the order given."""
    groups: tuple["Group[T]", ...] = ()
    """The groups into which it is cut, in the order of their first entries."""
    has_page: bool = True
    """Whether it has a page of its own; its groups have in any case."""
    leading: tuple[tuple[str, str], ...] = ()
    """For the whole list: keys without a page, each with the key of the page to which it leads:
    years, first letters, and the key of the opening group, which the first page shows."""

    @property
    def opening(self) -> "Group[T]":
        """The first page into which it is cut; the group itself if it is not cut."""
        return self.groups[0].opening if self.groups else self

    def all(self) -> Iterator["Group[T]"]:
        """Yield this group and all groups inside, each before its own groups."""
        yield self
        for group in self.groups:
            yield from group.all()


@dataclass(frozen=True, slots=True)
class Scale(Generic[T]):
    """An order of entries with fixed places."""

    place: Callable[[T], Place]
    """Returns the place of an entry."""
    radix: Callable[[Place], int]
    """Returns how many digits may follow at a place; 0 for the finest places."""
    key: Callable[[Place], str]
    """Returns the key of a page that begins at a place."""
    name: Callable[[T, int], str]
    """Returns what the place of an entry is called, with a number of digits."""
    shelf: Callable[[T], str]
    """Returns what the pages of an entry stand under: a year or kind; empty for nothing."""
    general: Callable[[T], str]
    """Returns a key that readers may try, such as the year of an entry."""
    first: str = FIRST
    """Key of the first page."""


def cut(entries: Sequence[T], scale: Scale[T], most: int) -> Group[T]:
    """Return entries as a group, cut into pages of at most `most` entries.

    Args:
        entries: the entries, in the order of the scale or the reverse.
        scale: the scale.
        most: at least 4.
    """
    pages = _pages(entries, entries, scale, most) if len(entries) > most else ()
    return _whole(entries, pages, scale)


def cut_by_day(entries: Sequence[T], days: Scale[T], names: Scale[T], most: int) -> Group[T]:
    """Return entries as a group, with pages of their own for those without a date.

    Args:
        entries: the entries, those without a date last.
        days: the calendar.
        names: the scale of the entries without a date.
        most: as in `cut`.
    """
    if len(entries) <= most:
        return _whole(entries, (), days)
    dated = [entry for entry in entries if any(days.place(entry))]
    undated = entries[len(dated) :]
    # One entry is too little for a page.
    if len(undated) <= 1:
        return _whole(entries, _pages(entries, dated, days, most), days)
    if len(dated) <= 1:
        return _whole(entries, _pages(entries, undated, names, most), names)
    pages = (
        *_pages(dated, dated, days, most),
        *_pages(undated, undated, names, most),
    )
    return _whole(entries, pages, days)


def _whole(entries: Sequence[T], pages: Sequence[Group[T]], scale: Scale[T]) -> Group[T]:
    if len(pages) <= 1:
        return Group("", Span("", ""), tuple(entries))
    opening, *others = (page.key for page in pages)
    leading = {opening: opening}
    for page in pages:
        for entry in page.entries:
            leading.setdefault(scale.general(entry), page.key)
    taken = {"", *others}
    return Group(
        "", Span("", ""), tuple(entries), tuple(_shelves(pages, scale)),
        leading=tuple((key, page) for key, page in leading.items() if key not in taken),
    )  # fmt: skip


def _shelves(pages: Sequence[Group[T]], scale: Scale[T]) -> Iterator[Group[T]]:
    """Yield pages, those that stand together as one group."""
    has_page = len(pages) > _MOST_LINKS

    def shelf(page: Group[T]) -> str:
        first, last = (scale.shelf(page.entries[at]) for at in (0, -1))
        return first if first == last and first else page.key

    for key, together in groupby(pages, key=shelf):
        groups = tuple(together)
        if len(groups) == 1:
            yield groups[0]
        else:
            entries = tuple(entry for group in groups for entry in group.entries)
            # No key of a page ends like this.
            yield Group(f"{key}_", Span(key, key), entries, groups, has_page)


def _pages(
    entries: Sequence[T], counted: Sequence[T], scale: Scale[T], most: int
) -> tuple[Group[T], ...]:
    """Return entries cut into pages, in their order, where those that are counted are too many."""
    cuts = list(_cuts(sorted(map(scale.place, counted)), scale.radix, most))
    pages: dict[int, list[T]] = {}
    for entry in entries:
        pages.setdefault(bisect_right(cuts, scale.place(entry)), []).append(entry)
    return tuple(
        page
        for number, listed in pages.items()
        for page in _numbered(listed, number, cuts, scale, most)
    )


def _cuts(places: Sequence[Place], radix: Callable[[Place], int], most: int) -> Iterator[Place]:
    """Return where sorted places are cut, in order."""
    full, least = most * _FULL[0] // _FULL[1], max(2, most // _LEAST)

    def between(above: Place, low: int, high: int, start: int, stop: int) -> Iterator[Place]:
        """Yield the cuts of some places, whose next digit is at least `low` and below `high`."""
        if stop - start <= full:
            return
        if high - low <= 1:
            finer = (*above, low)
            if radix(finer):
                yield from between(finer, 0, radix(finer), start, stop)
            return
        middle = (low + high + 1) // 2
        found = (*above, middle)
        at = bisect_left(places, found, start, stop)
        yield from between(above, low, middle, start, at)
        if at - start >= least <= stop - at:
            yield found
        yield from between(above, middle, high, at, stop)

    return between((), 0, radix(()), 0, len(places))


def _numbered(
    listed: Sequence[T], number: int, cuts: Sequence[Place], scale: Scale[T], most: int
) -> Iterator[Group[T]]:
    """Yield the page before the cut of a number, or several pages if it is too long for one."""
    around = cuts[max(0, number - 1) : number + 1]
    precision = max(map(len, around), default=1)
    key = scale.key(cuts[number - 1]) if number else scale.first
    pages = -(-len(listed) // most)
    if pages > 1:
        precision = len(scale.place(listed[0]))
    for page in range(pages):
        shown = tuple(listed[len(listed) * page // pages : len(listed) * (page + 1) // pages])
        first, last = (scale.name(entry, precision) for entry in (shown[0], shown[-1]))
        suffix = f"--{page + 1}" if page else ""
        yield Group(key + suffix, Span(first, last, page + 1), shown)


def by_day(day: Callable[[T], str], *, decades: bool = False) -> Scale[T]:
    """Return the scale of the calendar.

    Args:
        day: returns the ISO 8601 date of an entry, of any precision; what is unknown comes first.
        decades: whether the pages of a decade stand together, and not those of a year.
    """

    def shelf(entry: T) -> str:
        found = day(entry)
        return f"{found[:3]}0s" if decades and found else found[:4]

    return Scale(
        lambda entry: _place_of(day(entry)),
        lambda above: (1000, 10, 13, 32, 0)[len(above)],
        _date,
        lambda entry, digits: day(entry)[: len(_date((0,) * digits))],
        shelf,
        shelf,
    )


@lru_cache(maxsize=1 << 15)  # the days of a century; an article is in many lists
def _place_of(day: str) -> Place:
    year, month, first = (int(part or 0) for part in [*day.split("-"), "", ""][:3])
    return year // 10, year % 10, month, first


def _date(place: Place) -> str:
    """Return the date of a place: `1990` for a decade, `1993`, `1993-04`, `1993-04-01`."""
    decade, year, *finer = (*place, 0)[: max(2, len(place))]
    return "-".join([f"{decade:03}{year}", *(f"{digit:02}" for digit in finer)])


def by_name(
    name: Callable[[T], str],
    locale: str,
    kind: Callable[[T], int] = lambda _: 0,
    kinds: Sequence[str] = ("",),
    first: str = FIRST,
) -> Scale[T]:
    """Return the scale of the alphabet of a locale, as `collation` has it.

    Args:
        name: returns the name of an entry.
        locale: the locale.
        kind: returns the number of the kind of an entry; entries are in the order of their kinds.
        kinds: keys of the kinds.
        first: key of the first page.
    """
    alphabet = collation.alphabet(locale)

    def place(entry: T) -> Place:
        letters = collation.weights(name(entry), locale, _LETTERS)
        digits = [digit for group, weight in letters for digit in (group + 1, weight)]
        return (kind(entry), *digits, *[0] * (2 * _LETTERS - len(digits)))

    def radix(above: Place) -> int:
        if not above:
            return len(kinds)
        if len(above) > 2 * _LETTERS:
            return 0
        # After the kind, digits are in turn the class of a letter and the letter.
        weights = {_NONE: 1, _SIGN: _CODE_POINTS, _LETTER: len(alphabet), _OTHER: _CODE_POINTS}
        return _CLASSES if len(above) % 2 else weights[above[-1]]

    def key(at: Place) -> str:
        found, *digits = at
        letters = zip_longest(digits[::2], digits[1::2])
        spelt = "".join(_spelt(group, weight, alphabet) for group, weight in letters)
        return "-".join(filter(None, (kinds[found], spelt)))

    def named(entry: T, digits: int) -> str:
        shelved = shelf(entry)
        return shelved + collation.initials(name(entry), max(digits // 2, not shelved))

    def shelf(entry: T) -> str:
        found = kinds[kind(entry)]
        return f"{found}-" if found else ""

    def general(entry: T) -> str:
        return kinds[kind(entry)] or uris.slugify(name(entry))[:1]

    return Scale(place, radix, key, named, shelf, general, first)


def _spelt(group: int, weight: int | None, alphabet: str) -> str:
    """Return a letter in a key; without a weight, the first letter of its class."""
    if weight is None and group != _LETTER:
        return "signs" if group == _SIGN else "others"
    letter = alphabet[weight or 0] if group == _LETTER else chr(weight or 0)
    return letter if letter.isascii() and letter.isalnum() else f"u{ord(letter):06x}"
