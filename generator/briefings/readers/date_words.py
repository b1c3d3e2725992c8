"""Names of months, weekdays and time zones in many languages.

The names come from dateparser (which compiled them from Unicode CLDR), in one index from a name to
its languages. Without a language dateparser would try all of its 205, which can take seconds.
"""

import re
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from briefings.text import languages

# dateparser orders its languages by use. Names of languages after the first 70 would only make
# other names ambiguous.
_LANGUAGES = 70
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def plain(word: str) -> str:
    """Return a word in the form of the index: case folded, without a final dot."""
    # Turkish İ folds to i and a combining dot.
    return word.casefold().replace("i̇", "i").rstrip(".")


@dataclass(frozen=True, slots=True)
class Names:
    """Names in all languages."""

    months: dict[str, dict[str, int]]
    """Name of a month → language → month, from 1."""
    weekdays: frozenset[str]
    """Names of weekdays."""


@cache
def names() -> Names:
    """Return the names from dateparser; the first call takes 0.1 s."""
    # Imported here, as it takes 0.1 s that most edits do not need.
    from dateparser.data.languages_info import language_order  # noqa: PLC0415

    months: dict[str, dict[str, int]] = {}
    weekdays: set[str] = set()
    for lang in language_order[:_LANGUAGES]:
        known: dict[str, Any] = import_module(f"dateparser.data.date_translation_data.{lang}").info
        for number, month in enumerate(_MONTHS, 1):
            for name in known.get(month, ()):
                if not re.search(r"[\d\s]", name):
                    months.setdefault(plain(name), {}).setdefault(lang, number)
        for weekday in _WEEKDAYS:
            weekdays.update(plain(name) for name in known.get(weekday, ()))
    return Names(months, frozenset(weekdays))


def languages_of(month: str, lang: str | None) -> tuple[str, ...]:
    """Return the languages in which a word names a month, most used first.

    Args:
        month: the word.
        lang: BCP 47 tag of the text. If the word is a month in that language, only that counts.
    """
    found = names().months.get(plain(month), {})
    base = languages.base(lang or "")
    # dateparser has only the written standards of Norwegian.
    base = {"no": "nb", "nn": "nb"}.get(base, base)
    own = tuple(known for known in found if languages.base(known) == base)
    return own or tuple(found)


def month_number(month: str, lang: str | None) -> int | None:
    """Return the month that a word names, from 1; None for none, or for several.

    `listopada` is October in Croatian and November in Polish: without a language it is None.
    """
    found = names().months.get(plain(month), {})
    meant = {found[known] for known in languages_of(month, lang)}
    return meant.pop() if len(meant) == 1 else None


def numeric_order(lang: str | None) -> str | None:
    """Return the order of a numeric date in a language: `DMY`, `MDY`, or None if unknown.

    It is the order of the short date in Unicode CLDR. English without a region has both.
    """
    if not lang or lang.lower() == "en":
        return None
    try:
        pattern = Locale.parse(lang.replace("-", "_")).date_formats["short"].pattern
    except (UnknownLocaleError, ValueError, KeyError):
        return None
    day, month, year = (pattern.find(letter) for letter in "dMy")
    if -1 < day < month < year:
        return "DMY"
    if -1 < month < day < year:
        return "MDY"
    return None


def _hours(offset: float) -> tzinfo:
    return timezone(timedelta(hours=offset))


# Abbreviations with one meaning in news. Those with several (IST, BST, CST, MST, AST …) are missing
# or depend on the region below: a wrong zone is worse than none.
_ZONES: dict[str, tzinfo] = {
    **dict.fromkeys(("z", "utc", "gmt", "ut"), UTC),
    **dict.fromkeys(("wet",), _hours(0)),
    **dict.fromkeys(("cet", "mez", "west"), _hours(1)),
    **dict.fromkeys(("cest", "mesz", "eet", "sast"), _hours(2)),
    **dict.fromkeys(("eest", "msk", "мск", "eat", "trt"), _hours(3)),
    "pkt": _hours(5),
    "wib": _hours(7),
    "hkt": _hours(8),
    "sgt": _hours(8),
    "jst": _hours(9),
    "kst": _hours(9),
    "aest": _hours(10),
    "aedt": _hours(11),
    "nzst": _hours(12),
    "nzdt": _hours(13),
    "edt": _hours(-4),
    "est": _hours(-5),
    "cdt": _hours(-5),
    "mdt": _hours(-6),
    "pdt": _hours(-7),
    "brt": _hours(-3),
    # Summer or winter time by the day, as in the press of the United States.
    "et": ZoneInfo("America/New_York"),
    "pt": ZoneInfo("America/Los_Angeles"),
}
_REGIONAL_ZONES: dict[tuple[str, str], tzinfo] = {
    ("bst", "GB"): _hours(1),
    ("ist", "IN"): _hours(5.5),
    ("ist", "IE"): _hours(1),
    ("ist", "IL"): _hours(2),
    ("cst", "US"): _hours(-6),
    ("cst", "CN"): _hours(8),
    ("mst", "US"): _hours(-7),
    ("pst", "US"): _hours(-8),
    ("ct", "US"): ZoneInfo("America/Chicago"),
    ("mt", "US"): ZoneInfo("America/Denver"),
}


def zone(name: str, lang: str | None) -> tzinfo | None:
    """Return the time zone of an abbreviation; None if it is unknown or ambiguous.

    The region of `lang` resolves some ambiguous ones.
    """
    name = name.casefold()
    region = (lang or "").replace("_", "-").rpartition("-")[2].upper()
    return _ZONES.get(name) or _REGIONAL_ZONES.get((name, region))
