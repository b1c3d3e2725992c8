"""The places in briefings that may be names, with what is needed to decide without the text.

The briefings are read twice, in batches: first for the acronyms that they define, then for all
places, with counts of words. What is kept of them holds no text but the names themselves.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import regex
from msgspec import Struct

from briefings.linking.lexicon import Lexicon, Name
from briefings.model.linking import Annotated, Mention, Verdict
from briefings.suggestions.briefings import Briefing
from briefings.suggestions.definitions import Definition, definitions
from briefings.suggestions.evidence import Counts, Evidence
from briefings.suggestions.runs import Covered, Found, find, key
from briefings.text.name_words import Language, in_a_place, joined_places, joint, language

# A text with neither a word in lower case nor a full stop is a headline or a button.
_PROSE = regex.compile(r"\b[\p{Ll}\p{Lo}]{3}|[^.][.!?][\"'”’»]?$")
_POSSESSIVE = re.compile(r"['’]s?$")
_LAST_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}-]*$")
# Numbers of characters beside a name that show whether it is in a line of a web site.
_BESIDE = 30
_SHORTEST_BESIDE = 20
_NEXT = 15

# ---------------------------------------------------------------------------- acronyms


@dataclass(frozen=True, slots=True)
class Meaning:
    """A definition of an acronym, or a name of two places, which defines nothing."""

    phrase: str
    """The name as written."""
    acronym: str = ""
    """The key of the acronym; empty for two places."""
    slug: str = ""
    """The slug of an explainer with this name, if there is one."""


@dataclass(frozen=True, slots=True)
class Defined:
    """What a batch of briefings defines."""

    meanings: tuple[Meaning, ...]
    """The definitions, in order."""


def defined(briefings: Sequence[Briefing]) -> Defined:
    """Return the definitions of acronyms in a batch."""
    found: list[Meaning] = []
    for briefing in briefings:
        for number, text in _paragraphs(briefing):
            for one in definitions(text) if "(" in text else ():
                slug = _explainer_of(briefing.annotated, number, one)
                found.append(Meaning(text[one.start : one.end], key(one.acronym), slug))
    langs = sorted({briefing.lang for briefing in briefings})
    found += (Meaning(place) for lang in langs for place in joined_places(lang))
    return Defined(tuple(found))


def _explainer_of(annotated: Annotated, number: int, one: Definition) -> str:
    """Return the slug of the explainer that a mention with a defined name means, or nothing."""
    found = (
        mention.subject
        for mention in annotated.mentions
        if mention.passage == number and mention.start <= one.start and one.end <= mention.end
    )
    return next(filter(None, found), "")


# ------------------------------------------------------------------------------ places


class Place(Struct, gc=False, array_like=True):
    """A place that may be a name.

    A struct, because a site has millions of them. It changes only when it is loaded.
    """

    page: int
    """Number of the briefing: in its batch, and in all when it is loaded."""
    passage: int
    """Number of the passage in it."""
    start: int
    """Offset of the first character in the passage."""
    text: str
    """All words that may belong to the name, as written."""
    sure: int
    """Offset in the words of the second, if the first may only begin a sentence; else 0."""
    base: int
    """Offset in the words after the name without the word for an event."""
    before: int
    """Hash of the words before it."""
    after: int
    """Hash of the words after it."""
    next: int
    """Hash of the nearest of them."""
    follows: bool = False
    """Whether an “and” joins it to a name before it."""
    continues: bool = False
    """Whether an “and” joins it to a name after it."""
    weak: bool = False
    """Whether it alone is not a name."""
    titled: bool = False
    """Whether a title precedes it, so that it is a person."""
    inside: bool = False
    """Whether it follows “in”, so that it may be a place."""
    of_office: bool = False
    """Whether a title follows it, so that it may be a part of one."""
    part: str = ""
    """A name of explainers in it that means something else here: “Boston” in “Boston Globe”."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a batch of briefings shows."""

    places: Sequence[Place]
    """The places that may be names, in order."""
    counts: Counts
    """Counts of words."""
    pages: Sequence[tuple[str, str]]
    """The language of each briefing, and the key of its outlet."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads batches; it can be sent to another process."""

    persons: frozenset[str]
    """The slugs of the explainers of persons."""
    rejected: frozenset[str]
    """Phrases that are never a mention."""
    phrases: tuple[str, ...]
    """Names that are not split, sorted."""

    def __call__(self, briefings: Sequence[Briefing]) -> Read:
        """Return what a batch shows."""
        unsplit, evidence = _unsplit(self.phrases), Evidence()
        places: list[Place] = []
        for page, briefing in enumerate(briefings):
            lang = language(briefing.lang)
            covered, parts = self._covered(briefing), _parts(briefing)
            paragraphs = list(_paragraphs(briefing))
            evidence.add_page((text for _, text in paragraphs), lang)
            for number, text in paragraphs:
                for found in _found(text, lang, covered.get(number, ()), unsplit):
                    evidence.add(text, found, lang)
                    part = _part(found, parts.get(number, ()))
                    places.append(_place(page, number, text, found, lang, part))
        pages = [(briefing.lang, key(briefing.outlet)) for briefing in briefings]
        return Read(places, evidence.counts(), pages)

    def _covered(self, briefing: Briefing) -> dict[int, list[Covered]]:
        """Return the covered spans of each passage: mentions, linked or not, and datelines."""
        covered: dict[int, list[Covered]] = {}
        for mention in briefing.annotated.mentions:
            if mention.verdict is Verdict.LONGER_NAME:
                continue
            if not mention.candidates and mention.phrase in self.rejected:
                continue
            person = mention.subject in self.persons
            spans = covered.setdefault(mention.passage, [])
            spans.append(Covered(mention.start, mention.end, person))
        for number, start, end in briefing.datelines:
            covered.setdefault(number, []).append(Covered(start, end, True))
        return covered


@lru_cache(maxsize=1)
def _unsplit(phrases: tuple[str, ...]) -> Lexicon:
    """Return the index of names that are not split, which a process needs for many batches."""
    return Lexicon(Name(phrase, "") for phrase in phrases)


def _paragraphs(briefing: Briefing) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a briefing in which capitals show names."""
    for number, passage in enumerate(briefing.annotated.passages):
        if passage.closed is None and _PROSE.search(passage.text):
            yield number, passage.text


def _parts(briefing: Briefing) -> dict[int, list[Mention]]:
    """Return the mentions of each passage that are parts of longer names of something else."""
    parts: dict[int, list[Mention]] = {}
    for mention in briefing.annotated.mentions:
        if mention.verdict is Verdict.LONGER_NAME:
            parts.setdefault(mention.passage, []).append(mention)
    return parts


def _part(found: Found, parts: Iterable[Mention]) -> str:
    """Return the name of explainers that is a part of a name; empty if there is none."""
    inside = (m.phrase for m in parts if found.start <= m.start and m.end <= found.end)
    return next(inside, "")


def _found(
    text: str, lang: Language, covered: Sequence[Covered], unsplit: Lexicon
) -> Iterator[Found]:
    """Yield the names in a text: those of a lexicon first, then runs of words."""
    taken = list(covered)
    for start, matched, _ in unsplit.find(text):
        end = start + len(_POSSESSIVE.sub("", text[start:matched]))
        if not any(c.start <= start and end <= c.end for c in taken):
            yield Found(start, end, start, end)
            taken.append(Covered(start, end))
    yield from find(text, lang, taken)


def _place(page: int, number: int, text: str, found: Found, lang: Language, part: str) -> Place:
    start, end = found.start, found.end
    before, after = _beside(text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE])
    word = f" {joint(lang.tag)} "
    return Place(
        page=page,
        passage=number,
        start=start,
        text=text[start:end],
        sure=found.sure - start,
        base=found.base - start,
        before=before,
        after=after,
        next=_crc(text[end : end + _NEXT]) if len(text) >= end + _NEXT else 0,
        follows=_follows(text, start, word),
        continues=text.startswith(word, end) and text[end + len(word) :][:1].isupper(),
        weak=found.weak,
        titled=found.titled,
        inside=bool(in_a_place(lang.tag).search(text[max(0, start - 4) : start])),
        of_office=found.of_office,
        part=part,
    )


def _follows(text: str, start: int, word: str) -> bool:
    """Return whether an “and” joins a name to a name before it."""
    if not text.endswith(word, 0, start):
        return False
    return bool(_LAST_NAME.search(text, max(0, start - 40), start - len(word)))


def _beside(before: str, after: str) -> tuple[int, int]:
    """Return hashes of the texts on both sides of a name; 0 for one that is too short.

    In a short line it is the hash of both together.
    """
    if max(len(before), len(after)) < _BESIDE:
        line = _crc(f"{before}\0{after}")
        return line, line
    return _hash(before), _hash(after)


def _hash(side: str) -> int:
    return _crc(side) if len(side) >= _SHORTEST_BESIDE else 0


def _crc(text: str) -> int:
    """Return a hash that is the same in all processes, unlike Python's."""
    return crc32(text.encode("utf-8", "replace"))
