"""Articles written as Markdown: every character of foreign text escaped, links at its mentions.

An article's blocks are plain text with stand-off markup; they are *written* as Markdown here, so
that whatever they contain shows as itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from generator.model.linking import Mention, Passage
from generator.model.reading import Block, BlockKind, Container, Markup, MarkupKind

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
