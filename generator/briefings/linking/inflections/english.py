"""Regular English plurals, which an editor need not list.

The spelling follows the grammars (Quirk et al., A Comprehensive Grammar of the English Language,
5.79-5.81): -s, -es after a hissing sound, -ies for a consonant and -y. Irregular plurals are an
explainer's `forms`.
"""

import re
from collections.abc import Iterator

from briefings.model.explainer import ExplainerKind

# A plural of a person's or place's name does not mean the subject: "Adams", "the Georgias".
_UNCOUNTED = frozenset({ExplainerKind.PERSON, ExplainerKind.PLACE})
_LAST_WORD = re.compile(r"(?<![^ -])[A-Za-z]+$")
_SHORTEST = 3
_HISSING = ("x", "z", "ch", "sh")
_CONSONANT_AND_Y = re.compile(r"[^aeiou]y$")


def forms(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the plural of a phrase, if it has one and its kind is known."""
    if kind and (many := plural(phrase, kind)):
        yield many


def plural(phrase: str, kind: ExplainerKind) -> str:
    """Return the regular plural of a phrase; empty if it has none.

    These last words have one: a word in lower case ("no-fly zone") that does not end in -s; a
    phrase that is an acronym of three letters or more ("NGO"; "US" would become "us"); a
    capitalised word in a name of several words ("Geneva Convention"), unless the subject is a
    person or place.
    """
    found = _LAST_WORD.search(phrase)
    if not found or not _inflects(found.group(), phrase, kind):
        return ""
    if phrase.endswith(_HISSING):
        return f"{phrase}es"
    if _CONSONANT_AND_Y.search(phrase):
        return f"{phrase[:-1]}ies"
    return f"{phrase}s"


def _inflects(word: str, phrase: str, kind: ExplainerKind) -> bool:
    """Return whether the last word of a phrase has a plural."""
    if len(word) < _SHORTEST:
        return False
    if word.isupper():
        return word == phrase
    if word.islower():
        return not word.endswith("s")
    return kind not in _UNCOUNTED and word != phrase and word[1:].islower() and word[-1] != "s"
