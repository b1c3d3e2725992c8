"""Sentence boundaries (library sentencex) and shortening."""

import re
from functools import lru_cache

from sentencex import get_sentence_boundaries

STOPS = ".!…。！．।॥۔።։။។"
"""Full stops: Latin, Chinese and Japanese, Hindi, Urdu, Amharic, Armenian, Burmese, Khmer."""
QUESTION_MARKS = "?？؟"
CLOSING = r"\"”»’'“‘«)\]）」』*"
"""Marks that may follow them, as part of a regular expression."""
FULL_STOP = re.compile(rf"[{STOPS}{QUESTION_MARKS}][\s{CLOSING}]*$")
"""The end of a text that is one sentence or more."""
SENTENCE_END = re.compile(rf"[{STOPS}{QUESTION_MARKS}:：;；][\s{CLOSING}]*$")
"""The same, or a mark before a list or a quotation."""
# Chinese and Japanese marks, which are as wide as a letter, have their own space.
_WIDE_END = re.compile(rf"[。！？][{CLOSING}]*$|[」』》）]$")
# A longer sentence is shortened around the mention. Five lines of 66 characters.
_SENTENCE_LENGTH = 330
# Languages that write ordinal numbers with a full stop: “der 2. Weltkrieg”. Source:
# `digits-ordinal` of the Unicode CLDR.
_DOTTED_ORDINALS = tuple("bs cs da de et fi fo hr hu is lb lv mk nb nn no pl sk sl sr tr".split())  # noqa: SIM905
# A longer number that ends a sentence is a year.
_ORDINAL = re.compile(r"(?<![\w.,:/-])\d{1,3}\.\s*$")


# The library looks for the mark that closes each quotation up to the end of the text, in code that
# cannot be stopped. No paragraph has this many quotations; in a text with more, their opening
# marks are ignored.
_OPENING = "“„‘‚«‹「『"
_MOST_QUOTATIONS = 300
_WITHOUT_QUOTATIONS = str.maketrans(_OPENING, " " * len(_OPENING))


def boundaries(text: str, lang: str) -> list[tuple[int, int]]:
    """Return start and end of each sentence, with the space after it, in linear time."""
    if sum(map(text.count, _OPENING)) > _MOST_QUOTATIONS:
        text = text.translate(_WITHOUT_QUOTATIONS)
    found = get_sentence_boundaries(lang, text)
    return [(int(one["start_index"]), int(one["end_index"])) for one in found]


@lru_cache(maxsize=4096)
def _sentences(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    has_ordinals = lang.partition("-")[0] in _DOTTED_ORDINALS
    found: list[tuple[int, int]] = []
    for begin, end in boundaries(text, lang):
        start = begin
        # Nothing tells “the 14th” from a sentence that ends in 14: two sentences do less harm than
        # half of one.
        if has_ordinals and found and _continues(text, found[-1], start):
            start = found.pop()[0]
        found.append((start, end))
    return tuple(found)


def _continues(text: str, before: tuple[int, int], start: int) -> bool:
    """Return whether a sentence is the rest of the one before, which ends in an ordinal number."""
    ordinal = _ORDINAL.search(text, *before)
    return ordinal is not None and text[start : start + 1].isalpha() and "\n" not in ordinal[0]


def spans(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of `text` start and end, without the space around them."""
    found = ((start, end, text[start:end]) for start, end in _sentences(text, lang))
    return tuple(
        (end - len(sentence.lstrip()), start + len(sentence.rstrip()))
        for start, end, sentence in found
        if sentence.strip()
    )


def first_sentence(text: str, lang: str) -> str:
    """Return the first sentence of `text`, or all of `text` if it has none."""
    for start, end in _sentences(text, lang):
        if sentence := text[start:end].strip():
            return sentence
    return text.strip()


def all_sentences(text: str, lang: str) -> tuple[str, ...]:
    """Return the sentences of `text`, without the space around them."""
    found = (text[start:end].strip() for start, end in _sentences(text, lang))
    return tuple(sentence for sentence in found if sentence)


def joined(first: str, second: str) -> str:
    """Return two sentences as one text, with a space between them if their script has one."""
    return f"{first}{'' if not first or _WIDE_END.search(first) else ' '}{second}"


def sentence_around(text: str, start: int, end: int, lang: str) -> tuple[str, int, int]:
    """Return the sentence around `text[start:end]`, and the offsets of that span in it.

    A very long sentence is shortened on both sides at word boundaries, with an ellipsis.
    """
    first, last = 0, len(text)
    for sentence_start, sentence_end in _sentences(text, lang):
        if sentence_start <= start:
            first = sentence_start
        if sentence_end >= end:
            last = sentence_end
            break
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return around(text[first:last], start - first, end - first, _SENTENCE_LENGTH)


def around(text: str, start: int, end: int, length: int) -> tuple[str, int, int]:
    """Return at most `length` characters around `text[start:end]`, and its offsets in them.

    What is left out on either side, at a space, leaves an ellipsis.
    """
    first, last, before, after = 0, len(text), "", ""
    room = max(length - (end - start), 0) // 2
    if start > room:
        first = _next_word(text, start - room, start)
        before = "… "
    if last - end > room:
        last = _previous_word(text, end + room, end)
        after = " …"
    return before + text[first:last] + after, len(before) + start - first, len(before) + end - first


def _next_word(text: str, at: int, limit: int) -> int:
    space = text.find(" ", at, limit)
    return space + 1 if space >= 0 else limit


def _previous_word(text: str, at: int, limit: int) -> int:
    space = text.rfind(" ", limit, at)
    return space if space >= 0 else limit


def shorten(text: str, length: int) -> str:
    """Return `text` cut to at most `length` characters, at a clause or else at a word."""
    if len(text) <= length:
        return text
    cut = text[: text.rfind(" ", 0, length)] if " " in text[:length] else text[: length - 1]
    clause = max(cut.rfind(mark) for mark in (", ", "; ", " – ", " — "))
    if clause >= length // 2:
        cut = cut[:clause]
    return cut.rstrip(" ,;:–—-") + "…"
