"""Datelines: the place and agency that open a wire story, found in its first paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefings.model.article import Dateline
from briefings.model.reading import Block, BlockKind, Markup, MarkupKind

# Wire style: the place in capitals, the agency in brackets, a dash.
GENERIC = re.compile(r"(?P<place>[A-Z][A-Z .,'/-]*[A-Z]) \((?P<agency>[A-Z][\w .&-]*)\) ?[-–—]")
# The dateline is in one of the first paragraphs, perhaps after a standfirst.
_PARAGRAPHS = 3


def mark(
    blocks: Sequence[Block], pattern: re.Pattern[str]
) -> tuple[tuple[Block, ...], Dateline | None]:
    """Add markup for the dateline, and return the blocks and the dateline if there is one.

    Args:
        blocks: the body.
        pattern: matches a dateline at the beginning of a paragraph, with a group `place`.
    """
    paragraphs = [n for n, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH]
    for number in paragraphs[:_PARAGRAPHS]:
        block = blocks[number]
        found = pattern.match(block.text)
        if found and all(span.start >= found.end() for span in block.markup):
            span = Markup(0, found.end(), MarkupKind.DATELINE)
            marked = replace(block, markup=(span, *block.markup))
            return (*blocks[:number], marked, *blocks[number + 1 :]), Dateline(found["place"])
    return tuple(blocks), None


def without(block: Block) -> str:
    """Return the text of a block without its dateline."""
    end = next((m.end for m in block.markup if m.kind is MarkupKind.DATELINE), 0)
    return block.text[end:].strip()
