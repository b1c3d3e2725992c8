"""A dossier: its page, and what the pages of its parts show of it."""

from dataclasses import dataclass

from msgspec import Struct

from briefings.views.background import BackgroundEntry
from briefings.views.page import Head, Onward
from briefings.views.picture import LeadPicture
from briefings.views.text import Day, Editorial, Link, Number, Revision, Section


class Part(Struct, frozen=True, omit_defaults=True):
    """A briefing or an explainer in a dossier."""

    id: str
    """Id of its heading."""
    kind: str
    """`briefing` or `explainer`."""
    title: Link
    """Its title, with a link to its page."""
    text: Editorial | None = None
    """Why it is here, in the editor's words; None to show the summary."""
    summary: Link | None = None
    """Its summary, as text alone; None for none."""
    published: Day | None = None
    """Day of publication of a briefing; None if it is unknown, and for an explainer."""
    outlet: Link | None = None
    """Outlet of a briefing; None if it is unknown, and for an explainer."""


class PartOf(Struct, frozen=True, omit_defaults=True):
    """A dossier that a page is a part of."""

    dossier: Link
    """The dossier."""
    place: Number
    """Place of the page in it, from 1."""
    number: Number
    """How many parts it has."""
    onward: Onward
    """The parts before and after the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """A dossier: an introduction, and briefings and explainers in an editor's order.

    `page.content` is the introduction.
    """

    head: Head
    """The head of the page."""
    id: str
    """Id of its title."""
    sections: tuple[Section, ...]
    """The headings of the page that come after the introduction."""
    summary: str
    """Its summary."""
    authors: tuple[str, ...] = ()
    """Its authors."""
    published: Day | None = None
    """Day of publication; None if it is unknown."""
    picture: LeadPicture | None = None
    """Its lead picture; None for none."""
    briefings: Number
    """The number of its briefings."""
    explainers: Number
    """The number of its explainers."""
    parts: tuple[Part, ...] = ()
    """Its briefings and explainers, in their order."""
    sources: tuple[Link, ...] = ()
    """What the introduction is based on."""
    background: tuple[BackgroundEntry, ...] = ()
    """The subjects that the introduction mentions, in reading order."""
    revisions: tuple[Revision, ...] = ()
    """Corrections and updates of the page by the editors of the site, newest first."""
