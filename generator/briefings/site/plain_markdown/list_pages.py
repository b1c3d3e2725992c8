"""Twins of the pages that are lists: the same entries, or the same parts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from briefings.model.article import Metadata, Outlet
from briefings.model.site import Page
from briefings.site.corpus import Corpus
from briefings.site.lists.events import Event
from briefings.site.lists.listings import Listing, ListPage
from briefings.site.lists.topics import Topic
from briefings.site.plain_markdown import inline
from briefings.text import uris

T = TypeVar("T")


def home(corpus: Corpus) -> Page:
    """Return the twin of the home page."""
    settings = corpus.settings
    latest = list(corpus.articles.values())[: settings.latest]
    ways = {
        "All briefings": uris.BRIEFINGS, "Timeline": uris.TIMELINE,
        "Explainers A–Z": uris.EXPLAINERS, "Topics": uris.TOPICS, "Outlets": uris.OUTLETS,
    }  # fmt: skip
    return inline.page(
        uris.HOME,
        inline.heading(settings.site_name),
        inline.text(settings.site_description),
        inline.section("Latest briefings", inline.briefings(uris.HOME, latest)),
        inline.section("Lists", (inline.link(uris.HOME, u, name) for name, u in ways.items())),
    )


def page(
    listing: Listing[T],
    place: ListPage[T],
    title: str,
    write: Callable[[str, Iterable[T]], Iterator[str]],
) -> Page:
    """Return the twin of one page of a listing.

    Args:
        listing: what is listed where.
        place: the page.
        title: what the whole of it is called.
        write: yields entries, for the twin of a page.
    """
    named = f"{title}: {place.group.key}" if place.group.key else title
    listed = _parts(listing, place) if place.group.parts else write(place.uri, place.group.entries)
    shown = inline.bullets(listed) or "Nothing yet."
    return inline.page(place.uri, inline.heading(named), shown)


def _parts(listing: Listing[T], page: ListPage[T]) -> Iterator[str]:
    counted = ((p.key, listing.at(p.key), len(p.entries)) for p in page.group.parts)
    return _counted(page.uri, counted)


def topics(uri: str, listed: Iterable[Topic]) -> Iterator[str]:
    """Yield topics with their numbers of briefings."""
    return _counted(uri, ((t.name, uris.topic(t.slug), len(t.articles)) for t in listed))


def outlets(uri: str, listed: Iterable[tuple[Outlet, Sequence[Metadata]]]) -> Iterator[str]:
    """Yield outlets with their numbers of briefings."""
    return _counted(uri, ((o.name, uris.outlet(o.slug), len(found)) for o, found in listed))


def _counted(uri: str, listed: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    for name, target, number in listed:
        yield f"{inline.link(uri, target, name)}: {number}"


def events(uri: str, listed: Iterable[Event]) -> Iterator[str]:
    """Yield what happened, and briefings, with their dates."""
    for event in listed:
        link = inline.link(uri, event.uri, event.title)
        told = event.text or f"Briefing{f', {event.outlet}' if event.outlet else ''}."
        yield f"{event.date}: {link}: {inline.text(told)}"
