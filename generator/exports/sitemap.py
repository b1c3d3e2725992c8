"""The sitemap with the days that are known: https://www.sitemaps.org/protocol.html.

MkDocs' own gives the day of the build for every page, on which nothing but the copy was made.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from generator import uris
from generator.corpus import Corpus
from generator.exports import addresses, facts, xml
from generator.model.article import Metadata, Outlet
from generator.model.site import Page
from generator.topics import Topic

LARGEST = 50_000
"""How many addresses a sitemap may have; more need several, and a list of them."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Dated = tuple[str, date | None]


def write(corpus: Corpus, dated: Iterable[Dated], largest: int = LARGEST) -> Iterator[Page]:
    """Yield the sitemap, and the parts of a large one; nothing where `site_url` is not known.

    Args:
        corpus: for the site's address.
        dated: the URI of every page, with the day of its last change.
        largest: how many addresses a file may have.
    """
    settings = corpus.settings
    if not settings.site_url:
        return
    listed = sorted((addresses.absolute(settings, uri), day) for uri, day in dated)
    if len(listed) <= largest:
        yield Page("sitemap.xml", _list("urlset", "url", listed))
        return
    parts = [listed[start : start + largest] for start in range(0, len(listed), largest)]
    index: list[Dated] = []
    for number, part in enumerate(parts, 1):
        uri = f"sitemap-{number}.xml"
        yield Page(uri, _list("urlset", "url", part))
        index.append((addresses.absolute(settings, uri), _newest(day for _, day in part)))
    yield Page("sitemap.xml", _list("sitemapindex", "sitemap", index))


def dates(
    corpus: Corpus,
    topics: Iterable[Topic],
    outlets: Iterable[tuple[Outlet, Iterable[Metadata]]],
) -> Iterator[Dated]:
    """Yield every page with the day of its last change; None where that is not known.

    For a briefing that is the day of the article, for an explainer that of its review, and for a
    list the newest of what it lists.
    """
    articles = corpus.articles.values()
    newest = _changed(articles)
    explained = [(uris.explainer(e.slug), e.reviewed) for e in corpus.explainers.values()]
    yield uris.HOME, newest
    yield uris.BRIEFINGS, newest
    yield uris.EXPLAINERS, _newest(day for _, day in explained)
    yield uris.TOPICS, _changed(article for article in articles if article.tags)
    yield uris.OUTLETS, _changed(article for article in articles if article.outlet)
    yield uris.SEARCH, None
    yield from explained
    yield from ((uris.briefing(article.slug), facts.updated(article)) for article in articles)
    yield from ((uris.topic(topic.slug), _changed(topic.articles)) for topic in topics)
    yield from ((uris.outlet(outlet.slug), _changed(listed)) for outlet, listed in outlets)


def _changed(articles: Iterable[Metadata]) -> date | None:
    return _newest(facts.updated(article) for article in articles)


def _newest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def _list(name: str, entry: str, listed: Iterable[Dated]) -> str:
    root = xml.root(name, _NAMESPACE)
    for address, day in listed:
        element = xml.add(root, entry)
        xml.add(element, "loc", address)
        if day:
            xml.add(element, "lastmod", day.isoformat())
    return xml.document(root)
