"""Turn an article into the blocks and runs that its page and its Markdown show.

An article's blocks are plain text with stand-off markup. Its linked mentions, the highlights of the
quotations of notes, the references to notes, the notes themselves and the summaries in the margin
are added here, in one walk, so that the page and its Markdown show the same text and additions.

Quotations of notes may overlap links, emphasis and each other. Highlights are therefore cut at all
edges, and a highlight is always the innermost element.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from msgspec.structs import replace

from briefings.markup import heading_ids
from briefings.model import reading
from briefings.model.linking import Mention
from briefings.model.note import AnchoredNote, NoteSource, by_last_block
from briefings.model.reading import Markup, MarkupKind
from briefings.text import uris, urls
from briefings.views.text import (
    Block,
    BlockKind,
    Day,
    Editorial,
    Link,
    Note,
    Run,
    RunKind,
    Summary,
)

Span = tuple[int, int, Run]
"""A span of a text (start, end) and the element that it becomes, without its runs."""

NO_NUMBERS: Mapping[str, int] = MappingProxyType({})
NO_GLOSSES: Mapping[int, tuple[Summary, ...]] = MappingProxyType({})

# Marks of similar width; `.hung` in `article.css` sets how far they hang.
_HANGING = ("“", "„", "‟", "«", "»", '"')
_INLINE = {
    MarkupKind.EMPHASIS: Run(RunKind.EMPHASIS),
    MarkupKind.STRONG: Run(RunKind.STRONG),
    MarkupKind.CODE: Run(RunKind.CODE),
    MarkupKind.DATELINE: Run(RunKind.DATELINE),
    MarkupKind.SUPERSCRIPT: Run(RunKind.SUPERSCRIPT),
    MarkupKind.SUBSCRIPT: Run(RunKind.SUBSCRIPT),
    MarkupKind.DELETED: Run(RunKind.DELETED),
    MarkupKind.INSERTED: Run(RunKind.INSERTED),
}
_CLOSED_TO_REFERENCES = frozenset({
    MarkupKind.LINK, MarkupKind.CODE, MarkupKind.SUPERSCRIPT, MarkupKind.SUBSCRIPT,
    MarkupKind.DELETED,
})  # fmt: skip
# Headings contain no references, because the table of contents repeats their text. The other kinds
# of blocks have no runs.
_HOLDING_REFERENCES = frozenset(
    {reading.BlockKind.PARAGRAPH, reading.BlockKind.CAPTION, reading.BlockKind.RELATED}
)


def blocks_of(
    body: Sequence[reading.Block],
    mentions: Iterable[Mention],
    address: Callable[[str], str],
    notes: Sequence[AnchoredNote] = (),
    numbers: Mapping[str, int] = NO_NUMBERS,
    glosses: Mapping[int, tuple[Summary, ...]] = NO_GLOSSES,
    shown: Callable[[AnchoredNote], Note] | None = None,
) -> tuple[Block, ...]:
    """Return an article's text with its links, notes and summaries.

    Args:
        body: its blocks. A link leads to a web address, or to the URI of a page of this site.
        mentions: its mentions; those without a link are ignored.
        address: returns the address of a page of this site as the article's page has it, from the
            URI of that page.
        notes: the notes, in the order of their numbers.
        numbers: numbers of subjects in the page's background.
        glosses: summaries after a block, by the number of the block.
        shown: returns a note as the page shows it; None for `shown_note`.
    """
    linked = _links(mentions, address, numbers)
    ids = heading_ids.of_headings(body) | heading_ids.of_paragraphs(body)
    quoting: dict[int, list[AnchoredNote]] = {}
    for note in notes:
        for number in dict.fromkeys(block for block, *_ in note.spans):
            quoting.setdefault(number, []).append(note)
    ending = by_last_block(notes)
    found: list[Block] = []
    for group in groups(body):
        found += _nested([
            (_block(body[n], n, linked.get(n, ()), address, quoting.get(n, ()), ids, bool(inside)),
             inside, body[n].marker)
            for n, inside in group
        ])  # fmt: skip
        found += _notes(body, [note for n, _ in group for note in ending.get(n, ())], shown)
        found += [Block(BlockKind.GLOSS, subjects=glosses[n]) for n, _ in group if n in glosses]
    return tuple(found)


Containers = tuple[reading.Container, ...]
PlacedBlock = tuple[int, Containers]
"""The number of a block, and the containers that it is in."""


def groups(body: Sequence[reading.Block]) -> Iterator[list[PlacedBlock]]:
    """Yield groups of blocks that notes must not interrupt: a list or quotation is one group."""
    group: list[PlacedBlock] = []
    inside: Containers = ()
    for number, block in enumerate(body):
        before, inside = inside, containers(block, inside)
        if group and not (before and inside):
            yield group
            group = []
        group.append((number, inside))
    if group:
        yield group


def containers(block: reading.Block, before: Containers) -> Containers:
    """Return the containers in which a block can stand after the block before it.

    A list item can be continued, or contain another, only if the block before is in it. Otherwise
    the container is dropped, and the text is kept: Markdown could not express it.
    """
    if not block.containers:
        return ()
    common = 0
    for container, previous in zip(block.containers, before, strict=False):
        if container is not previous:
            break
        common += 1
    opened = _opened(block.containers, block.marker)
    return tuple(
        container
        for number, container in enumerate(block.containers)
        if number < common or container is reading.Container.QUOTATION or number == opened
    )


def _opened(inside: Containers, marker: str) -> int:
    """Return the number of the container that a block with a marker opens; -1 for none."""
    if not marker:
        return -1
    items = (n for n, container in enumerate(inside) if container is reading.Container.LIST_ITEM)
    return max(items, default=-1)


_ToNest = tuple[Block, Containers, str]
"""A block, its containers and its marker."""


def _nested(placed: Sequence[_ToNest], depth: int = 0) -> list[Block]:
    """Return blocks inside their containers, of which the first `depth` are open already."""
    found: list[Block] = []
    at = 0
    while at < len(placed):
        block, inside, _ = placed[at]
        if len(inside) == depth:
            found.append(block)
            at += 1
            continue
        container = inside[depth]
        first = at
        while at < len(placed) and placed[at][1][depth : depth + 1] == (container,):
            at += 1
        if container is reading.Container.QUOTATION:
            blocks = _nested(placed[first:at], depth + 1)
            found.append(Block(BlockKind.QUOTATION, blocks=tuple(blocks)))
        else:
            found += _lists(placed[first:at], depth)
    return found


def _lists(placed: Sequence[_ToNest], depth: int) -> list[Block]:
    """Return the lists whose items are at a depth; a list has either bullets or numbers."""
    starts = [n for n, (_, inside, marker) in enumerate(placed) if _opened(inside, marker) == depth]
    lists: list[tuple[str, list[Block]]] = []
    for start, end in pairwise([*starts, len(placed)]):
        item = Block(BlockKind.ITEM, blocks=tuple(_nested(placed[start:end], depth + 1)))
        marker = placed[start][2]
        if not lists or lists[-1][0][:1].isdigit() is not marker[:1].isdigit():
            lists.append((marker, []))
        lists[-1][1].append(item)
    return [
        Block(BlockKind.NUMBERS, blocks=tuple(items), level=int(marker.rstrip(".)")))
        if marker[:1].isdigit()
        else Block(BlockKind.BULLETS, blocks=tuple(items))
        for marker, items in lists
    ]


def _block(
    block: reading.Block,
    number: int,
    links: Sequence[Span],
    address: Callable[[str], str],
    notes: Sequence[AnchoredNote],
    ids: Mapping[int, str],
    is_inside: bool,
) -> Block:
    match block.kind:
        case reading.BlockKind.CODE:
            return Block(BlockKind.CODE, text=block.text)
        case reading.BlockKind.RULE:
            return Block(BlockKind.RULE)
        case reading.BlockKind.TABLE:
            return Block(BlockKind.TABLE, rows=_rows(block, address))
        case reading.BlockKind.HEADING:
            runs = _runs(block, number, (), address, notes)
            level = heading_ids.level(block)
            return Block(BlockKind.HEADING, runs, level=level, id=ids[number])
        case reading.BlockKind.PARAGRAPH:
            hung = not is_inside and block.text.startswith(_HANGING)
            runs = _runs(block, number, links, address, notes)
            return Block(runs=runs, id=ids[number], hung=hung)
        case reading.BlockKind.CAPTION | reading.BlockKind.RELATED:
            runs = _runs(block, number, links, address, notes)
            return Block(BlockKind(block.kind.value), runs)


def _rows(
    block: reading.Block, address: Callable[[str], str]
) -> tuple[tuple[tuple[Run, ...], ...], ...]:
    """Return the cells of a table, as many in each row."""
    width = max(len(row) for row in block.rows)
    spans = deque((m.start, m.end, _element(m, address)) for m in block.markup)
    rows = []
    at = 0
    for row in block.rows:
        cells: list[tuple[Run, ...]] = []
        for cell in row:
            inside = []
            while spans and spans[0][1] <= at + len(cell):
                start, end, element = spans.popleft()
                inside.append((start - at, end - at, element))
            cells.append(nest(cell, inside))
            at += len(cell) + bool(cell)
        rows.append((*cells, *[()] * (width - len(cells))))
    return tuple(rows)


# ------------------------------------------------------------------------------- runs


def text_of(runs: Iterable[Run]) -> str:
    """Return the text of runs; references to notes are not text."""
    return "".join(run.text or text_of(run.runs) for run in runs)


def nest(text: str, spans: Iterable[Span]) -> tuple[Run, ...]:
    """Return a text as runs.

    Args:
        text: plain text.
        spans: the elements in it, nested or disjoint. Of equal spans the first is the outermost;
            an empty span comes before others that start there.
    """
    runs: list[Run] = []
    opened: list[tuple[int, Run, list[Run]]] = []  # end, element, and the runs around it
    at = 0

    def order(span: Span) -> tuple[int, bool, int]:
        return span[0], span[0] < span[1], -span[1]

    for start, end, element in (*sorted(spans, key=order), (len(text), len(text), None)):
        while opened and opened[-1][0] <= start:
            edge, inner, around = opened.pop()
            if at < edge:
                runs.append(Run(text=text[at:edge]))
                at = edge
            around.append(replace(inner, runs=tuple(runs)))
            runs = around
        if at < start:
            runs.append(Run(text=text[at:start]))
            at = start
        if element and start < end:
            opened.append((end, element, runs))
            runs = []
        elif element:
            runs.append(element)
    return tuple(runs)


def _links(
    mentions: Iterable[Mention], address: Callable[[str], str], numbers: Mapping[str, int]
) -> dict[int, list[Span]]:
    """Return the links of mentions by the number of the block."""
    found: dict[int, list[Span]] = {}
    for m in mentions:
        if m.links:
            uri = uris.explainer(m.subject)
            run = Run(
                RunKind.MENTION, href=address(uri), uri=uri, id=m.anchor,
                number=numbers.get(m.subject, 0),
            )  # fmt: skip
            found.setdefault(m.passage, []).append((m.start, m.end, run))
    return found


def _runs(
    block: reading.Block,
    number: int,
    links: Sequence[Span],
    address: Callable[[str], str],
    notes: Sequence[AnchoredNote],
) -> tuple[Run, ...]:
    """Return the text of a block with its markup and links, and what notes add to it."""
    spans = [(m.start, m.end, _element(m, address)) for m in _without_inner_links(block.markup)]
    closed = [(m.start, m.end) for m in block.markup if m.kind in _CLOSED_TO_REFERENCES]
    spans += links
    if notes:
        closed += [(start, end) for start, end, _ in links]
        spans += [*_highlights(number, notes, spans)]
        if block.kind in _HOLDING_REFERENCES:
            spans += _references(number, notes, closed)
    return nest(block.text, spans)


def _without_inner_links(markup: Iterable[Markup]) -> Iterator[Markup]:
    """Yield markup without links inside links, which HTML and Markdown do not allow."""
    last = 0
    for span in markup:
        if span.kind is MarkupKind.LINK:
            if span.start < last:
                continue
            last = span.end
        yield span


def _element(markup: Markup, address: Callable[[str], str]) -> Run:
    if markup.kind is not MarkupKind.LINK:
        return _INLINE[markup.kind]
    if ":" in markup.target:
        return Run(RunKind.LINK, href=markup.target)
    return Run(RunKind.LINK, href=address(markup.target), uri=markup.target)


# ------------------------------------------------------------------------------ notes


def _highlights(
    block: int, notes: Iterable[AnchoredNote], others: Iterable[Span]
) -> Iterator[Span]:
    """Yield the highlights of a block, cut at the edges of all other elements in it."""
    quoted = [(start, end, note) for note in notes for at, start, end in note.spans if at == block]
    begins: dict[int, list[int]] = {}
    for number, (start, *_) in enumerate(quoted):
        begins.setdefault(start, []).append(number)
    here: list[int] = []
    cuts = {edge for start, end, _ in quoted for edge in (start, end)}
    cuts.update(edge for start, end, _ in others for edge in (start, end))
    for start, end in pairwise(sorted(cuts) if quoted else ()):
        here = sorted(n for n in (*here, *begins.get(start, ())) if end <= quoted[n][1])
        covering = [quoted[n][2] for n in here]
        if covering:
            numbers = tuple(note.number for note in covering)
            kinds = tuple(dict.fromkeys(note.note.kind.value for note in covering))
            yield start, end, Run(RunKind.HIGHLIGHT, notes=numbers, kinds=kinds)


def _references(
    block: int, notes: Iterable[AnchoredNote], closed: Iterable[tuple[int, int]]
) -> Iterator[Span]:
    """Yield the references of a block, each after the quotation of its note.

    Args:
        block: number of the block.
        notes: the article's notes, in order.
        closed: spans that cannot contain a reference, such as links; it follows them.
    """
    closed = tuple(closed)
    for note in notes:
        if note.last == block:
            at = note.spans[-1][2]
            at = max((end for start, end in closed if start < at < end), default=at)
            yield at, at, _reference(note)


def _reference(note: AnchoredNote) -> Run:
    return Run(
        RunKind.REFERENCE, href=f"#note-{note.number}", id=f"note-ref-{note.number}",
        number=note.number, kinds=(note.note.kind.value,),
    )  # fmt: skip


def _notes(
    body: Sequence[reading.Block],
    notes: Sequence[AnchoredNote],
    shown: Callable[[AnchoredNote], Note] | None,
) -> Iterator[Block]:
    """Yield notes, after the references that cannot be inside their blocks."""
    apart = [note for note in notes if body[note.last].kind not in _HOLDING_REFERENCES]
    if apart:
        yield Block(BlockKind.REFERENCES, tuple(map(_reference, apart)))
    for note in notes:
        yield Block(BlockKind.NOTE, note=(shown or shown_note)(note))


def shown_note(anchored: AnchoredNote, day: Day | None = None, *, is_beside: bool = False) -> Note:
    """Return a note as a page shows it.

    Args:
        anchored: the note.
        day: the day on which it was added, written out; None if it is unknown.
        is_beside: whether it stands in the margin.
    """
    note = anchored.note
    return Note(
        number=anchored.number,
        kind=note.kind.value,
        text=Editorial(note.text),
        sources=tuple(map(_source, note.sources)),
        author=note.author,
        day=day,
        is_beside=is_beside,
    )


def _source(source: NoteSource) -> Link:
    name = source.title or urls.short(source.url)
    return Link(name, source.url, printed=urls.printed(source.url))
