"""Dates of reduced precision as positions on a time axis, and the marks of the axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel.dates import format_interval, format_skeleton

# Possible distances of marks, in months.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 300, 600, 1200, 2400, 6000, 12000)
_YEAR = 365.2425
FORMS = ("MMMd", "yMMM", "y")
"""Unicode skeletons of the labels on an axis, the longest first."""
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
    """A time axis."""

    start: float
    """Ordinal of its start."""
    end: float
    """Ordinal of its end, which is later."""

    @property
    def years(self) -> float:
        """Its length in years."""
        return (self.end - self.start) / _YEAR

    def place(self, ordinal: float) -> float:
        """Return the position of an ordinal: 0 at the start, 1 at the end."""
        return (ordinal - self.start) / (self.end - self.start)


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


def label_form(axis: Axis) -> str:
    """Return the longest skeleton that labels on an axis need."""
    if axis.years >= 8:
        return "y"
    return "yMMM" if axis.years >= 1 else "MMMd"


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
    most = max(int(room / width), 2)
    for step in _STEPS:
        if axis.years * 12 / step < most:
            found = _round_dates(axis, step)
            break
    else:
        found = []
    if len(found) < 2:
        ends = (int(axis.start), max(int(axis.end) - 1, int(axis.start)))
        return [Mark(o, _written(o, "yMMMd", locale)) for o in ends]
    return [
        Mark(day.toordinal(), _mark(day, number, found, locale)) for number, day in enumerate(found)
    ]


def _mark(day: date, number: int, found: Sequence[date], locale: str) -> str:
    """Return the label of a mark: January is its year; without a January the first has a year."""
    bare = all(other.month != 1 for other in found)
    form = "y" if day.month == 1 else "yMMM" if bare and not number else "MMM"
    return _written(day.toordinal(), form, locale)


def _round_dates(axis: Axis, step: int) -> list[date]:
    first = date.fromordinal(int(axis.start))
    months = (first.year * 12 + first.month - 1) // step * step
    found = []
    while (ordinal := _month(months)) <= axis.end:
        if ordinal >= axis.start:
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
