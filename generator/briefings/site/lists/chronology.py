"""Then and now: the events of a subject before the day of an article, and since.

A reader of an old article may not know what followed, and may have forgotten what came before.
"""

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from briefings.model.explainer import TimelineEntry

# How many events before and after the day are shown; the explainer's page shows all.
_LAST_BEFORE = 2
_FIRST_AFTER = 3
# How many events the list of what followed an article has.
_MOST_FOLLOWING = 5


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


def has_plans(timelines: Iterable[Sequence[TimelineEntry]], day: date | None) -> bool:
    """Return whether one of some timelines, each in order, has an event after a day.

    Args:
        timelines: the timelines.
        day: the day; None if it does not matter, which counts no event as one after it.
    """
    if day is None:
        return False
    # Of dates as they are written, a month or year comes before the days in it.
    written = day.isoformat()
    return any(timeline[-1].date > written for timeline in timelines if timeline)


def until(timeline: Sequence[TimelineEntry], day: date | None) -> tuple[TimelineEntry, ...]:
    """Return the entries of a timeline without those after a day: a plan has not followed anything.

    Args:
        timeline: entries of a timeline, in order.
        day: the day; None for all entries.
    """
    return tuple(entry for entry in timeline if day is None or _first_day(entry.date) <= day)


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


def following(
    timelines: Mapping[str, Sequence[TimelineEntry]], day: date | None
) -> tuple[tuple[str, TimelineEntry], ...]:
    """Return what followed an article: at most five events after it, the newest first.

    Each subject has its latest event, which is its present state, before any has its first one
    after the article, and so on inwards. Where not all have room the newest ones stay. Of the
    events of one day only one is told, because subjects share them.

    Args:
        timelines: the timeline of each subject, in order, by its slug; the most central one first.
        day: the day of the article; None if it is unknown, which leaves everything out.

    Returns:
        The events, each with the slug of its subject.
    """
    if day is None:
        return ()
    after = {
        slug: [entry for entry in timeline if _first_day(entry.date) > day]
        for slug, timeline in timelines.items()
    }
    chosen: dict[str, tuple[str, TimelineEntry]] = {}
    for slug, entry in _inwards(after):
        if len(chosen) < _MOST_FOLLOWING:
            chosen.setdefault(entry.date, (slug, entry))
    return tuple(chosen[date] for date in sorted(chosen, reverse=True))


def _inwards(
    timelines: Mapping[str, Sequence[TimelineEntry]],
) -> Iterator[tuple[str, TimelineEntry]]:
    """Yield the last entry of each timeline, then the first of each, then the last but one.

    Entries of the same place are in reverse order of their dates.
    """
    for step in range(max(map(len, timelines.values()), default=0)):
        place = step // 2 if step % 2 else -1 - step // 2
        entries = [
            (slug, timeline[place]) for slug, timeline in timelines.items() if step < len(timeline)
        ]
        yield from sorted(entries, key=lambda found: found[1].date, reverse=True)


def anchors(timeline: Sequence[TimelineEntry]) -> tuple[str, ...]:
    """Return the id of each entry of a timeline: its date, with a number if that is not unique."""
    return numbered(f"on-{entry.date}" for entry in timeline)


def numbered(names: Iterable[str]) -> tuple[str, ...]:
    """Return names, with a number where one is not unique: `on-2011`, `on-2011-no-2`."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = number = seen.get(name, 0) + 1
        found.append(name + (f"-no-{number}" if number > 1 else ""))
    return tuple(found)


@lru_cache(maxsize=1 << 14)  # each briefing shows the timelines of all its subjects
def _first_day(written: str) -> date:
    year, month, day = (int(part) for part in [*written.split("-"), "1", "1"][:3])
    return date(year, month, day)


@lru_cache(maxsize=1 << 14)
def _last_day(written: str) -> date:
    first = _first_day(written)
    precision = written.count("-")
    if precision == 0:
        return date(first.year, 12, 31)
    if precision == 1:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first
