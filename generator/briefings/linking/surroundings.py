"""What the words right before and behind a name say about the kind of thing that it names.

“In Georgia” speaks of a place, “President Jordan” of a person, and “Georgia said” of somebody who
can speak: a person, an organisation, or a place in place of its government.
"""

import re

from briefings.linking.folding import fold
from briefings.model.explainer import ExplainerKind
from briefings.text.attribution import TITLES, lexicon_of
from briefings.text.name_words import before_places

_NEAR = 40
_LONGEST_ROW = 4
_LONGEST_ABBREVIATION = 4  # “Capt.”
_LAST_WORDS = re.compile(r"(?:([^\W\d_]+)\s+)?([^\W\d_]+)(\.?)\s+\Z")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_PLACE = frozenset({ExplainerKind.PLACE})
_PERSON = frozenset({ExplainerKind.PERSON})
_SPEAKER = frozenset({ExplainerKind.PLACE, ExplainerKind.PERSON, ExplainerKind.ORGANISATION})
# “The state of Georgia”: the word before one of these says what the name behind it is.
_OF = frozenset("of von de di da do af av van".split())  # noqa: SIM905


def kinds(text: str, start: int, end: int, lang: str) -> frozenset[ExplainerKind] | None:
    """Return what a name may be by the words beside it; None if they do not tell.

    Args:
        text: the passage.
        start: offset of the name.
        end: offset after the name, the possessive included.
        lang: BCP 47 tag of the language.
    """
    before, after = _around(text, start, end)
    last = _LAST_WORDS.search(before)
    word = last[2].casefold() if last else ""
    if last and last[3] and len(word) > _LONGEST_ABBREVIATION:
        return None  # a sentence ends here
    if word in TITLES:
        return _PERSON
    if _is_possessive(text, end):
        return None
    if last and not last[3] and word in before_places(lang).bare:
        return _PLACE
    known, following = lexicon_of(lang), _NEXT_WORD.match(after)
    return _SPEAKER if known and following and following[1] in known.says else None


def describing(text: str, start: int, end: int, kind: ExplainerKind | None) -> frozenset[str]:
    """Return the words beside a name that may say what it is, without case.

    The word before it may (“skater Alba”), and of a person all words of a row with capitals (“Bea
    Maria Alba”). The word behind it says nothing of a person (“the Alba visit”), and that before
    “of” only of a place: a minister of Georgia is none.

    Args:
        text: the passage.
        start: offset of the name.
        end: offset after the name, the possessive included.
        kind: the kind of thing that it may be; None if unknown.
    """
    before, after = _around(text, start, end)
    found = _row(before) if kind is ExplainerKind.PERSON else set[str]()
    if last := _LAST_WORDS.search(before):
        first, second, stop = (last[1] or "").casefold(), last[2].casefold(), last[3]
        if second not in _OF:
            found |= set() if stop else {second}
        elif kind is ExplainerKind.PLACE:
            found.add(first)
    if kind is not ExplainerKind.PERSON and (following := _NEXT_WORD.match(after)):
        found.add(following[1].casefold())
    return frozenset(found)


def _row(before: str) -> set[str]:
    """Return the words with capitals that end a text, without case: “Sen. Bea M.” of a name."""
    row = set()
    for token in reversed(before.split()[-_LONGEST_ROW:]):
        word = token.removesuffix(".")
        abbreviated = len(word) == 1 or word.casefold() in TITLES
        if not (word[:1].isupper() and word[-1].isalnum()) or (word != token and not abbreviated):
            break
        row.add(word.casefold())
    return row


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the text before and behind a name, folded, as far as words beside it reach."""
    return fold(text[max(0, start - _NEAR) : start]).text, fold(text[end : end + _NEAR]).text


def _is_possessive(text: str, end: int) -> bool:
    return text[end - 2 : end - 1] in ("'", "’") or text[end - 1 : end] in ("'", "’")
