"""Keep or drop lines of a capture: `keep` and `drop` of the sidecar."""

from collections.abc import Sequence
from dataclasses import replace

from briefings.content import chosen_lines
from briefings.content.chosen_lines import DROPPED_BY_EDITOR, KEPT_BY_EDITOR
from briefings.editing import checks
from briefings.editing.context import Context
from briefings.editing.documents import Append, Change, Remove
from briefings.editing.edits import DropLine, FileChange, KeepLine
from briefings.editing.errors import EditError, required
from briefings.editing.yaml_writing import Plain, Value
from briefings.files.schemas.articles import ArticleFields
from briefings.files.schemas.shared import keys_in_order
from briefings.linking.folding import fold_phrase
from briefings.model.content import Problem, SourceFile
from briefings.model.reading import DROPPED, Reading
from briefings.text.superscripts import plain

_ORDER = keys_in_order(ArticleFields)


def keep(edit: KeepLine, context: Context) -> tuple[FileChange, ...]:
    """Keep a line that was left out; one that `drop` left out is taken from there."""
    reading = _reading(context)
    out = [d for d in reading.decisions if d.role == DROPPED]
    by_editor = [d for d in out if d.rule == DROPPED_BY_EDITOR]
    wanted = [(d.text, d.line) for d in out]
    back = [(d.text, d.line) for d in by_editor]
    return _chosen(edit, "keep", "drop", wanted, back, context)


def drop(edit: DropLine, context: Context) -> tuple[FileChange, ...]:
    """Leave out a paragraph or line; one that `keep` has kept is taken from there."""
    reading = _reading(context)
    blocks = [(plain(block), block.line) for block in reading.blocks if block.text]
    whole = {(fold_phrase(text), line) for text, line in blocks}
    lines = [
        (d.text, d.line)
        for d in reading.decisions
        if chosen_lines.is_kept(d) and (fold_phrase(d.text), d.line) not in whole
    ]
    by_editor = [(d.text, d.line) for d in reading.decisions if d.rule == KEPT_BY_EDITOR]
    changes = _chosen(edit, "drop", "keep", [*blocks, *lines], by_editor, context)
    if _is_empty(context, changes):
        raise EditError(Problem(
            context.file, edit.line, "empty-article", "Without this line the article has no text.",
            "Delete its file, or keep another line first.",
        ))  # fmt: skip
    return changes


def _reading(context: Context) -> Reading:
    parsing = context.parsed()
    return required(parsing.reading or parsing.problems[0])


def _is_empty(context: Context, changes: Sequence[FileChange]) -> bool:
    """Return whether an article has no text left, so that its page could not take this back."""
    new = {change.path: SourceFile(change.path, change.after) for change in changes}
    parsing = replace(context, files={**context.files, **new}, parsing=None).parsed()
    return any(problem.code == "empty-article" for problem in parsing.problems)


def _chosen(
    edit: KeepLine | DropLine,
    key: str,
    other: str,
    known: Sequence[tuple[str, int]],
    back: Sequence[tuple[str, int]],
    context: Context,
) -> tuple[FileChange, ...]:
    """Add a line to a key, or take it from the other one if that has it.

    Args:
        edit: names the line.
        key: the key that gets it.
        other: the key that says the opposite.
        known: lines that the key may name: text and line.
        back: lines that the other key has named.
        context: the page.
    """
    facts = context.facts()
    values = required(facts.values)
    text = fold_phrase(edit.text)
    found = [one for one in known if one[1] == edit.line and text in ("", fold_phrase(one[0]))]
    if not found:
        raise EditError(Problem(
            context.file, edit.line, "no-such-line", "There is no such line to choose.",
            "Load the page again; the capture may have changed.",
        ))  # fmt: skip
    words, line = found[0]
    changes: list[Change] = []
    if found[0] in back:
        numbers = [n for n, one in enumerate(values.get(other) or ()) if _names(one, words, line)]
        changes = [Remove((other, number)) for number in reversed(numbers)]
    elif not any(_names(one, words, line) for one in values.get(key) or ()):
        words = " ".join(words.split())
        is_alone = sum(fold_phrase(one) == fold_phrase(words) for one, _ in known) == 1
        entry: Value = words if is_alone else {"text": words, "line": Plain(line)}
        changes = [Append((key,), entry, _ORDER)]
    return checks.checked(facts, changes)


def _names(entry: object, text: str, line: int) -> bool:
    """Return whether an entry of a key names a line."""
    words = entry.get("text") if isinstance(entry, dict) else entry
    number = entry.get("line") if isinstance(entry, dict) else None
    return fold_phrase(str(words)) == fold_phrase(text) and number in (None, str(line))
