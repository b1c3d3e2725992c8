"""Add, change, move and delete notes."""

from briefings.editing import anchoring, checks
from briefings.editing.context import Context
from briefings.editing.documents import Append, Change, Document, Put, Remove
from briefings.editing.edits import (
    AddNote,
    ChangeNote,
    DeleteNote,
    FileChange,
    NoteDraft,
    Selection,
)
from briefings.editing.errors import EditError, required
from briefings.editing.yaml_writing import Value
from briefings.files.schemas.articles import ArticleFields
from briefings.files.schemas.shared import keys_in_order
from briefings.files.yaml_tree import Data, Location
from briefings.model.content import Problem
from briefings.model.note import NoteKind

_ORDER = keys_in_order(ArticleFields)
_KEYS = ("quote", "prefix", "suffix", "kind", "note", "sources", "author", "date")


def add(edit: AddNote, context: Context) -> tuple[FileChange, ...]:
    """Add a note below the others, at words of the article."""
    place = _place(edit.at, context)
    said = {key: value for key, value in _said(edit.note).items() if value}
    return checks.checked(context.facts(), [Append(("notes",), {**place, **said}, _ORDER)])


def change(edit: ChangeNote, context: Context) -> tuple[FileChange, ...]:
    """Change what is different in a note, and move it if another place is given."""
    facts = context.facts()
    at, old = _note(facts, edit.line)
    wanted = _said(edit.note)
    if edit.at:
        wanted |= {"prefix": "", "suffix": "", **_place(edit.at, context)}
    changes: list[Change] = []
    for key in _KEYS:
        before, after = old.get(key), wanted.get(key)
        if after is None or _same(key, before, after):
            continue
        if after:
            changes.append(Put((*at, key), after, _KEYS))
        elif before is not None:
            changes.append(Remove((*at, key)))
    return checks.checked(facts, changes)


def delete(edit: DeleteNote, context: Context) -> tuple[FileChange, ...]:
    """Delete a note."""
    facts = context.facts()
    at, _ = _note(facts, edit.line)
    return checks.checked(facts, [Remove(at)])


def _place(at: Selection, context: Context) -> dict[str, Value]:
    """Return the quotation for a selection, and the words around it where they are needed."""
    article = context.article()
    place = required(anchoring.anchor(at, article.blocks, article.lang, context.file))
    around = {"prefix": place.prefix, "suffix": place.suffix}
    return {"quote": place.quote, **{key: words for key, words in around.items() if words}}


def _note(facts: Document, line: int) -> tuple[Location, Data]:
    """Return where the note that begins on a line stands, and what it says."""
    values, at = required(facts.values), facts.location(line, "notes")
    if at is None or not isinstance(note := values[at[0]][at[1]], dict):
        raise EditError(Problem(
            facts.path, line, "no-note", f"Not exactly one note begins on line {line}.",
            "Load the page again, and give each note a line of its own.",
        ))  # fmt: skip
    return at, note


def _said(draft: NoteDraft) -> dict[str, Value]:
    """Return what a note says, as its file states it; empty where it says nothing."""
    return {
        "kind": draft.kind.value,
        "note": draft.text.strip(),
        "sources": tuple(_source(one.title.strip(), one.url.strip()) for one in draft.sources),
        "author": draft.author.strip(),
    }


def _source(title: str, url: str) -> Value:
    if not title:
        return url
    return {"title": title, "url": url} if url else {"title": title}


def _same(key: str, before: object, after: Value) -> bool:
    """Return whether a note says the same already, perhaps in another way of writing."""
    match before:
        case list():
            urls = ({"url": one} if isinstance(one, str) else one for one in before)
            wanted = ({"url": one} if isinstance(one, str) else one for one in after)
            return [*urls] == [*wanted]
        case str():
            return before.strip() == after
        case _:
            return after == (NoteKind.CONTEXT.value if key == "kind" else None)
