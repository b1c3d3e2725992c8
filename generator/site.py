"""The generator as one pure function: content and settings in, pages and problems out.

No disk, no MkDocs, no clock and no network: the same content gives the same bytes anywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator import articles, explainers, graph, linker, outlets, prose, topics, uris
from generator.lexicon import Lexicon
from generator.model import (
    Article,
    Content,
    Counts,
    Explainer,
    Outlet,
    Problem,
    Settings,
    Severity,
    Site,
    SourceFile,
)
from generator.outlets import OutletFile
from generator.pages import briefing, explainer, index
from generator.pages.parts import Corpus, by_title

ARTICLES = "articles"
EXPLAINERS = "explainers"
OUTLETS = "outlets"
_FOLDERS = (ARTICLES, EXPLAINERS, OUTLETS)
_RESERVED = "index"


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read, before linking."""

    articles: Sequence[Article]
    explainers: Sequence[Explainer]
    outlets: Mapping[str, OutletFile]
    problems: Sequence[Problem]


def compile(content: Content, settings: Settings) -> Site:
    """Compile content into a site.

    Args:
        content: every file that people wrote.
        settings: what the site's owner decided.

    Returns:
        The pages, and all problems at once. Files with errors have no page; whether the site may
        be published is `Site.failed`.
    """
    read = _read(content)
    corpus = _link(read, settings)
    all_topics = topics.collect(corpus.articles.values())
    by_outlet = _by_outlet(corpus, read.outlets)
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
        problems=tuple(sorted(read.problems, key=_by_place)),
        counts=Counts(
            briefings=len(corpus.articles),
            explainers=len(corpus.explainers),
            outlets=len(read.outlets),
            topics=len(all_topics),
            links=sum(len(page.linked()) for page in annotated),
        ),
    )


def _by_place(problem: Problem) -> tuple[str, int, str, str]:
    return problem.file, problem.line, problem.code, problem.message


# ------------------------------------------------------------------------------- reading


def _read(content: Content) -> _Read:
    problems = list(content.problems)
    folders: dict[str, list[SourceFile]] = defaultdict(list)
    for file in sorted(content.files, key=lambda file: file.path):
        folder = PurePosixPath(file.path).parts[0]
        if folder in _FOLDERS and "/" in file.path:
            folders[folder].append(file)
        else:
            problems.append(_misplaced(file, "articles/, explainers/ or outlets/"))
    found_outlets = _read_outlets(folders[OUTLETS], problems)
    found_explainers = _read_explainers(folders[EXPLAINERS], problems)
    found_articles = _read_articles(folders[ARTICLES], found_outlets, found_explainers, problems)
    return _Read(found_articles, found_explainers, found_outlets, problems)


def _misplaced(file: SourceFile, wanted: str) -> Problem:
    return Problem(
        file.path, 0, "not-read", "This file is not read.",
        f"Here belong {wanted}. Move the file, or delete it.", Severity.WARNING,
    )  # fmt: skip


def _of_kind(
    files: Iterable[SourceFile], endings: tuple[str, ...], problems: list[Problem]
) -> list[SourceFile]:
    """Return the files with one of the endings, and report the others."""
    found = []
    for file in files:
        if file.path.endswith(endings):
            found.append(file)
        else:
            problems.append(_misplaced(file, "files that end in " + " or ".join(endings)))
    return found


def _unique(files: Sequence[SourceFile], folder: str, problems: list[Problem]) -> list[SourceFile]:
    """Return the files whose slug is theirs alone; report all that share one or take `index`."""
    names = [(uris.stem(file.path), file.path) for file in files]
    shared = uris.collisions(names)
    for slug, paths in shared.items():
        problems.extend(
            Problem(
                path, 0, "same-address",
                f"This file and {', '.join(p for p in paths if p != path)} would both be "
                f"{folder}/{slug}/ on the site.",
                "Rename one of them.",
            )
            for path in paths
        )  # fmt: skip
    problems.extend(
        Problem(
            path, 0, "same-address", f"The name `index` is taken by the list of {folder}.",
            "Rename the file.",
        )
        for slug, path in names
        if slug == _RESERVED
    )  # fmt: skip
    return [
        file
        for (slug, _), file in zip(names, files, strict=True)
        if slug not in shared and slug != _RESERVED
    ]


def _read_outlets(files: Sequence[SourceFile], problems: list[Problem]) -> dict[str, OutletFile]:
    found: dict[str, OutletFile] = {}
    for file in _unique(_of_kind(files, articles.SIDECARS, problems), OUTLETS, problems):
        parsed = outlets.parse(file)
        if isinstance(parsed, tuple):
            problems.extend(parsed)
        else:
            found[parsed.outlet.slug] = parsed
    return found


def _read_explainers(files: Sequence[SourceFile], problems: list[Problem]) -> list[Explainer]:
    found = []
    for file in _unique(_of_kind(files, (".md",), problems), EXPLAINERS, problems):
        parsed = explainers.parse(file)
        if isinstance(parsed, tuple):
            problems.extend(parsed)
        else:
            found.append(parsed)
    problems.extend(explainers.shared_aliases(found))
    problems.extend(explainers.unwritten(found))
    return sorted(found, key=by_title)


def _read_articles(
    files: Sequence[SourceFile],
    known_outlets: Mapping[str, OutletFile],
    known_explainers: Sequence[Explainer],
    problems: list[Problem],
) -> list[Article]:
    files = _of_kind(files, (*articles.CAPTURES, *articles.SIDECARS), problems)
    captures = [file for file in files if file.path.endswith(articles.CAPTURES)]
    sidecars = {
        str(PurePosixPath(file.path).with_suffix("")): file
        for file in files
        if file.path.endswith(articles.SIDECARS)
    }
    slugs = [subject.slug for subject in known_explainers]
    found = []
    for capture in _unique(captures, "briefings", problems):
        sidecar = sidecars.get(str(PurePosixPath(capture.path).with_suffix("")))
        article, of_article = articles.parse(capture, sidecar, known_outlets)
        problems.extend(of_article)
        if article:
            facts = sidecar or capture
            problems.extend(articles.unknown_links(article, facts.path, slugs))
            found.append(_only_known_links(article, slugs))
    owners = {str(PurePosixPath(capture.path).with_suffix("")) for capture in captures}
    problems.extend(
        Problem(
            sidecar.path, 0, "sidecar-alone", "There is no article beside this sidecar.",
            f"Put the capture beside it as {name}.txt, or delete this file.",
        )
        for name, sidecar in sidecars.items()
        if name not in owners
    )  # fmt: skip
    return sorted(found, key=_newest_first)


def _newest_first(article: Article) -> tuple[bool, int, str, str]:
    published = article.published
    return (
        published is None, -published.toordinal() if published else 0,
        article.title.casefold(), article.slug,
    )  # fmt: skip


def _only_known_links(article: Article, slugs: Sequence[str]) -> Article:
    decided = tuple(pair for pair in article.links.decided if pair[1] in slugs)
    return replace(article, links=replace(article.links, decided=decided))


# ------------------------------------------------------------------------------- linking


def _link(read: _Read, settings: Settings) -> Corpus:
    lexicon = Lexicon(explainers.phrases(read.explainers))
    annotated_articles = {
        article.slug: linker.link(prose.article_passages(article.blocks), lexicon, article.links)
        for article in read.articles
    }
    annotated_explainers = {}
    for subject in read.explainers:
        placed = prose.markdown_passages(subject.body, subject.body_line)
        passages = [place.passage for place in placed]
        annotated_explainers[subject.slug] = linker.link(passages, lexicon, about=subject.slug)
    return Corpus(
        settings=settings,
        articles={article.slug: article for article in read.articles},
        explainers={subject.slug: subject for subject in read.explainers},
        annotated_articles=annotated_articles,
        annotated_explainers=annotated_explainers,
        backlinks=graph.backlinks(annotated_articles.items()),
        explainer_backlinks=graph.backlinks(annotated_explainers.items()),
    )


def _by_outlet(
    corpus: Corpus, known: Mapping[str, OutletFile]
) -> list[tuple[Outlet, list[Article]]]:
    listed: dict[str, list[Article]] = {slug: [] for slug in known}
    for article in corpus.articles.values():
        if article.outlet:
            listed[article.outlet.slug].append(article)
    by_name = sorted(
        known.values(), key=lambda file: (file.outlet.name.casefold(), file.outlet.slug)
    )
    return [(file.outlet, listed[file.outlet.slug]) for file in by_name]
