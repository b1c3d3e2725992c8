"""Captures that are the article and little else: the blank lines say what belongs together.

Once a profile's furniture is gone, or where an editor pasted the text alone, every line is kept
unless a rule says otherwise. The rules, by name:

| rule | role | what it says |
|---|---|---|
| `phrase-before-text` | title | a phrase that stands alone before the first paragraph |
| `caption-above-headline` | caption | above the headline, where a photo credit follows it |
| `phrase-under-headline` | caption | a phrase between the headline and the first paragraph |
| `photo-credit` | dropped | whose a picture is |
| `caption-above-credit` | caption | a line right above a credit that repeats it or ends the group |
| `said-twice` | dropped | the same caption again below the credit |
| `teaser-picture` | dropped | what the picture of another article shows |
| `teaser-under-picture` | related | another article, right under the credit of its picture |
| `related-line` | related | “Read more: …”, in any language |
| `picture-words` | caption | no sentence, and in the words of captions (“seen from”, “(File)”) |
| `entry-heading` | heading | the phrase under the time of an entry of a live report |
| `phrase-between-paragraphs` | heading | a phrase alone between two paragraphs |
| `closing-run` | headline | the last lines, none of which ends as a sentence does |
| `tag-line` | tags | a line of tags at their end |
| `paragraph` | paragraph | anything else |
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from briefings.model.outlet import Profile
from briefings.model.reading import DROPPED
from briefings.readers.text.units import Kind, Unit

Sorted = tuple[str, str]

# A section heading is a phrase. The longest in the captures this was made with has nine words.
_HEADING_WORDS = 12
# Headlines are longer, up to 17 words there.
_HEADLINE_WORDS = 20
_SENTENCE_ENDS = (".", "!", ",", ";", ":", "…", '"', "”", "»", "'", "’")
_HEAD_GROUPS = 4
_WIDE = 2
_PICTURE_WORDS = re.compile(
    r"\b(?:(?:is|are|as) seen (?:from|in|at|on|along|here|near|during|through)|pictured|file photo|"
    r"looks? on|poses? (?:for|with))\b|\((?:file|archive|[2-4]?[LRC]|left|right|cent(?:er|re))\)",
    re.IGNORECASE,
)
# Little besides sentences: a menu is more lines than this, or the greater part of the letters.
_PROSE_SHARE = 0.55
# Where the outlet is known, its furniture is gone already.
_KNOWN_PROSE_SHARE = 0.35
_PHRASES = 12


def is_plain(units: Sequence[Unit], known: bool = False) -> bool:
    """Return whether a capture, of an outlet that is known or not, is little but the article."""
    if len(units) <= 3:
        return bool(units)
    if any(unit.head.glued or unit.head.inner for unit in units):
        return False
    total = sum(unit.shape.weight for unit in units)
    prose = sum(unit.shape.weight for unit in units if unit.kind is Kind.PROSE)
    phrases = sum(unit.shape.weight < 40 for unit in units)
    if known:
        return prose >= _KNOWN_PROSE_SHARE * total and phrases <= _PHRASES
    return prose >= _PROSE_SHARE * total and phrases <= min(_PHRASES, len(units) * 0.6)


def sort(units: Sequence[Unit], profile: Profile, entries: frozenset[int]) -> list[Sorted]:
    """Return role and rule of each unit.

    Args:
        units: what the profile left of the capture.
        profile: the outlet's profile, for its tags; an empty one for none.
        entries: numbers of the pieces that follow the time of a live report's entry.
    """
    sorted_: dict[int, Sorted] = {}
    groups = _groups(units)
    _closing(units, groups, profile, sorted_)
    _head(units, groups, sorted_)
    for position, group in enumerate(groups):
        following = groups[position + 1] if position + 1 < len(groups) else []
        for number, role in zip(group, _group(units, group, following, entries), strict=True):
            sorted_.setdefault(number, role)
    return [sorted_[number] for number in range(len(units))]


def _groups(units: Sequence[Unit]) -> list[list[int]]:
    """Return runs of units with neither a blank nor a dropped line between them."""
    groups: list[list[int]] = [[0]] if units else []
    for number, (before, unit) in enumerate(pairwise(units), 1):
        if unit.head.above or unit.first > before.first + len(before.pieces):
            groups.append([])
        groups[-1].append(number)
    return groups


def _closing(
    units: Sequence[Unit], groups: list[list[int]], profile: Profile, sorted_: dict[int, Sorted]
) -> None:
    """Take the closing run of headlines and tags off the end.

    It is the last group, if none of its lines ends as a sentence does and it has several lines, or
    is a line of tags, or stands further below the text than paragraphs do below each other.
    """
    if len(groups) < 2:
        return
    last = groups[-1]
    text = units[last[-1]].text
    tags = profile.tags is not None and profile.tags.fullmatch(text) is not None
    if any(units[n].text.endswith(".") for n in last):
        return
    if len(last) == 1 and not tags and not _stands_off(units, last[0]):
        return
    if any(units[n].kind is Kind.CREDIT for n in last):
        return
    groups.pop()
    sorted_.update((n, ("headline", "closing-run")) for n in last)
    if tags:
        sorted_[last[-1]] = ("tags", "tag-line")


def _stands_off(units: Sequence[Unit], number: int) -> bool:
    unit = units[number]
    return unit.head.blanks >= _WIDE and len(unit.text.split()) <= _HEADLINE_WORDS


def _head(units: Sequence[Unit], groups: list[list[int]], sorted_: dict[int, Sorted]) -> None:
    """Take the headline off the top, with the caption and the credit around it."""
    single = [len(group) == 1 for group in groups]
    for position, group in enumerate(groups[:_HEAD_GROUPS]):
        if single[position] and units[group[0]].kind is Kind.CREDIT and 0 < position <= 2:
            title = groups[position - 1]
            if len(title) == 1 and _is_phrase(units[title[0]], _HEADLINE_WORDS):
                sorted_[title[0]] = ("title", "phrase-before-text")
                for above in groups[: position - 1]:
                    sorted_.update((n, ("caption", "caption-above-headline")) for n in above)
                sorted_[group[0]] = (DROPPED, "photo-credit")
                del groups[: position + 1]
                return
    if len(groups) < 2 or not single[0] or not _is_phrase(units[groups[0][0]], _HEADLINE_WORDS):
        return
    if units[groups[0][0]].kind is Kind.RELATED:
        return
    sorted_[groups.pop(0)[0]] = ("title", "phrase-before-text")
    if len(groups) > 1 and single[1] and _is_phrase(units[groups[0][0]]):
        sorted_[groups.pop(0)[0]] = ("caption", "phrase-under-headline")


def _is_phrase(unit: Unit, words: int = _HEADING_WORDS) -> bool:
    return len(unit.text.split()) <= words and not unit.text.endswith(_SENTENCE_ENDS)


def _group(
    units: Sequence[Unit], group: list[int], following: list[int], entries: frozenset[int]
) -> list[Sorted]:
    """Return role and rule of the units of one group."""
    credits = [n for n in group if units[n].kind is Kind.CREDIT]
    if credits and len(group) > 1:
        return [_beside_credit(units, group, number) for number in group]
    return [_alone(units, group, number, following, entries) for number in group]


def _beside_credit(units: Sequence[Unit], group: list[int], number: int) -> Sorted:
    """Sort a line of a figure, or of a box about another article with its picture."""
    unit = units[number]
    if unit.kind is Kind.CREDIT:
        return DROPPED, "photo-credit"
    credit = next(n for n in group if units[n].kind is Kind.CREDIT)
    below = [units[n].text for n in group if n > credit]
    if number > credit:
        if unit.text in (units[n].text for n in group if n < credit):
            return DROPPED, "said-twice"
        phrase = _is_phrase(unit, _HEADLINE_WORDS)
        return ("related", "teaser-under-picture") if phrase else ("paragraph", "paragraph")
    if below and unit.text not in below and _all_phrases(units, group, credit):
        return DROPPED, "teaser-picture"
    return "caption", "caption-above-credit"


def _all_phrases(units: Sequence[Unit], group: list[int], credit: int) -> bool:
    return all(_is_phrase(units[n], _HEADLINE_WORDS) for n in group if n > credit)


def _alone(
    units: Sequence[Unit],
    group: list[int],
    number: int,
    following: list[int],
    entries: frozenset[int],
) -> Sorted:
    unit = units[number]
    if unit.kind is Kind.CREDIT:
        return DROPPED, "photo-credit"
    if unit.kind is Kind.RELATED:
        return "related", "related-line"
    if unit.first in entries and _is_phrase(unit, _HEADLINE_WORDS):
        return "heading", "entry-heading"
    if not unit.shape.ends and _PICTURE_WORDS.search(unit.text):
        return "caption", "picture-words"
    under = len(following) == 1 and _is_phrase(units[following[0]])
    if len(group) == 1 and following and _is_phrase(unit) and not under:
        return "heading", "phrase-between-paragraphs"
    return "paragraph", "paragraph"
