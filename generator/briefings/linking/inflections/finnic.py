"""Finnish and Hungarian: the cases of the last word of a name.

Finnish follows Hakulinen et al., Iso suomen kielioppi: a consonant before the last vowel is weak
in a closed syllable (Helsinki, "Helsingissä"), but not in newer names; -nen changes to -se-; and
a name that ends in a consonant takes -i-. Hungarian follows Kenesei, Vago and Fenyvesi,
Hungarian: the vowels agree, a last -a or -e is long before a case, and -val doubles a consonant.
An acronym has a colon or a hyphen before its case, where it ends anyway ("EU:n", "NATO-ban").
"""

import re
from collections.abc import Iterator

from briefings.linking.inflections.scripts import (
    ends_in_latin,
    is_acronym,
    of_last_word,
    with_endings,
)
from briefings.model.explainer import ExplainerKind

_SHORTEST = 4
_FINNISH_VOWELS = "aeiouyäöå"
_CLOSED = "n ssA stA llA ltA lle ksi"
_WEAK = (
    *(("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm")),
    *(("lt", "ll"), ("rt", "rr"), ("k", ""), ("p", "v"), ("t", "d")),
)
_BACK, _NEUTRAL = "aáoóuú", "iíeé"
_HUNGARIAN_VOWELS = f"{_BACK}{_NEUTRAL}öőüű"
_BACK_CASES = "ban ba ból nak hoz tól nál ra ról on n t ot at ért ig ként"
_FRONT_CASES = "ben be ből nek hez höz től nél re ről en ön n t et öt ért ig ként"
_DIGRAPHS = re.compile(r"(?:cs|gy|ly|ny|sz|ty|zs)\Z")


def finnish(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the cases of a phrase."""
    del kind
    before, word = of_last_word(phrase)
    if len(word) < _SHORTEST or not ends_in_latin(phrase) or is_acronym(word):
        return
    back = "a" if re.search("[aou]", word) else "ä"
    yield from (f"{before}{form.replace('A', back)}" for form in _finnish_cases(word))


def _finnish_cases(word: str) -> Iterator[str]:
    """Yield the cases of a word, with `A` for the vowel that is -a or -ä."""
    if word.endswith("nen"):
        stem = word.removesuffix("nen")
        yield from with_endings(f"{stem}se", f"{_CLOSED} en nA")
        yield f"{stem}stA"
        return
    if word[-1] not in _FINNISH_VOWELS:
        if word.endswith(("us", "ys", "is")):
            yield from with_endings(f"{word[:-1]}kse", f"{_CLOSED} en nA")
            yield f"{word}tA"
        word = f"{word}i"
    elif word.endswith("e"):
        yield from with_endings(word, "en essA estA ellA eltA elle eksi ttA eseen enA")
    elif word.endswith("i"):
        yield from _open_and_closed(word[:-1] + "e", word[:-1])
    yield from _open_and_closed(word, word[:-1])


def _open_and_closed(stem: str, root: str) -> Iterator[str]:
    last = stem[-1]
    yield from with_endings(stem, f"{_CLOSED} A tA {last}n nA")
    if root[-1:] == last:
        yield f"{stem}seen"
    for strong, weak in _WEAK:
        if root.endswith(strong):
            yield from with_endings(f"{root.removesuffix(strong)}{weak}{last}", _CLOSED)
            return


def hungarian(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the cases of a phrase, and the adjective of a place, which is in lower case."""
    word = of_last_word(phrase)[1]
    vowels = [letter for letter in word.lower() if letter in _HUNGARIAN_VOWELS]
    if len(word) < _SHORTEST or not ends_in_latin(phrase) or is_acronym(word) or not vowels:
        return
    if kind is ExplainerKind.PLACE and word == phrase:
        yield f"{word.lower()}i"
    is_back = any(vowel in _BACK for vowel in vowels)
    stem = phrase[:-1] + {"a": "á", "e": "é"}.get(phrase[-1], phrase[-1])
    if is_back:
        yield from with_endings(stem, _BACK_CASES)
        yield f"{_doubled(stem)}al"
    if not is_back or vowels[-1] in _NEUTRAL:
        yield from with_endings(stem, _FRONT_CASES)
        yield f"{_doubled(stem)}el"


def _doubled(stem: str) -> str:
    """Return a stem with the consonant that -val and -vel double: -sz makes -ssz."""
    if stem[-1].lower() in _HUNGARIAN_VOWELS:
        return f"{stem}v"
    if _DIGRAPHS.search(stem):
        return f"{stem[:-1]}{stem[-2]}{stem[-1]}"
    return f"{stem}{stem[-1]}"
