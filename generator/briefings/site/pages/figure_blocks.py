"""The figures of an explainer: its timeline, its coverage and its neighbours.

Figures are blocks of HTML, in which no Markdown generator resolves links. So they contain the
addresses of the built site.
"""

from collections.abc import Iterable, Sequence
from html import escape

from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.site import days
from briefings.site.figures import coverage, neighbours, timeline
from briefings.site.figures.coverage import Period
from briefings.site.figures.neighbours import Neighbour
from briefings.site.figures.timeline import Event, Marked
from briefings.site.lists import chronology, events
from briefings.site.pages import fragments
from briefings.text import report, uris

# The part of the caption about briefings: for one, and for several.
_MARKED = {
    Marked.NOT: ("", ""),
    Marked.ONE_BY_ONE: (
        " The stroke under the line is the briefing that mentions it.",
        " The strokes under the line are the briefings that mention it.",
    ),
    Marked.AS_A_WHOLE: (
        " The bar under the line is the briefing that mentions it.",
        " The bar under the line is the time of the briefings that mention it.",
    ),
}


def of_timeline(subject: Explainer, articles: Iterable[Metadata], settings: Settings) -> str:
    """Return the timeline of an explainer as a figure; nothing without two different dates.

    Args:
        subject: the explainer.
        articles: the articles that mention it.
        settings: the site's settings.
    """
    entries = [
        Event(
            e.date,
            f"{days.written(e.date, settings)}: {events.plain(e.event)}",
            f"#{name}",
        )
        for e, name in zip(subject.timeline, chronology.anchors(subject.timeline), strict=True)
    ]
    briefings = [
        Event(
            day, f"Briefing, {days.written(day, settings)}: {article.title}",
            _address(subject, uris.briefing(article.slug), settings),
        )
        for article in articles
        if article.published and (day := article.published.isoformat())
    ]  # fmt: skip
    title = f"Timeline: {subject.title}"
    picture, marked = timeline.draw(title, entries, briefings, settings.locale)
    caption = f"Each date leads to its entry below.{_MARKED[marked][len(briefings) != 1]}"
    return _figure(picture, caption) if picture else ""


def of_coverage(articles: Sequence[Metadata], settings: Settings) -> str:
    """Return the number of briefings in each month as a figure with a table."""
    shown = coverage.periods(a.published for a in articles if a.published)
    caption = _coverage_in_words(shown, articles, settings)
    picture = coverage.draw(caption, shown)
    if not picture:
        return ""
    return _figure(picture, caption, _table(shown, settings))


def of_neighbours(
    subject: Explainer, found: Sequence[tuple[Explainer, int]], settings: Settings
) -> str:
    """Return the subjects most often mentioned together with one, as a figure and a list.

    Args:
        subject: the subject.
        found: the other subjects, each with the number of briefings that mention both.
        settings: the site's settings.
    """
    if not found:
        return ""
    uri = uris.explainer(subject.slug)
    picture = neighbours.draw(
        f"Mentioned together with {subject.title}",
        _short(subject),
        [_neighbour(subject, other, number, settings) for other, number in found],
    )
    listed = fragments.bullets(
        f'{fragments.explainer_link(other, uri)} <span class="count">{_together(number)}</span>'
        for other, number in found
    )
    return fragments.division(
        "neighbours", "## Mentioned alongside",
        _figure(picture, "The wider the line, the more briefings mention both.") if picture else "",
        listed,
    )  # fmt: skip


def _neighbour(subject: Explainer, other: Explainer, number: int, settings: Settings) -> Neighbour:
    name = _short(other)
    title = other.title if name in other.title else f"{name}, {other.title}"
    address = _address(subject, uris.explainer(other.slug), settings)
    return Neighbour(name, address, number, f"{title}, {_together(number)}")


def _short(explainer: Explainer) -> str:
    """Return the title, or the first alias that fits the figure if the title does not."""
    names = (explainer.title, *explainer.also_called)
    return next(filter(neighbours.fits, names), explainer.title)


def _figure(picture: str, caption: str, more: str = "") -> str:
    return (
        f'<figure class="figure">\n{picture}\n'
        f"<figcaption>{escape(caption)}</figcaption>{more}\n</figure>"
    )


def _coverage_in_words(
    shown: Sequence[Period], articles: Sequence[Metadata], settings: Settings
) -> str:
    dated = sum(period.number for period in shown)
    unknown = len(articles) - dated
    if not dated:
        return ""
    first, last = (days.written(shown[n].value, settings) for n in (0, -1))
    text = f"{report.plural(dated, 'briefing')} from {first} to {last}"
    text += ", by month." if len(shown[0].value) == 7 else ", by year."
    return text + (f" The date of {unknown:,} more is not known." if unknown else "")


def _table(shown: Sequence[Period], settings: Settings) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(days.written(period.value, settings))}</th>'
        f"<td>{period.number:,}</td></tr>"
        for period in shown
        if period.number
    )
    unit = "Month" if len(shown[0].value) == 7 else "Year"
    head = f'<tr><th scope="col">{unit}</th><th scope="col">Briefings</th></tr>'
    return (
        '\n<details class="in-numbers"><summary>In numbers</summary>'
        f"<table><thead>{head}</thead><tbody>{rows}</tbody></table></details>"
    )


def _together(number: int) -> str:
    return f"in {report.plural(number, 'briefing')}"


def _address(subject: Explainer, target: str, settings: Settings) -> str:
    source = uris.explainer(subject.slug)
    return uris.final(source, target, directories=settings.directory_urls)
