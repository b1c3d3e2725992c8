"""The timeline: what happened to all subjects, and the briefings, in time order."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from briefings.markup import prose
from briefings.model.content import Settings
from briefings.model.site import Page, Target
from briefings.site import days
from briefings.site.inputs import KeyedCorpus
from briefings.site.lists.events import Event
from briefings.site.lists.listings import Listings
from briefings.site.pages import fragments, labels, languages, list_layout
from briefings.site.pages.list_layout import Inputs, ListKind
from briefings.site.plain_markdown import inline
from briefings.text import report, uris


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of the timeline."""
    undated = sum(not article.published for article in corpus.corpus.articles.values())
    return _KIND.targets(
        corpus.settings, listings.timeline, "Timeline", undated,
        lambda event: event, lambda event: corpus.days[event.uri],
    )  # fmt: skip


def _write(events: Sequence[Event], inputs: Inputs[Event, int]) -> str:
    days = []
    for day, listed in groupby(events, key=lambda event: event.date):
        lines = (f":   {_event(event, inputs.uri, inputs.settings)}" for event in listed)
        days.append("\n".join((fragments.day_of_year(day, inputs.settings), *lines)))
    return "\n\n".join(days)


def _event(event: Event, uri: str, settings: Settings) -> str:
    """Return an event on one line: what happened to its subject, or the briefing."""
    lang = languages.attributes(event.lang, settings.locale) if event.is_briefing else ""
    link = fragments.link(event.title, uris.relative(uri, event.uri) + event.fragment, lang)
    if event.is_briefing:
        outlet = f" · {prose.escape(event.outlet)}" if event.outlet else ""
        return f'{link} <span class="facts">Briefing{outlet}</span>'
    return f"{link} {prose.escape(event.text)}"


def _plain(uri: str, events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        link = inline.link(uri, event.uri, event.title)
        text = event.text or f"Briefing{f', {event.outlet}' if event.outlet else ''}."
        yield f"{event.date}: {link}: {inline.text(text)}"


def _heading(event: Event, key: str, settings: Settings) -> str:
    if len(key) == len("2018"):
        return days.written(event.date[: len("2018-03")], settings)
    return event.date[: len("2018")] if len(key) in (0, len("2010s")) else ""


def _front(inputs: Inputs[Event, int], listed: str) -> Page:
    """Return the first page; the subject of its inputs is the number of undated briefings."""
    missing = ""
    if inputs.subject:
        briefings = report.plural(inputs.subject, "briefing")
        address = uris.relative(inputs.uri, uris.BRIEFINGS)
        missing = f"Not here: [{briefings} of unknown date]({address})."
    lead = "What happened, as the explainers tell it, and the briefings in between."
    return list_layout.front_page(
        inputs,
        "index",
        fragments.classed(lead, "lead"),
        _jump(inputs.entries),
        listed or "Nothing with a date yet.",
        fragments.classed(missing, "more"),
    )


def _jump(events: Sequence[Event]) -> str:
    """Return links to the first year of each decade; nothing for a single decade."""
    firsts = {f"{event.date[:3]}0s": event.date[:4] for event in reversed(events)}
    links = [f"[{decade}](#{year})" for decade, year in reversed(firsts.items())]
    return fragments.classed(" ".join(links), "jump") if len(links) > 1 else ""


_KIND = ListKind(
    "index", _write, _plain, _front, _heading, labels.of_day, labels.of_day_in_short,
    unit=("entry", "entries"), css_class="chronicle", rels=list_layout.OLDEST_FIRST,
)  # fmt: skip
