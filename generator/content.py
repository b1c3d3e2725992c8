"""The content folder's files, sorted and read: articles, explainers and outlets, with all findings.

Every reader returns what it could read together with the problems; nothing stops at the first. What
comes of a file depends on its bytes and on little else, so it is kept, and read again only when one
of these has changed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TypeVar

from generator import articles, duplicates, editorial, explainers, outlets, redirects, report, uris
from generator.articles import CAPTURES, SIDECAR, Parsing
from generator.cache import (
    Cache,
    Lazy,
    Memory,
    Result,
    Spread,
    digest,
    encode,
    one_by_one,
    recall,
)
from generator.checks import names
from generator.duplicates import Candidate, Fingerprint, fingerprint
from generator.editorial import MarkdownPassage
from generator.model.article import Article, Metadata
from generator.model.content import Content, Problem, Severity, SourceFile
from generator.model.explainer import Explainer
from generator.model.policy import NO_RULES, LinkRules
from generator.outlets import OutletFile
from generator.redirects import Redirects

ARTICLES = "articles"
EXPLAINERS = "explainers"
OUTLETS = "outlets"

AnArticle = TypeVar("AnArticle", bound=Metadata)
Problems = tuple[Problem, ...]
Files = Sequence[SourceFile]


# Files that one process reads before it takes the next: many enough that handing them over costs
# little, few enough that no process is left with much while the others have nothing to do.
_READ_TOGETHER = 24


@dataclass(frozen=True, slots=True)
class Captured:
    """What the whole site must know of a capture that was read: the head of a result."""

    problems: Problems
    """All that is wrong with it."""
    article: Metadata | None = None
    """The article without its text, which is the body; None where it cannot be published."""
    print: Fingerprint | None = None
    """The fingerprint of its text."""
    faulty: Metadata | None = None
    """What there is of an article whose facts have errors, to look for what else is wrong."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of an explainer's file."""

    problems: Problems
    """All that is wrong with it."""
    explainer: Explainer | None = None
    """The explainer; None where it cannot be published."""
    passages: tuple[MarkdownPassage, ...] = ()
    """Where the passages of its body stand in it."""
    faulty: Explainer | None = None
    """What there is of an explainer with errors, to look for what else is wrong."""

    @property
    def subject(self) -> Explainer | None:
        """The explainer, as far as it could be read."""
        return self.explainer or self.faulty


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read from the content folder."""

    articles: Sequence[Metadata]
    """Articles without their texts, newest first; those of unknown date last."""
    texts: Mapping[str, Article]
    """The whole of each article, by slug."""
    explainers: Sequence[Explainer]
    """Explainers by title."""
    faulty: Sequence[Explainer]
    """What there is of explainers with errors, whose sentences are tried all the same."""
    passages: Mapping[str, Sequence[MarkdownPassage]]
    """Where the passages of each explainer's body stand in it, by slug."""
    outlets: Mapping[str, OutletFile]
    """Outlets by slug."""
    keys: Mapping[str, str]
    """Digest of all that an article or explainer was made from, by the path of its page."""
    moved: Redirects
    """URIs that pages used to have, each with that of today."""
    problems: Problems
    """All findings, sorted by file and line."""


def read(content: Content, cache: Cache | None = None, spread: Spread = one_by_one) -> Sources:
    """Read all files of a content folder, in any order.

    Args:
        content: the files.
        cache: where what came of files is kept; None for nowhere.
        spread: does the reading of captures.
    """
    cache = cache or Memory()
    files = sorted(content.files, key=lambda file: file.path)
    outlet_files, misnamed_outlets = _select(files, OUTLETS, (SIDECAR,), "outlets")
    explainer_files, misnamed_explainers = _select(files, EXPLAINERS, (".md",), "explainers")
    capture_files, misnamed_captures = _select(files, ARTICLES, CAPTURES, "briefings")
    known_outlets, outlet_problems = _read_outlets(outlet_files)
    written = _read_explainers(explainer_files, cache, spread)
    captured = _read_articles(
        capture_files, _sidecars(files), _Outlets(known_outlets, outlet_files), cache, spread
    )
    moved, moved_problems = _moved(written, captured, capture_files)
    phrases = names.phrases(got.subject for _, got in written.values() if got.subject)
    known_explainers, explainer_problems = _check_explainers(written, phrases, moved)
    read_articles, article_problems = _check_articles(captured, known_explainers, phrases, moved)
    keys = {uris.explainer(slug): key for slug, (key, _) in written.items()}
    keys |= {uris.briefing(a.slug): key for key, got in captured if (a := got.article)}
    published = {uris.explainer(e.slug) for e in known_explainers.values() if e}
    published |= {uris.briefing(a.slug) for a in read_articles}
    texts = Lazy(cache, {a.slug: key for key, got in captured if (a := got.article)}, Article)
    problems = (
        *content.problems,
        *_strays(files),
        *_lonely_sidecars(files),
        *(*misnamed_outlets, *misnamed_explainers, *misnamed_captures),
        *(*outlet_problems, *explainer_problems, *article_problems, *moved_problems),
        *_duplicates((got for _, got in captured), texts),
    )
    return Sources(
        articles=sorted(read_articles, key=newest_first),
        texts=texts,
        explainers=sorted((e for e in known_explainers.values() if e), key=explainers.by_title),
        passages={slug: got.passages for slug, (_, got) in written.items()},
        outlets={slug: outlet for slug, outlet in known_outlets.items() if outlet},
        faulty=[got.faulty for _, got in written.values() if got.faulty],
        keys=keys,
        moved={old: uri for old, uri in moved.items() if uri in published},
        problems=report.in_order(problems),
    )


def newest_first(article: Metadata) -> tuple[bool, int, str, str]:
    """Sort key of articles: the day of publication, newest first, unknown last; then the title."""
    day = article.published
    return day is None, -day.toordinal() if day else 0, article.title.casefold(), article.slug


def candidate(article: Article, name: str) -> Candidate:
    """Return an article as far as duplicates go, called by a name."""
    text = plain_text(article)
    return Candidate(name, article.url, fingerprint(text), lambda: text)


def candidates(content: Content) -> Iterator[Candidate]:
    """Return the articles that are there, as far as duplicates go, called by their files."""
    sources = read(content)
    return (candidate(sources.texts[a.slug], a.capture.path) for a in sources.articles)


def plain_text(article: Article) -> str:
    """Return the text of an article without its markup."""
    return "\n".join(block.text for block in article.blocks)


def outlets_of(content: Content) -> dict[str, OutletFile | None]:
    """Return the outlets by slug, as `articles.parse` takes them."""
    files = sorted(content.files, key=lambda file: file.path)
    return _read_outlets(_select(files, OUTLETS, (SIDECAR,), "outlets")[0])[0]


# ---------------------------------------------------------------------- which files count


def _strays(files: Files) -> Iterator[Problem]:
    """Yield a warning for each file that no reader looks at."""
    endings = {ARTICLES: (*CAPTURES, SIDECAR), EXPLAINERS: (".md",), OUTLETS: (SIDECAR,)}
    for file in files:
        folder, _, name = file.path.partition("/")
        if folder not in endings or not name:
            hint = f"Move it into {ARTICLES}/, {EXPLAINERS}/ or {OUTLETS}/, or delete it."
        elif not name.endswith(endings[folder]):
            hint = f"Files in {folder}/ end in {_either(endings[folder])}. Rename it, or delete it."
        else:
            continue
        yield Problem(file.path, 0, "not-read", "This file is not read.", hint, Severity.WARNING)


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def _select(
    files: Files, folder: str, endings: tuple[str, ...], shown_as: str
) -> tuple[list[SourceFile], list[Problem]]:
    """Return the files of a folder whose address is theirs alone, and findings on the others."""
    found = [f for f in files if f.path.startswith(f"{folder}/") and f.path.endswith(endings)]
    names = [(articles.slug_of(file.path), file.path) for file in found]
    shared = uris.collisions(names)
    problems = [
        Problem(
            path, 0, "same-address",
            f"This file and {', '.join(p for p in paths if p != path)} would both be "
            f"{shown_as}/{slug}/ on the site.",
            "Rename one of them.",
        )
        for slug, paths in shared.items()
        for path in paths
    ]  # fmt: skip
    problems += [
        Problem(
            path, 0, "same-address", f"The name `index` is taken by the list of {shown_as}.",
            "Rename the file.",
        )
        for slug, path in names
        if slug == uris.INDEX
    ]  # fmt: skip
    return [f for f in found if articles.slug_of(f.path) not in {*shared, uris.INDEX}], problems


def _sidecars(files: Files) -> dict[str, SourceFile]:
    """Return the sidecars of articles by their path without ending."""
    return {
        articles.base(file.path): file
        for file in files
        if file.path.startswith(f"{ARTICLES}/") and file.path.endswith(SIDECAR)
    }


def _lonely_sidecars(files: Files) -> Iterator[Problem]:
    captures = {articles.base(f.path) for f in files if f.path.endswith(CAPTURES)}
    for name, sidecar in _sidecars(files).items():
        if name not in captures:
            yield Problem(
                sidecar.path, 0, "sidecar-alone", "There is no article beside this sidecar.",
                f"Put the capture beside it as {name}.txt, or delete this file.",
            )  # fmt: skip


# ------------------------------------------------------------------------ what they hold


def _read_outlets(files: Files) -> tuple[dict[str, OutletFile | None], list[Problem]]:
    """Return the outlets by slug; None for a file with errors, which is there all the same."""
    found: dict[str, OutletFile | None] = {}
    problems: list[Problem] = []
    for file in files:
        parsed = outlets.parse(file)
        found[articles.slug_of(file.path)] = None if isinstance(parsed, tuple) else parsed
        problems += parsed if isinstance(parsed, tuple) else ()
    return found, problems


def _read_explainers(files: Files, cache: Cache, spread: Spread) -> dict[str, tuple[str, Written]]:
    """Return what came of each explainer's file, with its key, by slug."""
    keys = {digest("explainer", file.path, file.data): file for file in files}

    def make(missing: Sequence[str]) -> Iterator[Result]:
        work = [[(key, keys[key]) for key in some] for some in _in_turns(missing)]
        return chain.from_iterable(spread(_explained, work, len(work)))

    found = recall(cache, Written, list(keys), make)
    return {articles.slug_of(file.path): (key, found[key]) for key, file in keys.items()}


def _explained(work: Sequence[tuple[str, SourceFile]]) -> list[Result]:
    """Return what comes of some explainers' files."""
    return [Result(key, encode(read_explainer(file))) for key, file in work]


def _in_turns(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield keys as many at a time as one process reads before it takes the next."""
    return (keys[n : n + _READ_TOGETHER] for n in range(0, len(keys), _READ_TOGETHER))


def read_explainer(file: SourceFile) -> Written:
    """Return what comes of an explainer's file."""
    subject, problems = explainers.parse(file)
    if subject is None or problems:
        return Written(problems, faulty=subject)
    passages = editorial.markdown_passages(
        subject.body, subject.body_line, uris.explainer(subject.slug)
    )
    return Written((), subject, passages)


def _moved(
    written: Mapping[str, tuple[str, Written]],
    captured: Iterable[tuple[str, Captured]],
    captures: Files,
) -> tuple[Redirects, Problems]:
    """Return which pages were renamed, and what is wrong with what files say of that."""
    subjects = [got.subject for _, got in written.values() if got.subject]
    found = [article for _, got in captured if (article := got.article or got.faulty)]
    explained, problems = redirects.collect(
        ((e.slug, former) for e in subjects for former in e.redirect_from),
        uris.explainer,
        lambda: written,
    )
    briefed, more = redirects.collect(
        ((a.slug, former) for a in found for former in a.redirect_from),
        uris.briefing,
        lambda: {articles.slug_of(file.path) for file in captures},
    )
    return {**explained, **briefed}, (*problems, *more)


def _check_explainers(
    written: Mapping[str, tuple[str, Written]], phrases: Collection[str], moved: Redirects
) -> tuple[dict[str, Explainer | None], list[Problem]]:
    """Return the explainers by slug, and what is wrong with them and between them.

    There is None for a file with errors, which is there all the same.
    """
    problems = [problem for _, got in written.values() for problem in got.problems]
    known = {slug: got.explainer for slug, (_, got) in written.items()}
    read = {slug: got.subject for slug, (_, got) in written.items() if got.subject}
    for slug, subject in read.items():
        links, renamed = names.renamed_links(subject.links, subject.path, moved)
        problems += [*renamed, *names.unknown_links(links, subject.path, known, phrases)]
        if known[slug]:
            known[slug] = replace(subject, links=with_known(links, known))
    subjects = read.values()
    return known, [*problems, *names.names(subjects), *explainers.unwritten(subjects)]


def with_known(links: LinkRules, known: Mapping[str, Explainer | None]) -> LinkRules:
    """Return what a page says about links, without phrases for explainers that are not there."""
    return replace(links, decided=tuple(said for said in links.decided if known.get(said[1])))


@dataclass(frozen=True, slots=True)
class _Outlets:
    known: Mapping[str, OutletFile | None]
    """The outlets by slug."""
    files: Files
    """The files that say what they are."""


def _read_articles(
    captures: Files,
    sidecars: Mapping[str, SourceFile],
    known_outlets: _Outlets,
    cache: Cache,
    spread: Spread,
) -> list[tuple[str, Captured]]:
    """Return what came of each capture, with its key."""
    # Any of the outlets may recognise a capture as its own.
    profiles = digest([(file.path, file.data) for file in known_outlets.files])
    jobs: dict[str, tuple[SourceFile, SourceFile | None]] = {}
    for capture in captures:
        sidecar = sidecars.get(articles.base(capture.path))
        said = (sidecar.path, sidecar.data) if sidecar else None
        jobs[digest("article", capture.path, capture.data, said, profiles)] = capture, sidecar

    def make(missing: Sequence[str]) -> Iterator[Result]:
        work = [[(key, *jobs[key]) for key in some] for some in _in_turns(missing)]
        read = spread(partial(_capture, known_outlets.known), work, len(work))
        return chain.from_iterable(read)

    found = recall(cache, Captured, list(jobs), make)
    return [(key, found[key]) for key in jobs]


def _capture(
    known_outlets: Mapping[str, OutletFile | None],
    work: Sequence[tuple[str, SourceFile, SourceFile | None]],
) -> list[Result]:
    """Return what comes of some captures."""
    results = []
    for key, capture, sidecar in work:
        parsing = articles.parse(capture, sidecar, known_outlets)
        article = parsing.article
        if article is None:
            faulty = parsing.faulty.metadata() if parsing.faulty else None
            results.append(Result(key, encode(Captured(parsing.problems, faulty=faulty))))
            continue
        print_ = fingerprint(plain_text(article))
        head = Captured(parsing.problems, article.metadata(), print_)
        results.append(Result(key, encode(head), encode(article)))
    return results


def read_article(
    capture: SourceFile,
    sidecar: SourceFile | None,
    known_outlets: Mapping[str, OutletFile | None],
    known_explainers: Mapping[str, Explainer | None],
    phrases: Collection[str],
    moved: Redirects,
) -> Parsing:
    """Return what came of a capture, its word on links held against the explainers there are.

    Args:
        capture: the captured file.
        sidecar: the editor's facts about it; None where there are none.
        known_outlets: the outlets by slug, and None for a file with errors.
        known_explainers: the explainers by slug, likewise.
        phrases: every name of theirs (`names.phrases`).
        moved: URIs that pages used to have, each with that of today.
    """
    parsing = articles.parse(capture, sidecar, known_outlets)
    read = parsing.article or parsing.faulty
    if read is None:
        return parsing
    article, unknown = _checked(read, known_explainers, phrases, moved)
    problems = (*parsing.problems, *unknown)
    return replace(parsing, article=article if parsing.article else None, problems=problems)


def _check_articles(
    captured: Iterable[tuple[str, Captured]],
    known: Mapping[str, Explainer | None],
    phrases: Collection[str],
    moved: Redirects,
) -> tuple[list[Metadata], list[Problem]]:
    """Return the articles, and what is wrong with them and with what they say of explainers."""
    found: list[Metadata] = []
    problems: list[Problem] = []
    for _, got in captured:
        problems += got.problems
        if read := got.article or got.faulty:
            article, unknown = _checked(read, known, phrases, moved)
            problems += unknown
            if got.article:
                found.append(article)
    return found, problems


def _checked(
    article: AnArticle,
    known: Mapping[str, Explainer | None],
    phrases: Collection[str],
    moved: Redirects,
) -> tuple[AnArticle, Problems]:
    """Return an article with its word on the explainers that are there, and what is wrong with it.

    Explainers that were renamed have the names of today in it.
    """
    if article.links == NO_RULES:
        return article, ()
    path = article.capture.path
    if not path.endswith(articles.MARKDOWN):
        path = articles.base(path) + SIDECAR
    links, renamed = names.renamed_links(article.links, path, moved)
    unknown = names.unknown_links(links, path, known, phrases)
    return replace(article, links=with_known(links, known)), (*renamed, *unknown)


def _duplicates(found: Iterable[Captured], texts: Mapping[str, Article]) -> Iterator[Problem]:
    """Yield a warning for each article that repeats another one, by address or by text."""
    there = (
        Candidate(
            got.article.capture.path, got.article.url, got.print,
            partial(_text_of, texts, got.article.slug),
        )
        for got in found
        if got.article and got.print
    )  # fmt: skip
    for duplicate in duplicates.find(there):
        share = f", {duplicate.similarity:.0%} of it" if duplicate.similarity < 1 else ""
        yield Problem(
            duplicate.second, 0, "duplicate",
            f"This is {duplicate.first} again: {duplicate.reason}{share}.",
            "Keep the better one of the two, and delete the other with its sidecar.",
            Severity.WARNING,
        )  # fmt: skip


def _text_of(texts: Mapping[str, Article], slug: str) -> str:
    return plain_text(texts[slug])
