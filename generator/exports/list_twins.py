"""Twins of the pages that are lists: the same entries, or the same parts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from generator import uris
from generator.corpus import Corpus
from generator.events import Event
from generator.exports import markdown
from generator.listings import Listing, Listings, ListPage
from generator.model.article import Article, Outlet
from generator.model.site import Page
from generator.topics import Topic

T = TypeVar("T")


def pages(corpus: Corpus, listings: Listings) -> Iterator[Page]:
    """Yield the twins of all pages that are lists."""
    yield _home(corpus)
    yield from _twins(listings.briefings, "Briefings", markdown.briefings)
    yield from _twins(listings.explainers, "Explainers", markdown.summaries)
    yield from _twins(listings.topics, "Topics", _topics)
    yield from _twins(listings.outlets, "Outlets", _outlets)
    yield from _twins(listings.timeline, "Timeline", _events)
    for topic, listing in listings.by_topic:
        yield from _twins(listing, topic.name, markdown.briefings)
    for outlet, listing in listings.by_outlet:
        yield from _twins(listing, outlet.name, markdown.briefings)
    for slug, listing in listings.mentions.items():
        title = f"Briefings that mention {corpus.explainers[slug].title}"
        yield from _twins(listing, title, markdown.briefings)
    for slug, others in listings.mentioning.items():
        title = f"Explainers that mention {corpus.explainers[slug].title}"
        yield from _twins(others, title, markdown.summaries)


def _home(corpus: Corpus) -> Page:
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


def _twins(
    listing: Listing[T], title: str, write: Callable[[str, Iterable[T]], Iterator[str]]
) -> Iterator[Page]:
    for page in listing.pages():
        named = f"{title}: {page.bucket.key}" if page.bucket.key else title
        listed = (
            _parts(listing, page) if page.bucket.parts else write(page.uri, page.bucket.entries)
        )
        shown = markdown.bullets(listed) or "Nothing yet."
        yield markdown.page(page.uri, markdown.heading(named), shown)


def _parts(listing: Listing[T], page: ListPage[T]) -> Iterator[str]:
    counted = ((p.key, listing.at(p.key), len(p.entries)) for p in page.bucket.parts)
    return _counted(page.uri, counted)


def _topics(uri: str, listed: Iterable[Topic]) -> Iterator[str]:
    return _counted(uri, ((t.name, uris.topic(t.slug), len(t.articles)) for t in listed))


def _outlets(uri: str, listed: Iterable[tuple[Outlet, Sequence[Article]]]) -> Iterator[str]:
    return _counted(uri, ((o.name, uris.outlet(o.slug), len(found)) for o, found in listed))


def _counted(uri: str, listed: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    for name, target, number in listed:
        yield f"{markdown.link(uri, target, name)}: {number}"


def _events(uri: str, listed: Iterable[Event]) -> Iterator[str]:
    for event in listed:
        link = markdown.link(uri, event.uri, event.title)
        told = event.text or f"Briefing{f', {event.outlet}' if event.outlet else ''}."
        yield f"{event.date}: {link}: {markdown.text(told)}"
