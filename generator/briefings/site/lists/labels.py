"""Labels of the groups of a list: in full, and below the group that contains them."""

import re
from collections.abc import Callable, Mapping

from briefings.markup.heading_ids import of_title
from briefings.model.content import Settings
from briefings.model.explainer import ExplainerKind
from briefings.site import days
from briefings.site.lists.pagination import UNDATED
from briefings.text import words

_KINDS = frozenset(ExplainerKind)
# Keys of `pagination.of_day`, and decades: 1990s, 2018-03, 2018-undated, 2018-03-01-ab.
_DATED = re.compile(
    rf"(?P<day>\d{{4}}s|\d{{4}}(?:-\d\d){{0,2}})?-?(?P<unknown>{UNDATED})?-?(?P<letters>.*)"
)

Label = Callable[[str, Settings], str]
"""Returns the label of a group, given its key."""


def of_day(key: str, settings: Settings) -> str:
    """Return the full label of a group of days: `March 2018`, `2018, month unknown`."""
    gettext = words.of(settings.locale).gettext
    day, unknown, letters = _split(key)
    group = days.written(day, settings) if day and not day.endswith("s") else ""
    if day.endswith("s"):
        group = decade(day[:-1], settings)
    if unknown and not day:
        group = day_unknown(settings)
    elif unknown and len(day) == len("2018"):
        group = gettext("%(year)s, month unknown") % {"year": group}
    elif unknown:
        group = gettext("%(month)s, day unknown") % {"month": group}
    return within(group, of_name(letters, settings), settings)


def of_day_in_short(key: str, settings: Settings) -> str:
    """Return the label of a group of days below its year or month: `March`, `12`."""
    day, unknown, letters = _split(key)
    if letters:
        return of_name(letters, settings)
    if unknown or len(day) < len("2018-03"):
        return of_day(key, settings)
    if len(day) == len("2018-03"):
        return days.without_year(day, settings).written
    return str(int(day[-2:]))


def _split(key: str) -> tuple[str, bool, str]:
    found = _DATED.fullmatch(key)
    assert found  # the pattern matches any text
    day, unknown, letters = found.groups("")
    return day, bool(unknown), letters


def of_name(key: str, settings: Settings) -> str:
    """Return the label of a group of names: their first letters."""
    del settings
    return key.partition("--")[0].replace("-", " ").strip().capitalize()


def of_kind(key: str, settings: Settings) -> str:
    """Return the label of a group of explainers: their kind and first letters."""
    kind, _, letters = key.partition("-")
    title = kind_titles(settings)[ExplainerKind(kind)]
    return within(title, of_name(letters, settings), settings)


def of_kind_in_short(key: str, settings: Settings) -> str:
    """Return the label of a group of explainers below their kind."""
    return of_name(key.partition("-")[2], settings) or of_kind(key, settings)


def kind_anchor(key: str, settings: Settings) -> str:
    """Return the id of a kind of explainers in their list: `places`."""
    return of_title(kind_titles(settings)[ExplainerKind(key)]) if key in _KINDS else key


def day_anchor(key: str, settings: Settings) -> str:
    """Return the id of a year in a list of briefings: `2018`."""
    return of_title(day_unknown(settings)) if key == UNDATED else key


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
