"""Which places of an article may contain links."""

import pytest

from briefings.markup import passages
from briefings.model.linking import Verdict
from briefings.model.reading import Block, BlockKind, Markup, MarkupKind


def test_links_are_neither_across_an_edge_of_markup_nor_in_links_code_or_datelines() -> None:
    text = "MOSCOW (X) - see the code and the page and an emphasis"
    markup = (
        Markup(0, 12, MarkupKind.DATELINE),
        Markup(21, 25, MarkupKind.CODE),
        Markup(34, 38, MarkupKind.LINK, "https://example.org/"),
        Markup(46, 54, MarkupKind.EMPHASIS),
    )
    (passage,) = passages.of_article([Block(BlockKind.PARAGRAPH, text, 1, markup=markup)])
    spans = [text[start:end] for start, end in passage.linkable or ()]
    assert spans == [" see the ", " and the ", " and an ", "emphasis"]


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        (BlockKind.PARAGRAPH, None),
        (BlockKind.HEADING, Verdict.IN_HEADING),
        (BlockKind.CAPTION, Verdict.IN_CAPTION),
        (BlockKind.TABLE, Verdict.IN_TABLE),
        (BlockKind.CODE, Verdict.IN_CODE),
        (BlockKind.RELATED, Verdict.IN_RELATED),
    ],
)
def test_only_paragraphs_carry_links(kind: BlockKind, verdict: Verdict | None) -> None:
    (passage,) = passages.of_article([Block(kind, "Libya", 1)])
    assert passage.closed is verdict
