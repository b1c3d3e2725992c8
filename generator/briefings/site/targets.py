"""Targets: every file of the site, with what it is built from and how.

A target's key is a digest of its inputs. If the key is that of the last build, the files are not
built again.
"""

from collections.abc import Iterator
from itertools import chain

from briefings.content.redirects import Redirects
from briefings.model.site import OutputDir, Page, Target
from briefings.site import sections
from briefings.site.exports import (
    annotations,
    atom,
    data,
    feeds,
    jsonfeed,
    llms,
    pictures,
    redirects,
    robots,
    sitemap,
)
from briefings.site.exports.feeds import Feed
from briefings.site.inputs import KeyedCorpus, target
from briefings.site.kinds import KINDS
from briefings.site.lists.listings import Listings
from briefings.site.share_cards import cards
from briefings.text import uris


def targets(corpus: KeyedCorpus, listings: Listings, moved: Redirects) -> tuple[Target, ...]:
    """Return the targets of all files of the site.

    Args:
        corpus: the content.
        listings: all lists of the site.
        moved: former URI of each renamed page to its URI.
    """
    pages = list(chain.from_iterable(kind(corpus, listings) for kind in KINDS))
    unlisted = {"", *map(uris.whole, corpus.corpus.dossiers)}
    dated = tuple((page.page, page.changed) for page in pages if page.page not in unlisted)
    return (
        *pages,
        *_feeds(corpus, listings),
        target(sitemap.build, sitemap.Inputs(corpus.settings, dated), exports=(sitemap.URI,)),
        target(robots.build, corpus.settings, exports=(robots.URI,)),
        *cards.targets(corpus),
        *pictures.targets((found, corpus.picture(found)) for found in corpus.corpus.pictures),
        *llms.targets(corpus, has_corrections=bool(listings.changes.group.entries)),
        *data.targets(corpus),
        *annotations.targets(corpus),
        *_redirects(corpus, moved),
    )


def _feeds(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    for feed in feeds.all_feeds(corpus.corpus, listings.by_topic, listings.changes.group.entries):
        yield target(build_feed, feed, exports=(f"{feed.uri}.xml", f"{feed.uri}.json"))


def build_feed(feed: Feed) -> tuple[Page, ...]:
    """Return a feed in both formats."""
    return (
        Page(f"{feed.uri}.xml", atom.write(feed), OutputDir.FILES),
        Page(f"{feed.uri}.json", jsonfeed.write(feed), OutputDir.FILES),
    )


def _redirects(corpus: KeyedCorpus, moved: Redirects) -> Iterator[Target]:
    whole = corpus.corpus
    titles = {uris.explainer(e.slug): e.title for e in whole.explainers.values()}
    titles |= {uris.briefing(a.slug): a.title for a in whole.articles.values()}
    titles |= {uris.dossier(d.slug): d.title for d in whole.dossiers.values()}
    titles |= {uris.own_page(p.slug): p.title for p in whole.own_pages.values()}
    topics_page = sections.title(uris.TOPICS, corpus.settings)
    # Topics without a page had one before, or will have one.
    gone = {
        uris.topic(topic.slug): topic.uri
        or (uris.briefing(topic.articles[0].slug) if len(topic.articles) == 1 else uris.TOPICS)
        for topic in whole.topics
        if not topic.has_page
    }
    for former, uri in (*moved.items(), *gone.items()):
        title = topics_page if uri == uris.TOPICS else titles[uri]
        inputs = redirects.Inputs(corpus.settings, former, uri, title)
        yield target(redirects.build, inputs)
