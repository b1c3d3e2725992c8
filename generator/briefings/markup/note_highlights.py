"""Highlights of the quotations of notes, and references to the notes, inside a block.

Quotations may overlap links, emphasis and each other. Their spans are cut at every edge, so that
elements nest: a highlight is always the innermost element.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from briefings.model.note import AnchoredNote, NoteKind

_Span = tuple[int, int, str, str]

KIND_NAMES = {
    NoteKind.CONTEXT: "Context",
    NoteKind.CORRECTION: "Correction",
    NoteKind.DISPUTED: "Disputed",
    NoteKind.UPDATE: "Update",
}


def name(note: AnchoredNote) -> str:
    """Return the label of a note, also for screen readers: `Note 2, correction`."""
    return f"Note {note.number}, {KIND_NAMES[note.note.kind].lower()}"


def spans(
    block: int, notes: Sequence[AnchoredNote], edges: Iterable[tuple[int, int]]
) -> Iterator[_Span]:
    """Yield the highlights of a block: start, end, opening and closing tag.

    Args:
        block: number of the block.
        notes: the article's notes, in order.
        edges: the spans of all other elements in the block.
    """
    quoted = [(start, end, note) for note in notes for at, start, end in note.spans if at == block]
    cuts = {edge for start, end, _ in quoted for edge in (start, end)}
    cuts.update(edge for span in edges for edge in span)
    for start, end in pairwise(sorted(cuts) if quoted else ()):
        covering = [note for first, last, note in quoted if first <= start and end <= last]
        if covering:
            kinds = dict.fromkeys(f"note-mark--{note.note.kind.value}" for note in covering)
            numbers = " ".join(str(note.number) for note in covering)
            classes = " ".join(("note-mark", *kinds))
            yield start, end, f'<mark class="{classes}" data-notes="{numbers}">', "</mark>"


def references(
    block: int, notes: Sequence[AnchoredNote], closed: Iterable[tuple[int, int]]
) -> Iterator[_Span]:
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
            yield at, at, "", f'<sup class="note-ref">{_link(note)}</sup>'


def _link(note: AnchoredNote, text: str = "") -> str:
    # Markdown instead of tags, so that MkDocs knows the id.
    return (
        f"[{text}{note.number}](#note-{note.number})"
        f'{{ #note-ref-{note.number} role="doc-noteref" aria-label="{name(note)}" }}'
    )


def reference_line(notes: Sequence[AnchoredNote]) -> str:
    """Return a line of references, for blocks that cannot contain any: headings, tables, code."""
    links = " ".join(_link(note, "Note ") for note in notes)
    return f"{links}\n{{: .note-refs }}"
