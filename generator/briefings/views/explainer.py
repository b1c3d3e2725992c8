"""The page of an explainer: background on a subject. Its body is the body of its `ViewFile`."""

from dataclasses import dataclass

from msgspec import Struct

from briefings.views.background import BackgroundEntry
from briefings.views.figures import CoverageFigure, TimelineFigure
from briefings.views.lists import Counted, MentioningBriefing
from briefings.views.page import Head, PartOf
from briefings.views.picture import LeadPicture
from briefings.views.text import Day, Editorial, Link, Number, Revision, Section


class TimelineEntry(Struct, frozen=True, omit_defaults=True):
    """An event in the timeline of a subject."""

    id: str
    """Id of the entry."""
    day: Day
    """Its date."""
    event: Editorial
    """What happened."""
    source: str = ""
    """Web address of the source; may be empty."""


class FactRow(Struct, frozen=True, omit_defaults=True):
    """A fact about a subject."""

    label: str
    """What it is about: `Capital`."""
    values: tuple[Link, ...]
    """What is so: one value or more."""


class LocatorMap(Struct, frozen=True, omit_defaults=True):
    """A map of where a subject is."""

    svg: str
    """The picture."""
    countries: tuple[str, ...] = ()
    """Names of the countries that are pointed out."""
    is_inside: bool = False
    """Whether a place in them is pointed out too."""
    neighbours: tuple[str, ...] = ()
    """The countries with a border to it if it is one, the longest border first: at most six."""
    boundaries: bool = True
    """Whether boundaries are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainerView:
    """The page of an explainer."""

    head: Head
    """The head of the page."""
    id: str
    """Id of its title."""
    file: str = ""
    """Its file, relative to the content folder."""
    sections: tuple[Section, ...]
    """The headings of the page that come after its body."""
    kind: str
    """Kind of subject: `person`, `place` …"""
    summary: str
    """Its summary."""
    picture: LeadPicture | None = None
    """Its lead picture; None for none."""
    authors: tuple[str, ...] = ()
    """Its authors."""
    facts: tuple[FactRow, ...] = ()
    """Facts about it, and its other names."""
    locator: LocatorMap | None = None
    """The map of where it is; None for none."""
    mentioned: Number | None = None
    """The number of briefings that mention it; None for none."""
    timeline: tuple[TimelineEntry, ...] = ()
    """Its timeline."""
    timeline_figure: TimelineFigure | None = None
    """The timeline as a picture; None if it has fewer than two different dates."""
    neighbours: tuple[Counted, ...] = ()
    """The subjects most closely associated with it, with the number of briefings that mention
    both."""
    coverage: CoverageFigure | None = None
    """The number of briefings over time; None for fewer than a dozen, and if only one month or
    year has any."""
    briefings: tuple[MentioningBriefing, ...] = ()
    """The newest briefings that mention it."""
    all_briefings: Counted | None = None
    """A link to the list of all of them, with their number; None if the page shows all."""
    explainers: tuple[Link, ...] = ()
    """The first explainers that mention it, A–Z."""
    more_explainers: Counted | None = None
    """A link to the list of all of them, with the number of those that the page does not name; None
    if it names all."""
    background: tuple[BackgroundEntry, ...] = ()
    """The subjects that its text mentions, in reading order."""
    dossiers: tuple[PartOf, ...] = ()
    """The dossiers that it is a part of."""
    revisions: tuple[Revision, ...] = ()
    """Corrections and updates of the page by the editors of the site, newest first."""
    sources: tuple[Link, ...] = ()
    """Its sources."""
    reviewed: Day | None = None
    """Day of an editor's last review; None if it is unknown."""
