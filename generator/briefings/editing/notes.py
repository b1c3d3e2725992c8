"""Add, change, move and delete notes."""

from briefings.editing import anchoring, checks
from briefings.editing.context import Context
from briefings.editing.documents import Append
from briefings.editing.edits import AddNote, FileChange, NoteDraft
from briefings.editing.yaml_writing import Value
from briefings.files.schemas import ArticleFields
from briefings.model.content import Problem

_ORDER = tuple(ArticleFields.model_fields)


def add(edit: AddNote, context: Context) -> tuple[FileChange, ...] | Problem:
    """Add a note behind the others, at words of the article."""
    article = context.article()
    if isinstance(article, Problem):
        return article
    place = anchoring.anchor(edit.at, article.blocks, article.lang, context.file)
    if isinstance(place, Problem):
        return place
    facts = context.facts()
    if isinstance(facts, Problem):
        return facts
    around = {"prefix": place.prefix, "suffix": place.suffix}
    note: dict[str, Value] = {
        "quote": place.quote,
        **{key: text for key, text in around.items() if text},
        **_fields(edit.note),
    }
    return checks.checked(facts, [Append(("notes",), note, _ORDER)])


def _fields(draft: NoteDraft) -> dict[str, Value]:
    """Return what a note says, as its file states it."""
    fields: dict[str, Value] = {"kind": draft.kind.value, "note": draft.text.strip()}
    sources = tuple(_source(one.title.strip(), one.url.strip()) for one in draft.sources)
    if sources:
        fields["sources"] = sources
    if author := draft.author.strip():
        fields["author"] = author
    return fields


def _source(title: str, url: str) -> Value:
    if not title:
        return url
    return {"title": title, "url": url} if url else {"title": title}
