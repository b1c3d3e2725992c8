"""A dossier: its page, and what the pages of its parts show of it."""

from dataclasses import dataclass

from msgspec import Struct

from briefings.views.background import BackgroundEntry
from briefings.views.briefing import Provenance
from briefings.views.page import Head
from briefings.views.picture import LeadPicture
from briefings.views.text import Block, Day, Editorial, Link, Note, Number, Revision, Section


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


class Download(Struct, frozen=True, omit_defaults=True):
    """A file to take along."""

    href: str
    """Its address, as the page has it."""
    size: str
    """Its size, written out: `120 kB`."""


class Chapter(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A briefing or an explainer with its text, where a dossier is shown as a whole."""

    id: str
    """Its id: `part-3`."""
    uri: str
    """URI of its own page."""
    kind: str
    """`briefing` or `explainer`."""
    place: Number
    """Its place in the dossier, from 1."""
    title: Link
    """Its title, as text alone, with its language if that is not the site's."""
    line: Editorial | None = None
    """Why it is here, in the editor's words; None for nothing."""
    page: str = ""
    """Absolute address of its own page; empty if it is unknown."""
    authors: tuple[str, ...] = ()
    """Its authors."""
    picture: LeadPicture | None = None
    """Its lead picture; None for none."""
    prefix: str = ""
    """Begins the ids of its references and notes; may be empty."""
    summary: str = ""
    """Summary of an explainer; empty for a briefing."""
    text: Editorial | None = None
    """Text of an explainer; None for a briefing."""
    sources: tuple[Link, ...] = ()
    """Sources of an explainer."""
    reviewed: Day | None = None
    """Day of an editor's last review of an explainer; None if it is unknown."""
    lang: str = ""
    """BCP 47 tag of the language of a briefing's article."""
    dir: str = ""
    """Direction of that language: `ltr`, `rtl` or `auto`."""
    outlet: str = ""
    """Outlet of a briefing; empty if it is unknown."""
    published: Day | None = None
    """Day of publication of a briefing; None if it is unknown."""
    captured: Day | None = None
    """Day of the capture of a briefing; None if it is unknown."""
    blocks: tuple[Block, ...] = ()
    """The text of a briefing, with references to its notes."""
    notes: tuple[Note, ...] = ()
    """The notes on it."""
    provenance: Provenance | None = None
    """Where its text comes from; None for an explainer."""
    said: str = ""
    """What is the article's, what was added, and what is left out; empty for an explainer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeView:
    """The whole of a dossier on one page, to print: `page.content` is the introduction."""

    head: Head
    """The head of the page."""
    id: str
    """Id of its title."""
    sections: tuple[Section, ...] = ()
    """Always empty: the page has no table of contents in its margin."""
    dossier: Link
    """The title of the dossier, with a link to its page."""
    summary: str
    """Its summary."""
    authors: tuple[str, ...] = ()
    """Its authors."""
    published: Day | None = None
    """Day of publication; None if it is unknown."""
    picture: LeadPicture | None = None
    """Its lead picture; None for none."""
    sources: tuple[Link, ...] = ()
    """What the introduction is based on."""
    parts: tuple[Chapter, ...] = ()
    """Its parts, in their order."""


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
    whole: str
    """Address of the page with all of it, to print."""
    book: Download | None = None
    """The dossier as a book for e-readers (EPUB); None if it has no parts."""
    folder: Download | None = None
    """The dossier as Markdown files (ZIP); None if it has no parts."""
    sources: tuple[Link, ...] = ()
    """What the introduction is based on."""
    background: tuple[BackgroundEntry, ...] = ()
    """The subjects that the introduction mentions, in reading order."""
    revisions: tuple[Revision, ...] = ()
    """Corrections and updates of the page by the editors of the site, newest first."""
