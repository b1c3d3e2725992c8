"""Load the content folder: parse all files, and check them against each other."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

from briefings.cache import (
    Cache,
    Lazy,
    Mapper,
    Memory,
    Result,
    digest,
    encode,
    get_or_compute,
)
from briefings.content import (
    articles,
    dossiers,
    duplicates,
    explainers,
    folders,
    overlooked,
    own_pages,
    parse,
    pictures,
    redirects,
)
from briefings.content.articles import Parsing
from briefings.content.checks import names
from briefings.content.duplicates import Candidate, Duplicate, fingerprint
from briefings.content.folders import (
    ARTICLES,
    DOSSIERS,
    EXPLAINERS,
    INTRODUCTION,
    OUTLETS,
    PAGES,
    Files,
    select,
)
from briefings.content.parse import (
    KnownOutlets,
    ParsedCapture,
    ParsedExplainer,
    Problems,
    plain_text,
)
from briefings.content.pictures import Shown
from briefings.content.redirects import Redirects
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Article, Metadata
from briefings.model.content import Content, ContentFile, Problem, Settings, Severity, SourceFile
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.outlet import OutletFile
from briefings.model.own_page import Introduction, OwnPage
from briefings.model.picture import PictureFile
from briefings.model.policy import NO_RULES, LinkPolicy, LinkRules
from briefings.readers import formats
from briefings.readers.formats import SIDECAR, SUFFIXES
from briefings.text import report, uris

AnArticle = TypeVar("AnArticle", bound=Metadata)
APage = TypeVar("APage", Metadata, Explainer, Dossier, OwnPage)


@dataclass(frozen=True, slots=True)
class Sources:
    """The parsed content folder."""

    articles: Sequence[Metadata]
    """Articles without their texts, newest first; those of unknown date last."""
    texts: Mapping[str, Article]
    """The articles with their texts, by slug."""
    explainers: Sequence[Explainer]
    """Explainers by title."""
    faulty: Sequence[Explainer]
    """Explainers with errors, without the invalid fields; their sentences are tested too."""
    passages: Mapping[str, tuple[MarkdownPassage, ...]]
    """The passages of each explainer's body, by slug."""
    outlets: Mapping[str, OutletFile]
    """Outlets by slug."""
    dossiers: Mapping[str, Dossier]
    """Dossiers by slug; each has the briefings and explainers that have a page."""
    own_pages: Mapping[str, OwnPage]
    """Pages of the site's owner by slug."""
    introduction: Introduction | None
    """The owner's words on the home page; None if there are none."""
    pictures: Mapping[str, PictureFile]
    """The valid pictures by path, shown or not."""
    picture_files: Mapping[str, ContentFile]
    """Their files, and those of the others, by path."""
    shown_pictures: Mapping[str, Collection[str]]
    """Pictures that editors show, by path, each with the files that do; there may be no such
    picture."""
    published_pictures: Sequence[str]
    """The pictures that the site publishes, by path, sorted (`placed_pictures.place`)."""
    keys: Mapping[str, str]
    """Digest of the inputs of each article or explainer, by the URI of its page."""
    moved: Redirects
    """Current URIs by former ones."""
    drafts: Collection[str]
    """URIs that the drafts without a page will have."""
    unread: frozenset[str]
    """URIs that the pages of files with errors will have."""
    problems: Problems
    """All problems, sorted by file and line."""


def read(content: Content, cache: Cache | None = None, mapper: Mapper = map) -> Sources:
    """Parse all files of a content folder, in any order.

    Args:
        content: the files.
        cache: stores parsed files; None for no cache.
        mapper: parses captures and explainers, in parallel or not.
    """
    cache = cache or Memory()
    files = sorted(content.files, key=lambda file: file.path)
    outlet_files, misnamed_outlets = select(files, OUTLETS, (SIDECAR,), "outlets")
    explainer_files, misnamed_explainers = select(files, EXPLAINERS, (".md",), "explainers")
    capture_files, misnamed_captures = select(files, ARTICLES, SUFFIXES, "briefings")
    page_files, misnamed_pages = select(files, PAGES, (".md",), "pages")
    dossier_files, misnamed_dossiers = select(files, DOSSIERS, (".md",), "dossiers")
    parsed_dossiers = {articles.slug_of(f.path): dossiers.parse(f.load()) for f in dossier_files}
    parsed_pages = {articles.slug_of(f.path): own_pages.parse(f.load()) for f in page_files}
    introduction, introduction_problems = read_introduction(files)
    known_outlets, outlet_problems = parse.read_outlets(outlet_files)
    parsed_explainers = parse.read_explainers(explainer_files, cache, mapper)
    profiles = KnownOutlets(known_outlets, outlet_files)
    parsed_captures = parse.read_captures(
        capture_files, folders.sidecars(files), profiles, cache, mapper
    )
    written_pages = [page for page, _ in parsed_pages.values() if page]
    written_dossiers = [dossier for dossier, _ in parsed_dossiers.values() if dossier]
    picture_files = {
        pictures.composed(file.path): file for file in files if pictures.is_picture(file.path)
    }
    parsed_pictures = parse.read_pictures(list(picture_files.values()), cache, mapper)
    moves = (
        _moved(parsed_explainers, parsed_captures, capture_files),
        _moved_among(parsed_pages, uris.own_page),
        _moved_among(parsed_dossiers, uris.dossier),
    )
    moved = {old: uri for found, _ in moves for old, uri in found.items()}
    phrases = names.phrases(
        parsed.subject for _, parsed in parsed_explainers.values() if parsed.subject
    )
    known_explainers, explainer_problems = _check_explainers(parsed_explainers, phrases, moved)
    known_explainers = {
        slug: _shown(e, content) if e else None for slug, e in known_explainers.items()
    }
    read_articles, article_problems = _check_articles(
        parsed_captures, known_explainers, phrases, moved
    )
    read_articles = [article for a in read_articles if (article := _shown(a, content))]
    shown_pages = [page for one in written_pages if (page := _shown(one, content))]
    keys = {uris.explainer(slug): key for slug, (key, _) in parsed_explainers.items()}
    keys |= {uris.briefing(a.slug): key for key, parsed in parsed_captures if (a := parsed.article)}
    published = {uris.explainer(e.slug) for e in known_explainers.values() if e}
    published |= {uris.briefing(a.slug) for a in read_articles}
    published |= {uris.own_page(page.slug) for page in shown_pages}
    drafts = _drafts(parsed_explainers, parsed_captures)
    drafts |= {uris.own_page(page.slug) for page in written_pages if page.draft}
    drafts |= {uris.dossier(dossier.slug) for dossier in written_dossiers if dossier.draft}
    written = {uris.explainer(slug) for slug in parsed_explainers}
    written |= {uris.briefing(articles.slug_of(file.path)) for file in capture_files}
    written |= {uris.own_page(slug) for slug in parsed_pages}
    written |= {uris.dossier(slug) for slug in parsed_dossiers}
    checked_dossiers = [
        dossiers.checked(dossier, written, moved, known_explainers, phrases)
        for dossier in written_dossiers
    ]
    shown_dossiers = [
        dossiers.with_pages(one, published, drafts - published)
        for dossier, _ in checked_dossiers
        if (one := _shown(dossier, content))
    ]
    published |= {uris.dossier(dossier.slug) for dossier, _ in shown_dossiers}
    texts = Lazy(
        cache, {a.slug: key for key, parsed in parsed_captures if (a := parsed.article)}, Article
    )
    bodies = (*written_dossiers, *written_pages, introduction)
    shown = list(_pictures_shown(parsed_explainers, parsed_captures, filter(None, bodies)))
    known_pictures = {
        path: found and replace(found, path=path)
        for path, file in picture_files.items()
        for found in [parsed_pictures[file.path].picture]
    }
    # A file that cannot be read is there.
    unread = dict.fromkeys(problem.file for problem in content.problems)
    problems = [
        *content.problems,
        *folders.strays(files),
        *folders.lonely_sidecars(files),
        *(*misnamed_outlets, *misnamed_explainers, *misnamed_captures),
        *(*misnamed_pages, *misnamed_dossiers),
        *(*outlet_problems, *explainer_problems, *article_problems),
        *(problem for _, problems in moves for problem in problems),
        *(problem for _, problems in parsed_pages.values() for problem in problems),
        *(problem for _, problems in parsed_dossiers.values() for problem in problems),
        *(problem for _, problems in checked_dossiers for problem in problems),
        *(problem for _, problems in shown_dossiers for problem in problems),
        *introduction_problems,
        *(problem for parsed in parsed_pictures.values() for problem in parsed.problems),
        *pictures.problems(shown, {**unread, **known_pictures}),
        *_misplaced_pictures(parsed_explainers, parsed_captures),
        *(problem for one in written_dossiers for problem in pictures.misplaced(one)),
        *_overlooked(parsed_explainers, parsed_captures, bodies),
        *_duplicates(parsed_captures, texts, cache),
        *_from_the_future(read_articles, content.day),
        *_revised_in_the_future(
            (
                *read_articles,
                *filter(None, known_explainers.values()),
                *(dossier for dossier, _ in shown_dossiers),
            ),
            content.day,
        ),
    ]
    faulty = {problem.file for problem in problems if problem.severity is Severity.ERROR}
    problems += pictures.unused(
        shown,
        known_pictures,
        [file for file in files if file.path in faulty - known_pictures.keys()],
    )
    return Sources(
        articles=sorted(read_articles, key=newest_first),
        texts=texts,
        explainers=sorted((e for e in known_explainers.values() if e), key=explainers.by_title),
        passages={slug: parsed.passages for slug, (_, parsed) in parsed_explainers.items()},
        outlets={slug: outlet for slug, outlet in known_outlets.items() if outlet},
        dossiers={dossier.slug: dossier for dossier, _ in shown_dossiers},
        own_pages={page.slug: page for page in shown_pages},
        introduction=introduction,
        pictures={path: picture for path, picture in known_pictures.items() if picture},
        picture_files=picture_files,
        shown_pictures=_by_picture(shown),
        published_pictures=(),
        faulty=[parsed.faulty for _, parsed in parsed_explainers.values() if parsed.faulty],
        keys=keys,
        drafts=drafts - published,
        unread=frozenset(written - published - drafts),
        moved={old: uri for old, uri in moved.items() if uri in published},
        problems=report.in_order(problems),
    )


def read_introduction(files: Iterable[ContentFile]) -> tuple[Introduction | None, Problems]:
    """Return the owner's words on the home page, None for none, and their problems."""
    found = next((file for file in files if file.path == INTRODUCTION), None)
    return own_pages.parse_introduction(found.load()) if found else (None, ())


def _pictures_shown(
    parsed_explainers: Mapping[str, tuple[str, ParsedExplainer]],
    parsed_captures: Iterable[tuple[str, ParsedCapture]],
    bodies: Iterable[Dossier | OwnPage | Introduction],
) -> Iterator[Shown]:
    """Yield the places at which editors show pictures, also in drafts and in files with errors."""
    for _, explainer in parsed_explainers.values():
        if explainer.subject:
            yield from pictures.of_page(explainer.subject, explainer.passages)
    for _, capture in parsed_captures:
        if article := capture.article or capture.faulty:
            yield from pictures.of_article(article)
    for page in bodies:
        yield from pictures.of_page(page)


def _misplaced_pictures(
    parsed_explainers: Mapping[str, tuple[str, ParsedExplainer]],
    parsed_captures: Iterable[tuple[str, ParsedCapture]],
) -> Iterator[Problem]:
    """Yield the problems of pictures where no page shows one."""
    for _, explainer in parsed_explainers.values():
        if explainer.subject:
            yield from pictures.misplaced(explainer.subject)
    for _, capture in parsed_captures:
        if article := capture.article or capture.faulty:
            yield from pictures.misplaced(article)


def _overlooked(
    parsed_explainers: Mapping[str, tuple[str, ParsedExplainer]],
    parsed_captures: Iterable[tuple[str, ParsedCapture]],
    written: Iterable[Dossier | OwnPage | Introduction | None],
) -> Iterator[Problem]:
    """Yield the problems of pictures and links whose addresses the site does not find."""
    subjects = (explainer.subject for _, explainer in parsed_explainers.values())
    for page in (*subjects, *written):
        if page:
            yield from overlooked.in_page(page)
    for _, capture in parsed_captures:
        if article := capture.article or capture.faulty:
            yield from overlooked.in_article(article)


def _by_picture(shown: Iterable[Shown]) -> dict[str, frozenset[str]]:
    """Return the files that show each picture, by its path."""
    found: dict[str, set[str]] = defaultdict(set)
    for place in shown:
        found[place.path].add(place.file)
    return {path: frozenset(files) for path, files in found.items()}


def _shown(page: APage, content: Content) -> APage | None:
    """Return a page, without `draft` if it is published; None if drafts have no page."""
    if page.draft is None:
        return page
    if not page.draft.holds(content.day):
        return replace(page, draft=None)
    return page if content.with_drafts else None


def _drafts(
    parsed_explainers: Mapping[str, tuple[str, ParsedExplainer]],
    parsed_captures: Iterable[tuple[str, ParsedCapture]],
) -> set[str]:
    """Return the URIs of the pages that say that they are drafts, on any day."""
    subjects = (parsed.explainer for _, parsed in parsed_explainers.values())
    found = (parsed.article for _, parsed in parsed_captures)
    return {uris.explainer(e.slug) for e in subjects if e and e.draft} | {
        uris.briefing(a.slug) for a in found if a and a.draft
    }


def _from_the_future(read: Iterable[Metadata], day: date | None) -> Iterator[Problem]:
    """Yield a warning for each day of a published article that is after the day of the build."""
    for article in read:
        if day is None or article.draft:
            continue
        if article.published and article.published > day:
            yield Problem(
                article.capture.path, 0, "future-date",
                f"The day of publication, {article.published}, is in the future.",
                "Correct `published`; to publish the briefing on a later day, add `publish_on`.",
                Severity.WARNING,
            )  # fmt: skip
        for note in (anchored.note for anchored in article.notes):
            if note.day and note.day > day:
                yield Problem(
                    note.file, note.line, "future-date",
                    f"The day of this note, {note.day}, is in the future.",
                    "Correct `date`; to publish the briefing on a later day, add `publish_on`.",
                    Severity.WARNING,
                )  # fmt: skip


def _revised_in_the_future(
    pages: Iterable[Metadata | Explainer | Dossier], day: date | None
) -> Iterator[Problem]:
    """Yield a warning for each revision of a published page that is after the day of the build."""
    for page in pages:
        for revision in page.revisions if day and not page.draft else ():
            if day and revision.day > day:
                yield Problem(
                    revision.file, revision.line, "future-date",
                    f"The day of this {revision.kind.value}, {revision.day}, is in the future.",
                    "Correct `date`; to publish the page on a later day, add `publish_on`.",
                    Severity.WARNING,
                )  # fmt: skip


def newest_first(article: Metadata) -> tuple[bool, int, str, str]:
    """Return the sort key of an article: newest day first, unknown days last; then the title."""
    day = article.published
    return day is None, -day.toordinal() if day else 0, article.title.casefold(), article.slug


def candidate(article: Article, name: str) -> Candidate:
    """Return an article for the search of duplicates, with a name for findings."""
    text = plain_text(article)
    return Candidate(name, article.url, fingerprint(text), lambda: text)


def candidates(content: Content) -> Iterator[Candidate]:
    """Return the articles of a content folder for the search of duplicates, named by file."""
    sources = read(replace(content, with_drafts=True))
    return (candidate(sources.texts[a.slug], a.capture.path) for a in sources.articles)


def outlets_of(content: Content) -> dict[str, OutletFile | None]:
    """Return the outlets by slug, as `articles.parse` takes them."""
    files = sorted(content.files, key=lambda file: file.path)
    return parse.read_outlets(select(files, OUTLETS, (SIDECAR,), "outlets")[0])[0]


def _moved(
    parsed_explainers: Mapping[str, tuple[str, ParsedExplainer]],
    parsed_captures: Iterable[tuple[str, ParsedCapture]],
    captures: Files,
) -> tuple[Redirects, Problems]:
    """Return the redirects of renamed pages, and their problems."""
    subjects = [parsed.subject for _, parsed in parsed_explainers.values() if parsed.subject]
    found = [
        article for _, parsed in parsed_captures if (article := parsed.article or parsed.faulty)
    ]
    explained, problems = redirects.collect(
        ((e.slug, former) for e in subjects for former in e.redirect_from),
        uris.explainer,
        lambda: parsed_explainers,
    )
    briefed, more = redirects.collect(
        ((a.slug, former) for a in found for former in a.redirect_from),
        uris.briefing,
        lambda: {articles.slug_of(file.path) for file in captures},
    )
    return {**explained, **briefed}, (*problems, *more)


def _moved_among(
    parsed: Mapping[str, tuple[OwnPage | Dossier | None, Problems]], uri_of: Callable[[str], str]
) -> tuple[Redirects, Problems]:
    """Return the redirects of renamed pages or dossiers, and their problems."""
    found = (page for page, _ in parsed.values() if page)
    return redirects.collect(
        ((page.slug, former) for page in found for former in page.redirect_from),
        uri_of,
        lambda: parsed,
    )


def _check_explainers(
    parsed_explainers: Mapping[str, tuple[str, ParsedExplainer]],
    phrases: Collection[str],
    moved: Redirects,
) -> tuple[dict[str, Explainer | None], list[Problem]]:
    """Return the explainers by slug, None for a file with errors, and all problems."""
    problems = [problem for _, parsed in parsed_explainers.values() for problem in parsed.problems]
    known = {slug: parsed.explainer for slug, (_, parsed) in parsed_explainers.items()}
    read = {
        slug: parsed.subject for slug, (_, parsed) in parsed_explainers.items() if parsed.subject
    }
    for slug, subject in read.items():
        links, renamed = names.renamed_links(subject.links, subject.path, moved)
        problems += [*renamed, *names.unknown_links(links, subject.path, known, phrases)]
        if known[slug]:
            known[slug] = replace(subject, links=with_known(links, known))
    subjects = read.values()
    return known, [
        *problems,
        *names.names(subjects),
        *explainers.unwritten(s for s in subjects if not s.draft),
    ]


def with_known(links: LinkRules, known: Mapping[str, Explainer | None]) -> LinkRules:
    """Return a page's rules without phrases for unknown explainers."""
    decided = tuple((phrase, slug) for phrase, slug in links.decided if known.get(slug))
    return replace(links, decided=decided)


def read_article(
    capture: SourceFile,
    sidecar: SourceFile | None,
    known_outlets: Mapping[str, OutletFile | None],
    known_explainers: Mapping[str, Explainer | None],
    phrases: Collection[str],
    moved: Redirects,
) -> Parsing:
    """Parse a capture, and check its rules for links against the explainers.

    Args:
        capture: the captured file.
        sidecar: its sidecar; None if there is none.
        known_outlets: the outlets by slug; None for a file with errors.
        known_explainers: the explainers by slug, likewise.
        phrases: all their names (`names.phrases`).
        moved: current URIs by former ones.
    """
    parsing = articles.parse(capture, sidecar, known_outlets)
    read = parsing.article or parsing.faulty
    if read is None:
        return parsing
    article, unknown = _checked(read, known_explainers, phrases, moved)
    problems = (*parsing.problems, *unknown)
    return replace(parsing, article=article if parsing.article else None, problems=problems)


def _check_articles(
    parsed_captures: Iterable[tuple[str, ParsedCapture]],
    known: Mapping[str, Explainer | None],
    phrases: Collection[str],
    moved: Redirects,
) -> tuple[list[Metadata], list[Problem]]:
    """Return the articles, and all their problems."""
    found: list[Metadata] = []
    problems: list[Problem] = []
    for _, parsed in parsed_captures:
        problems += parsed.problems
        if read := parsed.article or parsed.faulty:
            article, unknown = _checked(read, known, phrases, moved)
            problems += unknown
            if parsed.article:
                found.append(article)
    return found, problems


def _checked(
    article: AnArticle,
    known: Mapping[str, Explainer | None],
    phrases: Collection[str],
    moved: Redirects,
) -> tuple[AnArticle, Problems]:
    """Return an article with the current slugs of explainers in its rules, and their problems."""
    if article.links == NO_RULES:
        return article, ()
    path = article.capture.path
    if not formats.has_front_matter(path):
        path = formats.stem(path) + SIDECAR
    links, problems = _checked_links(article.links, path, known, phrases, moved)
    return replace(article, links=links), problems


def _checked_links(
    rules: LinkRules,
    path: str,
    known: Mapping[str, Explainer | None],
    phrases: Collection[str],
    moved: Redirects,
) -> tuple[LinkRules, Problems]:
    """Return rules with the current slugs of explainers that exist, and their problems."""
    links, renamed = names.renamed_links(rules, path, moved)
    unknown = names.unknown_links(links, path, known, phrases)
    return with_known(links, known), (*renamed, *unknown)


def site_policy(settings: Settings, sources: Sources) -> tuple[LinkPolicy, Problems]:
    """Return the rules of linking of a site with its defaults for phrases, and their problems."""
    known: dict[str, Explainer | None] = {subject.slug: None for subject in sources.faulty}
    known |= {subject.slug: subject for subject in sources.explainers}
    rules, problems = _checked_links(
        settings.defaults, settings.config_file, known, (), sources.moved
    )
    shared = names.shared([*sources.explainers, *sources.faulty], rules.decided)
    return replace(settings.links, defaults=rules.decided), (*problems, *shared)


def _duplicates(
    found: Sequence[tuple[str, ParsedCapture]], texts: Mapping[str, Article], cache: Cache
) -> Problems:
    """Return a warning for each article that repeats another one, by address or by text.

    They depend on articles only, and are kept until one of these changes.
    """
    articles = [(key, parsed.article, parsed.fingerprint) for key, parsed in found]
    key = digest("duplicates", [(key, a.capture.path) for key, a, _ in articles if a])

    def make(_: Sequence[str]) -> Iterator[Result]:
        candidates = (
            Candidate(a.capture.path, a.url, printed, partial(_text_of, texts, a.slug))
            for _, a, printed in articles
            if a and printed
        )
        yield Result(key, encode([*map(_repeated, duplicates.find(candidates))]))

    return get_or_compute(cache, tuple[Problem, ...], [key], make)[key]


def _repeated(duplicate: Duplicate) -> Problem:
    """Return the warning about an article that repeats another one."""
    share = f", {duplicate.similarity:.0%} of it" if duplicate.similarity < 1 else ""
    return Problem(
        duplicate.second, 0, "duplicate",
        f"This repeats {duplicate.first}: {duplicate.reason}{share}.",
        "Keep the better one, and delete the other with its sidecar.",
        Severity.WARNING,
    )  # fmt: skip


def _text_of(texts: Mapping[str, Article], slug: str) -> str:
    return plain_text(texts[slug])
