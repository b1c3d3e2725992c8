"""Ukrainian: the cases of names and terms.

The endings follow Український правопис (2019). A masculine noun has -а or -у in the genitive. The
-і- of a last closed syllable is -о- or -е- in the other cases (Київ, "Києва"). The letters г, к
and х change before -і (Прага, "Празі"). A soft consonant is doubled before -ю (Білорусь,
"Білоруссю").
"""

import re
from collections.abc import Iterator

from briefings.linking.inflections import slavic
from briefings.linking.inflections.scripts import ends_in_cyrillic, is_acronym
from briefings.linking.inflections.slavic import Cases, Rule, keeping, table
from briefings.model.explainer import ExplainerKind

_SHORTEST = 2
_CLOSED = re.compile("і(?=[бвгґджзклмнпрстфхцчшщ]$)")
_POSSESSIVE = ("ов", "ев", "єв", "ин", "ін", "їн")
_ADJECTIVES = table(
    ("ий", "ого", "ому", "ого ий", "им", "ому ім"),
    ("ій", "ього", "ьому", "ього ій", "ім", "ьому ім"),
    ("ой", "ого", "ому", "ого ой", "им", "ому"),
    ("а", "ої", "ій", "у", "ою", "ій"),
    ("ня", "ньої", "ній", "ню", "ньою", "ній"),
    ("е", "ого", "ому", "е", "им", "ому ім"),
    ("є", "ього", "ьому", "є", "ім", "ьому"),
    ("ні", "них ніх", "ним нім", "ні них", "ними німи", "них ніх"),
    ("і", "их", "им", "і их", "ими", "их"),
)
_SOFTENED = (("г", "з"), ("к", "ц"), ("х", "с"))
_HARD: tuple[Rule, ...] = (
    *((c, f"{c}а {c}у", f"{c}у {c}ові", f"{c} {c}а", f"{c}ом", f"{c}у {s}і {c}ові")
      for c, s in _SOFTENED),
    *keeping("бвґдзлмнпрстфц", "а у", "у ові", "- а", "ом", "і у ові"),
)  # fmt: skip
_VOWEL = table(
    ("ія", "ії", "ії", "ію", "ією", "ії"),
    ("я", "і ї", "і ї", "ю", "ею єю", "і ї"),
    *((f"{c}а", f"{c}и", f"{s}і", f"{c}у", f"{c}ою", f"{s}і") for c, s in _SOFTENED),
    *((f"{c}а", f"{c}і", f"{c}і", f"{c}у", f"{c}ею", f"{c}і") for c in "жчшщ"),
    ("а", "и", "і", "у", "ою", "і"),
)
_CONSONANT = table(
    ("Лев", "Льва Лева", "Льву Леву Левові", "Льва Лева", "Львом Левом", "Львові Левові"),
    ("ів", "ова ева", "ову еву ові еві", "ів ова ева", "овом евом", "ові еві"),
    ("їв", "єва", "єву єві", "їв єва", "євом", "єві"),
    ("піль", "поля", "полю полеві", "піль поля", "полем", "полі полю"),
    ("ець", "ця", "цю цеві", "ець ця", "цем", "ці цю цеві"),
    *((f"{c}ь", f"{c}і {c}я {c}ю", f"{c}і {c}ю {c}еві", f"{c}ь {c}я", f"{c}{c}ю {c}ем",
       f"{c}і {c}ю {c}еві") for c in "дзлнстц"),
    ("ій", "ія ію", "ію ієві", "ій ія", "ієм", "ії ієві ію"),
    ("й", "я ю", "ю єві", "й я", "єм", "ї єві ю"),
    *keeping("жчшщ", "а у", "у еві", "- а", "ем ом", "і у еві"),
    *_HARD,
)  # fmt: skip
_NOT_PERSONS = table(
    ("о", "а", "у", "о", "ом", "і у"),
    *((f"{c}е", f"{c}я", f"{c}ю", f"{c}е", f"{c}ем", f"{c}і") for c in "рл"),
    ("'я", "'я", "'ю", "'я", "'ям", "'ї"),
    *(
        (f"{c}я", f"{c}я", f"{c}ю", f"{c}я", f"{c}ям", f"{c}і")
        for c in ("жж", "нн", "лл", "тт", "чч", "шш", "ст")
    ),
    ("ії", "ій", "іям", "ії", "іями", "іях"),
    ("и", "ів -", "ам", "и ів", "ами", "ах"),
    ("ці", "ців", "цям", "ці", "цями", "цях"),
    ("і", "ів ей -", "ам ям", "і", "ами ями", "ах ях"),
)
_PLURAL_NOUNS = table(
    ("ець", "ців", "цям", "ці ців", "цями", "цях"),
    ("ок", "ків оків", "кам окам", "ки ків оки оків", "ками оками", "ках оках"),
    *((f"{v}нин", f"{v}н", f"{v}нам", f"{v}ни {v}н", f"{v}нами", f"{v}нах") for v in "ая"),
    *keeping("жчшщ", "ів", "ам", "і ів", "ами", "ах"),
    *keeping("бвгґдзклмнпрстфх", "ів", "ам", "и ів", "ами", "ах"),
    ("ія", "ій", "іям", "ії", "іями", "іях"),
    *((f"{c}{c}я", f"{c}ь", f"{c}{c}ям", f"{c}{c}я", f"{c}{c}ями", f"{c}{c}ях") for c in "нтл"),
    ("ість", "остей", "остям", "ості", "остями", "остях"),
    ("ь", "ів ей", "ям", "і ів ей", "ями", "ях"),
    ("й", "їв", "ям", "ї їв", "ями", "ях"),
    ("ка", "к ок", "кам", "ки к ок", "ками", "ках"),
    *((f"{c}а", c, f"{c}ам", f"{c}і {c}", f"{c}ами", f"{c}ах") for c in "жчшщ"),
    ("а", "-", "ам", "и -", "ами", "ах"),
    ("я", "ь", "ям", "і ь", "ями", "ях"),
    ("о", "-", "ам", "а", "ами", "ах"),
)
_PLURAL_ADJECTIVES = table(
    *((end, "их", "им", "і их", "ими", "их") for end in ("ий", "а", "е")),
    *((end, "іх", "ім", "і іх", "іми", "іх") for end in ("ій", "я", "є")),
)
_SURNAMES = table(
    *keeping(_POSSESSIVE, "а", "у ові", "а", "им", "і ові"),
    *((f"{end}а", f"{end}ої", f"{end}ій", f"{end}у", f"{end}ою", f"{end}ій")
      for end in (*_POSSESSIVE, "ськ", "цьк", "зьк")),
    ("ко", "ка", "ку кові", "ка", "ком", "ку кові"),
    ("о", "а", "у ові", "а", "ом", "і ові"),
    ("ор", "оря", "орю ореві", "оря", "орем", "орі ореві"),
    ("ів", "іва", "іву івові", "іва", "івим", "іві івові"),
)  # fmt: skip


def forms(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield the cases of a phrase."""
    if ends_in_cyrillic(phrase):
        yield from slavic.forms(_ONE, _MANY, phrase, kind)


def _noun(word: str, kind: ExplainerKind | None) -> Cases | None:
    letters = word.replace("-", "").replace("'", "")
    if len(letters) < _SHORTEST or not letters.isalpha() or is_acronym(word):
        return None
    person = kind is ExplainerKind.PERSON
    closed = _CLOSED.search(word)
    more = _SURNAMES if person else _NOT_PERSONS
    return slavic.union(
        slavic.decline(word, _VOWEL),
        slavic.decline(word, _ADJECTIVES) if word.endswith(("ий", "ій", "ой", "не")) else None,
        None if word.endswith("ий") else slavic.decline(word, _CONSONANT),
        slavic.decline(word, more),
        slavic.decline(_CLOSED.sub("о", word), _CONSONANT) if closed and not person else None,
    )


def _plural_noun(word: str, _: ExplainerKind | None) -> Cases | None:
    if is_acronym(word):
        return None
    if word.endswith("ий"):
        return slavic.decline(word, _PLURAL_ADJECTIVES)
    stems = dict.fromkeys((word, _CLOSED.sub("о", word)))
    return slavic.union(*(slavic.decline(stem, _PLURAL_NOUNS) for stem in stems))


_ONE = slavic.Grammar(_noun, _ADJECTIVES)
_MANY = slavic.Grammar(_plural_noun, _PLURAL_ADJECTIVES)
