"""Take in an article on a page of the preview, as `briefings new article` does."""

import binascii
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from msgspec import Struct

from briefings.content import articles, folders, loading
from briefings.content.duplicates import Candidate, Duplicate
from briefings.ingest import adding, importing
from briefings.ingest.adding import Found
from briefings.ingest.importing import Fetch, Incoming
from briefings.model.content import Content, Problem, SourceFile
from briefings.preview.writing import FileEdit
from briefings.readers import formats


class NewArticle(Struct, frozen=True, forbid_unknown_fields=True):
    """An article to take in: a file, an address or a text."""

    name: str = ""
    """The name of the file."""
    content: str = ""
    """Its bytes in base64."""
    address: str = ""
    """The address of a page."""
    text: str = ""
    """A text."""
    title: str = ""
    """Its title; may be empty."""
    anyway: bool = False
    """Whether to add it even if it seems to be a duplicate."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is to be added."""

    edits: tuple[FileEdit, ...]
    """The new files."""
    found: tuple[Found, ...]
    """The articles in them."""
    duplicates: tuple[Duplicate, ...]
    """Articles that are not added, because the site has them."""
    problems: tuple[Problem, ...]
    """Why other articles are not added, and the problems of those that are."""


def take(
    asked: NewArticle, content: Content, existing: Sequence[Candidate], fetch: Fetch
) -> Taken | Problem:
    """Return what is to be added, or why nothing is.

    Args:
        asked: what was sent.
        content: the content folder.
        existing: the articles of the site.
        fetch: fetches one page.
    """
    incoming = _incoming(asked, fetch)
    if isinstance(incoming, Problem):
        return incoming
    outlets = loading.outlets_of(content)
    found: list[Found] = []
    refused: list[Problem] = []
    for item in incoming:
        one = item if isinstance(item, Problem) else adding.parsed(item, outlets)
        if isinstance(one, Problem):
            refused.append(adding.of_entry(one, item, asked.name) if asked.name else one)
        elif problem := adding.taken(one, (file.path for file in content.files)):
            refused.append(problem)
        else:
            found.append(one)
    repeated = () if asked.anyway else adding.repeated(found, existing)
    left_out = {one.second for one in repeated}
    found = [one for one in found if one.incoming.name not in left_out]
    paths = {file.path for file in content.files}
    refused += [_there(one) for one in found if _path(one) in paths]
    found = [one for one in found if _path(one) not in paths]
    edits = [edit for one in found for edit in _edits(one, paths)]
    if not edits and not repeated:
        return refused[0] if refused else _nothing("This file contains no article.")
    said = [problem for one in found for problem in one.problems]
    return Taken(tuple(edits), tuple(found), repeated, (*refused, *said))


def _incoming(asked: NewArticle, fetch: Fetch) -> Iterator[Incoming | Problem] | Problem:
    given = [bool(asked.name), bool(asked.address), bool(asked.text.strip())]
    if sum(given) != 1:
        return _nothing("Give a file, an address or a text.")
    if asked.address:
        address = asked.address.strip()
        if not adding.is_address(address):
            return _nothing("An address begins with https:// or http://.")
        return importing.incoming(address, fetch)
    if asked.text:
        return iter([importing.pasted(asked.text, " ".join(asked.title.split()))])
    return _in_file(asked, fetch)


def _in_file(asked: NewArticle, fetch: Fetch) -> Iterator[Incoming | Problem] | Problem:
    name = PurePosixPath(asked.name.replace("\\", "/")).name
    if not name.endswith(importing.ENDINGS):
        return _nothing(f"Captures end in {', '.join(formats.SUFFIXES)}.")
    try:
        data = b64decode(asked.content, validate=True)
    except binascii.Error:
        return _nothing("The file has not arrived whole.")
    return formats.too_large(name, len(data)) or importing.in_file(SourceFile(name, data), fetch)


def _nothing(message: str) -> Problem:
    return Problem("", 0, "not-added", message, "Choose another one.")


def _path(one: Found) -> str:
    return f"{folders.ARTICLES}/{one.incoming.name}"


def _there(one: Found) -> Problem:
    return Problem(
        _path(one), 0, "name-taken", "This file exists already; it was not changed.",
        "Rename the new file.",
    )  # fmt: skip


def _edits(one: Found, paths: set[str]) -> Iterator[FileEdit]:
    """Yield the new files of an article. A sidecar that waits for its article stays."""
    capture, sidecar = adding.files(one)
    yield FileEdit(capture.path, None, capture.data)
    if sidecar and sidecar.path not in paths:
        yield FileEdit(sidecar.path, None, sidecar.data)


def slug(one: Found) -> str:
    """Return the slug that an article gets."""
    return articles.slug_of(one.incoming.name)
