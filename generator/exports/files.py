"""Every file for machines that stands beside the pages of the finished site."""

from collections.abc import Iterator, Sequence

from generator.corpus import Corpus
from generator.exports import (
    annotations,
    atom,
    data,
    feeds,
    jsonfeed,
    list_twins,
    llms,
    sitemap,
    twins,
)
from generator.exports.feeds import Feed
from generator.listings import Listings
from generator.model.site import Page
from generator.topics import Topic


def files(corpus: Corpus, listings: Listings) -> tuple[Page, ...]:
    """Return the files, sorted by where they stand.

    Args:
        corpus: everything that was read and linked.
        listings: what is listed where.
    """
    topics = [topic for topic, _ in listings.by_topic]
    found = [
        *_feeds(corpus, topics),
        *sitemap.write(corpus, sitemap.dates(corpus, listings)),
        Page(llms.URI, llms.write(corpus)),
        Page(data.URI, data.write(corpus)),
        Page(annotations.URI, annotations.write(corpus)),
        *(twins.briefing(corpus, article) for article in corpus.articles.values()),
        *(twins.explainer(corpus, listings, subject) for subject in corpus.explainers.values()),
        *list_twins.pages(corpus, listings),
    ]
    return tuple(sorted(found, key=lambda page: page.uri))


def _feeds(corpus: Corpus, topics: Sequence[Topic]) -> Iterator[Page]:
    for feed in _all_feeds(corpus, topics):
        yield Page(f"{feed.uri}.xml", atom.write(feed))
        yield Page(f"{feed.uri}.json", jsonfeed.write(feed))


def _all_feeds(corpus: Corpus, topics: Sequence[Topic]) -> Iterator[Feed]:
    known = feeds.entries(corpus)
    yield from feeds.everything(corpus, known)
    for topic in topics:
        yield from feeds.topic(corpus, known, topic)
    for subject in corpus.explainers.values():
        yield from feeds.explainer(corpus, known, subject)
