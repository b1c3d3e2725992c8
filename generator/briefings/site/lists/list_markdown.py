"""The Markdown of lists, of the home page and of the search page, written from their views."""

from collections.abc import Iterable, Iterator

from briefings.markup import markdown_writer as markdown
from briefings.markup.article_text import text_of
from briefings.text import uris
from briefings.views.home import HomeView
from briefings.views.lists import (
    BriefingEntry,
    Counted,
    Entries,
    EventDay,
    ListView,
    MentioningBriefing,
)
from briefings.views.text import Summary


def of_list(view: ListView) -> Iterator[str]:
    """Yield the sections of a page of a list."""
    uri = view.head.uri
    yield markdown.heading(view.head.title)
    if not view.entries and not view.groups:
        yield "Nothing yet."
    for listed in view.entries:
        yield markdown.heading(listed.heading.title, 2) if listed.heading else ""
        yield markdown.bullets(_entries(listed, uri))
    yield markdown.heading(view.groups_heading.title, 2) if view.groups_heading else ""
    yield markdown.bullets(_counts(view.groups, uri))


def of_home(view: HomeView) -> Iterator[str]:
    """Yield the sections of the home page."""
    yield markdown.heading(view.head.title)
    yield markdown.paragraph(markdown.text(view.head.description))
    yield markdown.section(view.sections[0].title, _briefings(view.latest, uris.HOME))
    lists = (
        ("All briefings", uris.BRIEFINGS), ("Timeline", uris.TIMELINE),
        ("Explainers A–Z", uris.EXPLAINERS), ("Topics", uris.TOPICS), ("Outlets", uris.OUTLETS),
    )  # fmt: skip
    links = (markdown.link(name, uris.relative(uris.HOME, uri)) for name, uri in lists)
    yield markdown.section("Lists", links)


def of_search() -> Iterator[str]:
    """Yield the sections of the search page: links to lists, because Markdown cannot search."""
    yield markdown.heading("Search")
    lists = (
        ("list of briefings", uris.BRIEFINGS), ("list of explainers", uris.EXPLAINERS),
        ("list of topics", uris.TOPICS),
    )  # fmt: skip
    links = (markdown.link(name, uris.relative(uris.SEARCH, uri)) for name, uri in lists)
    yield "Every text is in the {}, the {} or the {}.".format(*links)


def _entries(listed: Entries, uri: str) -> Iterator[str]:
    yield from _briefings(listed.briefings, uri)
    yield from mentioning(listed.mentioning, uri)
    yield from _summaries(listed.explainers, uri)
    yield from _counts(listed.names, uri)
    yield from _events(listed.days, uri)


def _briefings(entries: Iterable[BriefingEntry], uri: str) -> Iterator[str]:
    for entry in entries:
        summary = f" {markdown.text(entry.summary.text)}" if entry.summary else ""
        yield f"{_briefing(entry, uri)}{summary}"


def _briefing(entry: BriefingEntry | MentioningBriefing, uri: str) -> str:
    day = entry.published.iso if entry.published else "publication date unknown"
    outlet = f", {markdown.text(entry.outlet.text)}" if entry.outlet else ""
    return f"{markdown.page_link(entry.headline, uri)}: {day}{outlet}."


def mentioning(entries: Iterable[MentioningBriefing], uri: str) -> Iterator[str]:
    """Yield briefings with their sentences as entries of a list on the page `uri`."""
    for entry in entries:
        sentences = (f"“{markdown.text(text_of([sentence]))}”" for sentence in entry.sentences)
        yield markdown.nested(_briefing(entry, uri), sentences)


def _summaries(entries: Iterable[Summary], uri: str) -> Iterator[str]:
    for entry in entries:
        yield f"{markdown.page_link(entry.subject, uri)}: {markdown.text(entry.text)}"


def _counts(entries: Iterable[Counted], uri: str) -> Iterator[str]:
    for entry in entries:
        line = f"{markdown.page_link(entry.link, uri)}: {entry.number}"
        yield markdown.nested(line, _counts(entry.groups, uri))


def _events(days: Iterable[EventDay], uri: str) -> Iterator[str]:
    for day in days:
        for event in day.events:
            outlet = f", {event.outlet}" if event.outlet else ""
            text = markdown.text(event.text or f"Briefing{outlet}.")
            yield f"{day.day.iso}: {markdown.page_link(event.link, uri)}: {text}"
