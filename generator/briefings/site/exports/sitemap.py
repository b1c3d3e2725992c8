"""The sitemap with the days that are known: https://www.sitemaps.org/protocol.html.

MkDocs' own gives the day of the build for every page, on which nothing but the copy was made.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.model.site import Page
from briefings.site import addresses, facts
from briefings.site.corpus import Corpus
from briefings.site.lists.listings import Listing, Listings
from briefings.text import uris

T = TypeVar("T")

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


def dates(corpus: Corpus, listings: Listings) -> Iterator[Dated]:
    """Yield every page with the last day on which it is known to have changed; None for no such.

    An article changes when it is published, changed or captured, an explainer when it is reviewed.
    A page changes with what it shows beside that: a briefing with the explainers of its subjects,
    an explainer also with the articles that mention it, a list with what it lists. Other edits have
    no date.
    """
    articles = {a.slug: _newest(facts.days(a)) for a in corpus.articles.values()}
    reviewed = {e.slug: e.reviewed for e in corpus.explainers.values()}
    by_uri = {uris.briefing(slug): day for slug, day in articles.items()}
    by_uri |= {uris.explainer(slug): day for slug, day in reviewed.items()}
    mentioned = {
        uris.explainer(slug): [articles[article] for article in found]
        for slug, found in corpus.backlinks.items()
    }
    for uri, own in by_uri.items():
        shown = (reviewed[subject] for subject in corpus.subjects(uri))
        yield uri, _newest((own, *shown, *mentioned.get(uri, ())))
    yield uris.HOME, _newest(articles.values())
    yield uris.SEARCH, None

    def listed(listing: Listing[T], day: Callable[[T], date | None]) -> Iterator[Dated]:
        newest: dict[str, date | None] = {}
        for group in reversed(list(listing.group.all())):
            days = (newest[part.key] for part in group.parts)
            newest[group.key] = _newest(days if group.parts else map(day, group.entries))
        for page in listing.pages():
            yield page.uri, newest[page.group.key]

    def of_article(article: Metadata) -> date | None:
        return articles[article.slug]

    def of_explainer(explainer: Explainer) -> date | None:
        return explainer.reviewed

    def of_articles(found: Iterable[Metadata]) -> date | None:
        return _newest(map(of_article, found))

    yield from listed(listings.briefings, of_article)
    yield from listed(listings.explainers, of_explainer)
    yield from listed(listings.topics, lambda topic: of_articles(topic.articles))
    yield from listed(listings.outlets, lambda outlet: of_articles(outlet[1]))
    yield from listed(listings.timeline, lambda event: by_uri[event.uri])
    briefings = [listing for _, listing in (*listings.by_topic, *listings.by_outlet)]
    for listing in (*briefings, *listings.mentions.values()):
        yield from listed(listing, of_article)
    for others in listings.mentioning.values():
        yield from listed(others, of_explainer)


def _newest(days: Iterable[date | None]) -> date | None:
    return max(filter(None, days), default=None)


def _list(name: str, entry: str, listed: Iterable[Dated]) -> str:
    root = Element(name, xmlns=_NAMESPACE)
    for address, day in listed:
        element = SubElement(root, entry)
        SubElement(element, "loc").text = address
        if day:
            SubElement(element, "lastmod").text = day.isoformat()
    indent(root)
    written = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'
