"""The Markdown of lists, of the home page and of the search page, written from their views."""

from collections.abc import Iterable, Iterator

from briefings.markup import markdown_writer as markdown
from briefings.markup.article_text import text_of
from briefings.model.content import Settings
from briefings.site import sections
from briefings.text import uris, words
from briefings.views.background import BackgroundEntry
from briefings.views.home import HomeView
from briefings.views.lists import (
    BriefingEntry,
    ChangeDay,
    Counted,
    DossierEntry,
    Entries,
    EventDay,
    ListView,
    MentioningBriefing,
)
from briefings.views.search import SearchView
from briefings.views.text import Block, BlockKind, Number, Summary


def of_list(view: ListView, settings: Settings) -> Iterator[str]:
    """Yield the sections of a page of a list."""
    uri = view.head.uri
    yield markdown.heading(view.head.title)
    yield from _summaries([view.about] if view.about else [], uri)
    if not view.entries and not view.groups:
        yield words.of(settings.locale).gettext("Nothing yet.")
    for listed in view.entries:
        yield markdown.heading(listed.heading.title, 2) if listed.heading else ""
        yield markdown.bullets(_entries(listed, uri, settings))
    yield markdown.heading(view.groups_heading.title, 2) if view.groups_heading else ""
    yield markdown.bullets(_counts(view.groups, uri))


def of_home(view: HomeView, introduction: str, settings: Settings) -> Iterator[str]:
    """Yield the sections of the home page; `introduction` is the owner's Markdown, or empty."""
    gettext = words.of(settings.locale).gettext
    yield markdown.heading(view.head.title)
    yield markdown.paragraph(markdown.text(view.head.description))
    yield introduction
    titles = {section.id: section.title for section in view.sections}
    if shown := view.passage:
        yield markdown.heading(titles["annotated-passage"], 2)
        yield markdown.blocks([Block(BlockKind.QUOTATION, blocks=(shown.block,))], uris.HOME)
        yield f"{markdown.page_link(shown.briefing, uris.HOME)}"
    latest = _briefings(view.latest, uris.HOME, settings)
    yield markdown.section(titles.get("latest-briefings", ""), latest)
    dossiers = _dossiers(view.dossiers, uris.HOME)
    yield markdown.section(titles.get("dossiers", ""), dossiers)
    most = (
        f"{markdown.page_link(entry.subject, uris.HOME)}: {markdown.text(entry.text)} "
        f"({briefings(entry.number, settings)})"
        for entry in view.shelf
    )
    yield markdown.section(titles.get("most-mentioned", ""), most)
    lists = (
        (gettext("All briefings"), uris.BRIEFINGS),
        (view.timeline.text, uris.TIMELINE),
        (gettext("Explainers A–Z"), uris.EXPLAINERS),
        (sections.title(uris.TOPICS, settings), uris.TOPICS),
        (sections.title(uris.OUTLETS, settings), uris.OUTLETS),
    )
    links = (markdown.link(name, uris.relative(uris.HOME, uri)) for name, uri in lists)
    yield markdown.section(gettext("Lists"), links)
    yield markdown.footnotes([Block(note=shown.note)] if shown else [], settings.locale)


def of_search(view: SearchView, settings: Settings) -> Iterator[str]:
    """Yield the sections of the search page: links to lists, because Markdown cannot search."""
    gettext = words.of(settings.locale).gettext
    yield markdown.heading(view.head.title)

    def link(name: str, uri: str) -> str:
        return markdown.link(name, uris.relative(uris.SEARCH, uri))

    yield gettext("Every text is in the %(briefings)s, the %(explainers)s or the %(topics)s.") % {
        "briefings": link(gettext("list of briefings"), uris.BRIEFINGS),
        "explainers": link(gettext("list of explainers"), uris.EXPLAINERS),
        "topics": link(gettext("list of topics"), uris.TOPICS),
    }


def briefings(number: Number, settings: Settings) -> str:
    """Return `3 briefings`."""
    ngettext = words.of(settings.locale).ngettext
    text = ngettext("%(number)s briefing", "%(number)s briefings", number.value)
    return text % {"number": number.written}


def _entries(listed: Entries, uri: str, settings: Settings) -> Iterator[str]:
    yield from _briefings(listed.briefings, uri, settings)
    yield from mentioning(listed.mentioning, uri, settings)
    yield from _summaries(listed.explainers, uri)
    yield from _dossiers(listed.dossiers, uri)
    yield from _counts(listed.names, uri)
    yield from _events(listed.days, uri, settings)
    yield from _changes(listed.changes, uri, settings)


def _briefings(entries: Iterable[BriefingEntry], uri: str, settings: Settings) -> Iterator[str]:
    for entry in entries:
        summary = f" {markdown.text(entry.summary.text)}" if entry.summary else ""
        yield f"{_briefing(entry, uri, settings)}{summary}"


def _briefing(entry: BriefingEntry | MentioningBriefing, uri: str, settings: Settings) -> str:
    gettext = words.of(settings.locale).gettext
    day = entry.published.iso if entry.published else gettext("publication date unknown")
    outlet = f", {markdown.text(entry.outlet.text)}" if entry.outlet else ""
    return f"{markdown.page_link(entry.headline, uri)}: {day}{outlet}."


def mentioning(
    entries: Iterable[MentioningBriefing], uri: str, settings: Settings
) -> Iterator[str]:
    """Yield briefings with their sentences as entries of a list on the page `uri`."""
    quotation = words.of(settings.locale).gettext("“%(text)s”")
    for entry in entries:
        texts = (markdown.text(text_of([sentence])) for sentence in entry.sentences)
        yield markdown.nested(
            _briefing(entry, uri, settings), (quotation % {"text": text} for text in texts)
        )


def _summaries(entries: Iterable[Summary], uri: str) -> Iterator[str]:
    for entry in entries:
        yield f"{markdown.page_link(entry.subject, uri)}: {markdown.text(entry.text)}"


def background(entries: Iterable[BackgroundEntry], uri: str) -> Iterator[str]:
    """Yield the subjects that the page `uri` links, with their summaries, as entries of a list."""
    for entry in entries:
        summary = markdown.text(entry.summary + entry.rest)
        yield f"{markdown.page_link(entry.subject, uri)}: {summary}"


def _dossiers(entries: Iterable[DossierEntry], uri: str) -> Iterator[str]:
    for entry in entries:
        yield f"{markdown.page_link(entry.title, uri)}: {markdown.text(entry.summary)}"


def _counts(entries: Iterable[Counted], uri: str) -> Iterator[str]:
    for entry in entries:
        line = f"{markdown.page_link(entry.link, uri)}: {entry.number.written}"
        website = markdown.page_link(entry.website, uri) if entry.website else ""
        line = " · ".join(filter(None, (line, markdown.text(entry.country), website)))
        yield markdown.nested(line, _counts(entry.groups, uri))


def _changes(days: Iterable[ChangeDay], uri: str, settings: Settings) -> Iterator[str]:
    gettext = words.of(settings.locale).gettext
    kinds = {
        "correction": gettext("Correction"),
        "update": gettext("Update"),
        "note": gettext("Note added"),
    }
    for day in days:
        for change in day.changes:
            said = gettext(", ").join(filter(None, (kinds[change.kind], change.author)))
            text = change.text.text
            if change.kind == "note":
                text = gettext("“%(text)s”") % {"text": text}
            link = markdown.page_link(change.link, uri)
            yield f"{day.day.iso}: {link}: {markdown.text(f'{said}. {text}')}"


def _events(days: Iterable[EventDay], uri: str, settings: Settings) -> Iterator[str]:
    name = words.of(settings.locale).gettext("Briefing")
    for day in days:
        for event in day.events:
            outlet = f", {event.outlet}" if event.outlet else ""
            text = markdown.text(event.text or f"{name}{outlet}.")
            line = f"{day.day.iso}: {markdown.page_link(event.link, uri)}: {text}"
            others = (
                f"{markdown.page_link(other.link, uri)}: {markdown.text(other.text or event.text)}"
                for other in event.others
            )
            yield markdown.nested(line, others)
