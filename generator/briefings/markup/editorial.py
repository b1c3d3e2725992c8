"""Editors' Markdown: its text as readers read it, and where a link may be inserted.

The text is without emphasis marks and tags, and with the characters that entities and escapes stand
for (`inline_markdown`). Each passage keeps where its characters are in the Markdown, and inserting
links changes nothing else there.
"""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from briefings.markup import heading_ids, inline_markdown
from briefings.markup.inline_markdown import Image, Links, Piece, Runs, Span
from briefings.model.linking import Mention, Passage, Verdict
from briefings.model.site import SearchText
from briefings.readers.quotations import marks
from briefings.text import uris

NO_IDS: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MarkdownPassage:
    """A passage of Markdown with the places of its text in the source."""

    passage: Passage
    """The text of one block, as readers read it."""
    source: str
    """Its inline Markdown, without block markers."""
    end: int
    """Offset in the source after it."""
    runs: Runs
    """Where its text stands in the source, in order (`inline_markdown.joined`)."""
    links: Links
    """Its links: start and end in the source, and address as written."""
    images: tuple[Image, ...] = ()
    """Its images, with their offsets in the source."""
    heading: bool = False
    """Whether it is a heading with a known offset in the source."""

    def origin(self, start: int, end: int) -> Span:
        """Return the span in the source of a span of the text, which is not empty."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, offset: int) -> Span:
        """Return the span in the source of one character."""
        number = bisect_right(self.runs, offset, key=itemgetter(0)) - 1
        at, start, end = self.runs[number]
        following = self.runs[number + 1][0] if number + 1 < len(self.runs) else None
        length = (len(self.passage.text) if following is None else following) - at
        if length != end - start:
            return start, end
        return start + offset - at, start + offset - at + 1


_OWN_ATTRIBUTES = re.compile(r"\{:?(?:[^{}\n]*?#(?P<id>[\w:.-]+))?[^{}\n]*\}\s*$")
_TAG = re.compile(r"<(/?)([a-z][\w-]*)([^<>]*)>", re.IGNORECASE)
_RAW_TEXT = re.compile(r"\s*<(?:script|style)\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                   "source", "track", "wbr"})  # fmt: skip
_CLOSED = {
    "heading_open": Verdict.IN_HEADING,
    "admonition_title_open": Verdict.IN_HEADING,
    "dt_open": Verdict.IN_HEADING,
    "th_open": Verdict.IN_TABLE,
    "td_open": Verdict.IN_TABLE,
}
MENTION_TITLE = re.compile(r"mention (?P<id>m-\S+) (?P<number>\d+)")
"""The title of the link of a mention, which the page does not show (`mention_title`)."""
_LANGUAGE = "en"  # of editors' quotation marks; it matters for Swedish and Finnish alone


def markdown_passages(
    markdown: str, first_line: int = 1, uri: str = uris.EXPLAINERS
) -> tuple[MarkdownPassage, ...]:
    """Return the passages of an editor's Markdown, with the spans that may contain a link.

    Args:
        markdown: Markdown without front matter.
        first_line: its first line in the file.
        uri: its page, which relative links start from.
    """
    env: dict[str, object] = {}
    tokens = inline_markdown.PARSER.parse(markdown, env)
    lines = markdown.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    replaced = [found.span() for found in inline_markdown.REPLACED.finditer(markdown)]
    passages: list[MarkdownPassage] = []
    section = 0
    opener = ""
    html: list[tuple[str, bool]] = []
    for token in tokens:
        if token.type == "heading_open":
            section += 1
        if token.type == "html_block":
            _open_and_close(html, token.content)
        if token.type == "inline":
            first, last = token.map or (0, 0)
            origins = _origins(token.content, lines[first:last], offsets[first:last])
            is_raw = any(raw for _, raw in html)
            # A passage with unknown offsets gets no links, like code.
            closed = _CLOSED.get(opener, None if origins and not is_raw else Verdict.IN_CODE)
            pieces, links, images = inline_markdown.parse(token.content, env)
            shown = inline_markdown.in_text(pieces, ((start, end) for start, end, _ in links))
            if origins:
                pieces = [_placed(piece, origins, replaced) for piece in pieces]
            text, linkable, runs = inline_markdown.joined(pieces)
            passage = Passage(
                text=text,
                section=section,
                line=first_line + first,
                linkable=() if closed else linkable,
                closed=closed,
                quoted=tuple((q.start, q.end) for q in marks.find(text, _LANGUAGE)),
                links=tuple(
                    (*span, _explainer(address, uri))
                    for span, (_, _, address) in zip(shown, links, strict=True)
                ),
            )
            whole = offsets[first], offsets[last]
            end = origins[-1] if origins else whole[1]
            passages.append(MarkdownPassage(
                passage, token.content, end, runs,
                links=tuple((*_in_source(s, e, origins, whole), a) for s, e, a in links),
                images=tuple(
                    Image(*_in_source(s, e, origins, whole), a, alt) for s, e, a, alt in images
                ),
                heading=opener == "heading_open" and bool(origins),
            ))  # fmt: skip
        opener = token.type
    return tuple(passages)


def _open_and_close(html: list[tuple[str, bool]], block: str) -> None:
    """Update the stack of open HTML elements, each with whether its content is raw.

    Python-Markdown does not parse the content of a block element, unless the element has the
    attribute `markdown`: https://python-markdown.github.io/extensions/md_in_html/
    """
    for closing, name, attributes in _TAG.findall(_COMMENT.sub("", block)):
        tag = name.lower()
        if not closing and tag not in _VOID and not attributes.endswith("/"):
            html.append((tag, "markdown" not in attributes))
        elif closing and tag in (opened for opened, _ in html):
            while html.pop()[0] != tag:
                pass


def _origins(content: str, lines: Sequence[str], offsets: Sequence[int]) -> list[int]:
    """Return the offset in the source of each character of an inline token, and of its end.

    There are none if a line of the token does not occur exactly once in its line of the source.

    Args:
        content: the inline Markdown.
        lines: the lines of the source in which it is.
        offsets: the offsets of these lines.
    """
    found: list[int] = []
    for part, line, offset in zip(content.split("\n"), lines, offsets, strict=False):
        if (part and line.count(part) != 1) or part not in line:
            return []
        first = offset + line.find(part)
        found += range(first, first + len(part) + 1)
    return found if len(found) == len(content) + 1 else []


def _in_source(start: int, end: int, origins: Sequence[int], whole: Span) -> Span:
    """Return a span of an inline token in the source; the whole block if origins are unknown."""
    return (origins[start], origins[end]) if origins else whole


def _placed(piece: Piece, origins: Sequence[int], replaced: Sequence[Span]) -> Piece:
    """Return a piece with offsets in the source; it is closed if an extension replaces a part."""
    start = origins[piece.start]
    end = origins[piece.end - 1] + 1 if piece.end > piece.start else start
    is_open = piece.is_open and not any(first < end and start < last for first, last in replaced)
    return Piece(piece.text, start, end, is_open)


def _explainer(address: str, uri: str) -> str:
    """Return the slug of the explainer that a link leads to; empty for other targets."""
    target = uris.resolve(uri, address)
    folder, _, name = target.rpartition("/")
    is_page = folder == posixpath.dirname(uris.EXPLAINERS) and name.endswith(".md")
    return name.removesuffix(".md") if is_page and target != uris.EXPLAINERS else ""


def readdressed(markdown: str, address: Callable[[str], str]) -> str:
    """Apply `readdress` to Markdown that has not been parsed into passages."""
    if "[" not in markdown:
        return markdown
    return readdress(markdown, markdown_passages(markdown), address)


def readdress(
    markdown: str, passages: Sequence[MarkdownPassage], address: Callable[[str], str]
) -> str:
    """Return an editor's Markdown with changed addresses in its links and images.

    Args:
        markdown: the text.
        passages: its passages.
        address: returns the new address for an old one.
    """
    env: dict[str, Any] = {}
    inline_markdown.PARSER.parse(markdown, env)
    lines = [0, *(found.end() for found in re.finditer("\n", markdown)), len(markdown)]
    written = [(start, end, "](", old) for placed in passages for start, end, old in placed.links]
    images = (image for placed in passages for image in placed.images)
    written += [(image.start, image.end, "](", image.address) for image in images]
    written += [
        (lines[defined["map"][0]], lines[defined["map"][1]], "]:", defined["href"])
        for defined in env.get("references", {}).values()
    ]
    changed: dict[tuple[int, int], str] = {}
    for start, end, before, old in written:
        new = address(old)
        pattern = re.compile(rf"{re.escape(before)}\s*<?({re.escape(old)})")
        if new != old:
            changed.update((found.span(1), new) for found in pattern.finditer(markdown, start, end))
    for (start, end), new in sorted(changed.items(), reverse=True):
        markdown = markdown[:start] + new + markdown[end:]
    return markdown


def without_links(
    markdown: str, passages: Sequence[MarkdownPassage], drop: Callable[[str], bool]
) -> str:
    """Return an editor's Markdown with the words alone of some of its links.

    Args:
        markdown: the text.
        passages: its passages.
        drop: returns whether a link with an address is dropped. Links by reference stay.
    """
    found = [(start, end, old) for placed in passages for start, end, old in placed.links]
    for start, end, old in sorted(found, reverse=True):
        whole = re.fullmatch(
            rf"\[(.*)\]\(\s*<?{re.escape(old)}>?(?:\s[^)]*)?\)", markdown[start:end], re.DOTALL
        )
        if whole and drop(old):
            markdown = markdown[:start] + whole[1] + markdown[end:]
    return markdown


def insert_links(
    markdown: str,
    passages: Sequence[MarkdownPassage],
    mentions: Iterable[Mention],
    closing: Callable[[Mention], str],
    ids: Mapping[int, str] = NO_IDS,
) -> str:
    """Return an editor's Markdown with links at its mentions, and ids at its headings.

    Args:
        markdown: the Markdown.
        passages: its passages.
        mentions: its mentions; those without a link are ignored.
        closing: returns the end of the link of a mention, from its closing bracket.
        ids: ids of headings, by the number of the passage.
    """
    edits = [
        (*passages[mention.passage].origin(mention.start, mention.end), "[", closing(mention))
        for mention in mentions
        if mention.links
    ]
    for number, name in ids.items():
        if not _OWN_ATTRIBUTES.search(passages[number].source):
            end = passages[number].end
            edits.append((end, end, "", f" {{ #{name} }}"))
    parts: list[str] = []
    at = 0
    for start, end, opening, ending in sorted(edits):
        before = markdown[at:start]
        if opening and before.endswith("!") and not before.endswith("\\!"):
            before = f"{before[:-1]}\\!"  # `![` would start an image
        parts += [before, opening, markdown[start:end], ending]
        at = end
    return "".join((*parts, markdown[at:]))


def with_ids(
    markdown: str, passages: Sequence[MarkdownPassage], ids: Mapping[int, str] = NO_IDS
) -> str:
    """Return Markdown that gets no links, with ids at its headings; arguments as `insert_links`."""

    def closing(_: object) -> str:
        raise AssertionError("there are no mentions")

    return insert_links(markdown, passages, (), closing, ids).strip("\n")


def linked(
    markdown: str,
    uri: str,
    passages: Sequence[MarkdownPassage],
    mentions: Sequence[Mention],
    numbers: Mapping[str, int],
) -> tuple[str, str]:
    """Return Markdown with links on its mentions, for the Markdown file and for the page.

    Args:
        markdown: an editor's Markdown.
        uri: its page, where relative links start.
        passages: its passages.
        mentions: the mentions in them.
        numbers: the number of each subject in the background of the page.
    """

    def plain(mention: Mention) -> str:
        return f"]({uris.relative(uri, uris.explainer(mention.subject))})"

    def titled(mention: Mention) -> str:
        title = mention_title(mention, numbers[mention.subject])
        return f'{plain(mention)[:-1]} "{title}")'

    in_file = insert_links(markdown, passages, mentions, plain)
    on_page = insert_links(markdown, passages, mentions, titled, section_ids(passages))
    return in_file.strip("\n"), on_page.strip("\n")


def mention_title(mention: Mention, number: int) -> str:
    """Return the title that gives the link of a mention its id and a number."""
    return f"mention {mention.anchor} {number}"


def section_ids(passages: Sequence[MarkdownPassage]) -> dict[int, str]:
    """Return the ids of an editor's headings, by the number of the passage.

    A heading with an attribute list keeps the id in the list, or has none.
    """
    headings = {n: placed.source for n, placed in enumerate(passages) if placed.heading}
    own = {n: found for n, text in headings.items() if (found := _OWN_ATTRIBUTES.search(text))}
    others = [n for n in headings if n not in own]
    generated = heading_ids.section_ids(headings[n] for n in others)
    return {
        **{n: found["id"] for n, found in own.items() if found["id"]},
        **dict(zip(others, generated, strict=True)),
    }


def plain_text(
    markdown: str, passages: Sequence[MarkdownPassage] = (), ids: Mapping[int, str] = NO_IDS
) -> Iterator[SearchText]:
    """Yield the paragraphs and headings of an editor's Markdown without markup, for search.

    Args:
        markdown: the Markdown.
        passages: its passages.
        ids: ids of headings, by the number of the passage.
    """
    passages = passages or markdown_passages(markdown)
    number, level = 0, 0
    for token in inline_markdown.PARSER.parse(markdown):
        text, name = "", ""
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline":
            text, name = passages[number].passage.text.replace("\n", " "), ids.get(number, "")
            number += 1
        elif token.type in {"fence", "code_block"}:
            text = token.content
        elif token.type == "html_block" and not _RAW_TEXT.match(token.content):
            text = " ".join(unescape(_TAG.sub("", _COMMENT.sub("", token.content))).split())
        if text:
            yield SearchText(text, level, name)
            level = 0
