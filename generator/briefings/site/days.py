"""Dates written out in the site's language."""

from datetime import UTC, date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

from briefings.model.content import Settings
from briefings.model.draft import Draft
from briefings.site import facts
from briefings.views.text import Day

# Formats of dates by the length of an ISO 8601 date: Unicode skeletons, which put year, month and
# day in the order of the language, and two formats that have one order everywhere.
# https://unicode.org/reports/tr35/tr35-dates.html#availableFormats_appendItems
_WRITTEN = {4: "y", 7: "yMMMM", 10: "long"}
_MONTH = "LLLL"
_FORMS = ("long", _MONTH)
_WITHOUT_YEAR = {4: "y", 7: _MONTH, 10: "MMMMd"}
# Intervals of the same lengths: https://unicode.org/reports/tr35/tr35-dates.html#intervalFormats
_INTERVALS = {4: "y", 7: "yMMMM", 10: "yMMMd"}
_INTERVALS_IN_YEAR = {4: "y", 7: "MMM", 10: "MMMd"}


def day(value: date | str, settings: Settings) -> Day:
    """Return a date, or an ISO 8601 date of any precision, written out."""
    iso = value if isinstance(value, str) else value.isoformat()
    return Day(iso, written(iso, settings))


def until(draft: Draft | None, settings: Settings) -> Day | None:
    """Return the day on which a draft will be published; None if that is not decided."""
    return day(draft.until, settings) if draft and draft.until else None


def without_year(value: str, settings: Settings) -> Day:
    """Return an ISO 8601 date, written without the year if it has a month."""
    return Day(value, _formatted(value, _WITHOUT_YEAR[len(value)], settings.locale))


def moment(value: datetime, settings: Settings) -> Day:
    """Return a moment written out in UTC, to the minute; midnight stands for a day without time."""
    utc = value.astimezone(UTC)
    if not (utc.hour or utc.minute or utc.second):
        return day(utc.date(), settings)
    day_written = written(utc.date().isoformat(), settings)
    return Day(facts.moment(value), f"{day_written}, {utc:%H:%M} UTC")


def written(value: str, settings: Settings) -> str:
    """Return an ISO 8601 date of any precision written out."""
    return _formatted(value, _WRITTEN[len(value)], settings.locale)


@lru_cache(maxsize=1 << 12)
def between(first: str, last: str, locale: str, *, with_year: bool = True) -> str:
    """Return a period written out: `January – March 2018`.

    Args:
        first: ISO 8601 date of any precision.
        last: the same of a later date.
        locale: the locale.
        with_year: whether the year is written if there are months.
    """
    precision = min(len(first), len(last))
    start, end = (datetime(*_parts(value[:precision])) for value in (first, last))
    if start == end:
        form = (_WRITTEN if with_year else _WITHOUT_YEAR)[precision]
        return _formatted(first[:precision], form, locale)
    form = (_INTERVALS if with_year else _INTERVALS_IN_YEAR)[precision]
    intervals = Locale.parse(locale).interval_formats
    # Babel cannot divide an interval whose halves have different forms of the month.
    if all(len(halves) > 1 for halves in intervals.get(form, {}).values()):
        return str(format_interval(start, end, form, locale=locale))
    ends = (_formatted(day[:precision], form, locale) for day in (first, last))
    return str(intervals[None].format(*ends))


def _parts(value: str) -> tuple[int, int, int]:
    year, month, first = (int(part) for part in [*value.split("-"), "1", "1"][:3])
    return year, month, first


@lru_cache(maxsize=1 << 16)  # many pages show the same days
def _formatted(value: str, form: str, locale: str) -> str:
    start = datetime(*_parts(value))
    if form in _FORMS:
        return str(format_date(start, form, locale=locale))
    return str(format_skeleton(form, start, locale=locale))
