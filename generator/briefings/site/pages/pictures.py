"""The pictures of an explainer: its timeline, its coverage and its neighbourhood.

They are blocks of HTML, in which no Markdown generator resolves links: the addresses in them are
those of the finished site.
"""

from collections.abc import Sequence

from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.site.corpus import Corpus
from briefings.site.figures import coverage, neighbours, svg, timeline
from briefings.site.figures.coverage import Period
from briefings.site.figures.neighbours import Neighbour
from briefings.site.figures.timeline import Event, Marked
from briefings.site.lists import chronology, events
from briefings.site.pages import fragments
from briefings.text import report, uris

# What the caption says of the briefings: of one, and of several.
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


def of_timeline(corpus: Corpus, subject: Explainer, uri: str) -> str:
    """Return the timeline of an explainer as a picture; nothing where a line would say nothing."""
    entries = [
        Event(
            e.date,
            f"{fragments.written(e.date, corpus.settings)}: {events.plain(e.event)}",
            f"#{name}",
        )
        for e, name in zip(subject.timeline, chronology.anchors(subject.timeline), strict=True)
    ]
    briefings = [
        Event(
            day, f"Briefing, {fragments.written(day, corpus.settings)}: {article.title}",
            _address(corpus, uri, uris.briefing(article.slug)),
        )
        for article in _briefings(corpus, subject)
        if article.published and (day := article.published.isoformat())
    ]  # fmt: skip
    title = f"Timeline: {subject.title}"
    picture, marked = timeline.draw(title, entries, briefings, corpus.settings.locale)
    caption = f"Each date leads to its entry below.{_MARKED[marked][len(briefings) != 1]}"
    return _figure(picture, caption) if picture else ""


def of_coverage(corpus: Corpus, subject: Explainer) -> str:
    """Return how many briefings mention a subject in each month, as a picture with its table."""
    articles = _briefings(corpus, subject)
    shown = coverage.periods(a.published for a in articles if a.published)
    caption = _coverage_in_words(shown, articles, corpus.settings)
    picture = coverage.draw(caption, shown)
    if not picture:
        return ""
    return _figure(picture, caption, _table(shown, corpus.settings))


def of_neighbours(corpus: Corpus, subject: Explainer, uri: str) -> str:
    """Return the subjects that are most often mentioned together with one: a picture and a list."""
    found = nearest(corpus, subject)
    if not found:
        return ""
    picture = neighbours.draw(
        f"Mentioned together with {subject.title}",
        _short(subject),
        [_neighbour(corpus, other, number, uri) for other, number in found],
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


def _neighbour(corpus: Corpus, other: Explainer, number: int, uri: str) -> Neighbour:
    name = _short(other)
    title = other.title if name in other.title else f"{name}, {other.title}"
    address = _address(corpus, uri, uris.explainer(other.slug))
    return Neighbour(name, address, number, f"{title}, {_together(number)}")


def _short(explainer: Explainer) -> str:
    """Return the title, or where that is too long for the picture the first alias that is not."""
    names = (explainer.title, *explainer.also_called)
    return next(filter(neighbours.fits, names), explainer.title)


def nearest(corpus: Corpus, subject: Explainer) -> Sequence[tuple[Explainer, int]]:
    """Return the subjects most often mentioned together with one, with the number of briefings."""
    found = corpus.comentions.get(subject.slug, ())
    return [(corpus.explainers[slug], number) for slug, number in found]


def _briefings(corpus: Corpus, subject: Explainer) -> list[Metadata]:
    return [corpus.articles[slug] for slug in corpus.backlinks.get(subject.slug, ())]


def _figure(picture: str, caption: str, more: str = "") -> str:
    return (
        f'<figure class="figure">\n{picture}\n'
        f"<figcaption>{svg.words(caption)}</figcaption>{more}\n</figure>"
    )


def _coverage_in_words(
    shown: Sequence[Period], articles: Sequence[Metadata], settings: Settings
) -> str:
    dated = sum(period.number for period in shown)
    unknown = len(articles) - dated
    if not dated:
        return ""
    first, last = (fragments.written(shown[n].value, settings) for n in (0, -1))
    text = f"{report.plural(dated, 'briefing')} from {first} to {last}"
    text += ", by month." if len(shown[0].value) == 7 else ", by year."
    return text + (f" The date of {unknown:,} more is not known." if unknown else "")


def _table(shown: Sequence[Period], settings: Settings) -> str:
    rows = "".join(
        f'<tr><th scope="row">{svg.words(fragments.written(period.value, settings))}</th>'
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


def _address(corpus: Corpus, source: str, target: str) -> str:
    return uris.final(source, target, directories=corpus.settings.directory_urls)
