"""Captures from the arguments of `briefings new article`: files, web pages, feeds, lists.

A capture keeps its bytes. Facts about its origin go into its sidecar.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

from briefings.ingest import feeds
from briefings.ingest.fetch import Fetched, FetchError
from briefings.model.content import Problem, SourceFile
from briefings.readers import formats
from briefings.text import uris, urls

Facts = dict[str, str | list[str]]
Fetch = Callable[[str], Fetched]

_FEEDS = (".xml", ".rss", ".atom")
_LISTS = (".txt", ".urls")
ENDINGS = (*formats.SUFFIXES, *_FEEDS, *_LISTS)
"""Suffixes of files that contain articles or lead to them."""

# Other servers send web pages, or nothing that can be read.
_ENDINGS_BY_TYPE = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-webarchive": ".webarchive",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "text/plain": ".txt",
}

_NAME_WORDS = 8


@dataclass(frozen=True, slots=True)
class Incoming:
    """One capture to add to the content folder."""

    name: str
    """Its file name with the suffix."""
    data: bytes
    """The capture."""
    facts: Facts = field(default_factory=dict)
    """Known keys of its sidecar."""


def incoming(given: str, fetch: Fetch) -> Iterator[Incoming | Problem]:
    """Yield the captures that an argument leads to, and problems.

    Args:
        given: the path of a file, or an http or https address.
        fetch: fetches one page.
    """
    if given.startswith(("http://", "https://")):
        yield fetched(given, fetch)
        return
    path = Path(given)
    if problem := formats.too_large(path.name, path.stat().st_size):
        yield problem
        return
    yield from in_file(SourceFile(path.name, path.read_bytes()), fetch)


def in_file(source: SourceFile, fetch: Fetch) -> Iterator[Incoming | Problem]:
    """Yield the captures that a file is, contains or lists, and problems.

    Args:
        source: the file; its path is its name.
        fetch: fetches one page.
    """
    if source.path.endswith(_FEEDS):
        feed = feeds.parse_feed(source)
        if isinstance(feed, Problem):
            yield feed
        else:
            for entry in feed.entries:
                yield _entry(entry, fetch)
    elif not source.path.endswith(formats.SUFFIXES) or (
        source.path.endswith(_LISTS) and _is_list(source)
    ):
        addresses, problems = feeds.parse_addresses(source)
        yield from problems
        for address in addresses:
            yield fetched(address, fetch)
    else:
        stem = formats.stem(source.path)
        yield Incoming(_name(stem, source.path.removeprefix(stem)), source.data)


def pasted(text: str, title: str) -> Incoming:
    """Return a text as a capture.

    Args:
        text: the text.
        title: its title; empty to name it by its first words.
    """
    first = " ".join(text.split()[:_NAME_WORDS])
    facts: Facts = {"title": title} if title else {}
    return Incoming(_name(title or first, ".txt"), text.encode(), facts)


def _is_list(source: SourceFile) -> bool:
    """Return whether every line that is not empty is an address; no capture is like that."""
    addresses, problems = feeds.parse_addresses(source)
    return bool(addresses) and not problems


def _entry(entry: feeds.Entry, fetch: Fetch) -> Incoming | Problem:
    """Return the article in a feed's entry, or fetch it if the entry has only a link."""
    if not entry.content:
        return fetched(entry.url, fetch)
    data, facts = feeds.capture(entry)
    return Incoming(_name(entry.title or entry.url, ".html"), data, facts)


def fetched(address: str, fetch: Fetch) -> Incoming | Problem:
    """Return the page at an address as a capture, or why it cannot be fetched."""
    try:
        page = fetch(address)
    except FetchError as error:
        return Problem(address, 0, "not-fetched", str(error), "Save the page in a browser instead.")
    facts: Facts = {
        "url": page.final_url,
        "captured": page.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    kind = page.content_type.partition(";")[0].strip().lower()
    ending = _ENDINGS_BY_TYPE.get(kind, ".html")
    return Incoming(_name(_last_part(page.final_url), ending), page.data, facts)


def _last_part(address: str) -> str:
    """Return the last segment of the path that has letters; the host if there is none."""
    parts = [unquote(part) for part in urlsplit(address).path.split("/")]
    named = [part for part in parts if any(character.isalpha() for character in part)]
    return formats.stem(named[-1]) if named else urls.host(address)


def _name(title: str, ending: str) -> str:
    return uris.file_name(title) + ending


def sidecar(facts: Facts, missing: dict[str, str]) -> str:
    """Return a sidecar: known facts as YAML, and missing ones as comments.

    Args:
        facts: known keys.
        missing: keys that an editor may know, with an example value.
    """
    known = (
        yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=10_000) if facts else ""
    )
    comments = "".join(f"# {key}: {value}\n" for key, value in missing.items() if key not in facts)
    head = "# Facts that are not in the capture. Remove the # where you know one.\n"
    return f"{head}{known}{comments}"
