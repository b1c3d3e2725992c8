"""Labels of the groups of a list: in full, and below the group that contains them."""

import re
from collections.abc import Callable

from briefings.model.content import Settings
from briefings.model.explainer import ExplainerKind
from briefings.site import days
from briefings.site.lists.pagination import UNDATED
from briefings.text import uris

DAY_UNKNOWN = "Publication date unknown"
"""Label of the group of briefings without a date."""
KIND_TITLES = {
    ExplainerKind.PLACE: "Places",
    ExplainerKind.PERSON: "People",
    ExplainerKind.ORGANISATION: "Organisations",
    ExplainerKind.DOCUMENT: "Documents",
    ExplainerKind.EVENT: "Events",
    ExplainerKind.CONCEPT: "Concepts",
}
_KINDS = frozenset(ExplainerKind)
# Keys of `pagination.of_day`, and decades: 1990s, 2018-03, 2018-undated, 2018-03-01-ab.
_DATED = re.compile(
    rf"(?P<day>\d{{4}}s|\d{{4}}(?:-\d\d){{0,2}})?-?(?P<unknown>{UNDATED})?-?(?P<letters>.*)"
)
_UNKNOWN = {None: DAY_UNKNOWN, 4: "month unknown", 7: "day unknown"}

Label = Callable[[str, Settings], str]
"""Returns the label of a group, given its key."""


def of_day(key: str, settings: Settings) -> str:
    """Return the full label of a group of days: `March 2018`, `2018, month unknown`."""
    day, unknown, letters = _split(key)
    known = [day if day.endswith("s") else days.written(day, settings)] if day else []
    known += [_UNKNOWN[len(day) or None]] if unknown else []
    return ": ".join(filter(None, (", ".join(known), of_name(letters, settings))))


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
    return ": ".join(filter(None, (KIND_TITLES[ExplainerKind(kind)], of_name(letters, settings))))


def of_kind_in_short(key: str, settings: Settings) -> str:
    """Return the label of a group of explainers below their kind."""
    return of_name(key.partition("-")[2], settings) or of_kind(key, settings)


def kind_anchor(key: str) -> str:
    """Return the id of a kind of explainers in their list: `places`."""
    return KIND_TITLES[ExplainerKind(key)].lower() if key in _KINDS else key


def day_anchor(key: str) -> str:
    """Return the id of a year in a list of briefings: `2018`."""
    return uris.slugify(DAY_UNKNOWN) if key == UNDATED else key
