"""Label the blocks of captures that are the article and little else, by their blank lines.

Such captures are text that an editor pasted, or what a profile leaves of a page. Every line is kept
unless a rule drops it. The rules:

| rule | role | matches |
|---|---|---|
| `phrase-before-text` | title | a separate phrase before the first paragraph |
| `caption-above-headline` | caption | lines above a headline that a photo credit follows |
| `phrase-under-headline` | caption | a phrase between the headline and the first paragraph |
| `photo-credit` | dropped | a photo credit |
| `caption-above-credit` | caption | a line above a credit in one group |
| `said-twice` | dropped | the caption again, below the credit |
| `teaser-picture` | dropped | the caption in a teaser for another article |
| `teaser-under-picture` | related | the title of another article, under its photo credit |
| `related-line` | related | “Read more: …”, in any language |
| `picture-words` | caption | no sentence, with words of captions (“seen from”, “(File)”) |
| `entry-heading` | heading | the phrase under the time of an entry in a live report |
| `phrase-between-paragraphs` | heading | a separate phrase between two paragraphs |
| `closing-run` | headline | the last lines, if none is a sentence |
| `tag-line` | tags | a line of tags at the end |
| `paragraph` | paragraph | anything else |

Of a clean capture nothing is dropped: the dropped credits and captions are captions.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from briefings.model.outlet import Profile
from briefings.model.reading import DROPPED
from briefings.readers.labels import Label
from briefings.readers.text.blocks import Kind, TextBlock

# The longest section heading in the development captures has nine words.
_HEADING_WORDS = 12
# The longest headline there has 17 words.
_HEADLINE_WORDS = 20
_SENTENCE_ENDS = (".", "!", ",", ";", ":", "…", '"', "”", "»", "'", "’")
_HEAD_GROUPS = 4
_WIDE = 2
_PICTURE_WORDS = re.compile(
    r"\b(?:(?:is|are|as) seen (?:from|in|at|on|along|here|near|during|through)|pictured|file photo|"
    r"looks? on|poses? (?:for|with))\b|\((?:file|archive|[2-4]?[LRC]|left|right|cent(?:er|re))\)",
    re.IGNORECASE,
)
# Least share of prose, and most phrases, of a capture without menus.
_PROSE_SHARE = 0.55
# The profile of a known outlet has removed the boilerplate already.
_KNOWN_PROSE_SHARE = 0.35
_PHRASES = 12


def is_article_only(blocks: Sequence[TextBlock], known: bool = False) -> bool:
    """Return whether a capture is the article and little else.

    Args:
        blocks: its blocks.
        known: whether an outlet's profile has removed boilerplate.
    """
    if len(blocks) <= 3:
        return bool(blocks)
    if any(block.head.joined or block.head.inner for block in blocks):
        return False
    total = sum(block.features.weight for block in blocks)
    prose = sum(block.features.weight for block in blocks if block.kind is Kind.PROSE)
    phrases = sum(block.features.weight < 40 for block in blocks)
    if known:
        return prose >= _KNOWN_PROSE_SHARE * total and phrases <= _PHRASES
    return prose >= _PROSE_SHARE * total and phrases <= min(_PHRASES, len(blocks) * 0.6)


def classify(
    blocks: Sequence[TextBlock], profile: Profile, entries: frozenset[int], clean: bool = False
) -> list[Label]:
    """Return the label of each block.

    Args:
        blocks: the blocks that the profile left.
        profile: the outlet's profile, for its tags; an empty one for none.
        entries: numbers of the segments that follow the time of an entry in a live report.
        clean: whether an editor says that the capture is the article and nothing else.
    """
    labels: dict[int, Label] = {}
    groups = _groups(blocks)
    _closing(blocks, groups, profile, labels)
    _head(blocks, groups, labels)
    for position, group in enumerate(groups):
        following = groups[position + 1] if position + 1 < len(groups) else []
        for number, role in zip(group, _group(blocks, group, following, entries), strict=True):
            labels.setdefault(number, role)
    found = [labels[number] for number in range(len(blocks))]
    if not clean:
        return found
    return [label if label.role != DROPPED else label._replace(role="caption") for label in found]


def _groups(blocks: Sequence[TextBlock]) -> list[list[int]]:
    """Return groups of blocks without a blank or dropped line between them."""
    groups: list[list[int]] = [[0]] if blocks else []
    for number, (before, block) in enumerate(pairwise(blocks), 1):
        if block.head.above or block.first > before.first + len(before.segments):
            groups.append([])
        groups[-1].append(number)
    return groups


def _closing(
    blocks: Sequence[TextBlock], groups: list[list[int]], profile: Profile, labels: dict[int, Label]
) -> None:
    """Label the headlines and tags at the end, and remove their group.

    They are the last group if none of its lines is a sentence, and it has several lines, is a line
    of tags, or follows several blank lines.
    """
    if len(groups) < 2:
        return
    last = groups[-1]
    text = blocks[last[-1]].text
    tags = profile.tags is not None and profile.tags.fullmatch(text) is not None
    if any(blocks[n].text.endswith(".") for n in last):
        return
    if len(last) == 1 and not tags and not _is_far_below(blocks, last[0]):
        return
    if any(blocks[n].kind is Kind.CREDIT for n in last):
        return
    groups.pop()
    labels.update((n, Label("headline", "closing-run")) for n in last)
    if tags:
        labels[last[-1]] = Label("tags", "tag-line")


def _is_far_below(blocks: Sequence[TextBlock], number: int) -> bool:
    block = blocks[number]
    return block.head.blanks >= _WIDE and len(block.text.split()) <= _HEADLINE_WORDS


def _head(blocks: Sequence[TextBlock], groups: list[list[int]], labels: dict[int, Label]) -> None:
    """Label headline, caption and credit at the top, and remove their groups."""
    single = [len(group) == 1 for group in groups]
    for position, group in enumerate(groups[:_HEAD_GROUPS]):
        if single[position] and blocks[group[0]].kind is Kind.CREDIT and 0 < position <= 2:
            title = groups[position - 1]
            if len(title) == 1 and _is_phrase(blocks[title[0]], _HEADLINE_WORDS):
                labels[title[0]] = Label("title", "phrase-before-text")
                for above in groups[: position - 1]:
                    labels.update((n, Label("caption", "caption-above-headline")) for n in above)
                labels[group[0]] = Label(DROPPED, "photo-credit")
                del groups[: position + 1]
                return
    if len(groups) < 2 or not single[0] or not _is_phrase(blocks[groups[0][0]], _HEADLINE_WORDS):
        return
    if blocks[groups[0][0]].kind is Kind.RELATED:
        return
    labels[groups.pop(0)[0]] = Label("title", "phrase-before-text")
    if len(groups) > 1 and single[1] and _is_phrase(blocks[groups[0][0]]):
        labels[groups.pop(0)[0]] = Label("caption", "phrase-under-headline")


def _is_phrase(block: TextBlock, words: int = _HEADING_WORDS) -> bool:
    return len(block.text.split()) <= words and not block.text.endswith(_SENTENCE_ENDS)


def _group(
    blocks: Sequence[TextBlock], group: list[int], following: list[int], entries: frozenset[int]
) -> list[Label]:
    """Return the labels of the blocks of one group."""
    credits = [n for n in group if blocks[n].kind is Kind.CREDIT]
    if credits and len(group) > 1:
        return [_beside_credit(blocks, group, number) for number in group]
    return [_alone(blocks, group, number, following, entries) for number in group]


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
    following: list[int],
    entries: frozenset[int],
) -> Label:
    block = blocks[number]
    if block.kind is Kind.CREDIT:
        return Label(DROPPED, "photo-credit")
    if block.kind is Kind.RELATED:
        return Label("related", "related-line")
    if block.first in entries and _is_phrase(block, _HEADLINE_WORDS):
        return Label("heading", "entry-heading")
    if not block.features.ends and _PICTURE_WORDS.search(block.text):
        return Label("caption", "picture-words")
    under = len(following) == 1 and _is_phrase(blocks[following[0]])
    if len(group) == 1 and following and _is_phrase(block) and not under:
        return Label("heading", "phrase-between-paragraphs")
    return Label("paragraph", "paragraph")
