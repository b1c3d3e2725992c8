"""Marks: the words that editors' notes stand on, and the references to them, inside a block.

Quotations may overlap links, emphasis and each other. Their spans are cut at every edge there is,
so that what is written nests: a mark is always the innermost element.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from briefings.model.note import AnchoredNote, NoteKind

ParsedExplainer = tuple[int, int, str, str]

KIND_NAMES = {
    NoteKind.CONTEXT: "Context",
    NoteKind.CORRECTION: "Correction",
    NoteKind.DISPUTED: "Disputed",
    NoteKind.UPDATE: "Update",
}


def name(note: AnchoredNote) -> str:
    """Return what a note is called, by ear as well: `Note 2, correction`."""
    return f"Note {note.number}, {KIND_NAMES[note.note.kind].lower()}"


def spans(
    block: int, notes: Sequence[AnchoredNote], edges: Iterable[tuple[int, int]]
) -> Iterator[ParsedExplainer]:
    """Yield the marks of a block: start, end, and what is written before and after.

    Args:
        block: number of the block.
        notes: the article's notes, in order.
        edges: the spans of everything else that is written around words of the block.
    """
    ours = [(start, end, note) for note in notes for at, start, end in note.spans if at == block]
    cuts = {edge for start, end, _ in ours for edge in (start, end)}
    cuts.update(edge for span in edges for edge in span)
    for start, end in pairwise(sorted(cuts) if ours else ()):
        covering = [note for first, last, note in ours if first <= start and end <= last]
        if covering:
            kinds = dict.fromkeys(f"note-mark--{note.note.kind.value}" for note in covering)
            numbers = " ".join(str(note.number) for note in covering)
            classes = " ".join(("note-mark", *kinds))
            yield start, end, f'<mark class="{classes}" data-notes="{numbers}">', "</mark>"


def references(
    block: int, notes: Sequence[AnchoredNote], closed: Iterable[tuple[int, int]]
) -> Iterator[ParsedExplainer]:
    """Yield the references of a block, each behind the last words of its note.

    Args:
        block: number of the block.
        notes: the article's notes, in order.
        closed: spans that no reference can stand in, links above all: it goes behind them.
    """
    closed = tuple(closed)
    for note in notes:
        if note.last == block:
            at = note.spans[-1][2]
            at = max((end for start, end in closed if start < at < end), default=at)
            yield at, at, "", f'<sup class="note-ref">{_link(note)}</sup>'


def _link(note: AnchoredNote, text: str = "") -> str:
    # Markdown rather than tags, so that the site generator knows the id and no heading takes it.
    return (
        f"[{text}{note.number}](#note-{note.number})"
        f'{{ #note-ref-{note.number} role="doc-noteref" aria-label="{name(note)}" }}'
    )


def reference_line(notes: Sequence[AnchoredNote]) -> str:
    """Return a line of references, for what can hold none inside: headings, tables and code."""
    links = " ".join(_link(note, "Note ") for note in notes)
    return f"{links}\n{{: .note-refs }}"
