"""Reviews: explainers older than what they explain, and briefings whose background is newer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.linking.graph import Backlinks
from briefings.model.article import Metadata
from briefings.model.content import Problem, Severity
from briefings.model.explainer import Explainer


def due(
    explainers: Iterable[Explainer], backlinks: Backlinks, articles: Mapping[str, Metadata]
) -> Iterator[Problem]:
    """Yield a warning for each explainer that was reviewed before its newest briefing.

    An explainer that says nothing of a review promises none, and is left alone.

    Args:
        explainers: the explainers.
        backlinks: who mentions them.
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
                f"Reviewed on {explainer.reviewed}, before its newest briefing of {newest}: "
                f"“{title}”.",
                "Look the explainer over, and set `reviewed` to the day on which you did.",
                Severity.WARNING,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What is new in an explainer."""

    title: str
    """Title of the explainer."""
    reviewed: date | None
    """When it was reviewed, where that is recent; else None."""
    entries: tuple[str, ...]
    """The dates of what is recent in its timeline, as written."""


def changed_since(
    day: date, explainers: Mapping[str, Explainer], pages: Iterable[tuple[str, Sequence[str]]]
) -> Mapping[str, tuple[Change, ...]]:
    """Return the briefings whose background has changed since a day, with what is new in it.

    An explainer has changed if it was reviewed on that day or later, or if its timeline tells of
    something that happened then. A month or a year counts when any day of it does.

    Args:
        day: the day.
        explainers: all explainers, by slug.
        pages: slug of each briefing, and of the subjects that it links to.
    """
    changes = {
        slug: change
        for slug, explainer in explainers.items()
        if (change := _change(day, explainer)).reviewed or change.entries
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
    return Change(explainer.title, recent, tuple(entries))
