"""Dossiers: briefings and explainers that an editor has put in order, with an introduction."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.model.draft import Draft
from briefings.model.explainer import Reference
from briefings.model.picture import Picture
from briefings.model.policy import NO_RULES, LinkRules
from briefings.model.redirect import Former
from briefings.model.revision import Revision


class PartKind(StrEnum):
    """What a part of a dossier is; also its key in the file."""

    BRIEFING = "briefing"
    EXPLAINER = "explainer"


@dataclass(frozen=True, slots=True)
class DossierPart:
    """A briefing or an explainer in a dossier."""

    kind: PartKind
    """What it is."""
    slug: str
    """Its name in addresses."""
    text: str = ""
    """Why it is here, in one line of Markdown; may be empty."""
    line: int = 0
    """Its line in the dossier's file, from 1."""
    file: str = ""
    """Its name as the dossier's file has it, which may have the ending of a file."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier, as its editor wrote it."""

    slug: str
    """Name of the dossier in addresses, from its file name."""
    path: str
    """Its file, relative to the content folder."""
    title: str
    """Its title."""
    summary: str
    """One or two sentences for lists and previews."""
    body: str
    """The introduction in the editor's Markdown."""
    body_line: int
    """First line of the introduction in the file, from 1."""
    parts: tuple[DossierPart, ...] = ()
    """Its briefings and explainers, in their order."""
    sources: tuple[Reference, ...] = ()
    """What the introduction is based on."""
    authors: tuple[str, ...] = ()
    """Its authors, in the order given."""
    published: date | None = None
    """Day on which it was published; None if unknown."""
    revisions: tuple[Revision, ...] = ()
    """Corrections and updates of the dossier, newest first."""
    links: LinkRules = NO_RULES
    """The editor's rules for links in the introduction."""
    redirect_from: tuple[Former, ...] = ()
    """Former names in its address."""
    picture: Picture | None = None
    """The lead picture; None for none."""
    draft: Draft | None = None
    """Until when it is a draft; None if it is published."""
    lang: str = "en"
    """BCP 47 tag of the language of the introduction."""
