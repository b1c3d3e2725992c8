"""Corrections and updates of a page, from the fields of its file."""

from collections.abc import Iterator

from briefings.files.frontmatter import Parsed
from briefings.files.schemas.articles import ArticleFields
from briefings.files.schemas.dossiers import DossierFields
from briefings.files.schemas.explainers import ExplainerFields
from briefings.model.revision import Revision, RevisionKind

_KEYS = {"corrections": RevisionKind.CORRECTION, "updates": RevisionKind.UPDATE}


_Page = Parsed[ArticleFields] | Parsed[ExplainerFields] | Parsed[DossierFields]


def of(parsed: _Page, path: str) -> tuple[Revision, ...]:
    """Return the revisions in a file, newest first; those of a day in their order in the file.

    Args:
        parsed: the parsed file.
        path: its name.
    """
    return tuple(sorted(_of(parsed, path), key=lambda revision: -revision.day.toordinal()))


def _of(parsed: _Page, path: str) -> Iterator[Revision]:
    for key, kind in _KEYS.items():
        for number, fields in enumerate(getattr(parsed.fields, key)):
            text = " ".join(fields.text.split())
            yield Revision(kind, fields.date, text, path, parsed.line(key, number))
