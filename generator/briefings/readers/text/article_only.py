"""Label the blocks of captures that are the article and little else.

Such captures are text that an editor pasted, or what a profile leaves of a page. Every line is kept
unless a rule drops it. The rules:

| rule | role | matches |
|---|---|---|
| `furniture` | dropped | a label, button or appeal that is certainly none of an article |
| `phrase-before-text` | title | a phrase above the first paragraph, the likeliest of several |
| `above-the-headline` | dropped | a word or two above the headline: a menu, a section |
| `address-beside-headline` | dropped | an address of the web above the text |
| `caption-above-headline` | caption | other lines above it |
| `phrase-under-headline` | caption | a phrase between the headline and the first paragraph |
| `photo-credit` | dropped | a photo credit |
| `caption-above-credit` | caption | a line above a credit in one group |
| `said-twice` | dropped | the headline again; the caption again, below the credit |
| `teaser-picture` | dropped | the caption in a teaser for another article |
| `teaser-under-picture` | related | the title of another article, under its photo credit |
| `related-line` | related | “Read more: …”, in any language |
| `picture-words` | caption | no sentence, with words of captions (“seen from”, “(File)”) |
| `entry-heading` | heading | the phrase under the time of an entry in a live report |
| `phrase-between-paragraphs` | heading | a separate phrase between two paragraphs |
| `closing-run` | headline | the last lines far below the text, if none is a sentence |
| `tag-line` | tags | a line of tags at the end |
| `paragraph` | paragraph | anything else |

Lines with authors and days have the rules of `head`. Of a clean capture nothing is dropped: what
the other rules drop is a caption there.
"""

from collections.abc import Sequence
from itertools import pairwise

from briefings.model.outlet import Profile
from briefings.model.reading import DROPPED
from briefings.readers.labels import Label
from briefings.readers.text import features as text_features
from briefings.readers.text import head
from briefings.readers.text.blocks import Kind, TextBlock
from briefings.readers.text.head import Head
from briefings.readers.text.headline import grams

# The longest section heading in the development captures has nine words.
_HEADING_WORDS = 12
# The longest headline there has 17 words.
_HEADLINE_WORDS = 20
_CLOSING_QUOTES = ('"', "”", "»", "'", "’")
# More lines above the text are no head of an article.
_HEAD = 16
_MENU_WORDS = 2
# Share of the words of a headline that are also in the text, and number of its words. Of 385
# development articles, five have headlines with a smaller share.
_LIKE_TEXT, _LEAST_WORDS = 0.3, 3
_BODY, _TEXT, _ENOUGH = 40, 400, 6
# A longer line is a paragraph, and not a wrapped line of one.
_WRAPPED = 130
_WIDE = 2
# Maximum number of lines of a figure or teaser.
_FIGURE = 5
# A byline is above the text, or below its first paragraphs.
_BYLINE_IN_TEXT = 3
_BY_KIND = {
    Kind.CREDIT: Label(DROPPED, "photo-credit"),
    Kind.RELATED: Label("related", "related-line"),
}
# Least share of prose, and most phrases with no paragraph below them, of a capture without menus.
# Of 902 development captures, eight of the wrong kind pass, and two of the right kind do not.
_PROSE_SHARE = 0.5
# The profile of a known outlet has removed the boilerplate already.
_KNOWN_PROSE_SHARE = 0.35
_PHRASES, _PHRASE = 12, 40
# A capture of more blocks in so few lines is a page without line breaks.
_FEW = 3


def is_article_only(blocks: Sequence[TextBlock], known: bool = False) -> bool:
    """Return whether a capture is the article and little else.

    A heading, or a speaker in an interview, has a paragraph below it; an entry of a menu has not.

    Args:
        blocks: its blocks.
        known: whether an outlet's profile has removed boilerplate.
    """
    if len(blocks) <= _FEW:
        return bool(blocks)
    if len({block.head.number for block in blocks}) <= _FEW:
        return False
    total = sum(block.features.weight for block in blocks)
    prose = sum(block.features.weight for block in blocks if block.kind is Kind.PROSE)
    stray = sum(
        below.head.joined or (_is_short(block) and below.kind is not Kind.PROSE)
        for block, below in pairwise(blocks)
    )
    stray += _is_short(blocks[-1])
    return prose >= (_KNOWN_PROSE_SHARE if known else _PROSE_SHARE) * total and stray <= _PHRASES


def _is_short(block: TextBlock) -> bool:
    return block.kind is not Kind.PROSE and block.features.weight < _PHRASE


def classify(
    blocks: Sequence[TextBlock], profile: Profile, entries: frozenset[int], clean: bool = False
) -> tuple[list[Label], Head]:
    """Return the label of each block, and authors and days.

    Args:
        blocks: the blocks that the profile left.
        profile: the outlet's profile, for its tags; an empty one for none.
        entries: numbers of the segments that follow the time of an entry in a live report.
        clean: whether an editor says that the capture is the article and nothing else.
    """
    labels: dict[int, Label] = {
        n: Label(DROPPED, "furniture")
        for n, block in enumerate(blocks)
        if text_features.is_furniture(block.text)
    }
    groups = _groups(blocks, labels)
    if not clean:
        _closing(blocks, groups, profile, labels)
    found = _head(blocks, groups, labels)
    groups = [part for group in groups for part in _figures(group)]
    for position, group in enumerate(groups):
        above = groups[position - 1][-1] if position else None
        following = groups[position + 1] if position + 1 < len(groups) else []
        for number, label in zip(
            group, _group(blocks, group, above, following, entries), strict=True
        ):
            labels.setdefault(number, label)
    every = [labels[number] for number in range(len(blocks))]
    if clean:
        every = [v._replace(role="caption") if v.role == DROPPED else v for v in every]
    return every, found


def _groups(blocks: Sequence[TextBlock], furniture: dict[int, Label]) -> list[list[int]]:
    """Return groups of blocks without a blank or dropped line between them."""
    groups: list[list[int]] = []
    last = -1
    for number, block in enumerate(blocks):
        if number in furniture:
            continue
        follows = last == number - 1 and last >= 0
        before = blocks[last]
        if not follows or block.head.above or block.first > before.first + len(before.segments):
            groups.append([])
        groups[-1].append(number)
        last = number
    return groups


def _figures(group: list[int]) -> list[list[int]]:
    """Return a group; its blocks one by one if it is longer than any figure."""
    return [group] if len(group) <= _FIGURE else [[number] for number in group]


def _closing(
    blocks: Sequence[TextBlock], groups: list[list[int]], profile: Profile, labels: dict[int, Label]
) -> None:
    """Label the headlines and tags at the end, and remove their group.

    They are the last group if none of its lines is a sentence or an item of a list, and it is a
    line of tags, or follows several blank lines.
    """
    if len(groups) < 2:
        return
    last = groups[-1]
    text = blocks[last[-1]].text
    tags = profile.tags is not None and profile.tags.fullmatch(text) is not None
    if any(blocks[n].text.endswith(".") or blocks[n].head.bullet for n in last):
        return
    if not tags and not _is_far_below(blocks, last, known=profile != Profile()):
        return
    if any(blocks[n].kind is Kind.CREDIT for n in last):
        return
    groups.pop()
    labels.update((n, Label("headline", "closing-run")) for n in last)
    if tags:
        labels[last[-1]] = Label("tags", "tag-line")


def _is_far_below(blocks: Sequence[TextBlock], group: list[int], known: bool) -> bool:
    """Return whether a group is far below the text; a profile vouches for several lines."""
    if known and len(group) > 1:
        return True
    wide = blocks[group[0]].head.blanks >= _WIDE
    return wide and all(blocks[n].features.estimated_words <= _HEADLINE_WORDS for n in group)


def _head(blocks: Sequence[TextBlock], groups: list[list[int]], labels: dict[int, Label]) -> Head:
    """Label the lines above the text, remove their groups, and return authors and days."""
    top = _top(blocks, labels)
    start = top.stop
    title = _headline(blocks, [n for n in top if n not in labels], start)
    end = len(blocks)
    found = head.read(blocks, title, start, end, in_text=_BYLINE_IN_TEXT, has_masthead=False)
    labels.update(found.labels)
    if title is not None:
        labels[title] = Label("title", "phrase-before-text")
    for number in top:
        if number not in labels:
            labels[number] = _above_text(blocks, number, title)
    decided = {*top, *found.labels}
    groups[:] = [rest for group in groups if (rest := [n for n in group if n not in decided])]
    return found


def _top(blocks: Sequence[TextBlock], labels: dict[int, Label]) -> range:
    """Return the blocks above the text: phrases, bylines, credits, furniture."""
    for number, block in enumerate(blocks):
        if number == len(blocks) - 1 or number > _HEAD:
            return range(0)
        short = number in labels or _is_phrase(block, _HEADLINE_WORDS)
        if not short and block.kind not in (Kind.CREDIT, Kind.DATE) and not _is_byline(block):
            # A long caption above the headline, which a credit follows.
            later = range(number + 1, min(number + 3, len(blocks) - 1))
            if _caption_of(blocks, number, later):
                continue
            return range(number)
    return range(0)


def _caption_of(blocks: Sequence[TextBlock], number: int, later: range) -> bool:
    """Return whether a headline with a photo credit is below a line, so that it is a caption."""
    phrases = [n for n in later if _is_phrase(blocks[n], _HEADLINE_WORDS)]
    credit = [n for n in phrases if blocks[n].kind is not Kind.CREDIT and n + 1 < len(blocks)]
    return number <= 1 and any(
        blocks[n + 1].kind is Kind.CREDIT and blocks[n].apart for n in credit
    )


def _headline(blocks: Sequence[TextBlock], top: Sequence[int], start: int) -> int | None:
    """Return the number of the headline: the first phrase that shares words with the text.

    A short text may share none with its headline, so that any phrase of several words is one, and
    otherwise the last.
    """
    phrases = [
        n
        for n in top
        if blocks[n].kind not in (Kind.CREDIT, Kind.CAPTION, Kind.RELATED, Kind.DATE)
        and not blocks[n].head.bullet
        and _is_phrase(blocks[n], _HEADLINE_WORDS)
        and text_features.can_be_headline(text_features.without_marks(blocks[n].text))
        and not _is_byline(blocks[n])
        and not _is_wrapped(blocks[n], blocks[n + 1])
    ]
    body = blocks[start : start + _BODY]
    shared: frozenset[str] = frozenset().union(*(grams(block.text[:_TEXT]) for block in body))
    # A headline has a photo credit below it; the caption of the photo is above both.
    credited = [n for n in phrases if blocks[n + 1].kind is Kind.CREDIT and blocks[n].apart]
    alike = [n for n in phrases if _likeness(blocks[n].text, shared) >= _LIKE_TEXT]
    words = {n: blocks[n].features.estimated_words for n in phrases}
    several = [n for n in phrases if words[n] >= _LEAST_WORDS]
    found = [*credited, *(n for n in alike if n in several)]
    if len(body) < _ENOUGH:
        found += [
            *(n for n in phrases if blocks[n].features.estimated_words >= _MENU_WORDS),
            *phrases,
        ]
    best = next(iter([*found, *alike[::-1]]), None)
    if best is None:
        return None
    # The title of the page can be above the headline: it has a separator and the site's name after
    # it. A place, with which a headline can begin, is no headline.
    title = blocks[best].text

    def is_start(text: str) -> bool:
        return title.startswith(text) and not title[len(text) :].lstrip()[:1].isalnum()

    return next((n for n in phrases if n > best and is_start(blocks[n].text)), best)


def _is_byline(block: TextBlock) -> bool:
    line = head.of(block)
    return line is not None and (line.is_byline or line.timed)


def _is_wrapped(block: TextBlock, below: TextBlock) -> bool:
    """Return whether a line may go on in the next one, which is no byline or whole paragraph."""
    # A profile can have removed the line between them.
    apart = block.segments[-1].below or below.head.above
    if apart or below.features.weight > _WRAPPED:
        return False
    is_other = below.kind is Kind.CREDIT or text_features.is_address(below.text)
    return not is_other and not _is_byline(below)


def _likeness(text: str, shared: frozenset[str]) -> float:
    own = grams(text)
    return len(own & shared) / len(own) if own else 0.0


def _above_text(blocks: Sequence[TextBlock], number: int, title: int | None) -> Label:
    """Return the label of a line above the text that is neither headline nor byline."""
    block = blocks[number]
    if block.kind in _BY_KIND:
        return _BY_KIND[block.kind]
    if title is None or block.head.bullet:
        return Label("paragraph", "paragraph")
    if block.text.startswith(blocks[title].text):
        return Label(DROPPED, "said-twice")
    if text_features.is_address(block.text):
        return Label(DROPPED, "address-beside-headline")
    if number > title:
        return Label("caption", "phrase-under-headline")
    is_menu = block.features.estimated_words <= _MENU_WORDS or block.kind is Kind.DATE
    menu, caption = Label(DROPPED, "above-the-headline"), Label("caption", "caption-above-headline")
    return menu if is_menu else caption


def _is_phrase(block: TextBlock, words: int = _HEADING_WORDS) -> bool:
    is_statement = text_features.is_unfinished(block.text) or block.text.endswith(_CLOSING_QUOTES)
    return block.features.estimated_words <= words and not is_statement


def _group(
    blocks: Sequence[TextBlock],
    group: list[int],
    above: int | None,
    following: list[int],
    entries: frozenset[int],
) -> list[Label]:
    """Return the labels of the blocks of one group."""
    # A credit below everything is the copyright of the page.
    credits = [n for n in group if blocks[n].kind is Kind.CREDIT and n < len(blocks) - 1]
    if credits and len(group) > 1:
        return [_beside_credit(blocks, group, number) for number in group]
    return [_alone(blocks, group, number, above, following, entries) for number in group]


def _beside_credit(blocks: Sequence[TextBlock], group: list[int], number: int) -> Label:
    """Label a line of a figure, or of a teaser with a picture."""
    block = blocks[number]
    if block.kind is Kind.CREDIT:
        return Label(DROPPED, "photo-credit")
    credit = next(n for n in group if blocks[n].kind is Kind.CREDIT)
    below = [blocks[n].text for n in group if n > credit]
    if number > credit:
        if block.text in (blocks[n].text for n in group if n < credit):
            return Label(DROPPED, "said-twice")
        phrase = _is_phrase(block, _HEADLINE_WORDS)
        return (
            Label("related", "teaser-under-picture") if phrase else Label("paragraph", "paragraph")
        )
    if (
        below
        and block.text not in below
        and all(_is_phrase(blocks[n], _HEADLINE_WORDS) for n in group if n > credit)
    ):
        return Label(DROPPED, "teaser-picture")
    return Label("caption", "caption-above-credit")


def _alone(
    blocks: Sequence[TextBlock],
    group: list[int],
    number: int,
    above: int | None,
    following: list[int],
    entries: frozenset[int],
) -> Label:
    block = blocks[number]
    if block.kind in _BY_KIND:
        return _BY_KIND[block.kind]
    if block.first in entries and _is_phrase(block, _HEADLINE_WORDS):
        return Label("heading", "entry-heading")
    if not block.features.ends and text_features.has_picture_words(block.text):
        return Label("caption", "picture-words")
    before = None if above is None else blocks[above]
    if len(group) == 1 and following and _is_heading(block, before, blocks[following[0]]):
        return Label("heading", "phrase-between-paragraphs")
    return Label("paragraph", "paragraph")


def _is_heading(block: TextBlock, above: TextBlock | None, below: TextBlock) -> bool:
    """Return whether a separate phrase is the heading of the paragraph below it."""
    return (
        _is_phrase(block)
        and text_features.can_be_heading(block.text)
        and block.copies == 1
        and (below.kind is Kind.PROSE or below.features.ends)
        and not below.text[0].islower()
        and not text_features.is_question_of_interview(block.text, below.text)
        and (above is None or above.features.ends or above.features.weight >= _WRAPPED)
    )
