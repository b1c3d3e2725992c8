"""Duplicates among articles: two captures with the same address, or with nearly the same text.

Texts are compared in two steps. MinHash signatures with locality-sensitive hashing (Leskovec,
Rajaraman, Ullman: *Mining of Massive Datasets*, chapter 3; the library rensa) find candidates
without comparing every article with every other; the edit distance (rapidfuzz) then decides. The
signature of a text depends on nothing else, so it is stored. The text itself is loaded only when
another text has a similar signature.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from itertools import chain

from rapidfuzz import fuzz
from rensa import RMinHash

from briefings.text.urls import canonical

SAME_TEXT = 0.9
"""Minimal similarity of duplicates: two captures of one article have this much in common when one
has a correction, an update or a caption more."""

# 32 bands of 4 rows find nine in ten pairs that share half of their shingles, and 99 in 100 that
# share 0.6. Texts with a similarity of SAME_TEXT share more, because their edits stand together.
_PERMUTATIONS = 128
_BAND_BYTES = 4 * 4
_SEED = 1
_SHINGLE = 3
# A longer text is compared by its beginning: the edit distance costs the product of the lengths.
_LONGEST = 20_000
# Of many candidates (weather reports, live blogs) the most similar ones are compared.
_CANDIDATES = 20
_CACHED_TEXTS = 1000  # of some kilobytes each
# Scripts without spaces have words as long as a clause.
_LONGEST_WORD = 12


class Reason(StrEnum):
    """Why two articles are duplicates."""

    ADDRESS = "same address"
    TEXT = "same text"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is needed to find similar texts without the texts."""

    digest: bytes
    """SHA-256 of the words, without case and punctuation; empty for a text without words."""
    signature: bytes
    """MinHash of the shingles: 128 little-endian numbers of 32 bits."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article to compare with others."""

    name: str
    """Its name in `Duplicate`, such as its file."""
    url: str
    """Its address; empty if unknown."""
    fingerprint: Fingerprint
    """The fingerprint of its text."""
    text: Callable[[], str]
    """Returns its body as plain text."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two captures of the same article."""

    first: str
    """Name of the earlier one."""
    second: str
    """Name of the one that repeats it."""
    reason: Reason
    """How it was found; the address is compared before the text."""
    similarity: float
    """Similarity of the texts from 0 to 1; 1 for the same address."""


def find(new: Iterable[Candidate], existing: Iterable[Candidate] = ()) -> tuple[Duplicate, ...]:
    """Return the duplicates among new articles, and of new articles among existing ones.

    Args:
        new: articles in order. Each is compared with those before it and with `existing`.
        existing: articles that are not compared with each other.

    Returns:
        For each new article that repeats earlier ones, one pair: with the first that has the same
        address, else with the one that has the most similar text. In the order of `new`.
    """
    before = list(existing)
    candidates = [*before, *new]
    near = _near([candidate.fingerprint.signature for candidate in candidates])
    by_address: dict[str, str] = {}
    by_digest: dict[bytes, str] = {}
    index = _Index()
    found = []
    for number, candidate in enumerate(candidates):
        name, digest = candidate.name, candidate.fingerprint.digest
        address = canonical(candidate.url)
        duplicate = None
        if address in by_address:
            duplicate = Duplicate(by_address[address], name, Reason.ADDRESS, 1.0)
        elif digest in by_digest:
            duplicate = Duplicate(by_digest[digest], name, Reason.TEXT, 1.0)
        elif number in near and number >= len(before):
            duplicate = index.most_similar(candidate)
        if duplicate and number >= len(before):
            found.append(duplicate)
        if address:
            by_address.setdefault(address, name)
        if digest and digest not in by_digest:
            by_digest[digest] = name
            if number in near:
                index.add(candidate)
    return tuple(found)


def _fold(text: str) -> str:
    """Return the words of a text, without case, punctuation and kinds of spaces."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    return " ".join(re.findall(r"\w+", text))[:_LONGEST]


def _shingles(folded: str) -> set[str]:
    words: list[str] = []
    for word in folded.split():
        if len(word) > _LONGEST_WORD and not word.isascii():
            words.extend(word)
        else:
            words.append(word)
    return {" ".join(words[n : n + _SHINGLE]) for n in range(max(len(words) - _SHINGLE + 1, 1))}


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a plain text."""
    folded = _fold(text)
    if not folded:
        return Fingerprint(b"", b"")
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update(list(_shingles(folded)))
    signature = b"".join(number.to_bytes(4, "little") for number in minhash.digest())
    return Fingerprint(sha256(folded.encode()).digest(), signature)


class _Index:
    """Candidates by the bands of their signatures."""

    def __init__(self) -> None:
        self._candidates: list[Candidate] = []
        self._bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
        # It takes no number of a candidate: a reference to the index would make it a cycle, which
        # stays in memory until the garbage collector runs.
        self._folded = lru_cache(_CACHED_TEXTS)(lambda candidate: _fold(candidate.text()))

    def add(self, candidate: Candidate) -> None:
        for band in _bands(candidate.fingerprint.signature):
            self._bands[band].append(len(self._candidates))
        self._candidates.append(candidate)

    def most_similar(self, candidate: Candidate) -> Duplicate | None:
        """Return the candidate with the most similar text, the first in a tie; None if none is."""
        bands = _bands(candidate.fingerprint.signature)
        # The share of common bands grows with the share of common shingles.
        common = Counter(chain.from_iterable(self._bands.get(band, ()) for band in bands))
        if not common:
            return None
        folded = _fold(candidate.text())
        best, first = 0.0, 0
        for number in sorted(common, key=lambda n: (-common[n], n))[:_CANDIDATES]:
            cutoff = 100 * max(SAME_TEXT, best)
            ratio = (
                fuzz.ratio(folded, self._folded(self._candidates[number]), score_cutoff=cutoff)
                / 100
            )
            if (ratio, -number) > (best, -first):
                best, first = ratio, number
        if not best:
            return None
        name = self._candidates[first].name
        return Duplicate(name, candidate.name, Reason.TEXT, round(best, 3))


def _near(signatures: Sequence[bytes]) -> set[int]:
    """Return the numbers of the signatures that share a band with another one.

    Only these are indexed: an index needs 3 kB for each text.
    """
    near: set[int] = set()
    for start in range(0, 4 * _PERMUTATIONS, _BAND_BYTES):
        first: dict[bytes, int] = {}
        for number, signature in enumerate(signatures):
            if signature:
                other = first.setdefault(signature[start : start + _BAND_BYTES], number)
                if other != number:
                    near |= {number, other}
    return near


def _bands(signature: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the bands of a signature, each with its position."""
    return ((n, signature[n : n + _BAND_BYTES]) for n in range(0, len(signature), _BAND_BYTES))
