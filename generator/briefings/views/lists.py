"""Pages of lists: briefings, explainers, dossiers, topics, outlets, the timeline, corrections."""

from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from briefings.views.page import Head, Onward
from briefings.views.text import Day, Link, Number, Run, Section, Summary

MANY = 40
"""Number of names from which a list has letters and a filter."""


class Listed(StrEnum):
    """Kinds of entries of a list."""

    BRIEFINGS = "briefings"
    EXPLAINERS = "explainers"
    DOSSIERS = "dossiers"
    TOPICS = "topics"
    OUTLETS = "outlets"
    EVENTS = "events"
    """The timeline: events of the explainers, and briefings."""
    CHANGES = "changes"
    """Corrections, updates, and notes that were added."""


class BriefingEntry(Struct, frozen=True, omit_defaults=True):
    """A briefing in a list."""

    id: str
    """Id of its heading."""
    headline: Link
    """Its headline, with a link to the briefing."""
    published: Day | None = None
    """Day of publication; None if it is unknown."""
    outlet: Link | None = None
    """Its outlet; None if it is unknown."""
    summary: Link | None = None
    """Its summary, as text alone; None if there is none."""
    subjects: tuple[Link, ...] = ()
    """The subjects that it mentions most often, by their short names."""
    notes: int = 0
    """Number of its notes."""


class DossierEntry(Struct, frozen=True, omit_defaults=True):
    """A dossier in a list."""

    id: str
    """Id of its heading."""
    title: Link
    """Its title, with a link to its page."""
    summary: str
    """Its summary."""
    parts: Number
    """The number of its briefings and explainers."""
    published: Day | None = None
    """Day of publication; None if it is unknown."""


class MentioningBriefing(Struct, frozen=True, omit_defaults=True):
    """A briefing with its sentences that mention a subject."""

    id: str
    """Id of its heading."""
    headline: Link
    """Its headline, with a link to the briefing. The sentences have the same language."""
    published: Day | None = None
    """Day of publication; None if it is unknown."""
    outlet: Link | None = None
    """Its outlet; None if it is unknown."""
    sentences: tuple[Run, ...] = ()
    """The sentences, each a link to its place in the briefing, with the mention marked."""


class Counted(Struct, frozen=True, omit_defaults=True):
    """A link with a number: of the entries of a list, or of the briefings of a subject."""

    link: Link
    """The name of the list or subject, with a link to its page."""
    number: Number
    """The number."""
    id: str = ""
    """Id of the link; may be empty."""
    groups: tuple["Counted", ...] = ()
    """The groups into which it is split."""
    country: str = ""
    """Country of an outlet; empty if it is unknown, and for other lists."""
    website: Link | None = None
    """Website of an outlet; None if it is unknown, and for other lists."""


class Choice(Struct, frozen=True, omit_defaults=True):
    """A kind of entries that a reader may choose to see alone."""

    kind: str
    """The kind, as in `Event.kinds`."""
    name: str
    """Its name."""


class Event(Struct, frozen=True, omit_defaults=True):
    """An entry of the site's timeline: an event in the timeline of a subject, or a briefing."""

    link: Link
    """The subject, with a link to the event on its page; or the headline of the briefing."""
    text: str = ""
    """What happened; empty for a briefing."""
    outlet: str = ""
    """Outlet of the briefing; empty if it is unknown, and for an event."""
    kinds: tuple[str, ...] = ()
    """Kinds of the subjects, such as `person`; `briefing` for a briefing."""
    others: tuple["Event", ...] = ()
    """What other subjects tell of the same event, without text if it is the same."""


class EventDay(Struct, frozen=True, omit_defaults=True):
    """Entries of the site's timeline with the same date."""

    day: Day
    """The date: a day, a month or a year. The year is written only if it is the whole date."""
    events: tuple[Event, ...]
    """The events, then the briefings."""
    is_year: bool = False
    """Whether the date is only a year, which the heading above already shows."""


class Change(Struct, frozen=True, omit_defaults=True):
    """A correction or an update of a page, or a note that was added to it."""

    kind: str
    """`correction`, `update` or `note`."""
    link: Link
    """The title of the page, with a link to the text on it."""
    text: Link
    """What was wrong or is new, as text alone; for a note, the words of the article it quotes."""
    author: str = ""
    """Who wrote a note; may be empty."""


class ChangeDay(Struct, frozen=True, omit_defaults=True):
    """Changes of one day."""

    day: Day
    """The day, written with its year only if the heading above does not show it."""
    changes: tuple[Change, ...]
    """The changes."""


class Entries(Struct, frozen=True, omit_defaults=True):
    """Entries of one kind, with or without a heading."""

    heading: Section | None = None
    """The heading; None for none."""
    briefings: tuple[BriefingEntry, ...] = ()
    """Briefings."""
    mentioning: tuple[MentioningBriefing, ...] = ()
    """Briefings with the sentences that mention a subject."""
    explainers: tuple[Summary, ...] = ()
    """Explainers with their summaries."""
    dossiers: tuple[DossierEntry, ...] = ()
    """Dossiers."""
    names: tuple[Counted, ...] = ()
    """Topics or outlets with their numbers of briefings."""
    letters: tuple[Link, ...] = ()
    """Links to the first of many explainers, topics or outlets with each letter."""
    days: tuple[EventDay, ...] = ()
    """Days of the timeline."""
    changes: tuple[ChangeDay, ...] = ()
    """Days with corrections, updates and notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A page of a list: its entries, or links to groups of entries if one page is too short."""

    head: Head
    """The head of the page."""
    id: str
    """Id of its title."""
    listed: Listed
    """The kind of its entries."""
    number: Number
    """Number of entries of the list, or of this group of the list."""
    entries: tuple[Entries, ...] = ()
    """The entries that the page shows: all, or the newest ones if it shows groups too."""
    groups_heading: Section | None = None
    """Heading of the groups; None for none."""
    groups: tuple[Counted, ...] = ()
    """The groups into which the list is split."""
    above: tuple[Link, ...] = ()
    """The groups that contain this one, the whole list first; empty for the whole list."""
    onward: Onward | None = None
    """The groups before and after this one, in time or by name; None for the whole list."""
    jump: tuple[Link, ...] = ()
    """Links to sections of the page."""
    subject: Link | None = None
    """The subject that the listed briefings or explainers mention; None for other lists."""
    about: Summary | None = None
    """The explainer that a topic names, with its summary; None for none, and for other lists."""
    country: str = ""
    """Country of the outlet whose briefings are listed; may be empty."""
    website: Link | None = None
    """Website of that outlet; None if it is unknown, and for other lists."""
    choices: tuple[Choice, ...] = ()
    """For the timeline: the kinds of events on the page, if there are several."""
    timelines: tuple[Counted, ...] = ()
    """For the timeline: links to the timelines of subjects, with the numbers of their events."""
    undated: Counted | None = None
    """For the timeline: a link to the list of all briefings, with the number of briefings of
    unknown date, which the timeline leaves out; None if there are none."""

    @property
    def has_filter(self) -> bool:
        """Whether a script offers to show some of its names: it has `MANY` or more."""
        names = sum(len(e.explainers) + len(e.names) for e in self.entries)
        return names >= MANY and not self.groups

    @property
    def sections(self) -> tuple[Section, ...]:
        """The headings of the page."""
        found = (*(listed.heading for listed in self.entries), self.groups_heading)
        return tuple(heading for heading in found if heading)
