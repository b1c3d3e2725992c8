"""Dutch, Danish, Norwegian and Swedish: genitives, Dutch plurals of terms.

A name takes -s in the genitive, unless it ends in a hissing sound. Dutch writes an apostrophe
before it after a long vowel, where the name ends anyway. The rules follow Algemene Nederlandse
Spraakkunst, Hansen and Heltoft, Grammatik over det danske Sprog, and Svenska Akademiens
grammatik.
"""

import re
from collections.abc import Iterator

from briefings.linking.inflections.scripts import UNCOUNTED, ends_in_latin, is_acronym
from briefings.model.explainer import ExplainerKind

_SHORTEST = 4
_HISSING = ("s", "x", "z", "sch")
_LONG_VOWEL = re.compile(r"(?<![aeiou])[aiouy]\Z")
_DOUBLED = re.compile(r"([aeou])\1([bdfgklmnprst])\Z")
_SHORT = re.compile(r"(?<![aeiou])[aeiou]([bdfgklmnprst])\Z")


def nordic(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the genitive of a phrase."""
    del kind
    last = re.split(r"[ -]", phrase)[-1]
    long_enough = len(last) >= _SHORTEST or is_acronym(last)
    if long_enough and ends_in_latin(phrase) and not phrase.endswith(_HISSING):
        yield f"{phrase}s"


def dutch(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the genitive of a phrase, and the plurals of a term."""
    last = re.split(r"[ -]", phrase)[-1]
    if not ends_in_latin(phrase) or len(last) < _SHORTEST or is_acronym(last):
        return
    if not phrase.endswith(_HISSING) and not _LONG_VOWEL.search(phrase):
        yield f"{phrase}s"
    if kind not in UNCOUNTED and last.islower():
        if phrase.endswith("e"):
            yield f"{phrase}n"
        elif doubled := _DOUBLED.search(phrase):
            yield f"{phrase[: doubled.start()]}{doubled[1]}{doubled[2]}en"
        elif short := _SHORT.search(phrase):
            yield f"{phrase}{short[1]}en"
        yield f"{phrase}en"
