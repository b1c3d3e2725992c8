"""The order of publication: which briefing comes before another, and which after."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from briefings.model.article import Metadata


@dataclass(frozen=True, slots=True)
class Adjacent:
    """A briefing as the page of its neighbour shows it."""

    slug: str
    """Its slug."""
    title: str
    """Its headline."""
    lang: str
    """Language of the headline as a BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The briefings before and after one: on its subject, or else of the whole site."""

    newer: Adjacent | None = None
    """The briefing published next; None for the newest."""
    older: Adjacent | None = None
    """The briefing published before; None for the oldest."""
    subject: str = ""
    """Slug of the subject that they are about; empty for those of the whole site."""
    place: int = 0
    """Place of the briefing among those on the subject, the oldest being 1; 0 if there are many."""
    number: int = 0
    """How many there are on the subject; 0 if there are many."""


ALONE = Neighbours()
"""Neighbours of a briefing without a day of publication."""

# With each new briefing on a subject, its number changes on the pages of all.
_MOST_COUNTED = 50


def neighbours(
    newest_first: Sequence[Metadata], central: Callable[[str], Sequence[str]]
) -> Mapping[str, Neighbours]:
    """Return the neighbours of each briefing, by slug.

    They are the briefings on the most central of its subjects that another briefing is about too.

    Args:
        newest_first: the articles.
        central: returns the subjects that a briefing is mainly about, the most central one first.
    """
    everywhere: list[Adjacent] = []
    by_subject: dict[str, list[Adjacent]] = defaultdict(list)
    for article in reversed(newest_first):
        if article.published:
            adjacent = Adjacent(article.slug, article.title, article.lang)
            everywhere.append(adjacent)
            for subject in central(article.slug):
                by_subject[subject].append(adjacent)
    of_all = _placed(everywhere, "")
    of_subjects = {
        subject: _placed(story, subject) for subject, story in by_subject.items() if len(story) > 1
    }
    found: dict[str, Neighbours] = {}
    for article in newest_first:
        stories = (of_subjects[s] for s in central(article.slug) if s in of_subjects)
        found[article.slug] = next(stories, of_all).get(article.slug, ALONE)
    return found


def _placed(story: Sequence[Adjacent], subject: str) -> Mapping[str, Neighbours]:
    """Return the neighbours of each briefing of a story, the oldest of which is first."""
    is_counted = bool(subject) and len(story) <= _MOST_COUNTED
    number = len(story) if is_counted else 0
    return {
        here.slug: Neighbours(newer, older, subject, place if is_counted else 0, number)
        for place, (older, here, newer) in enumerate(
            zip((None, *story), story, (*story[1:], None), strict=False), start=1
        )
    }
