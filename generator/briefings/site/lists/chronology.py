"""Then and now: what had happened to a subject on the day of an article, and what followed.

A reader of an old story does not know what its writer could not know; a reader of any story may
have forgotten what everybody knew then.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefings.model.explainer import TimelineEntry

# What had just happened matters for a story, and what followed is mostly asked for; a whole
# timeline stands on the explainer's page.
_LAST_BEFORE = 2
_FIRST_AFTER = 3


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """A subject's timeline, read against the day of an article."""

    at_the_time: tuple[TimelineEntry, ...]
    """The last things that had happened, in order."""
    about_then: tuple[TimelineEntry, ...]
    """What is dated by the year or month of the day, and may have come before it or after."""
    since_then: tuple[TimelineEntry, ...]
    """What followed, in order."""
    more_since: int
    """How many more things followed."""


def then_and_now(timeline: Sequence[TimelineEntry], day: date | None) -> ThenAndNow:
    """Read a timeline against a day.

    Args:
        timeline: a subject's dated entries, in order.
        day: the day of the article; None where it is not known, which leaves everything out.
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
    """Return an id for each entry of a timeline: its date, numbered where several have the same."""
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
