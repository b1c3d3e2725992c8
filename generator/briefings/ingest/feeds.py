"""Feeds and lists of addresses: what an editor hands over to have several articles captured.

RSS and Atom of all versions by feedparser, on bytes and without network. What a feed says of an
entry is kept as it says it; its HTML is foreign text, to be read like any other capture.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

import feedparser
from lxml import etree, html

from briefings.files.frontmatter import decode
from briefings.model.content import Problem, SourceFile
from briefings.readers import dates
from briefings.text import urls

# Feeds of news sites have 20 kB to 2 MB; feedparser needs about 0.1 s for one.
_MAX_BYTES = 10_000_000
_MAX_ENTRIES = 1000
_MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    url: str
    """Address of the article: http or https; empty where the feed gives none."""
    title: str
    """Headline as plain text; empty where there is none."""
    published: str
    """Day or moment of publication in ISO 8601, with the zone if given; empty if not known."""
    modified: str
    """Day or moment of the last change, likewise."""
    authors: tuple[str, ...]
    """Names of the authors, without their mail addresses."""
    summary: str
    """Summary as plain text; empty where there is none."""
    content: str
    """The article as HTML, as the feed holds it; empty where it holds none."""
    tags: tuple[str, ...]
    """Topics."""
    lang: str
    """BCP 47 tag of the language; empty where the feed does not say."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries."""

    title: str
    """Name of the feed; empty where it has none."""
    entries: tuple[Entry, ...]
    """Its entries, in its order; those with neither address nor content are left out."""


class _Bytes:
    """A stream for feedparser, which takes plain bytes for the name of a file first."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self) -> bytes:
        return self.data


def parse_feed(source: SourceFile) -> Feed | Problem:
    """Return the entries of a feed, or the problem that it is none.

    A damaged feed is read as far as it goes. Entities that a feed declares itself are not
    expanded, and nothing outside of it is read.
    """
    if len(source.data) > _MAX_BYTES:
        return _no_feed(source, f"It has more than {_MAX_BYTES // 1_000_000} MB.")
    if not source.data.strip():
        return _no_feed(source, "It is empty.")
    try:
        found: Any = feedparser.parse(_Bytes(source.data), sanitize_html=False)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        # feedparser answers what it cannot read with whatever its parsers ran into.
        return _no_feed(source, "It cannot be read as RSS or Atom.")
    entries = tuple(_entry(entry, found.feed) for entry in found.entries[:_MAX_ENTRIES])
    entries = tuple(entry for entry in entries if entry.url or entry.content)
    if not entries:
        why = "It has no entries." if found.version else "It cannot be read as RSS or Atom."
        return _no_feed(source, why)
    return Feed(_text(found.feed.get("title_detail")), entries)


def _no_feed(source: SourceFile, why: str) -> Problem:
    return Problem(
        source.path, 0, "no-feed", f"This is not a feed of articles. {why}",
        "Save the feed itself (RSS or Atom), or list addresses, one a line.",
    )  # fmt: skip


def _entry(entry: Any, feed: Any) -> Entry:  # noqa: ANN401 # feedparser's own dictionaries
    lang = str(entry.get("language") or feed.get("language") or "")
    contents = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    full: Any = next((content for content in contents if _is_html(content)), {})
    return Entry(
        url=next(filter(None, map(_web, _addresses(entry))), ""),
        title=_text(entry.get("title_detail")),
        published=_moment(entry.get("published")),
        # Where there is none, feedparser's own `get` answers with the day of publication.
        modified=_moment(dict.get(entry, "updated")),
        authors=_names(author.get("name", "") for author in entry.get("authors", ())),
        summary=_text(entry.get("summary_detail")),
        content=str(full.get("value", "")).strip(),
        tags=_names(tag.get("term") or "" for tag in entry.get("tags", ())),
        lang=lang if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", lang) else "",
    )


def _addresses(entry: Any) -> list[str]:  # noqa: ANN401
    """Return where an entry may be, best first: before a redirecting service, its link, its id."""
    links = [link for link in entry.get("links", ()) if link.get("rel") == "alternate"]
    return [
        entry.get("feedburner_origlink", ""),
        *(link.get("href", "") for link in links),
        entry.get("link", ""),
        entry.get("id", ""),
    ]


def _web(address: str) -> str:
    found = urls.web_address(address) or ""
    return "" if found.startswith("mailto:") else found


def _is_html(content: Any) -> bool:  # noqa: ANN401
    return "html" in content.get("type", "") and bool(content.get("value", "").strip())


def _text(detail: Any) -> str:  # noqa: ANN401
    """Return the plain text of a title or summary, which may be HTML."""
    value = str((detail or {}).get("value", ""))
    if "html" in (detail or {}).get("type", ""):
        try:
            value = html.fragment_fromstring(value, create_parent=True).text_content()
        except (etree.ParserError, ValueError):
            value = ""
    return " ".join(value.split())


def _moment(written: str | None) -> str:
    """Return a moment of a feed in ISO 8601.

    Zones by name are those of RFC 822, which defines them as North American; a date in numbers
    alone is not decided by that.
    """
    written = (written or "").strip()
    return dates.parse_day(written, "en-US" if written[:1].isalpha() else None) or ""


def _names(found: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return names, each once, without mail addresses: `a@example.org (A. Writer)`."""
    names: dict[str, None] = {}
    for name in found:
        bare = re.sub(r"\S+@\S+", "", str(name)).strip()
        if bare.startswith("(") and bare.endswith(")"):
            bare = bare[1:-1]
        elif "(" in bare and ")" not in bare:
            # feedparser cuts `a@news.online (A. Writer)` after four letters of the last domain.
            bare = bare.partition("(")[2]
        if bare := " ".join(bare.split())[:_MAX_NAME]:
            names[bare] = None
    return tuple(names)


def capture(entry: Entry) -> tuple[bytes, dict[str, str | list[str]]]:
    """Return an entry as a capture: a page of HTML and the facts for its sidecar.

    The page declares the same facts in the usual ways, so that it can be read without its
    sidecar, and its moment of publication with the zone, for which a sidecar has no room.

    Returns:
        The page in UTF-8; and the keys of a sidecar (`title`, `published`, `modified`, `url`,
        `authors`, `tags`, `lang`, `summary`) that are known.
    """
    meta = [
        ("article:published_time", entry.published),
        ("article:modified_time", entry.modified),
        *(("article:author", author) for author in entry.authors),
        *(("article:tag", tag) for tag in entry.tags),
    ]
    body = entry.content or (f"<p>{escape(entry.summary)}</p>" if entry.summary else "")
    page = [
        "<!doctype html>",
        f'<html lang="{escape(entry.lang)}">' if entry.lang else "<html>",
        f'<head><meta charset="utf-8"><title>{escape(entry.title)}</title>',
        *(f'<meta property="{name}" content="{escape(value)}">' for name, value in meta if value),
        f'<link rel="canonical" href="{escape(entry.url)}">' if entry.url else "",
        f"</head><body><article><h1>{escape(entry.title)}</h1>",
        body,
        "</article></body></html>",
        "",
    ]
    facts: dict[str, str | list[str]] = {
        "title": entry.title,
        "published": entry.published[:10],
        "url": entry.url,
        "authors": list(entry.authors),
        "tags": list(entry.tags),
        "lang": entry.lang,
    }
    data = "\n".join(page).encode("utf-8", "replace")
    return data, {key: value for key, value in facts.items() if value}


def parse_addresses(source: SourceFile) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the addresses of a list, each once, and a problem for each line that is none.

    One address a line; `#` at the beginning of a line or after a space begins a comment.
    """
    text = decode(source)
    if isinstance(text, Problem):
        return (), (text,)
    addresses: dict[str, None] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        written = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
        if not written:
            continue
        if (address := _web(written)) and not re.search(r"\s", written):
            addresses[address] = None
        else:
            problems.append(Problem(
                source.path, number, "no-address",
                f"“{written[:_MAX_NAME]}” is not an http or https address.",
                "Write one address a line; begin comments with #.",
            ))  # fmt: skip
    return tuple(addresses), tuple(problems)
