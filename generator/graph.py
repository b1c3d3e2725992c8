"""The graph of mentions, inverted: who mentions each subject, and which are mentioned together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, combinations

from generator.model.linking import Annotated, Mention

Backlinks = Mapping[str, tuple[tuple[str, tuple[Mention, ...]], ...]]
Comentions = Mapping[str, Mapping[str, int]]


def backlinks(pages: Iterable[tuple[str, Annotated]]) -> Backlinks:
    """Return, for each subject, the pages that link to it with their linked mentions of it.

    Args:
        pages: slug and annotations of each page, in the order in which they shall be listed.

    Returns:
        Slug of the subject to (slug of the page, its mentions in reading order).
    """
    inverted: dict[str, list[tuple[str, tuple[Mention, ...]]]] = defaultdict(list)
    for slug, annotated in pages:
        by_subject: dict[str, list[Mention]] = defaultdict(list)
        for mention in annotated.linked():
            by_subject[mention.subject].append(mention)
        for subject, mentions in by_subject.items():
            inverted[subject].append((slug, tuple(mentions)))
    return {subject: tuple(pages) for subject, pages in inverted.items()}


def comentions(pages: Iterable[Annotated]) -> Comentions:
    """Return, for each subject, the other subjects on the same pages with the number of pages.

    Each page is looked at once; what it costs depends on how many subjects it links to alone.
    """
    pairs = Counter(chain.from_iterable(combinations(sorted(page.subjects()), 2) for page in pages))
    together: dict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), number in pairs.items():
        together[one][other] = together[other][one] = number
    return dict(together)
