"""The headline: which line above the article is its title.

A page's text often begins with the title that the browser shows (see `browser`), the site's name at
its end; the headline itself stands above the article, and shares words with both. In this order:

- A first line that the page repeats as it is, twice or more, is the title.
- Two lines that the page's title has as “Kicker: Headline” are the title.
- Each line above the article is weighed by marks of a headline, and so is a line a little below its
  beginning that is like the page's title. The weights did best on the development captures,
  rounded. A line that begins or ends with the page's title is as good as that title.
- The best line is believed if it is worth enough, and more where the page has a title; less again
  where that “title” may be a notice, since it shares nothing with the article. Else the page's
  title is the title, if there is one.
- Below a line that only repeats the page's title, the headline in other words is preferred; a mere
  tail of it is not.
- What of the line is the headline is told by the other lines (see `headline`).
"""

import re
from collections.abc import Container, Iterable, Sequence

from briefings.readers.text import browser, headline
from briefings.readers.text import shapes as text_shapes
from briefings.readers.text.units import OFTEN, Kind, Unit

_LETTERS = range(10, 261)
# How far above the article a headline can stand: pictures, summaries and share bars between.
_ABOVE = 60
_BELOW = 2
_BELOW_LIKE, _LIKE = 12, 0.4
_LONG_PAGE_TITLE = 20
_TEXT = 400
_BODY = 40
_COPIES, _DATE_AND_HEADLINE = 6, 60
_NEAR = 6
# A word can hold combining marks, which are no word characters to `re`.
_WORD = re.compile("[\\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u109f]+")

# Weights of the marks of a headline.
_LIKE_PAGE_TITLE = 1.0
_SAME_AS_PAGE_TITLE, _SAME = 2.0, 0.75
_LIKE_BODY = 1.0
_COPY = 0.35
_APART = 0.15
_DATE_BELOW = 0.25
_FIRST = 0.12
_AFTER_SHORT = 0.25
_STOPS = -1.0
_STOPS_OF_SENTENCES = (".", ",", ";", ":", "。", "।", "۔")
_SENTENCES = -0.35
_VERY_SHORT, _VERY_SHORT_BELOW = -4.0, 24
_TOO_LONG, _TOO_LONG_FROM = -4.0, 165
_ITEM = -4.0
_NAMES = -0.5
_REPEATED, _DISTINCT = -1.0, 0.75
_PICTURE = -0.7
# A weaker line than this is not believed where the page has a title.
_BELIEVED = 1.15
_BELIEVED_FOR_NOTICE = 0.6
_POSSIBLE = 0.0
_NOTHING = float("-inf")
# What the headline in other words, below a line that repeats the page's title, has to be.
_HEADLINE_WORTH, _HEADLINE_LENGTH = 1.5, (25, 130)

Scored = tuple[float, float, int]
"""What a line is worth, its likeness to the article, and its number."""


def grams(text: str) -> frozenset[str]:
    """Return what two texts on one subject share: beginnings of words, pairs of dense letters."""
    found: set[str] = set()
    dense = text_shapes.is_dense(text)
    for word in _WORD.findall(text.lower().replace("\u00ad", "")):
        if dense and text_shapes.is_dense(word):
            found.update(word[n : n + 2] for n in range(len(word) - 1))
        elif len(word) >= 4:
            found.add(word[:5])
    return frozenset(found)


def find(units: Sequence[Unit], start: int, body: Sequence[Unit]) -> tuple[int | None, str]:
    """Return the number of the headline's unit and the title; (None, "") for neither.

    Args:
        units: the capture.
        start: number of the unit with which the article begins.
        body: the paragraphs of the article.

    The number is None, too, where the title is the page's and no line of its own.
    """
    page = browser.find(units)
    window = range(max(start - _ABOVE, 1 if page else 0), min(start + _BELOW_LIKE, len(units)))
    shared: frozenset[str] = frozenset().union(*(grams(u.text[:_TEXT]) for u in body[:_BODY]))
    # A bare first line that shares nothing with the article can as well be a notice.
    bare, copies = units[0].text == page, units[0].copies
    likely = bool(page) and (not bare or not shared.isdisjoint(grams(page)))
    if likely and bare and copies >= OFTEN:
        return None, page
    if page and (split := _in_two_lines(units, window, page)):
        return split
    kept = {unit.first for unit in body}
    scored = _scored(units, window, start, page, shared, kept)
    believed = _BELIEVED if likely or copies > 1 else _BELIEVED_FOR_NOTICE
    best, _, number = max(scored, default=(_NOTHING, 0.0, 0))
    if best < (believed if page else _POSSIBLE):
        return None, page
    return _chosen(units, scored, number, page)


def _in_two_lines(
    units: Sequence[Unit], window: Iterable[int], page: str
) -> tuple[int, str] | None:
    """Return the headline that stands in two lines, its kicker above, as the page's title says."""
    for number in window:
        above, text = units[number - 1].text, units[number].text
        if title := headline.with_kicker(above, text, page):
            return number, title
    return None


def _scored(
    units: Sequence[Unit],
    window: range,
    start: int,
    page: str,
    shared: frozenset[str],
    kept: Container[int],
) -> list[Scored]:
    """Return what each line of the window that can be the headline is worth.

    Below the article's start only lines that are like the page's title come into question.
    """
    page_grams = grams(page)
    near = units[window.start : window.stop + _NEAR]
    marked = [unit.kind is Kind.DATE or bool(text_shapes.byline(unit.text)) for unit in near]
    scored: list[Scored] = []
    for number in window:
        unit = units[number]
        says_page = _says(unit.text, page)
        if not (says_page or _possible(unit)) or not (own := grams(unit.text[:_TEXT])):
            continue
        like_page = len(own & page_grams) / len(own | page_grams)
        if number >= start + _BELOW and not (says_page or like_page >= _LIKE):
            continue
        like_body = len(own & shared) / len(own)
        like_body *= 0.5 if unit.first in kept else min(1.0, len(own) / 4)
        first = not any(likeness >= 0.4 for _, likeness, _ in scored[-_NEAR:])
        value = _LIKE_PAGE_TITLE * like_page + _LIKE_BODY * like_body + _FIRST * first
        value += _SAME_AS_PAGE_TITLE * (says_page or like_page >= _SAME)
        below = number - window.start + 1
        marks = _marks(units, number, any(marked[below : below + _NEAR]))
        scored.append((value + (max(marks, 0.0) if says_page else marks), like_body, number))
    return scored


def _says(text: str, page: str) -> bool:
    """Return whether a line begins or ends with the page's title, perhaps with something glued."""
    return len(page) >= _LONG_PAGE_TITLE and (text.startswith(page) or text.endswith(page))


def _chosen(
    units: Sequence[Unit], scored: Sequence[Scored], number: int, page: str
) -> tuple[int, str]:
    """Return the headline's unit and the headline, from the line that is worth most."""
    if len(page) >= _LONG_PAGE_TITLE and page in units[number].text:
        number = _below_breadcrumb(units, scored, number, grams(page))
        if page in units[number].text and units[number].text != page:
            return number, page
    text = units[number].text
    for _, _, other in scored:
        shorter = units[other].text
        if not number < other <= number + _NEAR or (text == page and _ends_with(text, shorter)):
            continue
        # The trail of sections, or a kicker, and the headline in one line; the headline below it.
        if len(shorter) < len(text) and text.endswith(shorter):
            return other, shorter
    return number, headline.of(units, number, page)


def _ends_with(text: str, tail: str) -> bool:
    """Return whether a text ends with whole words, without regard to case."""
    return text.casefold().endswith(f" {tail.casefold()}")


def _possible(unit: Unit) -> bool:
    if not _LETTERS.start <= unit.shape.weight < _LETTERS.stop:
        return False
    if unit.kind is Kind.CREDIT or unit.copies > _COPIES or text_shapes.byline(unit.text):
        return False
    return unit.kind is not Kind.DATE or unit.shape.weight >= _DATE_AND_HEADLINE


def _marks(units: Sequence[Unit], number: int, dated: bool) -> float:
    unit, shape = units[number], units[number].shape
    below = units[number + 1].kind if number + 1 < len(units) else None
    picture = unit.kind is Kind.CAPTION or below is Kind.CREDIT
    value = _COPY * (1 < unit.copies <= 4) + _APART * unit.apart
    value += _DATE_BELOW * dated
    value += _AFTER_SHORT * (number > 0 and units[number - 1].shape.weight < 30)
    value += _STOPS * (unit.text.endswith(_STOPS_OF_SENTENCES) and not unit.text.endswith("..."))
    value += _NAMES * (shape.lower == 0 and shape.words > 2)
    value += _SENTENCES * (shape.stops > 1) + _ITEM * unit.head.bullet + _PICTURE * picture
    value += _REPEATED * (shape.words > 4 and len(set(unit.text.split())) < _DISTINCT * shape.words)
    value += _VERY_SHORT * (shape.weight < _VERY_SHORT_BELOW)
    return value + _TOO_LONG * (shape.weight > _TOO_LONG_FROM)


def _below_breadcrumb(
    units: Sequence[Unit], scored: Sequence[Scored], number: int, page: frozenset[str]
) -> int:
    """Return the headline right below a line that only repeats the page's title, if there is one.

    The trail of sections above an article ends in the page's title, and the headline, put in
    other words, follows it.
    """
    trail = units[number].text
    for value, likeness, other in scored:
        unit = units[other]
        if not number < other <= number + _NEAR or unit.text.endswith((".", ")")):
            continue
        if value < _HEADLINE_WORTH or likeness < _LIKE or _ends_with(trail, unit.text):
            continue
        shortest, longest = _HEADLINE_LENGTH
        if shortest <= unit.shape.weight <= longest and grams(unit.text) & page:
            return other
    return number
