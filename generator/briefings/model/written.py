"""What all pages have in common that editors or the site's owner write."""

from dataclasses import dataclass

from briefings.model.draft import Draft
from briefings.model.picture import Picture
from briefings.model.policy import NO_RULES, LinkRules
from briefings.model.redirect import Former
from briefings.model.revision import Revision


@dataclass(frozen=True, slots=True)
class Reference:
    """A source of an explainer or a dossier."""

    title: str
    """Its title, with symbol and number if it has them."""
    url: str = ""
    """Its address; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """A page with a text in Markdown."""

    slug: str
    """Name of the page in addresses, from its file name."""
    path: str
    """Its file, relative to the content folder."""
    title: str
    """Its title; that of an explainer is a name of its subject too."""
    body: str
    """The text in Markdown."""
    body_line: int
    """First line of the text in the file, from 1."""
    redirect_from: tuple[Former, ...] = ()
    """Former names in its address."""
    picture: Picture | None = None
    """The lead picture; None for none."""
    draft: Draft | None = None
    """Until when it is a draft; None if it is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorsPage(WrittenPage):
    """A page of editors, whose text gets links at the names of subjects."""

    summary: str
    """One or two sentences for lists and previews."""
    sources: tuple[Reference, ...] = ()
    """What the text is based on."""
    authors: tuple[str, ...] = ()
    """Its authors, in the order given."""
    revisions: tuple[Revision, ...] = ()
    """Corrections and updates of the page, newest first."""
    links: LinkRules = NO_RULES
    """The editor's rules for links in the text."""
    lang: str = "en"
    """BCP 47 tag of the language of the text."""
