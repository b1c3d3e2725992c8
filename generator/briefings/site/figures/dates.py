"""Dates of reduced precision as positions on a time axis, and the marks of the axis."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from babel.dates import format_interval, format_skeleton

# Possible distances of marks, in months.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 300, 600, 1200, 2400, 6000, 12000)
_YEAR = 365.2425
FORMS = ("MMMd", "yMMM", "y")
"""Unicode skeletons of the labels on an axis, the longest first."""
BREAK = 0.1
"""Share of the length of an axis that a break takes."""
_MOST_BREAKS = 3
_LONG = 2.5
"""A time is left out if it takes more than this multiple of its share of an axis."""
_WORTH = 0.25
"""A time that takes less of an axis is never left out."""
# Days that must stay, since shorter times have one label. An axis of less than a year stays whole.
_LEAST_LEFT = {"y": 3 * 365, "yMMM": 90, "MMMd": 366}
_LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a date of any precision."""

    start: int
    """Ordinal of the first day."""
    end: int
    """Ordinal of the day after the last."""

    @property
    def middle(self) -> float:
        """Ordinal at which the date is shown: the middle of its days."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Axis:
    """A time axis, broken where time is left out. Its scale is the same in all pieces."""

    pieces: tuple[Span, ...]
    """The time that it shows, in order and without overlaps."""

    @property
    def days(self) -> int:
        """The number of days that it shows."""
        return sum(piece.end - piece.start for piece in self.pieces)

    @property
    def years(self) -> float:
        """The time that it shows, in years."""
        return self.days / _YEAR

    @property
    def reach(self) -> float:
        """The time from its start to its end, in years."""
        return (self.pieces[-1].end - self.pieces[0].start) / _YEAR

    @property
    def drawn(self) -> float:
        """The share of its length that shows time."""
        return 1 - BREAK * (len(self.pieces) - 1)

    @property
    def breaks(self) -> list[tuple[float, float]]:
        """Where each break begins and ends, from 0 to 1."""
        return [(self.place(p.end), self.place(p.end) + BREAK) for p in self.pieces[:-1]]

    def piece(self, ordinal: float) -> int:
        """Return the number of the piece that shows an ordinal."""
        return bisect_left(self.pieces[:-1], ordinal, key=lambda piece: piece.end)

    def place(self, ordinal: float) -> float:
        """Return the position of an ordinal that the axis shows: 0 at the start, 1 at the end."""
        number = self.piece(ordinal)
        before = sum(piece.end - piece.start for piece in self.pieces[:number])
        passed = before + ordinal - self.pieces[number].start
        return number * BREAK + passed / self.days * self.drawn


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on an axis."""

    ordinal: int
    """Ordinal of its day."""
    text: str
    """Its label."""


@lru_cache(maxsize=1 << 16)  # many figures show the same days
def span(value: str) -> Span:
    """Return the days of an ISO 8601 date of any precision."""
    year, month, day = (int(part) for part in [*value.split("-"), "0", "0"][:3])
    start = date(year, month or 1, day or 1)
    if day:
        return Span(start.toordinal(), start.toordinal() + 1)
    return Span(start.toordinal(), _months_later(start, 1 if month else 12))


def axis(spans: Iterable[Span], shares: int) -> Axis:
    """Return the axis that shows some days, without long times that have none of them.

    Args:
        spans: the days.
        shares: number of the distances that should have about the same length.
    """
    pieces: list[Span] = []
    for days in sorted(spans, key=lambda days: days.start):
        if pieces and days.start <= pieces[-1].end:
            pieces[-1] = Span(pieces[-1].start, max(pieces[-1].end, days.end))
        else:
            pieces.append(days)
    whole = Axis((Span(pieces[0].start, pieces[-1].end),))
    left, broken = whole.days, list[int]()
    gaps = sorted((one.end - other.start, n) for n, (one, other) in enumerate(pairwise(pieces), 1))
    for gap, number in gaps[:_MOST_BREAKS]:
        is_long = -gap >= left * max(_LONG / (shares - len(broken)), _WORTH)
        if not is_long or left + gap < _LEAST_LEFT[label_form(whole)]:
            break
        left += gap
        broken.append(number)
    ends = [0, *sorted(broken), len(pieces)]
    return Axis(tuple(Span(pieces[a].start, pieces[b - 1].end) for a, b in pairwise(ends)))


def label_form(axis: Axis) -> str:
    """Return the longest skeleton that labels on an axis need."""
    if axis.reach >= 8:
        return "y"
    return "yMMM" if axis.reach >= 1 else "MMMd"


@lru_cache(maxsize=1 << 16)  # a layout tries the same labels many times
def label(first: str, last: str, form: str, locale: str) -> str:
    """Return a date, or the interval of two, in a form as far as their precision allows."""
    precision = min(len(first), len(last))
    if precision == 4:
        form = "y"
    elif precision == 7 and form == "MMMd":
        form = "MMM"
    start, end = _moment(span(first).start), _moment(span(last).start)
    if first == last:
        return _written(span(first).start, form, locale)
    return format_interval(start, end, form, locale=locale, fuzzy=True)


def marks(axis: Axis, room: float, locale: str, width: float) -> Sequence[Mark]:
    """Return the marks of an axis at round dates, as many as there is room for.

    Args:
        axis: the axis.
        room: its length.
        locale: locale of the labels.
        width: width of one mark, in the unit of `room`.
    """
    most = max(int(room * axis.drawn / width), 2)
    step = next((step for step in _STEPS if axis.years * 12 / step < most), 0)
    found = [_round_dates(piece, step) for piece in axis.pieces if step]
    if len(axis.pieces) == 1 and sum(map(len, found)) < 2:
        (whole,) = axis.pieces
        return [Mark(day, _written(day, "yMMMd", locale)) for day in (whole.start, whole.end - 1)]
    return [
        Mark(day.toordinal(), _mark(day, number, piece, locale))
        for piece in found
        for number, day in enumerate(piece)
    ]


def _mark(day: date, number: int, found: Sequence[date], locale: str) -> str:
    """Return the label of a mark: January is its year; without a January the first has a year."""
    bare = all(other.month != 1 for other in found)
    form = "y" if day.month == 1 else "yMMM" if bare and not number else "MMM"
    return _written(day.toordinal(), form, locale)


def _round_dates(piece: Span, step: int) -> list[date]:
    first = date.fromordinal(piece.start)
    months = (first.year * 12 + first.month - 1) // step * step
    found = []
    while (ordinal := _month(months)) <= piece.end:
        if ordinal >= piece.start:
            found.append(date.fromordinal(ordinal))
        months += step
    return found


def _month(months: int) -> int:
    """Return the ordinal of the first day of a month; months are counted from the year 0."""
    year, month = divmod(months, 12)
    if year < 1:
        return 0
    return date(year, month + 1, 1).toordinal() if year <= date.max.year else _LAST + 1


def _months_later(day: date, months: int) -> int:
    return _month(day.year * 12 + day.month - 1 + months)


@lru_cache(maxsize=1 << 16)
def _written(ordinal: int, form: str, locale: str) -> str:
    return str(format_skeleton(form, _moment(ordinal), locale=locale))


def _moment(ordinal: int) -> datetime:
    return datetime.combine(date.min + timedelta(days=ordinal - 1), time())
