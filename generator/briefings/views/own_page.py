"""A page of the site's owner."""

from dataclasses import dataclass

from briefings.views.page import Head
from briefings.views.picture import LeadPicture
from briefings.views.text import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPageView:
    """A page of the site's owner, such as the imprint. `page.content` is its body."""

    head: Head
    """The head of the page."""
    id: str
    """Id of its title."""
    picture: LeadPicture | None = None
    """Its lead picture; None for none."""
    sections: tuple[Section, ...] = ()
    """Always empty: all headings are in the body."""
    place: str = "footer"
    """Where all pages link to it unless `nav` of `mkdocs.yml` names it: `footer` or `nav`."""
