"""What an edit changes: conflicts with changed files, diffs, and changed links in sentences."""

import difflib
from collections.abc import Collection, Mapping, Sequence

from briefings.editing.edits import FileChange
from briefings.linking import ledger
from briefings.model.content import Problem
from briefings.model.linking import LinkCounts
from briefings.preview import writing
from briefings.preview.routes import ChangedFile, Conflict
from briefings.preview.writing import FileEdit
from briefings.text import report

_MOST_SENTENCES = 8


def conflict(
    changes: Sequence[FileChange], digests: Mapping[str, str], must: Collection[str]
) -> Conflict | Problem | None:
    """Return why changes must not be written: a file is not what the page was made from.

    Args:
        changes: the changes, made from the files on disk.
        digests: the digests of the files that the page was made from.
        must: the files whose digests must be among them.
    """
    for change in changes:
        if change.path in must and change.path not in digests:
            return Problem(
                change.path, 0, "no-digest", "The digest of this file is missing.",
                "Load the page again.",
            )  # fmt: skip
    changed = tuple(
        ChangedFile(change.path, now)
        for change in changes
        if (now := writing.digest(change.before)) != digests.get(change.path, now)
    )
    return Conflict(writing.CHANGED, changed) if changed else None


def diff(edit: FileEdit, folder: str) -> str:
    """Return what an edit changes in a file, as a unified diff."""
    before, after = (
        (data or b"").decode("utf-8", "replace").splitlines(keepends=True)
        for data in (edit.before, edit.after)
    )
    path = report.place(edit.path, folder)
    lines = difflib.unified_diff(before, after, path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def sentences(before: Mapping[str, LinkCounts], after: Mapping[str, LinkCounts]) -> tuple[str, ...]:
    """Return how links have changed, in sentences."""
    found = ledger.changes(before, after)
    said = [f"{ledger.describe(change)}." for change in found[:_MOST_SENTENCES]]
    if more := len(found) - len(said):
        said.append(f"{report.plural(more, 'more change')}.")
    return tuple(said)
