"""Topics: the list of all topics, and for each topic the list of its briefings."""

from collections.abc import Iterator

from briefings.cache import Keyed
from briefings.model.site import Page, Target
from briefings.site import facts
from briefings.site.exports import feeds
from briefings.site.inputs import Card, KeyedCorpus, newest
from briefings.site.lists.listings import Listings
from briefings.site.pages import fragments, list_kinds, list_layout
from briefings.site.pages.list_kinds import Tally
from briefings.site.pages.list_layout import Inputs
from briefings.text import uris


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of all topics."""
    settings = corpus.settings
    yield from _ALL.targets(
        settings, listings.topics, "Topics", None,
        lambda topic: Tally(topic.name, uris.topic(topic.slug), len(topic.articles)),
        lambda topic: newest(map(corpus.day_of, topic.articles)),
    )  # fmt: skip
    for topic, listing in listings.by_topic:
        has_feed = facts.has_feed(settings, topic.articles)
        yield from _ONE.targets(
            settings, listing, topic.name, has_feed, corpus.card_of, corpus.day_of
        )


def _front(inputs: Inputs[Keyed[Card], bool], listed: str) -> Page:
    feed = feeds.uri_of(inputs.uri) if inputs.subject else None
    facts = fragments.classed("Topic", "facts")
    return list_layout.front_page(inputs, "topic", facts, listed, feed=feed)


_ALL = list_kinds.tallies("topic")
_ONE = list_kinds.briefings("topic", _front, list_kinds.write_cards, list_kinds.article_of)
