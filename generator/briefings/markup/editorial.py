"""An editor's Markdown: which spans of it may carry a link, and how links are inserted.

The text stays as the editor wrote it; links go in at places that a CommonMark parser says are
running text, so that taking them out again gives the source back.
"""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefings.markup import heading_ids
from briefings.markup.prose import NO_NUMBERS, Span, mention_link
from briefings.model.linking import Mention, Passage, Verdict
from briefings.readers.quotations import marks
from briefings.text import uris

Links = tuple[tuple[int, int, str], ...]
NO_IDS: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MarkdownPassage:
    """A passage of Markdown with the place of each of its lines in the source."""

    passage: Passage
    """The inline Markdown of one block, block markers taken away."""
    starts: tuple[int, ...]
    """Offset in the passage of each of its lines."""
    origins: tuple[int, ...]
    """Offset in the source of each of its lines."""
    links: Links
    """Its links: start, end, and address as written."""
    heading: bool = False
    """Whether it is the heading of a section, and its place in the source is known."""

    def origin(self, offset: int) -> int:
        """Return the offset in the source of an offset in the passage."""
        line = bisect_right(self.starts, offset) - 1
        return self.origins[line] + offset - self.starts[line]


# What Python-Markdown and its extensions know beside CommonMark, and is not running text either.
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
"""https://python-markdown.github.io/extensions/attr_list/"""
_OWN_ATTRIBUTES = re.compile(r"\{:?(?:[^{}\n]*?#(?P<id>[\w:.-]+))?[^{}\n]*\}\s*$")
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:.*", re.MULTILINE)
"""https://python-markdown.github.io/extensions/abbreviations/"""
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\](?!\()")
"""https://python-markdown.github.io/extensions/footnotes/"""
_MATH = re.compile(r"\$\$.+?\$\$|\$(?=\S)[^$]*?(?<=\S)\$(?!\d)|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
"""https://facelessuser.github.io/pymdown-extensions/extensions/arithmatex/#input-format"""


def _skips(pattern: re.Pattern[str]) -> Callable[[StateInline, bool], bool]:
    """Return an inline rule of markdown-it that takes what a pattern matches, and shows nothing."""

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
    _PARSER.inline.ruler.before("text", _name, _skips(_pattern))
_WRITER = (
    MarkdownIt("commonmark").enable("table").use(admon_plugin).use(deflist_plugin)
    .use(footnote_plugin)
)  # fmt: skip
_WRITER.inline.ruler.before("text", "attribute_list", _skips(_ATTRIBUTES))
_RUNNING_TEXT = frozenset({"text", "newline"})
_LINKS = frozenset({"link", "autolink"})
# Between the tags of these there is no running text, or there is a link already.
_ENCLOSING = re.compile(r"<(/?)(?:a|code|kbd|pre|samp|script|style|svg|var)\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][\w-]*)([^<>]*)>", re.IGNORECASE)
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
    """Return the passages of an editor's Markdown, with the spans in them that may carry a link.

    Args:
        markdown: Markdown without front matter.
        first_line: line of the file on which it begins.
        uri: the page that it will stand on, for what its links lead to.
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
            # What cannot be placed surely is left alone, like code.
            closed = _CLOSED.get(opener, None if placed and not is_raw else Verdict.IN_CODE)
            running, links = _read_inline(token.content, env)
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
    """Follow the tags of a block of HTML: what is open behind it, and whether it is raw.

    Python-Markdown leaves what stands in a block element as it is, blank lines or not, unless the
    element says `markdown`: https://python-markdown.github.io/extensions/md_in_html/
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
    """Find each line of an inline token in the source; None where that cannot be done surely."""
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
    """Return the slug of the explainer that a link on a page leads to; nothing for elsewhere."""
    target = uris.resolve(uri, address)
    folder, _, name = target.rpartition("/")
    is_page = folder == posixpath.dirname(uris.EXPLAINERS) and name.endswith(".md")
    return name.removesuffix(".md") if is_page and target != uris.EXPLAINERS else ""


def _read_inline(content: str, env: dict[str, object]) -> tuple[tuple[Span, ...], Links]:
    """Return the spans of inline Markdown that its parser takes for plain text, and its links.

    Runs the parser's inline rules one after the other and notes how far each one reached; what a
    link, code span, image, autolink, tag, entity, escape or emphasis mark took is left out. The
    list of attributes behind a link belongs to it.
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
        taken = next((name for name, rule in rules if rule(state, False)), None)
        if taken is None:
            state.pending += content[state.pos]
            state.pos += 1
        if taken in _LINKS:
            opening = next(t for t in reversed(state.tokens) if t.type == "link_open")
            links.append((before, state.pos, str(opening.attrGet("href"))))
        if taken == "attribute_list" and links and links[-1][1] == before:
            links[-1] = (links[-1][0], state.pos, links[-1][2])
        if taken == "html_inline" and (tag := _ENCLOSING.match(content, before)):
            enclosed = max(0, enclosed + (-1 if tag.group(1) else 1))
        if not enclosed and (taken is None or taken in _RUNNING_TEXT):
            start = before if start is None else start
        elif start is not None:
            running += _after_braces(content, start, before)
            start = None
    if start is not None:
        running += _after_braces(content, start, len(content))
    return tuple(running), tuple(links)


def _after_braces(content: str, start: int, end: int) -> Iterator[Span]:
    """Yield what of a span stands after the last `}` of its line.

    Python-Markdown reads the attribute list behind a link up to the last brace of the line.
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
    """Return Markdown that is no explainer's body as `readdress` does."""
    if "[" not in markdown:
        return markdown
    return readdress(markdown, markdown_passages(markdown), address)


def readdress(
    markdown: str, passages: Sequence[MarkdownPassage], address: Callable[[str], str]
) -> str:
    """Return an editor's Markdown with other addresses in its links; nothing else changes.

    Args:
        markdown: the text.
        passages: its passages.
        address: gives the address that a link shall have for the one that it has.
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
    address: Callable[[Mention], str],
    numbers: Mapping[str, int] = NO_NUMBERS,
    ids: Mapping[int, str] = NO_IDS,
) -> str:
    """Return an editor's Markdown with its linked mentions; nothing else in it changes.

    Args:
        markdown: the Markdown.
        passages: its passages.
        mentions: the mentions in them; only linked ones count.
        address: gives the link target of a mention.
        numbers: for a subject, its number in the page's background.
        ids: ids that sections are to have, by the number of the heading among the passages.
    """
    edits = [
        (*_origins(passages, mention), "[", mention_link(mention, address(mention), numbers))
        for mention in mentions
        if mention.links
    ]
    for number, name in ids.items():
        if not _OWN_ATTRIBUTES.search(passages[number].passage.text):
            end = passages[number].origin(len(passages[number].passage.text))
            edits.append((end, end, "", f" {{ #{name} }}"))
    parts: list[str] = []
    at = 0
    for start, end, opening, closing in sorted(edits):
        before = markdown[at:start]
        if opening and before.endswith("!") and not before.endswith("\\!"):
            before = f"{before[:-1]}\\!"  # `![` would begin an image
        parts += [before, opening, markdown[start:end], closing]
        at = end
    return "".join((*parts, markdown[at:]))


def _origins(passages: Sequence[MarkdownPassage], mention: Mention) -> Span:
    passage = passages[mention.passage]
    return passage.origin(mention.start), passage.origin(mention.end)


def section_ids(passages: Sequence[MarkdownPassage]) -> dict[int, str]:
    """Return the ids of an editor's sections, by the number of the heading among the passages.

    A heading with a list of attributes is left to its editor: it has the id that stands there.
    """
    headings = {n: placed.passage.text for n, placed in enumerate(passages) if placed.heading}
    own = {n: found for n, text in headings.items() if (found := _OWN_ATTRIBUTES.search(text))}
    ours = [n for n in headings if n not in own]
    made = heading_ids.section_ids(headings[n] for n in ours)
    return {
        **{n: found["id"] for n, found in own.items() if found["id"]},
        **dict(zip(ours, made, strict=True)),
    }


def render(
    markdown: str, passages: Sequence[MarkdownPassage] = (), ids: Mapping[int, str] = NO_IDS
) -> str:
    """Return an editor's Markdown as plain HTML, for what reads its words and sections.

    Args:
        markdown: the Markdown.
        passages: its passages.
        ids: the ids of its sections, by the number of the heading among the passages.
    """
    first = passages[0].passage.line if passages else 0
    by_line = {passages[n].passage.line - first: name for n, name in ids.items()}
    env: dict[str, object] = {}
    tokens = _WRITER.parse(markdown, env)
    shift = next((t.map[0] for t in tokens if t.type == "inline" and t.map), 0)
    for token in tokens:
        line = token.map[0] - shift if token.type == "heading_open" and token.map else -1
        if name := by_line.get(line):
            token.attrSet("id", name)
    return str(_WRITER.renderer.render(tokens, _WRITER.options, env))
