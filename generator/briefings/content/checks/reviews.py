"""Explainers that need a review, and briefings with changed background."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.linking.graph import Backlinks
from briefings.model.article import Metadata
from briefings.model.content import Problem, Severity
from briefings.model.explainer import Explainer
from briefings.model.revision import Revision


def due(
    explainers: Iterable[Explainer], backlinks: Backlinks, articles: Mapping[str, Metadata]
) -> Iterator[Problem]:
    """Yield a warning for each explainer that was reviewed before its newest briefing.

    An explainer without `reviewed` gets no warning.

    Args:
        explainers: the explainers.
        backlinks: the slugs of the briefings that mention each explainer.
        articles: all articles, by slug.
    """
    for explainer in explainers:
        dated = [
            (article.published, article.title)
            for slug in backlinks.get(explainer.slug, ())
            if (article := articles[slug]).published
        ]
        if not explainer.reviewed or not dated:
            continue
        newest, title = max(dated)
        if explainer.reviewed < newest:
            yield Problem(
                explainer.path, explainer.reviewed_line, "review-due",
                f"The last review ({explainer.reviewed}) is older than the newest briefing "
                f"({newest}): “{title}”.",
                "Check the explainer, and set `reviewed` to today.",
                Severity.WARNING,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """Recent changes of an explainer."""

    title: str
    """Title of the explainer."""
    reviewed: date | None
    """Day of a recent review; else None."""
    revisions: tuple[Revision, ...]
    """Recent corrections and updates."""
    entries: tuple[str, ...]
    """The recent dates in its timeline."""


def changed_since(
    day: date, explainers: Mapping[str, Explainer], pages: Iterable[tuple[str, Sequence[str]]]
) -> Mapping[str, tuple[Change, ...]]:
    """Return the briefings whose explainers have changed since a day, with these changes.

    An explainer has changed if it was reviewed, corrected or updated on that day or later, or if
    its timeline has an event from then on. A month or a year counts if any day of it does.

    Args:
        day: the day.
        explainers: all explainers, by slug.
        pages: pairs of a briefing's slug and the slugs of its linked subjects.
    """
    changes = {
        slug: change
        for slug, explainer in explainers.items()
        if (change := _change(day, explainer)).reviewed or change.revisions or change.entries
    }
    found = {
        slug: tuple(changes[subject] for subject in subjects if subject in changes)
        for slug, subjects in pages
    }
    return {slug: listed for slug, listed in found.items() if listed}


def _change(day: date, explainer: Explainer) -> Change:
    recent = explainer.reviewed if explainer.reviewed and explainer.reviewed >= day else None
    first = day.isoformat()
    entries = (e.date for e in explainer.timeline if e.date >= first[: len(e.date)])
    revisions = tuple(revision for revision in explainer.revisions if revision.day >= day)
    return Change(explainer.title, recent, revisions, tuple(entries))
