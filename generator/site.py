"""The generator as one pure function: content and settings in, pages and problems out.

No disk, no MkDocs, no clock and no network: the same content gives the same bytes anywhere.
"""

from collections.abc import Mapping

from generator import content as content_files
from generator import editorial, explainers, graph, linker, prose, topics
from generator.content import Sources
from generator.lexicon import Lexicon
from generator.model.article import Article, Outlet
from generator.model.content import Content, Settings
from generator.model.site import Counts, Site
from generator.outlets import OutletFile
from generator.pages import briefing, explainer, index
from generator.pages.parts import Corpus


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
    corpus = _link(sources, settings)
    all_topics = topics.collect(corpus.articles.values())
    by_outlet = _by_outlet(corpus, sources.outlets)
    pages = [
        index.home(corpus),
        index.briefings(corpus),
        index.explainers(corpus),
        index.topics(all_topics),
        index.outlets(by_outlet),
        index.search(),
        *(briefing.briefing(corpus, article) for article in corpus.articles.values()),
        *(explainer.explainer(corpus, subject) for subject in corpus.explainers.values()),
        *(index.topic(corpus, topic) for topic in all_topics),
        *(index.outlet(corpus, outlet, listed) for outlet, listed in by_outlet),
    ]
    annotated = (*corpus.annotated_articles.values(), *corpus.annotated_explainers.values())
    return Site(
        pages=tuple(sorted(pages, key=lambda page: page.uri)),
        problems=sources.problems,
        counts=Counts(
            briefings=len(corpus.articles),
            explainers=len(corpus.explainers),
            outlets=len(by_outlet),
            topics=len(all_topics),
            links=sum(len(page.linked()) for page in annotated),
        ),
    )


def _link(sources: Sources, settings: Settings) -> Corpus:
    lexicon = Lexicon(explainers.phrases(sources.explainers))
    annotated_articles = {
        article.slug: linker.link(prose.article_passages(article.blocks), lexicon, article.links)
        for article in sources.articles
    }
    places = {e.slug: editorial.markdown_passages(e.body, e.body_line) for e in sources.explainers}
    annotated_explainers = {
        slug: linker.link([place.passage for place in placed], lexicon, about=slug)
        for slug, placed in places.items()
    }
    return Corpus(
        settings=settings,
        articles={article.slug: article for article in sources.articles},
        explainers={subject.slug: subject for subject in sources.explainers},
        annotated_articles=annotated_articles,
        annotated_explainers=annotated_explainers,
        explainer_passages=places,
        backlinks=graph.backlinks(annotated_articles.items()),
        explainer_backlinks=graph.backlinks(annotated_explainers.items()),
    )


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
