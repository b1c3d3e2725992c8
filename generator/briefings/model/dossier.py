"""Dossiers: briefings and explainers that an editor has put in order, with an introduction."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.model.written import EditorsPage


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(EditorsPage):
    """A dossier, as its editor wrote it."""

    parts: tuple[DossierPart, ...] = ()
    """Its briefings and explainers, in their order."""
    published: date | None = None
    """Day on which it was published; None if unknown."""
