"""Twins of the pages that are lists: the same entries, or the same parts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from generator import uris
from generator.corpus import Corpus
from generator.events import Event
from generator.exports import markdown
from generator.listings import Listing, ListPage
from generator.model.article import Metadata, Outlet
from generator.model.site import Page
from generator.topics import Topic

T = TypeVar("T")


def home(corpus: Corpus) -> Page:
    """Return the twin of the home page."""
    settings = corpus.settings
    latest = list(corpus.articles.values())[: settings.latest]
    ways = {
        "All briefings": uris.BRIEFINGS, "Timeline": uris.TIMELINE,
        "Explainers A–Z": uris.EXPLAINERS, "Topics": uris.TOPICS, "Outlets": uris.OUTLETS,
    }  # fmt: skip
    return markdown.page(
        uris.HOME,
        markdown.heading(settings.site_name),
        markdown.text(settings.site_description),
        markdown.section("Latest briefings", markdown.briefings(uris.HOME, latest)),
        markdown.section("Lists", (markdown.link(uris.HOME, u, name) for name, u in ways.items())),
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
    named = f"{title}: {place.bucket.key}" if place.bucket.key else title
    listed = (
        _parts(listing, place) if place.bucket.parts else write(place.uri, place.bucket.entries)
    )
    shown = markdown.bullets(listed) or "Nothing yet."
    return markdown.page(place.uri, markdown.heading(named), shown)


def _parts(listing: Listing[T], page: ListPage[T]) -> Iterator[str]:
    counted = ((p.key, listing.at(p.key), len(p.entries)) for p in page.bucket.parts)
    return _counted(page.uri, counted)


def topics(uri: str, listed: Iterable[Topic]) -> Iterator[str]:
    """Yield topics with their numbers of briefings."""
    return _counted(uri, ((t.name, uris.topic(t.slug), len(t.articles)) for t in listed))


def outlets(uri: str, listed: Iterable[tuple[Outlet, Sequence[Metadata]]]) -> Iterator[str]:
    """Yield outlets with their numbers of briefings."""
    return _counted(uri, ((o.name, uris.outlet(o.slug), len(found)) for o, found in listed))


def _counted(uri: str, listed: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    for name, target, number in listed:
        yield f"{markdown.link(uri, target, name)}: {number}"


def events(uri: str, listed: Iterable[Event]) -> Iterator[str]:
    """Yield what happened, and briefings, with their dates."""
    for event in listed:
        link = markdown.link(uri, event.uri, event.title)
        told = event.text or f"Briefing{f', {event.outlet}' if event.outlet else ''}."
        yield f"{event.date}: {link}: {markdown.text(told)}"
