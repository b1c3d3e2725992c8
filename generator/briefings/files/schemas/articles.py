"""Sidecars of captures, and front matter of Markdown articles."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from briefings.files import clippings
from briefings.files.schemas.links import LinksFields
from briefings.files.schemas.shared import AnyPageFields, RevisionFields, Strict, or_text
from briefings.files.schemas.values import Address, Day, Language, Moment, Phrase, Slug, Text
from briefings.model.note import NoteKind


class NoteSourceFields(Strict):
    """A source of a note: an address, or `{title: …, url: …}` with one key or both."""

    model_config = ConfigDict(json_schema_extra=or_text)

    title: Text | None = None
    url: Address | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_address(cls, value: object) -> object:
        if not value:
            raise ValueError("a source has an address or a title")
        return value if isinstance(value, dict) else {"url": value}


class NoteFields(Strict):
    """An editor's note, anchored to a quotation of the article."""

    quote: Phrase
    note: Text
    kind: NoteKind = NoteKind.CONTEXT
    prefix: str = ""
    suffix: str = ""
    sources: tuple[NoteSourceFields, ...] = ()
    author: Text | None = None
    date: Day | None = None


class LineFields(Strict):
    """A line of a capture: its text, or `{text: …, line: 12}` where several lines have that."""

    model_config = ConfigDict(json_schema_extra=or_text)

    text: Text
    line: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"text": value}


class BriefFields(Strict):
    """What an article is about, in the words of the site's editors."""

    says: Text | None = None
    matters: Text | None = None
    disputed: Text | None = None


class ArticleFields(AnyPageFields):
    """Sidecar of a capture, or front matter of a Markdown article."""

    title: Text | None = None
    published: Day | None = None
    captured: Moment | None = None
    # What the capture holds: `clean` is the article and nothing else.
    capture: Literal["clean"] | None = None
    keep: tuple[LineFields, ...] = ()
    drop: tuple[LineFields, ...] = ()
    authors: tuple[Text, ...] = ()
    url: Address | None = None
    outlet: Text | None = None
    summary: Text | None = None
    lang: Language | None = None
    tags: tuple[Text, ...] | None = None
    redirect_from: tuple[Slug, ...] = ()
    links: LinksFields = LinksFields()
    brief: BriefFields = BriefFields()
    notes: tuple[NoteFields, ...] = ()
    corrections: tuple[RevisionFields, ...] = ()
    updates: tuple[RevisionFields, ...] = ()


class MarkdownArticleFields(ArticleFields):
    """Front matter of a Markdown article, which a web clipper may have begun."""

    @model_validator(mode="before")
    @classmethod
    def _without_foreign_keys(cls, value: object) -> object:
        return clippings.own(value) if isinstance(value, dict) else value
