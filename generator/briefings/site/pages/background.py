"""The background of a page: each subject that it links, with what a reader should know of it.

Previews and margins are made from this list, and on paper it is the numbered notes.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from briefings.markup import editorial, heading_ids
from briefings.markup.prose import escape, escape_block
from briefings.model.explainer import Explainer, TimelineEntry
from briefings.model.linking import Annotated
from briefings.site.corpus import Corpus
from briefings.site.lists.chronology import then_and_now
from briefings.site.pages import fragments
from briefings.text import uris


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
        (fragments.explainer_link(subject, uri), _said(corpus, subject, uri, day))
        for subject in subjects
    ]
    if not entries:
        return ""
    return fragments.division(
        "background", fragments.heading(title, 2), fragments.definitions(entries)
    )


def _said(corpus: Corpus, subject: Explainer, uri: str, day: date | None) -> str:
    """Return the summary of a subject, what had happened to it on a day, and what followed."""
    read = then_and_now(subject.timeline, day)
    told = [escape_block(escape(subject.summary))]
    told += _events(corpus, "At the time", subject, uri, read.at_the_time)
    told += _events(corpus, "About then", subject, uri, read.about_then)
    told += _events(corpus, "Since then", subject, uri, read.since_then)
    if read.more_since:
        target = f"{uris.relative(uri, uris.explainer(subject.slug))}#{heading_ids.TIMELINE}"
        told.append(f"[{read.more_since} more since]({target})\n{{: .more }}")
    return "\n\n".join(told).replace("\n", "\n    ")


def _events(
    corpus: Corpus, label: str, subject: Explainer, uri: str, entries: Iterable[TimelineEntry]
) -> Iterable[str]:
    lead = partial(uris.rebased, uris.explainer(subject.slug), uri)
    listed = [
        f"{fragments.partial_day(entry.date, corpus.settings)} "
        f"{editorial.readdressed(entry.event, lead)}"
        for entry in entries
    ]
    if listed:
        yield f"{label}\n{{: .moment }}"
        yield fragments.bullets(listed)
