"""When the capital of a word beside a name does not show that it belongs to a longer name."""

from briefings.text import languages
from briefings.text.name_words import NAMESAKES, PARTIES, is_generic, is_organ
from tests.simple_linker.beside import Word
from tests.simple_linker.name import PERSON, PLACE, Inner, Page, follows_in, has_ending, kind_of

HALVES = ("anti", "pro", "non", "post", "pre", "ex", "neo", "then", "mid", "ultra")


def says_nothing(name: Inner, word: Word) -> bool:
    """Whether the capital of a word does not show that it is part of a name."""
    page, key, words = name.page, word.key, name.page.words
    if len(key) > 1 and word.text.removesuffix("s").isupper():  # “CEO”, but “J.K.”
        return "." not in word.text or key.replace(".", "") in words.places
    if word.text.split("-")[-1].islower():
        return True
    frequent = key in words.small or key in languages.frequent_words(words.tag)
    if page.is_given(key):
        return frequent and page.begins(word)  # “Will [Cruz] run?”
    if frequent or is_generic(key) or is_organ(key) or words.is_demonym(key):
        return True
    if key in PARTIES | NAMESAKES | words.weekdays | words.months:
        return True
    other = name.known(word.end)
    if other and (has_ending(page, other) or follows_in(page, other)):
        return True
    if other and kind_of(page, other) not in (PLACE, PERSON):
        return True
    if page.begins(word) and is_common_word(page, key):
        return True
    return words.nouns_capital or capitals_say_nothing(name, word.start)


def is_common_word(page: Page, key: str) -> bool:
    """Whether a word is also written with a small letter, in the language or on the page."""
    if page.may_be_small(key) and key in page.text.split():
        return True
    if page.words.tag == "en":  # Many given names are also words: Grant, Hunter, Wade.
        return key.endswith("ing")
    return languages.dictionary_forms(key, page.words.tag) == (True, False)


def capitals_say_nothing(name: Inner, at: int) -> bool:
    """Whether nearly all long words of a line have a capital, as in a headline."""
    text = name.page.text
    begin = max(text.rfind("\n", 0, at) + 1, at - 150)
    line = text[begin : at + 150].split("\n")[0]
    found = [word for word in line.split() if len(word) >= 4]
    small = [word for word in found if word.islower()]
    return not line.endswith(".") and len(found) >= 6 and len(small) <= len(found) / 4


def stands_apart(name: Inner, half: str, edge: int) -> bool:
    """Whether a half of a compound is a prefix, or a name of its own."""
    key, words = half.casefold(), name.page.words
    if not half[:1].isupper() or half.isupper() or key in HALVES or key.endswith("o"):
        return True
    if name.known(edge) or key in words.places or words.is_demonym(key):
        return True
    tokens = name.page.text.split()
    return any(half + mark in tokens for mark in ("", ",", ".", "'s"))
