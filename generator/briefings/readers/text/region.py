"""Where the article is on its page: the stretch in which prose outweighs furniture.

Each unit has a value, positive for prose and negative for furniture. Running through the page, a
stretch begins at a unit of prose and ends where the furniture since its best point outweighs a
limit (the X-drop of sequence alignment, Altschul et al. 1990). Of the stretches the first that
is worth half of the best is the article: comments and teasers come after it.

The values are those that did best on the development captures, rounded. A change of a tenth in one
of them changes the F1 there by less than 0.004: measured for each that is not a label's.
"""

from collections import Counter
from collections.abc import Sequence

from briefings.readers.text.units import Kind, Unit

_PER_PROSE_CHARACTER = 0.01
_PROSE_AT_MOST = 4.0
_SEVERAL_SENTENCES = 0.7
_CUT_SHORT = -0.6
# A short paragraph with no other beside it is a teaser more often than not.
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
_WORTH = 0.5
# The indentation of a renderer is the depth of the element: the article's paragraphs share one.
_INDENT_SHARE = 0.65
_PASSED_OVER = frozenset({Kind.OFTEN, Kind.CREDIT, Kind.CAPTION, Kind.DATE})

Stretch = tuple[int, int]


def find(units: Sequence[Unit]) -> tuple[Stretch, int | None]:
    """Return the article's stretch, and the indentation that its paragraphs share.

    The stretch is the number of its first unit and of the one after its last, both 0 where there
    is no prose; the indentation is None where they share none.
    """
    values = _values(units)
    stretch = _first_worthy(values)
    indent = _shared_indent(units[slice(*stretch)])
    if indent is not None:
        for number, unit in enumerate(units):
            if unit.kind is Kind.PROSE and unit.head.indent != indent:
                values[number] = min(values[number], 0.0)
        stretch = _first_worthy(values)
    return stretch, indent


def _values(units: Sequence[Unit]) -> list[float]:
    weighed = [number for number, unit in enumerate(units) if unit.kind not in _PASSED_OVER]
    prose = [False, *(units[number].kind is Kind.PROSE for number in weighed), False]
    company = {
        n for n, above, below in zip(weighed, prose, prose[2:], strict=False) if above or below
    }
    return [_value(unit, number not in company) for number, unit in enumerate(units)]


def _value(unit: Unit, alone: bool) -> float:
    shape = unit.shape
    if unit.kind is Kind.PROSE:
        value = min(shape.weight * _PER_PROSE_CHARACTER, _PROSE_AT_MOST)
        value += _SEVERAL_SENTENCES * (shape.stops > 1) + _CUT_SHORT * shape.cut
        value += _ALONE * (alone and shape.weight < _ALONE_BELOW)
        return max(value + _SITE_WORD * min(shape.site, _SITE_WORDS), _PROSE_AT_LEAST)
    if unit.kind is Kind.LONG:
        return _LONG + _LONG_SITE_WORD * min(shape.site, _SITE_WORDS)
    if unit.kind is Kind.SHORT and shape.weight >= _PHRASE_FROM:
        return _PHRASE
    return _VALUE[unit.kind]


def _first_worthy(values: Sequence[float]) -> Stretch:
    stretches = list(_stretches(values))
    best = max((worth for worth, _, _ in stretches), default=0.0)
    return next(((a, b) for worth, a, b in stretches if worth >= _WORTH * best), (0, 0))


def _stretches(values: Sequence[float]) -> list[tuple[float, int, int]]:
    """Return each stretch with its worth, in one pass."""
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


def _shared_indent(units: Sequence[Unit]) -> int | None:
    weights: Counter[int] = Counter()
    for unit in units:
        if unit.kind is Kind.PROSE:
            weights[unit.head.indent] += int(unit.shape.weight)
    if not weights:
        return None
    indent, weight = weights.most_common(1)[0]
    return indent if weight >= _INDENT_SHARE * weights.total() else None
