"""Check the bytes that an edit makes: it brings no error that the file has not got."""

from collections.abc import Iterable

from briefings.content import articles, dossiers, explainers, folders
from briefings.editing.documents import Change, Document
from briefings.editing.edits import FileChange
from briefings.editing.errors import EditError, required
from briefings.model.content import Problem, Severity, SourceFile


def checked(document: Document, changes: Iterable[Change]) -> tuple[FileChange, ...]:
    """Return a changed file; nothing if it stays the same.

    Raises:
        EditError: it cannot be changed so.
    """
    changed = required(document.changed(changes))
    if changed.after == changed.before:
        return ()
    if error := new_error(changed):
        raise EditError(error)
    return (changed,)


def new_error(changed: FileChange) -> Problem | None:
    """Return the first error that a changed file has and that it did not have before."""
    before = (
        ()
        if changed.before is None
        else [(p.code, p.message) for p in _errors(SourceFile(changed.path, changed.before))]
    )
    after = _errors(SourceFile(changed.path, changed.after))
    return next((p for p in after if (p.code, p.message) not in before), None)


def _errors(file: SourceFile) -> list[Problem]:
    """Return the errors in the keys of a file."""
    if file.path.startswith(f"{folders.EXPLAINERS}/"):
        _, problems = explainers.parse(file)
    elif file.path.startswith(f"{folders.DOSSIERS}/"):
        _, problems = dossiers.parse(file)
    else:
        parsed = articles.fields_of(file)
        problems = parsed if isinstance(parsed, tuple) else parsed.problems
    return [problem for problem in problems if problem.severity is Severity.ERROR]
