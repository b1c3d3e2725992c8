"""Schemas of content files: one pydantic model for each kind of file.

Unknown keys are errors: a misspelt key that is ignored would lose an editor's work.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from briefings.files import clippings
from briefings.model.dossier import PartKind
from briefings.model.draft import Draft
from briefings.model.explainer import ExplainerKind
from briefings.model.note import NoteKind
from briefings.model.own_page import Place
from briefings.model.picture import Picture
from briefings.model.policy import LinkRules, OncePer
from briefings.text import languages
from briefings.text.uris import INDEX, slugify
from briefings.text.urls import page_address, web_address
from briefings.text.world import world

# The summary of a new explainer until an editor writes it.
UNWRITTEN = "To be written."

_PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_FULL_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> date:
    try:
        if isinstance(value, str) and _FULL_DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("write a day as 2018-02-01")


def _moment(value: object) -> datetime:
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError:
        pass
    raise ValueError("write a moment as 2020-08-07T19:08:00Z")


def _partial_date(value: str) -> str:
    if _PARTIAL_DATE.fullmatch(value):
        year, month, day = [*value.split("-"), "1", "1"][:3]
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            pass
        else:
            return value
    raise ValueError("write a date as 1999-06-10, 1999-06 or 1999")


def _address(value: str) -> str:
    address = web_address(value)
    if address is None:
        raise ValueError("an address starts with https://, http:// or mailto:")
    return address


def _language(value: str) -> str:
    if not languages.tag(value):
        raise ValueError("write a BCP 47 tag, such as de or pt-BR")
    return value


def _web(value: str) -> str:
    address = page_address(value)
    if not address:
        raise ValueError("an address starts with https:// or http://")
    return address


def _names_something(value: str) -> str:
    if not any(character.isalnum() for character in value):
        raise ValueError("a phrase has at least one letter or digit")
    return value


# "9/11", "7-7", "9·11": a day that an event is named after.
_DAY = re.compile(r"\d{1,2}[/·・–-]\d{1,2}")


def is_name_enough(phrase: str) -> bool:
    """Return whether a phrase can be a name: not a single letter, not only a number.

    A day and a month in figures are a name: 9/11.
    """
    letters = [character for character in phrase if character.isalnum()]
    only_digits = all(character.isdigit() for character in letters)
    return len(letters) > 1 and (not only_digits or _DAY.fullmatch(phrase) is not None)


def _name(value: str) -> str:
    if not is_name_enough(value):
        raise ValueError("a name has at least two letters or digits, and is not only a number")
    return value


def _country(value: str) -> str:
    if value not in world().countries or not value:
        raise ValueError(
            "write the ISO 3166 code of a country, such as LY; a place on an island without one on "
            "the map has `at: [latitude, longitude]` instead"
        )
    return value


def _one_or_several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _slug(value: str) -> str:
    if slugify(value) != value or value == INDEX:
        raise ValueError("write the name as it was in the address, such as old-name")
    return value


def _pattern(value: object) -> re.Pattern[str]:
    if not isinstance(value, str):
        raise ValueError("write a regular expression")
    try:
        return re.compile(value)
    except (re.error, OverflowError) as error:
        raise ValueError(f"this is not a regular expression: {error}") from error
    except RecursionError as error:
        raise ValueError("this regular expression has too many groups in each other") from error


def _named_group(name: str) -> AfterValidator:
    def check(pattern: re.Pattern[str]) -> re.Pattern[str]:
        if name not in pattern.groupindex:
            raise ValueError(f"the pattern must have the group (?P<{name}>…)")
        return pattern

    return AfterValidator(check)


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("write a time zone as UTC or Europe/Moscow") from error


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Phrase = Annotated[Text, AfterValidator(_names_something)]
NameText = Annotated[Phrase, AfterValidator(_name)]
Slug = Annotated[Text, AfterValidator(_slug)]
Country = Annotated[Text, AfterValidator(_country)]
_COUNTRY_CODE = {"type": "string", "pattern": "^[A-Z]{2}$"}
Countries = Annotated[
    tuple[Country, ...],
    BeforeValidator(_one_or_several),
    WithJsonSchema({"anyOf": [_COUNTRY_CODE, {"type": "array", "items": _COUNTRY_CODE}]}),
]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Day = Annotated[date, BeforeValidator(_day)]
# Text editors know fewer forms of a moment by `format`.
_SOME_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$"}
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema(_SOME_MOMENT)]
_SOME_DATE = {"type": "string", "pattern": r"^\d{4}(-[01]\d(-[0-3]\d)?)?$"}
PartialDate = Annotated[str, AfterValidator(_partial_date), WithJsonSchema(_SOME_DATE)]
_SOME_WEB = r"^\s*[Hh][Tt][Tt][Pp][Ss]?://"
_SOME_ADDRESS = {"type": "string", "pattern": rf"{_SOME_WEB}|^\s*[Mm][Aa][Ii][Ll][Tt][Oo]:"}
Address = Annotated[Text, AfterValidator(_address), WithJsonSchema(_SOME_ADDRESS)]
WebAddress = Annotated[
    Text, AfterValidator(_web), WithJsonSchema({"type": "string", "pattern": _SOME_WEB})
]
Language = Annotated[Text, AfterValidator(_language)]
Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]
TitlePattern = Annotated[Pattern, _named_group("title")]
BylinePattern = Annotated[Pattern, _named_group("names")]
PublishedPattern = Annotated[Pattern, _named_group("date")]
AddressDatePattern = Annotated[
    Pattern, _named_group("year"), _named_group("month"), _named_group("day")
]
DatelinePattern = Annotated[Pattern, _named_group("place")]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]


LINK_RULES = frozenset({"never", "once_per", "in_quotations", "per_100_words"})
"""The keys of `links`; every other key is a phrase."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def keys_in_order(schema: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a file in the order in which it has them: those of all kinds come last."""
    fields = {name: field.alias or name for name, field in schema.model_fields.items()}
    shared = {name for base in schema.__bases__ for name in getattr(base, "model_fields", ())}
    return tuple(fields[name] for name in sorted(fields, key=shared.__contains__))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _or_text(schema: dict[str, Any]) -> None:
    """Let the JSON Schema of a model allow a text in its place."""
    fields = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string", "minLength": 1}, fields]


def _phrases_beside(schema: dict[str, Any]) -> None:
    """Let the JSON Schema of `links` have the phrases beside the rules, as people write them."""
    schema["additionalProperties"] = {"type": "string", "minLength": 1}
    del schema["properties"]["decided"]


class EraFields(_Strict):
    """`valid: {from: 1999-06-10, to: 2008}`: the period of a name, both ends included."""

    start: PartialDate = Field("", alias="from")
    end: PartialDate = Field("", alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "EraFields":
        precision = min(len(self.start), len(self.end))
        if self.start[:precision] > self.end[:precision]:
            raise ValueError("`from` is after `to`")
        return self


class AliasFields(_Strict):
    """An alias: a phrase, or with its own era `{text: Yugoslavia, valid: {to: 2003}}`."""

    model_config = ConfigDict(json_schema_extra=_or_text)

    text: NameText
    valid: EraFields | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_phrase(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"text": value}


class LinksFields(_Strict):
    """`links: {never: [slug or phrase, …], phrase: slug}`: rules for links on one page.

    It may also contain the keys of `LinkPolicy`, for this page alone.
    """

    model_config = ConfigDict(json_schema_extra=_phrases_beside)

    never: tuple[Phrase, ...] = ()
    once_per: OncePer | None = None
    in_quotations: bool | None = None
    per_100_words: Annotated[float, Field(ge=0)] | None = None
    decided: dict[Phrase, Text] = {}

    @model_validator(mode="before")
    @classmethod
    def _apart(cls, value: object) -> object:
        if not isinstance(value, dict):
            raise ValueError("links are written {never: [slug, …], phrase: slug}")
        rules = {key: rule for key, rule in value.items() if key in LINK_RULES}
        phrases = {key: slug for key, slug in value.items() if key not in LINK_RULES}
        return {**rules, "decided": phrases}

    def rules(self, line: Callable[..., int]) -> LinkRules:
        """Return the rules for the linker; `line` gives their lines (`Parsed.line`)."""
        lines = {slug: line("links", phrase) for phrase, slug in self.decided.items()}
        lines |= {entry: line("links", "never", n) for n, entry in enumerate(self.never)}
        return LinkRules(
            lines=lines,
            never=frozenset(self.never),
            decided=tuple(sorted(self.decided.items())),
            once_per=self.once_per,
            in_quotations=self.in_quotations,
            per_100_words=self.per_100_words,
        )


class TimelineFields(_Strict):
    """One entry of a timeline."""

    date: PartialDate
    event: Text
    source: Address | None = None
    same: Slug | None = None


class OfficeFields(_Strict):
    """An office that a person holds or held."""

    office: Text
    start: PartialDate = Field("", alias="from")
    end: PartialDate = Field("", alias="to")


class FactsFields(_Strict):
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
    other: dict[Text, Text] = {}


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


class MapFields(_Strict):
    """What the map of a subject shows."""

    boundaries: Literal["in force", "none"] = "in force"


class SourceFields(_Strict):
    """One source of an explainer or a dossier."""

    title: Text
    url: Address | None = None


class RevisionFields(_Strict):
    """A correction or an update of a page."""

    date: Day
    text: Text


class PictureFields(_Strict):
    """`picture`: the lead picture of a page."""

    file: Text
    alt: Text
    credit: Text
    licence: Text | None = None
    source: WebAddress | None = None


class _PageFields(_Strict):
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


class ExplainerFields(_PageFields):
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


class PageFields(_PageFields):
    """Front matter of `content/pages/<slug>.md`."""

    title: Text
    summary: Text | None = None
    place: Place = Field(Place.FOOTER, alias="in")
    redirect_from: tuple[Slug, ...] = ()


class LeadFields(_Strict):
    """`lead`: the passage of a briefing that leads the home page, with its note."""

    briefing: Slug
    note: Phrase | None = None


class EntryFields(_Strict):
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


class DossierFields(_PageFields):
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


class HomeFields(_Strict):
    """Front matter of `content/index.md`."""

    title: Text | None = None
    lead: LeadFields | None = None


class NoteSourceFields(_Strict):
    """A source of a note: an address, or `{title: …, url: …}` with one key or both."""

    model_config = ConfigDict(json_schema_extra=_or_text)

    title: Text | None = None
    url: Address | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_address(cls, value: object) -> object:
        if not value:
            raise ValueError("a source has an address or a title")
        return value if isinstance(value, dict) else {"url": value}


class NoteFields(_Strict):
    """An editor's note, anchored to a quotation of the article."""

    quote: Phrase
    note: Text
    kind: NoteKind = NoteKind.CONTEXT
    prefix: str = ""
    suffix: str = ""
    sources: tuple[NoteSourceFields, ...] = ()
    author: Text | None = None
    date: Day | None = None


class LineFields(_Strict):
    """A line of a capture: its text, or `{text: …, line: 12}` where several lines have that."""

    model_config = ConfigDict(json_schema_extra=_or_text)

    text: Text
    line: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"text": value}


class BriefFields(_Strict):
    """What an article is about, in the words of the site's editors."""

    says: Text | None = None
    matters: Text | None = None
    disputed: Text | None = None


class ArticleFields(_PageFields):
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


class CaptureFields(_Strict):
    """The layout of an outlet's captures.

    A pattern is a regular expression for a whole stripped line. `recognise` and `address_date`
    may match anywhere; `dateline` matches at the start.
    """

    recognise: tuple[Pattern, ...] = ()
    clock: Text | None = None
    zone: Zone = ZoneInfo("UTC")
    start: tuple[Pattern, ...] = ()
    end: tuple[Pattern, ...] = ()
    # `chrome` is the key's former name.
    boilerplate: Annotated[
        tuple[Pattern, ...], Field(validation_alias=AliasChoices("boilerplate", "chrome"))
    ] = ()
    section: Pattern | None = None
    headline: TitlePattern | None = None
    byline: BylinePattern | None = None
    published: PublishedPattern | None = None
    caption: Pattern | None = None
    credit: Pattern | None = None
    entry: Pattern | None = None
    dateline: DatelinePattern | None = None
    related: TitlePattern | None = None
    teaser: Pattern | None = None
    tags: Pattern | None = None
    address_date: AddressDatePattern | None = None


class OutletFields(_Strict):
    """`content/outlets/<slug>.yml`."""

    name: Text
    home: Address | None = None
    country: Text | None = None
    capture: CaptureFields = CaptureFields()
