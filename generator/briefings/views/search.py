"""The search page."""

from dataclasses import dataclass

from briefings.views.page import Head
from briefings.views.text import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """The search page; scripts add the results."""

    head: Head
    """The head of the page."""
    sections: tuple[Section, ...] = ()
    """Always empty: the page has no headings below its title."""
    briefings: str
    """Address of the list of all briefings."""
    explainers: str
    """Address of the list of all explainers."""
    topics: str
    """Address of the list of all topics."""
    stop_words: tuple[str, ...]
    """Words that a search leaves out, as the index has them."""
