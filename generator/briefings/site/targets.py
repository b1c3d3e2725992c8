"""What each file of the site is made from, and how: nothing is made here yet.

A recipe's key is a digest of everything that its files depend on. Where it has not changed since a
build, neither have they, and they are not made again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from briefings.cache import digest
from briefings.content.redirects import Redirects
from briefings.model.article import Metadata, Outlet
from briefings.model.explainer import Explainer
from briefings.model.site import Page, Target
from briefings.site.builders import (
    addresses_of,
    make_annotations,
    make_briefing,
    make_data_of_briefings,
    make_data_of_explainers,
    make_explainer,
    make_feed,
    make_home,
    make_listing,
    make_llms,
    make_redirect,
    make_search,
    make_sitemap,
    part_of_briefing,
    part_of_explainer,
)
from briefings.site.corpus import Corpus
from briefings.site.exports import annotations, data, feeds, llms, sitemap
from briefings.site.kinds import lists, timeline
from briefings.site.lists.listings import LENGTHS, Listings
from briefings.site.lists.pagination import Group
from briefings.site.lists.sequence import Neighbours
from briefings.site.lists.topics import Topic
from briefings.site.pages import fragments, mentions
from briefings.site.pages.list_layout import Shown
from briefings.site.plain_markdown import inline, list_pages
from briefings.text import uris

T = TypeVar("T")


def targets(
    corpus: Corpus,
    keys: Mapping[str, str],
    listings: Listings,
    beside: Mapping[str, Neighbours],
    renamed: Redirects,
) -> tuple[Target, ...]:
    """Return how to make every file of the site.

    Args:
        corpus: everything that was read and linked.
        keys: digest of what each article and explainer was made from, by the path of its page.
        listings: what is listed where.
        beside: the briefings before and after each one, by its slug.
        renamed: URIs that pages used to have, each with that of today.
    """
    planner = _Planner(corpus, keys)
    topics = [topic for topic, _ in listings.by_topic]
    return (
        *(planner.briefing(article, beside[slug]) for slug, article in corpus.articles.items()),
        *(planner.explainer(subject) for subject in corpus.explainers.values()),
        *planner.home(),
        *planner.lists(listings),
        *planner.feeds(topics),
        *planner.exports(listings),
        *planner.redirects(renamed),
    )


class _Planner:
    """Writes recipes."""

    def __init__(self, corpus: Corpus, keys: Mapping[str, str]) -> None:
        self.corpus, self.keys = corpus, keys
        self.settings = digest(corpus.settings)
        self.cards = {
            slug: digest(
                keys[uris.briefing(slug)],
                [(e.slug, e.title) for e in fragments.main_subjects(corpus, article)],
            )
            for slug, article in corpus.articles.items()
        }
        """Digest of all that lists show of a briefing, by its slug."""

    def target(
        self,
        make: Callable[..., tuple[Page, ...]],
        *inputs: object,
        of: object,
        uri: str = "",
        exports: Iterable[str] | None = None,
    ) -> Target:
        """Return a recipe of what `make` makes of inputs.

        Args:
            make: makes the files.
            inputs: its arguments.
            of: all that they depend on, beside the site's settings.
            uri: the page among the files; empty where there is none.
            exports: files for machines, as in `Target`; None for the twin of the page alone.
        """
        key = digest(make.__qualname__, self.settings, of)
        alternate = (uri,) if uri else ()
        return Target(
            key, make, lambda: inputs, uri, alternate if exports is None else tuple(exports)
        )

    def briefing(self, article: Metadata, beside: Neighbours) -> Target:
        """Return the recipe of a briefing and its twin."""
        uri = uris.briefing(article.slug)
        linked = self.corpus.linked[uri]
        related = self.corpus.related[article.slug]
        of = self.keys[uri], linked.digest, self.explainers(linked.slugs()), related, beside
        target = self.target(make_briefing, of=of, uri=uri)
        inputs = partial(part_of_briefing, self.corpus, article, beside)
        return replace(target, inputs=inputs, alone=True)

    def explainer(self, subject: Explainer) -> Target:
        """Return the recipe of an explainer and its twin."""
        corpus, slug = self.corpus, subject.slug
        uri = uris.explainer(slug)
        linked = corpus.linked[uri]
        found = corpus.backlinks.get(slug, ())
        newest = found[: LENGTHS.mentions]
        others = corpus.explainer_backlinks.get(slug, ())
        near = corpus.comentions.get(slug, ())
        of = (
            self.keys[uri],
            linked.digest,
            self.explainers(linked.slugs()),
            # Its pictures show the day of every briefing, and some of the headlines.
            [self.cards[s] for s in found],
            [corpus.linked[uris.briefing(s)].digest for s in newest],
            self.explainers(others[: LENGTHS.mentioning]),
            len(others),
            [(self.keys[uris.explainer(other)], number) for other, number in near],
        )
        target = self.target(make_explainer, of=of, uri=uri)
        return replace(target, inputs=partial(part_of_explainer, corpus, subject), alone=True)

    def explainers(self, slugs: Iterable[str]) -> Sequence[tuple[str, str]]:
        """Return explainers with their keys."""
        return [(slug, self.keys[uris.explainer(slug)]) for slug in slugs]

    def listed(self, articles: Iterable[Metadata]) -> Sequence[str]:
        """Return the keys of what lists show of articles."""
        return [self.cards[article.slug] for article in articles]

    def home(self) -> Iterator[Target]:
        """Yield the recipes of the home page and of the search page."""
        corpus = self.corpus
        latest = list(corpus.articles.values())[: corpus.settings.latest]
        kinds = sorted({subject.kind for subject in corpus.explainers.values()})
        feed = feeds.exists(corpus.settings, corpus.articles.values())
        yield self.target(make_home, corpus, of=(self.listed(latest), kinds, feed), uri=uris.HOME)
        yield self.target(make_search, of=(), uri=uris.SEARCH, exports=())

    def lists(self, listings: Listings) -> Iterator[Target]:
        """Yield the recipes of all pages that are lists."""
        corpus = self.corpus
        card, explained = self.card, self.explained
        yield from self.listing(lists.briefings(corpus, listings.briefings), inline.briefings, card)
        yield from self.listing(
            lists.explainers(corpus, listings.explainers), inline.summaries, explained
        )
        yield from self.listing(lists.topics(corpus, listings.topics), list_pages.topics, _topic)
        yield from self.listing(
            lists.outlets(corpus, listings.outlets), list_pages.outlets, _outlet
        )
        undated = sum(not article.published for article in corpus.articles.values())
        told = timeline.timeline(corpus, listings.timeline, undated)
        yield from self.listing(told, list_pages.events, lambda event: event, undated)
        for topic, listing in listings.by_topic:
            shown = lists.topic(corpus, topic, listing)
            feed = feeds.exists(corpus.settings, topic.articles)
            yield from self.listing(shown, inline.briefings, card, feed)
        for outlet, listing in listings.by_outlet:
            shown = lists.outlet(corpus, outlet, listing)
            yield from self.listing(shown, inline.briefings, card, outlet)
        for slug, listing in listings.mentions.items():
            shown = mentions.briefings(corpus, corpus.explainers[slug], listing)
            yield from self.listing(shown, inline.briefings, self.mention, slug)
        for slug, others in listings.mentioning.items():
            named = mentions.explainers(corpus, corpus.explainers[slug], others)
            yield from self.listing(named, inline.summaries, explained, slug)

    def listing(
        self,
        shown: Shown[T],
        alternate: Callable[[str, Iterable[T]], Iterator[str]],
        entry: Callable[[T], object],
        beside: object = None,
    ) -> Iterator[Target]:
        """Yield the recipes of the pages of a listing, with their twins.

        Args:
            shown: the listing.
            alternate: yields entries in plain Markdown.
            entry: gives all that is shown of an entry.
            beside: what else the first page shows.
        """
        for place in shown.listing.pages():
            group = place.group
            whole = group.entries if not group.parts else group.entries[: shown.look.newest]
            of = (
                place.uri, shown.look.title, beside, place.above, place.before, place.after,
                [entry(one) for one in whole],
                [_counted(part) for part in group.parts],
            )  # fmt: skip
            yield self.target(
                make_listing, shown, place, alternate, self.corpus.settings, of=of, uri=place.uri
            )

    def card(self, article: Metadata) -> str:
        """Return a digest of what lists show of a briefing."""
        return self.cards[article.slug]

    def mention(self, article: Metadata) -> tuple[str, str]:
        """Return a digest of what lists show of a briefing, with its sentences."""
        return self.cards[article.slug], self.corpus.linked[uris.briefing(article.slug)].digest

    def explained(self, subject: Explainer) -> str:
        """Return a digest of what lists show of an explainer."""
        return self.keys[uris.explainer(subject.slug)]

    def feeds(self, topics: Sequence[Topic]) -> Iterator[Target]:
        """Yield the recipes of all feeds."""
        corpus = self.corpus
        known = feeds.entries(corpus)
        every = feeds.everything(corpus, known)
        of_topics = (feed for topic in topics for feed in feeds.topic(corpus, known, topic))
        of_subjects = (
            feed
            for subject in corpus.explainers.values()
            for feed in feeds.explainer(corpus, known, subject)
        )
        for feed in (*every, *of_topics, *of_subjects):
            yield self.target(make_feed, feed, of=feed, exports=addresses_of(feed))

    def exports(self, listings: Listings) -> Iterator[Target]:
        """Yield the recipes of what is said of the whole site at once."""
        corpus = self.corpus
        every = self.listed(corpus.articles.values())
        linked = [corpus.subjects(uris.briefing(slug)) for slug in corpus.articles]
        explained = self.explainers(corpus.explainers)
        noted = self.listed(a for a in corpus.articles.values() if a.notes)
        pages = list(sitemap.dates(corpus, listings))
        yield self.target(make_sitemap, corpus, pages, of=pages, exports=["sitemap.xml"])
        yield self.target(make_llms, corpus, of=(every, linked, explained), exports=[llms.URI])
        yield self.target(
            make_data_of_briefings, corpus, of=(every, linked), exports=[data.BRIEFINGS]
        )
        mentioned = [len(corpus.backlinks.get(slug, ())) for slug in corpus.explainers]
        yield self.target(
            make_data_of_explainers, corpus, of=(explained, mentioned), exports=[data.EXPLAINERS]
        )
        yield self.target(make_annotations, corpus, of=noted, exports=[annotations.URI])

    def redirects(self, renamed: Redirects) -> Iterator[Target]:
        """Yield the recipes of what stands at the former addresses of pages."""
        titles = {uris.explainer(e.slug): e.title for e in self.corpus.explainers.values()}
        titles |= {uris.briefing(a.slug): a.title for a in self.corpus.articles.values()}
        for former, uri in renamed.items():
            of = former, uri, titles[uri]
            yield self.target(make_redirect, self.corpus.settings, *of, of=of)


def _counted(group: Group[T]) -> object:
    """Return what the page above a bucket shows of it."""
    return group.key, len(group.entries), [(b.key, len(b.entries)) for b in group.parts]


def _topic(topic: Topic) -> object:
    """Return what the list of topics shows of one."""
    return topic.slug, topic.name, len(topic.articles)


def _outlet(listed: tuple[Outlet, Sequence[Metadata]]) -> object:
    """Return what the list of outlets shows of one."""
    outlet, articles = listed
    return outlet.slug, outlet.name, len(articles)
