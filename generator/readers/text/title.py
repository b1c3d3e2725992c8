"""The headline: which line above the article is its title.

A page's text often begins with the title that the browser shows, the site's name at its end; the
headline itself stands above the article, and shares words with both. Each line above the article
is weighed by marks of a headline; the weights did best on the development captures, rounded.
"""

import re
from collections.abc import Sequence

from generator.readers.text import shapes as text_shapes
from generator.readers.text.units import Kind, Unit

_SEPARATOR = re.compile(r"\s+[|–—·•«»:]+\s+|\s+-+\s+|\s*\|\s*")
# The title that the browser shows is cut from a packed line at this length.
_PAGE_TITLE = 300
_PACKED_TITLE = 160
_HEADLINE = 30
_LETTERS = range(10, 261)
# How far above the article a headline can stand: pictures, summaries and share bars between.
_ABOVE = 60
_BELOW = 2
_BODY = 40
_NEAR = 6
_WORD = re.compile(r"\w+")

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
_PICTURE = -0.7
# A weaker line than this is not believed where the page has a title.
_BELIEVED = 1.15
_POSSIBLE = 0.0


def grams(text: str) -> frozenset[str]:
    """Return what two texts on one subject share: beginnings of words, pairs of dense letters."""
    found: set[str] = set()
    dense = text_shapes.is_dense(text)
    for word in _WORD.findall(text.lower()):
        if dense and text_shapes.is_dense(word):
            found.update(word[n : n + 2] for n in range(len(word) - 1))
        elif len(word) >= 4:
            found.add(word[:5])
    return frozenset(found)


def page_title(units: Sequence[Unit]) -> str:
    """Return the title at the top of a capture without the site's name; empty for none."""
    if len(units) < 4 or units[0].head.indent > 1 or units[0].shape.weight < 15:
        return ""
    text = units[0].text[:_PAGE_TITLE]
    if len(units[0].text) > _PACKED_TITLE:
        # Something is stuck to its end: it ends at the first separator that leaves a headline.
        ends = (found.start() for found in _SEPARATOR.finditer(text))
        text = text[: next((end for end in ends if end >= _HEADLINE), len(text))]
        return text if len(text) < _PACKED_TITLE else ""
    if not _SEPARATOR.search(text) and units[0].shape.weight < 40 and units[0].copies == 1:
        return ""
    return without_site(text, frozenset(unit.text for unit in units[1 : _ABOVE * 8]))


def without_site(title: str, lines: frozenset[str] = frozenset()) -> str:
    """Return a page's title without the names of site and section that end it.

    What is a line of the page as it stands, and a tail that goes on in lower case, is kept.
    """
    while title not in lines:
        separators = list(_SEPARATOR.finditer(title))
        if not separators:
            break
        found = separators[-1]
        head, tail = title[: found.start()], title[found.end() :]
        words = tail.split()
        name = len(words) <= 4 and len(tail) <= 40 and not tail.endswith(("?", "!", "."))
        # “der Freitag”, “kicker”, “rp.pl” are names; “and what it costs” is not.
        lower = len(words) > 3 or not words or not words[-1][:1].isupper()
        name = name and not (tail[:1].islower() and len(words) != 1 and "." not in tail and lower)
        bar = "|" in found[0] and len(tail) < len(head) + 20
        if len(head) < 15 or not (name or bar):
            break
        title = head
    return title


def find(units: Sequence[Unit], start: int, body: Sequence[Unit]) -> tuple[int | None, str]:
    """Return the number of the headline's unit and the title; (None, "") for neither.

    Args:
        units: the capture.
        start: number of the unit with which the article begins.
        body: the paragraphs of the article.

    The number is None, too, where the title is the page's and no line of its own.
    """
    page = page_title(units)
    page_grams = grams(page)
    body_grams: frozenset[str] = frozenset().union(*(grams(u.text[:2000]) for u in body[:_BODY]))
    kept = {unit.first for unit in body}
    scored: list[tuple[float, float, int]] = []
    last = min(start + _BELOW, len(units))
    for number in range(max(start - _ABOVE, 1 if page else 0), last):
        unit = units[number]
        if not _possible(unit):
            continue
        own = grams(unit.text)
        if not own:
            continue
        like_page = len(own & page_grams) / len(own | page_grams)
        like_body = len(own & body_grams) / len(own)
        like_body *= 0.5 if unit.first in kept else min(1.0, len(own) / 4)
        first = not any(likeness >= 0.4 for _, likeness, _ in scored[-_NEAR:])
        value = _LIKE_PAGE_TITLE * like_page + _LIKE_BODY * like_body + _FIRST * first
        value += _SAME_AS_PAGE_TITLE * (like_page >= _SAME) + _marks(units, number)
        scored.append((value, like_body, number))
    if not scored:
        return None, page
    best = max(scored)
    if best[0] < (_BELIEVED if page else _POSSIBLE):
        return None, page
    number = best[2]
    if page and len(page) >= 20 and page in units[number].text:
        number = _below_breadcrumb(units, scored, number, page_grams)
        if page in units[number].text and units[number].text != page:
            return number, page
    text = units[number].text
    for _, _, other in scored:
        shorter = units[other].text
        # The trail of sections, or a kicker, and the headline in one line; the headline below it.
        if number < other <= number + _NEAR and len(shorter) < len(text) and text.endswith(shorter):
            return other, shorter
    return number, text


def _possible(unit: Unit) -> bool:
    if not _LETTERS.start <= unit.shape.weight < _LETTERS.stop:
        return False
    if unit.kind is Kind.CREDIT or text_shapes.byline(unit.text):
        return False
    return unit.copies <= 6 and not (unit.kind is Kind.DATE and unit.shape.weight < 60)


def _marks(units: Sequence[Unit], number: int) -> float:
    unit, shape = units[number], units[number].shape
    below = units[number + 1 : number + 1 + _NEAR]
    picture = unit.kind is Kind.CAPTION or (below and below[0].kind is Kind.CREDIT)
    value = _COPY * (1 < unit.copies <= 4) + _APART * unit.apart
    value += _DATE_BELOW * any(u.kind is Kind.DATE or text_shapes.byline(u.text) for u in below)
    value += _AFTER_SHORT * (number > 0 and units[number - 1].shape.weight < 30)
    value += _STOPS * (unit.text.endswith(_STOPS_OF_SENTENCES) and not unit.text.endswith("..."))
    value += _NAMES * (shape.lower == 0 and shape.words > 2)
    value += _SENTENCES * (shape.stops > 1) + _ITEM * unit.head.bullet + _PICTURE * bool(picture)
    value += _VERY_SHORT * (shape.weight < _VERY_SHORT_BELOW)
    return value + _TOO_LONG * (shape.weight > _TOO_LONG_FROM)


def _below_breadcrumb(
    units: Sequence[Unit],
    scored: Sequence[tuple[float, float, int]],
    number: int,
    page: frozenset[str],
) -> int:
    """Return the headline right below a line that only repeats the page's title, if there is one.

    The trail of sections above an article ends in the page's title, and the headline, put in
    other words, follows it.
    """
    for value, likeness, other in scored:
        unit = units[other]
        if not number < other <= number + _NEAR or not unit.apart or unit.text.endswith("."):
            continue
        shared = len(grams(unit.text) & page)
        if value >= 1.5 and likeness >= 0.4 and shared and 25 <= unit.shape.weight <= 130:
            return other
    return number
