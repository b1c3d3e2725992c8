"""What the schemas of several kinds of file have in common."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict

from briefings.files.schemas.values import Address, Day, Text, WebAddress
from briefings.model.draft import Draft
from briefings.model.picture import Picture

# The summary of a new explainer until an editor writes it.
UNWRITTEN = "To be written."


class Strict(BaseModel):
    """A model without unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def keys_in_order(schema: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a file in the order in which it has them: those of all kinds come last."""
    fields = {name: field.alias or name for name, field in schema.model_fields.items()}
    shared = {name for base in schema.__bases__ for name in getattr(base, "model_fields", ())}
    return tuple(fields[name] for name in sorted(fields, key=shared.__contains__))


def or_text(schema: dict[str, Any]) -> None:
    """Let the JSON Schema of a model allow a text in its place."""
    fields = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string", "minLength": 1}, fields]


class SourceFields(Strict):
    """One source of an explainer or a dossier."""

    title: Text
    url: Address | None = None


class RevisionFields(Strict):
    """A correction or an update of a page."""

    date: Day
    text: Text


class PictureFields(Strict):
    """`picture`: the lead picture of a page."""

    file: Text
    alt: Text
    credit: Text
    licence: Text | None = None
    source: WebAddress | None = None


class AnyPageFields(Strict):
    """What pages of all kinds have: when they are published, and a lead picture."""

    picture: PictureFields | None = None
    draft: bool = False
    publish_on: Day | None = None

    def as_draft(self) -> Draft | None:
        """Return until when the page is a draft; None if it is published."""
        if self.draft:
            return Draft()
        return Draft(self.publish_on) if self.publish_on else None

    def as_picture(self, file: str, line: Callable[..., int]) -> Picture | None:
        """Return the lead picture that a file names; `line` gives its line (`Parsed.line`)."""
        found, at = self.picture, line("picture", "file")
        if found is None:
            return None
        return Picture(
            found.file, found.alt, found.credit, found.licence or "", found.source or "", file, at
        )
