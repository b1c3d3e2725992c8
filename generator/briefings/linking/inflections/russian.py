"""Russian: the cases of names and terms.

The endings follow Зализняк, Грамматический словарь русского языка, and Розенталь, Справочник по
правописанию. Foreign names in -о, -е, -и, -у and -ю and surnames in -ко do not change. The
instrumental of surnames in -ов and -ин has -ым, that of places -ом. An acronym that ends in a
consonant may have endings in lower case ("МИДа"). Names are folded, so that ё is е.
"""

from collections.abc import Iterator

from briefings.linking.inflections import slavic
from briefings.linking.inflections.scripts import ends_in_cyrillic, is_acronym
from briefings.linking.inflections.slavic import Cases, keeping, table
from briefings.model.explainer import ExplainerKind

_SHORTEST = 2
_VOWELS = "аеиоуыэюя"
_SOFT_SURNAMES = ("ов", "ев", "ин", "ын")
_ADJECTIVES = table(
    *((f"{c}ий", f"{c}ого", f"{c}ому", f"{c}ого {c}ий", f"{c}им", f"{c}ом") for c in "гкх"),
    *((f"{c}ий", f"{c}его", f"{c}ему", f"{c}его {c}ий", f"{c}им", f"{c}ем") for c in "жшчщн"),
    ("ый", "ого", "ому", "ого ый", "ым", "ом"),
    ("ой", "ого", "ому", "ого ой", "ым им", "ом"),
    ("ая", "ой ей", "ой ей", "ую", "ой ей", "ой ей"),
    ("яя", "ей", "ей", "юю", "ей", "ей"),
    ("ое", "ого", "ому", "ое", "ым им", "ом"),
    ("ее", "его", "ему", "ее", "им", "ем"),
    ("ые", "ых", "ым", "ые ых", "ыми", "ых"),
    *((f"{c}ие", f"{c}их", f"{c}им", f"{c}ие {c}их", f"{c}ими", f"{c}их") for c in "гкхжшчщн"),
)
_ALSO_NOUNS = ("ний", "чий", "жий", "ой", "ние")
_HARD = keeping("бвгдзклмнпрстфх", "а", "у", "- а", "ом", "е")
_ACRONYMS = table(*_HARD)
_NOUNS = table(
    *(
        (name, f"{stem}а", f"{stem}у", f"{stem}а", f"{stem}ом", f"{stem}е")
        for name, stem in (("Лев", "Льв"), ("Павел", "Павл"), ("Орел", "Орл"))
    ),
    ("церковь", "церкви", "церкви", "церковь", "церковью", "церкви"),
    ("ия", "ии", "ии", "ию", "ией", "ии"),
    ("ья", "ьи", "ье", "ью", "ьей", "ье"),
    ("я", "и", "е", "ю", "ей", "е"),
    *((f"{c}а", f"{c}и", f"{c}е", f"{c}у", f"{c}ой", f"{c}е") for c in "гкх"),
    *((f"{c}а", f"{c}и", f"{c}е", f"{c}у", f"{c}ей {c}ой", f"{c}е") for c in "жшчщ"),
    ("ца", "цы", "це", "цу", "цей цой", "це"),
    ("а", "ы", "е", "у", "ой", "е"),
    ("ь", "и я", "и ю", "ь я", "ью ем", "и е"),
    ("ий", "ия", "ию", "ий ия", "ием", "ии"),
    ("й", "я", "ю", "й я", "ем", "е"),
    ("лец", "льца леца", "льцу лецу", "лец льца", "льцом льцем", "льце леце"),
    *((f"{v}ец", f"{v}йца", f"{v}йцу", f"{v}йца {v}ец", f"{v}йцем", f"{v}йце") for v in _VOWELS),
    ("ец", "ца еца", "цу ецу", "ца еца ец", "цом цем ецом", "це еце"),
    *keeping("жшчщц", "а", "у", "- а", "ем ом", "е"),
    *_HARD,
)
_NOT_PERSONS = table(
    ("ие", "ия", "ию", "ие", "ием", "ии"),
    ("ье", "ья", "ью", "ье", "ьем", "ье"),
    ("ре", "ря", "рю", "ре", "рем", "ре"),
    ("о", "а", "у", "о", "ом", "е"),
    ("ии", "ий", "иям", "ии", "иями", "иях"),
    *((f"{c}и", f"{c}ов {c}ей {c}", f"{c}ам", f"{c}и", f"{c}ами", f"{c}ах") for c in "гкхжшчщ"),
    ("ы", "ов -", "ам", "ы ов", "ами", "ах"),
    ("ия", "ий", "иям", "ия", "иями", "иях"),
    ("строва", "стровов", "стровам", "строва", "стровами", "стровах"),
)
_PLURAL_NOUNS = table(
    ("лец", "льцев", "льцам", "льцы льцев", "льцами", "льцах"),
    *((f"{v}ец", f"{v}йцев", f"{v}йцам", f"{v}йцы {v}йцев", f"{v}йцами", f"{v}йцах")
      for v in _VOWELS),
    ("ец", "цев", "цам", "цы цев", "цами", "цах"),
    ("ок", "ков оков", "кам окам", "ки ков оки оков", "ками оками", "ках оках"),
    *((f"{v}нин", f"{v}н", f"{v}нам", f"{v}не {v}н", f"{v}нами", f"{v}нах") for v in "ая"),
    *keeping("гкх", "ов", "ам", "и ов", "ами", "ах"),
    *keeping("жшчщ", "ей", "ам", "и ей", "ами", "ах"),
    *keeping("бвдзлмнпрстф", "ов", "ам", "ы ов", "ами", "ах"),
    ("ия", "ий", "иям", "ии", "иями", "иях"),
    ("ие", "ий", "иям", "ия", "иями", "иях"),
    ("ий", "иев", "иям", "ии иев", "иями", "иях"),
    ("й", "ев", "ям", "и ев", "ями", "ях"),
    ("ь", "ей", "ям", "и ей", "ями", "ях"),
    ("ка", "к ок ек", "кам", "ки к ок ек", "ками", "ках"),
    *((f"{c}а", c, f"{c}ам", f"{c}и {c}", f"{c}ами", f"{c}ах") for c in "гхжшчщ"),
    ("а", "-", "ам", "ы -", "ами", "ах"),
    ("я", "ь й", "ям", "и ь й", "ями", "ях"),
    ("о", "-", "ам", "а", "ами", "ах"),
)  # fmt: skip
_PLURAL_ADJECTIVES = table(
    ("ый", "ых", "ым", "ые ых", "ыми", "ых"),
    *((end, "их", "им", "ие их", "ими", "их") for end in ("ий", "яя", "ее")),
    *((end, "ых их", "ым им", "ые ых ие их", "ыми ими", "ых их") for end in ("ая", "ое", "ой")),
)
_SURNAMES = table(
    *keeping(_SOFT_SURNAMES, "а", "у", "а", "ым", "е"),
    *((f"{end}а", f"{end}ой", f"{end}ой", f"{end}у", f"{end}ой", f"{end}ой")
      for end in _SOFT_SURNAMES),
)  # fmt: skip


def forms(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the cases of a phrase."""
    if ends_in_cyrillic(phrase):
        yield from slavic.forms(_ONE, _MANY, phrase, kind)


def _noun(word: str, kind: ExplainerKind | None) -> Cases | None:
    letters = word.replace("-", "")
    if len(letters) < _SHORTEST or not letters.isalpha():
        return None
    if is_acronym(word):
        last = word[-1].lower()
        endings = slavic.decline(last, _ACRONYMS) or ()
        return tuple(tuple(f"{word}{form[1:]}" for form in case) for case in endings) or None
    first, on, river = word.partition("-на-")
    if on:
        declined = slavic.decline(first, _NOUNS) or ()
        return tuple(tuple(f"{form}{on}{river}" for form in case) for case in declined) or None
    adjective = slavic.decline(word, _ADJECTIVES)
    noun = None if adjective and not word.endswith(_ALSO_NOUNS) else slavic.decline(word, _NOUNS)
    more = _SURNAMES if kind is ExplainerKind.PERSON else _NOT_PERSONS
    return slavic.union(adjective, noun, slavic.decline(word, more))


def _plural_noun(word: str, _: ExplainerKind | None) -> Cases | None:
    if is_acronym(word):
        return None
    return slavic.decline(word, _PLURAL_ADJECTIVES) or slavic.decline(word, _PLURAL_NOUNS)


_ONE = slavic.Grammar(_noun, _ADJECTIVES)
_MANY = slavic.Grammar(_plural_noun, _PLURAL_ADJECTIVES)
