"""Topics: the list of all topics, and for each topic the list of its briefings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefings.cache import Keyed
from briefings.model.explainer import Explainer
from briefings.model.site import Target
from briefings.site import facts, links, sections
from briefings.site.exports import feeds
from briefings.site.inputs import Card, KeyedCorpus, newest
from briefings.site.lists import list_kinds
from briefings.site.lists.list_kinds import Tally
from briefings.site.lists.list_pages import Inputs
from briefings.site.lists.listings import Listings
from briefings.text import uris
from briefings.views.lists import Listed, ListView
from briefings.views.text import Summary


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of all topics."""
    title = sections.title(uris.TOPICS, corpus.settings)
    settings = corpus.settings
    yield from _ALL.targets(
        settings, listings.topics, title, None,
        lambda topic: Tally(topic.name, topic.uri, len(topic.articles)),
        lambda topic: newest(map(corpus.day_of, topic.articles)),
    )  # fmt: skip
    for topic, listing in listings.by_topic:
        front = Front(
            facts.has_feed(settings, topic.articles),
            corpus.explainer(topic.subject) if topic.subject else None,
        )
        yield from _ONE.targets(settings, listing, topic.name, front, corpus.card_of, corpus.day_of)


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page of a topic shows beside its briefings."""

    has_feed: bool
    """Whether there is a feed of them."""
    explainer: Keyed[Explainer] | None
    """The explainer that the topic names; None for none."""


def _front(view: ListView, inputs: Inputs[Keyed[Card], Front]) -> ListView:
    front, settings = inputs.subject, inputs.settings
    feed = feeds.uri_of(inputs.uri) if front.has_feed else ""
    about = None
    if front.explainer:
        subject = front.explainer.value
        about = Summary(links.explainer(inputs.uri, subject, settings), subject.summary)
    description = about.text if about else view.head.description
    head = replace(view.head, feed=feed, description=description)
    return replace(view, head=head, about=about)


_ALL = list_kinds.tallies(Listed.TOPICS)
_ONE = list_kinds.briefings(list_kinds.cards, list_kinds.article_of, _front, "topic")
