"""All dated events of the site in time order: entries of timelines, and briefings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.site.lists import chronology
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


def in_time_order(
    articles: Iterable[Metadata], explainers: Iterable[Explainer], locale: str
) -> list[Event]:
    """Return all dated events, by date, entries before briefings, then by title in a locale.

    A year or month comes before the days in it. Briefings without a day are left out.
    """
    events = [event for subject in explainers for event in _entries(subject)]
    events += (
        Event(
            article.published.isoformat(), article.title, uris.briefing(article.slug),
            outlet=article.outlet.name if article.outlet else "", lang=article.lang,
        )
        for article in articles
        if article.published
    )  # fmt: skip
    return sorted(
        events,
        key=lambda e: (e.date, e.is_briefing, collation.key(e.title, locale), e.address),
    )


def _entries(subject: Explainer) -> Iterator[Event]:
    anchors = chronology.anchors(subject.timeline)
    for entry, anchor in zip(subject.timeline, anchors, strict=True):
        uri = uris.explainer(subject.slug)
        yield Event(entry.date, subject.title, uri, anchor, plain(entry.event))


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
