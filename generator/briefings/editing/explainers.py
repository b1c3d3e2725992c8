"""Write explainers, and begin new ones."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from briefings.content import explainers, folders
from briefings.editing import checks, scaffold
from briefings.editing.context import Context
from briefings.editing.documents import Change, Put, Remove, listed
from briefings.editing.edits import FileChange, NewExplainer, WriteExplainer
from briefings.editing.errors import EditError, required
from briefings.editing.yaml_writing import Plain, Value
from briefings.files.schemas.explainers import ExplainerFields
from briefings.files.schemas.shared import keys_in_order
from briefings.files.schemas.values import is_name_enough
from briefings.model.content import Problem, SourceFile
from briefings.model.explainer import ExplainerKind
from briefings.model.suggestion import Suggestion, Variant
from briefings.text import uris

_ORDER = keys_in_order(ExplainerFields)


def write(edit: WriteExplainer, context: Context) -> tuple[FileChange, ...]:
    """Change the text of an explainer, and those of its keys whose values are different."""
    found = context.explainer(edit.slug)
    values = required(found.values)
    changes: list[Change] = []
    for key, given in edit.fields.items():
        at, wanted = tuple(key.split(".")), _value(given)
        inner: Any = values
        for step in at[:-1]:
            inner = inner.get(step) if isinstance(inner, dict) else None
        old = inner.get(at[-1]) if isinstance(inner, dict) else None
        if wanted is None:
            changes += [Remove(at)] if old is not None else []
        elif isinstance(old, list) and isinstance(wanted, list) and old and wanted:
            changes += listed(at, old, wanted, _ORDER)
        elif old != wanted:
            changes.append(Put(at, wanted, _ORDER))
    document = found if edit.body is None else found.with_body(edit.body)
    return checks.checked(document, changes)


def begin(edit: NewExplainer, context: Context) -> tuple[FileChange, ...]:
    """Begin an explainer with what is known about its subject."""
    kind = None
    if edit.kind:
        try:
            kind = ExplainerKind(edit.kind)
        except ValueError:
            known = ", ".join(ExplainerKind)
            raise EditError(Problem(
                "", 0, "bad-value", f"There is no kind `{edit.kind}` of subjects.",
                f"Known kinds: {known}.",
            )) from None  # fmt: skip
    new = required(draft(edit.title, kind, context.today, known=context.known))
    if new.path in context.files:
        raise EditError(Problem(
            new.path, 0, "file-exists", f"`{new.path}` exists already.",
            "Open that explainer, or choose another title.",
        ))  # fmt: skip
    return (FileChange(new.path, None, new.data),)


def draft(
    title: str,
    kind: ExplainerKind | None,
    today: date | None,
    summary: str = "",
    known: Suggestion | None = None,
) -> SourceFile | Problem:
    """Return the draft of an explainer, or why there can be none.

    Args:
        title: its subject.
        kind: kind of the subject; None for the kind that its name shows, else concept.
        today: the day of the first review; None to leave it out.
        summary: one or two sentences; empty to leave them to the editor.
        known: what briefings say about the subject; None for nothing.
    """
    title = " ".join(title.split())
    slug = uris.file_name(title)
    path = f"{folders.EXPLAINERS}/{slug}.md"
    aliases: Sequence[str] = ()
    forms: Sequence[str] = ()
    context: Sequence[str] = ()
    if known:
        kind = kind or known.kind
        aliases = [text for text in (known.name, *_texts(known.variants)) if text != title]
        forms, context = _texts(known.forms), known.context
    text = scaffold.explainer(
        title, kind or ExplainerKind.CONCEPT, summary, today, aliases, forms, context
    )
    new = SourceFile(path, text.encode())
    _, problems = explainers.parse(new)
    if problems:
        return problems[0]
    if slug == uris.INDEX:
        return Problem(
            path, 0, "bad-value", "The name `index` is taken by the list of explainers.",
            "Choose another title.",
        )  # fmt: skip
    return new


def _texts(variants: Sequence[Variant]) -> list[str]:
    return [variant.text for variant in variants if is_name_enough(variant.text)]


def _value(given: object) -> Value | None:
    """Return a value of JSON as it is written; None removes a key."""
    if isinstance(given, bool):
        return Plain("true" if given else "false")
    if isinstance(given, int | float):
        return Plain(given)
    if isinstance(given, list):
        return [one for entry in given if (one := _value(entry)) is not None]
    if isinstance(given, dict):
        inner = {key: _value(entry) for key, entry in given.items()}
        return {key: one for key, one in inner.items() if one is not None}
    return given if isinstance(given, str) else None
