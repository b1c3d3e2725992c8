"""Dates of saved pages: declared moments, and days in the lines around the headline.

A declared moment is read with its zone. A day in a line is evidence only if it is unambiguous and
not the day of a change.
"""

import re
from datetime import UTC, datetime

from briefings.readers import dates

_SPACED_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
# The web began in 1991: an earlier year is a default of some software.
_YEARS = range(1991, 2100)
_LONGEST_MOMENT = 80
# Dates in numbers, for which day and month can be swapped. In CLDR the day comes before a dot, but
# software of news sites swaps them all the same.
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(?:19|20)\d\d(?!\d)")
_MONTHS = 12
# Before the date of a change.
_CHANGED = re.compile(
    r"updated|modified|aktualisiert|geändert|stand:|actualizado|mis à jour|aggiornato|oppdatert"
    r"|opdateret|güncelle|更新|수정|изменен|обновлен|gewijzigd|zaktualizowan",
    re.IGNORECASE,
)


def declared(value: str) -> str | None:
    """Return a moment in a machine-readable form in ISO 8601; None for anything but a full date.

    Args:
        value: such as `2024-04-28T08:52:55+02:00`, `20240428`, `1714287175` (seconds or
            milliseconds since 1970) or `Sun, 28 Apr 2024 08:52:55 GMT`.
    """
    value = _SPACED_ZONE.sub("", value.strip())
    if not value or len(value) > _LONGEST_MOMENT:
        return None
    if value.isascii() and value.isdecimal() and len(value) in (10, 13):
        return _plausible(datetime.fromtimestamp(int(value[:10]), UTC).isoformat())
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        parsed = dates.parse_day(value, "en")
        return _plausible(parsed) if parsed else None
    is_day = len(value) <= len("2024-04-28")
    return _plausible(moment.date().isoformat() if is_day else moment.isoformat(timespec="seconds"))


def written(text: str, lang: str) -> str | None:
    """Return the day of publication in a line of a page, in ISO 8601.

    Args:
        text: a short line, such as `Posted: Aug 08, 2024 4:00 AM EDT`.
        lang: BCP 47 tag of its language; empty if not known.

    Returns:
        None for a line without a full date, with several days, with an ambiguous day, or with the
        date of a change only.
    """
    if changed := _CHANGED.search(text):
        text = text[: changed.start()]
    if any(_is_ambiguous(numbers) for numbers in _NUMERIC.finditer(text)):
        return None
    days = {found.value[:10] for found in dates.find_days(text, lang or None)}
    return _plausible(days.pop()) if len(days) == 1 else None


def _is_ambiguous(numbers: re.Match[str]) -> bool:
    first, second = int(numbers[1]), int(numbers[3])
    return first != second and first <= _MONTHS and second <= _MONTHS


def _plausible(moment: str) -> str | None:
    return moment if int(moment[:4]) in _YEARS else None
