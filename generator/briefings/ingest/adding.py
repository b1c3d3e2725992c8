"""Add captures to the content folder: parsed, without duplicates, each with a sidecar.

Nothing is written here: `files` returns what to write.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import yaml

from briefings.content import duplicates, folders, loading
from briefings.content.articles import Outlets, parse, slug_of
from briefings.content.duplicates import Candidate, Duplicate
from briefings.editing import scaffold
from briefings.ingest import importing
from briefings.ingest.importing import Incoming
from briefings.model.article import Article
from briefings.model.content import Problem, SourceFile
from briefings.readers import formats
from briefings.readers.formats import SIDECAR
from briefings.text import uris


@dataclass(frozen=True, slots=True)
class Found:
    """A capture to be added, parsed."""

    incoming: Incoming
    """The capture."""
    article: Article
    """The article in it."""
    problems: tuple[Problem, ...]
    """Its problems, as those of its file in the content folder."""


def is_address(given: str) -> bool:
    """Return whether a text is the address of a page."""
    return given.startswith(("http://", "https://"))


def parsed(item: Incoming, outlets: Outlets) -> Found | Problem:
    """Return a parsed capture, or why it has no article.

    Args:
        item: the capture.
        outlets: the outlets of the site.
    """
    facts = yaml.safe_dump(item.facts).encode() if item.facts else None
    name = f"{folders.ARTICLES}/{item.name}"
    sidecar = SourceFile(formats.stem(name) + SIDECAR, facts) if facts else None
    parsing = parse(SourceFile(name, item.data), sidecar, outlets)
    if parsing.article is None:
        return replace(parsing.problems[0], file=item.name)
    return Found(item, parsing.article, parsing.problems)


def of_entry(problem: Problem, item: Incoming | Problem, file: str) -> Problem:
    """Return a problem of a capture as one of the file, feed or list that the capture came from."""
    address = item.file if isinstance(item, Problem) else str(item.facts.get("url", ""))
    hint = problem.hint
    if not is_address(address):
        title = str(item.facts.get("title", "")) if isinstance(item, Incoming) else ""
        message = f"“{title}”: {problem.message}" if title else problem.message
        return replace(problem, file=file, message=message)
    if isinstance(item, Incoming):
        hint = f"The feed may have only a teaser. Add its page: briefings new article {address}"
    return replace(problem, file=file, message=f"{address}: {problem.message}", hint=hint)


def repeated(found: Sequence[Found], existing: Iterable[Candidate]) -> tuple[Duplicate, ...]:
    """Return which captures repeat another article.

    Args:
        found: the captures.
        existing: the articles of the site.
    """
    new_ones = [loading.candidate(item.article, item.incoming.name) for item in found]
    return duplicates.find(new_ones, existing)


def taken(item: Found, paths: Iterable[str]) -> Problem | None:
    """Return why the name of a capture cannot be used; None if it can.

    Args:
        item: the capture.
        paths: the files of the content folder.
    """
    name = f"{folders.ARTICLES}/{item.incoming.name}"
    if slug_of(name) == uris.INDEX:
        return Problem(
            name, 0, "name-taken", "The name `index` is taken by the list of briefings.",
            "Rename the file.",
        )  # fmt: skip
    for path in paths:
        is_capture = path.startswith(f"{folders.ARTICLES}/") and path.endswith(formats.SUFFIXES)
        if is_capture and path != name and slug_of(path) == slug_of(name):
            return Problem(
                path, 0, "name-taken", "This file has the same address on the site.",
                "Rename the new file.",
            )  # fmt: skip
    return None


def files(item: Found) -> tuple[SourceFile, SourceFile | None]:
    """Return a capture and its sidecar as files of the content folder; None for no sidecar."""
    name = f"{folders.ARTICLES}/{item.incoming.name}"
    capture = SourceFile(name, item.incoming.data)
    if formats.has_front_matter(name):
        return capture, None
    text = importing.sidecar(item.incoming.facts, _missing(item.article))
    return capture, SourceFile(formats.stem(name) + SIDECAR, text.encode())


def _missing(article: Article) -> dict[str, str]:
    """Return the keys of a sidecar that an editor may fill in, with the values known so far."""
    published = article.published.isoformat() if article.published else "YYYY-MM-DD"
    return {
        "title": scaffold.scalar(article.title),
        "published": published,
        "url": "https://…",
        "outlet": article.outlet.slug if article.outlet else "",
    }
