"""Editors' Markdown: find the spans that may contain a link, and insert links.

A CommonMark parser finds the plain text. Inserting links changes nothing else in the source.
"""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefings.markup import heading_ids
from briefings.model.linking import Mention, Passage, Verdict
from briefings.model.site import SearchText
from briefings.readers.quotations import marks
from briefings.text import uris

Span = tuple[int, int]
Links = tuple[tuple[int, int, str], ...]
NO_IDS: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MarkdownPassage:
    """A passage of Markdown with the offsets of its lines in the source."""

    passage: Passage
    """The inline Markdown of one block, without block markers."""
    starts: tuple[int, ...]
    """Offset in the passage of each of its lines."""
    origins: tuple[int, ...]
    """Offset in the source of each of its lines."""
    links: Links
    """Its links: start, end, and address as written."""
    heading: bool = False
    """Whether it is a heading with a known offset in the source."""

    def origin(self, offset: int) -> int:
        """Return the offset in the source of an offset in the passage."""
        line = bisect_right(self.starts, offset) - 1
        return self.origins[line] + offset - self.starts[line]


# Syntax of Python-Markdown and its extensions that CommonMark lacks; it is not plain text either.
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
"""https://python-markdown.github.io/extensions/attr_list/"""
_OWN_ATTRIBUTES = re.compile(r"\{:?(?:[^{}\n]*?#(?P<id>[\w:.-]+))?[^{}\n]*\}\s*$")
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:.*", re.MULTILINE)
"""https://python-markdown.github.io/extensions/abbreviations/"""
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\](?!\()")
"""https://python-markdown.github.io/extensions/footnotes/"""
_MATH = re.compile(r"\$\$.+?\$\$|\$(?=\S)[^$]*?(?<=\S)\$(?!\d)|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
"""https://facelessuser.github.io/pymdown-extensions/extensions/arithmatex/#input-format"""


def _skip_rule(pattern: re.Pattern[str]) -> Callable[[StateInline, bool], bool]:
    """Return an inline rule of markdown-it that consumes matches of a pattern without output."""

    def rule(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's form
        found = pattern.match(state.src, state.pos)
        if found:
            state.pos = found.end()
        return found is not None

    return rule


_PARSER = (
    MarkdownIt("commonmark").enable("table").use(admon_plugin).use(deflist_plugin)
    .use(footnote_plugin)
)  # fmt: skip
_PARSER.core.ruler.disable("inline")
_PARSER.core.ruler.disable("footnote_tail")
_PARSER.inline.ruler.disable("footnote_inline")  # Python-Markdown does not know `^[…]`
for _name, _pattern in (
    ("attribute_list", _ATTRIBUTES),
    ("abbreviation", _ABBREVIATION),
    ("footnote_label", _FOOTNOTE),
    ("math", _MATH),
):
    _PARSER.inline.ruler.before("text", _name, _skip_rule(_pattern))
_READER = (
    MarkdownIt("commonmark").enable("table").use(admon_plugin).use(deflist_plugin)
    .use(footnote_plugin)
)  # fmt: skip
_READER.inline.ruler.before("text", "attribute_list", _skip_rule(_ATTRIBUTES))
_RUNNING_TEXT = frozenset({"text", "newline"})
_LINKS = frozenset({"link", "autolink"})
# The content of these elements is not plain text, or is already a link.
_ENCLOSING = re.compile(r"<(/?)(?:a|code|kbd|pre|samp|script|style|svg|var)\b", re.IGNORECASE)
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
    tokens = _PARSER.parse(markdown, env)
    lines = markdown.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
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
            placed = _place(token, lines, offsets)
            is_raw = any(raw for _, raw in html)
            # A passage with unknown offsets gets no links, like code.
            closed = _CLOSED.get(opener, None if placed and not is_raw else Verdict.IN_CODE)
            running, links = _parse_inline(token.content, env)
            passage = Passage(
                text=token.content,
                section=section,
                line=first_line + (token.map or [0])[0],
                linkable=() if closed else running,
                closed=closed,
                quoted=tuple((q.start, q.end) for q in marks.find(token.content, _LANGUAGE)),
                links=tuple((start, end, _explainer(to, uri)) for start, end, to in links),
            )
            heading = opener == "heading_open" and placed is not None
            passages.append(MarkdownPassage(passage, *(placed or ((0,), (0,))), links, heading))
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


def _place(
    token: Token, lines: Sequence[str], offsets: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Return the offsets of the lines of an inline token in itself and in the source.

    None if a line does not occur exactly once in its source line.
    """
    starts, origins = [], []
    at = 0
    number = token.map[0] if token.map else 0
    for line in token.content.split("\n"):
        column = lines[number].find(line)
        if column < 0 or (line and lines[number].count(line) != 1):
            return None
        starts.append(at)
        origins.append(offsets[number] + column)
        at += len(line) + 1
        number += 1
    return tuple(starts), tuple(origins)


def _explainer(address: str, uri: str) -> str:
    """Return the slug of the explainer that a link leads to; empty for other targets."""
    target = uris.resolve(uri, address)
    folder, _, name = target.rpartition("/")
    is_page = folder == posixpath.dirname(uris.EXPLAINERS) and name.endswith(".md")
    return name.removesuffix(".md") if is_page and target != uris.EXPLAINERS else ""


def _parse_inline(content: str, env: dict[str, object]) -> tuple[tuple[Span, ...], Links]:
    """Return the spans of plain text in inline Markdown, and its links.

    Runs the parser's inline rules and records the span that each one consumes. Spans of links,
    code, images, autolinks, tags, entities, escapes and emphasis marks are not plain text. An
    attribute list after a link belongs to the link.
    """
    running: list[Span] = []
    links: list[tuple[int, int, str]] = []
    state = StateInline(content, _PARSER, env, [])
    names = _PARSER.inline.ruler.get_active_rules()
    rules = list(zip(names, _PARSER.inline.ruler.getRules(""), strict=True))
    start: int | None = None
    enclosed = 0
    while state.pos < state.posMax:
        before = state.pos
        matched = next((name for name, rule in rules if rule(state, False)), None)
        if matched is None:
            state.pending += content[state.pos]
            state.pos += 1
        if matched in _LINKS:
            opening = next(t for t in reversed(state.tokens) if t.type == "link_open")
            links.append((before, state.pos, str(opening.attrGet("href"))))
        if matched == "attribute_list" and links and links[-1][1] == before:
            links[-1] = (links[-1][0], state.pos, links[-1][2])
        if matched == "html_inline" and (tag := _ENCLOSING.match(content, before)):
            enclosed = max(0, enclosed + (-1 if tag.group(1) else 1))
        if not enclosed and (matched is None or matched in _RUNNING_TEXT):
            start = before if start is None else start
        elif start is not None:
            running += _after_braces(content, start, before)
            start = None
    if start is not None:
        running += _after_braces(content, start, len(content))
    return tuple(running), tuple(links)


def _after_braces(content: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a span that have no `}` after them in the same line.

    Python-Markdown extends the attribute list after a link to the last brace of the line.
    """
    kept = start
    while (brace := content.find("}", start, end)) >= 0:
        line = max(content.rfind("\n", start, brace) + 1, kept)
        if kept < line:
            yield kept, line
        kept = start = brace + 1
    line_end = content.find("\n", end)
    brace = content.rfind("}", end, line_end if line_end >= 0 else len(content))
    last = max(content.rfind("\n", kept, end) + 1, kept) if brace >= 0 else end
    if kept < last:
        yield kept, last


def readdressed(markdown: str, address: Callable[[str], str]) -> str:
    """Apply `readdress` to Markdown that has not been parsed into passages."""
    if "[" not in markdown:
        return markdown
    return readdress(markdown, markdown_passages(markdown), address)


def readdress(
    markdown: str, passages: Sequence[MarkdownPassage], address: Callable[[str], str]
) -> str:
    """Return an editor's Markdown with changed addresses in its links.

    Args:
        markdown: the text.
        passages: its passages.
        address: returns the new address for an old one.
    """
    env: dict[str, Any] = {}
    _PARSER.parse(markdown, env)
    lines = [0, *(found.end() for found in re.finditer("\n", markdown)), len(markdown)]
    written = [
        (placed.origin(start), placed.origin(start) + end - start, "](", old)
        for placed in passages
        for start, end, old in placed.links
    ]
    written += [
        (lines[defined["map"][0]], lines[defined["map"][1]], "]:", defined["href"])
        for defined in env.get("references", {}).values()
    ]
    changed: dict[tuple[int, int], str] = {}
    for start, end, before, old in written:
        new = address(old)
        found = re.compile(rf"{re.escape(before)}\s*<?({re.escape(old)})").search(
            markdown, start, end
        )
        if new != old and found:
            changed[found.span(1)] = new
    for (start, end), new in sorted(changed.items(), reverse=True):
        markdown = markdown[:start] + new + markdown[end:]
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
        (*_origins(passages, mention), "[", closing(mention))
        for mention in mentions
        if mention.links
    ]
    for number, name in ids.items():
        if not _OWN_ATTRIBUTES.search(passages[number].passage.text):
            end = passages[number].origin(len(passages[number].passage.text))
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


def _origins(passages: Sequence[MarkdownPassage], mention: Mention) -> Span:
    passage = passages[mention.passage]
    return passage.origin(mention.start), passage.origin(mention.end)


def section_ids(passages: Sequence[MarkdownPassage]) -> dict[int, str]:
    """Return the ids of an editor's headings, by the number of the passage.

    A heading with an attribute list keeps the id in the list, or has none.
    """
    headings = {n: placed.passage.text for n, placed in enumerate(passages) if placed.heading}
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
    first = passages[0].passage.line if passages else 0
    by_line = {passages[n].passage.line - first: name for n, name in ids.items()}
    tokens = _READER.parse(markdown)
    shift = next((t.map[0] for t in tokens if t.type == "inline" and t.map), 0)
    level, name = 0, ""
    for token in tokens:
        text = ""
        if token.type == "heading_open" and token.map:
            level, name = int(token.tag[1:]), by_line.get(token.map[0] - shift, "")
        elif token.type == "inline":
            text = "".join(map(_words, token.children or ()))
        elif token.type in {"fence", "code_block"}:
            text = token.content
        elif token.type == "html_block" and not _RAW_TEXT.match(token.content):
            text = " ".join(unescape(_TAG.sub("", _COMMENT.sub("", token.content))).split())
        if text:
            yield SearchText(text, level, name)
            level, name = 0, ""


def _words(token: Token) -> str:
    """Return what a reader reads of an inline token."""
    if token.type in {"text", "code_inline"}:
        return token.content
    is_break = token.type in {"softbreak", "hardbreak"} or token.content.startswith("<br")
    return " " if is_break else ""
