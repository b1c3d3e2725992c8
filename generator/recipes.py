"""What each file of the site is made from, and how: nothing is made here yet.

A recipe's key is a digest of everything that its files depend on. Where it has not changed since a
build, neither have they, and they are not made again. A briefing is made from a part of the corpus
that holds nothing else, so it cannot come to depend on what its key does not know.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from generator import uris
from generator.cache import digest
from generator.corpus import Corpus
from generator.exports import annotations, atom, data, feeds, jsonfeed, llms, moved, sitemap, twins
from generator.exports.feeds import Feed
from generator.model.article import Article, Metadata, Outlet
from generator.model.content import Settings
from generator.model.explainer import Explainer
from generator.model.site import Page, Recipe, Tree
from generator.pages import briefing, explainer, index, parts, pictures
from generator.redirects import Redirects
from generator.topics import Topic

Listed = Sequence[tuple[Outlet, Sequence[Metadata]]]


def recipes(
    corpus: Corpus,
    keys: Mapping[str, str],
    topics: Sequence[Topic],
    outlets: Listed,
    renamed: Redirects,
) -> tuple[Recipe, ...]:
    """Return how to make every file of the site.

    Args:
        corpus: everything that was read and linked.
        keys: digest of what each article and explainer was made from, by the path of its page.
        topics: the topics with their articles.
        outlets: the outlets with their articles.
        renamed: URIs that pages used to have, each with that of today.
    """
    book = _Book(corpus, keys)
    return (
        *(book.briefing(article) for article in corpus.articles.values()),
        *(book.explainer(subject) for subject in corpus.explainers.values()),
        *book.lists(topics, outlets),
        *book.feeds(topics),
        *book.exports(topics, outlets),
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

    def briefing(self, article: Metadata) -> Recipe:
        """Return the recipe of a briefing and its twin."""
        uri = uris.briefing(article.slug)
        linked = self.corpus.linked[uri]
        of = self.keys[uri], linked.digest, self.explainers(linked.slugs())
        recipe = self.recipe(_briefing, of=of, uri=uri)
        return replace(recipe, inputs=partial(_slice, self.corpus, article), alone=True)

    def explainer(self, subject: Explainer) -> Recipe:
        """Return the recipe of an explainer and its twin."""
        corpus, slug = self.corpus, subject.slug
        uri = uris.explainer(slug)
        linked = corpus.linked[uri]
        mentioned = corpus.backlinks.get(slug, ())
        near = pictures.nearest(corpus.comentions.get(slug, {}), corpus.explainers)
        of = (
            self.keys[uri],
            subject.links,
            linked.digest,
            self.explainers(linked.slugs()),
            [(self.cards[s], corpus.linked[uris.briefing(s)].digest) for s in mentioned],
            self.explainers(corpus.explainer_backlinks.get(slug, ())),
            [(self.keys[uris.explainer(other.slug)], number) for other, number in near],
        )
        return self.recipe(_explainer, corpus, subject, of=of, uri=uri)

    def explainers(self, slugs: Iterable[str]) -> Sequence[tuple[str, str]]:
        """Return explainers with their keys."""
        return [(slug, self.keys[uris.explainer(slug)]) for slug in slugs]

    def listed(self, articles: Iterable[Metadata]) -> Sequence[str]:
        """Return the keys of what lists show of articles."""
        return [self.cards[article.slug] for article in articles]

    def lists(self, topics: Sequence[Topic], outlets: Listed) -> Iterator[Recipe]:
        """Yield the recipes of all pages that are lists, with their twins."""
        corpus = self.corpus
        articles = list(corpus.articles.values())
        every, explained = self.listed(articles), self.explainers(corpus.explainers)
        latest = self.listed(articles[: corpus.settings.latest])
        yield self.recipe(_home, corpus, of=(latest, bool(articles)), uri=uris.HOME)
        yield self.recipe(_briefings, corpus, of=every, uri=uris.BRIEFINGS)
        yield self.recipe(_explainers, corpus, of=explained, uri=uris.EXPLAINERS)
        counted = [(topic.slug, topic.name, len(topic.articles)) for topic in topics]
        yield self.recipe(_topics, corpus, topics, of=counted, uri=uris.TOPICS)
        counted = [(outlet.slug, outlet.name, len(listed)) for outlet, listed in outlets]
        yield self.recipe(_outlets, corpus, outlets, of=counted, uri=uris.OUTLETS)
        yield self.recipe(_search, of=(), uri=uris.SEARCH)
        for topic in topics:
            of = topic.slug, topic.name, self.listed(topic.articles)
            yield self.recipe(_topic, corpus, topic, of=of, uri=uris.topic(topic.slug))
        for outlet, articles_of in outlets:
            shown = outlet, self.listed(articles_of)
            yield self.recipe(
                _outlet, corpus, outlet, articles_of, of=shown, uri=uris.outlet(outlet.slug)
            )

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

    def exports(self, topics: Sequence[Topic], outlets: Listed) -> Iterator[Recipe]:
        """Yield the recipes of what is said of the whole site at once."""
        corpus = self.corpus
        every = self.listed(corpus.articles.values())
        linked = [corpus.subjects(uris.briefing(slug)) for slug in corpus.articles]
        explained = self.explainers(corpus.explainers)
        noted = [a for a in corpus.articles.values() if a.notes]
        pages = list(sitemap.dates(corpus, topics, outlets))
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


def page(corpus: Corpus, uri: str) -> tuple[Page, ...]:
    """Return a briefing or an explainer with its twin, made at once.

    Raises:
        KeyError: there is no such briefing or explainer.
    """
    slug = uris.stem(uri)
    if uri == uris.briefing(slug):
        return _briefing(*_slice(corpus, corpus.articles[slug]))
    return _explainer(corpus, corpus.explainers[slug])


# ------------------------------------------------------------------ what the recipes make


def _slice(corpus: Corpus, article: Metadata) -> tuple[Corpus, Article]:
    """Return the part of a corpus that a briefing is made from, and its article."""
    uri = uris.briefing(article.slug)
    subjects = corpus.subjects(uri)
    part = Corpus(
        settings=corpus.settings,
        articles={article.slug: article},
        explainers={slug: corpus.explainers[slug] for slug in subjects},
        linked={uri: corpus.linked[uri]},
        backlinks={},
        explainer_backlinks={},
        comentions={},
        texts={},
        annotated={uri: corpus.annotated[uri]},
        passages={},
    )
    return part, corpus.texts[article.slug]


def _briefing(corpus: Corpus, article: Article) -> tuple[Page, ...]:
    return (
        briefing.briefing(corpus, article),
        *_for_machines(twins.briefing(corpus, article)),
    )


def _explainer(corpus: Corpus, subject: Explainer) -> tuple[Page, ...]:
    page = explainer.explainer(corpus, subject)
    return page, *_for_machines(twins.explainer(corpus, subject))


def _home(corpus: Corpus) -> tuple[Page, ...]:
    return index.home(corpus), *_for_machines(twins.home(corpus))


def _briefings(corpus: Corpus) -> tuple[Page, ...]:
    return index.briefings(corpus), *_for_machines(twins.briefings(corpus))


def _explainers(corpus: Corpus) -> tuple[Page, ...]:
    return index.explainers(corpus), *_for_machines(twins.explainers(corpus))


def _topics(corpus: Corpus, topics: Sequence[Topic]) -> tuple[Page, ...]:
    return index.topics(corpus.settings, topics), *_for_machines(twins.topics(topics))


def _outlets(corpus: Corpus, outlets: Listed) -> tuple[Page, ...]:
    return index.outlets(corpus.settings, outlets), *_for_machines(twins.outlets(outlets))


def _search() -> tuple[Page, ...]:
    return (index.search(),)


def _topic(corpus: Corpus, topic: Topic) -> tuple[Page, ...]:
    return index.topic(corpus, topic), *_for_machines(twins.topic(topic))


def _outlet(corpus: Corpus, outlet: Outlet, listed: Sequence[Metadata]) -> tuple[Page, ...]:
    page = index.outlet(corpus, outlet, listed)
    return page, *_for_machines(twins.outlet(outlet, listed))


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
