"""Corrections and updates of the site's own pages, which editors date and explain."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RevisionKind(StrEnum):
    """What a revision did."""

    CORRECTION = "correction"
    """Something on the page was wrong."""
    UPDATE = "update"
    """Something has been added or brought up to date."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A correction or an update of a page."""

    kind: RevisionKind
    """What it did."""
    day: date
    """Day on which the page was changed."""
    text: str
    """What was wrong or is new, in one line of Markdown."""
    file: str = ""
    """Its file, relative to the content folder."""
    line: int = 0
    """Its line in that file, from 1."""
