"""Text and Markdown: which spans may carry a link, and how foreign text is written as Markdown.

Two kinds of text carry links. An article's blocks are plain text with stand-off markup and are
*written* as Markdown here, every character of them escaped, so that whatever they contain shows as
itself. An explainer's body is Markdown that an editor wrote; it stays as it is, and links are
*inserted* at places that a CommonMark parser says are running text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from generator.model import (
    Block,
    BlockKind,
    Container,
    Markup,
    MarkupKind,
    Mention,
    Passage,
)

Span = tuple[int, int]

# Characters that Python-Markdown lets a backslash escape and that mean something inside a line.
# https://python-markdown.github.io/reference/markdown/ (Markdown.ESCAPED_CHARS)
_INLINE_ESCAPES = str.maketrans(
    {c: f"\\{c}" for c in "\\`*_{}[]#!"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
# At the start of a block these open a list, rule, definition, admonition or quotation.
_BLOCK_OPENERS = "+-=:!?~|/^%$"
_NUMBERED = re.compile(r"(\d+)([.)])")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def escape(text: str) -> str:
    """Return Markdown that shows `text`, character by character, inside a line."""
    return text.translate(_INLINE_ESCAPES)


def escape_block(markdown: str) -> str:
    """Return escaped `markdown` so that it cannot open anything but a paragraph."""
    if markdown[:1] in _BLOCK_OPENERS and markdown:
        return f"&#{ord(markdown[0])};{markdown[1:]}"
    return _NUMBERED.sub(r"\1\\\2", markdown, count=1) if _NUMBERED.match(markdown) else markdown


def visible(text: str) -> str:
    """Return `text` with each control character as U+FFFD, the replacement character.

    HTML has no way to show them, and Python-Markdown uses two of them for itself.
    """
    return _CONTROLS.sub(REPLACEMENT, text)


# ---------------------------------------------------------------------------- articles


def article_passages(blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """Return one passage per block of an article; only paragraphs carry links."""
    passages: list[Passage] = []
    section = 0
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            section += 1
        linkable = _unmarked(block) if block.kind is BlockKind.PARAGRAPH else ()
        passages.append(Passage(block.text, linkable, section, block.line))
    return tuple(passages)


def _unmarked(block: Block) -> tuple[Span, ...]:
    """Return the spans of a block between the edges of its markup, without links and code.

    Cut at every edge, so that a link never crosses the edge of an emphasis.
    """
    edges = sorted({0, len(block.text), *(e for m in block.markup for e in (m.start, m.end))})
    closed = (MarkupKind.LINK, MarkupKind.CODE, MarkupKind.DATELINE)
    shut = [(m.start, m.end) for m in block.markup if m.kind in closed]
    return tuple(
        (start, end)
        for start, end in pairwise(edges)
        if not any(a <= start and end <= b for a, b in shut)
    )


def write_blocks(
    blocks: Sequence[Block], mentions: Iterable[Mention], address: Callable[[Mention], str]
) -> str:
    """Return an article's blocks as Markdown, with its linked mentions.

    Args:
        blocks: the body.
        mentions: the mentions, `passage` being the number of the block; only linked ones count.
        address: gives the link target of a mention.
    """
    by_block: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.verdict.links:
            by_block.setdefault(mention.passage, []).append(mention)
    parts: list[str] = []
    containers: tuple[Container, ...] = ()
    for number, block in enumerate(blocks):
        containers = _containers(block, containers)
        content = _write_block(block, by_block.get(number, ()), address)
        parts.append(_nest(content, containers, block.marker))
    return "\n\n".join(parts)


def _write_block(
    block: Block, mentions: Sequence[Mention], address: Callable[[Mention], str]
) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * min(block.level + 1, 6)} {_write_inline(block, (), address)}"
        case BlockKind.CODE:
            # In tags, on one line: an indented block is no shelter from Python-Markdown's HTML
            # parser inside a <div markdown>, and a fence can be closed by what it holds.
            lines = "<br>".join(escape(line) for line in block.text.split("\n"))
            return f'<code class="block">{lines}</code>'
        case BlockKind.RULE:
            return "***"
        case BlockKind.RELATED | BlockKind.CAPTION:
            return f"{escape_block(_write_inline(block, (), address))}\n{{: .{block.kind.value} }}"
        case BlockKind.TABLE:
            return _write_table(block)
        case BlockKind.PARAGRAPH:
            return escape_block(_write_inline(block, mentions, address))


def _write_table(block: Block) -> str:
    """Return a table with its first row as the head, which Markdown's tables must have."""
    width = max(len(row) for row in block.rows)
    rows = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in block.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((lines[0], "|" + " --- |" * width, *lines[1:]))


def _cell(text: str) -> str:
    return escape(text).replace("|", "&#124;")


def _containers(block: Block, before: tuple[Container, ...]) -> tuple[Container, ...]:
    """Return the containers a block can be written in, given those of the block before it.

    A list item can be continued, or hold another, only where the block before stands in it: an
    indent under nothing would be a code block. Such an item is left out, its words are not.
    """
    common = 0
    for ours, theirs in zip(block.containers, before, strict=False):
        if ours is not theirs:
            break
        common += 1
    items = [n for n, container in enumerate(block.containers) if container is Container.LIST_ITEM]
    opened = items[-1] if block.marker and items else None
    return tuple(
        container
        for number, container in enumerate(block.containers)
        if number < common or container is Container.QUOTATION or number == opened
    )


def _nest(content: str, containers: Sequence[Container], marker: str) -> str:
    """Return the Markdown of a block with the marks of the containers it stands in."""
    items = containers.count(Container.LIST_ITEM)
    first = following = ""
    for container in containers:
        if container is Container.QUOTATION:
            first, following = first + "> ", following + "> "
        else:
            items -= 1
            first += f"{marker:<3} " if marker and not items else "    "
            following += "    "
    lines = content.split("\n")
    return "\n".join(
        ((following if number else first) + line).rstrip() for number, line in enumerate(lines)
    )


_TAGS = {
    MarkupKind.EMPHASIS: ("<em>", "</em>"),
    MarkupKind.STRONG: ("<strong>", "</strong>"),
    MarkupKind.CODE: ("<code>", "</code>"),
    MarkupKind.DATELINE: ('<span class="dateline">', "</span>"),
}


def _write_inline(
    block: Block, mentions: Sequence[Mention], address: Callable[[Mention], str]
) -> str:
    spans = [(m.start, m.end, *_brackets(m)) for m in _without_inner_links(block.markup)]
    spans += [(m.start, m.end, "[", mention_link(m, address(m))) for m in mentions]
    return write_spans(block.text, spans)


def _without_inner_links(markup: Sequence[Markup]) -> Iterator[Markup]:
    """Yield markup without links inside links, which neither HTML nor Markdown can show."""
    last = 0
    for span in markup:
        if span.kind is MarkupKind.LINK:
            if span.start < last:
                continue
            last = span.end
        yield span


def _brackets(markup: Markup) -> tuple[str, str]:
    # Tags rather than asterisks: they mean the same beside any character, a letter or a space.
    return _TAGS.get(markup.kind, ("[", f"]({markup.target})"))


def mention_link(mention: Mention, address: str) -> str:
    """Return what closes the link of a mention: its target, class and id."""
    return f"]({address}){{ .mention #{mention.anchor} }}"


def write_spans(text: str, spans: Iterable[tuple[int, int, str, str]]) -> str:
    """Return `text` escaped, with each span between its opening and closing Markdown.

    Args:
        text: plain text.
        spans: (start, end, opening, closing), nested or apart, never crossing.
    """
    parts: list[str] = []
    closing: list[tuple[int, str]] = []
    at = 0

    def write_until(end: int) -> None:
        nonlocal at
        while closing and closing[-1][0] <= end:
            edge, mark = closing.pop()
            parts.append(escape(text[at:edge]) + mark)
            at = edge
        parts.append(escape(text[at:end]))
        at = end

    for start, end, opening, close in sorted(spans, key=lambda span: (span[0], -span[1])):
        write_until(start)
        parts.append(opening)
        closing.append((end, close))
    write_until(len(text))
    return "".join(parts)


# -------------------------------------------------------------------------- explainers


@dataclass(frozen=True, slots=True)
class MarkdownPassage:
    """A passage of Markdown with the place of each of its lines in the source."""

    passage: Passage
    """The inline Markdown of one block, block markers taken away."""
    starts: tuple[int, ...]
    """Offset in the passage of each of its lines."""
    origins: tuple[int, ...]
    """Offset in the source of each of its lines."""

    def origin(self, offset: int) -> int:
        """Return the offset in the source of an offset in the passage."""
        line = bisect_right(self.starts, offset) - 1
        return self.origins[line] + offset - self.starts[line]


_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")


def _attribute_list(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's form
    """Python-Markdown's `{: .class #id }` is not running text.

    https://python-markdown.github.io/extensions/attr_list/
    """
    found = _ATTRIBUTES.match(state.src, state.pos)
    if found:
        state.pos = found.end()
    return found is not None


_PARSER = (
    MarkdownIt("commonmark").enable("table").use(admon_plugin).use(deflist_plugin)
    .use(footnote_plugin)
)  # fmt: skip
_PARSER.core.ruler.disable("inline")
_PARSER.core.ruler.disable("footnote_tail")
_PARSER.inline.ruler.before("text", "attribute_list", _attribute_list)
_RUNNING_TEXT = frozenset({"text", "newline"})
_CLOSED_BLOCKS = frozenset(
    {"heading_open", "th_open", "td_open", "admonition_title_open", "dt_open"}
)


def markdown_passages(markdown: str, first_line: int = 1) -> tuple[MarkdownPassage, ...]:
    """Return the passages of an editor's Markdown, with the spans in them that may carry a link.

    Args:
        markdown: Markdown without front matter.
        first_line: line of the file on which it begins.
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
    for token in tokens:
        if token.type == "heading_open":
            section += 1
        if token.type == "inline" and token.map and opener not in _CLOSED_BLOCKS:
            placed = _place(token, lines, offsets)
            if placed:
                linkable = tuple(_running_text(token.content, env))
                passage = Passage(token.content, linkable, section, first_line + token.map[0])
                passages.append(MarkdownPassage(passage, *placed))
        opener = token.type
    return tuple(passages)


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


def _running_text(content: str, env: dict[str, object]) -> Iterator[Span]:
    """Yield the spans of inline Markdown that its own parser takes for plain text.

    Runs the parser's inline rules one after the other and notes how far each one reached; what a
    link, code span, image, autolink, tag, entity, escape or emphasis mark took is left out.
    """
    state = StateInline(content, _PARSER, env, [])
    names = _PARSER.inline.ruler.get_active_rules()
    rules = list(zip(names, _PARSER.inline.ruler.getRules(""), strict=True))
    start: int | None = None
    while state.pos < state.posMax:
        before = state.pos
        taken = next((name for name, rule in rules if rule(state, False)), None)
        if taken is None:
            state.pending += content[state.pos]
            state.pos += 1
        if taken is None or taken in _RUNNING_TEXT:
            start = before if start is None else start
        elif start is not None:
            yield from _after_braces(content, start, before)
            start = None
    if start is not None:
        yield from _after_braces(content, start, len(content))


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


def insert_links(
    markdown: str,
    passages: Sequence[MarkdownPassage],
    mentions: Iterable[Mention],
    address: Callable[[Mention], str],
) -> str:
    """Return an editor's Markdown with its linked mentions; nothing else in it changes."""
    parts: list[str] = []
    at = 0
    # Mentions come in reading order, and so do the places in the source.
    for mention in (mention for mention in mentions if mention.verdict.links):
        start = passages[mention.passage].origin(mention.start)
        end = passages[mention.passage].origin(mention.end)
        before = markdown[at:start]
        if before.endswith("!") and not before.endswith("\\!"):
            before = f"{before[:-1]}\\!"  # `![` would begin an image
        parts += [before, "[", markdown[start:end]]
        parts.append(mention_link(mention, address(mention)))
        at = end
    return "".join((*parts, markdown[at:]))
