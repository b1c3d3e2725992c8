"""Duplicates among articles: the same address written otherwise, or nearly the same text.

Texts are compared in two steps. MinHash signatures with locality-sensitive hashing (Leskovec,
Rajaraman, Ullman: *Mining of Massive Datasets*, chapter 3; the library rensa) name candidates
without comparing every article with every other; the edit distance (rapidfuzz) then decides. The
signature of a text depends on nothing else, and is kept; its words are asked for where another text
has a signature much like it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rensa import RMinHash

from briefings.text.urls import canonical

SAME_TEXT = 0.9
"""Share of two texts that is the same, at least, for them to be duplicates: what two captures of
one article have in common when one has a correction, an update or a caption more."""

# 32 bands of 4 rows find nine in ten pairs that share half of their shingles, and 99 in 100 that
# share 0.6: with texts of SAME_TEXT, whose edits stand together, it is more.
_PERMUTATIONS = 128
_BANDS, _ROWS = 32, 4
_SEED = 1
_SHINGLE = 3
# Beyond this a text is compared by its beginning: the edit distance costs the product of lengths.
_LONGEST = 20_000
# Of many candidates (weather reports, live blogs) the likest are compared.
_CANDIDATES = 20
_KEPT = 1000  # texts at a time, of some kilobytes each
# Scripts without spaces have words of a whole clause.
_LONGEST_WORD = 12


class Reason(StrEnum):
    """Why two articles are duplicates."""

    ADDRESS = "same address"
    TEXT = "same text"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells texts that are nearly the same from others, without the texts."""

    digest: bytes
    """Digest of the words, without case and punctuation; empty for a text without words."""
    signature: bytes
    """The MinHash of its shingles: numbers of 32 bits, the lowest byte first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article as far as duplicates go."""

    name: str
    """What it is called in a finding, such as its file."""
    url: str
    """Its address; empty where it is not known."""
    print: Fingerprint
    """The fingerprint of its text."""
    text: Callable[[], str]
    """Gives its body as plain text."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two articles that are one."""

    first: str
    """Name of the one that was there before."""
    second: str
    """Name of the one that repeats it."""
    reason: Reason
    """How that was seen; the address comes before the text."""
    similarity: float
    """Share of the text that is the same, from 0 to 1; 1 for the same address."""


def find(new: Iterable[Candidate], existing: Iterable[Candidate] = ()) -> tuple[Duplicate, ...]:
    """Return the duplicates among new articles, and of new articles among existing ones.

    Args:
        new: articles to be added, in order; or all, to look among them.
        existing: articles that are there already.

    Returns:
        For each new article that repeats an earlier one, that pair; of several earlier ones the
        first with the same address, else the one with the likest text. In the order of `new`.
    """
    before, later = list(existing), list(new)
    near = iter(_have_near_ones([c.print.signature for c in (*before, *later)]))
    index = _Index()
    for candidate in before:
        index.add(candidate, near=next(near))
    found = []
    for candidate in later:
        is_near = next(near)
        duplicate = index.look_up(candidate, near=is_near)
        if duplicate:
            found.append(duplicate)
        index.add(candidate, near=is_near)
    return tuple(found)


def _fold(text: str) -> str:
    """Return the words of a text, without case, punctuation and forms of spaces."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    return " ".join(re.findall(r"\w+", text)[:_LONGEST])[:_LONGEST]


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
    signature = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    signature.update(sorted(_shingles(folded)))
    return Fingerprint(
        sha256(folded.encode()).digest(), np.array(signature.digest(), "<u4").tobytes()
    )


class _Index:
    """What was seen so far. One entry stands for all texts that are the same word for word."""

    def __init__(self) -> None:
        self.by_address: dict[str, str] = {}
        self.by_digest: dict[bytes, str] = {}
        self.different: list[Candidate] = []
        self.bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
        # Texts that are alike are asked for again and again.
        self.folded = lru_cache(_KEPT)(lambda n: _fold(self.different[n].text()))

    def add(self, candidate: Candidate, *, near: bool) -> None:
        address = canonical(candidate.url)
        if address:
            self.by_address.setdefault(address, candidate.name)
        seen = candidate.print
        if not seen.digest or seen.digest in self.by_digest:
            return
        self.by_digest[seen.digest] = candidate.name
        if not near:
            return
        for band in _bands(seen.signature):
            self.bands[band].append(len(self.different))
        self.different.append(candidate)

    def look_up(self, candidate: Candidate, *, near: bool) -> Duplicate | None:
        name = candidate.name
        address = canonical(candidate.url)
        if address in self.by_address:
            return Duplicate(self.by_address[address], name, Reason.ADDRESS, 1.0)
        if not candidate.print.digest:
            return None
        same = self.by_digest.get(candidate.print.digest)
        if same is not None:
            return Duplicate(same, name, Reason.TEXT, 1.0)
        return self._likest(candidate) if near else None

    def _likest(self, candidate: Candidate) -> Duplicate | None:
        signature = candidate.print.signature
        near = {n for band in _bands(signature) for n in self.bands.get(band, ())}
        if not near:
            return None
        folded = _fold(candidate.text())
        numbers = sorted(near)
        alike = _alike(signature, [self.different[n].print.signature for n in numbers])
        likest = [numbers[place] for place in np.argsort(-alike, kind="stable").tolist()]
        best: tuple[float, int] | None = None
        for number in likest[:_CANDIDATES]:
            cutoff = max(SAME_TEXT, best[0] if best else 0.0) * 100
            ratio = fuzz.ratio(folded, self.folded(number), score_cutoff=cutoff) / 100
            if ratio and (best is None or (ratio, -number) > (best[0], -best[1])):
                best = ratio, number
        if best is None:
            return None
        return Duplicate(
            self.different[best[1]].name, candidate.name, Reason.TEXT, round(best[0], 3)
        )


def _have_near_ones(signatures: Sequence[bytes]) -> NDArray[np.bool_]:
    """Return for each text whether another one may share a band with it; few do.

    All that share one are among them, and now and then one whose number is the same by chance.
    """
    found = np.zeros(len(signatures), bool)
    there = np.array([bool(signature) for signature in signatures], bool)
    rows = np.frombuffer(b"".join(signatures), "<u8").reshape(-1, _BANDS, _ROWS // 2)
    mixed = (rows * np.array([1, 0x9E3779B97F4A7C15], np.uint64)).sum(axis=2, dtype=np.uint64)
    for band in mixed.T:
        _, which, number = np.unique(band, return_inverse=True, return_counts=True)
        found[there] |= number[which] > 1
    return found


def _bands(signature: bytes) -> Iterable[tuple[int, bytes]]:
    """Yield the bands of a signature: texts that share one are worth a look."""
    size = len(signature) // _BANDS
    return ((n, signature[n * size : (n + 1) * size]) for n in range(_BANDS))


def _alike(signature: bytes, others: Sequence[bytes]) -> NDArray[np.float64]:
    """Return the estimates of which share of their shingles a text has in common with others."""
    one = np.frombuffer(signature, "<u4")
    rest = np.frombuffer(b"".join(others), "<u4").reshape(len(others), len(one))
    shares: NDArray[np.float64] = np.mean(rest == one, axis=1)
    return shares
