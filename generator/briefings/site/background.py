"""The background of a page: each subject that it links, and what followed an article."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from briefings.markup import editorial, heading_ids
from briefings.model.content import Settings
from briefings.model.explainer import Explainer, TimelineEntry
from briefings.model.linking import Annotated
from briefings.site import days, links
from briefings.site.figures import locator
from briefings.site.lists.chronology import following, then_and_now
from briefings.text import uris
from briefings.text.languages import language
from briefings.text.sentences import first_sentence
from briefings.views.background import BackgroundEntry, Development, SubjectEvent
from briefings.views.text import Editorial


def numbers(annotated: Annotated) -> Mapping[str, int]:
    """Return the number of each subject that a page links, in the order of its background."""
    return {slug: number for number, slug in enumerate(annotated.subjects(), start=1)}


def entries(
    uri: str,
    subjects: Iterable[Explainer],
    settings: Settings,
    day: date | None = None,
    central: Collection[str] = (),
) -> tuple[BackgroundEntry, ...]:
    """Return the subjects that a page links, as its view has them: the central ones first.

    Args:
        uri: the page.
        subjects: the subjects, in reading order.
        settings: the site's settings.
        day: day of the article, which splits timelines into before and after; None to leave
            timelines out.
        central: slugs of the subjects that the page is mainly about.
    """
    listed = [
        _entry(uri, subject, number, settings, day, is_central=subject.slug in central)
        for number, subject in enumerate(subjects, start=1)
    ]
    return tuple(sorted(listed, key=lambda entry: not entry.is_central))


def developments(
    uri: str, central: Sequence[Explainer], settings: Settings, day: date | None
) -> tuple[Development, ...]:
    """Return what followed an article, the newest event first.

    Args:
        uri: the page.
        central: the subjects that the article is mainly about, the most central one first.
        settings: the site's settings.
        day: day of the article; None if it is unknown.
    """
    subjects = {subject.slug: subject for subject in central}
    found = following({slug: subject.timeline for slug, subject in subjects.items()}, day)
    return tuple(
        Development(links.explainer(uri, subjects[slug], settings), event.day, event.text)
        for slug, entry in found
        for event in (_event(entry, uri, subjects[slug], settings),)
    )


def _entry(
    uri: str,
    subject: Explainer,
    number: int,
    settings: Settings,
    day: date | None,
    *,
    is_central: bool,
) -> BackgroundEntry:
    link = links.explainer(uri, subject, settings)
    split = then_and_now(subject.timeline, day)
    opening = first_sentence(subject.summary, language(settings.locale)[0])

    def events(entries: Iterable[TimelineEntry]) -> tuple[SubjectEvent, ...]:
        return tuple(_event(entry, uri, subject, settings) for entry in entries)

    return BackgroundEntry(
        subject=link,
        summary=opening,
        rest=subject.summary.strip().removeprefix(opening),
        number=number,
        figure=_figure(subject),
        is_central=is_central,
        at_the_time=events(split.at_the_time),
        about_then=events(split.about_then),
        since_then=events(split.since_then),
        more_since=split.more_since,
        timeline=f"{link.href}#{heading_ids.TIMELINE}" if split.more_since else "",
    )


def _figure(subject: Explainer) -> str:
    """Return width and height of the picture that a card shows; empty for none."""
    if subject.picture and (found := subject.picture.found):
        return f"{found.width}/{found.height}"
    return f"{locator.WIDTH}/{locator.HEIGHT}" if subject.location else ""


def _event(entry: TimelineEntry, uri: str, subject: Explainer, settings: Settings) -> SubjectEvent:
    rebase = partial(uris.rebased, uris.explainer(subject.slug), uri)
    text = editorial.readdressed(entry.event, rebase)
    return SubjectEvent(days.day(entry.date, settings), Editorial(text, inline=True))
