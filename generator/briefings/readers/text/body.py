"""What becomes of each unit of a page around an article: kept as what, or dropped by which rule.

The rules, by name, in the order in which they are tried. Inside the article's stretch:

| rule | role | what it says |
|---|---|---|
| `headline` | title | the line that is the title |
| `stands-often` | dropped | it stands three times or more on the page |
| `related-line` | related | “Read more: …”, in any language |
| `photo-credit` | dropped | whose a picture is, and nothing else |
| `caption-with-credit` | caption | what a picture shows; it ends in its credit |
| `off-indent` | dropped | not indented as the article's paragraphs are |
| `speaks-of-the-site` | dropped | short, with two words of the site's own affairs |
| `caption-above-credit` | caption | one or two sentences right above a credit |
| `question-between-paragraphs` | heading | one short question that stands apart between two |
| `sentences` | paragraph | one sentence or more |
| `sentence-in-line` | paragraph | a short sentence among others in one packed line |
| `date-line` | dropped | a date or a time |
| `list-item` | paragraph | it begins as an item of a list does |
| `long-beside-sentences` | paragraph | long, without an end, beside a paragraph |
| `phrase-between-paragraphs` | heading | a phrase that stands apart between two paragraphs |
| `not-a-sentence` | dropped | anything else |

Above it, from the headline down, `standfirst` keeps sentences that sum the article up. All else is
dropped as `outside-the-article`.
"""

from collections.abc import Iterator, Sequence

from briefings.model.reading import DROPPED
from briefings.readers.text.region import Stretch
from briefings.readers.text.shapes import byline
from briefings.readers.text.units import Kind, Unit

Sorted = tuple[str, str]

_SITE_WORDS = 2
# A longer paragraph can well speak of newsletters and subscriptions.
_SITE_BELOW = 300
_CAPTION_BELOW = 400
_CAPTION_SENTENCES = 2
_INNER_LOWER = 0.4
_HEADING_AT_MOST = 110
_PASSED_OVER = frozenset({Kind.OFTEN, Kind.CREDIT, Kind.CAPTION, Kind.DATE, Kind.RELATED})
_BETWEEN = 6
_QUESTION = ("?", "？", "؟")
_PARAGRAPH_UNDER_HEADING = 90
# A standfirst stands at most so far above the text, with pictures and names between.
_STANDFIRST_ABOVE = 24
_STANDFIRST, _STANDFIRST_LOWER, _STANDFIRST_DIGITS = 60, 0.5, 0.2
# The first paragraphs are indented as they like: standfirst, summary, dateline.
_OPENING = 3


_BY_KIND = {
    Kind.OFTEN: (DROPPED, "stands-often"),
    Kind.RELATED: ("related", "related-line"),
    Kind.CREDIT: (DROPPED, "photo-credit"),
    Kind.CAPTION: ("caption", "caption-with-credit"),
}


def inside(units: Sequence[Unit], stretch: Stretch, indent: int | None) -> list[Sorted]:
    """Return role and rule of each unit of the article's stretch, the headline aside.

    Args:
        units: the capture.
        stretch: where the article is.
        indent: what its paragraphs are indented by; None where that says nothing.
    """
    return [_inside(units, number, stretch, indent) for number in range(*stretch)]


def sort(
    units: Sequence[Unit], stretch: Stretch, inner: Sequence[Sorted], title: int | None
) -> Iterator[Sorted]:
    """Yield role and rule of each unit.

    Args:
        units: the capture.
        stretch: where the article is.
        inner: role and rule of each unit of it.
        title: number of the headline's unit.
    """
    start, end = stretch
    first = max(start - _STANDFIRST_ABOVE, 0 if title is None else title + 1)
    for number in range(len(units)):
        if number == title:
            yield "title", "headline"
        elif start <= number < end:
            yield inner[number - start]
        elif first <= number < start and _is_standfirst(units, number):
            yield "paragraph", "standfirst"
        else:
            yield DROPPED, "outside-the-article"


def _inside(units: Sequence[Unit], number: int, stretch: Stretch, indent: int | None) -> Sorted:
    unit = units[number]
    if simple := _BY_KIND.get(unit.kind):
        return simple
    if indent not in (None, unit.head.indent) and number >= stretch[0] + _OPENING:
        return DROPPED, "off-indent"
    if unit.kind is Kind.PROSE:
        return _prose(units, number, stretch)
    return _fragment(units, number, stretch)


def _prose(units: Sequence[Unit], number: int, stretch: Stretch) -> Sorted:
    unit, shape = units[number], units[number].shape
    start, end = stretch
    if shape.site >= _SITE_WORDS and shape.weight < _SITE_BELOW:
        return DROPPED, "speaks-of-the-site"
    below_is_credit = number + 1 < end and units[number + 1].kind is Kind.CREDIT
    short = shape.stops <= _CAPTION_SENTENCES and unit.shape.weight < _CAPTION_BELOW
    if below_is_credit and short:
        return "caption", "caption-above-credit"
    if unit.text.endswith(_QUESTION) and shape.stops == 1:
        above = _neighbour(units, range(number - 1, start - 1, -1))
        below = _neighbour(units, range(number + 1, end))
        if above and below and _is_heading(unit, below) and above.text[-1] not in _QUESTION:
            return "heading", "question-between-paragraphs"
    return "paragraph", "sentences"


def _fragment(units: Sequence[Unit], number: int, stretch: Stretch) -> Sorted:
    """Sort a unit inside the article that is no sentence by its shape."""
    unit, shape = units[number], units[number].shape
    marks = (
        (unit.head.inner and shape.lower >= _INNER_LOWER, ("paragraph", "sentence-in-line")),
        (shape.site >= _SITE_WORDS, (DROPPED, "speaks-of-the-site")),
        (unit.kind is Kind.DATE, (DROPPED, "date-line")),
        (unit.head.bullet, ("paragraph", "list-item")),
    )
    if marked := next((role for mark, role in marks if mark), None):
        return marked
    above = _neighbour(units, range(number - 1, stretch[0] - 1, -1))
    below = _neighbour(units, range(number + 1, stretch[1]))
    before, after = above is not None, below is not None
    if unit.kind is Kind.LONG and not shape.site and (before or after):
        return "paragraph", "long-beside-sentences"
    if above and below and _is_heading(unit, below):
        return "heading", "phrase-between-paragraphs"
    return DROPPED, "not-a-sentence"


def _neighbour(units: Sequence[Unit], numbers: range) -> Unit | None:
    """Return the nearest paragraph, with nothing but labels, pictures and dates between."""
    for number in numbers[:_BETWEEN]:
        if units[number].kind is Kind.PROSE:
            return units[number]
        if units[number].kind not in _PASSED_OVER:
            return None
    return None


def _is_heading(unit: Unit, below: Unit) -> bool:
    if not unit.apart or unit.shape.weight > _HEADING_AT_MOST:
        return False
    return below.shape.weight >= _PARAGRAPH_UNDER_HEADING


def _is_standfirst(units: Sequence[Unit], number: int) -> bool:
    unit, shape = units[number], units[number].shape
    if unit.kind not in (Kind.PROSE, Kind.LONG, Kind.SHORT) or shape.site:
        return False
    if shape.weight < _STANDFIRST or shape.lower < _STANDFIRST_LOWER:
        return False
    picture = number + 1 < len(units) and units[number + 1].kind is Kind.CREDIT
    return shape.digits < _STANDFIRST_DIGITS and not picture and not byline(unit.text)
