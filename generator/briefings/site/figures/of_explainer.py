"""The figures on the page of an explainer: its timeline and its coverage."""

from collections.abc import Iterable, Sequence
from datetime import date

from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.site import days, links
from briefings.site.figures import coverage, timeline
from briefings.site.figures.timeline import MOST_BRIEFINGS, Event
from briefings.site.lists import chronology, events, labels
from briefings.site.numbers import number
from briefings.text import uris, words
from briefings.views.figures import CoverageFigure, Period, TimelineFigure

_FEWEST_COVERED = 12


def of_timeline(
    subject: Explainer, published: Sequence[date], articles: Iterable[Metadata], settings: Settings
) -> TimelineFigure | None:
    """Return the timeline of an explainer; None if it has fewer than two different dates.

    Args:
        subject: the explainer.
        published: the days on which the briefings that mention it were published.
        articles: the newest articles that mention it: `MOST_BRIEFINGS` or more, or all.
        settings: the site's settings.
    """
    uri, gettext = uris.explainer(subject.slug), words.of(settings.locale).gettext
    entries = [
        Event(
            e.date,
            labels.within(days.written(e.date, settings), events.plain(e.event), settings),
            f"#{name}",
        )
        for e, name in zip(subject.timeline, chronology.anchors(subject.timeline), strict=True)
    ]
    if len(published) > MOST_BRIEFINGS:  # too many for a link each
        briefings = [Event(day.isoformat(), "", "") for day in published]
    else:
        briefings = [
            Event(
                day,
                gettext("Briefing, %(day)s: %(headline)s")
                % {"day": days.written(day, settings), "headline": article.title},
                links.address(uri, uris.briefing(article.slug), settings),
            )
            for article in articles
            if article.published and (day := article.published.isoformat())
        ]  # fmt: skip
    title = labels.within(gettext("Timeline"), subject.title, settings)
    return timeline.draw(title, entries, briefings, settings.locale)


def of_coverage(
    published: Sequence[date], undated: int, settings: Settings
) -> CoverageFigure | None:
    """Return the number of briefings in each month or year.

    None for fewer than a dozen briefings, which the list of them shows as well, and if only one
    month or year has any.

    Args:
        published: the days on which the briefings were published.
        undated: number of briefings of unknown date.
        settings: the site's settings.
    """
    if len(published) < _FEWEST_COVERED:
        return None
    shown = coverage.periods(published)
    picture = coverage.draw(shown, settings.locale)
    if not picture:
        return None
    return CoverageFigure(
        svg=picture,
        periods=tuple(
            Period(days.day(period.value, settings), number(period.number, settings))
            for period in shown
            if period.number
        ),
        number=number(len(published), settings),
        undated=number(undated, settings) if undated else None,
        by_year=len(shown[0].value) == len("2018"),
    )
