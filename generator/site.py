"""The generator as one pure function: content and settings in, pages and problems out.

No disk, no MkDocs, no clock and no network: the same content gives the same bytes anywhere.
"""

from collections.abc import Iterator, Mapping

from generator import content as content_files
from generator import editorial, explainers, graph, ledger, prose, report, topics, uris
from generator.checks import addresses, alias_tests, mentions, reviews
from generator.content import Sources
from generator.corpus import Corpus
from generator.exports import files
from generator.linking import linker
from generator.linking.layout import PageText, lay_out_pages
from generator.linking.lexicon import Lexicon
from generator.linking.senses import Evidence
from generator.model.article import Article, Outlet
from generator.model.content import Content, Problem, Settings
from generator.model.linking import Annotated
from generator.model.site import Counts, Site
from generator.outlets import OutletFile
from generator.pages import briefing, explainer, index


def compile(content: Content, settings: Settings) -> Site:
    """Compile content into a site.

    Args:
        content: every file that people wrote.
        settings: what the site's owner decided.

    Returns:
        The pages, and all problems at once. Files with errors have no page; whether the site may
        be published is `Site.failed`.
    """
    sources = content_files.read(content)
    corpus, link_problems = _link(sources, settings)
    all_topics = topics.collect(corpus.articles.values())
    by_outlet = _by_outlet(corpus, sources.outlets)
    pages = [
        index.home(corpus),
        index.briefings(corpus),
        index.explainers(corpus),
        index.topics(settings, all_topics),
        index.outlets(settings, by_outlet),
        index.search(),
        *(briefing.briefing(corpus, article) for article in corpus.articles.values()),
        *(explainer.explainer(corpus, subject) for subject in corpus.explainers.values()),
        *(index.topic(corpus, topic) for topic in all_topics),
        *(index.outlet(corpus, outlet, listed) for outlet, listed in by_outlet),
    ]
    known = {page.uri for page in pages}
    broken = [
        problem
        for slug, passages in corpus.explainer_passages.items()
        for problem in addresses.broken(corpus.explainers[slug], passages, known)
    ]
    for article in corpus.articles.values():
        broken += addresses.broken_in_notes(article.notes, known)
    due = reviews.due(corpus.explainers.values(), corpus.backlinks, corpus.articles)
    annotated = (*corpus.annotated_articles.values(), *corpus.annotated_explainers.values())
    return Site(
        pages=tuple(sorted(pages, key=lambda page: page.uri)),
        problems=report.in_order((*sources.problems, *link_problems, *broken, *due)),
        counts=Counts(
            briefings=len(corpus.articles),
            explainers=len(corpus.explainers),
            outlets=len(by_outlet),
            topics=len(all_topics),
            links=sum(len(page.linked()) for page in annotated),
        ),
        links=ledger.records(named_pages(corpus)),
        exports=files.files(corpus, all_topics, by_outlet),
    )


def annotate(content: Content, settings: Settings) -> Corpus:
    """Return content with its mentions, decided and linked, and nothing made of it yet."""
    return _link(content_files.read(content), settings)[0]


def named_pages(corpus: Corpus) -> Iterator[tuple[str, Annotated]]:
    """Yield every page that carries links, by its name in the ledger."""
    yield from ledger.by_page(corpus.annotated_articles, "briefings")
    yield from ledger.by_page(corpus.annotated_explainers, "explainers")


def _link(sources: Sources, settings: Settings) -> tuple[Corpus, tuple[Problem, ...]]:
    """Return the corpus with its links, and what was found about names and mentions."""
    subjects = {subject.slug: subject for subject in sources.explainers}
    lexicon = Lexicon(explainers.names(sources.explainers))
    evidence = Evidence(explainers.contexts(sources.explainers), lexicon)
    places = {
        e.slug: editorial.markdown_passages(e.body, e.body_line, uris.explainer(e.slug))
        for e in sources.explainers
    }
    pages = [*map(prose.page_text, sources.articles), *(
        PageText(e.slug, [p.passage for p in places[e.slug]], rules=e.links, about=e.slug)
        for e in sources.explainers
    )]  # fmt: skip
    annotated = linker.link(lay_out_pages(pages), lexicon, evidence, settings.links).annotated()
    annotated_articles = dict(zip((a.slug for a in sources.articles), annotated, strict=False))
    annotated_explainers = dict(
        zip((e.slug for e in sources.explainers), annotated[len(sources.articles) :], strict=True)
    )
    texts = [(a.capture.path, a.lang, annotated_articles[a.slug]) for a in sources.articles]
    texts += [(e.path, "en", annotated_explainers[e.slug]) for e in sources.explainers]
    problems = [problem for text in texts for problem in mentions.undecided(*text, subjects)]
    problems += alias_tests.run(sources.explainers, lexicon, evidence, settings.links)
    return Corpus(
        settings=settings,
        articles={article.slug: article for article in sources.articles},
        explainers=subjects,
        annotated_articles=annotated_articles,
        annotated_explainers=annotated_explainers,
        explainer_passages=places,
        backlinks=graph.backlinks(annotated_articles.items()),
        explainer_backlinks=graph.backlinks(annotated_explainers.items()),
        comentions=graph.comentions(annotated_articles.values()),
    ), tuple(problems)


def _by_outlet(
    corpus: Corpus, known: Mapping[str, OutletFile]
) -> list[tuple[Outlet, list[Article]]]:
    """Return the outlets that have articles, by name, each with its articles."""
    listed: dict[str, list[Article]] = {slug: [] for slug in known}
    for article in corpus.articles.values():
        if article.outlet:
            listed[article.outlet.slug].append(article)
    outlets = [file.outlet for file in known.values() if listed[file.outlet.slug]]
    outlets.sort(key=lambda outlet: (outlet.name.casefold(), outlet.slug))
    return [(outlet, listed[outlet.slug]) for outlet in outlets]
