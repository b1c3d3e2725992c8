"""German: genitives, cases of names in several words, plurals of terms, adjectives of countries.

The rules follow Duden, Die Grammatik:

- A name takes -s in the genitive, unless it ends in a hissing sound, where only an apostrophe
  stands ("Schulz’"). Other nouns take -s or -es.
- In a name of several words the adjectives before the noun have the endings of their case, and
  the noun has that of the genitive or of a dative plural: "des Internationalen Gerichtshofs", "in
  den Vereinigten Arabischen Emiraten". What follows the noun does not change.
- A term has a plural in -e, -en or -n, with -n in the dative. Plurals with another vowel are an
  explainer's `forms`.
- A country gives an adjective: Libyen, "libysche". It is in lower case; with a capital it is a
  part of a longer name ("Deutsche Bank").
"""

import re
from collections.abc import Iterator

from briefings.linking.inflections.scripts import UNCOUNTED, ends_in_latin, is_acronym
from briefings.model.explainer import ExplainerKind

_PERSON, _PLACE = ExplainerKind.PERSON, ExplainerKind.PLACE
# What they name has no plural.
_ONLY_ONE = UNCOUNTED | {ExplainerKind.ORGANISATION}
_HISSING = ("s", "ß", "x", "z", "ce")
_VOWELS = tuple("aeiouyäöüé")
_SHORTEST = 4
_ADJECTIVE = re.compile(r"\w{3,}?(?=e[nrsm]?\Z)")
_ADVERB = re.compile(r"[A-ZÄÖÜ]\w+(?:lich|isch|ig)\Z")
_ENDINGS = ("e", "en", "er", "es", "em")
_CUT = re.compile(r"[ -]")
# The end of a country, and what replaces it in the adjective. Where there are two, one exists. The
# first ones follow no rule.
_COUNTRIES = (
    ("Bayern", ("bayerisch", "bayrisch")),
    ("Dänemark", ("dänisch",)),
    ("Deutschland", ("deutsch",)),
    ("Estland", ("estnisch",)),
    ("Frankreich", ("französisch",)),
    ("Italien", ("italienisch",)),
    ("Jemen", ("jemenitisch",)),
    ("Kanada", ("kanadisch",)),
    ("Kosovo", ("kosovarisch",)),
    ("Monaco", ("monegassisch",)),
    ("Montenegro", ("montenegrinisch",)),
    ("Palästina", ("palästinensisch",)),
    ("Polen", ("polnisch",)),
    ("Sachsen", ("sächsisch",)),
    ("Schweiz", ("schweizerisch",)),
    ("Tschechien", ("tschechisch",)),
    ("Venezuela", ("venezolanisch",)),
    ("ien", ("isch", "ianisch")),
    ("yen", ("ysch",)),
    ("enland", ("isch",)),
    ("lande", ("ländisch",)),
    ("land", ("isch", "ländisch")),
    ("istan", ("isch", "istanisch")),
    ("an", ("anisch", "anesisch")),
    ("ak", ("akisch",)),
    ("anon", ("anesisch",)),
    ("nam", ("namesisch",)),
    ("ei", ("isch",)),
    ("egen", ("egisch",)),
    ("essen", ("essisch",)),
    ("ingen", ("ingisch",)),
    ("eden", ("edisch",)),
    ("pten", ("ptisch",)),
    ("dau", ("dauisch",)),
    ("garn", ("garisch",)),
    ("pern", ("prisch",)),
    ("aine", ("ainisch",)),
    ("reich", ("reichisch",)),
    ("a", ("anisch", "esisch")),
    ("ko", ("kanisch",)),
)
_COUNTRY = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?\Z")


def forms(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the inflections of a phrase."""
    if not ends_in_latin(phrase):
        return
    words = phrase.split(" ")
    yield from _genitive(phrase, name=True)
    if kind is not _PERSON:
        yield from _declined(words, kind)
    if kind is _PLACE and _COUNTRY.match(phrase) and len(phrase) >= _SHORTEST:
        yield from _adjectives(phrase)


def _declined(words: list[str], kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the forms of a noun with the adjectives before it and the words behind it."""
    head = 0
    if _ADVERB.match(words[0]) and _is_adjective(*words[1:3]):  # “Christlich Demokratische Union”
        head = 1
    while _is_adjective(*words[head : head + 2]):
        head += 1
    noun, behind = words[head], words[head + 1 :]
    name = kind is _PLACE and not head
    nouns = {noun, *_genitive(noun, name=name, shortest=_SHORTEST - (len(words) > 1))}
    if kind not in _ONLY_ONE:
        nouns.update(_plural(noun))
    elif len(words) > 1 or noun.endswith("lande"):
        nouns.update(_dative_plural(noun))
    for ending in _ENDINGS if head else ("",):
        before = [
            f"{found[0]}{ending}" if (found := _ADJECTIVE.match(word)) else word
            for word in words[:head]
        ]
        yield from (" ".join([*before, form, *behind]) for form in nouns)


def _is_adjective(word: str = "", after: str = "") -> bool:
    """Return whether a word of a name is an adjective before a noun."""
    return after[:1].isupper() and bool(_ADJECTIVE.match(word))


def _genitive(noun: str, *, name: bool, shortest: int = _SHORTEST) -> Iterator[str]:
    last = _CUT.split(noun)[-1]
    if len(last) < shortest and not (is_acronym(last) and len(last) > 2):
        return
    if not noun.endswith(_HISSING):
        yield f"{noun}s"
    if not (name or is_acronym(last) or noun.endswith(_VOWELS)):
        yield f"{noun}es"


def _dative_plural(noun: str) -> Iterator[str]:
    if noun.endswith(("e", "er", "el")) and len(noun) > _SHORTEST:
        yield f"{noun}n"


def _plural(noun: str) -> Iterator[str]:
    """Yield the plurals without a change of the vowel, and the cases of weak nouns."""
    last = _CUT.split(noun)[-1]
    if len(last) <= _SHORTEST or not last[-1].islower():
        return
    yield from _dative_plural(noun)
    if noun.endswith("in"):
        yield f"{noun}nen"
    elif not noun.endswith((*_VOWELS, "en", "er", "el")):
        yield from (f"{noun}e", f"{noun}en")


def _adjectives(country: str) -> Iterator[str]:
    for end, replaced in _COUNTRIES:
        if country.endswith(end):
            stem = country.removesuffix(end).lower()
            for adjective in (f"{stem}{made}" for made in replaced):
                yield from (adjective, *(f"{adjective}{ending}" for ending in _ENDINGS))
            return
