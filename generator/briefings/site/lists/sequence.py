"""The order of publication: which briefing comes before another, and which after."""

from collections.abc import Iterable, Mapping
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
    """The briefings before and after one."""

    newer: Adjacent | None = None
    """The briefing published next; None for the newest."""
    older: Adjacent | None = None
    """The briefing published before; None for the oldest."""


ALONE = Neighbours()
"""Neighbours of a briefing without a day of publication."""


def neighbours(newest_first: Iterable[Metadata]) -> Mapping[str, Neighbours]:
    """Return the neighbours of each briefing, by slug."""
    dated: list[Adjacent | None] = [None]
    found: dict[str, Neighbours] = {}
    for article in newest_first:
        if article.published:
            dated.append(Adjacent(article.slug, article.title, article.lang))
        else:
            found[article.slug] = ALONE
    dated.append(None)
    for newer, here, older in zip(dated, dated[1:], dated[2:], strict=False):
        if here:
            found[here.slug] = Neighbours(newer, older)
    return found
