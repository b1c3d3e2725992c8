"""What editors' notes say: their fields become `Note` values, and their Markdown is understood.

A note's text is read like a Markdown article, into blocks, and written anew from them: whatever
stands in it, it cannot end the box that it is shown in.
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

# From any briefing; that all of them are in one folder is what makes the address of a note's link.
_PAGE = uris.BRIEFINGS


def anchored(
    said: Parsed[ArticleFields],
    blocks: tuple[Block, ...],
    path: str,
    capture: str,
) -> tuple[tuple[AnchoredNote, ...], tuple[Problem, ...]]:
    """Return the notes of an article, anchored to its body, and all that is wrong with them.

    Args:
        said: the file that they stand in.
        blocks: the body of the article.
        path: that file's name.
        capture: the file that the body stands in.
    """
    found = [
        _note(fields, path, said.line("notes", number))
        for number, fields in enumerate(said.fields.notes)
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
    """Yield an error for each link in a note's text that no page may hold."""
    for found in dict.fromkeys(markdown.addresses(note.text)):
        if address(found) is None:
            yield Problem(
                note.file, note.line, "note-link", f"A link of this note leads to “{found}”.",
                "An address begins with https://, http:// or mailto:; a page of this site is "
                "written ../explainers/its-name.md.",
            )  # fmt: skip


def address(text: str) -> str | None:
    """Return the address of a link in a note as a page may hold it, or None if it may not.

    Unlike an article, a note may lead to pages of this site.
    """
    if uris.resolve(_PAGE, text).endswith(".md"):
        return quote(text, safe="/#%~._-")
    return urls.web_address(text)


def body(note: Note) -> tuple[Block, ...]:
    """Return the text of a note as blocks; a heading becomes a strong line of its own.

    The contents of a page list the article's headings alone.
    """
    blocks = markdown.read(note.text, address=address)
    return tuple(map(_plain, blocks.blocks))


def _plain(block: Block) -> Block:
    if block.kind is not BlockKind.HEADING:
        return block
    strong = Markup(0, len(block.text), MarkupKind.STRONG)
    return replace(block, kind=BlockKind.PARAGRAPH, markup=(strong, *block.markup))
