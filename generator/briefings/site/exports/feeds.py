"""Feeds: the newest briefings of the site, of a topic, and of those that mention a subject.

A feed is read away from the site and names itself and its entries by whole addresses, so that
there are feeds only where `site_url` is known. Each is written twice, by `atom` and `jsonfeed`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.site import addresses, facts
from briefings.site.corpus import Corpus
from briefings.site.lists.topics import Topic, topics_of
from briefings.text import uris

NEWEST = 20
"""How many entries a feed has at most."""
HOME = "feed"
"""Where the site's own feed stands, without its ending."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One briefing in a feed."""

    address: str
    """Address of the briefing, which is its lasting name too."""
    title: str
    """The headline."""
    summary: str
    """One or two sentences; the headline again where there are none."""
    published: date | None
    """Day on which the outlet published the article; None where it is not known."""
    updated: date
    """Day of its last change, as `facts.updated` says."""
    lang: str
    """Language tag; empty where it is not known."""
    authors: tuple[str, ...]
    """Who wrote it, else the outlet; empty where neither is known."""
    topics: tuple[tuple[str, str], ...]
    """Topics: slug and spelling."""
    original: str
    """Address of the article at its outlet; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, before it is written in a format."""

    uri: str
    """Where it stands below the home page, without its ending: `topics/osce/feed`."""
    title: str
    """What the feed is of, and the site."""
    description: str
    """The same in a sentence; empty where the site says nothing of itself."""
    site: str
    """Name of the site."""
    page: str
    """Address of the page that shows the same."""
    address: str
    """Its own address, without its ending."""
    entries: tuple[Entry, ...]
    """The entries, newest first; there is always one."""

    @property
    def updated(self) -> date:
        """Day of the last change of an entry."""
        return max(entry.updated for entry in self.entries)


def uri_of(page: str) -> str:
    """Return where the feed of a page stands, without its ending."""
    return f"{page.removesuffix('.md')}/feed"


def entries(corpus: Corpus) -> Mapping[str, Entry]:
    """Return the entries of all articles that can be in a feed, by slug; none without `site_url`.

    Atom wants a day of each. Where none at all is known there is no honest one to give.
    """
    if not corpus.settings.site_url:
        return {}
    return {
        article.slug: _entry(corpus.settings, article, day)
        for article in corpus.articles.values()
        if (day := facts.updated(article))
    }


def exists(settings: Settings, articles: Iterable[Metadata]) -> bool:
    """Return whether there is a feed of these articles: a day is known of one at least."""
    return bool(settings.site_url) and any(facts.updated(article) for article in articles)


def everything(corpus: Corpus, known: Mapping[str, Entry]) -> Iterator[Feed]:
    """Yield the feed of all briefings, if there is one."""
    settings = corpus.settings
    texts = (settings.site_name, settings.site_description)
    listed = (known.get(slug) for slug in corpus.articles)
    yield from _feed(corpus, HOME, uris.HOME, texts, listed)


def topic(corpus: Corpus, known: Mapping[str, Entry], subject: Topic) -> Iterator[Feed]:
    """Yield the feed of a topic, if there is one."""
    page = uris.topic(subject.slug)
    texts = (_titled(corpus, subject.name), f"Briefings on the topic “{subject.name}”.")
    listed = (known.get(article.slug) for article in subject.articles)
    yield from _feed(corpus, uri_of(page), page, texts, listed)


def explainer(corpus: Corpus, known: Mapping[str, Entry], subject: Explainer) -> Iterator[Feed]:
    """Yield the feed of the briefings that mention a subject, if there is one."""
    page = uris.explainer(subject.slug)
    texts = (_titled(corpus, subject.title), f"Briefings that mention “{subject.title}”.")
    listed = (known.get(article.slug) for article in mentioning(corpus, subject))
    yield from _feed(corpus, uri_of(page), page, texts, listed)


def mentioning(corpus: Corpus, subject: Explainer) -> Iterator[Metadata]:
    """Yield the articles that mention a subject, newest first."""
    return (corpus.articles[slug] for slug in corpus.backlinks.get(subject.slug, ()))


def _titled(corpus: Corpus, name: str) -> str:
    return f"{name} – {corpus.settings.site_name}"


def _feed(
    corpus: Corpus, uri: str, page: str, texts: tuple[str, str], listed: Iterable[Entry | None]
) -> Iterator[Feed]:
    settings = corpus.settings
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
