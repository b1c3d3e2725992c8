"""The timeline: what happened to all subjects, and the briefings, newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from msgspec.structs import replace as replace_struct

from briefings.markup import heading_ids
from briefings.markup.heading_ids import Ids
from briefings.model.content import Settings
from briefings.model.site import Target
from briefings.site import days, links, sections
from briefings.site.inputs import KeyedCorpus, newest
from briefings.site.lists import labels
from briefings.site.lists.events import Event
from briefings.site.lists.list_pages import Inputs, ListKind
from briefings.site.lists.listings import LENGTHS, Listings
from briefings.site.lists.pagination import Span
from briefings.site.numbers import number
from briefings.text import uris, words
from briefings.text.languages import differing
from briefings.views import lists as views
from briefings.views.lists import Choice, Counted, Entries, EventDay, Listed, ListView
from briefings.views.text import Link

_BRIEFING = "briefing"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject with a timeline of its own."""

    uri: str
    """URI of its page."""
    title: str
    """Its name."""
    number: int
    """Number of its events."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the first page shows beside events."""

    undated: int
    """Number of briefings of unknown date."""
    subjects: tuple[Subject, ...]
    """The subjects with the longest timelines, by name."""


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of the timeline."""
    title = sections.title(uris.TIMELINE, corpus.settings)
    whole = corpus.corpus
    undated = sum(not article.published for article in whole.articles.values())
    timelines = [
        Subject(uris.explainer(subject.slug), subject.title, len(subject.timeline))
        for subject in whole.explainers.values()
        if subject.timeline
    ]
    longest = sorted(timelines, key=lambda subject: -subject.number)[: LENGTHS.explainers]
    subjects = tuple(subject for subject in timelines if subject in longest)
    return _KIND.targets(
        corpus.settings, listings.timeline, title, Around(undated, subjects),
        lambda event: event,
        lambda event: newest(corpus.days[told.uri] for told in (event, *event.others)),
    )  # fmt: skip


def _entries(events: Sequence[Event], inputs: Inputs[Event, Around], ids: Ids) -> Entries:
    del ids
    return Entries(
        days=tuple(
            EventDay(
                days.without_year(day, inputs.settings),
                tuple(_event(event, inputs) for event in listed),
                len(day) == len("2018"),
            )
            for day, listed in groupby(events, key=lambda event: event.date)
        )
    )


def _event(event: Event, inputs: Inputs[Event, Around]) -> views.Event:
    settings = inputs.settings
    lang, turned = differing(event.lang, settings.locale) if event.is_briefing else ("", "")
    href = links.address(inputs.uri, event.uri, settings) + event.fragment
    others = (_event(other, inputs) for other in event.others)
    return views.Event(
        Link(event.title, href, event.uri, lang, turned),
        event.text,
        event.outlet,
        tuple(dict.fromkeys(told.kind or _BRIEFING for told in (event, *event.others))),
        tuple(
            replace_struct(other, text="") if other.text == event.text else other
            for other in others
        ),
    )


def _heading(event: Event, span: Span | None, settings: Settings) -> str:
    del span
    return days.written(event.date[: len("2018")], settings)


def _front(view: ListView, inputs: Inputs[Event, Around]) -> ListView:
    settings, around = inputs.settings, inputs.subject
    undated = None
    if around.undated:
        everything = links.to(inputs.uri, uris.BRIEFINGS, "", settings)
        undated = Counted(everything, number(around.undated, settings))
    timelines = (
        Counted(
            links.to(inputs.uri, subject.uri, subject.title, settings, heading_ids.TIMELINE),
            number(subject.number, settings),
        )
        for subject in around.subjects
    )
    jump = view.jump or _jump(inputs.entries, settings)
    return replace(view, jump=jump, undated=undated, timelines=tuple(timelines))


def _choices(view: ListView, settings: Settings) -> ListView:
    """Return a page with the kinds of its events."""
    names = {
        _BRIEFING: words.of(settings.locale).gettext("Briefings"),
        **{kind.value: title for kind, title in labels.kind_titles(settings).items()},
    }
    found = {
        kind
        for entries in view.entries
        for day in entries.days
        for event in day.events
        for kind in event.kinds
    }
    choices = tuple(Choice(kind, name) for kind, name in names.items() if kind in found)
    return replace(view, choices=choices if len(choices) > 1 else ())


def _jump(events: Sequence[Event], settings: Settings) -> tuple[Link, ...]:
    """Return links to the last year of each decade; nothing for a single decade."""
    lasts = {f"{event.date[:3]}0": event.date[:4] for event in reversed(events)}
    shown = tuple(
        Link(labels.decade(first, settings), f"#{year}") for first, year in reversed(lasts.items())
    )
    return shown if len(shown) > 1 else ()


_KIND = ListKind(
    Listed.EVENTS, _entries, _heading, labels.of_days, labels.without_year, _front,
    anchor=labels.day_anchor, every=_choices,
)  # fmt: skip
