"""What all pages have in common, and the file that holds a view between two steps of a build."""

from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from briefings.views.text import Day, Link, Number, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Metadata of a page, for its head element and for the skeleton of all pages."""

    uri: str
    """URI of the page, such as `briefings/a.md`; its Markdown has the same address."""
    kind: str
    """Kind of page: `briefing`, `explainer`, `home`, `index`, `topic`, `outlet`, `search` or
    `own-page` (of the site's owner); `page` for a page that another plugin adds."""
    title: str
    """Its title."""
    description: str = ""
    """One or two sentences for search engines and link previews."""
    locale: str = ""
    """Locale for link previews, such as `en_GB`."""
    card: str = ""
    """Path of its share card, the picture for link previews; empty for the theme's picture."""
    feed: str = ""
    """Address of its feed relative to the home page, without the ending; empty for none."""
    published: str = ""
    """ISO 8601 day of publication; empty for none."""
    modified: str = ""
    """ISO 8601 day of the last change; empty for none."""
    section: str = ""
    """Section of the outlet; may be empty."""
    topics: tuple[str, ...] = ()
    """Its topics."""
    has_contents: bool = True
    """Whether the page shows its table of contents."""
    is_indexed: bool = True
    """Whether search engines may list the page."""
    is_draft: bool = False
    """Whether only the preview shows the page."""
    publish_on: Day | None = None
    """The day on which a draft will be published; None if that is not decided."""
    structured_data: str = ""
    """JSON-LD, escaped for a script element; empty for none."""


class Onward(msgspec.Struct, frozen=True, omit_defaults=True):
    """The pages before and after a page, by date or by name."""

    previous: Link | None = None
    """The page before; None for the first."""
    next: Link | None = None
    """The page after; None for the last."""


class PartOf(msgspec.Struct, frozen=True, omit_defaults=True):
    """A dossier that a page is a part of."""

    dossier: Link
    """The dossier."""
    place: Number
    """Place of the page in it, from 1."""
    number: Number
    """How many parts it has."""
    onward: Onward
    """The parts before and after the page."""


@dataclass(frozen=True, slots=True)
class ViewFile:
    """A view in the form in which it is stored and sent to the process that renders it."""

    template: str
    """Name of its template, which determines the type of the view: `briefing.html`."""
    meta: dict[str, Any]
    """The front matter of the page's Markdown, for MkDocs and its plugins."""
    body: str
    """The Markdown of editors that is the body of the page; empty for none."""
    links: tuple[str, ...]
    """URIs, existing or not, to which the editors' Markdown of the page may link."""
    sections: tuple[Section, ...]
    """The headings that the template prints, after those of the body."""
    view: msgspec.Raw
    """The view, in MessagePack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainView:
    """A page that has only a body, such as one that another plugin adds."""

    head: Head
    """The head of the page."""
    sections: tuple[Section, ...] = ()
    """Always empty: all headings are in the body."""


class View(Protocol):
    """What the views of all pages have."""

    @property
    def head(self) -> Head:
        """The head of the page."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """The headings that the template prints, after those of the body."""
