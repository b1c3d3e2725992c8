"""The background of a page: each subject that it links, with its summary.

Previews and margins are made from this list. On paper it is the list of numbered notes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from briefings.markup import editorial, heading_ids
from briefings.markup.prose import escape, escape_block
from briefings.model.content import Settings
from briefings.model.explainer import Explainer, TimelineEntry
from briefings.model.linking import Annotated
from briefings.site import days, links
from briefings.site.lists.chronology import then_and_now
from briefings.site.pages import fragments
from briefings.text import uris
from briefings.views.background import BackgroundEntry, Event
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
        day: day of the article, which splits timelines into then and now; None for no timelines.
    """
    return tuple(_entry(uri, subject, settings, day) for subject in subjects)


def _entry(uri: str, subject: Explainer, settings: Settings, day: date | None) -> BackgroundEntry:
    link = links.explainer(uri, subject, settings)
    split = then_and_now(subject.timeline, day)

    def events(entries: Iterable[TimelineEntry]) -> tuple[Event, ...]:
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


def _event(entry: TimelineEntry, uri: str, subject: Explainer, settings: Settings) -> Event:
    rebase = partial(uris.rebased, uris.explainer(subject.slug), uri)
    text = editorial.readdressed(entry.event, rebase)
    return Event(days.day(entry.date, settings), Editorial(text, inline=True))


def section(
    title: str,
    uri: str,
    subjects: Sequence[Explainer],
    settings: Settings,
    day: date | None = None,
) -> str:
    """Return the list of linked subjects with their summaries.

    Args:
        title: heading of the list.
        uri: the page.
        subjects: the subjects, in reading order.
        settings: the site's settings.
        day: day of the article, which splits timelines into then and now; None for no timelines.
    """
    if not subjects:
        return ""
    entries = [(fragments.explainer_link(s, uri), _body(s, uri, settings, day)) for s in subjects]
    listed = fragments.definitions(entries)
    return fragments.division("background", fragments.heading(title, 2), listed)


def _body(subject: Explainer, uri: str, settings: Settings, day: date | None) -> str:
    """Return the summary of a subject, its events before a day, and its events since."""
    split = then_and_now(subject.timeline, day)
    blocks = [escape_block(escape(subject.summary))]
    blocks += _events("At the time", split.at_the_time, subject, uri, settings)
    blocks += _events("About then", split.about_then, subject, uri, settings)
    blocks += _events("Since then", split.since_then, subject, uri, settings)
    if split.more_since:
        target = f"{uris.relative(uri, uris.explainer(subject.slug))}#{heading_ids.TIMELINE}"
        blocks.append(f"[{split.more_since} more since]({target})\n{{: .more }}")
    return "\n\n".join(blocks).replace("\n", "\n    ")


def _events(
    label: str, entries: Iterable[TimelineEntry], subject: Explainer, uri: str, settings: Settings
) -> Iterable[str]:
    rebase = partial(uris.rebased, uris.explainer(subject.slug), uri)
    listed = [
        " ".join(
            (
                fragments.partial_day(entry.date, settings),
                editorial.readdressed(entry.event, rebase),
            )
        )
        for entry in entries
    ]
    if listed:
        yield f"{label}\n{{: .moment }}"
        yield fragments.bullets(listed)
