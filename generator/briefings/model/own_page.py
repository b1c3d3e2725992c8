"""What the site's owner writes: pages such as an imprint, and words on the home page."""

from dataclasses import dataclass
from enum import StrEnum

from briefings.model.written import WrittenPage


class Place(StrEnum):
    """Where all pages link to a page of the owner."""

    FOOTER = "footer"
    NAV = "nav"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage(WrittenPage):
    """A page of the site's owner. Its text gets no links at names: these are the owner's words."""

    summary: str = ""
    """One or two sentences for search engines and link previews; may be empty."""
    place: Place = Place.FOOTER
    """Where all pages link to it, unless `nav` of `mkdocs.yml` names it."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The passage that an editor has chosen to lead the home page."""

    briefing: str
    """Slug of its briefing."""
    note: str = ""
    """Words of the quotation of its note; empty for the note that a rule chooses."""
    line: int = 0
    """Line of the choice in its file, from 1."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What the site's owner writes for the home page. Names in it get no links either."""

    path: str
    """The file, relative to the content folder."""
    title: str
    """The heading above the words; may be empty."""
    body: str
    """The words in the owner's Markdown; may be empty."""
    body_line: int
    """First line of the body in the file, from 1."""
    lead: Lead | None = None
    """The passage that leads the page; None for the one that a rule chooses."""
