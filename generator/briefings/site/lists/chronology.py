"""Then and now: the events of a subject before the day of an article, and since.

A reader of an old article may not know what followed, and may have forgotten what came before.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefings.model.explainer import TimelineEntry

# How many events before and after the day are shown; the explainer's page shows all.
_LAST_BEFORE = 2
_FIRST_AFTER = 3


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """A timeline, split by the day of an article."""

    at_the_time: tuple[TimelineEntry, ...]
    """The last events before the day, in order."""
    about_then: tuple[TimelineEntry, ...]
    """Events dated by the year or month of the day only: before or after it."""
    since_then: tuple[TimelineEntry, ...]
    """The first events after the day, in order."""
    more_since: int
    """How many events followed these."""


def then_and_now(timeline: Sequence[TimelineEntry], day: date | None) -> ThenAndNow:
    """Split a timeline by a day.

    Args:
        timeline: entries of a timeline, in order.
        day: the day of the article; None if it is unknown, which leaves everything out.
    """
    if day is None:
        return ThenAndNow((), (), (), 0)
    before = [entry for entry in timeline if _last_day(entry.date) <= day]
    about = [entry for entry in timeline if _first_day(entry.date) <= day < _last_day(entry.date)]
    after = [entry for entry in timeline if _first_day(entry.date) > day]
    shown = after[:_FIRST_AFTER]
    return ThenAndNow(
        tuple(before[-_LAST_BEFORE:]), tuple(about), tuple(shown), len(after) - len(shown)
    )


def anchors(timeline: Sequence[TimelineEntry]) -> tuple[str, ...]:
    """Return the id of each entry of a timeline: its date, with a number if that is not unique."""
    seen: dict[str, int] = {}
    ids = []
    for entry in timeline:
        seen[entry.date] = number = seen.get(entry.date, 0) + 1
        ids.append(f"on-{entry.date}" + (f"-no-{number}" if number > 1 else ""))
    return tuple(ids)


def _first_day(written: str) -> date:
    year, month, day = (int(part) for part in [*written.split("-"), "1", "1"][:3])
    return date(year, month, day)


def _last_day(written: str) -> date:
    first = _first_day(written)
    precision = written.count("-")
    if precision == 0:
        return date(first.year, 12, 31)
    if precision == 1:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first
