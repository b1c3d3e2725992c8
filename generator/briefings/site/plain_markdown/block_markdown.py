"""Blocks of an article as CommonMark with tables, without HTML and attribute lists.

`prose` writes the Markdown of pages, for Python-Markdown and the templates.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from briefings.markup import prose
from briefings.model.linking import Mention
from briefings.model.reading import Block, BlockKind, Container, Markup, MarkupKind

_BACKTICKS = re.compile(r"`+")
_EMPHASIS = {MarkupKind.EMPHASIS: "*", MarkupKind.STRONG: "**"}


def blocks(
    body: Sequence[Block], mentions: Iterable[Mention], address: Callable[[Mention], str]
) -> str:
    """Return the blocks of an article with its links.

    Args:
        body: the blocks.
        mentions: its mentions; `passage` is the number of the block.
        address: returns the link target of a mention.
    """
    by_block: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.links:
            by_block.setdefault(mention.passage, []).append(mention)
    nested: list[str] = []
    inside: tuple[Container, ...] = ()
    for number, block in enumerate(body):
        inside = prose.containers(block, inside)
        content = _block(block, by_block.get(number, ()), address)
        nested.append(_nested(content, inside, block.marker))
    return "\n\n".join(nested)


def _block(block: Block, mentions: Sequence[Mention], address: Callable[[Mention], str]) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * min(block.level + 1, 6)} {_inline(block, (), address)}"
        case BlockKind.CODE:
            fence = _ticks(block.text, 3)
            return f"{fence}\n{block.text}\n{fence}"
        case BlockKind.RULE:
            return "***"
        case BlockKind.TABLE:
            width = max(len(row) for row in block.rows)
            rows = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in block.rows]
            lines = [f"| {' | '.join(row)} |" for row in rows]
            return "\n".join((lines[0], "|" + " --- |" * width, *lines[1:]))
        case BlockKind.PARAGRAPH | BlockKind.CAPTION | BlockKind.RELATED:
            return prose.escape_block(_inline(block, mentions, address))


def _cell(text: str) -> str:
    return prose.escape(text).replace("|", "\\|")


def _inline(block: Block, mentions: Sequence[Mention], address: Callable[[Mention], str]) -> str:
    spans = [(m.start, m.end, "[", f"]({address(m)})") for m in mentions]
    linked = 0
    for span in block.markup:
        if span.kind is MarkupKind.LINK and span.start >= linked:
            spans.append((span.start, span.end, "[", f"]({span.target})"))
            linked = span.end
        elif (mark := _EMPHASIS.get(span.kind)) and _stands_free(block.text, span):
            spans.append((span.start, span.end, mark, mark))
    return prose.write_spans(block.text, spans)


def _stands_free(text: str, span: Markup) -> bool:
    """Return whether asterisks around a span are emphasis: between spaces, around words.

    https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis
    """
    inside = text[span.start : span.end]
    around = text[span.start - 1 : span.start] + text[span.end : span.end + 1]
    return inside[:1].isalnum() and inside[-1:].isalnum() and not around.strip()


def _ticks(text: str, least: int) -> str:
    """Return a fence of backticks longer than any run of them in a text."""
    longest = max((len(found) for found in _BACKTICKS.findall(text)), default=0)
    return "`" * max(least, longest + 1)


def _nested(content: str, inside: Sequence[Container], marker: str) -> str:
    """Return the Markdown of a block with the prefixes of its containers before each line."""
    innermost = max((n for n, c in enumerate(inside) if c is Container.LIST_ITEM), default=-1)
    first = following = ""
    for number, container in enumerate(inside):
        if container is Container.QUOTATION:
            first, following = first + "> ", following + "> "
        else:
            first += f"{marker:<3} " if marker and number == innermost else "    "
            following += "    "
    lines = content.split("\n")
    return "\n".join(((following if n else first) + line).rstrip() for n, line in enumerate(lines))
