"""The home page."""

from dataclasses import dataclass

from msgspec import Struct

from briefings.views.briefing import Brief
from briefings.views.explainer import LocatorMap
from briefings.views.lists import BriefingEntry, Counted, DossierEntry
from briefings.views.page import Head
from briefings.views.picture import LeadPicture
from briefings.views.text import Block, Day, Link, Note, Number, Section


class AnnotatedPassage(Struct, frozen=True, omit_defaults=True):
    """A passage of a briefing with an editor's note, as the briefing shows it."""

    block: Block
    """The passage: a paragraph with its links, and the words that the note is about."""
    note: Note
    """The note."""
    briefing: Link
    """The headline of the briefing, with a link to it."""
    published: Day | None = None
    """Day of its publication; None if it is unknown."""
    outlet: Link | None = None
    """Its outlet; None if it is unknown."""
    lang: str = ""
    """BCP 47 tag of the language of the passage if it is not the site's; else empty."""
    dir: str = ""
    """Direction of that language if it differs from the site's; else empty."""


class ShelfEntry(Struct, frozen=True, omit_defaults=True):
    """An explainer on the shelf of those that most briefings mention."""

    kind: str
    """Kind of its subject: `Place`."""
    subject: Link
    """Its name, with a link to it."""
    text: str
    """The first sentence of its summary."""
    number: Number
    """Number of briefings that mention it."""
    picture: LeadPicture | None = None
    """Its lead picture, if the shelf shows it."""
    locator: LocatorMap | None = None
    """Its map, if the shelf shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The home page: an annotated passage, the latest briefings, and ways into all lists.

    `page.content` has the words of the site's owner; it may be empty.
    """

    head: Head
    """The head of the page. The description, which is that of the site, stands below the title."""
    id: str
    """Id of its title."""
    sections: tuple[Section, ...]
    """Its headings. The page shows no table of contents."""
    passage: AnnotatedPassage | None = None
    """The passage that leads the page; None if no briefing has a note."""
    latest: tuple[BriefingEntry, ...] = ()
    """The latest briefings."""
    picture: LeadPicture | None = None
    """The lead picture of the first of them; None for none."""
    brief: Brief | None = None
    """What the first of them is about, in the editors' words; None for none."""
    dossiers: tuple[DossierEntry, ...] = ()
    """The newest dossiers."""
    all_dossiers: Counted | None = None
    """The list of all dossiers; None if the page shows all."""
    shelf: tuple[ShelfEntry, ...] = ()
    """The explainers that most briefings mention. At most one of them has a picture or map."""
    briefings: Counted
    """The list of all briefings."""
    timeline: Link
    """The timeline."""
    kinds: tuple[Counted, ...] = ()
    """The kinds of explainers, each with a link to its place in the list of explainers."""
    topics: Counted | None = None
    """The list of topics; None if it is empty."""
    outlets: Counted | None = None
    """The list of outlets; None if there are not several."""
