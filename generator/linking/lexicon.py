"""The lexicon: every phrase that names a subject, and the matches of them in texts.

One pass of an Aho-Corasick automaton over the folded text finds the phrases, whatever their number;
word boundaries are then checked for all matches at once, and of those that overlap the leftmost and
longest is kept. What a match means and whether it becomes a link is not known here: see `senses`
and `linker`.

Rules of matching, beside those of `folding` and `boundaries`:

- Case counts: "US" is not "us". A phrase in lower case also matches with a capital where a
  sentence begins.
- Regular plurals come by themselves (`inflections`), unless an explainer lists the same phrase.
- An English possessive belongs to the match: "Libya's", "the Emirates'".
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, DoubleArrayAhoCorasick
from numpy.typing import NDArray

from generator.linking import boundaries
from generator.linking.boundaries import Mask
from generator.linking.folding import Folded, Offsets, as_folded, fold, fold_phrase
from generator.linking.inflections import plural
from generator.model.explainer import Era, ExplainerKind

Numbers = NDArray[np.int32]

NOBODY = -1
"""The number of no subject."""

# Stands between texts that are scanned together; no phrase holds it, and it ends every word.
_SEPARATOR = "\x7f"
# So many separators stand before and behind all of them, so that what is two characters away can be
# asked of every match.
_AROUND = ("", "")
# Texts are scanned some at a time, so that what is found and the arrays about it fit a processor's
# cache.
_BATCH = 1 << 17
_OPENERS = " \"'“”‘([«„"
_SENTENCE_ENDS = ".!?…:\x7f"
_APOSTROPHE = ord("'")
# Longer matches are ordered as if they were as long as this.
_LONGEST = 1 << 12
_LONGEST_QUOTATION = 500
_WORD_FOLLOWS = re.compile(r" \w")
_OPENING_MARK = re.compile(r"(?<!\w)'(?=\w|$)")
_CLOSING_MARK = re.compile(r"(?<=[\w.,!?…])'(?!\w)")


@dataclass(frozen=True, slots=True)
class Name:
    """A phrase as one explainer claims it."""

    text: str
    """The phrase."""
    slug: str
    """The explainer."""
    kind: ExplainerKind | None = None
    """What the explainer is about, on which plurals depend; None for no plural."""
    eras: tuple[Era, ...] = ()
    """When the phrase named the subject: in all of these."""
    rejected: bool = False
    """Whether the explainer says that the phrase is *not* its subject, whatever stands in it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An explainer that claims a phrase."""

    slug: str
    """The explainer."""
    eras: tuple[Era, ...] = ()
    """When the phrase named the subject: in all of these."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Matches in several texts, as columns; sorted by text and place, never overlapping.

    Offsets are global: those of the texts laid end to end with one character between them.
    """

    starts: Offsets
    """Offset of the first character of each match."""
    ends: Offsets
    """Offset after its last character, the possessive included."""
    phrases: Numbers
    """Number of the phrase."""


class Lexicon:
    """Phrases compiled for matching. Building costs time in their number; matching hardly does."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Compile the names of all explainers."""
        claims: dict[str, dict[str, Claim]] = {}
        rejecting: dict[str, set[str]] = {}
        plurals: list[Name] = []
        for name in names:
            phrase = fold_phrase(name.text)
            if not phrase:
                continue
            if name.rejected:
                rejecting.setdefault(phrase, set()).add(name.slug)
                continue
            claims.setdefault(phrase, {}).setdefault(name.slug, Claim(name.slug, name.eras))
            plurals.append(name)
        generated: dict[str, dict[str, Claim]] = {}
        for name in plurals:
            phrase = plural(fold_phrase(name.text), name.kind) if name.kind else ""
            if phrase and phrase not in claims and phrase not in rejecting:
                claim = Claim(name.slug, name.eras)
                generated.setdefault(phrase, {}).setdefault(name.slug, claim)
        claims |= generated
        for phrase, slugs in rejecting.items():
            for slug in slugs:
                claims.setdefault(phrase, {}).pop(slug, None)
        self.phrases: tuple[str, ...] = tuple(sorted(claims))
        """Every phrase, folded."""
        self.claims: tuple[tuple[Claim, ...], ...] = tuple(
            tuple(claims[phrase][slug] for slug in sorted(claims[phrase]))
            for phrase in self.phrases
        )
        """Who claims each phrase, sorted; nobody, where explainers only say it is not theirs."""
        self.slugs: tuple[str, ...] = tuple(
            sorted({claim.slug for claimed in self.claims for claim in claimed})
        )
        """The subjects, sorted."""
        self.rivals: frozenset[str] = frozenset(
            claim.slug for claimed in self.claims if len(claimed) > 1 for claim in claimed
        )
        """The subjects that share a phrase with another."""
        numbers = {slug: number for number, slug in enumerate(self.slugs)}
        self.alone: Numbers = alone(self.claims, numbers)
        """Number of the subject that each phrase stands for without question; or `NOBODY`."""
        self._compile(claims)

    def _compile(self, claims: dict[str, dict[str, Claim]]) -> None:
        patterns = list(self.phrases)
        owners = list(range(len(patterns)))
        self._capitalised: dict[int, int] = {}
        for number, phrase in enumerate(self.phrases):
            capitalised = phrase[0].upper() + phrase[1:]
            if capitalised != phrase and capitalised not in claims:
                self._capitalised[number] = len(patterns)
                patterns.append(capitalised)
                owners.append(number)
        self._owner = np.array(owners, np.int32)
        self._edges = boundaries.edges(list(self.phrases))
        self._patterns = [pattern.encode() for pattern in patterns]

    @cached_property
    def _overlapping(self) -> DoubleArrayAhoCorasick:
        return DoubleArrayAhoCorasick(self._patterns)

    @cached_property
    def _longest(self) -> DoubleArrayAhoCorasick:
        return DoubleArrayAhoCorasick(self._patterns, MATCH_KIND_LEFTMOST_LONGEST)

    def claims_of(self, phrase: str) -> tuple[Claim, ...]:
        """Return who claims a folded phrase."""
        number = self._number(phrase)
        return () if number is None else self.claims[number]

    def _number(self, phrase: str) -> int | None:
        at = bisect_left(self.phrases, phrase)
        return at if self.phrases[at : at + 1] == (phrase,) else None

    def scan(self, texts: Sequence[str], every: Mask | bool = True) -> Matches:
        """Return the matches at word boundaries in several texts.

        Args:
            texts: the texts.
            every: in which of them every match is wanted; in the others those are left out that
                `select` drops for another one that is returned.
        """
        wanted = np.broadcast_to(every, len(texts))
        return together(self._scan(batch) for batch in _batches(texts, wanted) if self.phrases)

    def _scan(self, batch: "_Batch") -> Matches:
        folded = fold(batch.text)
        found = self._every(folded, 0, None) if batch.every else self._leftmost_longest(folded)
        starts, ends = folded.original(found.starts, found.ends)
        ahead = batch.ahead(starts)
        return Matches(starts + ahead, ends + ahead, found.phrases)

    def _every(self, folded: Folded, first: int, last: int | None) -> Matches:
        """Return every match between two bytes of a folded text."""
        found = self._overlapping.find_overlapping(folded.utf8[first:last])
        starts, ends, patterns = _columns(found)
        starts, ends = folded.characters(starts + first), folded.characters(ends + first)
        kept = self._stands(folded, patterns, starts, ends)
        # Backwards, so that "McDonald's" as a phrase comes before "McDonald" and a possessive.
        starts, ends, patterns = starts[kept][::-1], ends[kept][::-1], patterns[kept][::-1]
        return Matches(starts, _with_possessives(folded, starts, ends), self._owner[patterns])

    def _leftmost_longest(self, folded: Folded) -> Matches:
        """Return the matches of a folded text that `select` may keep, at much less than all cost.

        The automaton picks the leftmost match, of those the longest, and goes on behind it, as
        `select` does, but it knows neither boundaries nor possessives. Where all its picks stand
        between boundaries and end before the next one, each is the first that `select` takes behind
        the one before, as no match begins sooner and none there is longer; so, by induction, the
        picks are what `select` keeps of all matches. No phrase reaches over the edge of a passage,
        so other passages alone are scanned again for every match.
        """
        places, ends, patterns = _columns(self._longest.find(folded.utf8))
        starts, ends = folded.characters(places), folded.characters(ends)
        doubtful = ~self._stands(folded, patterns, starts, ends)
        ends = _with_possessives(folded, starts, ends)
        doubtful[:-1] |= ends[:-1] > starts[1:]
        picked = Matches(starts, ends, self._owner[patterns])
        if not doubtful.any():
            return picked
        edges = np.flatnonzero(np.frombuffer(folded.utf8, np.uint8) == ord(_SEPARATOR))
        passages = np.searchsorted(edges, places)
        again = np.unique(passages[doubtful])
        sure = ~np.isin(passages, again)
        picked = Matches(starts[sure], ends[sure], picked.phrases[sure])
        spans = zip(edges[again - 1].tolist(), edges[again].tolist(), strict=True)
        return together([picked, *(self._every(folded, *span) for span in spans)])

    def _stands(self, folded: Folded, patterns: Offsets, starts: Offsets, ends: Offsets) -> Mask:
        """Return which matches stand between boundaries, and with a capital where one may be."""
        phrases = self._owner[patterns]
        stands = boundaries.bounded(folded.codes, starts, ends, self._edges, phrases)
        for number in np.flatnonzero(stands & (patterns >= len(self.phrases))):
            stands[number] = _begins_sentence(folded.text, int(starts[number]))
        return stands

    def standing(self, texts: Sequence[str], phrases: Sequence[Set[str]]) -> list[set[str]]:
        """Return which of some phrases stand in each of several texts.

        Where they are few, an automaton of these alone costs less than all the others found.

        Args:
            texts: the texts.
            phrases: for each text the phrases, folded; those that the lexicon does not hold are
                left out.
        """
        folded = [fold(text) for text in texts]
        whole = as_folded(join([*_AROUND, *(text.text for text in folded), *_AROUND]))
        places: list[tuple[int, int, int]] = []
        numbers: list[int] = []
        begin = len(_AROUND)
        for number, text in enumerate(folded):
            patterns = self._patterns_of(phrases[number])
            here = _overlapping([self._patterns[p] for p in patterns], text.utf8)
            places += [(begin + start, begin + end, patterns[at]) for start, end, at in here]
            numbers += [number] * len(here)
            begin += len(text.utf8) + 1
        starts, ends, found = _columns(places)
        starts, ends = whole.characters(starts), whole.characters(ends)
        stands = np.flatnonzero(self._stands(whole, found, starts, ends)).tolist()
        standing: list[set[str]] = [set() for _ in texts]
        for row in stands:
            standing[numbers[row]].add(self.phrases[self._owner[found[row]]])
        return standing

    def _patterns_of(self, phrases: Iterable[str]) -> list[int]:
        """Return the numbers of the patterns of some phrases."""
        numbers = [number for number in map(self._number, phrases) if number is not None]
        return numbers + [self._capitalised[n] for n in numbers if n in self._capitalised]

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return the chosen matches in one text: start, end and phrase of each, in order."""
        chosen = select(self.scan([text], every=False))
        columns = zip(chosen.starts.tolist(), chosen.ends.tolist(), chosen.phrases, strict=True)
        return [(start, end, self.phrases[phrase]) for start, end, phrase in columns]


def alone(claims: Iterable[Sequence[Claim]], numbers: Mapping[str, int]) -> Numbers:
    """Return which subject each phrase stands for without question, or `NOBODY`.

    Args:
        claims: who claims each phrase.
        numbers: the number of each subject.
    """
    subjects = (
        numbers[claimed[0].slug] if len(claimed) == 1 and not claimed[0].eras else NOBODY
        for claimed in claims
    )  # fmt: skip
    return np.fromiter(subjects, np.int32)


def together(found: Iterable[Matches]) -> Matches:
    """Return matches found apart as one; the order stays."""
    none = np.empty(0, np.int64)
    columns = [(none, none, np.empty(0, np.int32))]
    columns += [(matches.starts, matches.ends, matches.phrases) for matches in found]
    return Matches(*map(np.concatenate, zip(*columns, strict=True)))


def select(matches: Matches) -> Matches:
    """Return the matches that do not overlap: the leftmost, of those the longest, in order.

    Of two of one span the first given wins.
    """
    if not len(matches.starts):
        return matches
    length = np.minimum(matches.ends - matches.starts, _LONGEST - 1)
    order = np.argsort(matches.starts * _LONGEST + (_LONGEST - 1 - length), kind="stable")
    starts, ends = matches.starts[order], matches.ends[order]
    reach = np.maximum.accumulate(ends)
    kept = np.concatenate(([True], starts[1:] >= reach[:-1]))
    heads = np.flatnonzero(kept)
    tails = np.concatenate((heads[1:], [len(order)]))
    # Where the first of a group of overlapping matches spans all of them, it is the one to keep;
    # the other groups are rare.
    for group in np.flatnonzero(reach[tails - 1] > ends[heads]):
        last = ends[heads[group]]
        for number in range(heads[group] + 1, tails[group]):
            if starts[number] >= last:
                kept[number] = True
                last = ends[number]
    chosen = order[kept]
    return Matches(matches.starts[chosen], matches.ends[chosen], matches.phrases[chosen])


def lay_out(texts: Sequence[str]) -> Offsets:
    """Return the global offset at which each text begins, and where the next one would."""
    return end_to_end([len(text) for text in texts])


def end_to_end(lengths: Sequence[int]) -> Offsets:
    """Return what `lay_out` does, for the lengths of texts."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(np.array(lengths, np.int64) + 1)))


def join(texts: Sequence[str]) -> str:
    """Return texts as one in which each is scanned as if it stood alone."""
    return _SEPARATOR.join(texts)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some texts joined, to be scanned together."""

    text: str
    """The texts with a separator between them, and a margin on both sides."""
    begins: Offsets
    """Where each of them begins in there."""
    offsets: Offsets
    """The global offset at which it begins."""
    every: bool
    """Whether every match in them is wanted."""

    def ahead(self, places: Offsets) -> Offsets:
        """Return how far ahead of places in the batch their global offsets are."""
        ahead = self.offsets - self.begins
        if ahead[0] == ahead[-1]:
            return ahead[:1]
        return ahead[np.searchsorted(self.begins, places, side="right") - 1]


def _batches(texts: Sequence[str], every: Mask) -> Iterator[_Batch]:
    """Yield all texts in batches; those in ASCII apart, as they cost much less."""
    offsets = lay_out(texts)
    ascii = np.fromiter(map(str.isascii, texts), np.bool_, len(texts))
    for kind in (ascii & ~every, ~ascii & ~every, ascii & every, ~ascii & every):
        chosen = np.flatnonzero(kind)
        sizes = offsets[chosen + 1] - offsets[chosen]
        ends = np.cumsum(sizes)
        marks = np.arange(_BATCH, ends[-1] + _BATCH if len(ends) else 0, _BATCH)
        edges = np.unique(np.searchsorted(ends, [0, *marks], side="right")).tolist()
        for first, last in pairwise(edges):
            some = chosen[first:last]
            text = join([*_AROUND, *(texts[number] for number in some.tolist()), *_AROUND])
            begins = ends[first:last] - sizes[first:last]
            begins += len(_AROUND) - begins[0]
            yield _Batch(text, begins, offsets[some], bool(every[some[0]]))


def _overlapping(patterns: list[bytes], text: bytes) -> list[tuple[int, int, int]]:
    """Return start, end and number of a few patterns wherever they stand in a text."""
    if not patterns:
        return []
    # Its prefilter takes longer to make than it saves in one text.
    return DoubleArrayAhoCorasick(patterns, use_prefilter=False).find_overlapping(text)


def _columns(found: list[tuple[int, int, int]]) -> tuple[Offsets, Offsets, Offsets]:
    """Return starts, ends and patterns of what the automaton found."""
    flat = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found))
    starts, ends, patterns = flat.reshape(-1, 3).T
    return starts, ends, patterns


def _with_possessives(folded: Folded, starts: Offsets, ends: Offsets) -> Offsets:
    """Return the ends of matches with the possessives that follow them."""
    possessive = boundaries.possessive(folded.codes, ends)
    ends = ends + 2 * possessive
    for number in np.flatnonzero((folded.codes[ends] == _APOSTROPHE) & ~possessive):
        ends[number] += _plural_possessive(folded.text, int(starts[number]), int(ends[number]))
    return ends


def _begins_sentence(text: str, start: int) -> bool:
    return text[max(0, start - 8) : start].rstrip(_OPENERS)[-1:] in _SENTENCE_ENDS


def _plural_possessive(text: str, start: int, end: int) -> bool:
    """Return whether the apostrophe at `end` makes a plural possessive: "the Emirates' oil".

    It does not where it may close a quotation: after an opening mark that nothing has closed.
    """
    if text[end - 1] != "s" or not _WORD_FOLLOWS.match(text, end + 1):
        return False
    before = text[max(text.rfind(_SEPARATOR, 0, start), start - _LONGEST_QUOTATION) : start]
    return len(_OPENING_MARK.findall(before)) <= len(_CLOSING_MARK.findall(before))
