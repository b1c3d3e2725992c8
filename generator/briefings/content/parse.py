"""Parse content files, each one only if its inputs have changed since it was cached.

Every parser returns valid data and all problems.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from briefings.cache import (
    Cache,
    Heads,
    Index,
    Mapper,
    Result,
    Shared,
    digest,
    encode,
    ensure,
    get_or_compute,
)
from briefings.content import articles, explainers, folders, outlets, pictures
from briefings.content.checks import addresses
from briefings.content.duplicates import Fingerprint, fingerprint
from briefings.content.folders import Files
from briefings.content.pictures import ParsedPicture
from briefings.files.guard import guarded
from briefings.markup import editorial
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Article, Metadata
from briefings.model.content import ContentFile, Problem, SourceFile
from briefings.model.explainer import Explainer
from briefings.model.outlet import OutletFile
from briefings.text import uris

Problems = tuple[Problem, ...]

_Job = tuple[str, SourceFile, SourceFile | None]
"""Key of the result, the file, and its sidecar if it has one."""

# What one call to a worker parses: enough that the call costs little, and so little that all
# workers end at about the same time and that files in memory are few.
_BATCH_FILES = 24
_BATCH_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class ParsedCapture:
    """A parsed capture without its text, which is the body of the cached result."""

    problems: Problems
    """All its problems."""
    article: Metadata | None = None
    """The article without its text; None if it cannot be published."""
    fingerprint: Fingerprint | None = None
    """The fingerprint of its text."""
    faulty: Metadata | None = None
    """An article with errors, without the invalid facts, for further checks."""


@dataclass(frozen=True, slots=True)
class ParsedExplainer:
    """A parsed explainer."""

    problems: Problems
    """All its problems."""
    explainer: Explainer | None = None
    """The explainer; None if it cannot be published."""
    passages: tuple[MarkdownPassage, ...] = ()
    """The passages of its body."""
    faulty: Explainer | None = None
    """An explainer with errors, without the invalid fields, for further checks."""

    @property
    def subject(self) -> Explainer | None:
        """The explainer, valid or not."""
        return self.explainer or self.faulty


def read_outlets(files: Files) -> tuple[dict[str, OutletFile | None], list[Problem]]:
    """Return the outlets by slug, None for a file with errors, and all problems."""
    found: dict[str, OutletFile | None] = {}
    problems: list[Problem] = []
    for file in files:
        parsed = outlets.parse(file.load())
        found[articles.slug_of(file.path)] = None if isinstance(parsed, tuple) else parsed
        problems += parsed if isinstance(parsed, tuple) else ()
    return found, problems


def read_explainers(
    files: Files, cache: Cache, mapper: Mapper
) -> dict[str, tuple[str, ParsedExplainer]]:
    """Return the parsed explainers with their cache keys, by slug."""
    keys = {digest("explainer", file.path, file.digest): file for file in files}

    def make(missing: Sequence[str]) -> Iterator[Result]:
        loaded = ((key, keys[key].load(), None) for key in missing)
        return chain.from_iterable(mapper(_parse_explainers, _batches(loaded)))

    found = get_or_compute(cache, ParsedExplainer, list(keys), make)
    return {articles.slug_of(file.path): (key, found[key]) for key, file in keys.items()}


def _parse_explainers(batch: Sequence[_Job]) -> list[Result]:
    return [Result(key, encode(read_explainer(file))) for key, file, _ in batch]


def _batches(jobs: Iterable[_Job]) -> Iterator[list[_Job]]:
    """Yield jobs in batches of limited number and size; no file is loaded before it is needed."""
    batch: list[_Job] = []
    size = 0
    for job in jobs:
        batch.append(job)
        size += len(job[1].data)
        if len(batch) == _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@guarded(lambda problem: ParsedExplainer((problem,)))
def read_explainer(file: SourceFile) -> ParsedExplainer:
    """Parse an explainer and its passages."""
    subject, problems = explainers.parse(file)
    if subject is None or problems:
        return ParsedExplainer(problems, faulty=subject)
    if unsafe := tuple(addresses.unsafe(subject)):
        return ParsedExplainer(unsafe, faulty=subject)
    passages = editorial.markdown_passages(
        subject.body, subject.body_line, uris.explainer(subject.slug)
    )
    return ParsedExplainer((), subject, passages)


def read_pictures(files: Files, cache: Cache, mapper: Mapper) -> dict[str, ParsedPicture]:
    """Return the parsed pictures by path."""
    keys = {digest("picture", file.path, file.digest): file for file in files}

    def make(missing: Sequence[str]) -> Iterator[Result]:
        loaded = ((key, keys[key].load(), None) for key in missing)
        return chain.from_iterable(mapper(_parse_pictures, _batches(loaded)))

    found = get_or_compute(cache, ParsedPicture, list(keys), make)
    return {file.path: found[key] for key, file in keys.items()}


def _parse_pictures(batch: Sequence[_Job]) -> list[Result]:
    return [Result(key, encode(pictures.parse(file))) for key, file, _ in batch]


@dataclass(frozen=True, slots=True)
class KnownOutlets:
    """The outlets that may recognise captures."""

    known: Mapping[str, OutletFile | None]
    """The outlets by slug."""
    files: Files
    """The files of all outlets."""


@dataclass(frozen=True, slots=True)
class Captures:
    """The parsed captures."""

    keys: Mapping[str, str]
    """Key of the cached result of each, by its slug, in the order of their paths."""
    parsed: Mapping[str, ParsedCapture]
    """What they contain, by slug."""


def read_captures(
    captures: Files,
    files: Files,
    known_outlets: KnownOutlets,
    site_language: str,
    cache: Cache,
    mapper: Mapper,
    *,
    lazily: bool = False,
) -> Captures:
    """Return the parsed captures.

    Args:
        captures: the captures, which have different slugs.
        files: all files in the order of their paths, for the sidecars.
        known_outlets: the outlets.
        site_language: as of `articles.parse`.
        cache: stores the results.
        mapper: parses captures, in parallel or not.
        lazily: whether a parsed capture is decoded at each access, and not kept.
    """
    # Any outlet may recognise any capture.
    profiles = digest([(file.path, file.digest) for file in known_outlets.files])

    def jobs() -> Iterator[tuple[str, ContentFile, ContentFile | None]]:
        for capture in captures:
            sidecar = folders.sidecar(capture, files)
            facts = (sidecar.path, sidecar.digest) if sidecar else None
            key = digest("article", capture.path, capture.digest, facts, profiles, site_language)
            yield key, capture, sidecar

    def make(missing: Sequence[str]) -> Iterator[Result]:
        wanted = frozenset(missing)
        loaded = (
            (key, file.load(), sidecar.load() if sidecar else None)
            for key, file, sidecar in jobs()
            if key in wanted
        )
        return chain.from_iterable(
            mapper(partial(_parse_captures, known_outlets.known, site_language), _batches(loaded))
        )

    keys = Index((articles.slug_of(file.path) for file in captures), (key for key, *_ in jobs()))
    if lazily:
        ensure(cache, keys.values(), make)
        return Captures(keys, Heads(cache, keys, ParsedCapture))
    found = get_or_compute(cache, ParsedCapture, list(keys.values()), make, _with_shared(Shared()))
    return Captures(keys, {slug: found[key] for slug, key in keys.items()})


def _with_shared(same: Shared) -> Callable[[ParsedCapture], ParsedCapture]:
    """Return a function that replaces facts that articles have in common by one object."""

    def shared(parsed: ParsedCapture) -> ParsedCapture:
        article = parsed.article
        if article is None:
            return parsed
        return replace(
            parsed,
            article=replace(
                article,
                outlet=same.one(article.outlet),
                authors=same.parts(article.authors),
                tags=same.parts(article.tags),
                lang=same.one(article.lang),
                section=same.one(article.section),
                links=article.links if article.links.lines else same.one(article.links),
            ),
        )

    return shared


def _parse_captures(
    known_outlets: Mapping[str, OutletFile | None],
    site_language: str,
    batch: Sequence[_Job],
) -> list[Result]:
    found = (
        (key, _parsed(file, sidecar, known_outlets, site_language)) for key, file, sidecar in batch
    )
    return [Result(key, encode(head), body) for key, (head, body) in found]


@guarded(lambda problem: (ParsedCapture((problem,)), b""))
def _parsed(
    capture: SourceFile,
    sidecar: SourceFile | None,
    outlets: Mapping[str, OutletFile | None],
    site_language: str,
) -> tuple[ParsedCapture, bytes]:
    """Return a parsed capture, and the article with its text, encoded; empty for none."""
    parsing = articles.parse_for_site(capture, sidecar, outlets, site_language)
    article = parsing.article
    if article is None:
        faulty = parsing.faulty.metadata() if parsing.faulty else None
        return ParsedCapture(parsing.problems, faulty=faulty), b""
    text = plain_text(article)
    head = ParsedCapture(parsing.problems, article.metadata(), fingerprint(text))
    return head, encode(article)


def plain_text(article: Article) -> str:
    """Return the text of an article without its markup."""
    return "\n".join(block.text for block in article.blocks)
