"""Everything with a date, in time order: what happened to each subject, and the briefings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.site.lists import chronology
from briefings.text import uris

_INLINE = MarkdownIt("commonmark")


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated: an entry of an explainer's timeline, or a briefing."""

    date: str
    """ISO 8601 date, of reduced precision where the day or month is not known."""
    title: str
    """The subject that it happened to, or the headline."""
    uri: str
    """The page that tells of it."""
    anchor: str = ""
    """Id of the entry on that page; empty for the whole page."""
    text: str = ""
    """What happened, without marks; empty for a briefing."""
    outlet: str = ""
    """Who published the briefing; empty where that is not known, and for what happened."""
    lang: str = ""
    """Language of its headline as a BCP 47 tag; empty for what happened."""

    @property
    def fragment(self) -> str:
        """The place on the page as links name it: `#on-2011`; empty for the whole page."""
        return f"#{self.anchor}" if self.anchor else ""

    @property
    def address(self) -> str:
        """The page and the place on it: `explainers/a.md#on-2011`."""
        return self.uri + self.fragment

    @property
    def is_briefing(self) -> bool:
        """Whether this is a briefing."""
        return not self.text


def in_time_order(articles: Iterable[Metadata], explainers: Iterable[Explainer]) -> list[Event]:
    """Return everything with a date: by day, then what happened before the briefings, by title.

    What is only known by its year or month stands before the days in it. Briefings without a day
    of publication are not there.
    """
    events = [event for subject in explainers for event in _happened(subject)]
    events += (
        Event(
            article.published.isoformat(), article.title, uris.briefing(article.slug),
            outlet=article.outlet.name if article.outlet else "", lang=article.lang,
        )
        for article in articles
        if article.published
    )  # fmt: skip
    return sorted(events, key=lambda e: (e.date, e.is_briefing, e.title.casefold(), e.address))


def _happened(subject: Explainer) -> Iterator[Event]:
    anchors = chronology.anchors(subject.timeline)
    for entry, anchor in zip(subject.timeline, anchors, strict=True):
        uri = uris.explainer(subject.slug)
        yield Event(entry.date, subject.title, uri, anchor, plain(entry.event))


def plain(markdown: str) -> str:
    """Return a sentence of Markdown without its marks."""
    (inline,) = _INLINE.parseInline(markdown)
    return "".join(
        " " if token.type in ("softbreak", "hardbreak") else token.content
        for token in inline.children or ()
        if token.type != "html_inline"
    )
