"""Feeds (RSS and Atom, parsed by feedparser without network) and lists of addresses.

The HTML of an entry is foreign text, parsed like any other capture.
"""

import html
import re
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any

import feedparser
import lxml.html
from lxml import etree

from briefings.files.frontmatter import decode
from briefings.model.content import Problem, SourceFile
from briefings.readers import dates
from briefings.readers.html import names
from briefings.text import languages, urls
from briefings.text.entities import unescape

# Feeds of news sites have 20 kB to 2 MB; feedparser needs about 0.1 s for one.
_MAX_BYTES = 10_000_000
_MAX_ENTRIES = 1000
_MAX_NAME = 200
_TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
_ESCAPED = re.compile(
    r"&(?:lt|#60|#x3c);(?:p|br|div|h[1-6]|ul|ol|blockquote|figure)\b", re.IGNORECASE
)
# The last line of WordPress feeds: markup and text, and the text besides the title.
_LONGEST_LINE = 4000
_LONGEST_REST = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    url: str
    """Address of the article: http or https; empty if unknown."""
    title: str
    """Headline as plain text; may be empty."""
    published: str
    """Day or moment of publication in ISO 8601, with the zone if given; empty if unknown."""
    modified: str
    """Day or moment of the last change, in the same form."""
    authors: tuple[str, ...]
    """Names of the authors, without mail addresses."""
    summary: str
    """Summary as plain text; may be empty."""
    content: str
    """The article in HTML; empty if the entry has only a link."""
    tags: tuple[str, ...]
    """Topics."""
    lang: str
    """BCP 47 tag of the language; empty if unknown."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries."""

    title: str
    """Name of the feed; may be empty."""
    entries: tuple[Entry, ...]
    """Its entries in order, without those that have neither address nor content."""


def parse_feed(source: SourceFile) -> Feed | Problem:
    """Parse a feed; return a problem if the file is not a feed.

    A damaged feed is parsed as far as possible. Entities of its DTD are not expanded, and nothing
    outside of the file is loaded.
    """
    if len(source.data) > _MAX_BYTES:
        return _no_feed(source, f"It has more than {_MAX_BYTES // 1_000_000} MB.")
    if not source.data.strip():
        return _no_feed(source, "It is empty.")
    try:
        # A stream: feedparser may take plain bytes for the name of a file.
        found: Any = feedparser.parse(BytesIO(_mended(source.data)), sanitize_html=False)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        # feedparser does not catch the errors of its parsers.
        return _no_feed(source, "It cannot be read as RSS or Atom.")
    entries = tuple(_entry(entry, found.feed) for entry in found.entries[:_MAX_ENTRIES])
    entries = tuple(entry for entry in entries if entry.url or entry.content)
    if not entries:
        why = "It has no entries." if found.get("version") else "It cannot be read as RSS or Atom."
        return _no_feed(source, why)
    return Feed(_text(found.feed.get("title_detail")), entries)


def _mended(data: bytes) -> bytes:
    """Return a feed without marks of CDATA sections that were escaped or doubled.

    feedparser would lose the text inside.
    """
    if b"&lt;![CDATA[" in data:
        data = data.replace(b"&lt;![CDATA[", b"").replace(b"]]&gt;", b"")
    return data.replace(b"<![CDATA[<![CDATA[", b"<![CDATA[").replace(b"]]>]]>", b"]]>")


def _no_feed(source: SourceFile, why: str) -> Problem:
    return Problem(
        source.path, 0, "no-feed", f"This is not a feed of articles. {why}",
        "Save the feed itself (RSS or Atom), or list addresses, one a line.",
    )  # fmt: skip


def _entry(entry: Any, feed: Any) -> Entry:  # noqa: ANN401 # feedparser's own dictionaries
    contents = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    full: Any = next((content for content in contents if _is_html(content)), {})
    url = next(filter(None, map(urls.page_address, _addresses(entry))), "")
    title = _text(entry.get("title_detail"))
    site = _text(feed.get("title_detail"))

    def body(content: Any) -> str:  # noqa: ANN401
        value = _tags_decoded(str(content.get("value", ""))).strip()
        return _without_last_line(value, title, (url, site))

    summary = entry.get("summary_detail") or {}
    return Entry(
        url=url,
        title=title,
        published=_moment(entry.get("published")),
        # feedparser's own `get` returns the day of publication if there is no other.
        modified=_moment(dict.get(entry, "updated")),
        authors=_names(author.get("name", "") for author in entry.get("authors", ())),
        summary=_text({**summary, "value": body(summary)}),
        content=body(full),
        tags=_names(tag.get("term") or "" for tag in entry.get("tags", ())),
        lang=languages.tag(str(entry.get("language") or feed.get("language") or "")),
    )


def _addresses(entry: Any) -> list[str]:  # noqa: ANN401
    """Return the possible addresses of an entry, best first, without redirecting services."""
    links = [link for link in entry.get("links", ()) if link.get("rel") == "alternate"]
    return [
        entry.get("feedburner_origlink", ""),
        *(link.get("href", "") for link in links),
        entry.get("link", ""),
        entry.get("id", ""),
    ]


def _is_html(content: Any) -> bool:  # noqa: ANN401
    return "html" in content.get("type", "") and bool(content.get("value", "").strip())


def _tags_decoded(value: str) -> str:
    """Return HTML whose tags were escaped twice as HTML; any other as it is."""
    return html.unescape(value) if _ESCAPED.search(value) and not _TAG.search(value) else value


def _without_last_line(content: str, title: str, sources: tuple[str, str]) -> str:
    """Return the HTML of an entry without the line that its software adds.

    The line has two of title, address and source, in any language:
    `The post … appeared first on …`.

    Args:
        content: the HTML.
        title: the title of the entry.
        sources: address of the entry and name of the feed.
    """
    start = content.rfind("<p")
    line = content[start:] if start >= 0 else ""
    text = _text({"value": line, "type": "text/html"}) if len(line) < _LONGEST_LINE else ""
    folded = names.fold(text)
    url, site = sources
    # The title can be shortened.
    named = (
        bool(title) and names.fold(title) in folded,
        bool(url) and url in line,
        bool(site) and names.fold(site) in folded,
    )
    if sum(named) > 1 and len(text) < len(title) + _LONGEST_REST:
        return content[:start].rstrip()
    return content


def _text(detail: Any) -> str:  # noqa: ANN401
    """Return the plain text of a title or summary, which may be HTML."""
    value = str((detail or {}).get("value", ""))
    if "html" in (detail or {}).get("type", ""):
        try:
            value = lxml.html.fragment_fromstring(value, create_parent=True).text_content()
        except (etree.ParserError, ValueError):
            value = ""
    return " ".join(unescape(value).split())


def _moment(written: str | None) -> str:
    """Return a moment of a feed in ISO 8601; empty if it is ambiguous or invalid.

    RFC 822 defines the names of zones as North American. That does not decide the order of day
    and month in a date of numbers alone.
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
            # feedparser cuts `a@news.online (A. Writer)` after four letters of the top domain.
            bare = bare.partition("(")[2]
        if bare := " ".join(bare.split())[:_MAX_NAME]:
            names[bare] = None
    return tuple(names)


def capture(entry: Entry) -> tuple[bytes, dict[str, str | list[str]]]:
    """Return an entry as a page of HTML, and the facts for its sidecar.

    The page declares the facts in its metadata too, with the time of publication, which a
    sidecar cannot hold.

    Returns:
        The page in UTF-8; and the known ones of the sidecar's keys `title`, `published`, `url`,
        `authors`, `tags` and `lang`.
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
    """Return the addresses of a list, each once, and a problem for each invalid line.

    One address a line; `#` at the start of a line or after a space starts a comment.
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
        if (address := urls.page_address(written)) and not re.search(r"\s", written):
            addresses[address] = None
        else:
            problems.append(Problem(
                source.path, number, "no-address",
                f"“{written[:_MAX_NAME]}” is not an http or https address.",
                "Write one address a line; start comments with #.",
            ))  # fmt: skip
    return tuple(addresses), tuple(problems)
