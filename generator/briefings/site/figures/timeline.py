"""The timeline as a figure: entries above a time axis, briefings below it.

Each entry is at its true position. The axis has the same scale everywhere, and is broken where long
times have neither entries nor briefings: else the events, which mostly come close together, have
little of its width. If only its month or year is known, it is a hollow dot in the
middle of that time, with a bar as long as the time. Labels are flags to the right of a pole on
their entry. Poles and labels never cross, because a flag is above all flags whose poles are below
it:

    row of a flag = 1 + the highest row among the later flags that begin before it ends, else 0

Entries with the same label share a flag. If there are still too many rows, entries close together
share a flag with an interval as its label; then days become months, and months years; then the
distance grows until there are few enough rows. To the right of the axis is room for the longest
label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count, cycle, pairwise
from math import ceil

from briefings.site.figures import dates, svg
from briefings.site.figures.dates import Axis, Span
from briefings.site.figures.svg import Drawn, element, em, percent
from briefings.views.figures import Marked, TimelineFigure

MOST_ROWS = 5
"""Greatest number of rows of labels."""
MOST_BRIEFINGS = 12
"""Greatest number of briefings with a stroke each; more are one bar."""
_MOST_LEVELS = 4
"""Greatest number of levels of strokes; if more are needed, briefings are one bar."""

_PITCH = 2
"""Height of a row: 24 px, so that fingers meet one label."""
_GAP = 0.35
"""Distance of a pole and its label, and least distance of two labels."""
_START = 0.5
"""Room to the left of the axis, for a dot."""
_MOST_ROOM = 9
"""Greatest room to the right of the axis for which the stylesheet has a class."""
_LEVEL = 0.85
"""Height of one level of briefings."""
_STROKE = 0.4
"""Least distance of two strokes on one level."""
_NEAR = (0.0, 0.5, 1.0, 1.5)
"""Distances at which entries share a flag, before shorter labels are tried."""
_STRETCH = 1.5
"""Greatest factor by which briefings may extend the axis; else they are left out."""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the timeline, or a briefing."""

    date: str
    """ISO 8601 date of any precision."""
    title: str
    """Text alternative, with the date."""
    address: str
    """Address of its link."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A label with its pole, at the least width of the figure."""

    first: int
    """Number of its first entry, on which its pole stands."""
    last: int
    """Number of its last entry."""
    text: str
    """The label."""
    x: float
    """Position of the pole, in `em` from the start of the axis."""
    width: float
    """Width of the label with the gap before it, in `em`."""
    row: int = 0
    """Row of the label, from 0 at the axis."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions of all elements."""

    axis: Axis
    """The time axis."""
    length: float
    """Length of the axis at the least width, in `em`."""
    room: int
    """Room for labels to the right of the axis, in `em`."""
    flags: tuple[Flag, ...]
    """The labels, in order of time."""
    briefings: tuple[Event, ...]
    """The briefings that are shown."""

    @property
    def rows(self) -> int:
        """Number of rows of labels."""
        return 1 + max(flag.row for flag in self.flags)

    @property
    def depth(self) -> int:
        """Number of levels of strokes; 0 if the briefings are one bar, or none."""
        if not 0 < len(self.briefings) <= MOST_BRIEFINGS:
            return 0
        places = [self.axis.place(dates.span(event.date).middle) for event in self.briefings]
        deep = 1 + max(levels(places, self.length))
        return deep if deep <= _MOST_LEVELS else 0


def draw(
    title: str, entries: Sequence[Event], briefings: Sequence[Event], locale: str
) -> TimelineFigure | None:
    """Return the figure; None if there are not two different dates.

    Args:
        title: text alternative of the figure.
        entries: entries of the timeline, in any order.
        briefings: the briefings, in any order.
        locale: locale of the labels.
    """
    entries = sorted(entries, key=lambda entry: _by_time(entry.date))
    plan = layout(entries, sorted(briefings, key=lambda event: _by_time(event.date)), locale)
    if plan is None:
        return None
    ground = plan.rows * _PITCH + 0.9
    height = ground + 1.9 + (max(plan.depth, 1) * _LEVEL + 0.4 if plan.briefings else 0)
    picture = svg.written(element(
        "svg",
        {
            "class": f"timeline-picture room-{plan.room}", "width": "100%", "height": em(height),
            "overflow": "visible", "role": "group", "aria-label": title,
        },
        _axis(plan, ground, locale),
        *_flags(plan, entries, ground),
        *_briefings(plan, ground + 2.3),
    ))  # fmt: skip
    marked = Marked.ONE_BY_ONE if plan.depth else Marked.AS_A_WHOLE
    return TimelineFigure(
        svg=picture,
        marked=marked if plan.briefings else Marked.NOT,
        is_one=len(plan.briefings) == 1,
        is_broken=len(plan.axis.pieces) > 1,
    )


def layout(entries: Sequence[Event], briefings: Sequence[Event], locale: str) -> Layout | None:
    """Return the positions of all elements; None if there are not two different dates.

    Args:
        entries: entries of the timeline, in order of time.
        briefings: the briefings, in order of time.
        locale: locale of the labels.
    """
    spans = [dates.span(entry.date) for entry in entries]
    if len({entry.date for entry in entries}) < 2 or len({s.middle for s in spans}) < 2:
        return None
    shown = [*spans, *(dates.span(briefing.date) for briefing in briefings)]
    shares = len({entry.date for entry in entries}) - 1
    axis = dates.axis(shown, shares)
    if axis.reach > dates.axis(spans, shares).reach * _STRETCH:
        axis, briefings = dates.axis(spans, shares), ()
    form = dates.label_form(axis)
    for shorter in dates.FORMS[dates.FORMS.index(form) :]:
        for distance in _NEAR if shorter != dates.FORMS[-1] else count(0, 0.5):
            found = _grouped(entries, spans, axis, distance, shorter, locale)
            if found and found.rows <= MOST_ROWS:
                return Layout(axis, found.length, found.room, found.flags, tuple(briefings))
    raise AssertionError("at the greatest distance all entries of a piece share one flag")


def _by_time(value: str) -> tuple[float, int]:
    days = dates.span(value)
    return days.middle, days.start


def _grouped(
    entries: Sequence[Event],
    spans: Sequence[Span],
    axis: Axis,
    distance: float,
    form: str,
    locale: str,
) -> Layout | None:
    """Return a layout with one flag for entries closer than `distance`; None if it is too wide.

    The length of the axis depends on the labels, and these on the entries of each flag. So the axis
    is assumed to have its greatest length: at worst two entries share a flag without need.
    """
    groups: list[list[int]] = []
    for number, days in enumerate(spans):
        if groups:
            before = spans[groups[-1][0]]
            near = axis.place(days.middle) - axis.place(before.middle)
            joined = axis.piece(days.middle) == axis.piece(before.middle)
            if (joined and near * svg.NARROW < distance) or _same(
                entries, groups[-1][-1], number, form, locale
            ):
                groups[-1].append(number)
                continue
        groups.append([number])
    texts = [dates.label(entries[g[0]].date, entries[g[-1]].date, form, locale) for g in groups]
    widths = [svg.width(text) + _GAP for text in texts]
    room = max(ceil(max(widths)), 2)
    if room > _MOST_ROOM:
        # If even one date is too long in this locale, labels are cut at the edge of the page.
        if len(groups) > 1:
            return None
        room = _MOST_ROOM
    length = svg.NARROW - _START - room
    flags = [
        Flag(g[0], g[-1], text, axis.place(spans[g[0]].middle) * length, width)
        for g, text, width in zip(groups, texts, widths, strict=True)
    ]
    return Layout(axis, length, room, _in_rows(flags), ())


def _same(entries: Sequence[Event], one: int, other: int, form: str, locale: str) -> bool:
    first, second = entries[one].date, entries[other].date
    return dates.label(first, first, form, locale) == dates.label(second, second, form, locale)


def _in_rows(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """Assign a row to each flag, from the latest to the first."""
    placed: list[Flag] = []
    for flag in reversed(flags):
        end = flag.x + flag.width + _GAP
        row = max((other.row + 1 for other in placed if other.x < end), default=0)
        placed.append(Flag(flag.first, flag.last, flag.text, flag.x, flag.width, row))
    return tuple(reversed(placed))


def _axis(plan: Layout, ground: float, locale: str) -> Drawn:
    pieces = [0.0, *chain.from_iterable(plan.axis.breaks), 1.0]
    drawn = [
        element("line", {
            "class": name, "x1": percent(start), "x2": percent(end),
            "y1": em(ground), "y2": em(ground),
        })
        for name, (start, end) in zip(cycle(("axis", "axis-break")), pairwise(pieces))
    ]  # fmt: skip
    written = 0.0
    for mark in dates.marks(plan.axis, plan.length, locale, 3.6):
        place = plan.axis.place(mark.ordinal)
        ends = {"x1": percent(place), "x2": percent(place)}
        ends |= {"y1": em(ground), "y2": em(ground + 0.45)}
        drawn.append(element("line", {"class": "tick", **ends}))
        anchor, left, right = _beneath(place * plan.length, svg.width(mark.text), plan)
        if left >= written:
            written = right + _GAP
            where = {"x": percent(place), "y": em(ground + 1.55), "text-anchor": anchor}
            drawn.append(element("text", {"class": "tick-label", **where}, mark.text))
    return element("g", {"aria-hidden": "true"}, *drawn)


def _beneath(x: float, width: float, plan: Layout) -> tuple[str, float, float]:
    """Return the anchor of a label below a mark at `x`, and its left and right end."""
    if x < width / 2:
        return "start", x, x + width
    if x + width / 2 > plan.length + plan.room:
        return "end", x - width, x
    return "middle", x - width / 2, x + width / 2


def _flags(plan: Layout, entries: Sequence[Event], ground: float) -> list[Drawn]:
    flags = {flag.first: flag for flag in plan.flags}
    places = [plan.axis.place(dates.span(entry.date).middle) * plan.length for entry in entries]
    return [
        _entry(plan, entry, flags.get(n), ground, _half_distance(places, n))
        for n, entry in enumerate(entries)
    ]


def _half_distance(places: Sequence[float], number: int) -> float:
    """Return how far a finger may be from a dot: 12 px, or halfway to the next one."""
    beside = (places[n] for n in (number - 1, number + 1) if 0 <= n < len(places))
    return min(1, *(abs(place - places[number]) / 2 for place in beside))


def _entry(plan: Layout, entry: Event, flag: Flag | None, ground: float, reach: float) -> Drawn:
    days = dates.span(entry.date)
    drawn = []
    if days.end - days.start > 1:
        start, end = (percent(plan.axis.place(day)) for day in (days.start, days.end))
        ends = {"x1": start, "x2": end, "y1": em(ground), "y2": em(ground)}
        drawn.append(element("line", {"class": "extent", **ends}))
    standing = []
    if flag:
        top = ground - 0.9 - flag.row * _PITCH
        standing += [
            element(
                "rect",
                {
                    "class": "area", "x": em(-0.2), "y": em(top - 1.35), "rx": 1,
                    "width": em(flag.width + 0.35), "height": em(_PITCH),
                },
            ),
            element("line", {"class": "pole", "y1": em(top - 0.75), "y2": em(ground)}),
            element("text", {"x": em(_GAP), "y": em(top)}, flag.text),
        ]  # fmt: skip
    elif reach:
        standing.append(
            element(
                "rect",
                {
                    "class": "area", "x": em(-reach), "y": em(ground - 1), "rx": 1,
                    "width": em(2 * reach), "height": em(2),
                },
            )
        )  # fmt: skip
    kind = "dot" if days.end - days.start == 1 else "dot dot-hollow"
    standing.append(element("circle", {"class": kind, "cy": em(ground), "r": em(0.28)}))
    drawn.append(_at(plan.axis.place(days.middle), *standing))
    return _link(entry, *drawn)


def levels(places: Sequence[float], length: float) -> list[int]:
    """Return the level of each briefing below the axis, so that no strokes overlap.

    Args:
        places: positions of the briefings, from 0 to 1, in order.
        length: length of the axis at the least width, in `em`.
    """
    ends: list[float] = []
    found = []
    for place in places:
        x = place * length
        level = next((n for n, end in enumerate(ends) if end <= x), len(ends))
        ends[level:] = [x + _STROKE, *ends[level + 1 :]]
        found.append(level)
    return found


def _briefings(plan: Layout, top: float) -> list[Drawn]:
    """Return a stroke for each briefing, or one bar for all."""
    shown = plan.briefings
    if not shown:
        return []
    places = [plan.axis.place(dates.span(event.date).middle) for event in shown]
    if plan.depth == 0:
        y = em(top + 0.35)
        ends = {"x1": percent(places[0]), "x2": percent(places[-1]), "y1": y, "y2": y}
        return [element("line", {"class": "briefings", **ends})]
    return [
        _link(event, _at(place, *_stroke(top + level * _LEVEL)))
        for event, place, level in zip(shown, places, levels(places, plan.length), strict=True)
    ]


def _stroke(top: float) -> tuple[Drawn, Drawn]:
    box = {"y": em(top), "width": em(1), "height": em(_LEVEL)}
    area = element("rect", {"class": "area", "x": em(-0.5), "rx": 1, **box})
    ends = {"y1": em(top), "y2": em(top + _LEVEL - 0.15)}
    return area, element("line", {"class": "briefing", **ends})


def _at(place: float, *children: Drawn) -> Drawn:
    """Return elements moved to a position along the page, so that their lengths can be in `em`."""
    return element(
        "svg", {"x": percent(place), "width": 1, "height": 1, "overflow": "visible"}, *children
    )


def _link(event: Event, *children: Drawn) -> Drawn:
    return element("a", {"href": event.address}, element("title", {}, event.title), *children)
