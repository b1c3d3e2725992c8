"""State facts about an article."""

from collections.abc import Sequence

from briefings.editing import checks
from briefings.editing.context import Context
from briefings.editing.documents import Change, Put, Remove, listed
from briefings.editing.edits import FileChange, SetFact
from briefings.editing.errors import EditError, required
from briefings.editing.yaml_writing import Plain, Value
from briefings.files.schemas.articles import ArticleFields, BriefFields
from briefings.files.schemas.shared import keys_in_order
from briefings.model.content import Problem

_TEXTS = ("title", "outlet", "summary")
_PLAIN = ("published", "captured", "capture", "url", "lang", "draft", "publish_on")
_LISTS = ("authors", "tags")
_BRIEF = tuple(f"brief.{key}" for key in BriefFields.model_fields)
KEYS = (*_TEXTS, *_PLAIN, *_LISTS, *_BRIEF)
"""The keys that can be set, those inside of `brief` with a dot."""


def put(edit: SetFact, context: Context) -> tuple[FileChange, ...]:
    """Set a fact, or remove its key."""
    facts = context.facts()
    values = required(facts.values)
    if edit.key not in KEYS:
        raise EditError(Problem(
            facts.path, 0, "unknown-key", f"The key `{edit.key}` cannot be set here.",
            f"Known keys: {', '.join(sorted(KEYS))}.",
        ))  # fmt: skip
    at = tuple(edit.key.split("."))
    inner = values.get("brief") if len(at) > 1 else values
    old = inner.get(at[-1]) if isinstance(inner, dict) else None
    order = keys_in_order(BriefFields if len(at) > 1 else ArticleFields)
    wanted = _wanted(edit)
    changes: list[Change] = []
    if wanted is None:
        changes = [Remove(at)] if isinstance(inner, dict) and at[-1] in inner else []
    elif isinstance(old, list) and isinstance(wanted, tuple) and wanted:
        changes = listed(at, old, wanted, order)
    elif not isinstance(old, str) or " ".join(old.split()) != wanted:
        changes = [Put(at, wanted, order)]
    return checks.checked(facts, changes)


def _wanted(edit: SetFact) -> Value | None:
    """Return the value to be written; None if the key is to be removed.

    An empty list of tags is a fact: it removes those of the capture.
    """
    value = edit.value
    if edit.key in _LISTS:
        given: Sequence[str] = value.split(",") if isinstance(value, str) else value or ()
        texts = tuple(dict.fromkeys(text for one in given if (text := _line(one))))
        return texts if texts or (edit.key == "tags" and value == ()) else None
    text = _line(value if isinstance(value, str) else ", ".join(value or ()))
    return (Plain(text) if edit.key in ("draft",) else text) or None


def _line(text: str) -> str:
    return " ".join(text.split())
