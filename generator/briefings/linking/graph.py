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
    """Return, for each subject, those most closely associated with it.

    They are ranked by the number of pages that name both, divided by the root of the number that
    name the other one (the cosine measure, Salton and McGill, Introduction to Modern Information
    Retrieval, 1983). By the bare number, a subject that most pages name would be near to all.

    Args:
        pages: the subjects that each page links to, each once.
        order: all subjects, in the order for those with the same rank.
        most: how many to return at most.

    Returns:
        The associated subjects, each with the number of pages that name both.
    """
    place = {subject: number for number, subject in enumerate(order)}
    pages_of: dict[str, list[Sequence[str]]] = defaultdict(list)
    for page in pages:
        subjects = tuple(page)
        for subject in subjects:
            pages_of[subject].append(subjects)
    named = {subject: len(listed) for subject, listed in pages_of.items()}

    def rank(counted: tuple[str, int]) -> tuple[float, int]:
        other, both = counted
        return -(both**2) / named[other], place[other]

    found: dict[str, Sequence[tuple[str, int]]] = {}
    for subject in order:
        counted = Counter(chain.from_iterable(pages_of.get(subject, ())))
        del counted[subject]
        if counted:
            found[subject] = sorted(counted.items(), key=rank)[:most]
    return found
