"""The graph of mentions, inverted: who mentions each subject, and which are mentioned together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

Backlinks = Mapping[str, Sequence[str]]
Comentions = Mapping[str, Sequence[tuple[str, int]]]


def backlinks(pages: Iterable[tuple[str, Iterable[str]]]) -> Backlinks:
    """Return, for each subject, the pages that link to it.

    Args:
        pages: slug of each page and of the subjects it links to, each once, in the order in which
            the pages shall be listed.
    """
    inverted: dict[str, list[str]] = defaultdict(list)
    for slug, subjects in pages:
        for subject in subjects:
            inverted[subject].append(slug)
    return dict(inverted)


def comentions(pages: Iterable[Iterable[str]], order: Sequence[str], most: int) -> Comentions:
    """Return, for each subject, those most often on the same pages, with the number of pages.

    Args:
        pages: the subjects that each page links to, each once. What a page costs depends on how
            many they are alone.
        order: all subjects, in the order in which those of the same number come.
        most: how many to return at most.
    """
    place = {subject: n for n, subject in enumerate(order)}
    by_length: dict[int, list[list[int]]] = defaultdict(list)
    for page in pages:
        found = sorted(place[subject] for subject in page)
        by_length[len(found)].append(found)
    pairs = [np.empty(0, np.int64)]
    for length, same in by_length.items():
        one, other = np.triu_indices(length, 1)
        table = np.array(same, np.int64)
        pairs.append((table[:, one] * len(order) + table[:, other]).ravel())
    both, number = np.unique(np.concatenate(pairs), return_counts=True)
    one, other = np.divmod(both, max(len(order), 1))
    # Each pair makes two neighbours.
    of, near, number = np.r_[one, other], np.r_[other, one], np.r_[number, number]
    ranked = np.lexsort((near, -number, of))
    of, near, number = of[ranked], near[ranked], number[ranked]
    ends = np.searchsorted(of, np.arange(len(order) + 1))
    return {
        subject: [(order[near[n]], int(number[n])) for n in range(first, min(last, first + most))]
        for subject, first, last in zip(order, ends[:-1], ends[1:], strict=True)
        if first < last
    }
