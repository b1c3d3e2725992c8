"""Ids of headings, written into the Markdown so that they do not depend on the renderer."""

from collections.abc import Iterable, Sequence
from itertools import chain, count

from briefings.model.reading import Block, BlockKind
from briefings.text import uris

TIMELINE = "timeline"
"""The id of an explainer's timeline."""


def section_ids(titles: Iterable[str]) -> tuple[str, ...]:
    """Return a unique id for each section of a page, from its title.

    The prefix keeps them apart from the ids of mentions, notes and generated sections.
    """
    ids: dict[str, None] = {}
    for title in titles:
        plain = f"section-{uris.slugify(title)}"
        tries = (f"{plain}-{number}" for number in count(2))
        ids[next(name for name in chain((plain,), tries) if name not in ids)] = None
    return tuple(ids)


def of_headings(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the ids of an article's headings, by the number of the block."""
    numbers = [n for n, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    return dict(zip(numbers, section_ids(blocks[n].text for n in numbers), strict=True))


def level(block: Block) -> int:
    """Return the level of a heading on its page, below the title: 2 to 6."""
    return min(block.level + 1, 6)
