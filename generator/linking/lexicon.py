"""The lexicon: every phrase that names a subject, and the matches of them in a text.

One pass of an Aho-Corasick automaton finds every alias, whatever their number; word boundaries are
then checked, and of the matches that overlap the leftmost and longest is kept. Policy (which match
becomes a link) is not known here: see `linker`.

Rules of matching:

- Case counts. An alias in lower case also matches with a capital where a sentence begins.
- A match begins and ends at a word boundary. A hyphen or dash is a boundary for an alias that
  has a capital or a digit ("UN-backed", "Sahara-Sahel", "non-OSCE" name their subjects); for
  one in lower case it is not ("self-determination" is not "determination").
- A number ends where its digits end: "Resolution 1244" is neither in "Resolution 12440" nor in
  "Resolution 1244.5".
- An English possessive belongs to the match: "Libya's", also with a curly apostrophe.
- White space of any kind and length, and either apostrophe, stand for one another.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, MatchKind

_SPACE = re.compile(r"\s+")
_CHARACTERS = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-"})
_POSSESSIVE = re.compile(r"'s(?!\w)")
_OPENERS = " \"'“”‘([«"
_SENTENCE_ENDS = ".!?…:"
_DASHES = "-–—"


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of the lexicon found in a text."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character, the possessive included."""
    slugs: tuple[str, ...]
    """The explainers that claim the phrase, sorted."""
    decided: bool = False
    """Whether an editor said, for this article, what the phrase stands for."""


class Lexicon:
    """Phrases compiled for matching. Building costs time in their number; matching does not."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], *, decided: bool = False) -> None:
        """Compile `phrases`, each with the slugs of the explainers that claim it.

        Args:
            phrases: phrase to slugs.
            decided: whether the phrases are an editor's decisions for one article.
        """
        claims: dict[str, set[str]] = defaultdict(set)
        for phrase, slugs in phrases.items():
            claims[fold(phrase)[0].strip()] |= set(slugs)
        claims.pop("", None)
        self._decided = decided
        self._slugs = [tuple(sorted(slugs)) for slugs in claims.values()]
        self._words = list(claims)
        self._owner = list(range(len(self._words)))
        patterns = list(self._words)
        for number, word in enumerate(self._words):
            if word[0].islower() and word[0].upper() + word[1:] not in claims:
                patterns.append(word[0].upper() + word[1:])
                self._owner.append(number)
        self._automaton = AhoCorasick(patterns, matchkind=MatchKind.Standard) if patterns else None

    def find(self, text: str) -> list[Match]:
        """Return every match in `text` at word boundaries, overlapping ones too."""
        if self._automaton is None:
            return []
        folded, offsets = fold(text)
        found = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded, True):
            number = self._owner[pattern]
            capitalised = pattern >= len(self._words)
            if capitalised and not _begins_sentence(folded, start):
                continue
            if not _bounded(folded, start, end, self._words[number]):
                continue
            possessive = _POSSESSIVE.match(folded, end)
            last = (possessive.end() if possessive else end) - 1
            span = offsets.original(start), offsets.original(last) + 1
            found.append(Match(*span, self._slugs[number], self._decided))
        return found


def select(matches: Iterable[Match]) -> list[Match]:
    """Return the matches that do not overlap: the leftmost, of those the longest, in order.

    Of two matches of one span an editor's decision wins.
    """
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end, not m.decided)):
        if not chosen or match.start >= chosen[-1].end:
            chosen.append(match)
    return chosen


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(_OPENERS)
    return not before or before[-1] in _SENTENCE_ENDS


def _bounded(text: str, start: int, end: int, alias: str) -> bool:
    hyphen_parts = alias != alias.lower() or any(c.isdigit() for c in alias)
    return _edge(text[max(0, start - 2) : start][::-1], hyphen_parts) and _edge(
        text[end : end + 2], hyphen_parts, number=alias[-1].isdigit()
    )


def _edge(outside: str, hyphen_parts: bool, number: bool = False) -> bool:
    """Return whether a word may end here; `outside` is read away from the word."""
    near, far = outside[:1], outside[1:2]
    if near.isalnum() or near == "_":
        return False
    if near and near in _DASHES and far.isalnum():
        return hyphen_parts
    return not (number and near in (".", ",") and far.isdigit())


@dataclass(frozen=True, slots=True)
class _Offsets:
    """Maps offsets of a folded text to the original: they shift where white space was folded."""

    at: tuple[int, ...]
    shift: tuple[int, ...]

    def original(self, offset: int) -> int:
        index = bisect_right(self.at, offset) - 1
        return offset + (self.shift[index] if index >= 0 else 0)


def fold(text: str) -> tuple[str, _Offsets]:
    """Return `text` with plain spaces and apostrophes, and the way back to its offsets."""
    runs = [match.span() for match in _SPACE.finditer(text) if match.end() - match.start() > 1]
    shifts = list(accumulate(end - start - 1 for start, end in runs))
    before = [0, *shifts[:-1]]
    at = tuple(start + 1 - lost for (start, _), lost in zip(runs, before, strict=False))
    folded = _SPACE.sub(" ", text).translate(_CHARACTERS)
    return folded, _Offsets(at, tuple(shifts))
