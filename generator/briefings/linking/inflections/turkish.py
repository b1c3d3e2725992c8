"""Turkish: the cases that are written without an apostrophe.

Behind an apostrophe the name ends anyway ("Ankara’ya"). Names of institutions and terms take none
(Türk Dil Kurumu, Yazım Kılavuzu, "Kesme İşareti"), and other names often lack it. The cases
follow Göksel and Kerslake, Turkish: A Comprehensive Grammar: the vowels agree with the last
vowel, -d- is -t- after a voiceless consonant, a last -k, -p, -ç or -t may be voiced, and a
compound in -ı or -sı has -n- before a case ("Güvenlik Konseyinde").
"""

from collections.abc import Iterator

from briefings.linking.inflections.scripts import (
    UNCOUNTED,
    ends_in_latin,
    is_acronym,
    of_last_word,
)
from briefings.model.explainer import ExplainerKind

_BACK = "aıouâû"
_VOWELS = f"{_BACK}eiöüî"
_HIGH = dict(zip("aâıouûeîiöü", "ıııuuuiiiüü", strict=True))
_VOICELESS = "fstkçşhp"
_VOICED = {"k": "ğ", "p": "b", "ç": "c", "t": "d"}
_SHORTEST = 4
_SHORTEST_NAME = 5


def forms(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the cases of a phrase."""
    before, word = of_last_word(phrase)
    is_term = kind not in UNCOUNTED
    vowels = [letter for letter in word if letter in _VOWELS]
    if not ends_in_latin(phrase) or is_acronym(word) or not vowels:
        return
    if len(phrase) < (_SHORTEST if is_term else _SHORTEST_NAME):
        return
    low, high = "a" if vowels[-1] in _BACK else "e", _HIGH[vowels[-1]]
    yield from (f"{before}{form}" for form in _cases(word, low, high, voiced=is_term))
    if is_term and word.islower():
        many = f"{before}{word}l{low}r"
        yield many
        yield from _cases(many, low, "ı" if low == "a" else "i", voiced=False)


def _cases(word: str, low: str, high: str, *, voiced: bool) -> Iterator[str]:
    """Yield the genitive, accusative, dative, locative, ablative and instrumental of a word.

    Args:
        word: the word.
        low: its vowel in the dative.
        high: its vowel in the genitive.
        voiced: whether its last consonant is voiced before a vowel.
    """
    if word[-1] in _VOWELS:
        endings = [f"n{high}n", f"y{high}", f"y{low}", f"d{low}", f"d{low}n", f"yl{low}"]
        if word[-1] in "ıiuü":
            endings += [f"n{high}", f"n{low}", f"nd{low}", f"nd{low}n", f"nd{low}ki"]
        yield from (f"{word}{ending}" for ending in (*endings, f"d{low}ki"))
        return
    stop = "t" if word[-1] in _VOICELESS else "d"
    for ending in (f"{stop}{low}", f"{stop}{low}n", f"{stop}{low}ki", f"l{low}"):
        yield f"{word}{ending}"
    stems = [word]
    if voiced and word[-1] in _VOICED:
        stems.append(word[:-1] + _VOICED[word[-1]])
    yield from (f"{stem}{ending}" for stem in stems for ending in (f"{high}n", high, low))
