"""The home page."""

from dataclasses import dataclass

from briefings.views.lists import BriefingEntry
from briefings.views.page import Head
from briefings.views.text import Link, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The home page: the latest briefings, and links to all lists.

    `page.content` has the words of the site's owner; it may be empty.
    """

    head: Head
    """The head of the page. The description, which is that of the site, stands below the title."""
    id: str
    """Id of its title."""
    sections: tuple[Section, ...]
    """Its headings. The page shows no table of contents."""
    latest: tuple[BriefingEntry, ...] = ()
    """The latest briefings."""
    briefings: str
    """Address of the list of all briefings."""
    timeline: Link
    """The timeline."""
    kinds: tuple[Link, ...] = ()
    """The kinds of explainers, each with a link to its place in the list of explainers."""
