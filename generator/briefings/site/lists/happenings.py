"""What happened, told once: entries of timelines that tell of the same event.

Several explainers tell of an event, each from its own side. Entries are of the same event if an
editor says so (`same`), or if there is evidence; in doubt they stay apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, takewhile

from briefings.model.explainer import Explainer, TimelineEntry
from briefings.text import languages

_WORD = re.compile(r"\w[\w./-]*\w|\w")
_DAY = len("2011-03-17")
# Of the shorter entry, this share of the words is in the other.
_SHARED = 0.6
_LEAST_SHARED = 3
# Of more entries of one date only those with the same words are found: pairs grow with the square.
_MOST = 100
# Forms of a word differ in their last letters.
_STEM, _ENDING = 4, 3


@dataclass(frozen=True)
class Telling:
    """An entry of an explainer's timeline."""

    subject: Explainer
    """The explainer."""
    entry: TimelineEntry
    """The entry."""
    anchor: str
    """Its id on the page of the explainer."""
    text: str
    """The entry as plain text."""

    @cached_property
    def _written(self) -> tuple[str, ...]:
        """Its words, without possessive."""
        return tuple(re.sub(r"['’]s?$", "", word) for word in _WORD.findall(self.text))

    @cached_property
    def names(self) -> frozenset[str]:
        """Its words that are written like names, without the first one."""
        return frozenset(w.casefold() for w in self._written[1:] if w[:1].isupper())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Its numbers in digits."""
        return frozenset(word for word in self._written if word[:1].isdecimal())

    @cached_property
    def words(self) -> frozenset[str]:
        """Its other words, without the most frequent ones of the language."""
        frequent = languages.frequent_words(self.subject.lang)
        words = {w.casefold() for w in self._written if w[:1].isalpha() and len(w) >= _ENDING}
        return frozenset(words - frequent - self.names)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of the names of its subject."""
        return frozenset(
            word.casefold() for name in self.subject.names for word in _WORD.findall(name.text)
        )

    @cached_property
    def _own_names(self) -> re.Pattern[str]:
        names = sorted((re.escape(name.text) for name in self.subject.names), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")

    def is_about(self, other: "Telling") -> bool:
        """Return whether the text names the subject of another telling."""
        return bool(other.subject.names and other._own_names.search(self.text))

    def is_adoption(self) -> bool:
        """Return whether the subject is a document that was adopted on the day."""
        return any(
            fact.name == "adopted" and value.start == self.entry.date
            for fact in self.subject.facts
            for value in fact.values
        )


def is_same(one: Telling, other: Telling) -> bool:
    """Return whether two entries of one day, of different subjects, tell of the same event.

    - They have the same words.
    - One names a document that was adopted on the day, the other is of its timeline.
    - They share most of their words, of which some are no names; neither has a name or number that
      contradicts the other; and if both subjects are persons, or places, and so on, each names the
      other: two states may do the same on one day.
    """
    if one.text == other.text:
        return True
    names = one.is_about(other), other.is_about(one)
    if (names[0] and other.is_adoption()) or (names[1] and one.is_adoption()):
        return True
    if one.subject.kind == other.subject.kind and not all(names):
        return False
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return False
    mine = one.names - other.names - other.words - other.own_words
    theirs = other.names - one.names - one.words - one.own_words
    if mine and theirs:
        return False
    plain = _shared(one.words, other.words)
    found = plain + len(_all(one) & _all(other) & (one.names | other.names)) + sum(names)
    least = min(len(_all(one)), len(_all(other)))
    return plain + any(names) >= 2 and found >= max(_LEAST_SHARED, _SHARED * least)


def _all(telling: Telling) -> frozenset[str]:
    return telling.names | telling.words


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how many words two texts share, in one form or another."""
    return min(
        sum(any(_alike(word, found) for found in theirs) for word in mine)
        for mine, theirs in ((one, other), (other, one))
    )


def _alike(one: str, other: str) -> bool:
    same = takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False))
    stem = sum(1 for _ in same)
    short, long = sorted((len(one), len(other)))
    return stem >= min(_STEM, short) and long - stem <= _ENDING


def told_once(tellings: Iterable[Telling]) -> Iterator[tuple[Telling, ...]]:
    """Yield the tellings of each event, the fullest first."""
    by_date: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_date[telling.entry.date].append(telling)
    for together in by_date.values():
        yield from _events(together)


def _events(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, ...]]:
    """Yield the tellings of each event of one date: those that are connected."""
    events = {number: [number] for number in range(len(tellings))}
    for one, other in _pairs(tellings):
        if events[one] is not events[other] and _connected(tellings[one], tellings[other]):
            events[one] += events[other]
            for number in events[other]:
                events[number] = events[one]
    for number, listed in events.items():
        if number == min(listed):
            found = (tellings[n] for n in sorted(listed))
            yield tuple(sorted(found, key=lambda t: -len(t.text)))


def _pairs(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of tellings to compare: all, or of very many those that are easily found."""
    if len(tellings) <= _MOST:
        yield from combinations(range(len(tellings)), 2)
        return
    found: dict[str, int] = {}
    of_subject = {telling.subject.slug: number for number, telling in enumerate(tellings)}
    for number, telling in enumerate(tellings):
        yield found.setdefault(telling.text, number), number
        if telling.entry.same in of_subject:
            yield of_subject[telling.entry.same], number


def _connected(one: Telling, other: Telling) -> bool:
    if one.subject is other.subject:
        return False
    if one.entry.same == other.subject.slug or other.entry.same == one.subject.slug:
        return True
    return len(one.entry.date) == _DAY and is_same(one, other)
