"""Names are found as whole words; the longest counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from briefings.model.explainer import ExplainerKind
from tests.simple_linker.addresses import in_address
from tests.simple_linker.characters import (
    is_digit,
    is_katakana,
    is_mark,
    is_plain,
    is_unspaced,
    is_word,
)
from tests.simple_linker.folding import fold, folded_phrase
from tests.simple_linker.sentences import begins_sentence, opens_a_quotation


@dataclass(frozen=True)
class Found:
    """A match in the original text."""

    start: int
    end: int
    phrase: str


def find(
    aliases: Mapping[str, ExplainerKind | None],
    text: str,
    forms: Collection[tuple[str, str]] = (),
) -> list[Found]:
    """Try every alias at every offset; take the longest, then the longest of what is left.

    `forms` are inflections in the language of the text, each with its alias.
    """
    folded = fold(text)
    characters = "".join(character for character, _, _ in folded)
    known = phrases(aliases, forms)
    every: list[tuple[int, int, str]] = []
    for at in range(len(characters)):
        for phrase in known:
            end = matches_at(phrase, known, characters, at)
            if end >= 0:
                every.append((at, with_possessive(characters, at, end), phrase))
    chosen: list[tuple[int, int, str]] = []
    while every:
        best = min(every, key=lambda one: (one[0] - one[1], one[0], -len(one[2])))
        chosen.append(best)
        every = [one for one in every if one[1] <= best[0] or best[1] <= one[0]]
    return [Found(folded[a][1], folded[b - 1][2], known[phrase]) for a, b, phrase in sorted(chosen)]


def phrases(
    aliases: Mapping[str, ExplainerKind | None], forms: Collection[tuple[str, str]]
) -> dict[str, str]:
    """Return all folded phrases, and what the ledger calls each.

    That is the alias of which it is a form; itself if it is an alias, or a form of several.
    """
    own = {phrase for alias in aliases if (phrase := folded_phrase(alias))}
    derived = {(form, folded_phrase(alias)) for form, alias in forms}
    derived |= {(plural(folded_phrase(a), kind), folded_phrase(a)) for a, kind in aliases.items()}
    known = {phrase: phrase for phrase in own}
    for form in {form for form, _ in derived} - own - {""}:
        origins = [alias for other, alias in derived if other == form]
        known[form] = origins[0] if len(origins) == 1 else form
    return known


def plural(phrase: str, kind: ExplainerKind | None) -> str:
    """Return the regular plural of a phrase; empty if it has none."""
    words = phrase.replace("-", " ").split(" ")
    last = words[-1]
    if kind is None or len(last) < 3:
        return ""
    if not all("a" <= letter.lower() <= "z" and letter.isascii() for letter in last):
        return ""
    if last == last.upper():
        if last != phrase:
            return ""
    elif last == last.lower():
        if last[-1] == "s":
            return ""
    else:
        if kind in (ExplainerKind.PERSON, ExplainerKind.PLACE):
            return ""
        if last == phrase or last[1:] != last[1:].lower() or last[-1] == "s":
            return ""
    if phrase[-1] in "xz" or phrase[-2:] in ("ch", "sh"):
        return phrase + "es"
    if phrase[-1] == "y" and phrase[-2] not in "aeiou":
        return phrase[:-1] + "ies"
    return phrase + "s"


def matches_at(phrase: str, known: Mapping[str, str], text: str, start: int) -> int:
    """Return the end of a phrase in a folded text, or -1 where it does not stand at `start`.

    `known` has the alias of each phrase. The form in lower case of an alias with a capital is an
    adjective, which stays in lower case.
    """
    end = start + len(phrase)
    written = text[start:end]
    if written != phrase and written in known:
        return -1
    if written not in spellings(phrase):
        if any(written in spellings(other) for other in known):
            return -1
        if known[phrase][0].isupper() or written not in capitals(phrase):
            return -1
        if not begins_sentence(text, start):
            return -1
    name = is_name(phrase)
    before = text[:start][::-1]
    after = text[end:]
    if not is_free(text[start], before[:1], before[1:2], name=name):
        return -1
    if not is_free(text[end - 1], after[:1], after[1:2], name=name):
        return -1
    if after and is_mark(after[0]):
        return -1
    return -1 if in_address(text, start, end) else end


@cache
def spellings(phrase: str) -> list[str]:
    """Return the ways to write a phrase in a sentence."""
    ways = [phrase]
    if is_name(phrase):
        ways.append(phrase.replace("-", "—"))
    other = list(phrase)
    at = 0
    while at < len(phrase):
        close = phrase.find(phrase[at], at + 1)
        inside = phrase[at + 1 : close]
        opens = phrase[at] in "\"'" and not is_plain(phrase[at - 1 : at])
        closed = close > at + 1 and not is_plain(phrase[close + 1 : close + 2])
        if opens and closed and "'" not in inside and '"' not in inside:
            other[at] = other[close] = "'" if phrase[at] == '"' else '"'
            at = close
        at += 1
    return [*ways, "".join(other)]


@cache
def capitals(phrase: str) -> list[str]:
    """Return the ways to write a phrase where a sentence begins."""
    ways = []
    for way in spellings(phrase):
        first, rest = way[0], way[1:]
        if first == first.upper():
            continue
        ways.append(first.upper() + rest)
        if first == "i":
            ways.append("İ" + rest)
        if way[:2] == "ij":
            ways.append("IJ" + way[2:])
    return ways


def is_name(phrase: str) -> bool:
    """Whether a hyphen ends a phrase: it has a capital, a digit or a letter without case."""
    for character in phrase:
        if character != character.lower():
            return True
        if character.isalnum() and not character.islower():
            return True
    return False


def is_free(inside: str, near: str, far: str, *, name: bool) -> bool:
    """Whether a word ends between `inside` and `near`; `far` is the character beyond `near`."""
    if near == "":
        return True
    if is_word(near):
        if is_unspaced(near) or is_unspaced(inside):
            return True
        return is_katakana(near) != is_katakana(inside)
    if far == "":
        return True
    if near in "-.,/:" and is_digit(inside) and is_digit(far):
        return False
    if near == "-" and is_word(far):
        return name
    return not (near == "&" and is_word(far))


def with_possessive(text: str, start: int, end: int) -> int:
    """Return the end of a match with the English possessive that may follow it."""
    if text[end : end + 2] == "'s" and not (text[end + 2 : end + 3] and is_word(text[end + 2])):
        return end + 2
    word_follows = text[end : end + 2] == "' " and is_plain(text[end + 2 : end + 3])
    if text[end - 1] == "s" and word_follows and not opens_a_quotation(text[:start]):
        return end + 1
    return end
