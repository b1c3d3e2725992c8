"""Build single pages after an edit, without compiling the whole site.

Only the file of the page and changed explainers are parsed again, and only the page itself is
linked again. Everything else is taken from the last compile, and other pages (lists, backlinks,
feeds) are not updated until the next compile. So an edit takes the same time with ten thousand
briefings as with ten.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain

from briefings.cache import Keyed, Overlaid, digest
from briefings.content import (
    articles,
    dossiers,
    explainers,
    folders,
    internal_links,
    loading,
    own_pages,
    parse,
    pictures,
    placed_pictures,
)
from briefings.content.articles import Parsing
from briefings.content.checks import names
from briefings.content.loading import Sources
from briefings.content.parse import ParsedExplainer
from briefings.content.pictures import ParsedPicture
from briefings.content.redirects import Redirects
from briefings.files.guard import MAKING, bounded
from briefings.linking import related
from briefings.model.article import Article, Metadata
from briefings.model.content import Content, ContentFile, Problem, Settings, graded
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated, Linked
from briefings.model.own_page import Introduction, OwnPage
from briefings.model.picture import PictureFile
from briefings.model.policy import LinkRules
from briefings.model.related import RelatedLine
from briefings.model.site import Page, Target
from briefings.readers import formats
from briefings.readers.formats import SIDECAR, SUFFIXES
from briefings.site.compile import Compilation, placed
from briefings.site.corpus import Corpus, by_title
from briefings.site.exports import pictures as copies
from briefings.site.inputs import KeyedCorpus
from briefings.site.kinds import dossier, explainer, home, own_page
from briefings.site.kinds.briefing import page as briefing
from briefings.site.kinds.briefing.inputs import inputs as inputs_of_briefing
from briefings.site.lists import sequence
from briefings.site.page_mentions import Names, link_one
from briefings.text import uris


class PartialBuild:
    """The last compile, and the files that have changed since."""

    def __init__(
        self,
        before: Compilation,
        files: Mapping[str, ContentFile],
        changed: Collection[str],
        settings: Settings,
    ) -> None:
        """Prepare builds.

        Args:
            before: the last compile.
            files: all files of the content folder as they are now, by path.
            changed: paths of new, changed and deleted files.
            settings: the site's settings.
        """
        self._before, self._files, self._settings = before, files, settings
        shown = before.sources.shown_pictures
        showing = (file for path in changed for file in shown.get(path, ()))
        self._changed = frozenset(changed).union(showing)
        self._targets = {target.page: target for target in before.site.targets if target.page}
        self._parsings: dict[str, Parsing | None] = {}

    @cached_property
    def pages(self) -> frozenset[str]:
        """URIs of all pages."""
        briefings, subjects = self._parsed_articles.items(), self._parsed_explainers.items()
        new = {uris.briefing(slug) for slug, result in briefings if result and result.article}
        new |= {uris.explainer(slug) for slug, result in subjects if result and result.explainer}
        new |= {uris.own_page(slug) for slug, (page, _) in self._parsed_pages.items() if page}
        new |= {uris.dossier(slug) for slug, (one, _) in self._parsed_dossiers.items() if one}
        return frozenset((self._targets.keys() - self._gone) | new)

    @cached_property
    def linked(self) -> frozenset[str]:
        """URIs to which a page may link: pages, those deleted since the compile, and pictures."""
        pictures = {picture.uri for picture in self._pictures.values()}
        return self.pages | self._targets.keys() | pictures

    @cached_property
    def exports(self) -> Mapping[str, Target]:
        """Targets of the changed pictures, by the URIs of their files."""
        found = self._pictures
        loaded = pictures.loaded(self._files)
        keyed = (
            (picture, Keyed(picture.uri, bytes, loaded, path))
            for path in self._parsed_pictures
            if (picture := found.get(path))
        )
        return {uri: one for one in copies.targets(keyed) for uri in one.exports}

    @property
    def moved(self) -> Mapping[str, str]:
        """Former URI of each renamed page to its URI."""
        return self._sources.moved

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Problems of the changed files, each parsed without the others."""
        found = [result.problems for result in self._parsed_explainers.values() if result]
        found += [result.problems for result in self._parsed_articles.values() if result]
        found += [problems for _, problems in self._parsed_pages.values()]
        found += [problems for _, problems in self._parsed_dossiers.values()]
        found.append(self._introduction[1])
        found += [parsed.problems for parsed in self._parsed_pictures.values() if parsed]
        # Several articles can be read with the same faulty outlet.
        once = dict.fromkeys(chain.from_iterable(found))
        return tuple(graded(once, self._settings.severities))

    def source(self, uri: str) -> str:
        """Return the path of the content file of a page; empty for a page that has none."""
        if uri == uris.HOME:
            return folders.INTRODUCTION
        slug, before = uris.stem(uri), self._before.corpus
        for folder, uri_of, known in (
            (folders.ARTICLES, uris.briefing, before.articles),
            (folders.EXPLAINERS, uris.explainer, before.explainers),
            (folders.DOSSIERS, uris.dossier, before.dossiers),
            (folders.PAGES, uris.own_page, before.own_pages),
        ):
            if uri == uri_of(slug):
                one = known.get(slug)
                path = one.capture.path if isinstance(one, Metadata) else one.path if one else ""
                return path if path in self._files else self._new_file(folder, slug)
        return ""

    def _new_file(self, folder: str, slug: str) -> str:
        """Return the path of a file since the last compile; empty for none."""
        found = (
            path
            for path in sorted(self._changed & self._files.keys())
            if _is_in(folder, path) and not path.endswith(SIDECAR)
        )
        return next((path for path in found if articles.slug_of(path) == slug), "")

    def parsing(self, uri: str) -> Parsing | None:
        """Return the parsed capture of a briefing; None for another page."""
        path = self.source(uri)
        return self._parse(formats.stem(path)) if _is_in(folders.ARTICLES, path) else None

    def article(self, uri: str) -> Article | None:
        """Return the article that a briefing shows; None for another page."""
        slug = uris.stem(uri)
        if uri != uris.briefing(slug) or uri not in self.pages:
            return None
        return self._article(slug) or self._before.corpus.texts.get(slug)

    def mentions(self, uri: str) -> tuple[Linked, Annotated] | None:
        """Return all mentions on a page; None for a page in which none are looked for."""
        slug, before = uris.stem(uri), self._before.corpus
        article = self._article(slug) if uri == uris.briefing(slug) else None
        if article or self._is_touched(uri):
            sources = self._with(article) if article else self._sources
            return link_one(sources, self._names, self._before.linking, uri)
        if uri not in self.pages or uri not in before.linked:
            return None
        return before.linked[uri], before.annotated[uri]

    def build(self, uri: str, shown: Article | None = None) -> tuple[Page, ...]:
        """Return the files of a page; none if there is no such page.

        If the content file of the page has errors, they are the files of the last compile.

        Args:
            uri: its URI.
            shown: an article to show on a briefing in place of its own; None for its own.

        Raises:
            RefusedError: the page cannot be made.
        """
        if not (source := self.source(uri)):
            return self._build(uri, shown)
        with bounded(source, MAKING):
            return self._build(uri, shown)

    def _build(self, uri: str, shown: Article | None) -> tuple[Page, ...]:
        if uri in self._gone:
            return ()
        slug = uris.stem(uri)
        if (files := self._written(uri, slug)) is not None:
            return files
        article = shown or (self._article(slug) if uri == uris.briefing(slug) else None)
        if not article and not self._is_touched(uri):
            target = self._targets.get(uri)
            return target.files() if target else ()
        sources = self._with(article) if article else self._sources
        linked, annotated = link_one(sources, self._names, self._before.linking, uri)
        corpus, neighbours = self._before.corpus, self._before.neighbours
        if article:
            lines = {article.slug: _related(article, sources, corpus)}
            corpus = replace(corpus, related=Overlaid(lines, corpus.related))
        corpus = replace(
            corpus,
            articles=(
                {**corpus.articles, slug: sources.articles[slug]} if article else corpus.articles
            ),
            explainers=self.subjects,
            linked=Overlaid({uri: linked}, corpus.linked),
            annotated=Overlaid({uri: annotated}, corpus.annotated),
            texts=sources.texts,
            speakers=corpus.speakers.of(sources.texts, sources.keys),
            passages=sources.passages,
        )
        if article:
            neighbours = sequence.neighbours([*sources.articles.values()], corpus.central)
        keyed = KeyedCorpus(corpus, sources.keys, neighbours, self._before.quoted)
        if uri == uris.briefing(slug):
            return briefing.build(inputs_of_briefing(keyed, slug))
        return explainer.build(explainer.inputs(keyed, slug))

    def _written(self, uri: str, slug: str) -> tuple[Page, ...] | None:
        """Return the files of a page that is neither a briefing nor an explainer, if it changed."""
        if uri == uris.own_page(slug):
            return self._own_page(slug)
        if uri == uris.dossier(slug) and (self._parsed_dossiers or self._parsed_explainers):
            return self._dossier(slug)
        if uri == uris.HOME and folders.INTRODUCTION in self._changed:
            return self._home()
        return None

    def _own_page(self, slug: str) -> tuple[Page, ...]:
        """Return the files of a page of the owner."""
        page, _ = self._parsed_pages.get(slug, (None, ()))
        page = page or self._before.sources.own_pages.get(slug)
        if page is None:
            return ()
        settings = KeyedCorpus(self._before.corpus, {}, {}, {}).settings
        page = placed_pictures.in_page(
            internal_links.follow_page(page, self._link_targets), self._pictures
        )
        return own_page.build(own_page.Inputs(settings, page))

    def _dossier(self, slug: str) -> tuple[Page, ...]:
        """Return the files of a dossier."""
        before, uri = self._before.corpus, uris.dossier(slug)
        parsed, _ = self._parsed_dossiers.get(slug, (None, ()))
        found = parsed or before.dossiers.get(slug)
        if found is None:
            return ()
        if parsed:
            written = self.pages | self._targets.keys()
            found, _ = dossiers.checked(parsed, written, self.moved, self.subjects, ())
            found = internal_links.follow_dossier(found, self._link_targets)
            found = placed_pictures.in_page(found, self._pictures)
        known = {*map(uris.briefing, before.articles), *map(uris.explainer, self.subjects)}
        found, _ = dossiers.with_pages(found, known, ())
        sources = replace(self._sources, dossiers={slug: found})
        linked, annotated = link_one(sources, self._names, self._before.linking, uri)
        corpus = replace(
            before,
            explainers=self.subjects,
            dossiers={**before.dossiers, slug: found},
            linked=Overlaid({uri: linked}, before.linked),
            annotated=Overlaid({uri: annotated}, before.annotated),
        )
        keyed = KeyedCorpus(corpus, sources.keys, self._before.neighbours, self._before.quoted)
        return dossier.build(dossier.inputs(keyed, slug))

    def _home(self) -> tuple[Page, ...]:
        """Return the files of the home page with the current words of the owner."""
        before = self._before
        found, problems = self._introduction
        found = before.sources.introduction if problems and not found else found
        if found:
            found = internal_links.follow_introduction(found, self._link_targets)
            found = placed_pictures.in_page(found, self._pictures)
        corpus, keys = replace(before.corpus, introduction=found), before.sources.keys
        if not self._removed:  # briefings may still mention a deleted explainer
            corpus, keys = replace(corpus, explainers=self.subjects), self._sources.keys
        keyed = KeyedCorpus(corpus, keys, before.neighbours, before.quoted)
        return home.build(home.inputs(keyed))

    @cached_property
    def _introduction(self) -> tuple[Introduction | None, tuple[Problem, ...]]:
        """The owner's words on the home page, if they have changed, with their problems."""
        if folders.INTRODUCTION not in self._changed:
            return None, ()
        return loading.read_introduction(self._files.values())

    def _is_touched(self, uri: str) -> bool:
        """Return whether a page may show changed explainers and can be built with them.

        An explainer also shows the explainers that mention it, so it cannot be built while one of
        them is deleted.
        """
        slug = uris.stem(uri)
        if uri == uris.explainer(slug):
            return bool(self._parsed_explainers) and slug in self.subjects and not self._removed
        is_briefing = uri == uris.briefing(slug) and slug in self._before.corpus.articles
        return bool(self._parsed_explainers) and is_briefing

    @cached_property
    def _gone(self) -> frozenset[str]:
        """URIs of the pages whose files are deleted."""
        gone = {
            uris.briefing(slug) for slug, result in self._parsed_articles.items() if result is None
        }
        gone |= {
            uris.own_page(slug) for slug, parsed in self._parsed_pages.items() if not any(parsed)
        }
        gone |= {
            uris.dossier(slug) for slug, parsed in self._parsed_dossiers.items() if not any(parsed)
        }
        return frozenset(gone | {uris.explainer(slug) for slug in self._removed})

    @cached_property
    def _parsed_pages(self) -> dict[str, tuple[OwnPage | None, tuple[Problem, ...]]]:
        """Changed pages of the owner with their problems, by slug; neither for deleted ones."""
        return {
            slug: own_pages.parse(file.load()) if file else (None, ())
            for slug, file in self._changed_files(folders.PAGES)
        }

    @cached_property
    def _parsed_dossiers(self) -> dict[str, tuple[Dossier | None, tuple[Problem, ...]]]:
        """Changed dossiers with their problems, by slug; neither for deleted ones."""
        return {
            slug: dossiers.parse(file.load()) if file else (None, ())
            for slug, file in self._changed_files(folders.DOSSIERS)
        }

    def _changed_files(self, folder: str) -> list[tuple[str, ContentFile | None]]:
        """Return the changed Markdown files of a folder by slug; None for deleted ones."""
        paths = [p for p in self._changed if _is_in(folder, p) and p.endswith(".md")]
        # If a file was renamed, the existing one counts.
        paths.sort(key=lambda path: (path in self._files, path))
        return [(articles.slug_of(path), self._files.get(path)) for path in paths]

    # -------------------------------------------------------------------- pictures

    @cached_property
    def _parsed_pictures(self) -> dict[str, ParsedPicture | None]:
        """Changed pictures, parsed, by path; None for deleted ones."""
        paths = filter(pictures.is_picture, sorted(self._changed))
        return {
            path: pictures.parse(file.load()) if (file := self._files.get(path)) else None
            for path in paths
        }

    @cached_property
    def _pictures(self) -> Mapping[str, PictureFile]:
        """The valid pictures by path; of a changed one with errors, what it was before."""
        known = dict(self._before.sources.pictures)
        for path, parsed in self._parsed_pictures.items():
            if parsed is None:
                known.pop(path, None)
            elif parsed.picture:
                known[path] = parsed.picture
        return known

    # ------------------------------------------------------------------ explainers

    @cached_property
    def _parsed_explainers(self) -> dict[str, ParsedExplainer | None]:
        """Changed explainers, parsed, by slug; None for deleted ones."""
        files = self._changed_files(folders.EXPLAINERS)
        return {slug: parse.read_explainer(file.load()) if file else None for slug, file in files}

    @cached_property
    def _removed(self) -> frozenset[str]:
        """Slugs of the deleted explainers."""
        return frozenset(slug for slug, result in self._parsed_explainers.items() if result is None)

    @cached_property
    def _sources(self) -> Sources:
        """The parsed content, with the changed explainers parsed again."""
        sources = replace(self._before.sources, pictures=self._pictures)
        if not self._parsed_explainers:
            return sources
        parsed = [result for result in self._parsed_explainers.values() if result]
        new = {result.explainer.slug: result.explainer for result in parsed if result.explainer}
        passages = {result.explainer.slug: result.passages for result in parsed if result.explainer}
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
        return placed(
            replace(
                sources,
                explainers=sorted(subjects.values(), key=explainers.by_title),
                passages={**sources.passages, **passages},
                keys=Overlaid(keys, sources.keys),
                moved=moved,
            )
        )

    @cached_property
    def _link_targets(self) -> internal_links.Targets:
        return internal_links.Targets(self._sources)

    @cached_property
    def subjects(self) -> dict[str, Explainer]:
        """The explainers by slug, in the order of their titles."""
        return by_title(self._sources.explainers, self._settings.locale)

    @cached_property
    def _names(self) -> Names:
        """The names of the explainers, compiled again only if one has changed."""
        policy, _ = loading.site_policy(self._settings, self._sources)
        sources, before = self._sources, self._before.linking.names
        names = Names(sources.explainers, sources.passages, policy)
        if names.digest == before.digest:
            names.lexicon = before.lexicon
            if names.profiles == before.profiles:
                names.evidence = before.evidence
        return names

    # -------------------------------------------------------------------- articles

    @cached_property
    def _parsed_articles(self) -> dict[str, Parsing | None]:
        """Changed articles, parsed, by slug; None for deleted ones."""
        bases = {formats.stem(path) for path in self._changed if _is_in(folders.ARTICLES, path)}
        parsed = [(articles.slug_of(base), self._parse(base)) for base in sorted(bases)]
        # If a file was renamed, the existing one counts.
        return dict(sorted(parsed, key=lambda one: one[1] is not None))

    def _parse(self, base: str) -> Parsing | None:
        if base not in self._parsings:
            self._parsings[base] = self._parse_now(base)
        return self._parsings[base]

    def _parse_now(self, base: str) -> Parsing | None:
        capture = next((f for e in SUFFIXES if (f := self._files.get(base + e))), None)
        if capture is None:
            return None
        sidecar = self._files.get(base + SIDECAR)
        facts = sidecar.load() if sidecar else None
        return articles.parse(capture.load(), facts, self._outlets, self._settings.locale)

    @cached_property
    def _outlets(self) -> articles.Outlets:
        files = (file for path, file in self._files.items() if _is_in(folders.OUTLETS, path))
        return loading.outlets_of(Content(tuple(files)))

    def _article(self, slug: str) -> Article | None:
        """Return an article if it has to be parsed again; None if it is unchanged."""
        before = self._before.corpus.articles.get(slug)
        parsing = self._parsed_articles.get(slug)
        if not parsing and before and any(_is_in(folders.OUTLETS, path) for path in self._changed):
            parsing = self._parse(formats.stem(before.capture.path))
        return parsing.article if parsing else None

    def _with(self, article: Article) -> Sources:
        """Return the parsed content with an article that was parsed again."""
        sources, uri = self._sources, uris.briefing(article.slug)
        links = _known(article.links, self.subjects, sources.moved)
        article = replace(article, links=links)
        known = {**sources.articles, article.slug: article.metadata()}
        return placed(
            replace(
                sources,
                articles={
                    one.slug: one for one in sorted(known.values(), key=loading.newest_first)
                },
                texts=Overlaid({article.slug: article}, sources.texts),
                keys=Overlaid({uri: digest(article)}, sources.keys),
            )
        )


def _known(rules: LinkRules, subjects: Mapping[str, Explainer], moved: Redirects) -> LinkRules:
    """Return the link rules of a page for existing explainers, under their current names."""
    renamed, _ = names.renamed_links(rules, "", moved)
    return loading.with_known(renamed, subjects)


def _related(article: Article, sources: Sources, before: Corpus) -> tuple[RelatedLine, ...]:
    """Return the related lines of an article that are links.

    They are compared with all titles only if they have changed: on a large site that takes time.
    """
    old = before.articles.get(article.slug)
    if old and _related_inputs(old) == _related_inputs(article):
        return before.related[article.slug]
    return related.links([*sources.articles.values()], [article])[article.slug]


def _related_inputs(article: Metadata) -> tuple[object, ...]:
    """Return everything that the related lines of an article depend on, except other titles."""
    return article.pointers, article.headlines, article.title, article.headline, article.url


def _is_in(folder: str, path: str) -> bool:
    return path.startswith(f"{folder}/")
