"""Acronyms that a text defines: “Kosovo Force (KFOR)”, “joint operations room (JOR)”."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

_BRACKETS = regex.compile(r"\((?P<acronym>\p{Lu}[\p{L}\d-]{1,8})\)")
_WORD = regex.compile(r"[\p{L}\d][\p{L}\p{M}\d'’.-]*")
_CLAUSE_ENDS = regex.compile(r"[,;:!?()“”\"]|\.\s")
_CAPITALS = regex.compile(r"\p{Lu}")
# Acronyms leave out the initials of these words.
_SILENT = frozenset(
    """of for and the in on to a de la le les des du d l et y e del della di und der für
    """.split()  # noqa: SIM905
)
_REACH = 120


@dataclass(frozen=True, slots=True)
class Definition:
    """A name followed by its acronym in brackets."""

    start: int
    """Offset of the first character of the name."""
    end: int
    """Offset after its last character."""
    acronym: str
    """The acronym."""


def definitions(text: str) -> Iterator[Definition]:
    """Yield the acronyms that a text defines, with the names that they abbreviate."""
    for match in _BRACKETS.finditer(text):
        acronym = match["acronym"]
        if len(_CAPITALS.findall(acronym)) < 2:
            continue
        edge = max(0, match.start() - _REACH)
        clause = text[edge : match.start()]
        for end in _CLAUSE_ENDS.finditer(clause):
            edge = max(edge, match.start() - len(clause) + end.end())
        words = list(_WORD.finditer(text, edge, match.start()))
        if not words or text[words[-1].end() : match.start()].strip():
            continue
        start = _beginning([word.group() for word in words], acronym)
        if start is not None:
            yield Definition(words[start].start(), words[-1].end(), acronym)


def initials(name: str) -> str:
    """Return the initials of a name in capitals, as an acronym uses them."""
    words = [word.group() for word in _WORD.finditer(name)]
    return "".join(word[0] for word in words if word.casefold() not in _SILENT).upper()


def _beginning(words: list[str], acronym: str) -> int | None:
    """Return the number of the word with which the name of an acronym begins; None if none fits."""
    letters = acronym.upper().replace("-", "")
    for start in range(len(words) - 2, -1, -1):
        if words[start].casefold() in _SILENT:
            continue
        taken = words[start:]
        if letters in (initials(" ".join(taken)), "".join(w[0] for w in taken).upper()):
            return start
    start = len(words)
    while start and (words[start - 1][0].isupper() or words[start - 1] in _SILENT):
        start -= 1
    while start < len(words) and words[start] in _SILENT:
        start += 1
    # Letters from inside the words, in order: KFOR, UNMIK.
    for first in range(start, len(words) - 1):
        name = "".join(words[first:]).upper()
        if name[0] == letters[0] and _runs_through(letters, name):
            return first
    return None


def _runs_through(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)
