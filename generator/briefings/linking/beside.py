"""The words beside a name: what stands before and after it, up to marks that end a name.

All functions take folded text (`folding`) with line feeds between passages. They look no further
than one word, so reading all names of a text takes time in proportion to its length.
"""

import re
from collections.abc import Iterable
from enum import IntFlag

from msgspec import Struct

from briefings.linking.lexicon import Match
from briefings.text.attribution import PARTICLES
from briefings.text.name_words import PLACE_PREFIXES, is_title

# “and” joins two names far more often than the two halves of a Spanish surname.
_JOINTS = PARTICLES - {"y", "e"} | {"of", "the", "do"}
# A longer token is no word.
_LONGEST = 40
_APART = "/—|…"
_TOKEN = re.compile(rf"[^\s{_APART}]{{1,{_LONGEST}}}")
_OPENING = "\"'“”„‘([{«‹*_"
_CLOSING = ".,:;!?)]}\"'“”’»›*_"
_SMALL_LETTERS = frozenset(f" {letter}" for letter in "abcdefghijklmnpqrstuvwxyz")
# “Corea del Norte”
_OF_COMPASS = re.compile(r" (?:del|d[aou]) [A-Z]")


class Word(Struct, gc=False):
    """A word beside a name."""

    text: str
    """The word without the marks around it and the possessive."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    opened: bool
    """Whether a mark before it parts it from what stands there: a quotation mark, a slash."""
    closed: bool
    """Whether a mark or a possessive after it ends a name."""
    key: str
    """The word in lower case, without a point."""

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


class Sides(IntFlag):
    """The sides on which a word may be joined to a name."""

    BEFORE = 1
    AFTER = 2


_BEFORE, _AFTER = int(Sides.BEFORE), int(Sides.AFTER)


def joined(text: str, names: Iterable[Match]) -> list[tuple[int, int]]:
    """Return the numbers of the names to which words may be joined, each with the sides (`Sides`).

    Most names have none, so this is a first look that takes very little time.

    Args:
        text: the text.
        names: names with their places in it.
    """
    # A line feed stands behind the text and, as `text[-1]`, before it.
    text = f"{text}\n"
    last_space = text.replace("\n", " ").rfind
    found: list[tuple[int, int]] = []
    for number, (start, end, _) in enumerate(names):
        sides = 0
        before, after = text[start - 1], text[end : end + 2]
        if before == " ":
            at = last_space(" ", 0, start - 1) + 1
            if not text[at].islower() or (
                (word := text[at : start - 1]) in _JOINTS
                and (word != "the" or text.startswith("of ", at - 3))
            ):
                sides = _BEFORE
        elif before in "-'":
            sides = _BEFORE
        of_compass = after == " d" and _OF_COMPASS.match(text, end)
        if after not in _SMALL_LETTERS or of_compass:
            if after[0] == " ":
                if not after[1].islower() or of_compass or text.startswith(" of ", end):
                    sides += _AFTER
            elif after[0] == "-" and after[1].isupper():
                sides += _AFTER
        if sides:
            found.append((number, sides))
    return found


def is_joint(word: str) -> bool:
    """Return whether a word joins two parts of a name: a particle, “of”, “the” after it, “&”."""
    return word in _JOINTS or word == "&"


def word_before(text: str, end: int) -> Word | None:
    """Return the word that ends at an offset in the same passage; None for none.

    Args:
        text: the text.
        end: the offset of the space or hyphen behind the word.
    """
    if end <= 0 or text[end] == "\n":
        return None
    begin = end - _LONGEST if end > _LONGEST else 0
    start = text.rfind(" ", begin, end) + 1
    if "\n" in text[start or begin : end]:
        start = text.rfind("\n", begin, end) + 1
    if not start and begin:
        return None
    token = text[start:end]
    if token.isalpha():
        return Word(token, start, end, False, False, token.casefold())
    apart = max([token.rfind(mark) for mark in _APART]) + 1
    return _word(token[apart:], start + apart, opened=bool(apart), closed=False)


def word_after(text: str, start: int, *, opens: bool = False) -> Word | None:
    """Return the word that begins at an offset in the same passage; None for none.

    Args:
        text: the text.
        start: the offset, behind the space or hyphen after the word before.
        opens: whether the word may be the first of its passage.
    """
    found = _TOKEN.match(text, start)
    if not found or (text[start - 1] == "\n" and not opens):
        return None
    token, end = found[0], found.end()
    closed = end < len(text) and text[end] in _APART
    if token.isalpha():
        return Word(token, start, end, False, closed, token.casefold())
    return _word(token, start, opened=False, closed=closed)


def _word(token: str, start: int, *, opened: bool, closed: bool) -> Word | None:
    word = token.lstrip(_OPENING)
    core = word.rstrip(_CLOSING)
    if not core:
        return None
    if len(core) < len(word):
        if word == f"{core}." and _is_abbreviation(core):
            core = word
        else:
            closed = True
    if core.endswith("'s"):
        core, closed = core[:-2], True
    article, _, rest = core.rpartition("'")
    if article.islower():  # “l'Université”
        word, core = word[len(article) + 1 :], rest
    skipped = len(token) - len(word)
    start += skipped
    key = core.casefold().rstrip(".")
    return Word(core, start, start + len(core), opened or skipped > 0, closed, key) if key else None


def _is_abbreviation(core: str) -> bool:
    """Return whether a point after a word shortens it, rather than ends a sentence."""
    key = core.casefold()
    short = len(core) == 1 or "." in core or is_title(key) or key in PLACE_PREFIXES
    return core[0].isupper() and short
