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

from briefings.readers.text.blocks import Kind, TextBlock

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

Span = tuple[int, int]


def find(blocks: Sequence[TextBlock]) -> tuple[Span, int | None]:
    """Return the span of the article, and the indent that its paragraphs share.

    The span is the number of the first block and of the one after the last, both 0 if there is no
    prose; the indent is None if they share none.
    """
    values = _values(blocks)
    span = _first_good_span(values)
    indent = _shared_indent(blocks[slice(*span)])
    if indent is not None:
        for number, block in enumerate(blocks):
            if block.kind is Kind.PROSE and block.head.indent != indent:
                values[number] = min(values[number], 0.0)
        span = _first_good_span(values)
    return span, indent


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


def _first_good_span(values: Sequence[float]) -> Span:
    spans = list(_spans(values))
    best = max((value for value, _, _ in spans), default=0.0)
    return next(((a, b) for value, a, b in spans if value >= _LEAST_SHARE * best), (0, 0))


def _spans(values: Sequence[float]) -> list[tuple[float, int, int]]:
    """Return each span with its value, in one pass."""
    found: list[tuple[float, int, int]] = []
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
