"""Feeds: the newest briefings of the site, of each topic, and of those that mention a subject.

A feed needs absolute addresses, so there are feeds only if `site_url` is set. Each feed is written
as Atom (`atom`) and as JSON Feed (`jsonfeed`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.site import addresses, facts
from briefings.site.corpus import Corpus
from briefings.site.lists.listings import Listing
from briefings.site.lists.topics import Topic, topics_of
from briefings.text import uris, words

NEWEST = 20
"""How many entries a feed has at most."""
HOME = "feed"
"""URI of the feed of all briefings, without its ending."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One briefing in a feed."""

    address: str
    """Address of the briefing, which is also the id of the entry."""
    title: str
    """The headline."""
    summary: str
    """One or two sentences; the headline if there are none."""
    published: date | None
    """Day of publication; None if it is unknown."""
    updated: date
    """Day of the last change (`facts.updated`)."""
    lang: str
    """Language tag; empty if it is unknown."""
    authors: tuple[str, ...]
    """The authors, else the outlet; empty if neither is known."""
    topics: tuple[tuple[str, str], ...]
    """Topics: slug and spelling."""
    original: str
    """Address of the article at its outlet; empty if it is unknown."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, independent of its format."""

    uri: str
    """Its URI without ending: `topics/osce/feed`."""
    title: str
    """Subject of the feed, and name of the site."""
    description: str
    """A sentence about the feed; empty if the site has no description."""
    site: str
    """Name of the site."""
    page: str
    """Address of the page that lists the same."""
    address: str
    """Its own address, without its ending."""
    entries: tuple[Entry, ...]
    """The entries, newest first; at least one."""
    unknown: str
    """What Atom says of an entry without an author, in the site's language."""

    @property
    def updated(self) -> date:
        """Day of the last change of an entry."""
        return max(entry.updated for entry in self.entries)


def uri_of(page: str) -> str:
    """Return the URI of the feed of a page, without its ending."""
    return f"{page.removesuffix('.md')}/feed"


def all_feeds(
    corpus: Corpus, by_topic: Iterable[tuple[Topic, Listing[Metadata]]]
) -> Iterator[Feed]:
    """Yield all feeds; none without `site_url`, and none of articles without any known day."""
    settings, gettext = corpus.settings, words.of(corpus.settings.locale).gettext
    if not settings.site_url:
        return
    # Atom requires a day for each entry. An article without any known day is left out.
    known = {
        article.slug: _entry(settings, article, day)
        for article in corpus.articles.values()
        if (day := facts.updated(article))
    }
    whole = (settings.site_name, settings.site_description)
    yield from _feed(settings, HOME, uris.HOME, whole, map(known.get, corpus.articles))
    for topic, _ in by_topic:
        uri = uris.topic(topic.slug)
        about = gettext("Briefings on the topic “%(topic)s”.") % {"topic": topic.name}
        texts = (topic.name, about)
        slugs = (article.slug for article in topic.articles)
        yield from _feed_of(settings, uri, texts, map(known.get, slugs))
    for subject in corpus.explainers.values():
        uri = uris.explainer(subject.slug)
        about = gettext("Briefings that mention “%(subject)s”.") % {"subject": subject.title}
        texts = (subject.title, about)
        mentioned = map(known.get, corpus.backlinks.get(subject.slug, ()))
        yield from _feed_of(settings, uri, texts, mentioned)


def _feed_of(
    settings: Settings, page: str, texts: tuple[str, str], listed: Iterable[Entry | None]
) -> Iterator[Feed]:
    name, description = texts
    title = f"{name} – {settings.site_name}"
    return _feed(settings, uri_of(page), page, (title, description), listed)


def _feed(
    settings: Settings, uri: str, page: str, texts: tuple[str, str], listed: Iterable[Entry | None]
) -> Iterator[Feed]:
    newest = tuple(islice(filter(None, listed), NEWEST))
    if newest:
        yield Feed(
            uri=uri,
            title=texts[0],
            description=texts[1],
            site=settings.site_name,
            page=addresses.absolute(settings, page),
            address=addresses.absolute(settings, uri),
            entries=newest,
            unknown=words.of(settings.locale).gettext("unknown"),
        )


def _entry(settings: Settings, article: Metadata, updated: date) -> Entry:
    outlet = (article.outlet.name,) if article.outlet else ()
    return Entry(
        address=addresses.absolute(settings, uris.briefing(article.slug)),
        title=article.title,
        summary=article.summary or article.title,
        published=article.published,
        updated=updated,
        lang=facts.language(article),
        authors=article.authors or outlet,
        topics=tuple(topics_of(article).items()),
        original=facts.original(article),
    )
