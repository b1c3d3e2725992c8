"""What each file of the site is made from, and how: nothing is made here yet.

A recipe's key is a digest of everything that its files depend on. Where it has not changed since a
build, neither have they, and they are not made again. Briefings and explainers are made from a
part of the corpus that holds nothing else: so another process can be given it, and they cannot come
to depend on what their keys do not know.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from generator import uris
from generator.buckets import Bucket
from generator.cache import decoder, digest, pack, some
from generator.corpus import Corpus
from generator.exports import (
    annotations,
    atom,
    data,
    feeds,
    jsonfeed,
    list_twins,
    llms,
    markdown,
    moved,
    sitemap,
    twins,
)
from generator.exports.feeds import Feed
from generator.listings import LENGTHS, Listings, ListPage
from generator.model.article import Metadata, Outlet
from generator.model.content import Settings
from generator.model.explainer import Explainer
from generator.model.site import Page, Recipe, Tree
from generator.pages import (
    briefing,
    explainer,
    index,
    lists,
    mentions,
    parts,
    records,
    timeline,
)
from generator.pages.lists import Shown
from generator.redirects import Redirects
from generator.sequence import Neighbours
from generator.topics import Topic

T = TypeVar("T")

_UNPACK = decoder(Corpus)


def recipes(
    corpus: Corpus,
    keys: Mapping[str, str],
    listings: Listings,
    beside: Mapping[str, Neighbours],
    renamed: Redirects,
) -> tuple[Recipe, ...]:
    """Return how to make every file of the site.

    Args:
        corpus: everything that was read and linked.
        keys: digest of what each article and explainer was made from, by the path of its page.
        listings: what is listed where.
        beside: the briefings before and after each one, by its slug.
        renamed: URIs that pages used to have, each with that of today.
    """
    book = _Book(corpus, keys)
    topics = [topic for topic, _ in listings.by_topic]
    return (
        *(book.briefing(article, beside[slug]) for slug, article in corpus.articles.items()),
        *(book.explainer(subject) for subject in corpus.explainers.values()),
        *book.home(),
        *book.lists(listings),
        *book.feeds(topics),
        *book.exports(listings),
        *book.redirects(renamed),
    )


class _Book:
    """Writes recipes."""

    def __init__(self, corpus: Corpus, keys: Mapping[str, str]) -> None:
        self.corpus, self.keys = corpus, keys
        self.settings = digest(corpus.settings)
        self.cards = {
            slug: digest(
                keys[uris.briefing(slug)],
                [(e.slug, e.title) for e in parts.main_subjects(corpus, article)],
            )
            for slug, article in corpus.articles.items()
        }
        """Digest of all that lists show of a briefing, by its slug."""

    def recipe(
        self,
        make: Callable[..., tuple[Page, ...]],
        *inputs: object,
        of: object,
        uri: str = "",
        exports: Iterable[str] = (),
    ) -> Recipe:
        """Return a recipe of what `make` makes of inputs.

        Args:
            make: makes the files.
            inputs: its arguments.
            of: all that they depend on, beside the site's settings.
            uri: the page among the files, of which there is a twin; empty where there is none.
            exports: other files for machines.
        """
        key = digest(make.__qualname__, self.settings, of)
        return Recipe(key, make, lambda: inputs, uri, (uri,) if uri else tuple(exports))

    def briefing(self, article: Metadata, beside: Neighbours) -> Recipe:
        """Return the recipe of a briefing and its twin."""
        uri = uris.briefing(article.slug)
        linked = self.corpus.linked[uri]
        related = self.corpus.related[article.slug]
        of = self.keys[uri], linked.digest, self.explainers(linked.slugs()), related, beside
        recipe = self.recipe(_briefing, of=of, uri=uri)
        inputs = partial(_part_of_briefing, self.corpus, article, beside)
        return replace(recipe, inputs=inputs, alone=True)

    def explainer(self, subject: Explainer) -> Recipe:
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
        recipe = self.recipe(_explainer, of=of, uri=uri)
        return replace(recipe, inputs=partial(_part_of_explainer, corpus, subject), alone=True)

    def explainers(self, slugs: Iterable[str]) -> Sequence[tuple[str, str]]:
        """Return explainers with their keys."""
        return [(slug, self.keys[uris.explainer(slug)]) for slug in slugs]

    def listed(self, articles: Iterable[Metadata]) -> Sequence[str]:
        """Return the keys of what lists show of articles."""
        return [self.cards[article.slug] for article in articles]

    def home(self) -> Iterator[Recipe]:
        """Yield the recipes of the home page and of the search page."""
        corpus = self.corpus
        latest = list(corpus.articles.values())[: corpus.settings.latest]
        kinds = sorted({subject.kind for subject in corpus.explainers.values()})
        feed = feeds.exists(corpus.settings, corpus.articles.values())
        yield self.recipe(_home, corpus, of=(self.listed(latest), kinds, feed), uri=uris.HOME)
        yield self.recipe(_search, of=(), uri=uris.SEARCH)

    def lists(self, listings: Listings) -> Iterator[Recipe]:
        """Yield the recipes of all pages that are lists."""
        corpus = self.corpus
        card, explained = self.card, self.explained
        yield from self.listing(
            index.briefings(corpus, listings.briefings), markdown.briefings, card
        )
        yield from self.listing(
            index.explainers(corpus, listings.explainers), markdown.summaries, explained
        )
        yield from self.listing(index.topics(corpus, listings.topics), list_twins.topics, _topic)
        yield from self.listing(
            index.outlets(corpus, listings.outlets), list_twins.outlets, _outlet
        )
        yield from self.listing(
            timeline.timeline(corpus, listings.timeline), list_twins.events, lambda event: event
        )
        for topic, listing in listings.by_topic:
            shown = index.topic(corpus, topic, listing)
            feed = feeds.exists(corpus.settings, topic.articles)
            yield from self.listing(shown, markdown.briefings, card, feed)
        for outlet, listing in listings.by_outlet:
            shown = index.outlet(corpus, outlet, listing)
            yield from self.listing(shown, markdown.briefings, card, outlet)
        for slug, listing in listings.mentions.items():
            shown = mentions.briefings(corpus, corpus.explainers[slug], listing)
            yield from self.listing(shown, markdown.briefings, self.mention, slug)
        for slug, others in listings.mentioning.items():
            named = mentions.explainers(corpus, corpus.explainers[slug], others)
            yield from self.listing(named, markdown.summaries, explained, slug)

    def listing(
        self,
        shown: Shown[T],
        twin: Callable[[str, Iterable[T]], Iterator[str]],
        entry: Callable[[T], object],
        beside: object = None,
    ) -> Iterator[Recipe]:
        """Yield the recipes of the pages of a listing, with their twins.

        Args:
            shown: the listing.
            twin: yields entries in plain Markdown.
            entry: gives all that is shown of an entry.
            beside: what else the first page shows.
        """
        for place in shown.listing.pages():
            bucket = place.bucket
            whole = bucket.entries if not bucket.parts else bucket.entries[: shown.look.newest]
            of = (
                place.uri, shown.look.title, beside, place.above, place.before, place.after,
                [entry(one) for one in whole],
                [_counted(part) for part in bucket.parts],
            )  # fmt: skip
            yield self.recipe(
                _listing, shown, place, twin, self.corpus.settings, of=of, uri=place.uri
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

    def feeds(self, topics: Sequence[Topic]) -> Iterator[Recipe]:
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
            yield self.recipe(_feed, feed, of=feed, exports=_addresses(feed))

    def exports(self, listings: Listings) -> Iterator[Recipe]:
        """Yield the recipes of what is said of the whole site at once."""
        corpus = self.corpus
        every = self.listed(corpus.articles.values())
        linked = [corpus.subjects(uris.briefing(slug)) for slug in corpus.articles]
        explained = self.explainers(corpus.explainers)
        noted = [a for a in corpus.articles.values() if a.notes]
        pages = list(sitemap.dates(corpus, listings))
        yield self.recipe(_sitemap, corpus, pages, of=pages, exports=["sitemap.xml"])
        yield self.recipe(_llms, corpus, of=(every, linked, explained), exports=[llms.URI])
        yield self.recipe(_data, corpus, of=(every, linked), exports=[data.URI])
        yield self.recipe(_annotations, corpus, of=self.listed(noted), exports=[annotations.URI])

    def redirects(self, renamed: Redirects) -> Iterator[Recipe]:
        """Yield the recipes of what stands at the former addresses of pages."""
        titles = {uris.explainer(e.slug): e.title for e in self.corpus.explainers.values()}
        titles |= {uris.briefing(a.slug): a.title for a in self.corpus.articles.values()}
        for former, uri in renamed.items():
            of = former, uri, titles[uri]
            yield self.recipe(_redirect, self.corpus.settings, *of, of=of)


def page(corpus: Corpus, beside: Mapping[str, Neighbours], uri: str) -> tuple[Page, ...]:
    """Return a briefing or an explainer with its twin and its record, made at once.

    Args:
        corpus: everything that the page shows.
        beside: the briefings before and after each one, by its slug.
        uri: the page.

    Raises:
        KeyError: there is no such briefing or explainer.
    """
    slug = uris.stem(uri)
    if uri == uris.briefing(slug):
        return _briefing(*_part_of_briefing(corpus, corpus.articles[slug], beside[slug]))
    return _explainer(*_part_of_explainer(corpus, corpus.explainers[slug]))


# ------------------------------------------------------------------ what the recipes make


def _part_of_briefing(
    corpus: Corpus, article: Metadata, beside: Neighbours
) -> tuple[bytes, str, Neighbours]:
    """Return the part of a corpus that a briefing is made from, its slug and what is beside it."""
    uri = uris.briefing(article.slug)
    shown = Corpus(
        settings=corpus.settings,
        articles={article.slug: article},
        explainers={slug: corpus.explainers[slug] for slug in corpus.subjects(uri)},
        linked={uri: corpus.linked[uri]},
        backlinks={},
        explainer_backlinks={},
        comentions={},
        related={article.slug: corpus.related[article.slug]},
        texts=some(corpus.texts, [article.slug]),
        annotated=some(corpus.annotated, [uri]),
        passages={},
    )
    return pack(shown), article.slug, beside


def _part_of_explainer(corpus: Corpus, subject: Explainer) -> tuple[bytes, str]:
    """Return the part of a corpus that an explainer is made from, and its slug."""
    slug, uri = subject.slug, uris.explainer(subject.slug)
    found = corpus.backlinks.get(slug, ())
    others = corpus.explainer_backlinks.get(slug, ())
    near = corpus.comentions.get(slug, ())
    named = (slug, *corpus.subjects(uri), *others[: LENGTHS.mentioning], *(e for e, _ in near))
    quoted = (uris.briefing(other) for other in found[: LENGTHS.mentions])
    shown = Corpus(
        settings=corpus.settings,
        articles={other: corpus.articles[other] for other in found},
        explainers={other: corpus.explainers[other] for other in named},
        linked={},
        backlinks={slug: found},
        explainer_backlinks={slug: others},
        comentions={slug: near},
        related={},
        texts={},
        annotated=some(corpus.annotated, [uri, *quoted]),
        passages={slug: corpus.passages[slug]},
    )
    return pack(shown), slug


def _briefing(part: bytes, slug: str, beside: Neighbours) -> tuple[Page, ...]:
    corpus = _UNPACK(part)
    article = corpus.texts[slug]
    return (
        briefing.briefing(corpus, article, beside),
        *_for_machines(twins.briefing(corpus, article)),
        records.page(article.slug, records.briefing(corpus, article)),
    )


def _explainer(part: bytes, slug: str) -> tuple[Page, ...]:
    corpus = _UNPACK(part)
    subject = corpus.explainers[slug]
    return (
        explainer.explainer(corpus, subject),
        *_for_machines(twins.explainer(corpus, subject)),
        records.page(subject.slug, records.explainer(corpus, subject)),
    )


def _home(corpus: Corpus) -> tuple[Page, ...]:
    return index.home(corpus), *_for_machines(list_twins.home(corpus))


def _search() -> tuple[Page, ...]:
    return (index.search(),)


def _listing(
    shown: Shown[T],
    place: ListPage[T],
    twin: Callable[[str, Iterable[T]], Iterator[str]],
    settings: Settings,
) -> tuple[Page, ...]:
    plain = list_twins.page(shown.listing, place, shown.look.title, twin)
    return lists.page(shown, place, settings), *_for_machines(plain)


def _counted(bucket: Bucket[T]) -> object:
    """Return what the page above a bucket shows of it."""
    return bucket.key, len(bucket.entries), [(b.key, len(b.entries)) for b in bucket.parts]


def _topic(topic: Topic) -> object:
    """Return what the list of topics shows of one."""
    return topic.slug, topic.name, len(topic.articles)


def _outlet(listed: tuple[Outlet, Sequence[Metadata]]) -> object:
    """Return what the list of outlets shows of one."""
    outlet, articles = listed
    return outlet.slug, outlet.name, len(articles)


def _feed(feed: Feed) -> tuple[Page, ...]:
    atom_uri, json_uri = _addresses(feed)
    return _for_machines(Page(atom_uri, atom.write(feed)), Page(json_uri, jsonfeed.write(feed)))


def _addresses(feed: Feed) -> tuple[str, str]:
    return f"{feed.uri}.xml", f"{feed.uri}.json"


def _sitemap(corpus: Corpus, dated: Sequence[sitemap.Dated]) -> tuple[Page, ...]:
    return _for_machines(*sitemap.write(corpus, dated))


def _llms(corpus: Corpus) -> tuple[Page, ...]:
    return _for_machines(Page(llms.URI, llms.write(corpus)))


def _data(corpus: Corpus) -> tuple[Page, ...]:
    return _for_machines(Page(data.URI, data.write(corpus)))


def _annotations(corpus: Corpus) -> tuple[Page, ...]:
    return _for_machines(Page(annotations.URI, annotations.write(corpus)))


def _redirect(settings: Settings, former: str, uri: str, title: str) -> tuple[Page, ...]:
    return _for_machines(moved.write(settings, former, uri, title))


def _for_machines(*files: Page) -> tuple[Page, ...]:
    return tuple(replace(file, tree=Tree.FILES) for file in files)
