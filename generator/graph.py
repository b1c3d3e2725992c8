"""The graph of mentions, inverted: from what each page links to, to who mentions each subject."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.model.linking import Annotated, Mention

Backlinks = Mapping[str, tuple[tuple[str, tuple[Mention, ...]], ...]]


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
