"""Topics: the list of all topics, and for each topic the list of its briefings."""

from collections.abc import Iterator
from dataclasses import replace

from briefings.cache import Keyed
from briefings.model.site import Target
from briefings.site import facts, sections
from briefings.site.exports import feeds
from briefings.site.inputs import Card, KeyedCorpus, newest
from briefings.site.lists import list_kinds
from briefings.site.lists.list_kinds import Tally
from briefings.site.lists.list_pages import Inputs
from briefings.site.lists.listings import Listings
from briefings.text import uris
from briefings.views.lists import Listed, ListView


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of all topics."""
    title = sections.title(uris.TOPICS, corpus.settings)
    settings = corpus.settings
    yield from _ALL.targets(
        settings, listings.topics, title, None,
        lambda topic: Tally(topic.name, uris.topic(topic.slug), len(topic.articles)),
        lambda topic: newest(map(corpus.day_of, topic.articles)),
    )  # fmt: skip
    for topic, listing in listings.by_topic:
        has_feed = facts.has_feed(settings, topic.articles)
        yield from _ONE.targets(
            settings, listing, topic.name, has_feed, corpus.card_of, corpus.day_of
        )


def _front(view: ListView, inputs: Inputs[Keyed[Card], bool]) -> ListView:
    feed = feeds.uri_of(inputs.uri) if inputs.subject else ""
    return replace(view, head=replace(view.head, feed=feed))


_ALL = list_kinds.tallies(Listed.TOPICS)
_ONE = list_kinds.briefings(list_kinds.cards, list_kinds.article_of, _front, "topic")
