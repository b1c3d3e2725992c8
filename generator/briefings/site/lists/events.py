"""All dated events of the site, newest first: entries of timelines, and briefings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.site.lists import chronology, happenings
from briefings.site.lists.happenings import Telling
from briefings.text import collation, uris

_INLINE = MarkdownIt("commonmark")
_SYNTAX = re.compile(r"[\\`*_\[\]<&\n]")


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of an explainer's timeline, or a briefing."""

    date: str
    """ISO 8601 date, of reduced precision if the day or month is unknown."""
    title: str
    """Title of the explainer, or the headline."""
    uri: str
    """URI of its page."""
    anchor: str = ""
    """Id of the entry on the page; empty for a briefing."""
    text: str = ""
    """What happened, as plain text; empty for a briefing."""
    outlet: str = ""
    """Name of the outlet of a briefing; empty if it is unknown, and for an entry."""
    lang: str = ""
    """Language of the headline as a BCP 47 tag; empty for an entry."""
    kind: str = ""
    """Kind of the explainer; empty for a briefing."""
    others: tuple["Event", ...] = ()
    """What the timelines of other explainers tell of the same event."""

    @property
    def fragment(self) -> str:
        """Fragment of links to the entry: `#on-2011`; empty for a briefing."""
        return f"#{self.anchor}" if self.anchor else ""

    @property
    def address(self) -> str:
        """URI with fragment: `explainers/a.md#on-2011`."""
        return self.uri + self.fragment

    @property
    def is_briefing(self) -> bool:
        """Whether this is a briefing."""
        return not self.text


def newest_first(
    articles: Iterable[Metadata], explainers: Iterable[Explainer], locale: str
) -> list[Event]:
    """Return all dated events, newest first, of a date entries before briefings, then by title.

    An event that several explainers tell of is there once. A year or month comes after the days in
    it. Briefings without a day are left out.
    """
    tellings = (telling for subject in explainers for telling in _tellings(subject))
    events = [_event(*told) for told in happenings.told_once(tellings)]
    events += (
        Event(
            article.published.isoformat(), article.title, uris.briefing(article.slug),
            outlet=article.outlet.name if article.outlet else "", lang=article.lang,
        )
        for article in articles
        if article.published
    )  # fmt: skip
    events.sort(key=lambda e: (e.is_briefing, collation.key(e.title, locale), e.address))
    events.sort(key=lambda event: event.date, reverse=True)
    return events


def _tellings(subject: Explainer) -> Iterator[Telling]:
    anchors = chronology.anchors(subject.timeline)
    for entry, anchor in zip(subject.timeline, anchors, strict=True):
        yield Telling(subject, entry, anchor, plain(entry.event))


def _event(told: Telling, *others: Telling) -> Event:
    subject = told.subject
    return Event(
        told.entry.date, subject.title, uris.explainer(subject.slug), told.anchor, told.text,
        kind=subject.kind.value, others=tuple(map(_event, others)),
    )  # fmt: skip


def plain(markdown: str) -> str:
    """Return a sentence of Markdown as plain text."""
    if not _SYNTAX.search(markdown):
        return markdown
    (inline,) = _INLINE.parseInline(markdown)
    return "".join(
        " " if token.type in ("softbreak", "hardbreak") else token.content
        for token in inline.children or ()
        if token.type != "html_inline"
    )
