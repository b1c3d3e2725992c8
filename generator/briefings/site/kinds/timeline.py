"""The timeline: what happened to all subjects, and the briefings, in time order."""

from collections.abc import Sequence
from itertools import groupby

from briefings.markup import prose
from briefings.model.content import Settings
from briefings.model.site import Page
from briefings.site.corpus import Corpus
from briefings.site.exports import head
from briefings.site.lists.events import Event
from briefings.site.lists.listings import Listing
from briefings.site.pages import fragments, labels, languages, list_layout
from briefings.site.pages.list_layout import Look, Shown
from briefings.text import report, uris

_TITLE = "Timeline"


def timeline(corpus: Corpus, listing: Listing[Event], undated: int) -> Shown[Event]:
    """Return the timeline.

    Args:
        corpus: everything that was read and linked.
        listing: what is listed where.
        undated: how many briefings are of unknown date, and so not listed.
    """
    settings = corpus.settings

    def write(events: Sequence[Event], uri: str) -> str:
        days = (
            (
                fragments.day_of_year(day, settings),
                [_told(event, uri, settings) for event in listed],
            )
            for day, listed in groupby(events, key=lambda event: event.date)
        )
        return "\n\n".join("\n".join((day, *(f":   {e}" for e in told))) for day, told in days)

    def heading(event: Event, key: str) -> str:
        if len(key) == len("2018"):
            return fragments.written(event.date[: len("2018-03")], settings)
        return event.date[: len("2018")] if len(key) in (0, len("2010s")) else ""

    look = Look(
        _TITLE, "index", write, heading, labels.of_day, labels.of_day_in_short,
        unit=("entry", "entries"), css_class="chronicle", beside=list_layout.OLDEST_FIRST,
    )  # fmt: skip
    meta: dict[str, object] = {
        "template": "page.html", "title": _TITLE, "kind": "index", "hide": ["toc"],
        **head.listing(settings, listing.uri, _TITLE),
    }  # fmt: skip
    lead = "What happened, as the explainers tell it, and the briefings in between."
    jump = "" if listing.group.parts else _jump(listing.group.entries)

    missing = ""
    if undated:
        address = uris.relative(listing.uri, uris.BRIEFINGS)
        missing = f"Not here: [{report.plural(undated, 'briefing')} of unknown date]({address})."

    def front(listed: str) -> Page:
        return fragments.page(
            listing.uri, meta, fragments.heading(_TITLE), fragments.classed(lead, "lead"), jump,
            listed or "Nothing with a date yet.",
            fragments.classed(missing, "more") if missing else "",
        )  # fmt: skip

    return Shown(listing, look, front)


def _told(event: Event, uri: str, settings: Settings) -> str:
    """Return an event as one line: what happened to its subject, or the briefing."""
    lang = languages.attributes(event.lang, settings.locale) if event.is_briefing else ""
    link = fragments.link(event.title, uris.relative(uri, event.uri) + event.fragment, lang)
    if event.is_briefing:
        outlet = f" · {prose.escape(event.outlet)}" if event.outlet else ""
        return f'{link} <span class="facts">Briefing{outlet}</span>'
    return f"{link} {prose.escape(event.text)}"


def _jump(events: Sequence[Event]) -> str:
    """Return links to the first year of each decade; nothing for a single one."""
    firsts = {f"{event.date[:3]}0s": event.date[:4] for event in reversed(events)}
    links = [f"[{decade}](#{year})" for decade, year in reversed(firsts.items())]
    return fragments.classed(" ".join(links), "jump") if len(links) > 1 else ""
