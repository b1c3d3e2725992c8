"""What of a line is the headline: a kicker, a label or the page's furniture can be glued to it.

Nothing is cut on the looks of the line alone, except for a kicker in capitals: another line of the
page, or the title that the browser shows, has to say where the headline begins and ends.
"""

import re
from collections.abc import Sequence

from briefings.readers.text import browser
from briefings.readers.text.units import Unit

_WORD = re.compile(r"\w+")
# So many words two lines have in common that one is the headline of the other.
_RUN = 5
# At most so many words of a label are taken off the beginning of a headline.
_LABEL = 4
_COLON = re.compile(r" ?: (?=\w|[“„«\"'‘])")
_COLONS = (":", "-", "–", "—", "|")
_STOPS = (*_COLONS, ",", ".", "”", "“", '"')
_OPENING = "“„«\"'‘"
_CAPITALS, _CAPITAL_LETTERS = 3, 12
_LEAST = 15
_SHORTEST = 10
_NAME = 4
_READ = 300
# The lines in which the headline is looked for again.
_ABOVE, _BELOW = 80, 60


def of(units: Sequence[Unit], number: int, page: str) -> str:
    """Return the headline that a line is, or has in it.

    Args:
        units: the capture.
        number: number of the line's unit.
        page: the title that the browser shows, without the site's name; empty for none.
    """
    text = _inside_page_title(units[number].text, page)
    if page and text in page:
        return text
    text = _shared_part(text, page)
    last = text.split()[-1].casefold()
    near = [_bare(unit) for unit in units[max(number - _ABOVE, 0) : number + _BELOW]]
    near = [line for line in (page, *near) if line not in ("", text)]
    # The rest of a line cannot be said again by a line that does not have its last word.
    again = [line for line in near if last in line[:_READ].casefold()]
    text = _with_colon(text, again) or _without_tail(text, near) or _without_label(text, again)
    return _without_capitals(text)


def words(text: str) -> list[str]:
    """Return the words of a text, without regard to case."""
    return _WORD.findall(text.casefold())


def with_kicker(kicker: str, text: str, page: str) -> str:
    """Return “Kicker: Headline” where a page's title says so of two lines; empty for no."""
    kicker = kicker.rstrip(" :")
    if len(text) < _SHORTEST or not kicker or not page.startswith(kicker):
        return ""
    colon = _COLON.match(page, len(kicker))
    return page[: colon.end() + len(text)] if colon and page.startswith(text, colon.end()) else ""


def _inside_page_title(text: str, page: str) -> str:
    """Return the page's title where a line is a few words out of its middle; else the line."""
    own, all_ = words(text), words(page)
    run = len(own)
    if not 2 < run < len(all_) - 1:
        return text
    inner = any(all_[n : n + run] == own for n in range(1, len(all_) - run))
    return page if inner else text


def _shared_part(text: str, page: str) -> str:
    """Return the last part of a line where the page's title ends in it too, after another label.

    “Label - Headline” and “Other label: Headline” show what the headline is; “Headline” and
    “Kicker: Headline” do not.
    """
    own, all_ = list(_WORD.finditer(text)), list(_WORD.finditer(page))
    run = 0
    while run < min(len(own), len(all_)) and _same(own[-1 - run], all_[-1 - run]):
        run += 1
    if not _RUN <= run < min(len(own), len(all_)):
        return text
    label, rest = _cut(text, own[-run].start())
    other, _ = _cut(page, all_[-run].start())
    parted = label.endswith(_COLONS) and other.endswith(_COLONS)
    apart = _names(label).isdisjoint(_names(other))
    return rest if parted and apart else text


def _names(label: str) -> set[str]:
    """Return the words of a label without the small ones that any two can share."""
    return {word for word in words(label) if len(word) >= _NAME}


def _bare(unit: Unit) -> str:
    return unit.text.split(" ", 1)[1] if unit.head.bullet else unit.text


def _same(one: re.Match[str], other: re.Match[str]) -> bool:
    return one[0].casefold() == other[0].casefold()


def _cut(text: str, place: int) -> tuple[str, str]:
    """Return a text before and from a place, the quotation mark that opens there with the rest."""
    before = text[:place].rstrip(_OPENING)
    return before.rstrip(), text[len(before) :].lstrip()


def _with_colon(text: str, others: Sequence[str]) -> str:
    """Return another line with the same words that has a colon where this has none.

    A kicker and the headline below it, run together by the renderer, read as one sentence; the
    colon of the page's title, or of the trail of sections, parts them again.
    """
    if ":" in text:
        return ""
    own = words(text)
    return next((other for other in others if ": " in other and words(other) == own), "")


def _without_tail(text: str, others: Sequence[str]) -> str:
    """Return the line that another one is, with only a separator and a site's name behind it."""
    heads = [
        other
        for other in others
        if _LEAST <= len(other) < len(text)
        and text.startswith(other)
        and browser.parts(text)[0] == other
    ]
    longest = max(heads, key=len, default="")
    return longest if len(words(longest)) >= _RUN else ""


def _without_label(text: str, others: Sequence[str]) -> str:
    """Return the line without a label glued to its beginning, where another begins with the rest.

    The label is of a few words, no mark stands behind it, and the rest begins as a title does.
    """
    own = words(text)
    starts = [match.start() for match in _WORD.finditer(text)]
    folded = [words(other[:_READ]) for other in others]
    for label in range(1, min(_LABEL, len(own) - _RUN) + 1):
        before, rest = _cut(text, starts[label])
        if before.endswith(_STOPS) or rest.lstrip(_OPENING)[:1].islower():
            continue
        if any(other[: len(own) - label] == own[label:] for other in folded):
            return rest
    return text


def _without_capitals(text: str) -> str:
    """Return a headline without the kicker in capitals that is glued to its beginning."""
    found = text.split()
    caps = 0
    while caps < len(found) and found[caps].isupper() and found[caps].isalpha():
        caps += 1
    rest = found[caps:]
    if caps < _CAPITALS or sum(map(len, found[:caps])) < _CAPITAL_LETTERS or len(rest) < _RUN:
        return text
    return " ".join(rest) if any(word.islower() for word in rest) else text
