"""The passages of an article in which the linker looks for mentions."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefings.model.article import Article, Quotation
from briefings.model.linking import PageText, Passage, Verdict
from briefings.model.reading import Block, BlockKind, Markup, MarkupKind
from briefings.text.superscripts import plain

_CLOSED = {
    BlockKind.HEADING: Verdict.IN_HEADING,
    BlockKind.CAPTION: Verdict.IN_CAPTION,
    BlockKind.TABLE: Verdict.IN_TABLE,
    BlockKind.CODE: Verdict.IN_CODE,
    BlockKind.RELATED: Verdict.IN_RELATED,
}
_NOT_LINKED = (MarkupKind.LINK, MarkupKind.CODE, MarkupKind.DATELINE, MarkupKind.DELETED)
# A shorter word continues in its superscript (`Mme`, `no`), and so does a Roman numeral (`XIXe`).
_WORD = re.compile(r"[^\W\d_]{2,}\Z")
_ROMAN = re.compile(r"[IVXLCDM]+\Z")
_LONGEST_NUMERAL = 20
_SCRIPTS = (MarkupKind.SUPERSCRIPT, MarkupKind.SUBSCRIPT)


def page_text(article: Article) -> PageText:
    """Return the text of an article for the linker."""
    passages = of_article(article.blocks, article.quotations)
    day = article.published.isoformat() if article.published else ""
    return PageText(article.slug, passages, day, article.links, lang=article.lang)


def of_article(
    blocks: Sequence[Block], quotations: Iterable[Quotation] = ()
) -> tuple[Passage, ...]:
    """Return one passage for each block of an article; only paragraphs may contain links.

    Args:
        blocks: the body.
        quotations: the direct quotations in it, in order.
    """
    quoted: dict[int, list[tuple[int, int]]] = {}
    for quotation in quotations:
        quoted.setdefault(quotation.block, []).append((quotation.start, quotation.end))
    passages: list[Passage] = []
    section = 0
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            section += 1
        text = plain(block)
        marks = tuple((m.start, m.end) for m in block.markup if _is_mark(m, text))
        links = ((m.start, m.end, "") for m in block.markup if m.kind is MarkupKind.LINK)
        passages.append(
            Passage(
                text=text,
                section=section,
                line=block.line,
                linkable=_unmarked(block, text) if block.markup else None,
                closed=_CLOSED.get(block.kind),
                quoted=tuple(quoted.get(number, ())),
                links=tuple(links),
                marks=marks,
            )
        )
    return tuple(passages)


def _unmarked(block: Block, text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans between the edges of a block's markup, without links, code and struck text.

    They are cut at every edge, so that a link never crosses the edge of an emphasis; but not inside
    of a name such as CO<sub>2</sub>, where no mention can begin or end.

    Args:
        block: the block.
        text: its text in plain characters.
    """
    cutting = (m for m in block.markup if not _is_in_word(m, text))
    edges = sorted({0, len(text), *(edge for m in cutting for edge in (m.start, m.end))})
    shut: dict[int, int] = {}
    for span in block.markup:
        if span.kind in _NOT_LINKED:
            shut[span.start] = max(span.end, shut.get(span.start, 0))
    spans: list[tuple[int, int]] = []
    shut_until = 0
    for start, end in pairwise(edges):
        shut_until = max(shut_until, shut.get(start, 0))
        if end > shut_until:
            spans.append((start, end))
    return tuple(spans)


def _is_in_word(markup: Markup, text: str) -> bool:
    """Return whether markup is a superscript or subscript that no mention can cut."""
    if _is_mark(markup, text):
        return False
    inside = text[markup.start : markup.end]
    return markup.kind in _SCRIPTS and (len(inside) == 1 or (inside.isascii() and inside.isalnum()))


def _is_mark(markup: Markup, text: str) -> bool:
    """Return whether markup is a superscript of letters that is no part of the word before it."""
    if markup.kind is not MarkupKind.SUPERSCRIPT or not text[markup.start].isalpha():
        return False
    before = text[max(0, markup.start - _LONGEST_NUMERAL) : markup.start]
    word = _WORD.search(before)
    continues = text[markup.end : markup.end + 1].isalpha()
    return word is not None and not _ROMAN.match(word[0]) and not continues
