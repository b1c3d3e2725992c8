"""All dated changes of the site's pages: corrections, updates, and notes that were added."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.model.article import Metadata
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
    """Name of the change among those of the page. It stays when notes are numbered anew."""
    title: str
    """Title of the page."""
    text: str
    """What was changed, as plain text; for a note, the words of the article that it quotes."""
    author: str = ""
    """Who wrote a note; empty if unknown, and for corrections and updates."""
    lang: str = ""
    """Language of the title and of the quotation of a note; empty for that of the site."""


def newest_first(
    articles: Iterable[Metadata], explainers: Iterable[Explainer], locale: str
) -> list[Change]:
    """Return all changes, newest first; those of a day by title in a locale, as on their page."""
    changes = [change for article in articles for change in _of_article(article)]
    changes += (change for subject in explainers for change in _of_explainer(subject))
    return sorted(
        changes, key=lambda c: (-c.day.toordinal(), collation.key(c.title, locale), c.uri)
    )


def days(page: Metadata | Explainer) -> Iterator[date]:
    """Yield the days of the changes of a page."""
    changes = _of_article(page) if isinstance(page, Metadata) else _of_explainer(page)
    return (change.day for change in changes)


def anchors(revisions: Sequence[Revision]) -> tuple[str, ...]:
    """Return the id of each revision of a page: `correction-2026-11-12`, `…-no-2`."""
    return chronology.numbered(f"{revision.kind.value}-{revision.day}" for revision in revisions)


def _of_explainer(subject: Explainer) -> Iterator[Change]:
    return _revisions(subject.revisions, uris.explainer(subject.slug), subject.title, "")


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
