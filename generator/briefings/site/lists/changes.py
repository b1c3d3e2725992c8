"""All dated changes of the site's pages: corrections, updates, and notes that were added."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.model.article import Metadata
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.revision import Revision
from briefings.site.lists import chronology, events
from briefings.text import collation, uris

NOTE = "note"
"""The kind of a note that was added; the others are those of `RevisionKind`."""


@dataclass(frozen=True, slots=True)
class Change:
    """A correction or an update of a page, or a note that was added to it."""

    kind: str
    """A `RevisionKind`, or `NOTE`."""
    day: date
    """Day of the change."""
    uri: str
    """URI of the changed page."""
    anchor: str
    """Id of the text on that page."""
    id: str
    """Name of the change among those of the page; it does not depend on the numbers of notes."""
    title: str
    """Title of the page."""
    text: str
    """What was changed, as plain text; for a note, the words of the article that it quotes."""
    author: str = ""
    """Who wrote a note; empty if unknown, and for corrections and updates."""
    lang: str = ""
    """Language of the title and of the quotation of a note; empty for that of the site."""


Changing = Metadata | Explainer | Dossier
"""What has corrections and updates."""


def newest_first(pages: Iterable[Changing], locale: str) -> list[Change]:
    """Return all changes, newest first; those of a day by title in a locale, as on their page."""
    changes = [change for page in pages for change in _of(page)]
    return sorted(
        changes, key=lambda c: (-c.day.toordinal(), collation.key(c.title, locale), c.uri)
    )


def days(page: Changing) -> Iterator[date]:
    """Yield the days of the changes of a page."""
    return (change.day for change in _of(page))


def anchors(revisions: Sequence[Revision]) -> tuple[str, ...]:
    """Return the id of each revision of a page: `correction-2026-11-12`, `…-no-2`."""
    return chronology.numbered(f"{revision.kind.value}-{revision.day}" for revision in revisions)


def _of(page: Changing) -> Iterator[Change]:
    match page:
        case Metadata():
            return _of_article(page)
        case Explainer():
            return _revisions(page.revisions, uris.explainer(page.slug), page.title, "")
        case Dossier():
            return _revisions(page.revisions, uris.dossier(page.slug), page.title, "")


def _of_article(article: Metadata) -> Iterator[Change]:
    uri = uris.briefing(article.slug)
    yield from _revisions(article.revisions, uri, article.title, article.lang)
    dated = [(note, day) for note in article.notes if (day := note.note.day)]
    names = chronology.numbered(f"{NOTE}-{day}" for _, day in dated)
    for (anchored, day), name in zip(dated, names, strict=True):
        note = anchored.note
        yield Change(
            NOTE, day, uri, f"note-{anchored.number}", name, article.title,
            " ".join(note.quote.split()), note.author, article.lang,
        )  # fmt: skip


def _revisions(revisions: Sequence[Revision], uri: str, title: str, lang: str) -> Iterator[Change]:
    for revision, anchor in zip(revisions, anchors(revisions), strict=True):
        text = events.plain(revision.text)
        yield Change(revision.kind.value, revision.day, uri, anchor, anchor, title, text, lang=lang)
