"""Polish, Russian and Ukrainian: how the words of a name decline together.

The endings of a word are those of its language (`polish`, `russian`, `ukrainian`). Which words of
a name decline is the same in all three:

- In the name of a thing the noun declines with the adjectives beside it, and what depends on the
  noun does not change: "Rady Europejskiej", "Rady Europy", "Совета Безопасности ООН".
- In the name of a person all words decline. A woman's surname that ends in a consonant does not,
  and in some foreign names only the last word does ("Ким Чен Ына", "Joe Bidena").

The letters do not show which of these holds, so the forms of each are given.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from briefings.model.explainer import ExplainerKind

Cases = tuple[tuple[str, ...], ...]
"""The forms of a word in the genitive, dative, accusative, instrumental and locative."""

Rule = tuple[str, str, str, str, str, str]
"""The end of a word, and what replaces it in each case: with spaces between, `-` for nothing."""

Table = Mapping[str, Sequence[tuple[str, Cases]]]
"""Rules by the last letter of their ends: the end of a word, and what replaces it in each case."""

_CASES = 5
_SHORTEST = 4
_MOST_ADJECTIVES = 2
# Each word has several forms, so that the forms of a long name are too many.
_MOST_WORDS = 6
_OF_WOMEN = ("a", "а", "я")
_AND = frozenset(("i", "oraz", "и", "і", "й", "та"))
_SPACE = re.compile("( )")
_SPACE_OR_HYPHEN = re.compile("([ -])")


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the words of a language decline."""

    noun: Callable[[str, ExplainerKind | None], Cases | None]
    """Returns the cases of a noun or name; None if it does not decline."""
    adjectives: Table
    """The endings of adjectives."""


def keeping(
    ends: Iterable[str],
    genitive: str,
    dative: str,
    accusative: str,
    instrumental: str,
    locative: str,
) -> tuple[Rule, ...]:
    """Return a rule for each of several ends of words, to which the endings are added."""
    rules: list[Rule] = []
    for end in ends:
        first, second, third, fourth, fifth = (
            " ".join(end if ending == "-" else f"{end}{ending}" for ending in case.split())
            for case in (genitive, dative, accusative, instrumental, locative)
        )
        rules.append((end, first, second, third, fourth, fifth))
    return tuple(rules)


def table(*rules: Rule) -> Table:
    """Return rules by the last letter of their ends, in their order."""
    by_letter: dict[str, list[tuple[str, Cases]]] = {}
    for end, *cases in rules:
        endings = tuple(tuple(case.replace("-", "").split(" ")) for case in cases)
        by_letter.setdefault(end[-1], []).append((end, endings))
    return by_letter


def decline(word: str, rules: Table) -> Cases | None:
    """Return the cases of a word by the first rule for its end; None if there is none."""
    for end, cases in rules.get(word[-1:], ()):
        if word.endswith(end):
            stem = word.removesuffix(end)
            return tuple([tuple([stem + ending for ending in case]) for case in cases])
    return None


def union(*several: Cases | None) -> Cases | None:
    """Return the forms that several declensions of a word give, case by case."""
    given = [cases for cases in several if cases]
    if len(given) < 2:
        return given[0] if given else None
    return tuple(
        [tuple(dict.fromkeys(chain.from_iterable(same))) for same in zip(*given, strict=True)]
    )


def forms(
    singular: Grammar, plural: Grammar, phrase: str, kind: ExplainerKind | None
) -> Iterator[str]:
    """Yield the cases of a phrase, and of a term also those in the plural.

    The genitive plural of a short word is often another word: право, “он прав”.

    Args:
        singular: how its words decline.
        plural: how they decline in the plural.
        phrase: the phrase, folded.
        kind: what it names; None if that is unknown.
    """
    yield from _forms(singular, phrase, kind)
    if kind is ExplainerKind.CONCEPT:
        yield from (form for form in _forms(plural, phrase, kind) if len(form) > _SHORTEST)


def _forms(grammar: Grammar, phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    declined = _person if kind is ExplainerKind.PERSON else _thing
    for cut in (_SPACE, _SPACE_OR_HYPHEN) if "-" in phrase else (_SPACE,):
        parts = cut.split(phrase)
        if len(parts) >= 2 * _MOST_WORDS and kind is ExplainerKind.PERSON:
            continue
        choices: list[tuple[str, ...]] = [(part,) for part in parts]
        for reading in declined(grammar, parts[::2], kind):
            for number in range(_CASES):
                for place, cases in enumerate(reading):
                    choices[2 * place] = cases[number] if cases else (parts[2 * place],)
                yield from filter(_is_long, map("".join, product(*choices)))


def _is_long(form: str) -> bool:
    return len(form) >= _SHORTEST


def _thing(
    grammar: Grammar, words: Sequence[str], kind: ExplainerKind | None
) -> Iterator[list[Cases | None]]:
    """Yield the cases of each word, with each of the first words as the noun.

    In some foreign names of places the last word is: "w Tel Awiwie".
    """
    adjectives = [decline(word, grammar.adjectives) for word in words[: _MOST_ADJECTIVES + 2]]
    for head, word in enumerate(words[: _MOST_ADJECTIVES + 1]):
        if not all(adjectives[:head]):
            break
        if noun := grammar.noun(word, kind):
            fixed = [None] * (len(words) - head - 1)
            yield [*adjectives[:head], noun, *fixed]
            if adjective := next(iter(adjectives[head + 1 : head + 2]), None):
                yield [*adjectives[:head], noun, adjective, *fixed[1:]]
    if kind is ExplainerKind.PLACE and len(words) > 1:
        yield [*[None] * (len(words) - 1), grammar.noun(words[-1], kind)]
    joints = [number for number, word in enumerate(words) if word in _AND]
    if len(joints) == 1:  # “Bośnia i Hercegowina”
        before = _thing(grammar, words[: joints[0]], kind)
        after = _thing(grammar, words[joints[0] + 1 :], kind)
        yield from ([*one, None, *other] for one, other in product(before, after))


def _person(
    grammar: Grammar, words: Sequence[str], kind: ExplainerKind | None
) -> Iterator[list[Cases | None]]:
    """Yield the cases of each word: of all, of those that a woman's name has, of the last."""
    # Particles do not decline: "бен", "von".
    cases = [None if word.islower() else grammar.noun(word, kind) for word in words]
    yield cases
    if len(words) > 1:
        yield [
            one if number == 0 or words[number].endswith(_OF_WOMEN) else None
            for number, one in enumerate(cases)
        ]
        yield [*[None] * (len(words) - 1), cases[-1]]
