"""Whether the capital of a word shows that it is part of a name beside it."""

from functools import lru_cache

from briefings.linking.beside import Word
from briefings.linking.boundaries import begins_sentence
from briefings.linking.longer_names.name import PERSON, PLACE, Name
from briefings.text import languages
from briefings.text.name_words import NAMESAKES, PARTIES, is_generic, is_organ, language

# Characters on each side of a name in which a headline shows, and what makes one.
_LINE = 150
_LONG_WORD = 4
_FEWEST = 6


def is_plain(name: Name, word: Word) -> bool:
    """Return whether the capital of a word does not show that it is part of a name."""
    key, words = word.key, name.context.words
    if len(key) > 1 and word.text.removesuffix("s").isupper():
        # Initials have points: “J.K. Rowling”.
        return "." not in word.text or key.replace(".", "") in words.places
    if word.text.rpartition("-")[2].islower():
        return True
    if name.context.is_given(key):
        return _is_frequent(key, words.tag) and begins(name, word)  # “Will Cruz run?”
    known = name.beside(word.end)
    if _is_no_name(key, words.tag) or (known and (known.ends or known.kind not in (PLACE, PERSON))):
        return True
    if begins(name, word) and _is_common_word(name, key):
        return True
    return words.nouns_capital or capitals_say_nothing(name, word.start)


@lru_cache(maxsize=1 << 16)
def _is_no_name(key: str, tag: str) -> bool:
    """Return whether a folded word, written with a capital, is no part of a name beside it."""
    words = language(tag)
    return (
        is_generic(key)
        or is_organ(key)
        or words.is_demonym(key)
        or key in PARTIES | NAMESAKES | words.weekdays | words.months
        or _is_frequent(key, tag)
    )


def _is_frequent(key: str, tag: str) -> bool:
    return key in language(tag).small or key in languages.frequent_words(tag)


def _is_common_word(name: Name, key: str) -> bool:
    """Return whether a folded word is also written with a small letter, in the language or here."""
    tag = name.context.words.tag
    # Too many given names are also words in English: Grant, Hunter, Wade.
    common = (
        key.endswith("ing")
        if tag == "en"
        else languages.dictionary_forms(key, tag) == (True, False)
    )
    return common or (name.context.is_word(key) and key in name.context.tokens())


def begins(name: Name, word: Word) -> bool:
    """Return whether a word may have its capital because a sentence begins."""
    return word.opened or begins_sentence(name.context.text, word.start)


def capitals_say_nothing(name: Name, start: int) -> bool:
    """Return whether nearly all long words around an offset have a capital, as in a headline."""
    text = name.context.text
    begin = max(text.rfind("\n", 0, start) + 1, start - _LINE)
    line = text[begin : start + _LINE].partition("\n")[0]
    if line.endswith("."):
        return False
    found = [word for word in line.split() if len(word) >= _LONG_WORD]
    small = sum(word.islower() for word in found)
    return len(found) >= _FEWEST and small * 4 <= len(found)
