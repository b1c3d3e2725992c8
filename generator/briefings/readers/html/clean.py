"""Read HTML that is an article and nothing else, as converters of documents write it.

Nothing has to be found in it, so nothing is dropped: each text block is what its element says.
"""

from collections.abc import Sequence

from lxml.html import HtmlElement

from briefings.model.reading import Block
from briefings.readers.html import declared, reader
from briefings.readers.html.classify import Classification
from briefings.readers.html.elements import TextBlock
from briefings.readers.labels import Label

TITLE = "title"
CAPTION = "caption"
"""Classes of paragraphs that are the title, or a caption."""


def labels(blocks: Sequence[TextBlock]) -> list[Label]:
    """Return what each block is; a title is labelled as a paragraph."""
    return [_label(block) for block in blocks]


def article(tree: HtmlElement, blocks: Sequence[TextBlock]) -> tuple[Block, ...]:
    """Return the text blocks of a tree as the blocks of an article, one for each."""
    everything = Classification(labels(blocks), headline=-1, first=0, depth=0)
    return tuple(reader.article(blocks, everything, declared.read(tree)))


def is_named(block: TextBlock, name: str) -> bool:
    """Return whether a block is in an element with this class."""
    return name in block.element.names.split()


def _label(block: TextBlock) -> Label:
    if block.rows:
        return Label("table", "table")
    if block.element.heading:
        return Label("heading", "heading-style")
    if is_named(block, CAPTION):
        return Label("caption", "caption-style")
    return Label("paragraph", "paragraph")
