"""Coverage over time: the number of briefings in each month, or year, as small bars."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.site.figures import svg
from briefings.site.figures.svg import Drawn, element, em, percent
from briefings.text import words

_MOST_MONTHS = 120
_HEIGHT = 3.2
_UNIT = 0.8
"""Height of one briefing. If all bars stay low enough with it, they consist of blocks."""
_GAP = 0.12
"""Distance of two blocks."""
_FILLED = 0.7
"""Share of the width of a period that its bar takes."""
_MOST_TICKS = 24
"""If there are more years, only years with a label have a tick."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year with its number of briefings."""

    value: str
    """The period as an ISO 8601 date of reduced precision."""
    number: int
    """How many briefings were published in it."""


def periods(days: Iterable[date]) -> tuple[Period, ...]:
    """Return every month from the first day to the last, or every year after ten years."""
    counted = sorted(days)
    if not counted:
        return ()
    first, last = counted[0], counted[-1]
    if _month(last) - _month(first) < _MOST_MONTHS:
        months = Counter(map(_month, counted))
        return tuple(
            Period(f"{month // 12:04}-{month % 12 + 1:02}", months[month])
            for month in range(_month(first), _month(last) + 1)
        )
    years = Counter(day.year for day in counted)
    return tuple(Period(f"{year:04}", years[year]) for year in range(first.year, last.year + 1))


def draw(shown: Sequence[Period], locale: str) -> str:
    """Return the bars; nothing if only one period has briefings.

    Screen readers skip them: the caption and the table of the figure say the same.

    Args:
        shown: the periods, in order, without a gap.
        locale: locale of the number.
    """
    most = max((period.number for period in shown), default=0)
    if sum(period.number > 0 for period in shown) < 2:
        return ""
    unit = min(_UNIT, _HEIGHT / most)
    ground = unit * most + 1.4
    ends = {"x1": "0%", "x2": "100%", "y1": em(ground), "y2": em(ground)}
    return svg.written(element(
        "svg",
        {
            "class": "coverage-picture", "width": "100%", "height": em(ground + 1.9),
            "overflow": "visible", "aria-hidden": "true",
        },
        *(block for n in range(len(shown)) for block in _bar(shown, n, ground, unit)),
        element("line", {"class": "axis", **ends}),
        *_years(shown, ground),
        _highest(shown, most, ground - unit * most, locale),
    ))  # fmt: skip


def _bar(shown: Sequence[Period], number: int, ground: float, unit: float) -> Iterator[Drawn]:
    wide = _FILLED / len(shown)
    x = percent((number + (1 - _FILLED) / 2) / len(shown))
    count = shown[number].number
    blocks, gap = (count, _GAP) if unit == _UNIT else (min(count, 1), 0)
    high = unit * count / max(blocks, 1)
    for block in range(blocks):
        yield element("rect", {
            "class": "bar", "x": x, "width": percent(wide),
            "y": em(ground - (block + 1) * high), "height": em(high - gap),
        })  # fmt: skip


def _highest(shown: Sequence[Period], most: int, top: float, locale: str) -> Drawn:
    """Return the number on top of the highest bar."""
    number = next(n for n, period in enumerate(shown) if period.number == most)
    place = (number + 0.5) / len(shown)
    text = words.number(most, locale)
    half = svg.width(text) / 2 / svg.NARROW
    anchor = "start" if place < half else "end" if place > 1 - half else "middle"
    x = {"start": 0.0, "middle": place, "end": 1.0}[anchor]
    return element(
        "text",
        {"class": "number", "x": percent(x), "y": em(top - 0.35), "text-anchor": anchor},
        text,
    )


def _years(shown: Sequence[Period], ground: float) -> list[Drawn]:
    """Return the labels of years below their first periods, as many as there is room for."""
    starts = [(n, p.value[:4]) for n, p in enumerate(shown) if p.value[4:] in ("", "-01")]
    if not starts or starts[0][0]:
        starts = [(0, shown[0].value[:4]), *starts]
    drawn = []
    for number, year, written in year_places(starts, len(shown)):
        if not written and len(starts) > _MOST_TICKS:
            continue
        x = percent(number / len(shown))
        ends = {"x1": x, "x2": x, "y1": em(ground), "y2": em(ground + 0.45)}
        drawn.append(element("line", {"class": "tick", **ends}))
        if written:
            drawn.append(
                element("text", {"class": "tick-label", "x": x, "y": em(ground + 1.55)}, year)
            )
    return drawn


def year_places(starts: Sequence[tuple[int, str]], periods: int) -> list[tuple[int, str, bool]]:
    """Return the start of each year, the year, and whether there is room for its label.

    Args:
        starts: number of the first period of each year, and the year.
        periods: number of all periods.
    """
    found: list[tuple[int, str, bool]] = []
    room = svg.NARROW
    for number, year in reversed(starts):
        x = number / periods * svg.NARROW
        written = x + svg.width(year) <= room
        if written:
            room = x - 0.6
        found.append((number, year, written))
    return found[::-1]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
