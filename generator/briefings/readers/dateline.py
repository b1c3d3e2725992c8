"""Datelines: the place and agency that open a wire story, found in its first paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefings.model.article import Dateline
from briefings.model.reading import Block, BlockKind, Markup, MarkupKind

# Wire style: the place in capitals, the agency in brackets, a dash.
GENERIC = re.compile(r"(?P<place>[A-Z][A-Z .,'/-]*[A-Z]) \((?P<agency>[A-Z][\w .&-]*)\) ?[-–—]")
# At most a standfirst of two paragraphs comes before it.
_PARAGRAPHS = 3


def mark(
    blocks: Sequence[Block], pattern: re.Pattern[str]
) -> tuple[tuple[Block, ...], Dateline | None]:
    """Mark the dateline in its paragraph, where its words stay.

    Args:
        blocks: the body.
        pattern: matches a dateline at the beginning of a paragraph, with a group `place` and
            perhaps a group `agency`.

    Returns:
        The body, and the dateline if there is one.
    """
    paragraphs = [n for n, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH]
    for number in paragraphs[:_PARAGRAPHS]:
        block = blocks[number]
        found = pattern.match(block.text)
        if found and all(span.start >= found.end() for span in block.markup):
            span = Markup(0, found.end(), MarkupKind.DATELINE)
            marked = replace(block, markup=(span, *block.markup))
            groups = found.groupdict()
            dateline = Dateline(groups["place"], groups.get("agency") or "")
            return (*blocks[:number], marked, *blocks[number + 1 :]), dateline
    return tuple(blocks), None


def without(block: Block) -> str:
    """Return the text of a block after its dateline, if it has one."""
    end = next((m.end for m in block.markup if m.kind is MarkupKind.DATELINE), 0)
    return block.text[end:].strip()
