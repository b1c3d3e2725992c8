"""The background of a page: each subject that it links, with its summary."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from briefings.markup import editorial, heading_ids
from briefings.model.content import Settings
from briefings.model.explainer import Explainer, TimelineEntry
from briefings.model.linking import Annotated
from briefings.site import days, links
from briefings.site.lists.chronology import then_and_now
from briefings.text import uris
from briefings.views.background import BackgroundEntry, SubjectEvent
from briefings.views.text import Editorial


def numbers(annotated: Annotated) -> Mapping[str, int]:
    """Return the number of each subject that a page links, in the order of its background."""
    return {slug: number for number, slug in enumerate(annotated.subjects(), start=1)}


def entries(
    uri: str, subjects: Iterable[Explainer], settings: Settings, day: date | None = None
) -> tuple[BackgroundEntry, ...]:
    """Return the subjects that a page links, as its view has them.

    Args:
        uri: the page.
        subjects: the subjects, in reading order.
        settings: the site's settings.
        day: day of the article, which splits timelines into before and after; None to leave
            timelines out.
    """
    return tuple(_entry(uri, subject, settings, day) for subject in subjects)


def _entry(uri: str, subject: Explainer, settings: Settings, day: date | None) -> BackgroundEntry:
    link = links.explainer(uri, subject, settings)
    split = then_and_now(subject.timeline, day)

    def events(entries: Iterable[TimelineEntry]) -> tuple[SubjectEvent, ...]:
        return tuple(_event(entry, uri, subject, settings) for entry in entries)

    return BackgroundEntry(
        subject=link,
        summary=subject.summary,
        at_the_time=events(split.at_the_time),
        about_then=events(split.about_then),
        since_then=events(split.since_then),
        more_since=split.more_since,
        timeline=f"{link.href}#{heading_ids.TIMELINE}" if split.more_since else "",
    )


def _event(entry: TimelineEntry, uri: str, subject: Explainer, settings: Settings) -> SubjectEvent:
    rebase = partial(uris.rebased, uris.explainer(subject.slug), uri)
    text = editorial.readdressed(entry.event, rebase)
    return SubjectEvent(days.day(entry.date, settings), Editorial(text, inline=True))
