"""The scripts of phrases: the rules of a language need its letters at the edge that they change."""

from collections.abc import Iterator

import regex

from briefings.model.explainer import ExplainerKind

_LATIN = regex.compile(r"\p{Script=Latin}\Z")
_CYRILLIC = regex.compile(r"\p{Script=Cyrillic}\Z")
_ARABIC = regex.compile(r"\p{Script=Arabic}")
_HEBREW = regex.compile(r"\p{Script=Hebrew}")

UNCOUNTED = frozenset({ExplainerKind.PERSON, ExplainerKind.PLACE})
"""Kinds of subjects whose names have no plural."""


def ends_in_latin(phrase: str) -> bool:
    """Return whether the last character of a phrase is a Latin letter."""
    last = phrase[-1]
    return last.isalpha() and (last.isascii() or bool(_LATIN.search(last)))


def ends_in_cyrillic(phrase: str) -> bool:
    """Return whether the last character of a phrase is a Cyrillic letter."""
    return bool(_CYRILLIC.search(phrase))


def begins_in_arabic(phrase: str) -> bool:
    """Return whether the first character of a phrase is an Arabic letter."""
    return bool(_ARABIC.match(phrase))


def begins_in_hebrew(phrase: str) -> bool:
    """Return whether the first character of a phrase is a Hebrew letter."""
    return bool(_HEBREW.match(phrase))


def is_acronym(word: str) -> bool:
    """Return whether a word is written in capitals."""
    return word.isupper() and len(word) > 1


def of_last_word(phrase: str) -> tuple[str, str]:
    """Return what stands before the last word of a phrase, with the space, and the word."""
    before, space, word = phrase.rpartition(" ")
    return f"{before}{space}", word


def with_endings(stem: str, endings: str) -> Iterator[str]:
    """Yield a stem with each of some endings, with spaces between."""
    return (f"{stem}{ending}" for ending in endings.split())
