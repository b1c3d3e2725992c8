"""The content folder's files, sorted and read: articles, explainers and outlets, with all findings.

Every reader returns what it could read together with the problems; nothing stops at the first.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator import articles, duplicates, explainers, outlets, report, uris
from generator.articles import CAPTURES, SIDECAR, Parsing
from generator.checks import names
from generator.duplicates import Candidate
from generator.model.article import Article
from generator.model.content import Content, Problem, Severity, SourceFile
from generator.model.explainer import Explainer
from generator.model.policy import LinkRules
from generator.outlets import OutletFile

ARTICLES = "articles"
EXPLAINERS = "explainers"
OUTLETS = "outlets"
INDEX = "index"

Problems = tuple[Problem, ...]
Files = Sequence[SourceFile]


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read from the content folder."""

    articles: Sequence[Article]
    """Articles, newest first; those of unknown date last."""
    explainers: Sequence[Explainer]
    """Explainers by title."""
    outlets: Mapping[str, OutletFile]
    """Outlets by slug."""
    problems: Problems
    """All findings, sorted by file and line."""


def read(content: Content) -> Sources:
    """Read all files of a content folder, in any order."""
    files = sorted(content.files, key=lambda file: file.path)
    outlet_files, misnamed_outlets = _select(files, OUTLETS, (SIDECAR,), "outlets")
    explainer_files, misnamed_explainers = _select(files, EXPLAINERS, (".md",), "explainers")
    capture_files, misnamed_captures = _select(files, ARTICLES, CAPTURES, "briefings")
    known_outlets, outlet_problems = _read_outlets(outlet_files)
    known_explainers, explainer_problems = _read_explainers(explainer_files)
    read_articles, article_problems = _read_articles(
        capture_files, _sidecars(files), known_outlets, known_explainers
    )
    problems = (
        *content.problems,
        *_strays(files),
        *_lonely_sidecars(files),
        *(*misnamed_outlets, *misnamed_explainers, *misnamed_captures),
        *(*outlet_problems, *explainer_problems, *article_problems),
        *_duplicates(read_articles),
    )
    return Sources(
        articles=sorted(read_articles, key=newest_first),
        explainers=sorted((e for e in known_explainers.values() if e), key=explainers.by_title),
        outlets={slug: outlet for slug, outlet in known_outlets.items() if outlet},
        problems=report.in_order(problems),
    )


def newest_first(article: Article) -> tuple[bool, int, str, str]:
    """Sort key of articles: the day of publication, newest first, unknown last; then the title."""
    day = article.published
    return day is None, -day.toordinal() if day else 0, article.title.casefold(), article.slug


def candidate(article: Article, name: str = "") -> Candidate:
    """Return an article as far as duplicates go, called by its file if no other name is given."""
    text = "\n".join(block.text for block in article.blocks)
    return Candidate(name or article.capture.path, article.url, text)


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
        if slug == INDEX
    ]  # fmt: skip
    return [f for f in found if articles.slug_of(f.path) not in {*shared, INDEX}], problems


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


def _read_explainers(files: Files) -> tuple[dict[str, Explainer | None], list[Problem]]:
    """Return the explainers by slug; None for a file with errors, which is there all the same."""
    known: dict[str, Explainer | None] = {}
    problems: list[Problem] = []
    for file in files:
        parsed = explainers.parse(file)
        known[articles.slug_of(file.path)] = None if isinstance(parsed, tuple) else parsed
        problems += parsed if isinstance(parsed, tuple) else ()
    read = [explainer for explainer in known.values() if explainer]
    phrases = names.phrases(read)
    for slug, explainer in known.items():
        if explainer:
            problems += names.unknown_links(explainer.links, explainer.path, known, phrases)
            known[slug] = replace(explainer, links=_with_known(explainer.links, known))
    return known, [*problems, *names.names(read), *explainers.unwritten(read)]


def _with_known(links: LinkRules, known: Mapping[str, Explainer | None]) -> LinkRules:
    """Return what a page says about links, without phrases for explainers that are not there."""
    return replace(links, decided=tuple(said for said in links.decided if known.get(said[1])))


def _read_articles(
    captures: Files,
    sidecars: Mapping[str, SourceFile],
    known_outlets: Mapping[str, OutletFile | None],
    known_explainers: Mapping[str, Explainer | None],
) -> tuple[list[Article], list[Problem]]:
    found: list[Article] = []
    problems: list[Problem] = []
    phrases = names.phrases(filter(None, known_explainers.values()))
    for capture in captures:
        sidecar = sidecars.get(articles.base(capture.path))
        parsing = read_article(capture, sidecar, known_outlets, known_explainers, phrases)
        problems += parsing.problems
        if parsing.article:
            found.append(parsing.article)
    return found, problems


def read_article(
    capture: SourceFile,
    sidecar: SourceFile | None,
    known_outlets: Mapping[str, OutletFile | None],
    known_explainers: Mapping[str, Explainer | None],
    phrases: Collection[str],
) -> Parsing:
    """Return what came of a capture, its word on links held against the explainers there are.

    Args:
        capture: the captured file.
        sidecar: the editor's facts about it; None where there are none.
        known_outlets: the outlets by slug, and None for a file with errors.
        known_explainers: the explainers by slug, likewise.
        phrases: every name of theirs (`names.phrases`).
    """
    parsing = articles.parse(capture, sidecar, known_outlets)
    article = parsing.article
    if not article:
        return parsing
    path = (sidecar or capture).path
    unknown = names.unknown_links(article.links, path, known_explainers, phrases)
    article = replace(article, links=_with_known(article.links, known_explainers))
    return replace(parsing, article=article, problems=(*parsing.problems, *unknown))


def _duplicates(found: Sequence[Article]) -> Iterator[Problem]:
    """Yield a warning for each article that repeats another one, by address or by text."""
    for duplicate in duplicates.find(candidate(article) for article in found):
        share = f", {duplicate.similarity:.0%} of it" if duplicate.similarity < 1 else ""
        yield Problem(
            duplicate.second, 0, "duplicate",
            f"This is {duplicate.first} again: {duplicate.reason}{share}.",
            "Keep the better one of the two, and delete the other with its sidecar.",
            Severity.WARNING,
        )  # fmt: skip
