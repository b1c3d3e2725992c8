"""The words of a text as the search index has them, and as a query is taken apart.

`theme_overrides/assets/javascripts/search/words.js` has the same rules for queries; a test compares
the two. A word is a run of letters or a run of figures: dashes, apostrophes, slashes and full stops
end it, so “Libya–Tunisia”, “d’Ivoire” and “S/RES/1973” are several words, and the search page looks
for them next to each other. Signs with a meaning, as in “C++” or “€3bn”, are words too.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from briefings.text.plain_letters import only_ascii_letters

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts without spaces between words. Each letter is a word of its own, so that a name is found
anywhere in a text."""
_WORD = regex.compile(
    rf"(?P<sign>[\p{{Sc}}\p{{Sm}}\p{{So}}&%‰#@§])|[{UNSPACED}]\p{{M}}*|\p{{N}}+"
    rf"|(?:(?![{UNSPACED}])\p{{L}})(?:(?![{UNSPACED}])[\p{{L}}\p{{M}}\p{{Cf}}])*"
)
# For texts with letters of ASCII only.
_SIMPLE_WORD = re.compile(r"(?P<sign>[$+<=>|~&%#@])|[0-9]+|[A-Za-z]+")
_LETTERS = {
    # Letters that Unicode does not decompose, as they are typed on a keyboard without them.
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l",
    "ŋ": "n", "þ": "th", "ŧ": "t", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k",
    "ς": "σ", "ґ": "г",
    # Letters of Arabic script that differ between keyboards only, and the stroke that lengthens.
    "ی": "ي", "ى": "ي", "ک": "ك", "ـ": "",
}  # fmt: skip
_FIRST_SIGN, _SIGNS = 0x17000, 6136
"""Pagefind takes letters and figures only. A sign is one of the Tangut letters in the index, which
no text here has: https://www.unicode.org/charts/PDF/U17000.pdf."""


class SearchWord(NamedTuple):
    """A word of a text."""

    folded: str
    """The word as the index has it."""
    start: int
    """Where it begins in the text."""


def words(text: str) -> Iterator[SearchWord]:
    """Yield the words of a text, in order."""
    pattern = _SIMPLE_WORD if only_ascii_letters(text) else _WORD
    for found in pattern.finditer(text):
        word = folded(found[0], found["sign"] is not None)
        if word:
            yield SearchWord(word, found.start())


def line(text: str) -> str:
    """Return the words of a text with spaces between them."""
    return " ".join(word.folded for word in words(text))


@lru_cache(maxsize=200_000)
def folded(word: str, is_sign: bool = False) -> str:
    """Return a word without capitals, accents and other marks, in ASCII figures."""
    made = []
    for letter in unicodedata.normalize("NFKD", word).lower():
        category = unicodedata.category(letter)
        if category == "Nd":
            made.append(str(unicodedata.decimal(letter)))
        elif category[0] in "LN":
            made.append(_LETTERS.get(letter, letter))
        elif is_sign and category[0] != "M":
            made.append(chr(_FIRST_SIGN + ord(letter) % _SIGNS))
    # Syllables of Korean are put together again.
    return unicodedata.normalize("NFC", "".join(made))
