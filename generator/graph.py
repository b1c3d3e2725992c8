"""The graph of mentions, inverted: who mentions each subject, and which are mentioned together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations

Backlinks = Mapping[str, Sequence[str]]
Comentions = Mapping[str, Mapping[str, int]]


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


def comentions(pages: Iterable[Iterable[str]]) -> Comentions:
    """Return, for each subject, the other subjects on the same pages with the number of pages.

    Args:
        pages: the subjects that each page links to, each once. What a page costs depends on how
            many they are alone.
    """
    pairs = Counter(chain.from_iterable(combinations(sorted(page), 2) for page in pages))
    together: dict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), number in pairs.items():
        together[one][other] = together[other][one] = number
    return dict(together)
