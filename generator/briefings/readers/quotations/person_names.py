"""Names of persons and bodies in running text, told by their capitals and by titles.

No list of names: a name is a stretch of capitalised words (and particles between them) of which
titles and offices at its beginning are no part.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefings.readers import date_words
from briefings.readers.quotations.speech import BODIES, PARTICLES, TITLE_ENDINGS, TITLES, Words

_LONGEST_NAME = 6
# French hangs pronouns on (dit-il, a-t-il dit): there, and only there, a hyphen parts words.
_HUNG_ON = r"-(?=(?:t-)?(?:ils?|elles?|on)\b)"
_TOKEN = re.compile(rf"[^\W_](?:[\w&]|(?!{_HUNG_ON})[.'’-](?=\w))*\.?|[^\w\s]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_ABBREVIATIONS = TITLES | {"st", "jr", "sr"}

Run = tuple[int, int]
"""A stretch of tokens: the number of the first, and the number after the last."""


def plain(word: str) -> str:
    """Return a word in small letters, without a closing dot."""
    return word.casefold().rstrip(".")


class Token(NamedTuple):
    """A word or a mark of a sentence. Of the many there are a tuple is made fastest."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    text: str
    """The word as written."""

    @property
    def word(self) -> str:
        """The word in small letters, without a closing dot."""
        return plain(self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokens(text: str) -> list[Token]:
    """Return the words and marks of a text, a dot with an abbreviation and else by itself."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word.endswith(".") and len(word) > 1:
            after = text[match.end() : match.end() + 2]
            known = _INITIALS.fullmatch(word) or plain(word) in _ABBREVIATIONS
            goes_on = after[1:2].isupper() or (word.count(".") > 1 and after[1:2].islower())
            if not (known and word[0].isupper() and goes_on):
                found.append(Token(match.start(), match.end() - 1, word[:-1]))
                found.append(Token(match.end() - 1, match.end(), "."))
                continue
        found.append(Token(match.start(), match.end(), word))
    return found


def without_titles(text: str) -> str:
    """Return a name without the titles before it; empty where nothing else is left."""
    parts = tokens(text)
    first = 1 + max((n for n, part in enumerate(parts) if is_title(part)), default=-1)
    return " ".join(part.text for part in parts[first:])


def begins_small(word: str, words: Words) -> bool:
    """Whether a word has its capital only from the beginning of a sentence."""
    return plain(word) in words.articles | words.prepositions | words.plural | words.adverbs


def titled(text: str) -> Iterator[str]:
    """Yield the names in a text that stand behind a title: other persons than the speaker."""
    parts = tokens(text)
    for number, part in enumerate(parts[:-1]):
        follows = parts[number + 1]
        if follows.is_capital and is_title(part) and not is_title(follows):
            end = number + 2
            while end < len(parts) and parts[end].is_capital:
                end += 1
            yield " ".join(one.text for one in parts[number + 1 : end])


def runs(parts: Sequence[Token], first: int, last: int, words: Words) -> Iterator[Run]:
    """Yield the stretches of capitalised words in `parts[first:last]`, from left to right."""
    number = first
    while number < last:
        token = parts[number]
        if token.is_capital and not (number == first and begins_small(token.text, words)):
            run = run_at(parts, number, words, last)
            yield run
            number = run[1]
        else:
            number += 1


def run_at(parts: Sequence[Token], first: int, words: Words, last: int | None = None) -> Run:
    """Return the stretch of capitalised words that begins at a place, with particles inside."""
    last = len(parts) if last is None else last
    end = first + 1
    while end < last:
        if parts[end].is_capital and parts[end].word not in words.singular:
            end += 1
            continue
        skip = end
        while skip < last and skip - end < 2 and parts[skip].text in PARTICLES:
            skip += 1
        if skip > end and skip < last and parts[skip].is_capital and "-" not in parts[end].text:
            end = skip + 1
            continue
        break
    return first, end


def is_governed(parts: Sequence[Token], start: int, first: int, words: Words) -> bool:
    """Whether a preposition stands before a stretch, perhaps with an article between."""
    number = start - 1
    while number >= first and parts[number].word in words.articles - words.prepositions:
        number -= 1
    return number >= first and parts[number].word in words.prepositions


def officer(parts: Sequence[Token], run: Run, words: Words) -> Run | None:
    """Return the name in a stretch that goes on with an office: `Secretary of State Ann Roe`.

    Nothing marks where the office ends; a name is taken to be two words.
    """
    first, end = run
    if end - first < 3 or not first:
        return None
    number = first - 1
    while number and parts[number].word in words.articles | words.prepositions:
        number -= 1
    return (end - 2, end) if is_title(parts[number]) else None


def name_of(parts: Sequence[Token], run: Run, words: Words) -> str:
    """Return the name in a stretch of capitalised words, without titles; empty for none."""
    first, end = run
    body = any(parts[n].word in BODIES for n in range(first, end))
    if not body:
        for number in range(end - 1, first - 1, -1):
            if is_title(parts[number]):
                first = number + 1
                break
    if first >= end or end - first > _LONGEST_NAME:
        return ""
    # “erklärte Anfang März”; in other languages it could be Theresa May.
    if words.nouns_capital and end - first == 1 and parts[first].word in date_words.names().months:
        return ""
    text = " ".join(parts[n].text for n in range(first, end))
    possessive = re.search(r"['’]s?$", text)
    if possessive or parts[end - 1].word in words.plural | words.articles:
        return ""
    return text


def is_title(token: Token) -> bool:
    """Whether a word is a title or an office, such as `Mayor` or `Außenministerin`."""
    return _is_title(token.text)


@lru_cache(maxsize=1 << 14)
def _is_title(text: str) -> bool:
    word = plain(text).rpartition("-")[2]
    return word in TITLES or bool(TITLE_ENDINGS.search(word))
