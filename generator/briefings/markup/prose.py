"""Write articles as Markdown: escape all foreign text, and add links, highlights and notes.

An article's blocks are plain text with stand-off markup. A note follows the block in which its
quotation ends.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from briefings.markup import heading_ids, note_highlights
from briefings.model.article import Article, Quotation
from briefings.model.linking import Mention, PageText, Passage, Verdict
from briefings.model.note import AnchoredNote
from briefings.model.reading import Block, BlockKind, Container, Markup, MarkupKind

Span = tuple[int, int]

NO_NUMBERS: Mapping[str, int] = MappingProxyType({})
NO_ASIDES: Mapping[int, str] = MappingProxyType({})

# Characters with a meaning inside a line that Python-Markdown can escape with a backslash.
# https://python-markdown.github.io/reference/markdown/ (Markdown.ESCAPED_CHARS)
_INLINE_ESCAPES = str.maketrans(
    {c: f"\\{c}" for c in "\\`*_{}[]#!"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
# At the start of a block these start a list, rule, definition, admonition or quotation.
_BLOCK_OPENERS = "+-=:!?~|/^%$"
_NUMBERED = re.compile(r"(\d+)([.)])")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def escape(text: str) -> str:
    """Return Markdown that shows `text` literally inside a line."""
    return text.translate(_INLINE_ESCAPES)


def escape_block(markdown: str) -> str:
    """Return escaped `markdown` that can only start a paragraph."""
    if markdown[:1] in _BLOCK_OPENERS and markdown:
        return f"&#{ord(markdown[0])};{markdown[1:]}"
    return _NUMBERED.sub(r"\1\\\2", markdown, count=1) if _NUMBERED.match(markdown) else markdown


def visible(text: str) -> str:
    """Return `text` with U+FFFD in place of control characters.

    HTML cannot show them, and Python-Markdown uses two of them internally.
    """
    return _CONTROLS.sub(REPLACEMENT, text)


_CLOSED = {
    BlockKind.HEADING: Verdict.IN_HEADING,
    BlockKind.CAPTION: Verdict.IN_CAPTION,
    BlockKind.TABLE: Verdict.IN_TABLE,
    BlockKind.CODE: Verdict.IN_CODE,
    BlockKind.RELATED: Verdict.IN_RELATED,
}


# Marks of similar width; `.hung` in `article.css` sets how far they hang.
_HANGING = ("“", "„", "‟", "«", "»", '"')


def page_text(article: Article) -> PageText:
    """Return the text of an article for the linker."""
    passages = article_passages(article.blocks, article.quotations)
    day = article.published.isoformat() if article.published else ""
    return PageText(article.slug, passages, day, article.links)


def article_passages(
    blocks: Sequence[Block], quotations: Iterable[Quotation] = ()
) -> tuple[Passage, ...]:
    """Return one passage for each block of an article; only paragraphs may contain links.

    Args:
        blocks: the body.
        quotations: the direct quotations in it, in order.
    """
    quoted: dict[int, list[Span]] = {}
    for quotation in quotations:
        quoted.setdefault(quotation.block, []).append((quotation.start, quotation.end))
    passages: list[Passage] = []
    section = 0
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            section += 1
        links = ((m.start, m.end, "") for m in block.markup if m.kind is MarkupKind.LINK)
        passages.append(
            Passage(
                text=block.text,
                section=section,
                line=block.line,
                linkable=_unmarked(block) if block.markup else None,
                closed=_CLOSED.get(block.kind),
                quoted=tuple(quoted.get(number, ())),
                links=tuple(links),
            )
        )
    return tuple(passages)


def _unmarked(block: Block) -> tuple[Span, ...]:
    """Return the spans between the edges of a block's markup, without links and code.

    They are cut at every edge, so that a link never crosses the edge of an emphasis.
    """
    edges = sorted({0, len(block.text), *(e for m in block.markup for e in (m.start, m.end))})
    closed = (MarkupKind.LINK, MarkupKind.CODE, MarkupKind.DATELINE)
    shut: dict[int, int] = {}
    for span in block.markup:
        if span.kind in closed:
            shut[span.start] = max(span.end, shut.get(span.start, 0))
    spans: list[Span] = []
    shut_until = 0
    for start, end in pairwise(edges):
        shut_until = max(shut_until, shut.get(start, 0))
        if end > shut_until:
            spans.append((start, end))
    return tuple(spans)


def write_blocks(
    blocks: Sequence[Block],
    mentions: Iterable[Mention],
    address: Callable[[Mention], str],
    notes: Sequence[AnchoredNote] = (),
    write_note: Callable[[AnchoredNote], str] = note_highlights.name,
    numbers: Mapping[str, int] = NO_NUMBERS,
    asides: Mapping[int, str] = NO_ASIDES,
) -> str:
    """Return an article's blocks as Markdown, with its linked mentions and the editors' notes.

    Args:
        blocks: the body.
        mentions: the mentions; those without a link are ignored.
        address: returns the link target of a mention.
        notes: the notes, in order.
        write_note: returns the Markdown of a note.
        numbers: numbers of subjects in the page's background.
        asides: Markdown after a block, by the number of the block.
    """

    def link(mention: Mention) -> str:
        return mention_link(mention, address(mention), numbers)

    by_block: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.links:
            by_block.setdefault(mention.passage, []).append(mention)
    parts: list[str] = []
    inside: tuple[Container, ...] = ()
    ids = heading_ids.of_headings(blocks)
    for run in runs(blocks):
        for number in run:
            block = blocks[number]
            inside = containers(block, inside)
            content = _write_block(block, by_block.get(number, ()), link, _Noted(number, notes))
            content += f" {{ #{ids[number]} }}" if number in ids else ""
            content += "\n{: .hung }" if _hangs(block, inside) else ""
            parts.append(_nest(content, inside, block.marker))
        parts += _write_notes(blocks, [note for note in notes if note.last in run], write_note)
        parts += [asides[number] for number in run if number in asides]
    return "\n\n".join(parts)


def _hangs(block: Block, inside: Sequence[Container]) -> bool:
    """Return whether a block starts with a quotation mark that can hang in the margin."""
    return block.kind is BlockKind.PARAGRAPH and not inside and block.text.startswith(_HANGING)


def runs(blocks: Sequence[Block]) -> Iterator[range]:
    """Yield runs of blocks that notes must not interrupt: a list or a quotation is one run."""
    start = 0
    inside: tuple[Container, ...] = ()
    for number, block in enumerate(blocks):
        before, inside = inside, containers(block, inside)
        if number and not (before and inside):
            yield range(start, number)
            start = number
    if blocks:
        yield range(start, len(blocks))


@dataclass(frozen=True, slots=True)
class _Noted:
    """A block number and the notes of the article."""

    block: int
    notes: Sequence[AnchoredNote] = ()


def _write_notes(
    blocks: Sequence[Block],
    notes: Sequence[AnchoredNote],
    write_note: Callable[[AnchoredNote], str],
) -> Iterator[str]:
    """Yield notes as Markdown, after the references that cannot be inside their blocks."""
    notes = sorted(notes, key=lambda note: note.number)
    apart = [note for note in notes if blocks[note.last].kind not in _HOLDING_REFERENCES]
    if apart:
        yield note_highlights.reference_line(apart)
    yield from map(write_note, notes)


# The table of contents repeats a heading without its number; the others cannot contain tags.
_HOLDING_REFERENCES = frozenset({BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.RELATED})


def _write_block(
    block: Block, mentions: Sequence[Mention], link: Callable[[Mention], str], noted: _Noted
) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * heading_ids.level(block)} {_write_inline(block, (), link, noted)}"
        case BlockKind.CODE:
            # In tags, on one line: Python-Markdown's HTML parser reads an indented block inside a
            # <div markdown>, and the text of a fenced block may close the fence.
            lines = "<br>".join(escape(line) for line in block.text.split("\n"))
            return f'<code class="block">{lines}</code>'
        case BlockKind.RULE:
            return "***"
        case BlockKind.RELATED | BlockKind.CAPTION:
            line = escape_block(_write_inline(block, (), link, noted))
            return f"{line}\n{{: .{block.kind.value} }}"
        case BlockKind.TABLE:
            return _write_table(block)
        case BlockKind.PARAGRAPH:
            return escape_block(_write_inline(block, mentions, link, noted))


def _write_table(block: Block) -> str:
    """Return a table with its first row as the header, which Markdown requires."""
    width = max(len(row) for row in block.rows)
    rows = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in block.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((lines[0], "|" + " --- |" * width, *lines[1:]))


def _cell(text: str) -> str:
    return escape(text).replace("|", "&#124;")


def containers(block: Block, before: tuple[Container, ...]) -> tuple[Container, ...]:
    """Return the containers in which a block can be written after the block before it.

    A list item can be continued, or contain another, only if the block before is in it: otherwise
    the indent would start a code block. Such a container is dropped, and the text is kept.
    """
    common = 0
    for container, previous in zip(block.containers, before, strict=False):
        if container is not previous:
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
    """Return the Markdown of a block with the prefixes of its containers."""
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
    block: Block, mentions: Sequence[Mention], link: Callable[[Mention], str], noted: _Noted
) -> str:
    markup = tuple(_without_inner_links(block.markup))
    spans = [(m.start, m.end, *_brackets(m)) for m in markup]
    spans += [(m.start, m.end, "[", link(m)) for m in mentions]
    if noted.notes:
        edges = [(start, end) for start, end, *_ in spans]
        closed = [(m.start, m.end) for m in markup if m.kind in _CLOSED_TO_REFERENCES]
        closed += [(m.start, m.end) for m in mentions]
        spans += note_highlights.spans(noted.block, noted.notes, edges)
        if block.kind in _HOLDING_REFERENCES:
            spans += note_highlights.references(noted.block, noted.notes, closed)
    return write_spans(block.text, spans)


_CLOSED_TO_REFERENCES = frozenset({MarkupKind.LINK, MarkupKind.CODE})


def _without_inner_links(markup: Sequence[Markup]) -> Iterator[Markup]:
    """Yield markup without links inside links, which HTML and Markdown do not allow."""
    last = 0
    for span in markup:
        if span.kind is MarkupKind.LINK:
            if span.start < last:
                continue
            last = span.end
        yield span


def _brackets(markup: Markup) -> tuple[str, str]:
    # Tags instead of asterisks, whose meaning depends on the characters around them.
    return _TAGS.get(markup.kind, ("[", f"]({markup.target})"))


def mention_link(mention: Mention, address: str, numbers: Mapping[str, int] = NO_NUMBERS) -> str:
    """Return the end of a mention's link: target, class, id and number.

    The number of the subject in the page's background is shown on paper.
    """
    number = numbers.get(mention.subject)
    shown = f' data-number="{number}"' if number else ""
    return f"]({address}){{ .mention #{mention.anchor}{shown} }}"


def write_spans(text: str, spans: Iterable[tuple[int, int, str, str]]) -> str:
    """Return `text` escaped, with each span between its opening and closing Markdown.

    Args:
        text: plain text.
        spans: (start, end, opening, closing), nested or disjoint. Of equal spans the first is the
            outermost; an empty span comes before others that start there.
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

    def order(span: tuple[int, int, str, str]) -> tuple[int, bool, int]:
        return span[0], span[0] < span[1], -span[1]

    for start, end, opening, close in sorted(spans, key=order):
        write_until(start)
        parts.append(opening)
        closing.append((end, close))
    write_until(len(text))
    return "".join(parts)
