"""An editor's note on its page: a box behind the passage, which wide screens set in the margin."""

from collections.abc import Callable, Container
from urllib.parse import unquote

from briefings.markup import note_bodies, note_highlights, prose
from briefings.model.note import AnchoredNote, NoteSource

# The arrow is asked for as text: some systems would show it as a coloured picture.
_BACK = "\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}"


def writer(lang: str, beside: Container[int] = ()) -> Callable[[AnchoredNote], str]:
    """Return what writes the notes of a page.

    Args:
        lang: language and direction of the notes as attributes, empty where the article around
            them has the same.
        beside: numbers of the notes that stand in the margin where there is one.
    """

    def write(anchored: AnchoredNote) -> str:
        note, number = anchored.note, anchored.number
        kind = note.kind.value
        label = f'<span class="note-number">{number}</span> {note_highlights.KIND_NAMES[note.kind]}'
        back = (
            f'[{_BACK}](#note-ref-{number}){{ .note-back role="doc-backlink" '
            f'aria-label="Back to the passage of note {number}" }}'
        )
        sources = ", ".join(map(_source, note.sources))
        said = f"{'Sources' if len(note.sources) > 1 else 'Source'}: {sources} " if sources else ""
        place = " beside" if number in beside else ""
        return "\n\n".join((
            f'<aside class="note note--{kind}{place}" id="note-{number}" role="note" '
            f'aria-label="{note_highlights.name(anchored)}"{lang} markdown>',
            f"{label}\n{{: .note-label }}",
            prose.write_blocks(note_bodies.body(note), (), lambda _: ""),
            f"{said}{back}\n{{: .{'note-sources' if said else 'note-return'} }}",
            "</aside>",
        ))  # fmt: skip

    return write


def _source(source: NoteSource) -> str:
    name = source.title or unquote(source.url.partition("://")[2] or source.url).rstrip("/")
    # A long address may break after its slashes.
    text = prose.escape(name) if source.title else prose.escape(name).replace("/", "/<wbr>")
    return f"[{text}]({source.url})" if source.url else text
