"""Background on one subject, written by editors."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.model.policy import NO_RULES, LinkRules
from briefings.model.redirect import Former


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
    """First day, month or year; empty for `ever since`."""
    end: str = ""
    """Last day, month or year; empty for `until today`."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A phrase that names a subject."""

    text: str
    """The phrase as newspapers write it."""
    line: int
    """Line of the explainer that claims it."""
    valid: Era | None = None
    """When the phrase named the subject; None for always."""


@dataclass(frozen=True, slots=True)
class AliasTest:
    """A sentence that an explainer's names are tried on."""

    text: str
    """The sentence."""
    line: int
    """Line of the explainer on which it stands."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One dated thing that happened to a subject."""

    date: str
    """ISO 8601 date, of reduced precision where the day or month is not known."""
    event: str
    """What happened, in one sentence of Markdown."""
    source: str = ""
    """Address of a source; empty where none is given."""
    line: int = 0
    """Line of the file that says it, from 1; 0 where that is not known."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that an explainer rests on."""

    title: str
    """What the source is, with its symbol and number where it has them."""
    url: str = ""
    """Its address; empty for a source that has none."""


@dataclass(frozen=True, slots=True)
class Explainer:
    """Background on one subject, written by editors."""

    slug: str
    """Name of the explainer in addresses, from its file name."""
    path: str
    """File it was read from, relative to the content folder."""
    title: str
    """Name of the subject; an alias too."""
    kind: ExplainerKind
    """What the subject is."""
    summary: str
    """One or two sentences that stand alone: what previews show."""
    body: str
    """The text, in Markdown, as the editor wrote it."""
    body_line: int
    """Line of the file on which the body begins, from 1."""
    names: tuple[Alias, ...]
    """All phrases that name the subject: title, aliases and forms."""
    also_called: tuple[str, ...] = ()
    """The aliases alone, for readers."""
    context: tuple[str, ...] = ()
    """Words that speak for this subject where an alias is shared."""
    valid: Era | None = None
    """When the subject existed under these names; None for always."""
    never_link: tuple[Alias, ...] = ()
    """Phrases that are not the subject, though a name of it may stand in them."""
    must_link: tuple[AliasTest, ...] = ()
    """Sentences in which the subject must be found."""
    must_not_link: tuple[AliasTest, ...] = ()
    """Sentences in which it must not be found."""
    links: LinkRules = NO_RULES
    """The editor's word on links in the explainer's own text."""
    timeline: tuple[TimelineEntry, ...] = ()
    """What happened when, in order."""
    sources: tuple[Reference, ...] = ()
    """What the explainer rests on."""
    redirect_from: tuple[Former, ...] = ()
    """Names that it used to have in its address."""
    reviewed: date | None = None
    """Day on which an editor last looked it over."""
    reviewed_line: int = 0
    """Line of the file that says so; 0 where none does."""
