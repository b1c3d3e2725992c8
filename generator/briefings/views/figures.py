"""Figures: a picture, and the values of its caption and its table."""

from enum import StrEnum

from msgspec import Struct

from briefings.views.text import Day, Number


class Marked(StrEnum):
    """How the briefings are marked on a timeline."""

    NOT = "not"
    """Not marked: there are none, or they are far from all entries."""
    ONE_BY_ONE = "one by one"
    """One stroke each."""
    AS_A_WHOLE = "as a whole"
    """One bar from the first to the last."""


class TimelineFigure(Struct, frozen=True, omit_defaults=True):
    """The timeline of a subject as a picture, with the briefings that mention it."""

    svg: str
    """The picture."""
    marked: Marked = Marked.NOT
    """How the briefings are marked."""
    is_one: bool = False
    """Whether there is only one briefing."""
    is_broken: bool = False
    """Whether the axis leaves out long times without entries."""


class Period(Struct, frozen=True, omit_defaults=True):
    """A month or year with the number of briefings published in it."""

    day: Day
    """The month or year."""
    number: Number
    """The number of briefings."""


class CoverageFigure(Struct, frozen=True, omit_defaults=True):
    """The number of briefings in each month or year, as a picture and a table."""

    svg: str
    """The picture."""
    periods: tuple[Period, ...]
    """The months, or years, that have briefings: at least two."""
    number: Number
    """The number of briefings in all periods."""
    undated: Number | None = None
    """Number of other briefings, whose date is unknown; None for none."""
    by_year: bool = False
    """Whether the periods are years."""
