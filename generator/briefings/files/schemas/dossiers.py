"""Front matter of dossiers."""

from pydantic import ConfigDict, model_validator

from briefings.files.schemas.links import LinksFields
from briefings.files.schemas.shared import AnyPageFields, RevisionFields, SourceFields, Strict
from briefings.files.schemas.values import Day, Slug, Text
from briefings.model.dossier import PartKind


class EntryFields(Strict):
    """An entry of a dossier: `{briefing: name, line: …}` or `{explainer: name, line: …}`."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [kind.value]} for kind in PartKind]}
    )

    briefing: Text | None = None
    explainer: Text | None = None
    line: Text | None = None

    @model_validator(mode="after")
    def _names_one(self) -> "EntryFields":
        if bool(self.briefing) == bool(self.explainer):
            raise ValueError("an entry names one `briefing` or one `explainer`")
        return self

    @property
    def kind(self) -> PartKind:
        """What the entry names."""
        return PartKind.BRIEFING if self.briefing else PartKind.EXPLAINER

    @property
    def file(self) -> str:
        """The name of the briefing or explainer, as it is written."""
        return self.briefing or self.explainer or ""


class DossierFields(AnyPageFields):
    """Front matter of `content/dossiers/<slug>.md`."""

    title: Text
    summary: Text
    entries: tuple[EntryFields, ...] = ()
    sources: tuple[SourceFields, ...] = ()
    authors: tuple[Text, ...] = ()
    published: Day | None = None
    corrections: tuple[RevisionFields, ...] = ()
    updates: tuple[RevisionFields, ...] = ()
    redirect_from: tuple[Slug, ...] = ()
    links: LinksFields = LinksFields()
