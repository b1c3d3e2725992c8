"""The generator as one pure function from content and settings to targets and problems.

It uses no disk, no MkDocs, no clock and no network: the same content gives the same bytes anywhere.
A cache of costly steps and a `map` for parallel calls are arguments.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from briefings.cache import Cache, Mapper, Memory, Result, digest, encode, get_or_compute
from briefings.content import dossiers, internal_links, own_pages, pictures, placed_pictures
from briefings.content import loading as content_files
from briefings.content.checks import addresses, leads, reviews, timelines
from briefings.content.loading import Sources
from briefings.files.guard import without_refused
from briefings.linking import graph, related
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Metadata, Outlet
from briefings.model.content import Content, Problem, Settings, graded
from briefings.model.linking import LinkCounts, Linked, Quoted
from briefings.model.outlet import OutletFile
from briefings.model.related import RelatedLine
from briefings.model.site import Counts, Site
from briefings.site import annotated_passage, page_mentions
from briefings.site.anchors import Anchors
from briefings.site.corpus import Annotations, Corpus, by_title
from briefings.site.inputs import KeyedCorpus
from briefings.site.lists import listings, sequence, topics
from briefings.site.lists.sequence import Neighbours
from briefings.site.page_mentions import Linking
from briefings.site.quoted import sentences_of
from briefings.site.speakers import Speakers
from briefings.site.targets import targets
from briefings.text import collation, report, uris

T = TypeVar("T")

Related = dict[str, tuple[RelatedLine, ...]]
# Four lines in two columns.
_MOST_ALONGSIDE = 8


def compile(
    content: Content,
    settings: Settings,
    cache: Cache | None = None,
    mapper: Mapper = map,
) -> Site:
    """Compile content into a site, as `compile_all` does, and find the speakers for all pages."""
    compilation = compile_all(content, settings, cache, mapper)
    compilation.corpus.speakers.find(mapper)
    return compilation.site


@dataclass(frozen=True, slots=True)
class Compilation:
    """The compiled site with its intermediate results, for partial builds."""

    sources: Sources
    """The parsed content."""
    linking: Linking
    """The mentions of all pages."""
    corpus: Corpus
    """Parsed and linked content."""
    neighbours: Mapping[str, Neighbours]
    """The briefings before and after each one, by its slug."""
    quoted: Mapping[str, Quoted]
    """The sentences of each briefing that other pages quote, by its URI."""
    site: Site
    """The site."""


def compile_all(
    content: Content,
    settings: Settings,
    cache: Cache | None = None,
    mapper: Mapper = map,
) -> Compilation:
    """Compile content into a site, with the intermediate results.

    Args:
        content: all files of the content folder.
        settings: the site's settings.
        cache: results of earlier builds; None for none.
        mapper: makes independent calls, in parallel or not.

    Returns:
        The targets, and all problems. Files with errors have no page; `Site.failed` says whether
        the site may be published.
    """
    cache = cache or Memory()
    return without_refused(content, lambda files: _compiled(files, settings, cache, mapper))


def _compiled(content: Content, settings: Settings, cache: Cache, mapper: Mapper) -> Compilation:
    sources = placed(content_files.read(content, cache, mapper, settings.locale))
    linking = page_mentions.link(sources, settings, cache)
    corpus = _corpus(sources, linking, settings, content.day, cache)
    by_outlet = _by_outlet(corpus.articles.values(), sources.outlets, settings.locale)
    lists = listings.of(corpus, by_outlet)
    neighbours = sequence.neighbours([*corpus.articles.values()], corpus.central)
    quoted = sentences_of(corpus.articles.values(), corpus.linked, corpus.annotated, cache)
    keyed = KeyedCorpus(corpus, sources.keys, neighbours, quoted)
    planned = targets(keyed, lists, sources.moved)
    pages = {target.page for target in planned if target.page}
    pages_and_pictures = pages | {picture.uri for picture in corpus.pictures}
    linked = _internal_links(corpus)
    site = Site(
        targets=tuple(
            replace(target, links=tuple(sorted(linked[target.page] & pages)))
            if target.page in linked
            else target
            for target in planned
        ),
        problems=report.in_order(graded((
            *settings.problems,
            *sources.problems,
            *linking.problems,
            *_broken(corpus, pages_and_pictures | sources.unread, sources.drafts),
            *leads.problems(corpus.introduction, corpus.articles, sources.drafts),
            *timelines.problems(corpus.explainers),
            *reviews.due(corpus.explainers.values(), corpus.backlinks, corpus.articles),
        ), settings.severities)),
        counts=Counts(
            briefings=len(corpus.articles),
            explainers=len(corpus.explainers),
            outlets=len(by_outlet),
            topics=len(corpus.topics),
            links=sum(number for page in corpus.linked.values() for *_, number in page.counts),
        ),
        links=dict(link_counts(corpus.linked)),
    )  # fmt: skip
    return Compilation(sources, linking, corpus, neighbours, quoted, site)


def annotate(
    content: Content,
    settings: Settings,
    cache: Cache | None = None,
    mapper: Mapper = map,
) -> Annotations:
    """Return content with its mentions, without looking for problems or planning pages.

    What is known of a page is loaded at each access, and not kept. Arguments as of `compile_all`.
    """
    cache = cache or Memory()
    return without_refused(content, lambda files: _annotated(files, settings, cache, mapper))


def _annotated(content: Content, settings: Settings, cache: Cache, mapper: Mapper) -> Annotations:
    sources = placed(content_files.read(content, cache, mapper, settings.locale, lazily=True))
    linking = page_mentions.link(sources, settings, cache, lazily=True)
    return Annotations(
        settings=settings,
        articles=sources.articles,
        explainers=by_title(sources.explainers, settings.locale),
        linked=linking.linked,
        texts=sources.texts,
        annotated=linking.annotated,
        passages=sources.passages,
        dossiers=by_title(sources.dossiers.values(), settings.locale),
        keys=sources.keys,
    )


def placed(sources: Sources) -> Sources:
    """Return content with the addresses that pages and pictures have in the site."""
    return placed_pictures.place(internal_links.follow(sources))


def link_counts(linked: Mapping[str, Linked]) -> Iterator[tuple[str, LinkCounts]]:
    """Yield the name of each page in the ledger, and its links."""
    return ((uri.removesuffix(".md"), page.counts) for uri, page in linked.items())


def _related(sources: Sources, cache: Cache) -> Related:
    """Return which related lines are links. They depend on articles only."""
    articles = [*sources.articles.values()]
    key = digest("related lines", [sources.keys[uris.briefing(a.slug)] for a in articles])

    def make(_: Sequence[str]) -> Iterator[Result]:
        yield Result(key, encode(related.links(articles)))

    return get_or_compute(cache, Related, [key], make)[key]


def _corpus(
    sources: Sources, linking: Linking, settings: Settings, day: date | None, cache: Cache
) -> Corpus:
    articles = dict(sources.articles)
    explainers = by_title(sources.explainers, settings.locale)
    of_articles = {slug: linking.linked[uris.briefing(slug)].slugs() for slug in articles}
    of_explainers = {slug: linking.linked[uris.explainer(slug)].slugs() for slug in explainers}
    return Corpus(
        settings=settings,
        articles=articles,
        explainers=explainers,
        linked=linking.linked,
        backlinks=graph.backlinks(of_articles.items()),
        explainer_backlinks=graph.backlinks(of_explainers.items()),
        comentions=graph.comentions(of_articles.values(), list(explainers), _MOST_ALONGSIDE),
        related=_related(sources, cache),
        speakers=Speakers(sources.texts, sources.keys, cache),
        texts=sources.texts,
        annotated=linking.annotated,
        passages=sources.passages,
        dossiers=by_title(sources.dossiers.values(), settings.locale),
        keys=sources.keys,
        own_pages=sources.own_pages,
        introduction=sources.introduction,
        topics=topics.collect(
            articles.values(), explainers.values(), settings.locale, settings.smallest_topic
        ),
        pictures=[sources.pictures[path] for path in sources.published_pictures],
        picture_bytes=pictures.loaded(sources.picture_files),
        day=day,
    )


def _internal_links(corpus: Corpus) -> dict[str, set[str]]:
    """Return the URIs, existing or not, to which the editors of each page link themselves."""
    found = {
        addresses.uri_of(page): addresses.targets(addresses.links(page, passages))
        for page, passages in _written(corpus)
    }
    of_events = {
        slug: targets
        for slug, subject in corpus.explainers.items()
        if (targets := addresses.targets(addresses.links(subject, ())))
    }
    if chosen := annotated_passage.choose(corpus):
        note = corpus.articles[chosen.slug].notes[chosen.number - 1]
        written = annotated_passage.note_text(note, chosen.slug, uris.HOME)
        found.setdefault(uris.HOME, set()).update(uris.targets(uris.HOME, written))
    for slug, article in corpus.articles.items():
        uri = uris.briefing(slug)
        shown = (of_events.get(subject, set()) for subject in corpus.subjects(uri))
        found[uri] = addresses.targets(addresses.links_of_article(article)).union(*shown)
    return {uri: targets for uri, targets in found.items() if targets}


def _broken(corpus: Corpus, pages: Collection[str], drafts: Collection[str]) -> Iterator[Problem]:
    leads = Anchors(corpus).leads
    for page, passages in _written(corpus):
        yield from addresses.broken(addresses.links(page, passages), pages, drafts, leads)
    for article in corpus.articles.values():
        links = addresses.links_of_article(article)
        yield from addresses.broken(links, pages, drafts, leads)


def _written(corpus: Corpus) -> Iterator[tuple[addresses.Written, Sequence[MarkdownPassage]]]:
    """Yield all pages that have a body of Markdown, with its passages."""
    for slug, subject in corpus.explainers.items():
        yield subject, corpus.passages[slug]
    for dossier in corpus.dossiers.values():
        yield dossier, dossiers.passages(dossier)
    for page in corpus.owners_words():
        yield page, own_pages.passages(page)


def _by_outlet(
    articles: Iterable[Metadata], known: Mapping[str, OutletFile], locale: str
) -> list[tuple[Outlet, list[Metadata]]]:
    """Return the outlets that have articles, by name in a locale, each with its articles."""
    listed: dict[str, list[Metadata]] = {slug: [] for slug in known}
    for article in articles:
        if article.outlet:
            listed[article.outlet.slug].append(article)
    outlets = [file.outlet for file in known.values() if listed[file.outlet.slug]]
    outlets.sort(key=lambda outlet: (collation.key(outlet.name, locale), outlet.slug))
    return [(outlet, listed[outlet.slug]) for outlet in outlets]
