"""The background of a page: each subject that it links, with what a reader should know of it.

Previews and margins are made from this list, and on paper it is the numbered notes.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from generator import anchors, editorial, uris
from generator.chronology import then_and_now
from generator.corpus import Corpus
from generator.model.explainer import Explainer, TimelineEntry
from generator.model.linking import Annotated
from generator.pages import parts
from generator.prose import escape, escape_block


def numbers(annotated: Annotated) -> Mapping[str, int]:
    """Return the number of each subject that a page links, in the order of its background."""
    return {slug: number for number, slug in enumerate(annotated.subjects(), start=1)}


def section(
    corpus: Corpus, annotated: Annotated, uri: str, title: str, day: date | None = None
) -> str:
    """Return the list of linked explainers with their summaries, in reading order.

    Args:
        corpus: everything that was read.
        annotated: the page's mentions.
        uri: the page.
        title: heading of the list.
        day: the day of the article, against which timelines are read; None for no such reading.
    """
    subjects = [corpus.explainers[slug] for slug in annotated.subjects()]
    entries = [
        (parts.explainer_link(subject, uri), _said(corpus, subject, uri, day))
        for subject in subjects
    ]
    if not entries:
        return ""
    return parts.division("background", parts.heading(title, 2), parts.definitions(entries))


def _said(corpus: Corpus, subject: Explainer, uri: str, day: date | None) -> str:
    """Return the summary of a subject, what had happened to it on a day, and what followed."""
    read = then_and_now(subject.timeline, day)
    told = [escape_block(escape(subject.summary))]
    told += _events(corpus, "At the time", subject, uri, read.at_the_time)
    told += _events(corpus, "About then", subject, uri, read.about_then)
    told += _events(corpus, "Since then", subject, uri, read.since_then)
    if read.more_since:
        target = f"{uris.relative(uri, uris.explainer(subject.slug))}#{anchors.TIMELINE}"
        told.append(f"[{read.more_since} more since]({target})\n{{: .more }}")
    return "\n\n".join(told).replace("\n", "\n    ")


def _events(
    corpus: Corpus, label: str, subject: Explainer, uri: str, entries: Iterable[TimelineEntry]
) -> Iterable[str]:
    lead = partial(uris.rebased, uris.explainer(subject.slug), uri)
    listed = [
        f"{parts.partial_day(entry.date, corpus.settings)} "
        f"{editorial.readdressed(entry.event, lead)}"
        for entry in entries
    ]
    if listed:
        yield f"{label}\n{{: .moment }}"
        yield parts.bullets(listed)
