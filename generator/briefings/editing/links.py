"""Decide about links: what a phrase means here, what is never linked, other names of a subject."""

from briefings.editing import checks
from briefings.editing.context import Context
from briefings.editing.documents import Append, Change, Document, Put, Remove
from briefings.editing.edits import AddAlias, FileChange, LinkHere, NeverAnywhere, NeverHere
from briefings.editing.errors import EditError, required
from briefings.files.schemas.articles import ArticleFields
from briefings.files.schemas.dossiers import DossierFields
from briefings.files.schemas.explainers import ExplainerFields
from briefings.files.schemas.links import LINK_RULES
from briefings.files.schemas.shared import keys_in_order
from briefings.files.yaml_tree import Data, Location
from briefings.linking.folding import fold_phrase
from briefings.model.content import Problem

_ORDER = tuple(dict.fromkeys(
    key for one in (ArticleFields, ExplainerFields, DossierFields) for key in keys_in_order(one)
))  # fmt: skip
_EXPLAINER = keys_in_order(ExplainerFields)
_NEVER: Location = ("links", "never")


def link_here(edit: LinkHere, context: Context) -> tuple[FileChange, ...]:
    """Let a phrase mean an explainer on this page, and do not exclude it any more."""
    context.explainer(edit.slug)  # there is one
    page = context.page()
    phrase, links = " ".join(edit.phrase.split()), _links(page)
    if phrase in LINK_RULES:
        raise EditError(Problem(
            page.path, 0, "bad-value",
            f"`{phrase}` is a rule of `links`, and cannot be a phrase there.",
            "Quote more words.",
        ))  # fmt: skip
    known = next((key for key in links if _same(key, phrase) and key not in LINK_RULES), phrase)
    changes: list[Change] = []
    if links.get(known) != edit.slug:
        changes.append(Put(("links", known), edit.slug, _ORDER))
    never = links.get("never")
    excluded = [n for n, one in enumerate(never or ()) if _same(one, phrase) or one == edit.slug]
    if isinstance(never, list) and excluded:
        changes += (Remove((*_NEVER, number)) for number in reversed(excluded))
    return checks.checked(page, changes)


def never_here(edit: NeverHere, context: Context) -> tuple[FileChange, ...]:
    """Never link a phrase on this page."""
    page = context.page()
    phrase, links = " ".join(edit.phrase.split()), _links(page)
    changes: list[Change] = []
    if not any(_same(one, phrase) for one in links.get("never") or ()):
        changes.append(Append(_NEVER, phrase, _ORDER))
    decided = [key for key in links if _same(key, phrase) and key not in LINK_RULES]
    changes += (Remove(("links", key)) for key in decided)
    return checks.checked(page, changes)


def never_anywhere(edit: NeverAnywhere, context: Context) -> tuple[FileChange, ...]:
    """Never link a phrase to an explainer.

    A name that the explainer lists is deleted there; others are put on its list `never_link`.
    """
    found = context.explainer(edit.slug)
    phrase, values = " ".join(edit.phrase.split()), required(found.values)
    if _same(values.get("title"), phrase):
        raise EditError(Problem(
            found.path, 0, "title-is-a-name",
            f"“{phrase}” is the title of this explainer, which is always a name of it.",
            f"Give the explainer a longer title, or add `{edit.slug}` to `never` in the `links` of "
            "mkdocs.yml.",
        ))  # fmt: skip
    names: list[Change] = [
        Remove((key, number))
        for key in ("aliases", "forms")
        for number, one in reversed([*enumerate(values.get(key) or ())])
        if _same(one.get("text") if isinstance(one, dict) else one, phrase)
    ]
    if not names and not any(_same(one, phrase) for one in values.get("never_link") or ()):
        names.append(Append(("never_link",), phrase, _EXPLAINER))
    return checks.checked(found, names)


def add_alias(edit: AddAlias, context: Context) -> tuple[FileChange, ...]:
    """Add another name of a subject, and do not exclude it any more."""
    found = context.explainer(edit.slug)
    alias, values = " ".join(edit.alias.split()), required(found.values)
    aliases = [
        one.get("text") if isinstance(one, dict) else one for one in values.get("aliases") or ()
    ]
    changes: list[Change] = []
    if not any(_same(one, alias) for one in (values.get("title"), *aliases)):
        changes.append(Append(("aliases",), alias, _EXPLAINER))
    for key in ("never_link", "forms"):
        numbers = [n for n, one in enumerate(values.get(key) or ()) if _same(one, alias)]
        changes += (Remove((key, number)) for number in reversed(numbers))
    return checks.checked(found, changes)


def _links(page: Document) -> Data:
    """Return the rules for links of a page."""
    links = required(page.values).get("links")
    return links if isinstance(links, dict) else {}


def _same(one: object, other: str) -> bool:
    return isinstance(one, str) and fold_phrase(one) == fold_phrase(other)
