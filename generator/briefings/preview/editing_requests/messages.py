"""What the requests send, and what the answers hold; both travel as JSON."""

from dataclasses import dataclass

from msgspec import Struct

from briefings.editing.edits import Edit, Selection
from briefings.preview.pages import ShownProblem, Subject


class _Sent(Struct, frozen=True, forbid_unknown_fields=True):
    """What a request sends."""


class AtPage(_Sent, frozen=True):
    """A page."""

    path: str
    """Its URL path."""


class Asked(_Sent, frozen=True):
    """A search."""

    q: str = ""
    """The words."""


class Named(_Sent, frozen=True):
    """An explainer."""

    slug: str


class WordsOfPage(_Sent, frozen=True):
    """Words of a page."""

    path: str
    """URL path of the page."""
    at: Selection
    """The words."""


class Undo(_Sent, frozen=True):
    """An edit to undo."""

    id: str


class Effect(_Sent, frozen=True):
    """An edit whose effect is asked for."""

    undo: str


class FileToOpen(_Sent, frozen=True):
    """A file that the editor program shows."""

    path: str
    """Its absolute path."""
    line: int = 0
    """The line, from 1; 0 for the whole file."""


class EditPage(_Sent, frozen=True):
    """An edit on a page."""

    path: str
    """URL path of the page."""
    edit: Edit
    """The edit."""
    digests: dict[str, str] = {}
    """The digests of the files that the page was made from, by path; empty for missing ones."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written."""

    path: str
    digest: str
    """Its digest now; empty if it was deleted."""
    diff: str
    """What has changed, as a unified diff."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of an edit."""

    files: tuple[WrittenFile, ...]
    undo: str
    """Id of the edit, to undo it."""
    ledger: tuple[str, ...] | None
    """Its effect on links of all pages; None as long as that is not known."""
    url: str | None
    """The page that it has begun; None for none."""


@dataclass(frozen=True, slots=True)
class FileDiff:
    """What would change in a file."""

    path: str
    diff: str


@dataclass(frozen=True, slots=True)
class Previewed:
    """What an edit would do."""

    files: tuple[FileDiff, ...]
    ledger: tuple[str, ...] | None
    """As of `Saved`."""
    problems: tuple[ShownProblem, ...]
    """Problems of the changed files."""


@dataclass(frozen=True, slots=True)
class Added:
    """An article that was added."""

    path: str
    """Its file."""
    url: str
    """Its page."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """An article that the site has already."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was taken in."""

    path: str
    """The file of the first article; empty if none was added."""
    url: str
    """Its page."""
    added: tuple[Added, ...]
    """All articles that were added."""
    files: tuple[str, ...]
    """The files that were written."""
    undo: str
    """As of `Saved`; empty if none was added."""
    problems: tuple[ShownProblem, ...]
    """Their problems, and those of articles that were not added."""
    duplicates: tuple[Repeated, ...]
    """The articles of the site that the others repeat."""


@dataclass(frozen=True, slots=True)
class KnownEffect:
    """The effect of an edit."""

    ledger: tuple[str, ...] | None
    """As of `Saved`."""


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a search."""

    explainers: tuple[Subject, ...]
