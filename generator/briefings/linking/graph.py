"""The graph of mentions: pages that link to a subject, and subjects linked on the same pages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

Backlinks = Mapping[str, Sequence[str]]
Comentions = Mapping[str, Sequence[tuple[str, int]]]


def backlinks(pages: Iterable[tuple[str, Iterable[str]]]) -> Backlinks:
    """Return, for each subject, the pages that link to it.

    Args:
        pages: slug of each page and of the subjects it links to, each once, in the order in which
            the pages are listed.
    """
    inverted: dict[str, list[str]] = defaultdict(list)
    for slug, subjects in pages:
        for subject in subjects:
            inverted[subject].append(slug)
    return dict(inverted)


def comentions(pages: Iterable[Iterable[str]], order: Sequence[str], most: int) -> Comentions:
    """Return, for each subject, those most often on the same pages, with the number of pages.

    Args:
        pages: the subjects that each page links to, each once.
        order: all subjects, in the order for those with the same number of pages.
        most: how many to return at most.
    """
    place = {subject: number for number, subject in enumerate(order)}
    pages_of: dict[str, list[Sequence[str]]] = defaultdict(list)
    for page in pages:
        subjects = tuple(page)
        for subject in subjects:
            pages_of[subject].append(subjects)
    found: dict[str, Sequence[tuple[str, int]]] = {}
    for subject in order:
        counted = Counter(chain.from_iterable(pages_of[subject]))
        del counted[subject]
        if counted:
            found[subject] = sorted(counted.items(), key=lambda n: (-n[1], place[n[0]]))[:most]
    return found
