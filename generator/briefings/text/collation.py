"""The order of names in a language: its alphabet, without regard to case and marks.

Letters that count as letters of their own are those of Unicode CLDR's collations:
https://www.unicode.org/charts/collation/. Languages without an alphabet here have that of English.
Chinese and Japanese names have the order of their characters in Unicode, because readings are
unknown.
"""

import re
import unicodedata
from functools import lru_cache

from briefings.text.languages import base

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
# Letters that Unicode does not decompose.
_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_MARKS_BEFORE = re.compile(r"^\W+(?=\w)")
_TURKISH = str.maketrans({"I": "ı", "İ": "i"})

Key = tuple[str, str]
"""Something to sort by: `Weights`, as characters, for they take a fifth of the memory of numbers;
then the folded text."""
Weights = tuple[tuple[int, int], ...]
"""For each letter its class and weight, 0 for signs and digits, 1 for the letters of the alphabet
and 2 for all others."""


@lru_cache(maxsize=1 << 16)  # a name is sorted in several lists
def key(text: str, locale: str) -> Key:
    """Return what to sort a text by: names that differ only in case and marks follow each other.

    Marks before the first letter or digit do not count: “Nakba” is under N.
    """
    language = base(locale)
    text = _MARKS_BEFORE.sub("", text)
    folded = (text.translate(_TURKISH) if language == "tr" else text).casefold()
    return "".join(_packed(letter, language) for letter in folded), folded


def weights(text: str, locale: str, number: int) -> Weights:
    """Return the class and the weight of the first letters of a text, as `key` sorts it."""
    digits = map(ord, key(text, locale)[0][: 2 * number])
    return tuple(zip(digits, digits, strict=True))


def alphabet(locale: str) -> str:
    """Return the letters of the alphabet of a locale, in lower case."""
    return _ALPHABETS.get(base(locale), _LATIN)


def initials(text: str, number: int) -> str:
    """Return the first letters of a name, without marks of citation before it: `Co`."""
    letters = _MARKS_BEFORE.sub("", unicodedata.normalize("NFC", text))[:number]
    return letters[:1].upper() + letters[1:].lower()


@lru_cache(maxsize=1 << 14)
def _packed(letter: str, language: str) -> str:
    return "".join(chr(digit) for weight in _weights(letter, language) for digit in weight)


def _weights(letter: str, language: str) -> Weights:
    """Return signs and digits before the letters of the alphabet, and these before all others."""
    letters = alphabet(language)
    if letter in letters:
        return ((1, letters.index(letter)),)
    plain = _PLAIN.get(letter) or unicodedata.normalize("NFKD", letter)
    if plain != letter:
        return tuple(weight for part in plain for weight in _weights(part, language))
    if unicodedata.combining(letter):
        return ()
    return ((2 if letter.isalpha() else 0, ord(letter)),)
