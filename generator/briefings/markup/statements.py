"""Whether two passages make the same statement: same words, numbers and signs.

A note must not move to another statement. So two passages are the same only if they differ in
typography (marks, dashes, spaces, hyphens between parts of a word, marks that group digits, a
capital where a sentence starts) or in a slip of the pen. Slips are known by lists of words
(libraries pyspellchecker and simplemma): of two long words that differ in one letter, one is in a
list and the other in none. Any other difference may carry meaning: *could* and *would*, *detained*
and *detailed*, *Iran* and *Iraq*.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import regex
from babel import UnknownLocaleError
from babel.numbers import get_group_symbol
from rapidfuzz.distance import OSA, Indel

from briefings.linking.folding import fold_phrase
from briefings.text import languages
from briefings.text.sentences import QUESTION_MARKS, STOPS

# In scripts without spaces each letter is a word: one more can reverse the meaning.
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
# A word may contain apostrophes: without its own, *we're* is *were*.
_WORD = rf"[[\p{{L}}\p{{M}}]--[{_SPACELESS}]]+(?:'[[\p{{L}}\p{{M}}]--[{_SPACELESS}]]+)*"
# A number has its sign and the marks that group or divide its digits: 1.5 is not 15.
_NUMBER = r"""
    (?P<grouped>(?<![\p{L}\p{N}])-?\d{1,3}(?P<mark>[,.'\ ])\d{3}(?:(?P=mark)\d{3})*)(?!\d)
        (?P<rest>[.,]\d+)?
    | (?:(?<![\p{L}\p{N}])-)?\d+(?:[.,:]\d+)*
"""
_SIGN = rf"[\p{{Sc}}\p{{Sm}}%‰°§&{QUESTION_MARKS}]"
_TOKEN = regex.compile(rf"(?xV1){_NUMBER} | \p{{N}} | [{_SPACELESS}] | {_WORD} | {_SIGN}")
# Without space between them, a number and a word are one: 40bn.
_UNIT = regex.compile(rf"(?xV1)(?:{_NUMBER} | \p{{N}} | {_WORD})+")
_PIECE = regex.compile(rf"(?xV1)(?:{_NUMBER} | \p{{N}} | {_WORD})+ | [{_SPACELESS}] | {_SIGN}")
_LONGEST_TOKEN = 60
# A shorter word with another letter is too often another word.
_LONG_WORD = 7
# A slip is inside a word: beginnings and endings carry meaning, and lists lack some words with
# rare ones (Spanish *ayudarte* and *ayudaste*).
_SAME_START, _SAME_END = 2, 3
# A capital after these marks may only show that a sentence or a line starts.
_OPENING = regex.compile(rf"[{STOPS}{QUESTION_MARKS}:•\"(\[]| [-'*]")
# Titles with capitals write shorter words in small letters.
_TITLE_WORD = 4
# English writes re- with a hyphen where the word without it is another one: re-sign, resign
# (https://en.wikipedia.org/wiki/Hyphen#Prefixes_and_suffixes).
_HYPHEN_DECIDES = "re"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between a quotation and a passage."""

    old: str
    """Words of the quotation; empty if the passage has words more."""
    new: str
    """Words of the passage; empty if it lacks words."""

    def __str__(self) -> str:
        """Return the difference in words, for a problem."""
        if not self.new:
            return f"“{self.old}” is gone"
        return f"“{self.old}” is now “{self.new}”" if self.old else f"“{self.new}” is new"


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, number or sign of a folded text."""

    text: str
    start: int
    key: str
    """In lower case, without marks that group digits."""
    gap: str
    """The characters between the word before it and this one."""


def changes(quote: str, passage: str, article: str, lang: str) -> tuple[Change, ...]:
    """Return the differences that may carry meaning; none if both make the same statement.

    Args:
        quote: a folded quotation.
        passage: a folded passage of an article.
        article: its whole text, folded and in lower case. A word that occurs elsewhere in it is no
            slip.
        lang: BCP 47 tag of its language.
    """
    old, new = _tokens(quote, lang), _tokens(passage, lang)
    capitals = not (_says_nothing_by_capitals(old) or _says_nothing_by_capitals(new))
    found: list[Change] = []
    for is_equal, i, j, k, m in _aligned(old, new):
        before, after = old[i:j], new[k:m]
        pairs = list(zip(before, after, strict=False))
        if is_equal:
            if capitals:
                found += (Change(a.text, b.text) for a, b in pairs if not _same_case(a, b))
        elif not _differently_divided(before, after, lang) and not (
            len(before) == len(after)
            and all(_slip(a.text, b.text, article, lang) for a, b in pairs)
        ):
            found.append(Change(_words(quote, before), _words(passage, after)))
    return tuple(found)


def _aligned(
    old: Sequence[_Token], new: Sequence[_Token]
) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield the spans of tokens that are equal, and those between them."""
    codes = Indel.opcodes([token.key for token in old], [token.key for token in new])
    for is_equal, group in groupby(codes, key=lambda code: code.tag == "equal"):
        first, *_, last = (*group,) * 2
        yield is_equal, first.src_start, last.src_end, first.dest_start, last.dest_end


def count(text: str, lang: str) -> int:
    """Return the number of words, numbers and signs of a folded text."""
    return len(_tokens(text, lang))


def pieces(text: str) -> list[tuple[int, int]]:
    """Return what no quotation may divide in a folded text, each with its start and end."""
    return [found.span() for found in _PIECE.finditer(text)]


def divided(text: str, at: int) -> tuple[int, int] | None:
    """Return the word or number of a folded text that an offset divides.

    It divides none behind the apostrophe of an elision (*l'État*), and in front of a possessive
    *'s*.
    """
    for unit in _UNIT.finditer(text, max(at - _LONGEST_TOKEN, 0), at + _LONGEST_TOKEN):
        if unit.start() < at < unit.end():
            elided = text[at - 1] == "'" and not text[at - 2].isdigit()
            return None if elided or text[at : unit.end()].lower() == "'s" else unit.span()
    return None


def last_words(text: str, end: int, number: int) -> str:
    """Return the last words, numbers and signs of `text[:end]`, with the marks behind them."""
    found = list(_TOKEN.finditer(text, max(end - _LONGEST_TOKEN * number, 0), end))[-number:]
    return text[found[0].start() : end].rstrip() if number and found else ""


def first_words(text: str, start: int, number: int) -> str:
    """Return the first words, numbers and signs of `text[start:]`, with the marks before them."""
    found = list(_TOKEN.finditer(text, start, start + _LONGEST_TOKEN * number))[:number]
    return text[start : found[-1].end()].lstrip() if found else ""


def _tokens(text: str, lang: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        key = match[0].lower()
        if (mark := match["mark"]) and mark in _groups(lang):
            key = match["grouped"].replace(mark, "") + (match["rest"] or "")
        found.append(_Token(match[0], match.start(), key, text[at : match.start()]))
        if match[0] not in QUESTION_MARKS:
            at = match.end()
    return found


@lru_cache(maxsize=64)
def _groups(lang: str) -> str:
    """Return the marks that only group digits in a language: 1,400 in English, 1.400 in German."""
    try:
        return " '" + fold_phrase(get_group_symbol(lang.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return " '"


def _words(text: str, tokens: Sequence[_Token]) -> str:
    if not tokens:
        return ""
    return text[tokens[0].start : tokens[-1].start + len(tokens[-1].text)]


def _says_nothing_by_capitals(tokens: Sequence[_Token]) -> bool:
    """Return whether a passage is a headline: all in capitals, or with a capital at each word."""
    words = [token.text for token in tokens if token.text.lower() != token.text.upper()]
    long = [word for word in words if len(word) >= _TITLE_WORD]
    return len(words) > 1 and (
        all(map(str.isupper, words)) or (len(long) > 1 and all(word[0].isupper() for word in long))
    )


def _same_case(old: _Token, new: _Token) -> bool:
    """Return whether two words have the same case, or a capital only where a sentence starts."""
    if old.text == new.text or old.text[0].isdigit():
        return True
    return old.text[1:] == new.text[1:] and (_opens(old) or _opens(new))


def _opens(token: _Token) -> bool:
    """Return whether a word may be the first one of a sentence."""
    return token.start == len(token.gap) or bool(_OPENING.search(token.gap))


def _differently_divided(old: Sequence[_Token], new: Sequence[_Token], lang: str) -> bool:
    """Return whether the same letters are divided by hyphens or, by a slip, by spaces.

    It is a slip where one side has known words only: *nowhere* is not *now here*.
    """
    letters = "".join(token.key for token in old)
    if letters != "".join(token.key for token in new) or not letters.isalpha():
        return False
    divided, solid = (old, new) if len(old) > len(new) else (new, old)
    if len(solid) == 1 and all("-" in token.gap for token in divided[1:]):
        return divided[0].key != _HYPHEN_DECIDES
    return len(letters) >= _LONG_WORD and _all_known(old, lang) != _all_known(new, lang)


def _all_known(tokens: Iterable[_Token], lang: str) -> bool:
    return all(_is_known(token.key, lang) for token in tokens)


def _slip(old: str, new: str, article: str, lang: str) -> bool:
    """Return whether one of two long words is the other one mistyped.

    Words with capitals may be names, and no list has all names.
    """
    if min(len(old), len(new)) < _LONG_WORD or not f"{old}{new}".isalpha():
        return False
    if not (old.islower() and new.islower() and OSA.distance(old, new, score_cutoff=1) == 1):
        return False
    if old[:_SAME_START] != new[:_SAME_START] or old[-_SAME_END:] != new[-_SAME_END:]:
        return False
    if _is_known(old, lang) == _is_known(new, lang):
        return False
    return article.count(new) == 1 if _is_known(old, lang) else old not in article


def _is_known(word: str, lang: str) -> bool:
    """Return whether a language has a word; false if it does not have both lists.

    Each list alone lacks common words: one those of the grammar, the other rare inflections.
    """
    import simplemma  # noqa: PLC0415  only notes on changed texts need it

    base = languages.base(lang)
    try:
        return _spelling(base)(word) or simplemma.is_known(word, lang=base, low_memory=True)
    except ValueError:
        return False


@lru_cache(maxsize=2)
def _spelling(lang: str) -> Callable[[str], bool]:
    from spellchecker import SpellChecker  # noqa: PLC0415  as above

    return SpellChecker(language=lang).__contains__
