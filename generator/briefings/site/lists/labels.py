"""Labels of the pages of a list: in full, and below the group that contains them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from babel import Locale

from briefings.markup.heading_ids import of_title
from briefings.model.content import Settings
from briefings.model.explainer import ExplainerKind
from briefings.site import days
from briefings.site.lists.pagination import UNDATED, Span
from briefings.text import uris, words

Label = Callable[[Span, Settings], str]
"""Returns the label of a page of a list, given what it has."""


def of_days(span: Span, settings: Settings, *, with_year: bool = True) -> str:
    """Return the label of some days: `January – March 2018`, or `Jan – Mar` without the year."""
    ends = sorted(filter(None, (span.first, span.last)))
    if not ends or ends[0].startswith(UNDATED):
        letters = replace(span, first=_letters(span.first), last=_letters(span.last))
        return within(day_unknown(settings), of_names(letters, settings), settings)
    if ends[0].endswith("s"):
        return decade(ends[0][:-1], settings)
    written = days.between(ends[0], ends[-1], settings.locale, with_year=with_year)
    return _numbered(written, span, settings)


def without_year(span: Span, settings: Settings) -> str:
    """Return the label of some days below their year: `Jan – Mar`."""
    return of_days(span, settings, with_year=len({span.first[:4], span.last[:4]}) > 1)


def heading_of_day(day: str, span: Span | None, settings: Settings) -> str:
    """Return the heading above an entry: its year, or its month on a page of a single year.

    Args:
        day: ISO 8601 date of the entry, of any precision; empty for none.
        span: what the page has; None for a whole list.
        settings: the settings.
    """
    if not day:
        return day_unknown(settings)
    in_year = span and span.first[:4] == span.last[:4]
    return days.written(day[: len("2018-03" if in_year else "2018")], settings)


def of_names(span: Span, settings: Settings) -> str:
    """Return the label of some names: their first letters, `A – Co`."""
    names = dict.fromkeys(filter(None, (span.first, span.last)))
    return _numbered(_range(names, settings), span, settings)


def of_kinds(span: Span, settings: Settings) -> str:
    """Return the label of some explainers: their kind and first letters, or their kinds."""
    titles = kind_titles(settings)
    kinds = list(titles)
    first, last = (kinds.index(ExplainerKind(e.partition("-")[0])) for e in (span.first, span.last))
    names = words.of(settings.locale).gettext(", ").join(titles[k] for k in kinds[first : last + 1])
    if first < last:
        return names
    letters = replace(span, first=_letters(span.first), last=_letters(span.last))
    return within(names, of_names(letters, settings), settings)


def without_kind(span: Span, settings: Settings) -> str:
    """Return the label of some explainers below their kind."""
    letters = replace(span, first=_letters(span.first), last=_letters(span.last))
    return of_names(letters, settings) or of_kinds(span, settings)


def _letters(end: str) -> str:
    return end.partition("-")[2]


def _numbered(label: str, span: Span, settings: Settings) -> str:
    return within(label, str(span.number), settings) if span.number > 1 else label


def _range(ends: Iterable[str], settings: Settings) -> str:
    found = tuple(ends)
    pattern = str(Locale.parse(settings.locale).interval_formats[None])
    return pattern.format(*found) if len(found) > 1 else "".join(found)


def kind_anchor(kind: str, settings: Settings) -> str:
    """Return the id of a kind of explainers in their list: `places`."""
    return of_title(kind_titles(settings)[ExplainerKind(kind)])


def first_kind_anchor(span: Span, settings: Settings) -> str:
    """Return the id of the first of some kinds of explainers in their list."""
    return kind_anchor(span.first.partition("-")[0], settings)


def day_anchor(span: Span, settings: Settings) -> str:
    """Return the id of a year in a list of briefings: `2018`."""
    ends = sorted(filter(None, (span.first, span.last)))
    known = ends and not ends[0].startswith(UNDATED)
    return ends[0][: len("2010s")].rstrip("-") if known else of_title(day_unknown(settings))


def name_anchor(span: Span, settings: Settings) -> str:
    """Return the id of some names in their list: the slug of their first letters."""
    del settings
    return uris.slugify(span.first)


def kind_titles(settings: Settings) -> Mapping[ExplainerKind, str]:
    """Return the name of each kind of explainers, in their order."""
    gettext = words.of(settings.locale).gettext
    return {
        ExplainerKind.PLACE: gettext("Places"),
        ExplainerKind.PERSON: gettext("People"),
        ExplainerKind.ORGANISATION: gettext("Organisations"),
        ExplainerKind.DOCUMENT: gettext("Documents"),
        ExplainerKind.EVENT: gettext("Events"),
        ExplainerKind.CONCEPT: gettext("Concepts"),
    }


def kind_names(settings: Settings) -> Mapping[ExplainerKind, str]:
    """Return what an explainer of each kind is about."""
    gettext = words.of(settings.locale).gettext
    return {
        ExplainerKind.PLACE: gettext("Place"),
        ExplainerKind.PERSON: gettext("Person"),
        ExplainerKind.ORGANISATION: gettext("Organisation"),
        ExplainerKind.DOCUMENT: gettext("Document"),
        ExplainerKind.EVENT: gettext("Event"),
        ExplainerKind.CONCEPT: gettext("Concept"),
    }


def day_unknown(settings: Settings) -> str:
    """Return the label of the group of briefings without a date."""
    return words.of(settings.locale).gettext("Publication date unknown")


def decade(first: str, settings: Settings) -> str:
    """Return the label of a decade, given its first year: `1990s`."""
    return words.of(settings.locale).gettext("%(year)ss") % {"year": first}


def within(whole: str, group: str, settings: Settings) -> str:
    """Return the label of a group with that of what contains it; each may be empty."""
    if not (whole and group):
        return whole or group
    names = {"whole": whole, "group": group}
    return words.of(settings.locale).gettext("%(whole)s: %(group)s") % names
