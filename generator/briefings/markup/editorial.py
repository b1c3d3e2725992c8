"""Editors' Markdown: its text as readers read it, and where a link may be inserted.

A CommonMark parser finds the text: without emphasis marks and tags, with the characters that
entities and escapes stand for. Each passage keeps where its characters are in the Markdown, and
inserting links changes nothing else there.
"""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
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
    """A passage of Markdown with the places of its text in the source."""

    passage: Passage
    """The text of one block, as readers read it."""
    source: str
    """Its inline Markdown, without block markers."""
    end: int
    """Offset in the source after it."""
    runs: tuple[tuple[int, int, int], ...]
    """Where its text stands in the source, in order: offset in the text, and start and end in the
    source. A run of another length there (an entity, an escape) is one character of the text."""
    links: Links
    """Its links: start and end in the source, and address as written."""
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


class _Piece(NamedTuple):
    """A part of inline Markdown with the text that readers read of it."""

    text: str
    start: int
    """Its offset in the Markdown."""
    end: int
    """The offset after it."""
    is_open: bool
    """Whether it may be a part of a link."""


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
_KEY = r"""(?:[\w-]+|"[^"\n]+"|'[^'\n]+')"""
_INLINE = re.compile(
    rf"""(?x)
    \[\[[^\[\]\n]+\]\]               # [[wiki link]]
    | \+\+{_KEY}(?:\+{_KEY})*\+\+     # ++ctrl+key++
    | (?<!\w):[+\w-]+:(?!\w)         # :emoji:
    | \[=[^\]\n]*\]                  # [=50% "progress"]
    """
)
"""Wiki links, and what pymdown-extensions adds within a line."""
_BRACES = r"\{(?:\{.*?\}|(?P<mark>[%!#]|\+\+|--|==|~~).*?(?P=mark)|>>.*?<<)\}"
_LINES = r"(?:;?-+8<-+.*|/{3,}.*(?:\n {4}.*)*|:::.*(?:\n {4}.*)*|={3,}[!+]*[ \t]+[\"'].*)"
_INCLUDED = r"^[ \t]*-+8<-+[ \t]*$.*?-+8<-+[ \t]*$"
_SYNTAX = re.compile(rf"(?s:{_BRACES}|{_INCLUDED})|^[ \t>]*{_LINES}$", re.MULTILINE)
"""What other extensions replace before Markdown is parsed, also over several lines: macros
(`{{ }}`, `{% %}`), critic markup (`{++ ++}`), included files (`{! !}`, `--8<--`), blocks (`///`,
`:::`) and labels of tabs (`=== ""`)."""
# What a backslash escapes in Python-Markdown.
_ESCAPED = frozenset(r"\`*_{}[]()>#+-.!")


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
_PARSER.inline.ruler2.disable("fragments_join")  # it would hide which marks are emphasis
for _name, _pattern in (
    ("attribute_list", _ATTRIBUTES),
    ("abbreviation", _ABBREVIATION),
    ("footnote_label", _FOOTNOTE),
    ("math", _MATH),
    ("other_syntax", _INLINE),
):
    _PARSER.inline.ruler.before("text", _name, _skip_rule(_pattern))
# The rules of what may be a part of a link; the first is that of a character without a rule.
_RUNNING_TEXT = frozenset({"", "text", "newline", "escape", "entity"})
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
    tokens = _PARSER.parse(markdown, env)
    lines = markdown.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    replaced = [found.span() for found in _SYNTAX.finditer(markdown)]
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
            pieces, links = _parse_inline(token.content, env)
            shown = tuple(_in_text(links, pieces, uri))
            if origins:
                pieces = [_placed(piece, origins, replaced) for piece in pieces]
            text, linkable, runs = _joined(pieces)
            passage = Passage(
                text=text,
                section=section,
                line=first_line + first,
                linkable=() if closed else linkable,
                closed=closed,
                quoted=tuple((q.start, q.end) for q in marks.find(text, _LANGUAGE)),
                links=shown,
            )
            whole = offsets[first], offsets[last]
            written = tuple(
                (*((origins[start], origins[end]) if origins else whole), address)
                for start, end, address in links
            )
            end = origins[-1] if origins else whole[1]
            heading = opener == "heading_open" and bool(origins)
            passages.append(MarkdownPassage(passage, token.content, end, runs, written, heading))
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

    None if a line of the token does not occur exactly once in its line of the source.

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


def _placed(piece: _Piece, origins: Sequence[int], replaced: Sequence[Span]) -> _Piece:
    """Return a piece with offsets in the source; it is closed if an extension replaces a part."""
    start = origins[piece.start]
    end = origins[piece.end - 1] + 1 if piece.end > piece.start else start
    is_open = piece.is_open and not any(first < end and start < last for first, last in replaced)
    return _Piece(piece.text, start, end, is_open)


def _joined(
    pieces: Iterable[_Piece],
) -> tuple[str, tuple[Span, ...], tuple[tuple[int, int, int], ...]]:
    """Return the text of pieces, its spans that may contain a link, and its runs."""
    text = ""
    spans: list[Span] = []
    runs: list[tuple[int, int, int]] = []
    was_open = was_plain = False
    for piece in pieces:
        at = len(text)
        text += piece.text
        if piece.is_open and was_open:
            spans[-1] = spans[-1][0], len(text)
        elif piece.is_open:
            spans.append((at, len(text)))
        was_open = piece.is_open
        if piece.text:
            is_plain = len(piece.text) == piece.end - piece.start
            if is_plain and was_plain and runs[-1][2] == piece.start:
                runs[-1] = *runs[-1][:2], piece.end
            else:
                runs.append((at, piece.start, piece.end))
            was_plain = is_plain
    return text, tuple(spans), tuple(runs)


def _in_text(links: Links, pieces: Sequence[_Piece], uri: str) -> Iterator[tuple[int, int, str]]:
    """Yield links, which have offsets in inline Markdown, with offsets in the text and slugs."""
    for *span, address in links:
        start, end = (sum(len(p.text) for p in pieces if p.start < offset) for offset in span)
        yield start, end, _explainer(address, uri)


def _explainer(address: str, uri: str) -> str:
    """Return the slug of the explainer that a link leads to; empty for other targets."""
    target = uris.resolve(uri, address)
    folder, _, name = target.rpartition("/")
    is_page = folder == posixpath.dirname(uris.EXPLAINERS) and name.endswith(".md")
    return name.removesuffix(".md") if is_page and target != uris.EXPLAINERS else ""


def _parse_inline(content: str, env: dict[str, object]) -> tuple[list[_Piece], Links]:
    """Return the pieces of inline Markdown, and its links with their offsets.

    Runs the parser's inline rules and records what each one consumes. Links, code, tags and
    emphasis marks may not be a part of a link. An attribute list after a link belongs to the link.
    """
    pieces: list[_Piece] = []
    links: list[tuple[int, int, str]] = []
    emphasis: list[tuple[int, Token]] = []
    state = StateInline(content, _PARSER, env, [])
    names = _PARSER.inline.ruler.get_active_rules()
    rules = list(zip(names, _PARSER.inline.ruler.getRules(""), strict=True))
    enclosed = 0
    while state.pos < state.posMax:
        before, made = state.pos, len(state.tokens)
        matched = next((name for name, rule in rules if rule(state, False)), "")
        if not matched:
            state.append_pending(content[before])
            state.pos += 1
        after = state.pos
        if matched == "emphasis":
            for number, token in enumerate(state.tokens[before - after :], before):
                emphasis.append((len(pieces), token))
                pieces.append(_Piece(token.content, number, number + 1, not enclosed))
            continue
        if matched == "newline" and pieces:
            text = pieces[-1].text.rstrip(" ")
            spaces = len(pieces[-1].text) - len(text)
            pieces[-1] = pieces[-1]._replace(text=text, end=pieces[-1].end - spaces)
        if matched in _LINKS:
            opening = next(t for t in reversed(state.tokens) if t.type == "link_open")
            links.append((before, after, str(opening.attrGet("href"))))
        if matched == "attribute_list" and links and links[-1][1] == before:
            links[-1] = (links[-1][0], after, links[-1][2])
        if matched == "html_inline" and (tag := _ENCLOSING.match(content, before)):
            enclosed = max(0, enclosed + (-1 if tag.group(1) else 1))
        if matched == "link":
            label, _ = _parse_inline(content[before + 1 : parseLinkLabel(state, before)], env)
            first = before + 1
            pieces += [_Piece(p.text, first + p.start, first + p.end, False) for p in label]
            before = pieces[-1].end if label else first
        source = content[before:after]
        new = state.tokens[-1] if len(state.tokens) > made else None
        is_open = matched in _RUNNING_TEXT and not enclosed
        pieces.append(_Piece(_reading(matched, source, new), before, after, is_open))
    for rule in _PARSER.inline.ruler2.getRules(""):
        rule(state)
    for number, token in emphasis:
        if token.type != "text" or not token.content:
            pieces[number] = pieces[number]._replace(text="", is_open=False)
    return pieces, tuple(links)


def _reading(rule: str, source: str, token: Token | None) -> str:
    """Return what readers read of the Markdown that an inline rule has consumed.

    Args:
        rule: the name of the rule; empty for none.
        source: the Markdown.
        token: the token that the rule has made; None if there is none.
    """
    if rule in {"", "text", "math"} or (rule == "backticks" and token is None):
        return source
    if rule == "newline" or source.startswith(("\\\n", "<br")):
        return "\n"
    if rule == "autolink":
        return source[1:-1]
    if rule == "escape" and source[1] not in _ESCAPED:
        return source
    return token.content if token and rule in {"escape", "entity", "backticks"} else ""


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
    written = [(start, end, "](", old) for placed in passages for start, end, old in placed.links]
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
    for token in _PARSER.parse(markdown):
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
