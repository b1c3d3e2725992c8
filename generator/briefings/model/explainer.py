"""Background on one subject, written by editors."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.model.written import EditorsPage

# Four names of this length have room in a row.
_LONG_NAME = 24


class ExplainerKind(StrEnum):
    """What an explainer is about."""

    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    EVENT = "event"
    CONCEPT = "concept"


@dataclass(frozen=True, slots=True)
class Era:
    """A span of time, both ends included; an open end is an empty string.

    Ends are ISO 8601 dates of reduced precision (`1999`, `1999-06`, `1999-06-10`).
    """

    start: str = ""
    """First day, month or year; empty if open."""
    end: str = ""
    """Last day, month or year; empty if open."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A phrase that names a subject."""

    text: str
    """The phrase."""
    line: int
    """Its line in the explainer's file."""
    valid: Era | None = None
    """When the phrase named the subject; None for always."""


@dataclass(frozen=True, slots=True)
class AliasTest:
    """A sentence that tests an explainer's names."""

    text: str
    """The sentence."""
    line: int
    """Its line in the explainer's file."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One dated event."""

    date: str
    """ISO 8601 date, of reduced precision if the day or month is unknown."""
    event: str
    """What happened, in one line of Markdown."""
    source: str = ""
    """Address of a source; may be empty."""
    line: int = 0
    """Its line in the explainer's file, from 1; 0 if unknown."""
    same: str = ""
    """Slug of the explainer whose timeline tells of the same event, on the same date; or empty."""


@dataclass(frozen=True, slots=True)
class FactValue:
    """What a fact says: a text, a date or a period, or a text with one of these."""

    text: str = ""
    """The text; may be empty."""
    start: str = ""
    """ISO 8601 date of reduced precision; empty for none."""
    end: str | None = None
    """The end of the period that begins with `start`, empty if it lasts; None for no period."""
    address: str = ""
    """Address of a page; may be empty."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of an explainer's facts."""

    name: str
    """The key that it has in the file, such as `capital`; empty for a row with its own label."""
    values: tuple[FactValue, ...]
    """Its values: one or more."""
    label: str = ""
    """The label of a row without a key."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a subject is, for its map."""

    countries: tuple[str, ...] = ()
    """ISO 3166 codes of countries to point out."""
    at: tuple[float, float] | None = None
    """Latitude and longitude of a place in degrees; None for the countries alone."""
    boundaries: bool = True
    """Whether the map shows boundaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explainer(EditorsPage):
    """Background on one subject, written by editors."""

    kind: ExplainerKind
    """Kind of the subject."""
    names: tuple[Alias, ...]
    """All phrases that name the subject: title, aliases and forms."""
    also_called: tuple[str, ...] = ()
    """The aliases alone, for readers."""
    context: tuple[str, ...] = ()
    """Words that select this subject when several explainers share an alias."""
    valid: Era | None = None
    """When the subject existed under these names; None for always."""
    never_link: tuple[Alias, ...] = ()
    """Phrases that do not mean the subject, although they contain a name of it."""
    links_inside: tuple[Alias, ...] = ()
    """Longer names of something else in which the subject's names stay linked."""
    must_link: tuple[AliasTest, ...] = ()
    """Sentences that must link to the subject."""
    must_not_link: tuple[AliasTest, ...] = ()
    """Sentences that must not link to it."""
    timeline: tuple[TimelineEntry, ...] = ()
    """Events in time order."""
    facts: tuple[Fact, ...] = ()
    """Facts about the subject, in the order in which readers see them."""
    location: Location | None = None
    """Where the subject is; None for no map."""
    reviewed: date | None = None
    """Day of the last review."""
    reviewed_line: int = 0
    """Line of `reviewed` in the file; 0 if there is none."""

    @property
    def short_name(self) -> str:
        """The name for rows of names: the title, or instead of a long one the first short alias.

        An alias with a small letter at its beginning describes the subject rather than names it.
        """
        if len(self.title) <= _LONG_NAME:
            return self.title
        short = (name for name in self.also_called if len(name) <= _LONG_NAME)
        return next((name for name in short if not name[0].islower()), self.title)

    @property
    def name(self) -> "SubjectName":
        """What pages show that only name the subject."""
        return SubjectName(self.slug, self.title)


@dataclass(frozen=True, slots=True)
class SubjectName:
    """The name of a subject, for pages that link to it and show nothing else of it."""

    slug: str
    """Name of its explainer in addresses."""
    title: str
    """Its name."""
