"""Polish: the cases of names and terms.

The endings follow Wielki słownik ortograficzny PWN (Zasady pisowni i interpunkcji) and Tokarski,
Fleksja polska. A hard consonant is softened before -e (Warszawa, "Warszawie"). The -ó- of a last
closed syllable is -o- in the other cases (Kraków, "Krakowa"), and the -e- of a last -ek, -ec or
-eł disappears (Marek, "Marka"). Behind an apostrophe or a hyphen the name ends anyway
("Kennedy’ego", "ONZ-u").
"""

import re
from collections.abc import Iterator

from briefings.linking.inflections import slavic
from briefings.linking.inflections.scripts import ends_in_latin, is_acronym
from briefings.linking.inflections.slavic import Cases, keeping, table
from briefings.model.explainer import ExplainerKind

_PERSON, _PLACE = ExplainerKind.PERSON, ExplainerKind.PLACE
_SHORTEST = 3
_SOFTENED = (
    *(("st", "ści"), ("zd", "ździ"), ("sł", "śl"), ("sn", "śni"), ("zn", "źni"), ("ch", "sz")),
    *(("t", "ci"), ("d", "dzi"), ("r", "rz"), ("ł", "l"), ("k", "c"), ("g", "dz"), ("h", "ż")),
    *((c, f"{c}i") for c in "bfmnpsvwz"),
)
_SOFT = (("ń", "ni"), ("ś", "si"), ("dź", "dzi"), ("ź", "zi"), ("ć", "ci"))
_ADJECTIVES = table(
    *keeping(("ki", "gi", "ni"), "ego", "emu", "ego -", "m", "m"),
    ("y", "ego", "emu", "ego y", "ym", "ym"),
    *((f"{c}a", f"{c}iej", f"{c}iej", f"{c}ą", f"{c}ą", f"{c}iej") for c in "kg"),
    ("nia", "niej", "niej", "nią", "nią", "niej"),
    ("a", "ej", "ej", "ą", "ą", "ej"),
    *((f"{i}e", f"{i}ego {i}ch", f"{i}emu {i}m", f"{i}e {i}ch", f"{i}m {i}mi", f"{i}m {i}ch")
      for i in ("ki", "gi", "ni")),
    ("e", "ego ych", "emu ym", "e ych", "ym ymi", "ym ych"),
)  # fmt: skip
_FEMININE = table(
    ("ia", "ii i", "ii i", "ię", "ią", "ii i"),
    *((f"{v}ja", f"{v}i", f"{v}i", f"{v}ję", f"{v}ją", f"{v}i") for v in "aeiouy"),
    ("ja", "ji", "ji", "ję", "ją", "ji"),
    ("ea", "ei", "ei", "eę", "eą", "ei"),
    ("la", "li", "li", "lę", "lą", "li"),
    *((f"{c}a", f"{c}y", f"{c}y", f"{c}ę", f"{c}ą", f"{c}y")
      for c in ("sz", "cz", "rz", "ż", "dz", "c")),
)  # fmt: skip
_FLEETING = table(
    ("Lew", "Lwa", "Lwowi", "Lwa", "Lwem", "Lwie"),
    ("niec", "ńca", "ńcowi", "niec ńca", "ńcem", "ńcu"),
    ("iec", "ca", "cowi", "iec ca", "cem", "cu"),
    ("ec", "ca", "cowi", "ec ca", "cem", "cu"),
    ("iek", "ka", "kowi", "iek ka", "kiem", "ku"),
    ("ek", "ka", "kowi", "ek ka", "kiem", "ku"),
    ("eł", "ła", "łowi", "eł ła", "łem", "le"),
    *((f"{c}er", f"{c}ra", f"{c}rowi", f"{c}er {c}ra", f"{c}rem", f"{c}rze") for c in "dt"),
)
_MASCULINE = table(
    *((end, f"{i}a {i}u", f"{i}owi", f"{end} {i}a", f"{i}em", f"{i}u") for end, i in _SOFT),
    *keeping("kg", "a u", "owi u", "- a", "iem", "u"),
    *keeping(("ch", "cz", "sz", "rz", "dz", *"żchjlx"), "a u", "owi u", "- a", "em", "u"),
)
_FEMININE_CONSONANT = table(
    *((end, i, i, end, f"{i}ą", i) for end, i in _SOFT),
    *keeping("l", "i", "i", "-", "ą", "i"),
    *keeping(("cz", "sz", "rz", "ż"), "y", "y", "-", "ą", "y"),
)
_LABIAL = table(*keeping("wbpm", "ia", "iowi", "-", "iem", "iu"))
_NEUTER = table(
    ("e", "a", "u", "e", "em", "u"),
)
_PLURAL = table(
    ("Niemcy", "Niemiec", "Niemcom", "Niemcy", "Niemcami", "Niemczech"),
    ("Węgry", "Węgier", "Węgrom", "Węgry", "Węgrami", "Węgrzech"),
    ("Włochy", "Włoch", "Włochom", "Włochy", "Włochami", "Włoszech"),
    ("ie", "ii i", "iom", "ie", "iami", "iach"),
    ("je", "ji", "jom", "je", "jami", "jach"),
    ("e", "- y", "om", "e", "ami", "ach"),
    ("y", "- ów", "om", "y ów", "ami", "ach"),
    ("ki", "k ków", "kom", "ki ków", "kami", "kach"),
    ("gi", "g gów", "gom", "gi gów", "gami", "gach"),
)
_PLURAL_NOUNS = table(
    ("nin", "n", "nom", "nie n", "nami", "nach"),
    ("ość", "ości", "ościom", "ości", "ościami", "ościach"),
    ("ca", "ców c", "com", "cy ców ce c", "cami", "cach"),
    ("sta", "stów st", "stom", "ści stów sty st", "stami", "stach"),
    ("niec", "ńców", "ńcom", "ńcy ńców ńce", "ńcami", "ńcach"),
    *((end, "ców", "com", "cy ców ce", "cami", "cach") for end in ("iec", "ec")),
    ("ek", "ków", "kom", "ki ków kowie", "kami", "kach"),
    ("k", "ków", "kom", "ki ków cy", "kami", "kach"),
    ("g", "gów", "gom", "gi gów dzy dzowie", "gami", "gach"),
    *((f"{v}nie", f"{v}ń", f"{v}niom", f"{v}nia", f"{v}niami", f"{v}niach") for v in "ae"),
    ("cie", "ć", "ciom", "cia", "ciami", "ciach"),
    ("ie", "i", "iom", "ia", "iami", "iach"),
    *((end, "-", "om", "a", "ami", "ach") for end in "eo"),
    ("ja", "ji", "jom", "je", "jami", "jach"),
    ("ia", "ii i", "iom", "ie", "iami", "iach"),
    ("ka", "k ek", "kom", "ki k ek", "kami", "kach"),
    ("ga", "g", "gom", "gi g", "gami", "gach"),
    *((f"{c}a", c, f"{c}om", f"{c}e {c}", f"{c}ami", f"{c}ach")
      for c in ("sz", "cz", "rz", "ż", "dz", "l")),
    ("a", "-", "om", "y -", "ami", "ach"),
    *keeping(("cz", "sz", "rz", *"żcjl"), "y i ów", "om", "e y i ów", "ami", "ach"),
    *((end, f"{i}i", f"{i}iom", f"{i}ie {i}i", f"{i}iami", f"{i}iach")
      for end, i in zip("ńśćź", "nscz", strict=True)),
    ("r", "rów", "rom", "ry rów rzy", "rami", "rach"),
    ("t", "tów", "tom", "ty tów ci", "tami", "tach"),
    *keeping("bdfhłmnpswz", "ów", "om", "y ów owie", "ami", "ach"),
)  # fmt: skip
_PLURAL_ADJECTIVES = table(
    ("ski", "skich", "skim", "skie skich scy", "skimi", "skich"),
    *((f"{c}{end}", f"{c}ich", f"{c}im", f"{c}ie {c}ich", f"{c}imi", f"{c}ich")
      for c in "kg" for end in ("i", "a", "ie")),
    *((end, "ich", "im", "ie ich", "imi", "ich") for end in ("ia", "ie", "i")),
    *((end, "ych", "ym", "e ych i", "ymi", "ych") for end in "yae"),
)  # fmt: skip
_LIKE_ADJECTIVES = ("ska", "cka", "dzka", "owa", "na")
_CLOSED = re.compile(r"ó(?=[^aeiouyąęó]+\Z)")


def forms(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the cases of a phrase."""
    if ends_in_latin(phrase):
        yield from slavic.forms(_ONE, _MANY, phrase, kind)


def _noun(word: str, kind: ExplainerKind | None) -> Cases | None:
    letters = word.replace("-", "")
    if len(letters) < _SHORTEST or not letters.isalpha() or is_acronym(word):
        return None
    if word[-1] not in "aeioyuéąęó":
        return _consonant(word, kind)
    if word[-1] == "a":
        noun = slavic.decline(word, _FEMININE) or _hard_feminine(word[:-1])
        surname = kind is _PERSON and word.endswith(_LIKE_ADJECTIVES)
        return slavic.union(noun, slavic.decline(word, _ADJECTIVES) if surname else None)
    if word[-1] == "o":
        noun = _hard(word[:-1], "o")
        return slavic.union(_hard_feminine(word[:-1]), noun) if kind is _PERSON else noun
    if kind is _PERSON:
        return slavic.decline(word, _ADJECTIVES) if word[-1] in "yi" else None
    return slavic.union(
        slavic.decline(word, _ADJECTIVES)
        if word.endswith(("ski", "cki", "ny", "wy", "ne"))
        else None,
        slavic.decline(word, _NEUTER),
        slavic.decline(word, _PLURAL),
    )


def _consonant(word: str, kind: ExplainerKind | None) -> Cases | None:
    """Return the cases of a word that ends in a consonant."""
    found = [slavic.decline(word, _FLEETING), ((), (), (word,), (), ())]
    for stem in dict.fromkeys((_CLOSED.sub("o", word), word)):
        found.append(slavic.decline(stem, _MASCULINE) or _hard(stem, ""))
        if kind is not _PERSON:
            found.append(slavic.decline(stem, _FEMININE_CONSONANT))
        if kind is _PLACE or stem[-1] in "wb":
            found.append(slavic.decline(stem, _LABIAL))
    return slavic.union(*found)


def _softened(stem: str) -> str:
    """Return a stem with the -e before which it is softened."""
    for hard, soft in _SOFTENED:
        if stem.endswith(hard):
            return f"{stem.removesuffix(hard)}{soft}e"
    return f"{stem}e"


def _hard_feminine(stem: str) -> Cases:
    soft = _softened(stem)
    genitive = f"{stem}i" if stem.endswith(("k", "g")) else f"{stem}y"
    return (genitive,), (soft,), (f"{stem}ę",), (f"{stem}ą",), (soft,)


def _hard(stem: str, nominative: str) -> Cases:
    """Return the cases of a masculine noun, or of a neuter with the nominative in -o."""
    velar = stem.endswith(("k", "g"))
    return (
        (f"{stem}a", f"{stem}u"),
        (f"{stem}owi", f"{stem}u"),
        (f"{stem}{nominative}", f"{stem}a"),
        (f"{stem}iem" if velar else f"{stem}em",),
        (f"{stem}u",) if velar else (_softened(stem), f"{stem}u"),
    )


def _plural_noun(word: str, _: ExplainerKind | None) -> Cases | None:
    if is_acronym(word):
        return None
    if word.endswith(("ny", "wy", "ski", "cki")):
        return slavic.decline(word, _PLURAL_ADJECTIVES)
    stems = dict.fromkeys((word, _CLOSED.sub("o", word)))
    return slavic.union(*(slavic.decline(stem, _PLURAL_NOUNS) for stem in stems))


_ONE = slavic.Grammar(_noun, _ADJECTIVES)
_MANY = slavic.Grammar(_plural_noun, _PLURAL_ADJECTIVES)
