"""Names of persons and organisations in running text, found by capitals and titles.

No list of names is used: a name is a run of capitalised words (and particles between them) without
the titles and offices at its beginning.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from briefings.readers import date_words
from briefings.text.attribution import BODIES, PARTICLES, TITLE_ENDINGS, TITLES, Lexicon

_LONGEST_NAME = 6
# A hyphen separates words only before French inverted pronouns (dit-il, a-t-il dit).
_INVERTED = r"-(?=(?:t-)?(?:ils?|elles?|on)\b)"
_TOKEN = re.compile(rf"[^\W_](?:[\w&]|(?!{_INVERTED})[.'’-](?=\w))*\.?|\ue000+|[^\w\s]")
POSSESSIVE = re.compile(r"['’]s$")
_TWO_CAPITALS = re.compile(r"[A-ZÀ-ÞА-Я][\w’'.-]+ [A-ZÀ-ÞА-Я]")
# An elided article before a noun in lower case: `L'imprenditore`.
_ELIDED = re.compile(r"[^\W\d_]{1,5}['’][a-zà-ÿ]{2}")
_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_ABBREVIATIONS = TITLES | {"st", "jr", "sr"}

Run = tuple[int, int]
"""A run of tokens: the number of the first, and the number after the last."""


def plain(word: str) -> str:
    """Return a word in lower case without a final dot."""
    return word.casefold().rstrip(".")


class Token(Struct, frozen=True, gc=False):
    """A word or punctuation mark; a struct, because there are many."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    text: str
    """The word as written."""

    @property
    def word(self) -> str:
        """The word in lower case without a final dot."""
        return plain(self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper() and not _ELIDED.match(self.text)


@lru_cache(maxsize=64)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words and punctuation marks of a text; only abbreviations keep their dot.

    The last texts are kept, because several rules look at each.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = text[start:end]
        if word[-1] == "." and end - start > 1:
            after = text[end : end + 2]
            known = _INITIALS.fullmatch(word) or plain(word) in _ABBREVIATIONS
            goes_on = after[1:2].isupper() or (word.count(".") > 1 and after[1:2].islower())
            if not (known and word[0].isupper() and goes_on):
                found.append(Token(start, end - 1, word[:-1]))
                found.append(Token(end - 1, end, "."))
                continue
        found.append(Token(start, end, word))
    return tuple(found)


def occurrences(name: str, text: str) -> Iterator[int]:
    """Yield each offset at which a name stands as a whole word in a text.

    A pattern for each name would take longer to compile than to search.
    """
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not _WORD.match(text, end) and not _WORD.match(text[at - 1 : at]):
            yield at
        at = text.find(name, end)


def without_titles(text: str) -> str:
    """Return a name without titles; empty if nothing else is left."""
    parts = tokens(text)
    first = 1 + max((n for n, part in enumerate(parts) if is_title(part)), default=-1)
    return " ".join(part.text for part in parts[first:])


def is_function_word(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word is capitalised only at the beginning of a sentence."""
    return plain(word) in lexicon.articles | lexicon.prepositions | lexicon.plural | lexicon.adverbs


def titled(text: str) -> Iterator[str]:
    """Yield the names after a title in a text."""
    if not any(map(_is_title, _WORD.findall(text))):
        return
    parts = tokens(text)
    for number, part in enumerate(parts[:-1]):
        follows = parts[number + 1]
        if follows.is_capital and is_title(part) and not is_title(follows):
            end = number + 2
            while end < len(parts) and parts[end].is_capital:
                end += 1
            yield " ".join(one.text for one in parts[number + 1 : end])


def named(text: str, lexicon: Lexicon | None) -> Iterator[str]:
    """Yield the names of two or three words in a text that can be persons.

    A name after a preposition or an article is probably that of a place or an organisation.
    """
    if lexicon is None or not _TWO_CAPITALS.search(text):
        return
    parts = tokens(text)
    for run in runs(parts, 0, len(parts), lexicon):
        lead = parts[run[0] - 1].word if run[0] else ""
        if 2 <= run[1] - run[0] <= 3 and lead not in lexicon.prepositions | lexicon.articles:
            name = name_of(parts, run, lexicon)
            if " " in name and not any(parts[n].word in BODIES for n in range(*run)):
                yield name


def runs(parts: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> Iterator[Run]:
    """Yield the runs of capitalised words in `parts[first:last]`, from left to right."""
    number = first
    while number < last:
        token = parts[number]
        if token.is_capital and not (number == first and is_function_word(token.text, lexicon)):
            run = run_at(parts, number, lexicon, last)
            yield run
            number = run[1]
        else:
            number += 1


def run_at(parts: Sequence[Token], first: int, lexicon: Lexicon, last: int | None = None) -> Run:
    """Return the run of capitalised words that begins at a token, with particles inside."""
    last = len(parts) if last is None else last
    end = first + 1
    while end < last:
        if parts[end].is_capital and parts[end].word not in lexicon.singular:
            end += 1
            continue
        skip = end
        while skip < last and skip - end < 2 and parts[skip].text in PARTICLES:
            skip += 1
        if lexicon.nouns_capital and skip > end and _ends_before(parts, first, end, skip, lexicon):
            break
        if skip > end and skip < last and parts[skip].is_capital and "-" not in parts[end].text:
            end = skip + 1
            continue
        break
    return first, end


def _ends_before(parts: Sequence[Token], first: int, end: int, skip: int, lexicon: Lexicon) -> bool:
    """Return whether a German name ends before particles, which are an article or prepositions.

    `Wahala den Gründer`, `Ann Wahala von der Galerie`, `Ann Wahala zu Beginn`; but `Ann von der
    Leyen`, `Ann zu Guttenberg`.
    """
    last = parts[skip - 1].word
    if last in lexicon.articles and skip - end == 1:
        return True
    names = sum(not is_title(parts[n]) for n in range(first, end))
    return names > 1 and (last in lexicon.articles or last == "zu")


def is_governed(parts: Sequence[Token], start: int, first: int, lexicon: Lexicon) -> bool:
    """Return whether a preposition precedes a run, perhaps with an article between."""
    number = start - 1
    while number >= first and (
        parts[number].word in lexicon.articles - lexicon.prepositions
        or (
            not lexicon.articles
            and not parts[number].is_capital
            and parts[number].word not in lexicon.prepositions
        )
    ):
        number -= 1
    return number >= first and parts[number].word in lexicon.prepositions


def officer(parts: Sequence[Token], run: Run, lexicon: Lexicon) -> Run | None:
    """Return the name after an office in a run: `Secretary of State Ann Roe`.

    The name is assumed to be the last two words, and the one before an initial.
    """
    first, end = run
    if end - first < 3 or not first or parts[end - 1].word in BODIES:
        return None
    number = first - 1
    while number and parts[number].word in lexicon.articles | lexicon.prepositions:
        number -= 1
    if not is_title(parts[number]):
        return None
    has_initial = end - first > 2 and _INITIALS.fullmatch(parts[end - 2].text)
    return end - 2 - bool(has_initial), end


def name_of(parts: Sequence[Token], run: Run, lexicon: Lexicon) -> str:
    """Return the name in a run of capitalised words, without titles; empty for none."""
    first, end = run
    body = any(parts[n].word in BODIES for n in range(first, end)) and not is_officer(parts, run)
    if not body:
        for number in range(end - 1, first - 1, -1):
            if is_title(parts[number]):
                first = number + 1
                break
    if first >= end or end - first > _LONGEST_NAME:
        return ""
    if first > run[0] and end - first == 1 and parts[first].text.isupper():
        # “Prezydent USA”
        return ""
    if end - first == 1 and parts[first].word in lexicon.days:
        return ""
    # “erklärte Anfang März”; in other languages May can be a surname.
    if (
        lexicon.nouns_capital
        and end - first == 1
        and parts[first].word in date_words.names().months
    ):
        return ""
    if not body:
        # “the bank's Ann Roe”
        owners = (n for n in range(first, end - 1) if POSSESSIVE.search(parts[n].text))
        first = max(owners, default=first - 1) + 1
    text = " ".join(parts[n].text for n in range(first, end))
    possessive = re.search(r"['’]s?$", text)
    if possessive or parts[end - 1].word in lexicon.plural | lexicon.articles:
        return ""
    return text


def is_officer(parts: Sequence[Token], run: Run) -> bool:
    """Return whether a run ends with an office and a name: `House Speaker Ann Roe`."""
    title = max((n for n in range(*run) if is_title(parts[n])), default=run[1])
    return run[1] - title > 2 and all(parts[n].word not in BODIES for n in range(title, run[1]))


def is_title(token: Token) -> bool:
    """Return whether a word is a title or an office, such as `Mayor` or `Außenministerin`."""
    return _is_title(token.text)


@lru_cache(maxsize=1 << 14)
def _is_title(text: str) -> bool:
    word = plain(text).rpartition("-")[2]
    return word in TITLES or bool(TITLE_ENDINGS.search(word))
