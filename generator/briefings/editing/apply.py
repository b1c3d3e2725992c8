"""Apply an edit: from the bytes of files to new bytes, or to what hinders it."""

from collections.abc import Callable, Mapping
from typing import Any

from briefings.editing import explainers, facts, lines, links, notes
from briefings.editing.context import Context
from briefings.editing.edits import (
    AddAlias,
    AddNote,
    ChangeNote,
    DeleteNote,
    DropLine,
    Edit,
    FileChange,
    KeepLine,
    LinkHere,
    NeverAnywhere,
    NeverHere,
    NewExplainer,
    SetFact,
    WriteExplainer,
)
from briefings.editing.errors import EditError
from briefings.model.content import Problem

_EDITS: Mapping[type, Callable[[Any, Context], tuple[FileChange, ...]]] = {
    AddNote: notes.add,
    ChangeNote: notes.change,
    DeleteNote: notes.delete,
    SetFact: facts.put,
    LinkHere: links.link_here,
    NeverHere: links.never_here,
    NeverAnywhere: links.never_anywhere,
    AddAlias: links.add_alias,
    KeepLine: lines.keep,
    DropLine: lines.drop,
    WriteExplainer: explainers.write,
    NewExplainer: explainers.begin,
}


def apply(edit: Edit, context: Context) -> tuple[FileChange, ...] | Problem:
    """Return the files that an edit changes, or why it cannot be made.

    Args:
        edit: the edit.
        context: the page and the content folder.

    Raises:
        OSError: a file cannot be read, or has changed since `context` was made.
    """
    try:
        return _EDITS[type(edit)](edit, context)
    except EditError as error:
        return error.problem
