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
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np
from daachorse import DoubleArrayAhoCorasick

from briefings.linking import boundaries
from briefings.linking.batches import AROUND, SEPARATOR, Batch, batches, join
from briefings.linking.beginnings import Beginnings, columns
from briefings.linking.boundaries import Mask
from briefings.linking.folding import Folded, Offsets, as_folded, fold, fold_phrase
from briefings.linking.inflections import plural
from briefings.linking.matches import Matches, Numbers, select, together
from briefings.model.explainer import Era, ExplainerKind

NOBODY = -1
"""The number of no subject."""

# So many texts tell which states of an automaton are the busy ones. All 5,500 of the benchmark told
# no more, and took longer to run through.
_SAMPLE = 3000
_OPENERS = " \"'“”‘([«„"
_SENTENCE_ENDS = ".!?…:\x7f"
_APOSTROPHE = ord("'")
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
        self.numbers: dict[str, int] = {slug: n for n, slug in enumerate(self.slugs)}
        """Number of each subject."""
        self.alone: Numbers = alone(self.claims, self.numbers)
        """Number of the subject that each phrase stands for without question; or `NOBODY`."""
        self._compile(claims)

    def _compile(self, claims: dict[str, dict[str, Claim]]) -> None:
        self._edges = boundaries.edges(list(self.phrases))
        # Behind the phrases come those of them that may also begin with a capital.
        capitalised = {
            number: capital
            for number, phrase in enumerate(self.phrases)
            if (capital := phrase[0].upper() + phrase[1:]) != phrase and capital not in claims
        }
        self._patterns = [p.encode() for p in (*self.phrases, *capitalised.values())]
        self._uncapitalised = np.array([*capitalised], np.int32)
        self._capitalised = dict(zip(capitalised, count(len(self.phrases)), strict=False))
        self._made: Beginnings | None = None

    @cached_property
    def _overlapping(self) -> DoubleArrayAhoCorasick:
        return DoubleArrayAhoCorasick(self._patterns)

    def _longest(self, like: Sequence[str]) -> Beginnings:
        """Return what finds leftmost-longest matches; it is made once, for texts like these."""
        if self._made is None:
            sample = [text.encode(errors="replace") for text in like[:: len(like) // _SAMPLE + 1]]
            self._made = Beginnings(self._patterns, sample)
        return self._made

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
        scanned = batches(texts, wanted) if self.phrases else ()
        return together(self._scan(batch, texts) for batch in scanned)

    def _scan(self, batch: Batch, like: Sequence[str]) -> Matches:
        folded = fold(batch.text)
        if batch.every:
            found = self._every(folded, 0, None)
        else:
            found = self._leftmost_longest(folded, self._longest(like))
        starts, ends = folded.original(found.starts, found.ends)
        ahead = batch.ahead(starts)
        return Matches(starts + ahead, ends + ahead, found.phrases)

    def _every(self, folded: Folded, first: int, last: int | None) -> Matches:
        """Return every match between two bytes of a folded text."""
        found = self._overlapping.find_overlapping(folded.utf8[first:last])
        starts, ends, patterns = columns(found)
        starts, ends = folded.characters(starts + first), folded.characters(ends + first)
        phrases, stands = self._judge(folded, patterns, starts, ends)
        # Backwards, so that "McDonald's" as a phrase comes before "McDonald" and a possessive.
        starts, ends, phrases = starts[stands][::-1], ends[stands][::-1], phrases[stands][::-1]
        return Matches(starts, _with_possessives(folded, starts, ends), phrases)

    def _leftmost_longest(self, folded: Folded, longest: Beginnings) -> Matches:
        """Return the matches of a folded text that `select` may keep, at much less than all cost.

        The automaton picks the leftmost match, of those the longest, and goes on behind it, as
        `select` does, but it knows neither boundaries nor possessives, and it looks at beginnings.
        Where all its picks stand whole between boundaries and end before the next one, each is the
        first that `select` takes behind the one before, as no match begins sooner and none there is
        longer; so, by induction, the picks are what `select` keeps of all matches. No phrase
        reaches over the edge of a passage, so other passages alone are scanned again for every
        match.
        """
        found = longest.find(folded.utf8)
        starts, ends = folded.characters(found.starts), folded.characters(found.ends)
        phrases, stands = self._judge(folded, found.patterns, starts, ends)
        ends = _with_possessives(folded, starts, ends)
        doubtful = ~(stands & found.whole)
        doubtful[:-1] |= ends[:-1] > starts[1:]
        picked = Matches(starts, ends, phrases)
        if not doubtful.any():
            return picked
        edges = np.flatnonzero(np.frombuffer(folded.utf8, np.uint8) == ord(SEPARATOR))
        passages = np.searchsorted(edges, found.starts)
        again = np.unique(passages[doubtful])
        sure = ~np.isin(passages, again)
        picked = Matches(starts[sure], ends[sure], phrases[sure])
        spans = zip(edges[again - 1].tolist(), edges[again].tolist(), strict=True)
        return together([picked, *(self._every(folded, *span) for span in spans)])

    def _judge(
        self, folded: Folded, patterns: Offsets, starts: Offsets, ends: Offsets
    ) -> tuple[Numbers, Mask]:
        """Return the phrases that were matched, and whether each match may stand where it does.

        It may between boundaries; with a capital in place of a small letter, where a sentence
        begins.
        """
        phrases = patterns.astype(np.int32)
        capitalised = np.flatnonzero(patterns >= len(self.phrases))
        phrases[capitalised] = self._uncapitalised[patterns[capitalised] - len(self.phrases)]
        stands = boundaries.bounded(folded.codes, starts, ends, self._edges, phrases)
        for number in capitalised[stands[capitalised]].tolist():
            stands[number] = _begins_sentence(folded.text, int(starts[number]))
        return phrases, stands

    def standing(self, texts: Sequence[str], phrases: Sequence[Set[str]]) -> list[set[str]]:
        """Return which of some phrases stand in each of several texts.

        Where they are few, an automaton of these alone costs less than all the others found.

        Args:
            texts: the texts.
            phrases: for each text the phrases, folded; those that the lexicon does not hold are
                left out.
        """
        folded = [fold(text) for text in texts]
        whole = as_folded(join([*AROUND, *(text.text for text in folded), *AROUND]))
        places: list[tuple[int, int, int]] = []
        numbers: list[int] = []
        begin = len(AROUND)
        for number, text in enumerate(folded):
            patterns = self._patterns_of(phrases[number])
            here = _overlapping([self._patterns[p] for p in patterns], text.utf8)
            places += [(begin + start, begin + end, patterns[at]) for start, end, at in here]
            numbers += [number] * len(here)
            begin += len(text.utf8) + 1
        starts, ends, found = columns(places)
        starts, ends = whole.characters(starts), whole.characters(ends)
        matched, stands = self._judge(whole, found, starts, ends)
        standing: list[set[str]] = [set() for _ in texts]
        for row in np.flatnonzero(stands).tolist():
            standing[numbers[row]].add(self.phrases[matched[row]])
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


def _overlapping(patterns: list[bytes], text: bytes) -> list[tuple[int, int, int]]:
    """Return start, end and number of a few patterns wherever they stand in a text."""
    if not patterns:
        return []
    # Its prefilter takes longer to make than it saves in one text.
    return DoubleArrayAhoCorasick(patterns, use_prefilter=False).find_overlapping(text)


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
    before = text[max(text.rfind(SEPARATOR, 0, start), start - _LONGEST_QUOTATION) : start]
    return len(_OPENING_MARK.findall(before)) <= len(_CLOSING_MARK.findall(before))
