"""Find the main content: the span of blocks in which prose outweighs boilerplate.

Each block has a value, positive for prose and negative for boilerplate. A span begins at a block of
prose and ends where the values since its maximum drop by more than a limit (the X-drop of sequence
alignment, Altschul et al. 1990). The article is the first span with at least half of the best
value: comments and teasers come after it.

The values are the best for the development captures, rounded. A change of one by a tenth changes F1
there by less than 0.004 (measured for all but those in `_VALUE`).
"""

from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile
from typing import NamedTuple

from briefings.readers.text import features as text_features
from briefings.readers.text.blocks import Kind, TextBlock
from briefings.readers.text.headline import grams

_PER_PROSE_CHARACTER = 0.01
_PROSE_AT_MOST = 4.0
_SEVERAL_SENTENCES = 0.7
_CUT_SHORT = -0.6
# A short paragraph without another next to it is usually a teaser.
_ALONE = -1.0
_ALONE_BELOW = 280
_SITE_WORD = -1.6
_SITE_WORDS = 3
_PROSE_AT_LEAST = -3.0
_LONG, _LONG_SITE_WORD = 0.2, -0.5
_PHRASE, _PHRASE_FROM = -0.33, 40
_VALUE = {
    Kind.OFTEN: -0.3,
    Kind.RELATED: -0.3,
    Kind.AFTER: -2.0,
    Kind.CREDIT: 0.0,
    Kind.CAPTION: 0.0,
    Kind.DATE: -0.6,
    Kind.SHORT: -0.7,
}
_DROP = 6.2
_LEAST_SHARE = 0.5
# Renderers indent by the depth of the element, so the paragraphs of an article share an indent.
_INDENT_SHARE = 0.65
_IGNORED = frozenset({Kind.OFTEN, Kind.CREDIT, Kind.CAPTION, Kind.DATE})

# An article goes on in another span below it if that has this share of its value, if at most this
# number of blocks is between, and if its paragraphs have this share of words in common with it.
_GOES_ON, _INSERTED, _SAME_WORDS = 0.3, 30, 0.4
_COMPARED, _START = 2000, 60

Span = tuple[int, int]
Valued = tuple[float, int, int]
"""Value of a span, its first block and the one after its last."""


class Content(NamedTuple):
    """Where the article of a page is."""

    span: Span
    """Number of its first block and of the one after its last; both 0 if there is no prose."""
    indent: int | None
    """The indent that its paragraphs share; None if they share none."""
    inserted: frozenset[int] = frozenset()
    """Numbers of the blocks of inserted lists."""


def find(blocks: Sequence[TextBlock]) -> Content:
    """Return where the article is."""
    values = _values(blocks)
    spans = _from_first_good(values)
    if not spans:
        return Content((0, 0), None)
    indent = _shared_indent(blocks[slice(*spans[0][1:])])
    if indent is not None:
        for number, block in enumerate(blocks):
            if block.kind is Kind.PROSE and block.head.indent != indent:
                values[number] = min(values[number], 0.0)
        spans = _from_first_good(values)
    if not spans:
        return Content((0, 0), indent)
    (value, start, end), *others = spans
    inserted: set[int] = set()
    for other, again, until in others:
        if other < _GOES_ON * value or not _goes_on(blocks, (start, end), (again, until)):
            break
        inserted.update(range(end, again))
        end = until
    return Content((start, end), indent, frozenset(inserted))


def _goes_on(blocks: Sequence[TextBlock], article: Span, span: Span) -> bool:
    """Return whether an article goes on in another span, below an inserted list."""
    between = blocks[article[1] : span[0]]
    if len(between) > _INSERTED or any(text_features.opens_comments(b.text) for b in between):
        return False
    prose = [b for b in blocks[slice(*span)] if b.kind is Kind.PROSE]
    known = {block.text[:_START] for block in blocks[slice(*article)]}
    if 2 * sum(block.text[:_START] in known for block in prose) > len(prose):
        return False  # a copy of the article
    own = _grams(blocks[slice(*article)])
    others = [_grams([block]) for block in prose]
    shares = [len(found & own) / len(found) for found in others if found]
    return bool(shares) and sum(shares) >= _SAME_WORDS * len(shares)


def _grams(blocks: Sequence[TextBlock]) -> frozenset[str]:
    return frozenset().union(*(grams(block.text[:_COMPARED]) for block in blocks))


def _values(blocks: Sequence[TextBlock]) -> list[float]:
    weighed = [number for number, block in enumerate(blocks) if block.kind not in _IGNORED]
    prose = [False, *(blocks[number].kind is Kind.PROSE for number in weighed), False]
    company = {
        n for n, above, below in zip(weighed, prose, prose[2:], strict=False) if above or below
    }
    return [_value(block, number not in company) for number, block in enumerate(blocks)]


def _value(block: TextBlock, alone: bool) -> float:
    features = block.features
    if block.kind is Kind.PROSE:
        value = min(features.weight * _PER_PROSE_CHARACTER, _PROSE_AT_MOST)
        value += _SEVERAL_SENTENCES * (features.stops > 1) + _CUT_SHORT * features.cut
        value += _ALONE * (alone and features.weight < _ALONE_BELOW)
        return max(value + _SITE_WORD * min(features.site, _SITE_WORDS), _PROSE_AT_LEAST)
    if block.kind is Kind.LONG:
        return _LONG + _LONG_SITE_WORD * min(features.site, _SITE_WORDS)
    if block.kind is Kind.SHORT and features.weight >= _PHRASE_FROM:
        return _PHRASE
    return _VALUE[block.kind]


def _from_first_good(values: Sequence[float]) -> list[Valued]:
    """Return the first span with at least half of the best value, and those after it."""
    spans = _spans(values)
    best = max((value for value, _, _ in spans), default=0.0)
    return list(dropwhile(lambda span: span[0] < _LEAST_SHARE * best, spans))


def _spans(values: Sequence[float]) -> list[Valued]:
    """Return each span with its value, in one pass."""
    found: list[Valued] = []
    start, total, best, best_end = -1, 0.0, 0.0, 0
    for number, value in enumerate([*values, -2 * _DROP]):
        if start < 0:
            if value <= 0:
                continue
            start, total, best = number, 0.0, 0.0
        total += value
        if total > best:
            best, best_end = total, number + 1
        if total <= 0 or best - total > _DROP:
            found.append((best, start, best_end))
            start = -1
    return found


def _shared_indent(blocks: Sequence[TextBlock]) -> int | None:
    weights: Counter[int] = Counter()
    for block in blocks:
        if block.kind is Kind.PROSE:
            weights[block.head.indent] += int(block.features.weight)
    if not weights:
        return None
    indent, weight = weights.most_common(1)[0]
    return indent if weight >= _INDENT_SHARE * weights.total() else None
