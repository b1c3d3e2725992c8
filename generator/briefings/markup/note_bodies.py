"""Parse editors' notes, and their Markdown.

A note's text is parsed into blocks like a Markdown article, and written from them, so that
nothing in it can close the element around it.
"""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from briefings.files.frontmatter import Parsed
from briefings.files.schemas import ArticleFields, NoteFields
from briefings.markup import note_anchors
from briefings.model.content import Problem
from briefings.model.note import AnchoredNote, Note, NoteSource
from briefings.model.reading import Block, BlockKind, Markup, MarkupKind
from briefings.readers import markdown
from briefings.text import uris, urls

# All briefings are in one folder, so links in notes are relative to any of them.
_PAGE = uris.BRIEFINGS


def anchored(
    parsed: Parsed[ArticleFields],
    blocks: tuple[Block, ...],
    path: str,
    capture: str,
) -> tuple[tuple[AnchoredNote, ...], tuple[Problem, ...]]:
    """Return the notes of an article, anchored to its body, and all their problems.

    Args:
        parsed: the parsed file with the notes.
        blocks: the body of the article.
        path: name of that file.
        capture: name of the file with the body.
    """
    found = [
        _note(fields, path, parsed.line("notes", number))
        for number, fields in enumerate(parsed.fields.notes)
    ]
    placed, problems = note_anchors.anchor(found, blocks, capture)
    return placed, (*problems, *(p for note in found for p in _unsafe(note)))


def _note(fields: NoteFields, path: str, line: int) -> Note:
    return Note(
        kind=fields.kind,
        quote=fields.quote,
        text=fields.note,
        prefix=fields.prefix,
        suffix=fields.suffix,
        sources=tuple(NoteSource(s.title or "", s.url or "") for s in fields.sources),
        file=path,
        line=line,
    )


def _unsafe(note: Note) -> Iterator[Problem]:
    """Yield an error for each link of a note with a forbidden scheme."""
    for found in dict.fromkeys(markdown.addresses(note.text)):
        if address(found) is None:
            yield Problem(
                note.file, note.line, "note-link", f"A link of this note leads to “{found}”.",
                "An address starts with https://, http:// or mailto:; link to a page of this site "
                "as ../explainers/its-name.md.",
            )  # fmt: skip


def address(text: str) -> str | None:
    """Return the percent-encoded address of a link in a note; None if it is not allowed.

    Unlike an article, a note may link to pages of this site.
    """
    if uris.resolve(_PAGE, text).endswith(".md"):
        return quote(text, safe="/#%~._-")
    return urls.web_address(text)


def body(note: Note) -> tuple[Block, ...]:
    """Return the text of a note as blocks. A heading becomes a strong paragraph.

    The table of contents of a page lists only the article's headings.
    """
    blocks = markdown.read(note.text, address=address)
    return tuple(map(_plain, blocks.blocks))


def _plain(block: Block) -> Block:
    if block.kind is not BlockKind.HEADING:
        return block
    strong = Markup(0, len(block.text), MarkupKind.STRONG)
    return replace(block, kind=BlockKind.PARAGRAPH, markup=(strong, *block.markup))
