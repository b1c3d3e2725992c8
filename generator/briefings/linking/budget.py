"""The link budget: how many links a text can carry, and which ones are worth it.

A page full of links is read by nobody: each one asks the reader whether to follow it. Where a page
has more than its length allows, those links stay whose subjects are the most central on this page
and the rarest elsewhere, by tf-idf (Spärck Jones, A statistical interpretation of term specificity,
1972); of several links to one subject the later ones go first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

# A text counts a word for so many characters at least, as not all scripts have spaces. English
# takes 6 with the space, German 7, Finnish 8; a longer mean would make `may_exceed` tell less.
_LONGEST_WORD = 8
# A short text may have as many whatever its budget: a brief of two sentences can name ten subjects.
_ALWAYS = 10
_SPACE = ord(" ")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Links that pages would have, as columns, page after page and in reading order."""

    page: Counts
    """Number of the page."""
    first: Mask
    """Whether it is the page's first link to its subject."""
    mentions: Counts
    """How often the page mentions the subject."""
    briefings: Counts
    """How many briefings mention the subject."""


def allowed(texts: Sequence[str], per_100_words: float) -> int:
    """Return how many links a page of these texts may have."""
    words = max(_words(texts), sum(map(len, texts)) // _LONGEST_WORD)
    return int(_links(np.array(words), np.array(per_100_words)))


def may_exceed(
    links: Counts, passages: Counts, characters: Counts, per_100_words: NDArray[np.float64]
) -> Mask:
    """Return which pages may have more links than `allowed`; for the others it is sure they do not.

    Args:
        links: how many links each page would have.
        passages: how many texts it has.
        characters: how long they are, with one character after each.
        per_100_words: its budget.
    """
    fewest_words = (characters - passages) // _LONGEST_WORD
    exceeding: Mask = links > _links(fewest_words, per_100_words)
    return exceeding


def _links(words: Counts, per_100_words: NDArray[np.float64]) -> Counts:
    links: Counts = np.maximum(_ALWAYS, np.floor(words * per_100_words / 100)).astype(np.int64)
    return links


def _words(texts: Sequence[str]) -> int:
    """Return how many words there are between spaces and line ends; much faster than to split."""
    codes = np.frombuffer("\n".join(["", *texts]).encode("utf-8", "replace"), np.uint8)
    gaps = codes <= _SPACE
    return int(np.count_nonzero(gaps[:-1] > gaps[1:]))


def surplus(candidates: Candidates, keep: Counts, briefings: int) -> Mask:
    """Return which links go.

    Args:
        candidates: the links.
        keep: how many stay on each page, by its number.
        briefings: how many briefings there are in all.
    """
    centrality = 1 + np.log(candidates.mentions)
    rarity = np.log(1 + briefings / candidates.briefings)
    # The last key counts first; where all are equal, the order of reading does.
    ranked = np.lexsort((-centrality * rarity, ~candidates.first, candidates.page))
    pages = candidates.page[ranked]
    rank = np.arange(len(pages)) - np.searchsorted(pages, pages)
    gone = np.empty(len(pages), np.bool_)
    gone[ranked] = rank >= keep[pages]
    return gone
