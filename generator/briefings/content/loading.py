"""Load the content folder: parse all files, and check them against each other."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from briefings.cache import (
    Cache,
    Heads,
    Index,
    Lazy,
    Mapped,
    Mapper,
    Memory,
    Overlaid,
    decoder,
    digest,
)
from briefings.content import (
    articles,
    dossiers,
    explainers,
    findings,
    own_pages,
    parse,
    pictures,
    redirects,
)
from briefings.content.articles import Parsing
from briefings.content.checks import names
from briefings.content.duplicates import Candidate, fingerprint
from briefings.content.folders import (
    ARTICLES,
    DOSSIERS,
    EXPLAINERS,
    INTRODUCTION,
    OUTLETS,
    PAGES,
    select,
)
from briefings.content.page_keys import OfBriefings
from briefings.content.parse import (
    Captures,
    KnownOutlets,
    ParsedCapture,
    ParsedExplainer,
    Problems,
    plain_text,
)
from briefings.content.pictures import Shown
from briefings.content.redirects import Redirects
from briefings.files.guard import without_refused
from briefings.markup import editorial
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Article, Metadata
from briefings.model.content import Content, ContentFile, Problem, Settings, SourceFile
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.outlet import OutletFile
from briefings.model.own_page import Introduction, OwnPage
from briefings.model.picture import PictureFile
from briefings.model.policy import NO_RULES, LinkPolicy, LinkRules
from briefings.model.redirect import Former
from briefings.readers import formats
from briefings.readers.formats import SIDECAR, SUFFIXES
from briefings.text import languages, report, uris

AnArticle = TypeVar("AnArticle", bound=Metadata)
APage = TypeVar("APage", Metadata, Explainer, Dossier, OwnPage)


@dataclass(frozen=True, slots=True)
class Sources:
    """The parsed content folder."""

    articles: Mapping[str, Metadata]
    """Articles without their texts by slug, newest first; those of unknown date last."""
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

    def changed(
        self,
        explainers: Mapping[str, Explainer],
        articles: Mapping[str, Metadata],
        texts: Mapping[str, Article],
        inputs: Mapping[str, object],
    ) -> "Sources":
        """Return the sources with other explainers and articles in place of some.

        Args:
            explainers: the other explainers by slug.
            articles: the other articles by slug.
            texts: those of them whose text differs too.
            inputs: what has changed of each, by the URI of its page, for its key.
        """
        passages = {
            slug: editorial.markdown_passages(one.body, one.body_line, uris.explainer(slug))
            for slug, one in explainers.items()
        }
        keys = {uri: digest(self.keys[uri], value) for uri, value in inputs.items()}
        return replace(
            self,
            articles=Overlaid(articles, self.articles) if articles else self.articles,
            texts=Overlaid(texts, self.texts) if texts else self.texts,
            explainers=[explainers.get(one.slug, one) for one in self.explainers],
            passages={**self.passages, **passages},
            keys=Overlaid(keys, self.keys) if keys else self.keys,
        )


def read(
    content: Content,
    cache: Cache | None = None,
    mapper: Mapper = map,
    locale: str = "",
    *,
    lazily: bool = False,
) -> Sources:
    """Parse all files of a content folder, in any order.

    Args:
        content: the files.
        cache: stores parsed files; None for no cache.
        mapper: parses captures and explainers, in parallel or not.
        locale: the site's locale; empty for English.
        lazily: whether articles are decoded at each access, so that memory hardly grows with their
            number; there are no `problems` and no `shown_pictures` then.

    Raises:
        RefusedError: a pattern of an outlet takes too long.
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
    captures = parse.read_captures(
        capture_files,
        files,
        KnownOutlets(known_outlets, outlet_files),
        languages.base(locale),
        cache,
        mapper,
        lazily=lazily,
    )
    written_pages = [page for page, _ in parsed_pages.values() if page]
    written_dossiers = [dossier for dossier, _ in parsed_dossiers.values() if dossier]
    picture_files = {
        pictures.composed(file.path): file for file in files if pictures.is_picture(file.path)
    }
    parsed_pictures = parse.read_pictures(list(picture_files.values()), cache, mapper)
    surveyed = _survey(captures, content)
    moves = (
        _moved(parsed_explainers, captures, surveyed),
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
    finished = partial(_finished, content, known_explainers, phrases, moved)
    keys = Index(surveyed.published, (captures.keys[slug] for slug in surveyed.published))
    read_articles: Mapping[str, Metadata]
    if lazily:
        read_articles = Mapped(finished, Heads(cache, keys, ParsedCapture))
    else:
        read_articles = {slug: finished(captures.parsed[slug]) for slug in keys}
    shown_pages = [page for one in written_pages if (page := _shown(one, content))]
    written, drafts = _written(parsed_explainers, parsed_pages, parsed_dossiers)
    published = {uris.explainer(e.slug) for e in known_explainers.values() if e} | {
        uris.own_page(page.slug) for page in shown_pages
    }
    unread = written - published - drafts
    by_uri = OfBriefings(keys)
    drafts = (drafts - published) | surveyed.drafts
    all_written = Overlaid(dict.fromkeys(written, ""), OfBriefings(captures.keys))
    all_published = Overlaid(dict.fromkeys(published, ""), by_uri)
    checked_dossiers = [
        dossiers.checked(dossier, all_written, moved, known_explainers, phrases)
        for dossier in written_dossiers
    ]
    shown_dossiers = [
        dossiers.with_pages(one, all_published, drafts)
        for dossier, _ in checked_dossiers
        if (one := _shown(dossier, content))
    ]
    published |= {uris.dossier(dossier.slug) for dossier, _ in shown_dossiers}
    known_pictures = {
        path: _at(path, parsed_pictures[file.path].picture) for path, file in picture_files.items()
    }
    places: Sequence[Shown] = ()
    problems: Problems = ()
    if not lazily:
        parsed = findings.Parsed(
            content=content,
            files=files,
            explainers=parsed_explainers,
            captures=captures,
            pages=[*written_dossiers, *written_pages, *filter(None, [introduction])],
            pictures=known_pictures,
        )
        places = list(parsed.pictures_shown())
        found = (
            *misnamed_outlets, *misnamed_explainers, *misnamed_captures, *misnamed_pages,
            *misnamed_dossiers, *outlet_problems, *explainer_problems, *introduction_problems,
            *(problem for _, problems in moves for problem in problems),
            *(problem for _, problems in parsed_pages.values() for problem in problems),
            *(problem for _, problems in parsed_dossiers.values() for problem in problems),
            *(problem for _, problems in checked_dossiers for problem in problems),
            *(problem for _, problems in shown_dossiers for problem in problems),
        *dossiers.from_the_future((dossier for dossier, _ in shown_dossiers), content.day),
            *(problem for parsed in parsed_pictures.values() for problem in parsed.problems),
            *_unknown_in_links(captures, known_explainers, phrases, moved),
            *parsed.problems(places, cache),
            *findings.in_the_future(
                read_articles.values(),
                [e for e in known_explainers.values() if e],
                [dossier for dossier, _ in shown_dossiers],
                files,
                content.day,
            ),
        )  # fmt: skip
        problems = report.in_order((*found, *parsed.unused_pictures(places, found)))
    return Sources(
        articles=read_articles,
        texts=Lazy(cache, keys, Article),
        explainers=sorted((e for e in known_explainers.values() if e), key=explainers.by_title),
        passages={slug: parsed.passages for slug, (_, parsed) in parsed_explainers.items()},
        outlets={slug: outlet for slug, outlet in known_outlets.items() if outlet},
        dossiers={dossier.slug: dossier for dossier, _ in shown_dossiers},
        own_pages={page.slug: page for page in shown_pages},
        introduction=introduction,
        pictures={path: picture for path, picture in known_pictures.items() if picture},
        picture_files=picture_files,
        shown_pictures=_by_picture(places),
        published_pictures=(),
        faulty=[parsed.faulty for _, parsed in parsed_explainers.values() if parsed.faulty],
        keys=Overlaid(
            {uris.explainer(slug): key for slug, (key, _) in parsed_explainers.items()}, by_uri
        ),
        drafts=drafts - published,
        unread=frozenset(unread - published) | surveyed.unread,
        moved={old: uri for old, uri in moved.items() if uri in published or uri in by_uri},
        problems=problems,
    )


def read_introduction(files: Iterable[ContentFile]) -> tuple[Introduction | None, Problems]:
    """Return the owner's words on the home page, None for none, and their problems."""
    found = next((file for file in files if file.path == INTRODUCTION), None)
    return own_pages.parse_introduction(found.load()) if found else (None, ())


def _written(
    parsed_explainers: Mapping[str, tuple[str, ParsedExplainer]],
    parsed_pages: Mapping[str, tuple[OwnPage | None, Problems]],
    parsed_dossiers: Mapping[str, tuple[Dossier | None, Problems]],
) -> tuple[set[str], set[str]]:
    """Return the URIs of all pages but briefings, also of faulty ones, and those of drafts."""
    subjects = [parsed.explainer for _, parsed in parsed_explainers.values()]
    drafts = {uris.explainer(e.slug) for e in subjects if e and e.draft}
    drafts |= {uris.own_page(page.slug) for page, _ in parsed_pages.values() if page and page.draft}
    drafts |= {uris.dossier(one.slug) for one, _ in parsed_dossiers.values() if one and one.draft}
    written = {
        *map(uris.explainer, parsed_explainers),
        *map(uris.own_page, parsed_pages),
        *map(uris.dossier, parsed_dossiers),
    }
    return written, drafts


def _at(path: str, picture: PictureFile | None) -> PictureFile | None:
    """Return a picture with its path."""
    return picture and replace(picture, path=path)


@dataclass(frozen=True, slots=True)
class _Survey:
    """What must be known of all captures before one of them can be shown."""

    published: Sequence[str]
    """Slugs of the articles that have a page, newest first; those of unknown date last."""
    drafts: frozenset[str]
    """URIs that the other drafts will have."""
    unread: frozenset[str]
    """URIs that the pages of files with errors will have."""
    former: Sequence[tuple[str, Former]]
    """Slugs of articles with their former names."""


def _survey(captures: Captures, content: Content) -> _Survey:
    order: list[tuple[bool, int, str, str]] = []
    drafts: set[str] = set()
    unread: set[str] = set()
    former: list[tuple[str, Former]] = []
    for slug, parsed in captures.parsed.items():
        article = parsed.article
        if known := article or parsed.faulty:
            former += ((slug, name) for name in known.redirect_from)
        if article is None:
            unread.add(uris.briefing(slug))
        elif _shown(article, content):
            order.append((*newest_first(article)[:-1], slug))
        else:
            drafts.add(uris.briefing(slug))
    order.sort()
    return _Survey([slug for *_, slug in order], frozenset(drafts), frozenset(unread), former)


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
    cache = Memory()
    with_drafts = replace(content, with_drafts=True)
    return candidates_of(without_refused(with_drafts, lambda files: read(files, cache)), cache)


def candidates_of(sources: Sources, cache: Cache) -> Iterator[Candidate]:
    """Return parsed articles as `candidates` does; a text is loaded only when it is compared.

    Args:
        sources: the parsed content.
        cache: what it was parsed with.
    """
    for slug, article in sources.articles.items():
        head = decoder(ParsedCapture)(cache.head(sources.keys[uris.briefing(slug)]))
        if head.fingerprint:
            text = partial(_plain_text, sources, slug)
            yield Candidate(article.capture.path, article.url, head.fingerprint, text)


def _plain_text(sources: Sources, slug: str) -> str:
    return plain_text(sources.texts[slug])


def outlets_of(content: Content) -> dict[str, OutletFile | None]:
    """Return the outlets by slug, as `articles.parse` takes them."""
    files = sorted(content.files, key=lambda file: file.path)
    return parse.read_outlets(select(files, OUTLETS, (SIDECAR,), "outlets")[0])[0]


def _moved(
    parsed_explainers: Mapping[str, tuple[str, ParsedExplainer]],
    captures: Captures,
    surveyed: _Survey,
) -> tuple[Redirects, Problems]:
    """Return the redirects of renamed briefings and explainers, and their problems."""
    subjects = [parsed.subject for _, parsed in parsed_explainers.values() if parsed.subject]
    explained, problems = redirects.collect(
        ((e.slug, former) for e in subjects for former in e.redirect_from),
        uris.explainer,
        lambda: parsed_explainers,
    )
    briefed, more = redirects.collect(surveyed.former, uris.briefing, lambda: captures.keys)
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
        known_explainers: the explainers by slug; None for a file with errors.
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


def _finished(
    content: Content,
    known: Mapping[str, Explainer | None],
    phrases: Collection[str],
    moved: Redirects,
    parsed: ParsedCapture,
) -> Metadata:
    """Return an article that has a page, as the page shows it.

    Raises:
        ValueError: it has none.
    """
    article = parsed.article and _shown(parsed.article, content)
    if article is None:
        raise ValueError("the capture has no page")
    return _checked(article, known, phrases, moved)[0]


def _unknown_in_links(
    captures: Captures,
    known: Mapping[str, Explainer | None],
    phrases: Collection[str],
    moved: Redirects,
) -> Iterator[Problem]:
    """Yield the problems of the rules for links in articles, also in those with errors."""
    for parsed in captures.parsed.values():
        if article := parsed.article or parsed.faulty:
            yield from _checked(article, known, phrases, moved)[1]


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
