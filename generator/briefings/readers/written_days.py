"""Read the day of publication in a line near a headline.

A day is evidence only if it is unambiguous and not the day of a change.
"""

import re

from briefings.readers import dates

# The web began in 1991: an earlier year is a default of some software.
_YEARS = range(1991, 2100)
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
    if is_ambiguous(text):
        return None
    days = {found.value[:10] for found in dates.find_days(text, lang or None)}
    return plausible(days.pop()) if len(days) == 1 else None


def is_ambiguous(text: str) -> bool:
    """Return whether day and month of a numeric date in a text can be swapped."""
    pairs = [(int(numbers[1]), int(numbers[3])) for numbers in _NUMERIC.finditer(text)]
    return any(a != b and a <= _MONTHS and b <= _MONTHS for a, b in pairs)


def plausible(moment: str) -> str | None:
    """Return a moment of the time of the web; None for any other."""
    return moment if int(moment[:4]) in _YEARS else None
