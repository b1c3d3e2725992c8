"""Find the headline: the line above the article that is its title.

A capture often begins with the page title (see `page_title`); the headline is above the article and
shares words with both. In this order:

- A first line that the page repeats twice or more is the title.
- Two lines that are “Kicker: Headline” in the page title are the title.
- Each line above the article is scored, and so are lines shortly below its beginning that are like
  the page title. The weights are the best for the development captures, rounded.
- The best line is the headline if its score reaches a threshold: a higher one if there is a page
  title, unless that “title” may be a notice, because it shares no words with the article.
  Otherwise the page title is the title.
- A long line a little below another is its standfirst.
- After a line that only repeats the page title, a headline in other words is preferred.
- `headline_text` removes what is not part of the headline from the line.
"""

import re
from collections.abc import Container, Iterable, Sequence

from briefings.readers.text import features as text_features
from briefings.readers.text import headline_text, page_title
from briefings.readers.text.blocks import OFTEN, Kind, TextBlock

_LETTERS = range(10, 261)
# Maximum number of blocks (pictures, summaries) between headline and article.
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

# Weights of the features of a headline.
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
# Least score of the headline if there is a page title.
_THRESHOLD = 1.15
_THRESHOLD_FOR_NOTICE = 0.6
_THRESHOLD_ALONE = 0.0
# A standfirst can score better than the headline a little above it.
_STANDFIRST, _NEXT, _LITTLE_LESS = 100, 4, 0.5
_NOTHING = float("-inf")
# Least score, and length, of a headline after a line that repeats the page title.
_HEADLINE_SCORE, _HEADLINE_LENGTH = 1.5, (25, 130)

_MARKER = re.compile(r"(?:\d{1,2}[.)]|[*•+-]) ")
_NUMBERED = re.compile(r"(\d{1,2})[.)] ")
_TRAIL = 2

Scored = tuple[float, float, int]
"""Score of a block, its similarity to the article, and its number."""


def grams(text: str) -> frozenset[str]:
    """Return the features that two texts on one subject share: beginnings of words, CJK bigrams."""
    found: set[str] = set()
    dense = text_features.is_dense(text)
    for word in _WORD.findall(text.lower().replace("\u00ad", "")):
        if dense and text_features.is_dense(word):
            found.update(word[n : n + 2] for n in range(len(word) - 1))
        elif len(word) >= 4:
            found.add(word[:5])
    return frozenset(found)


def find(
    blocks: Sequence[TextBlock], start: int, body: Sequence[TextBlock]
) -> tuple[int | None, str]:
    """Return the number of the headline's block and the title; (None, "") for none.

    The number is also None if the title is the page title.

    Args:
        blocks: the blocks of the capture.
        start: number of the block with which the article begins.
        body: the paragraphs of the article.
    """
    page = page_title.find(blocks)
    window = range(max(start - _ABOVE, 1 if page else 0), min(start + _BELOW_LIKE, len(blocks)))
    shared: frozenset[str] = frozenset().union(*(grams(u.text[:_TEXT]) for u in body[:_BODY]))
    # A first line that shares no words with the article may be a notice.
    bare, copies = blocks[0].text == page, blocks[0].copies
    likely = bool(page) and (not bare or not shared.isdisjoint(grams(page)))
    if likely and bare and copies >= OFTEN:
        return None, page
    if page and (split := _in_two_lines(blocks, window, page)):
        return split
    kept = {block.first for block in body}
    scored = _scored(blocks, window, start, page, shared, kept)
    threshold = _THRESHOLD if likely or copies > 1 else _THRESHOLD_FOR_NOTICE
    best, _, number = max(scored, default=(_NOTHING, 0.0, 0))
    if not page:
        best, number = _above_standfirst(blocks, scored, best, number)
    if best < (threshold if page else _THRESHOLD_ALONE):
        return None, page
    number, title = _best_headline(blocks, scored, number, page)
    if title not in page:
        text = " ".join(block.text for block in body[:_BODY])
        title = headline_text.without_kicker(title, text)
    return number, title


def _above_standfirst(
    blocks: Sequence[TextBlock], scored: Sequence[Scored], best: float, number: int
) -> tuple[float, int]:
    """Return score and number of the shorter line above a standfirst; else of the line itself."""
    if blocks[number].features.weight < _STANDFIRST:
        return best, number
    above = [
        (value, other)
        for value, _, other in scored
        if number - _NEXT <= other < number
        and value >= best - _LITTLE_LESS
        and blocks[other].features.weight < _STANDFIRST
    ]
    return above[-1] if above else (best, number)


def _in_two_lines(
    blocks: Sequence[TextBlock], window: Iterable[int], page: str
) -> tuple[int, str] | None:
    """Return a headline of two lines, kicker and headline, that the page title confirms."""
    for number in window:
        above, text = blocks[number - 1].text, blocks[number].text
        if title := headline_text.with_kicker(above, text, page):
            return number, title
    return None


def _scored(
    blocks: Sequence[TextBlock],
    window: range,
    start: int,
    page: str,
    shared: frozenset[str],
    kept: Container[int],
) -> list[Scored]:
    """Return the scores of the lines in the window that can be the headline.

    Below the start of the article these are only lines that are like the page title.
    """
    page_grams = grams(page)
    near = blocks[window.start : window.stop + _NEAR]
    is_byline_or_date = [
        block.kind is Kind.DATE or bool(text_features.byline(block.text)) for block in near
    ]
    scored: list[Scored] = []
    for number in window:
        block = blocks[number]
        repeats_page = _repeats(block.text, page)
        if not (repeats_page or _can_be_headline(block)) or not (own := grams(block.text[:_TEXT])):
            continue
        like_page = len(own & page_grams) / len(own | page_grams)
        if number >= start + _BELOW and not (repeats_page or like_page >= _LIKE):
            continue
        like_body = len(own & shared) / len(own)
        like_body *= 0.5 if block.first in kept else min(1.0, len(own) / 4)
        first = not any(likeness >= 0.4 for _, likeness, _ in scored[-_NEAR:])
        value = _LIKE_PAGE_TITLE * like_page + _LIKE_BODY * like_body + _FIRST * first
        value += _SAME_AS_PAGE_TITLE * (repeats_page or like_page >= _SAME)
        below = number - window.start + 1
        by_form = _form_score(blocks, number, any(is_byline_or_date[below : below + _NEAR]))
        scored.append((value + (max(by_form, 0.0) if repeats_page else by_form), like_body, number))
    return scored


def _repeats(text: str, page: str) -> bool:
    """Return whether a line begins or ends with the page title."""
    return len(page) >= _LONG_PAGE_TITLE and (text.startswith(page) or text.endswith(page))


def _best_headline(
    blocks: Sequence[TextBlock], scored: Sequence[Scored], number: int, page: str
) -> tuple[int, str]:
    """Return the headline and its block, from the line with the best score."""
    if len(page) >= _LONG_PAGE_TITLE and page in blocks[number].text:
        number = _below_breadcrumb(blocks, scored, number, grams(page))
        if page in blocks[number].text and blocks[number].text != page:
            return number, page
    text = blocks[number].text
    for _, _, other in scored:
        shorter = blocks[other].text
        if not number < other <= number + _NEAR or (text == page and _ends_with(text, shorter)):
            continue
        # A breadcrumb or kicker with the headline in one line, and the headline alone below it.
        if len(shorter) < len(text) and text.endswith(shorter):
            return other, shorter
    found = headline_text.of(blocks, number, page)
    return number, _MARKER.sub("", found, count=1) if blocks[number].head.bullet else found


def _ends_with(text: str, tail: str) -> bool:
    """Return whether a text ends with these whole words, ignoring case."""
    return text.casefold().endswith(f" {tail.casefold()}")


def _can_be_headline(block: TextBlock) -> bool:
    if not _LETTERS.start <= block.features.weight < _LETTERS.stop:
        return False
    if block.kind is Kind.CREDIT or block.copies > _COPIES or text_features.byline(block.text):
        return False
    return block.kind is not Kind.DATE or block.features.weight >= _DATE_AND_HEADLINE


def _ends_trail(blocks: Sequence[TextBlock], number: int) -> bool:
    """Return whether an item is no item of a list.

    It is alone, or the last of a numbered trail of sections: `3. News`, `4. Headline`.
    """
    near = blocks[max(number - 1, 0) : number + 2]
    if sum(block.head.bullet for block in near) == 1:
        return True
    place = _place(blocks[number])
    if place < _TRAIL or _place(blocks[number - 1]) != place - 1:
        return False
    return number + 1 == len(blocks) or _place(blocks[number + 1]) != place + 1


def _place(block: TextBlock) -> int:
    found = _NUMBERED.match(block.text)
    return int(found[1]) if found else 0


def _form_score(blocks: Sequence[TextBlock], number: int, dated: bool) -> float:
    block, features = blocks[number], blocks[number].features
    below = blocks[number + 1].kind if number + 1 < len(blocks) else None
    picture = block.kind is Kind.CAPTION or below is Kind.CREDIT
    value = _COPY * (1 < block.copies <= 4) + _APART * block.apart
    value += _DATE_BELOW * dated
    value += _AFTER_SHORT * (number > 0 and blocks[number - 1].features.weight < 30)
    value += _STOPS * (block.text.endswith(_STOPS_OF_SENTENCES) and not block.text.endswith("..."))
    value += _NAMES * (features.lower == 0 and features.words > 2)
    value += (
        _SENTENCES * (features.stops > 1)
        + _ITEM * (block.head.bullet and not _ends_trail(blocks, number))
        + _PICTURE * picture
    )
    value += _REPEATED * (
        features.words > 4 and len(set(block.text.split())) < _DISTINCT * features.words
    )
    value += _VERY_SHORT * (features.weight < _VERY_SHORT_BELOW)
    return value + _TOO_LONG * (features.weight > _TOO_LONG_FROM)


def _below_breadcrumb(
    blocks: Sequence[TextBlock], scored: Sequence[Scored], number: int, page: frozenset[str]
) -> int:
    """Return the headline after a breadcrumb that ends with the page title; else the breadcrumb."""
    trail = blocks[number].text
    for value, likeness, other in scored:
        block = blocks[other]
        if not number < other <= number + _NEAR or block.text.endswith((".", ")")):
            continue
        if value < _HEADLINE_SCORE or likeness < _LIKE or _ends_with(trail, block.text):
            continue
        shortest, longest = _HEADLINE_LENGTH
        if shortest <= block.features.weight <= longest and grams(block.text) & page:
            return other
    return number
