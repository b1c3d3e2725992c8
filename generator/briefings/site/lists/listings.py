"""Listings: the entries of each list of the site, split into groups if there are many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from briefings.model.article import Metadata, Outlet
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer, ExplainerKind
from briefings.site.corpus import Corpus
from briefings.site.lists import changes, events, pagination
from briefings.site.lists.changes import Change
from briefings.site.lists.events import Event
from briefings.site.lists.pagination import UNDATED, Group, Scale
from briefings.site.lists.topics import Topic
from briefings.text import uris

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many entries a page lists at most: about 100 kB of HTML."""

    briefings: int = 100
    """Briefings with their summaries, or with the sentences that mention a subject."""
    explainers: int = 400
    """Explainers with their summaries."""
    dossiers: int = 100
    """Dossiers with their summaries."""
    names: int = 400
    """Topics and outlets, with their numbers of briefings."""
    events: int = 80
    """Events of the timeline: about 6,000 pixels of a wide window."""
    changes: int = 200
    """Corrections, updates and notes."""
    mentions: int = 20
    """The newest briefings with their sentences, on the page of a subject with a list of all."""
    all_mentions: int = 40
    """Briefings with their sentences, on the page of a subject without such a list."""
    mention_list: int = 150
    """Briefings with the first words that mention a subject, in the list of all."""
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
    shown: Group[T] | None
    """The group whose entries it shows: on the first page of a list that is split, the opening one;
    None if it shows groups only."""
    above: tuple[Group[T], ...] = ()
    """The groups that contain this one and have a page, the whole list first."""
    before: Group[T] | None = None
    """The group of the page before this one; None for none."""
    after: Group[T] | None = None
    """The group of the page after this one; None for none."""


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
        """Return the URI of a group; the opening one is on the first page."""
        return self.uri if key in ("", self.group.opening.key) else uris.below(self.folder, key)

    def pages(self) -> Iterator[ListPage[T]]:
        """Yield the first page, then those of the groups of groups, then the others in order."""
        whole = self.group
        pages = [page for shelf in whole.groups for page in shelf.groups or (shelf,)]
        yield ListPage(self.uri, whole, whole.opening, after=pages[1] if pages else None)
        above: dict[str, tuple[Group[T], ...]] = {}
        for shelf in whole.groups:
            if shelf.groups and shelf.has_page:
                yield ListPage(self.at(shelf.key), shelf, None, (whole,))
                above |= {page.key: (whole, shelf) for page in shelf.groups}
        for before, page, after in zip(pages, pages[1:], [*pages[2:], None], strict=False):
            parents = above.get(page.key, (whole,))
            yield ListPage(self.at(page.key), page, page, parents, before, after)


@dataclass(frozen=True, slots=True)
class Listings:
    """All listings of a site."""

    briefings: Listing[Metadata]
    """All briefings, newest first."""
    explainers: Listing[Explainer]
    """All explainers by kind, each kind A–Z."""
    dossiers: Listing[Dossier]
    """All dossiers by title."""
    topics: Listing[Topic]
    """The topics that lead to a page, by name."""
    outlets: Listing[tuple[Outlet, Sequence[Metadata]]]
    """All outlets by name, with their articles."""
    timeline: Listing[Event]
    """Everything with a date, newest first."""
    changes: Listing[Change]
    """All dated corrections, updates and notes, newest first."""
    by_topic: tuple[tuple[Topic, Listing[Metadata]], ...]
    """The briefings on each topic that has a page, newest first."""
    by_outlet: tuple[tuple[Outlet, Listing[Metadata]], ...]
    """The briefings of each outlet, newest first."""
    mentions: Mapping[str, Listing[Metadata]]
    """All briefings that mention a subject, newest first, if its page does not show them all."""
    mentioning: Mapping[str, Listing[Explainer]]
    """All explainers that mention a subject, A–Z, if its page does not show them all."""


def explainers(corpus: Corpus) -> Listing[Explainer]:
    """Return the listing of all explainers by kind, each kind A–Z."""
    kinds = list(ExplainerKind)
    number_of = {kind: number for number, kind in enumerate(kinds)}
    by_kind = sorted(corpus.explainers.values(), key=lambda e: number_of[e.kind])
    scale: Scale[Explainer] = pagination.by_name(
        lambda e: e.title, corpus.settings.locale, lambda e: number_of[e.kind], kinds, kinds[0]
    )
    found = pagination.cut(by_kind, scale, LENGTHS.explainers)
    return Listing(uris.EXPLAINERS, uris.EXPLAINERS.replace("index.md", "all"), found)


def of(
    corpus: Corpus,
    outlets: Sequence[tuple[Outlet, Sequence[Metadata]]],
) -> Listings:
    """Return the listings of a site.

    Args:
        corpus: the content.
        outlets: all outlets, with their articles.
    """

    def dated(
        uri: str, articles: Sequence[Metadata], folder: str = "", most: int = LENGTHS.briefings
    ) -> Listing[Metadata]:
        found = pagination.cut_by_day(articles, by_day, undated, most)
        return Listing(uri, folder or uri.removesuffix(".md"), found)

    def mentions(slug: str, articles: Sequence[str]) -> Listing[Metadata]:
        found = [corpus.articles[article] for article in articles]
        listing = dated(uris.mentions(slug), found, most=LENGTHS.mention_list)
        # Nobody types the address of a year here, and a page for each would double their number.
        return replace(listing, group=replace(listing.group, leading=()))

    def named(uri: str, entries: Sequence[T], scale: Scale[T], most: int) -> Listing[T]:
        # The groups of a topic are in a folder named by its slug, and no slug has an underscore.
        folder = uri.replace("index.md", "a_z")
        return Listing(uri, folder, pagination.cut(entries, scale, most))

    locale = corpus.settings.locale
    by_day = pagination.by_day(_day)
    undated: Scale[Metadata] = pagination.by_name(
        lambda article: article.title, locale, kinds=[UNDATED], first=UNDATED
    )
    everything = events.newest_first(corpus.articles.values(), corpus.explainers.values(), locale)
    return Listings(
        briefings=dated(uris.BRIEFINGS, tuple(corpus.articles.values()), "briefings/all"),
        explainers=explainers(corpus),
        dossiers=named(
            uris.DOSSIERS, tuple(corpus.dossiers.values()),
            pagination.by_name(lambda dossier: dossier.title, locale), LENGTHS.dossiers,
        ),
        topics=named(
            uris.TOPICS, [topic for topic in corpus.topics if topic.uri],
            pagination.by_name(lambda topic: topic.name, locale), LENGTHS.names,
        ),
        outlets=named(
            uris.OUTLETS, outlets,
            pagination.by_name(lambda listed: listed[0].name, locale), LENGTHS.names,
        ),
        timeline=Listing(
            uris.TIMELINE, "timeline",
            pagination.cut(
                everything,
                pagination.by_day(lambda event: event.date, decades=True),
                LENGTHS.events,
            ),
        ),
        changes=Listing(
            uris.CORRECTIONS, "corrections",
            pagination.cut(
                changes.newest_first(
                    (
                        *corpus.articles.values(),
                        *corpus.explainers.values(),
                        *corpus.dossiers.values(),
                    ),
                    locale,
                ),
                pagination.by_day(lambda change: change.day.isoformat()), LENGTHS.changes,
            ),
        ),
        by_topic=tuple(
            (topic, dated(topic.uri, topic.articles)) for topic in corpus.topics if topic.has_page
        ),
        by_outlet=tuple((outlet, dated(uris.outlet(outlet.slug), a)) for outlet, a in outlets),
        mentions={
            slug: mentions(slug, found)
            for slug, found in corpus.backlinks.items()
            if len(found) > LENGTHS.all_mentions
        },
        mentioning={
            slug: Listing(
                uris.mentioning(slug), uris.mentioning(slug).removesuffix(".md"),
                pagination.cut(
                    [corpus.explainers[e] for e in found],
                    pagination.by_name(lambda e: e.title, locale), LENGTHS.explainers,
                ),
            )
            for slug, found in corpus.explainer_backlinks.items()
            if len(found) > LENGTHS.mentioning
        },
    )  # fmt: skip


def _day(article: Metadata) -> str:
    return article.published.isoformat() if article.published else ""
