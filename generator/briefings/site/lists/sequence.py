"""Briefings in a row: which one was published before another, and which one after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefings.model.article import Metadata


@dataclass(frozen=True, slots=True)
class Adjacent:
    """A briefing as far as the one beside it shows it."""

    slug: str
    """Its name in addresses."""
    title: str
    """Its headline."""
    lang: str
    """Language of that as a BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The briefings beside one."""

    newer: Adjacent | None = None
    """The next one that was published; None for the newest."""
    older: Adjacent | None = None
    """The last one that had been published; None for the oldest."""


ALONE = Neighbours()
"""What stands beside a briefing without a day of publication: nobody knows where it belongs."""


def neighbours(newest_first: Iterable[Metadata]) -> Mapping[str, Neighbours]:
    """Return what stands beside each briefing, by slug."""
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
