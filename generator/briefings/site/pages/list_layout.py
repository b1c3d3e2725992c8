"""Listings as pages: the entries, or where there are too many the way to the pages with them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from briefings.markup import prose
from briefings.model.content import Settings
from briefings.model.site import Page
from briefings.site.exports import head
from briefings.site.lists.listings import Listing, ListPage
from briefings.site.lists.pagination import Group
from briefings.site.pages import fragments
from briefings.text import report, uris

T = TypeVar("T")

Label = Callable[[str, Settings], str]
"""Names a bucket, by its key."""


Beside = tuple[str, str]
"""A link type of HTML, `prev` or `next`, and the words for it."""

NEWEST_FIRST: tuple[Beside, Beside] = (("next", "Newer"), ("prev", "Older"))
OLDEST_FIRST: tuple[Beside, Beside] = (("prev", "Earlier"), ("next", "Later"))


@dataclass(frozen=True, slots=True)
class Look(Generic[T]):
    """How a listing is written."""

    title: str
    """What the whole of it is called."""
    kind: str
    """The kind of its pages, for templates."""
    write: Callable[[Sequence[T], str], str]
    """Writes entries for a page, given by its URI."""
    heading: Callable[[T, str], str]
    """Gives the heading of an entry on the page of a bucket, given by its key; empty for none."""
    label: Label
    """Names a bucket in full."""
    short: Label
    """Names a bucket beside the one that it is a part of."""
    unit: tuple[str, ...] = ("briefing",)
    """What an entry is called, and where that is irregular, several of them."""
    newest: int = 0
    """How many entries the first page shows although it is split."""
    css_class: str = ""
    """Class of the whole list; empty for none."""
    beside: tuple[Beside, Beside] = (("prev", "Before"), ("next", "After"))
    """What the bucket before one and the bucket after it are called."""
    anchor: Callable[[str], str] = str
    """Gives the id of a bucket: that of its heading, where all are on one page."""


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """A listing with everything that its pages are made from."""

    listing: Listing[T]
    """What is listed where."""
    look: Look[T]
    """How it is written."""
    front: Callable[[str], Page]
    """Makes the first page, around what it lists; that is empty where there is nothing."""


def page(shown: Shown[T], place: ListPage[T], settings: Settings) -> Page:
    """Return one page of a listing."""
    if place.above:
        return _page(shown.listing, place, shown.look, settings)
    return shown.front(_body(shown.listing, place, shown.look, settings))


def _page(listing: Listing[T], page: ListPage[T], look: Look[T], settings: Settings) -> Page:
    def to(key: str) -> str:
        return uris.relative(page.uri, listing.at(key))

    title = f"{look.title}: {look.label(page.group.key, settings)}"
    facts = [
        fragments.link(look.label(key, settings) if key else look.title, to(key))
        for key in page.above
    ]
    onward = [
        (rel, name, prose.escape(look.label(key, settings)), to(key))
        for (rel, name), key in zip(look.beside, (page.before, page.after), strict=True)
        if key
    ]
    return fragments.page(
        page.uri,
        {
            "template": "page.html", "title": title, "kind": look.kind, "hide": ["toc"],
            **head.listing(settings, page.uri, title),
        },
        fragments.heading(title),
        fragments.classed(" · ".join((*facts, _number(page, look))), "facts"),
        _body(listing, page, look, settings),
        fragments.onward(sorted(onward, reverse=True)),  # `prev` stands first
    )  # fmt: skip


def _number(page: ListPage[T], look: Look[T]) -> str:
    return report.plural(len(page.group.entries), *look.unit)


def _body(listing: Listing[T], page: ListPage[T], look: Look[T], settings: Settings) -> str:
    """Return what a page lists: entries under their headings, or buckets with their numbers."""
    entries = page.group.entries
    if not page.group.parts:
        sections = []
        for name, listed in groupby(entries, key=lambda e: look.heading(e, page.group.key)):
            sections += [fragments.heading(name, 2)] if name else []
            sections.append(look.write(list(listed), page.uri))
        shown = "\n\n".join(sections)
        return fragments.division(look.css_class, shown) if look.css_class else shown
    shelves = fragments.division("shelves", "\n".join(_shelves(listing, page, look, settings)))
    if page.above or not look.newest:
        return shelves
    latest = look.write(entries[: look.newest], page.uri)
    return "\n\n".join(("## Latest", latest, f"## All {_number(page, look)}", shelves))


def _shelves(
    listing: Listing[T], page: ListPage[T], look: Look[T], settings: Settings
) -> Iterator[str]:
    def counted(part: Group[T], name: str, attributes: str = "") -> str:
        link = fragments.link(name, uris.relative(page.uri, listing.at(part.key)))
        return f'{link}{attributes} <span class="count">{len(part.entries):,}</span>'

    for part in page.group.parts:
        anchor = f"{{ #{look.anchor(part.key)} }}"
        yield f"* {counted(part, look.label(part.key, settings), anchor)}"
        for within in part.parts:
            yield f"    * {counted(within, look.short(within.key, settings))}"
