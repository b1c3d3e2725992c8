"""Single pages made anew from changed files, before everything that follows from these is known.

A page is what the last compile made, with its own file and all changed explainers read again, and
its own links decided again. What other pages would say of it (lists, backlinks, feeds) stays as it
was until the next compile. So an edit costs the same on ten thousand briefings as on ten.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property

from briefings.cache import Overlaid, digest
from briefings.content import articles, explainers, folders, internal_links, loading, parse
from briefings.content.articles import Parsing
from briefings.content.checks import names
from briefings.content.loading import Sources
from briefings.content.parse import ParsedExplainer
from briefings.content.redirects import Redirects
from briefings.linking import related
from briefings.model.article import Article, Metadata
from briefings.model.content import Content, ContentFile, Problem, Settings
from briefings.model.explainer import Explainer
from briefings.model.policy import LinkRules
from briefings.model.related import RelatedLine
from briefings.model.site import Page
from briefings.readers import formats
from briefings.readers.formats import SIDECAR, SUFFIXES
from briefings.site.compile import Compilation
from briefings.site.corpus import Corpus
from briefings.site.inputs import KeyedCorpus
from briefings.site.kinds import briefing, explainer
from briefings.site.lists import sequence
from briefings.site.page_mentions import Names, link_one
from briefings.text import uris


class Revision:
    """What was compiled, and the files that have changed since."""

    def __init__(
        self,
        before: Compilation,
        files: Mapping[str, ContentFile],
        changed: Collection[str],
        settings: Settings,
    ) -> None:
        """Take a compile and what has changed since.

        Args:
            before: what was compiled.
            files: all files of the content folder as they are now, by path.
            changed: paths of those that are new, others or gone since.
            settings: what the site's owner decided.
        """
        self._before, self._files, self._settings = before, files, settings
        self._changed = frozenset(changed)
        self._recipes = {target.page: target for target in before.site.targets if target.page}

    @cached_property
    def pages(self) -> frozenset[str]:
        """URIs of all pages that there are."""
        new = {uris.briefing(slug) for slug, got in self._parsed.items() if got and got.article}
        new |= {
            uris.explainer(slug) for slug, got in self._written.items() if got and got.explainer
        }
        return frozenset((self._recipes.keys() - self._gone) | new)

    @cached_property
    def linked(self) -> frozenset[str]:
        """URIs of all pages that a page may link to: those too that are gone since the compile."""
        return self.pages | self._recipes.keys()

    @property
    def moved(self) -> Mapping[str, str]:
        """URIs that pages used to have, each with that of today."""
        return self._sources.moved

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the changed files, each by itself."""
        found = [got.problems for got in self._written.values() if got]
        found += [got.problems for got in self._parsed.values() if got]
        return tuple(problem for problems in found for problem in problems)

    def make(self, uri: str) -> tuple[Page, ...]:
        """Return a page with its twin; nothing where there is none.

        Where a file has errors, it is the page that was made of it before.
        """
        if uri in self._gone:
            return ()
        slug = uris.stem(uri)
        article = self._article(slug) if uri == uris.briefing(slug) else None
        if not article and not self._is_touched(uri):
            target = self._recipes.get(uri)
            return target.files() if target else ()
        sources = self._with(article) if article else self._sources
        linked, annotated = link_one(sources, self._names, self._before.linking, uri)
        corpus, beside = self._before.corpus, self._before.beside
        if article:
            lines = {article.slug: _related(article, sources, corpus)}
            corpus = replace(corpus, related=Overlaid(lines, corpus.related))
            beside = sequence.neighbours(sources.articles)
        corpus = replace(
            corpus,
            articles={**corpus.articles, article.slug: article} if article else corpus.articles,
            explainers=self._subjects,
            linked=Overlaid({uri: linked}, corpus.linked),
            annotated=Overlaid({uri: annotated}, corpus.annotated),
            texts=sources.texts,
            passages=sources.passages,
        )
        keyed = KeyedCorpus(corpus, sources.keys, beside)
        if uri == uris.briefing(slug):
            return briefing.build(briefing.inputs(keyed, slug))
        return explainer.build(explainer.inputs(keyed, slug))

    def _is_touched(self, uri: str) -> bool:
        """Return whether changed explainers may be seen on a page.

        A briefing shows those that it links. An explainer also shows those that mention it, so it
        cannot be made while one of them is gone.
        """
        slug = uris.stem(uri)
        if uri == uris.explainer(slug):
            return bool(self._written) and slug in self._subjects and not self._removed
        is_briefing = uri == uris.briefing(slug) and slug in self._before.corpus.articles
        return bool(self._written) and is_briefing

    @cached_property
    def _gone(self) -> frozenset[str]:
        """URIs of the pages whose files are gone."""
        gone = {uris.briefing(slug) for slug, got in self._parsed.items() if got is None}
        return frozenset(gone | {uris.explainer(slug) for slug in self._removed})

    # ------------------------------------------------------------------ explainers

    @cached_property
    def _written(self) -> dict[str, ParsedExplainer | None]:
        """What came of the explainers that have changed, by slug; None for those that are gone."""
        paths = [p for p in self._changed if _is_in(folders.EXPLAINERS, p) and p.endswith(".md")]
        # Of two files for one page, that which is there counts.
        paths.sort(key=lambda path: (path in self._files, path))
        files = ((articles.slug_of(path), self._files.get(path)) for path in paths)
        return {slug: parse.read_explainer(file.load()) if file else None for slug, file in files}

    @cached_property
    def _removed(self) -> frozenset[str]:
        """Slugs of the explainers that are gone."""
        return frozenset(slug for slug, got in self._written.items() if got is None)

    @cached_property
    def _sources(self) -> Sources:
        """What was read, with the changed explainers read again."""
        sources = self._before.sources
        if not self._written:
            return sources
        written = [got for got in self._written.values() if got]
        new = {got.explainer.slug: got.explainer for got in written if got.explainer}
        passages = {got.explainer.slug: got.passages for got in written if got.explainer}
        subjects = {e.slug: e for e in sources.explainers if e.slug not in self._removed} | new
        moved = {old: uri for old, uri in sources.moved.items() if uris.stem(uri) not in new}
        moved |= {
            uris.explainer(former.slug): uris.explainer(slug)
            for slug, subject in new.items()
            for former in subject.redirect_from
            if former.slug not in subjects
        }
        for slug, subject in new.items():
            subjects[slug] = replace(subject, links=_known(subject.links, subjects, moved))
        keys = {uris.explainer(slug): digest(subject) for slug, subject in new.items()}
        return internal_links.follow(
            replace(
                sources,
                explainers=sorted(subjects.values(), key=explainers.by_title),
                passages={**sources.passages, **passages},
                keys={**sources.keys, **keys},
                moved=moved,
            )
        )

    @cached_property
    def _subjects(self) -> dict[str, Explainer]:
        return {subject.slug: subject for subject in self._sources.explainers}

    @cached_property
    def _names(self) -> Names:
        """The names of the explainers; those of before, where none has changed."""
        names, before = Names(self._sources.explainers, self._settings), self._before.linking.names
        if names.digest == before.digest:
            names.lexicon, names.evidence = before.lexicon, before.evidence
        return names

    # -------------------------------------------------------------------- articles

    @cached_property
    def _parsed(self) -> dict[str, Parsing | None]:
        """What came of the articles that have changed, by slug; None for those that are gone."""
        bases = {formats.stem(path) for path in self._changed if _is_in(folders.ARTICLES, path)}
        parsed = [(articles.slug_of(base), self._parse(base)) for base in sorted(bases)]
        # Of two files for one page, that which is there counts.
        return dict(sorted(parsed, key=lambda one: one[1] is not None))

    def _parse(self, base: str) -> Parsing | None:
        capture = next((f for e in SUFFIXES if (f := self._files.get(base + e))), None)
        if capture is None:
            return None
        sidecar = self._files.get(base + SIDECAR)
        return articles.parse(capture.load(), sidecar.load() if sidecar else None, self._outlets)

    @cached_property
    def _outlets(self) -> articles.Outlets:
        files = (file for path, file in self._files.items() if _is_in(folders.OUTLETS, path))
        return loading.outlets_of(Content(tuple(files)))

    def _article(self, slug: str) -> Article | None:
        """Return an article if it has to be read again; None where it is what it was."""
        before = self._before.corpus.articles.get(slug)
        parsing = self._parsed.get(slug)
        if not parsing and before and any(_is_in(folders.OUTLETS, path) for path in self._changed):
            parsing = self._parse(formats.stem(before.capture.path))
        return parsing.article if parsing else None

    def _with(self, article: Article) -> Sources:
        """Return what was read, with an article that was read again."""
        sources, uri = self._sources, uris.briefing(article.slug)
        links = _known(article.links, self._subjects, sources.moved)
        article = replace(article, links=links)
        others = (a for a in sources.articles if a.slug != article.slug)
        return internal_links.follow(
            replace(
                sources,
                articles=sorted([article.metadata(), *others], key=loading.newest_first),
                texts=Overlaid({article.slug: article}, sources.texts),
                keys={**sources.keys, uri: digest(article)},
            )
        )


def _known(rules: LinkRules, subjects: Mapping[str, Explainer], moved: Redirects) -> LinkRules:
    """Return what a page says about links, of the explainers that are there as they are called."""
    renamed, _ = names.renamed_links(rules, "", moved)
    return loading.with_known(renamed, subjects)


def _related(article: Article, sources: Sources, before: Corpus) -> tuple[RelatedLine, ...]:
    """Return those related lines of an article that was read again that are links.

    Comparing them with all titles takes time on a large site, so it is done only if they changed.
    """
    old = before.articles.get(article.slug)
    if old and _compared(old) == _compared(article):
        return before.related[article.slug]
    return related.links(sources.articles, [article])[article.slug]


def _compared(article: Metadata) -> tuple[object, ...]:
    """Return all that decides what the related lines of an article are, beside other titles."""
    return article.pointers, article.headlines, article.title, article.headline, article.url


def _is_in(folder: str, path: str) -> bool:
    return path.startswith(f"{folder}/")
