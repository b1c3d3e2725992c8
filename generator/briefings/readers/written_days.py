"""Read the days of publication and of changes in a line near a headline.

A day is evidence only if it is unambiguous, and if the line is about the article: not the day of a
photo, of an event, of a capture or of today.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.readers import bylines, dates
from briefings.readers.text import phrases

# The web began in 1991: an earlier year is a default of some software.
_YEARS = range(1991, 2100)
# Dates in numbers, for which day and month can be swapped. In CLDR the day comes before a dot, but
# software of news sites swaps them all the same.
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(?:19|20)\d\d(?!\d)")
_MONTHS = 12
LABEL = re.compile(
    r"(?:\b(?:last|zuletzt|artikel) )?"
    rf"(?:(?P<changed>{'|'.join(phrases.CHANGED)})|(?P<published>{'|'.join(phrases.PUBLISHED)}))"
    r"\w*(?: (?:am|on|le|el|il|at)\b)?:?",
    re.IGNORECASE,
)
"""A label before or after a day, such as `Last updated on`."""
_OTHER_DAY = re.compile("|".join(phrases.OTHER_DAY), re.IGNORECASE)
READING_TIME = re.compile(
    r"\b(?:\d+|a|an|one) ?[-‑]? ?(?:min(?:ute)?s?|minuten?|minuti|minutos|мин\w*|dk|분|hours?|"
    r"days?|hrs?)\b\.?(?: ?(?:read|ago|lesezeit|lesen|de lecture|de lectura|leestijd))?"
    r"|\b(?:reading time|lesezeit|lesedauer|temps de lecture|tiempo de lectura)\b:?",
    re.IGNORECASE,
)
"""How long reading takes, or how long ago the article was published."""
_STRIPPED = " |·•,;–—-.:()"
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
# The other words of a line about the article: place, outlet, section. More are a caption.
_MOST_WORDS = 4
# Shorter words stand between a day and its time: `on`, `um`.
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a line states about its article."""

    value: str
    """The day in ISO 8601."""
    is_change: bool
    """Whether it is that of a change."""


def in_line(text: str, lang: str, *, is_dated: bool = False) -> tuple[Day, ...]:
    """Return the days of publication and of changes in a line of a page.

    Args:
        text: a short line, such as `Posted: Aug 08, 2024 | Updated: Aug 09, 2024`.
        lang: BCP 47 tag of its language; empty if not known.
        is_dated: whether the line is known to be about the article, whatever its words.
    """
    text = dates.fold(text)
    found = dates.find_days(text, lang or None)
    if not found or is_about_other_day(text):
        return ()
    between, changes = _labelled(text, found)
    days = tuple(
        Day(day.value, is_change)
        for day, before, is_change in zip(found, between, changes, strict=False)
        if plausible(day.value)
        and not _is_ambiguous(text[day.start : day.end], label(before), lang)
    )
    is_about = is_dated or any(map(label, between)) or _is_short(between)
    return days if is_about and len(days) == len(found) else ()


def are_changes(text: str, lang: str) -> tuple[bool, ...]:
    """Return for each day in a line, also an ambiguous one, whether it is that of a change."""
    text = dates.fold(text)
    return _labelled(text, dates.find_days(text, lang or None))[1]


def _labelled(text: str, found: Sequence[dates.Dated]) -> tuple[Sequence[str], tuple[bool, ...]]:
    """Return the words around the days in a folded line, and which days are those of changes."""
    ends = [0, *(day.end for day in found)]
    starts = [*(day.start for day in found), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    labels = [label(part) for part in between]
    # In some languages the label is after the day. After a time, or before more words, it is about
    # those.
    tail = between[-1].rstrip(_STRIPPED)
    ends_with_label = any(known.end() == len(tail) for known in LABEL.finditer(tail))
    is_after = not labels[0] and ends_with_label and not any(map(str.isdigit, tail))
    stated = labels[1:] if is_after else labels[:-1]
    return between, tuple(one == "changed" for one in stated)


def is_about_change(text: str) -> bool:
    """Return whether a line is about a change: the label before or after all numbers says so."""
    numbers = [found.span() for found in _DIGITS.finditer(text)] or [(len(text), len(text))]
    labels = {label(text[: numbers[0][0]]), label(text[numbers[-1][1] :])}
    return "changed" in labels and "published" not in labels


def is_about_other_day(text: str) -> bool:
    """Return whether the days in a line are not those of the article: `Printed on`, `Expires`."""
    return _OTHER_DAY.search(text) is not None


def label(text: str) -> str:
    """Return `changed` or `published` for the last label in a text; empty for none."""
    last = ""
    for found in LABEL.finditer(text):
        last = found.lastgroup or ""
    return last


def _is_short(between: Sequence[str]) -> bool:
    """Return whether beside its days a line has only a few names."""
    rest = READING_TIME.sub(" ", " | ".join(between))
    if bylines.in_line(rest, "", names_only=False):
        return True
    words = [word for word in _WORD.findall(rest) if len(word) > _SHORT]
    return len(words) <= _MOST_WORDS and not any(map(str.islower, words))


def written(text: str, lang: str) -> str | None:
    """Return the day of publication in a line of a page, in ISO 8601.

    Args:
        text: a short line, such as `Posted: Aug 08, 2024 4:00 AM EDT`.
        lang: BCP 47 tag of its language; empty if not known.

    Returns:
        None for a line without a full date, with several days, with an ambiguous day, or with the
        date of a change only.
    """
    days = {day.value[:10] for day in in_line(text, lang, is_dated=True) if not day.is_change}
    return days.pop() if len(days) == 1 else None


def _is_ambiguous(written: str, before: str, lang: str) -> bool:
    """Return whether day and month of a date in numbers can be swapped.

    A date with a time or a label has the order of its language, but for English: sites of all
    countries declare American English, the default of their software.
    """
    found = _NUMERIC.search(written)
    if not found or ((before or ":" in written) and not lang.startswith("en")):
        return False
    first, second = int(found[1]), int(found[3])
    return first != second and first <= _MONTHS and second <= _MONTHS


def plausible(moment: str) -> str | None:
    """Return a moment of the time of the web; None for any other."""
    return moment if int(moment[:4]) in _YEARS else None
