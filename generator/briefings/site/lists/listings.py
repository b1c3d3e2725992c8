"""Listings: the entries of each list of the site, split into groups if there are many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefings.model.article import Metadata, Outlet
from briefings.model.explainer import Explainer, ExplainerKind
from briefings.site.corpus import Corpus
from briefings.site.lists import changes, events, pagination
from briefings.site.lists.changes import Change
from briefings.site.lists.events import Event
from briefings.site.lists.pagination import Group, Path
from briefings.site.lists.topics import Topic
from briefings.text import uris

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many entries a page lists at most: about 100 kB of HTML."""

    briefings: int = 100
    """Briefings with their summaries, or with the sentences that mention a subject."""
    explainers: int = 200
    """Explainers with their summaries."""
    names: int = 400
    """Topics and outlets, with their numbers of briefings."""
    events: int = 400
    """Events of the timeline."""
    changes: int = 200
    """Corrections, updates and notes."""
    mentions: int = 20
    """Briefings with their sentences, on the page of the subject."""
    mentioning: int = 40
    """Names of explainers that mention a subject, on its page."""


LENGTHS = Lengths()


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """One page of a list."""

    uri: str
    """Its URI."""
    group: Group[T]
    """The group that it lists: its entries, or its groups if it is split."""
    above: tuple[str, ...] = ()
    """Keys of the groups that contain this one, the whole list first."""
    before: str = ""
    """Key of the group before this one; empty for none."""
    after: str = ""
    """Key of the group after this one; empty for none."""


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list on one page, with more pages below it if that would be too long."""

    uri: str
    """URI of the first page."""
    folder: str
    """Folder of its other pages."""
    group: Group[T]
    """The entries, split into pages."""

    def at(self, key: str) -> str:
        """Return the URI of a group."""
        return uris.below(self.folder, key) if key else self.uri

    def pages(self) -> Iterator[ListPage[T]]:
        """Yield the pages, each before those of its groups."""
        yield ListPage(self.uri, self.group)
        yield from self._pages_below(self.group, ())

    def _pages_below(self, group: Group[T], above: tuple[str, ...]) -> Iterator[ListPage[T]]:
        keys = ["", *(inner.key for inner in group.groups), ""]
        within = (*above, group.key)
        for number, inner in enumerate(group.groups):
            yield ListPage(self.at(inner.key), inner, within, keys[number], keys[number + 2])
            yield from self._pages_below(inner, within)


@dataclass(frozen=True, slots=True)
class Listings:
    """All listings of a site."""

    briefings: Listing[Metadata]
    """All briefings, newest first."""
    explainers: Listing[Explainer]
    """All explainers by kind, each kind A–Z."""
    topics: Listing[Topic]
    """All topics by name."""
    outlets: Listing[tuple[Outlet, Sequence[Metadata]]]
    """All outlets by name, with their articles."""
    timeline: Listing[Event]
    """Everything with a date, in time order."""
    changes: Listing[Change]
    """All dated corrections, updates and notes, newest first."""
    by_topic: tuple[tuple[Topic, Listing[Metadata]], ...]
    """The briefings on each topic, newest first."""
    by_outlet: tuple[tuple[Outlet, Listing[Metadata]], ...]
    """The briefings of each outlet, newest first."""
    mentions: Mapping[str, Listing[Metadata]]
    """All briefings that mention a subject, newest first, if its page does not show them all."""
    mentioning: Mapping[str, Listing[Explainer]]
    """All explainers that mention a subject, A–Z, if its page does not show them all."""


def of(
    corpus: Corpus,
    topics: Sequence[Topic],
    outlets: Sequence[tuple[Outlet, Sequence[Metadata]]],
) -> Listings:
    """Return the listings of a site.

    Args:
        corpus: the content.
        topics: all topics.
        outlets: all outlets, with their articles.
    """

    def dated(uri: str, articles: Sequence[Metadata], folder: str = "") -> Listing[Metadata]:
        found = pagination.split(articles, _article_path, LENGTHS.briefings)
        return Listing(uri, folder or uri.removesuffix(".md"), found)

    def named(
        uri: str, entries: Sequence[T], path: Path[T], most: int, below: str = "a_z"
    ) -> Listing[T]:
        # The groups of a topic are in a folder named by its slug, and no slug has an underscore.
        folder = uri.replace("index.md", below)
        return Listing(uri, folder, pagination.split(entries, path, most))

    kinds = list(ExplainerKind)
    by_kind = sorted(corpus.explainers.values(), key=lambda e: kinds.index(e.kind))
    everything = events.in_time_order(
        corpus.articles.values(), corpus.explainers.values(), corpus.settings.locale
    )
    return Listings(
        briefings=dated(uris.BRIEFINGS, tuple(corpus.articles.values()), "briefings/all"),
        explainers=named(
            uris.EXPLAINERS, by_kind,
            lambda e, depth: pagination.of_name(e.title, e.slug, depth - 1, e.kind.value),
            LENGTHS.explainers, "all",
        ),
        topics=named(
            uris.TOPICS, topics,
            lambda topic, depth: pagination.of_name(topic.name, topic.slug, depth),
            LENGTHS.names,
        ),
        outlets=named(
            uris.OUTLETS, outlets,
            lambda outlet, depth: pagination.of_name(outlet[0].name, outlet[0].slug, depth),
            LENGTHS.names,
        ),
        timeline=Listing(
            uris.TIMELINE, "timeline", pagination.split(everything, _event_path, LENGTHS.events)
        ),
        changes=Listing(
            uris.CORRECTIONS, "corrections",
            pagination.split(
                changes.newest_first(
                    corpus.articles.values(), corpus.explainers.values(), corpus.settings.locale
                ),
                _change_path, LENGTHS.changes,
            ),
        ),
        by_topic=tuple((topic, dated(uris.topic(topic.slug), topic.articles)) for topic in topics),
        by_outlet=tuple((outlet, dated(uris.outlet(outlet.slug), a)) for outlet, a in outlets),
        mentions={
            slug: dated(uris.mentions(slug), [corpus.articles[a] for a in found])
            for slug, found in corpus.backlinks.items()
            if len(found) > LENGTHS.mentions
        },
        mentioning={
            slug: Listing(
                uris.mentioning(slug), uris.mentioning(slug).removesuffix(".md"),
                pagination.split(
                    [corpus.explainers[e] for e in found], _explainer_path, LENGTHS.explainers
                ),
            )
            for slug, found in corpus.explainer_backlinks.items()
            if len(found) > LENGTHS.mentioning
        },
    )  # fmt: skip


def _article_path(article: Metadata, depth: int) -> str:
    day = article.published.isoformat() if article.published else ""
    return pagination.of_day(day, article.title, article.slug, depth)


def _explainer_path(explainer: Explainer, depth: int) -> str:
    return pagination.of_name(explainer.title, explainer.slug, depth)


def _change_path(change: Change, depth: int) -> str:
    own = uris.slugify(f"{change.uri} {change.id}")
    return pagination.of_day(change.day.isoformat(), change.title, own, depth)


def _event_path(event: Event, depth: int) -> str:
    if depth == 0:
        return f"{event.date[:3]}0s"
    return pagination.of_day(event.date, event.title, uris.slugify(event.address), depth - 1)
