"""Label each block of a page around an article.

The rules inside the span of the article, in order:

| rule | role | matches |
|---|---|---|
| `headline` | title | the title |
| `inserted-list` | dropped | a list between two parts of the article, such as “Most read” |
| `stands-often` | dropped | a line that occurs three times or more |
| `related-line` | related | “Read more: …”, in any language |
| `photo-credit` | dropped | a photo credit alone |
| `caption-with-credit` | caption | a caption that ends with its credit |
| `off-indent` | dropped | another indent than that of the paragraphs |
| `speaks-of-the-site` | dropped | a short text with two phrases about the site itself |
| `caption-above-credit` | caption | one or two sentences before a credit |
| `picture-words` | caption | a short text with marks of captions: “(left)”, “(File)” |
| `caption-with-name` | caption | no sentence, with only a name after the last full stop |
| `question-between-paragraphs` | heading | a separate short question between paragraphs |
| `sentences` | paragraph | one sentence or more |
| `sentence-in-line` | paragraph | a short sentence among others in one packed line |
| `date-line` | dropped | a line with a date or time |
| `item-between-paragraphs` | heading | a single list item between paragraphs |
| `list-item` | paragraph | any other line that begins like a list item |
| `long-beside-sentences` | paragraph | long, without a full stop, next to a paragraph |
| `phrase-between-paragraphs` | heading | a separate phrase between paragraphs |
| `short-sentence` | paragraph | a separate short sentence between paragraphs |
| `not-a-sentence` | dropped | anything else |

After these, `about-the-author` and `speaks-of-the-site` drop the last paragraphs that are about the
author or the site, and `said-twice` drops second copies and the headline in other words.

Between the headline and the span, `standfirst` keeps summary sentences. Everything else is dropped
as `outside-the-article`.
"""

from collections.abc import Iterator, Sequence

from briefings.model.reading import DROPPED
from briefings.readers.labels import Label
from briefings.readers.text import features as text_features
from briefings.readers.text.blocks import Kind, TextBlock
from briefings.readers.text.main_content import Content, Span

_SITE_WORDS = 2
# A longer paragraph may be about newsletters and subscriptions.
_SITE_BELOW = 300
_CAPTION_BELOW = 400
_CAPTION_SENTENCES = 2
_INNER_LOWER = 0.4
_HEADING_AT_MOST = 110
_IGNORED = frozenset({Kind.OFTEN, Kind.CREDIT, Kind.CAPTION, Kind.DATE, Kind.RELATED})
_BETWEEN = 6
_PARAGRAPH_UNDER_HEADING = 60
# Maximum number of blocks (pictures, names) between standfirst and text.
_STANDFIRST_ABOVE = 24
_UNDER_HEADLINE = 12
# A standfirst that is no sentence is next to the headline.
_NEXT = 3
_STANDFIRST, _STANDFIRST_LOWER, _STANDFIRST_DIGITS = 60, 0.5, 0.2
# The first paragraphs (standfirst, summary, dateline) may have another indent.
_OPENING = 3
_BY_KIND = {
    Kind.OFTEN: Label(DROPPED, "stands-often"),
    Kind.RELATED: Label("related", "related-line"),
    Kind.CREDIT: Label(DROPPED, "photo-credit"),
    Kind.CAPTION: Label("caption", "caption-with-credit"),
}


def inside(blocks: Sequence[TextBlock], content: Content) -> list[Label]:
    """Return the labels of the blocks in the span of the article.

    Args:
        blocks: the blocks of the capture.
        content: where the article is.
    """
    inserted = Label(DROPPED, "inserted-list")
    return [
        inserted if n in content.inserted else _inside(blocks, n, content.span, content.indent)
        for n in range(*content.span)
    ]


def classify(
    blocks: Sequence[TextBlock],
    span: Span,
    inner: Sequence[Label],
    title: int | None,
    headline: int | None = None,
) -> Iterator[Label]:
    """Yield the label of each block.

    Args:
        blocks: the blocks of the capture.
        span: where the article is.
        inner: the labels of the blocks in the span.
        title: number of the block that is the headline and nothing else; None for none.
        headline: number of the block with the headline; None for none.
    """
    start, end = span
    above = _above_text(blocks, start, headline)
    for number in range(len(blocks)):
        if number == title:
            yield Label("title", "headline")
        elif start <= number < end:
            yield inner[number - start]
        elif number in above and _is_standfirst(blocks, number):
            yield Label("paragraph", "standfirst")
        else:
            yield Label(DROPPED, "outside-the-article")


def _above_text(blocks: Sequence[TextBlock], start: int, headline: int | None) -> frozenset[int]:
    """Return the numbers of the blocks that can be a standfirst.

    They are between headline and text, near the text. Below the headline a sentence can be farther
    from the text, and what is no sentence is next to the headline.
    """
    if headline is None:
        return frozenset(range(max(start - _STANDFIRST_ABOVE, 0), start))
    near = range(max(start - _STANDFIRST_ABOVE, headline + 1), start)
    under = range(headline + 1, min(headline + 1 + _UNDER_HEADLINE, start))
    prose = {n for n in under if blocks[n].kind is Kind.PROSE}
    return frozenset(
        prose.union(n for n in near if n <= headline + _NEXT or blocks[n].kind is not Kind.SHORT)
    )


def _inside(blocks: Sequence[TextBlock], number: int, span: Span, indent: int | None) -> Label:
    block = blocks[number]
    if simple := _BY_KIND.get(block.kind):
        return simple
    if indent not in (None, block.head.indent) and number >= span[0] + _OPENING:
        return Label(DROPPED, "off-indent")
    if block.kind is Kind.PROSE:
        return _prose(blocks, number, span)
    return _fragment(blocks, number, span)


def _prose(blocks: Sequence[TextBlock], number: int, span: Span) -> Label:
    block, features = blocks[number], blocks[number].features
    start, end = span
    if features.site >= _SITE_WORDS and features.weight < _SITE_BELOW:
        return Label(DROPPED, "speaks-of-the-site")
    below_is_credit = number + 1 < end and blocks[number + 1].kind is Kind.CREDIT
    short = features.stops <= _CAPTION_SENTENCES and block.features.weight < _CAPTION_BELOW
    if below_is_credit and short:
        return Label("caption", "caption-above-credit")
    if short and text_features.has_picture_marks(block.text):
        return Label("caption", "picture-words")
    if block.text.endswith(text_features.QUESTION) and features.stops == 1:
        above = _neighbour(blocks, range(number - 1, start - 1, -1))
        below = _neighbour(blocks, range(number + 1, end))
        if (
            above
            and below
            and _is_heading(block, below)
            and above.text[-1] not in text_features.QUESTION
        ):
            return Label("heading", "question-between-paragraphs")
    return Label("paragraph", "sentences")


def _fragment(blocks: Sequence[TextBlock], number: int, span: Span) -> Label:
    """Label a block inside the article that is no sentence."""
    block, features = blocks[number], blocks[number].features
    rules = (
        (
            block.head.inner and features.lower >= _INNER_LOWER,
            Label("paragraph", "sentence-in-line"),
        ),
        (features.site >= _SITE_WORDS, Label(DROPPED, "speaks-of-the-site")),
        (block.kind is Kind.DATE, Label(DROPPED, "date-line")),
        (
            block.kind is Kind.LONG and text_features.ends_with_names(block.text),
            Label("caption", "caption-with-name"),
        ),
        (text_features.has_picture_words(block.text), Label("caption", "picture-words")),
        (block.head.bullet, _item(blocks, number, span)),
    )
    if found := next((role for matches, role in rules if matches), None):
        return found
    above = _neighbour(blocks, range(number - 1, span[0] - 1, -1))
    below = _neighbour(blocks, range(number + 1, span[1]))
    before, after = above is not None, below is not None
    if block.kind is Kind.LONG and not features.site and (before or after):
        return Label("paragraph", "long-beside-sentences")
    if above and below and _is_heading(block, below):
        return Label("heading", "phrase-between-paragraphs")
    if above and below and block.apart and features.ends and text_features.is_sentence(block.text):
        return Label("paragraph", "short-sentence")
    return Label(DROPPED, "not-a-sentence")


def _item(blocks: Sequence[TextBlock], number: int, span: Span) -> Label:
    """Label a line that begins like a list item; a single one between paragraphs is a heading."""
    around = [blocks[n] for n in (number - 1, number + 1) if n in range(*span)]
    alone = len(around) == 2 and all(b.kind is Kind.PROSE and not b.head.bullet for b in around)
    block = blocks[number]
    words = block.text.partition(" ")[2]
    if alone and _is_heading(block, around[1], words):
        return Label("heading", "item-between-paragraphs")
    return Label("paragraph", "list-item")


def _neighbour(blocks: Sequence[TextBlock], numbers: range) -> TextBlock | None:
    """Return the nearest paragraph, if only labels, pictures and dates are between."""
    for number in numbers[:_BETWEEN]:
        block = blocks[number]
        if block.kind is Kind.PROSE:
            return block
        if block.kind not in _IGNORED and not text_features.is_furniture(block.text):
            return None
    return None


def _is_heading(block: TextBlock, below: TextBlock, words: str = "") -> bool:
    if not block.apart or block.features.weight > _HEADING_AT_MOST:
        return False
    if text_features.is_question_of_interview(block.text, below.text):
        return False
    return (
        text_features.can_be_heading(words or block.text)
        and below.features.weight >= _PARAGRAPH_UNDER_HEADING
    )


def _is_standfirst(blocks: Sequence[TextBlock], number: int) -> bool:
    block, features = blocks[number], blocks[number].features
    if block.kind not in (Kind.PROSE, Kind.LONG, Kind.SHORT) or features.site:
        return False
    if features.weight < _STANDFIRST or features.lower < _STANDFIRST_LOWER:
        return False
    if text_features.is_furniture(block.text) or text_features.has_picture_words(block.text):
        return False
    if text_features.ends_with_names(block.text):
        return False
    picture = number + 1 < len(blocks) and blocks[number + 1].kind is Kind.CREDIT
    return (
        features.digits < _STANDFIRST_DIGITS
        and not picture
        and not text_features.byline(block.text)
    )
