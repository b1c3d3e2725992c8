"""Editors' notes of an article: from the fields of its file to notes anchored in its text."""

from collections.abc import Iterator

from briefings.files.frontmatter import Parsed
from briefings.files.schemas.articles import ArticleFields, NoteFields
from briefings.markup import note_anchors
from briefings.model.content import Problem
from briefings.model.note import AnchoredNote, Note, NoteSource
from briefings.model.reading import Block
from briefings.readers import markdown
from briefings.text import picture_names, uris, urls

# All briefings are in one folder, so links in notes are relative to any of them.
_PAGE = uris.BRIEFINGS


def anchored(
    parsed: Parsed[ArticleFields],
    blocks: tuple[Block, ...],
    path: str,
    capture: str,
    lang: str,
) -> tuple[tuple[AnchoredNote, ...], tuple[Problem, ...]]:
    """Return the notes of an article, anchored to its body, and all their problems.

    Args:
        parsed: the parsed file with the notes.
        blocks: the body of the article.
        path: name of that file.
        capture: name of the file with the body.
        lang: BCP 47 tag of the article's language.
    """
    found = written(parsed, path)
    placed, problems = note_anchors.anchor(found, blocks, capture, lang)
    return placed, (*problems, *(p for note in found for p in unsafe(note)))


def written(parsed: Parsed[ArticleFields], path: str) -> list[Note]:
    """Return the notes in a parsed file.

    Args:
        parsed: the parsed file.
        path: its name.
    """
    return [
        _note(fields, path, parsed.line("notes", number))
        for number, fields in enumerate(parsed.fields.notes)
    ]


def _note(fields: NoteFields, path: str, line: int) -> Note:
    return Note(
        kind=fields.kind,
        quote=fields.quote,
        text=fields.note,
        prefix=fields.prefix,
        suffix=fields.suffix,
        sources=tuple(NoteSource(s.title or "", s.url or "") for s in fields.sources),
        author=fields.author or "",
        day=fields.date,
        file=path,
        line=line,
    )


def unsafe(note: Note) -> Iterator[Problem]:
    """Yield an error for each link of a note with a forbidden scheme."""
    for found in dict.fromkeys(markdown.addresses(note.text)):
        if not _is_safe(found):
            yield Problem(
                note.file, note.line, "note-link", f"A link of this note leads to “{found}”.",
                "An address starts with https://, http:// or mailto:; link to a page of this site "
                "as ../explainers/its-name.md.",
            )  # fmt: skip


def _is_safe(address: str) -> bool:
    """Return whether a link of a note leads to a page or picture of this site or to the web."""
    target = uris.resolve(_PAGE, address).lower()
    is_here = target.endswith((".md", *picture_names.SUFFIXES))
    return is_here or urls.web_address(address) is not None
