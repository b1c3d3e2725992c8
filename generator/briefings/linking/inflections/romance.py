"""French, Spanish, Italian and Portuguese: plurals of terms, and articles of places.

The rules follow Grevisse and Goosse, Le bon usage, the Nueva gramática de la lengua española,
Serianni, Grammatica italiana, and Cunha and Cintra, Nova gramática do português contemporâneo.

- In a term the plural is marked on the noun and its adjectives, up to the first preposition:
  "accords de paix", "misiles balísticos". As in English, names of persons and places, acronyms
  and single words with a capital have no plural.
- The article that begins the name of a place is in lower case inside of a sentence, and joins a
  preposition: Le Caire, "au Caire"; Il Cairo, "del Cairo". Spanish keeps its capital: "a El Cairo".

An elided word before a name ("d’Oslo", "dell'ONU") ends at its apostrophe, without a rule here.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product

from briefings.linking.inflections.scripts import UNCOUNTED, ends_in_latin, is_acronym
from briefings.model.explainer import ExplainerKind

_PREPOSITIONS = frozenset(
    "de du des à a au aux en par pour sur sous sans contre entre avec et y e o ou del la el las "
    "los al para por con sin sobre di della dello dei degli delle da dal dalla in per tra fra su "
    "do da dos das no na em com sem".split()
)
_NOT = {"es": "no", "fr": "non", "it": "non", "pt": "não"}
_SHORTEST = 3

Rules = tuple[tuple[str, str], ...]
"""The end of a singular, and the ends of the plural that may replace it; the first rule counts."""

_FRENCH: Rules = (
    ("[sxz]", r"\g<0>"),
    ("al", "aux als"),
    ("ail", "ails aux"),
    ("bleu", "bleus"),
    ("(e|)(au|eu)", r"\g<0>x"),
    ("", "s"),
)
_SPANISH: Rules = (
    ("z", "ces"),
    ("á([ns])", r"a\1es"),
    ("é([ns])", r"e\1es"),
    ("ís", "ises íses"),
    ("ín", "ines"),
    *(
        (f"{v}([bcdfghjklmnpqrstvwxyz]+)en", rf"{accent}\1enes")
        for v, accent in zip("aeiou", "áéíóú", strict=True)
    ),
    ("ó([ns])", r"o\1es"),
    ("ú([ns])", r"u\1es"),
    ("[sx]", r"\g<0>"),
    ("m", "ms mes"),
    ("[íú]", r"\g<0>es \g<0>s"),
    ("[aeiouáéó]", r"\g<0>s"),
    ("[bcdfgjlnprtvy]", r"\g<0>es"),
)
_ITALIAN: Rules = (
    ("ista", "isti iste"),
    ("([cg])o", r"\1hi \1i"),
    ("([cg])a", r"\1he \1hi"),
    ("([cg])ia", r"\1e \1ie"),
    ("io", "i ii"),
    ("ma", "me mi"),
    ("a", "e i"),
    ("[eo]", "i"),
    ("", r"\g<0>"),
)
_PORTUGUESE: Rules = (
    ("ão", "ões ãos ães"),
    ("([aou])l", r"\1is"),
    ("ól", "óis"),
    ("el", "éis eis"),
    ("il", "is eis"),
    ("m", "ns"),
    ("ês", "eses"),
    ("[rz]", r"\g<0>es"),
    ("[sx]", r"\g<0>"),
    ("[aeiouáéíóúâêôã]", r"\g<0>s"),
)
_ARTICLES = {
    "fr": {"Le ": "le |du |au ", "La ": "la ", "Les ": "les |des |aux ", "L'": "l'"},
    "it": {
        "Il ": "il |al |del |dal |nel |sul ",
        "La ": "la |alla |della |dalla |nella |sulla ",
        "L'": "l'|all'|dell'|dall'|nell'|sull'",
        "Le ": "le |alle |delle |dalle |nelle |sulle ",
        "I ": "i |ai |dei |dai |nei |sui ",
        "Gli ": "gli |agli |degli |dagli |negli |sugli ",
    },
    "pt": {
        "O ": "o |ao |do |no |pelo ",
        "A ": "a |à |da |na |pela ",
        "Os ": "os |aos |dos |nos |pelos ",
        "As ": "as |às |das |nas |pelas ",
    },
}


def _forms(lang: str, rules: Rules, phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the inflections of a phrase.

    Args:
        lang: ISO 639-1 code of the language.
        rules: the plurals of the language.
        phrase: the phrase, folded.
        kind: what it names; None if that is unknown.
    """
    if not ends_in_latin(phrase):
        return
    if kind is ExplainerKind.PLACE:
        for article, joined in _ARTICLES.get(lang, {}).items():
            if phrase.startswith(article):
                name = phrase.removeprefix(article)
                for one in joined.split("|"):
                    yield from (f"{one}{name}", f"{one.capitalize()}{name}")
    words = phrase.split(" ")
    if not phrase.islower() and (kind in UNCOUNTED or len(words) == 1):
        return
    counted = next(
        (n for n, w in enumerate(words) if w != _NOT[lang] and _is_preposition(w)), len(words)
    )
    if counted == 0 or len(words[0]) < _SHORTEST or any(map(is_acronym, words[:counted])):
        return
    plurals = [
        (word,) if word == _NOT[lang] else tuple(_plurals(word, rules)) for word in words[:counted]
    ]
    yield from (" ".join([*chosen, *words[counted:]]) for chosen in product(*plurals))
    # A second noun does not change: "decreti legge", "coches bomba".
    yield from (" ".join([first, *words[1:]]) for first in plurals[0])


def _is_preposition(word: str) -> bool:
    return word in _PREPOSITIONS or "'" in word


def _plurals(word: str, rules: Rules) -> Iterator[str]:
    """Yield the plurals of a word; of one with a hyphen, those of both halves and of either."""
    first, _, second = word.partition("-")
    if second and "-" not in second:
        several = {first, *_plurals(first, rules)}, {second, *_plurals(second, rules)}
        yield from (form for half in product(*several) if (form := "-".join(half)) != word)
    for end, plurals in rules:
        if found := re.search(rf"(?:{end})\Z", word):
            stem = word[: found.start()]
            yield from (f"{stem}{found.expand(plural)}" for plural in plurals.split())
            return


Forms = Callable[[str, ExplainerKind | None], Iterator[str]]

french: Forms = partial(_forms, "fr", _FRENCH)
spanish: Forms = partial(_forms, "es", _SPANISH)
italian: Forms = partial(_forms, "it", _ITALIAN)
portuguese: Forms = partial(_forms, "pt", _PORTUGUESE)
