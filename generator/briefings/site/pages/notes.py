"""Editors' notes as boxes below their passages; wide screens show some in the margin."""

from collections.abc import Callable, Container
from urllib.parse import unquote

from briefings.markup import note_bodies, note_highlights, prose
from briefings.model.note import AnchoredNote, NoteSource

# The variation selector makes it text: some systems would show a coloured picture.
_BACK = "\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}"


def writer(lang: str, beside: Container[int] = ()) -> Callable[[AnchoredNote], str]:
    """Return a function that writes the notes of a page.

    Args:
        lang: attributes for language and direction of the notes (`languages.attributes`).
        beside: numbers of the notes in the margin.
    """

    def write(anchored: AnchoredNote) -> str:
        note, number = anchored.note, anchored.number
        kind = note.kind.value
        name = f'<span class="note-number">{number}</span> {note_highlights.KIND_NAMES[note.kind]}'
        back = (
            f'[{_BACK}](#note-ref-{number}){{ .note-back role="doc-backlink" '
            f'aria-label="Back to the passage of note {number}" }}'
        )
        sources = ", ".join(map(_source, note.sources))
        label = "Sources" if len(note.sources) > 1 else "Source"
        listed = f"{label}: {sources} " if sources else ""
        place = " beside" if number in beside else ""
        return "\n\n".join((
            f'<aside class="note note--{kind}{place}" id="note-{number}" role="note" '
            f'aria-label="{note_highlights.name(anchored)}"{lang} markdown>',
            f"{name}\n{{: .note-label }}",
            prose.write_blocks(note_bodies.body(note), (), lambda _: ""),
            f"{listed}{back}\n{{: .{'note-sources' if listed else 'note-return'} }}",
            "</aside>",
        ))  # fmt: skip

    return write


def _source(source: NoteSource) -> str:
    name = source.title or unquote(source.url.partition("://")[2] or source.url).rstrip("/")
    # So that a long address can break after its slashes.
    text = prose.escape(name) if source.title else prose.escape(name).replace("/", "/<wbr>")
    return f"[{text}]({source.url})" if source.url else text
