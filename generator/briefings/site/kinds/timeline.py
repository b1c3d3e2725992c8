"""The timeline: what happened to all subjects, and the briefings, in time order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from briefings.markup.heading_ids import Ids
from briefings.model.content import Settings
from briefings.model.site import Target
from briefings.site import days, links, sections
from briefings.site.inputs import KeyedCorpus
from briefings.site.lists import labels
from briefings.site.lists.events import Event
from briefings.site.lists.list_pages import Inputs, ListKind
from briefings.site.lists.listings import Listings
from briefings.site.lists.pagination import Span
from briefings.site.numbers import number
from briefings.text import uris
from briefings.text.languages import differing
from briefings.views import lists as views
from briefings.views.lists import Counted, Entries, EventDay, Listed, ListView
from briefings.views.text import Link


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of the timeline."""
    title = sections.title(uris.TIMELINE, corpus.settings)
    undated = sum(not article.published for article in corpus.corpus.articles.values())
    return _KIND.targets(
        corpus.settings, listings.timeline, title, undated,
        lambda event: event, lambda event: corpus.days[event.uri],
    )  # fmt: skip


def _entries(events: Sequence[Event], inputs: Inputs[Event, int], ids: Ids) -> Entries:
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


def _event(event: Event, inputs: Inputs[Event, int]) -> views.Event:
    settings = inputs.settings
    lang, turned = differing(event.lang, settings.locale) if event.is_briefing else ("", "")
    href = links.address(inputs.uri, event.uri, settings) + event.fragment
    link = Link(event.title, href, event.uri, lang, turned)
    return views.Event(link, event.text, event.outlet)


def _heading(event: Event, span: Span | None, settings: Settings) -> str:
    return labels.heading_of_day(event.date, span, settings)


def _front(view: ListView, inputs: Inputs[Event, int]) -> ListView:
    """Return the first page; the subject of its inputs is the number of undated briefings."""
    undated = None
    if inputs.subject:
        everything = links.to(inputs.uri, uris.BRIEFINGS, "", inputs.settings)
        undated = Counted(everything, number(inputs.subject, inputs.settings))
    return replace(view, jump=_jump(inputs.entries, inputs.settings), undated=undated)


def _jump(events: Sequence[Event], settings: Settings) -> tuple[Link, ...]:
    """Return links to the first year of each decade; nothing for a single decade."""
    firsts = {f"{event.date[:3]}0": event.date[:4] for event in reversed(events)}
    shown = tuple(
        Link(labels.decade(first, settings), f"#{year}") for first, year in reversed(firsts.items())
    )
    return shown if len(shown) > 1 else ()


_KIND = ListKind(Listed.EVENTS, _entries, _heading, labels.of_days, labels.without_year, _front)
