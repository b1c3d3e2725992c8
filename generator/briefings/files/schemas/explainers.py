"""Front matter of explainers: names, facts and timeline of a subject."""

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator

from briefings.files.schemas.links import LinksFields
from briefings.files.schemas.shared import (
    AnyPageFields,
    RevisionFields,
    SourceFields,
    Strict,
    or_text,
)
from briefings.files.schemas.values import (
    Address,
    Countries,
    Day,
    Latitude,
    Longitude,
    NameText,
    PartialDate,
    Phrase,
    Slug,
    Text,
)
from briefings.model.explainer import ExplainerKind


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


class EraFields(Strict):
    """`valid: {from: 1999-06-10, to: 2008}`: the period of a name, both ends included."""

    start: PartialDate = Field("", alias="from")
    end: PartialDate = Field("", alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "EraFields":
        precision = min(len(self.start), len(self.end))
        if self.start[:precision] > self.end[:precision]:
            raise ValueError("`from` is after `to`")
        return self


class AliasFields(Strict):
    """An alias: a phrase, or with its own era `{text: Yugoslavia, valid: {to: 2003}}`."""

    model_config = ConfigDict(json_schema_extra=or_text)

    text: NameText
    valid: EraFields | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_phrase(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"text": value}


class TimelineFields(Strict):
    """One entry of a timeline."""

    date: PartialDate
    event: Text
    source: Address | None = None
    same: Slug | None = None


class OfficeFields(Strict):
    """An office that a person holds or held."""

    office: Text
    start: PartialDate = Field("", alias="from")
    end: PartialDate = Field("", alias="to")


class FactsFields(Strict):
    """Facts about a subject. `FACTS` says which keys each kind of subject has."""

    part_of: Text | None = None
    capital: Text | None = None
    population: Text | None = None
    area: Text | None = None
    languages: tuple[Text, ...] = ()
    born: PartialDate | None = None
    died: PartialDate | None = None
    offices: tuple[OfficeFields, ...] = ()
    founded: PartialDate | None = None
    dissolved: PartialDate | None = None
    seat: Text | None = None
    head: Text | None = None
    members: Text | None = None
    symbol: Text | None = None
    adopted: PartialDate | None = None
    by: Text | None = None
    vote: Text | None = None
    decides: tuple[Text, ...] = ()
    text: Address | None = None
    began: PartialDate | None = None
    ended: PartialDate | None = None
    place: Text | None = None
    participants: tuple[Text, ...] = ()
    result: Text | None = None
    other: dict[Text, Text] = Field({})


FACTS: Mapping[ExplainerKind, tuple[str, ...]] = {
    ExplainerKind.PLACE: ("part_of", "capital", "population", "area", "languages"),
    ExplainerKind.PERSON: ("born", "died", "offices"),
    ExplainerKind.ORGANISATION: ("part_of", "founded", "dissolved", "seat", "head", "members"),
    ExplainerKind.DOCUMENT: ("symbol", "adopted", "by", "vote", "decides", "text"),
    ExplainerKind.EVENT: ("began", "ended", "place", "participants", "result"),
    ExplainerKind.CONCEPT: (),
}
"""The facts that each kind of subject has, in the order in which readers see them; each kind has
`other` too."""


class MapFields(Strict):
    """What the map of a subject shows."""

    boundaries: Literal["in force", "none"] = "in force"


class ExplainerFields(AnyPageFields):
    """Front matter of `content/explainers/<slug>.md`."""

    title: Phrase
    kind: ExplainerKind
    summary: Text
    aliases: tuple[AliasFields, ...] = ()
    forms: tuple[NameText, ...] = ()
    context: tuple[Phrase, ...] = ()
    valid: EraFields | None = None
    never_link: tuple[Phrase, ...] = ()
    links_inside: tuple[Phrase, ...] = ()
    must_link: tuple[Text, ...] = ()
    must_not_link: tuple[Text, ...] = ()
    timeline: tuple[TimelineFields, ...] = ()
    sources: tuple[SourceFields, ...] = ()
    facts: FactsFields = FactsFields()
    country: Countries = ()
    at: tuple[Latitude, Longitude] | None = None
    map: MapFields = MapFields()
    authors: tuple[Text, ...] = ()
    reviewed: Day | None = None
    corrections: tuple[RevisionFields, ...] = ()
    updates: tuple[RevisionFields, ...] = ()
    redirect_from: tuple[Slug, ...] = ()
    links: LinksFields = LinksFields()

    @field_validator("facts")
    @classmethod
    def _of_the_kind(cls, facts: FactsFields, info: ValidationInfo) -> FactsFields:
        allowed = {*FACTS[info.data.get("kind", ExplainerKind.CONCEPT)], "other"}
        if "kind" in info.data and (wrong := facts.model_fields_set - allowed):
            raise ValueError(
                f"{_listed(wrong)}: not a fact of the kind {info.data['kind']}, which has "
                f"{_listed(allowed)}; `other: {{Label: text}}` has any"
            )
        return facts
