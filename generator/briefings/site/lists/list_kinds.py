"""Kinds of list that several kinds of page use: briefings, explainers, and names with numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from briefings.cache import Keyed
from briefings.markup.heading_ids import Ids
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.site import days, links
from briefings.site.inputs import Card
from briefings.site.lists import labels
from briefings.site.lists.labels import Label
from briefings.site.lists.list_pages import Inputs, ListKind
from briefings.site.lists.pagination import Span
from briefings.site.numbers import number
from briefings.text import collation, uris, words
from briefings.views.lists import (
    MANY,
    BriefingEntry,
    Counted,
    DossierEntry,
    Entries,
    Listed,
    ListView,
)
from briefings.views.text import Link, Summary

T = TypeVar("T")
S = TypeVar("S")
Front = Callable[[ListView, Inputs[T, S]], ListView]
"""Adds to the view of the first page of a list, as in `ListKind`."""


def briefings(
    entries: Callable[[Sequence[T], Inputs[T, S], Ids], Entries],
    article: Callable[[T], Metadata],
    front: Front[T, S] = lambda view, _: view,
    kind: str = "index",
    *,
    by_year: bool = False,
) -> ListKind[T, S]:
    """Return a kind of list of briefings, newest first.

    Args:
        entries: as in `ListKind`.
        article: returns the article of an entry.
        front: as in `ListKind`.
        kind: as in `ListKind`.
        by_year: whether the first page has a heading for each year, and a table of contents.
    """

    def heading(entry: T, span: Span | None, settings: Settings) -> str:
        if not span and not by_year:
            return words.of(settings.locale).gettext("Briefings")
        day = article(entry).published
        return labels.heading_of_day(day.isoformat() if day else "", span, settings)

    return ListKind(
        Listed.BRIEFINGS, entries, heading, labels.of_days, labels.without_year, front, kind,
        labels.day_anchor, by_year,
    )  # fmt: skip


def cards(listed: Sequence[Keyed[Card]], inputs: Inputs[Keyed[Card], Any], ids: Ids) -> Entries:
    """Return briefings without the sentences that mention a subject."""
    found = (card.value for card in listed)
    return Entries(briefings=entries(found, inputs.uri, inputs.settings, ids))


def entries(
    listed: Iterable[Card], uri: str, settings: Settings, ids: Ids
) -> tuple[BriefingEntry, ...]:
    """Return briefings for a list on the page `uri`; `ids` are the ids of its headings."""
    return tuple(
        BriefingEntry(
            ids.of(card.article.title),
            links.briefing(uri, card.article, settings),
            days.day(card.article.published, settings) if card.article.published else None,
            links.outlet(uri, card.article.outlet, settings),
            links.summary(card.article, settings) if card.article.summary else None,
            tuple(links.to(uri, uris.explainer(s), name, settings) for s, name in card.subjects),
            len(card.article.notes),
        )
        for card in listed
    )


def dossiers(
    listed: Iterable[Dossier], uri: str, settings: Settings, ids: Ids
) -> tuple[DossierEntry, ...]:
    """Return dossiers for a list on the page `uri`; `ids` are the ids of its headings."""
    return tuple(
        DossierEntry(
            ids.of(dossier.title),
            links.to(uri, uris.dossier(dossier.slug), dossier.title, settings),
            dossier.summary,
            number(len(dossier.parts), settings),
            days.day(dossier.published, settings) if dossier.published else None,
        )
        for dossier in listed
    )


def article_of(card: Keyed[Card]) -> Metadata:
    """Return the article of a card."""
    return card.value.article


def explainers(
    heading: Callable[[Keyed[Explainer], Span | None, Settings], str],
    label: Label,
    short: Label,
    front: Front[Keyed[Explainer], S],
    anchor: Label = labels.name_anchor,
    *,
    has_contents: bool = False,
) -> ListKind[Keyed[Explainer], S]:
    """Return a kind of list of explainers with their summaries; arguments as in `ListKind`."""
    return ListKind(
        Listed.EXPLAINERS, _summaries, heading, label, short, front,
        anchor=anchor, has_contents=has_contents,
    )  # fmt: skip


def _summaries(
    listed: Sequence[Keyed[Explainer]], inputs: Inputs[Keyed[Explainer], Any], ids: Ids
) -> Entries:
    found = [subject.value for subject in listed]
    letters, anchors = _letters([subject.title for subject in found], ids)
    explainers = (
        Summary(links.explainer(inputs.uri, subject, inputs.settings), subject.summary, anchor)
        for subject, anchor in zip(found, anchors, strict=True)
    )
    return Entries(explainers=tuple(explainers), letters=letters)


def _letters(names: Sequence[str], ids: Ids) -> tuple[tuple[Link, ...], list[str]]:
    """Return links to the first of many names with each letter, and an id for each name or none."""
    anchors = [""] * len(names)
    found: list[Link] = []
    if len(names) >= MANY:
        for letter, same in groupby(enumerate(names), lambda n: collation.initials(n[1], 1)):
            first, _ = next(same)
            anchors[first] = ids.of(letter)
            found.append(Link(letter, f"#{anchors[first]}"))
    return (tuple(found), anchors) if len(found) > 1 else ((), [""] * len(names))


def no_heading(entry: object, span: Span | None, settings: Settings) -> str:
    """Return no heading above any entry."""
    del entry, span, settings
    return ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A name with the number of its briefings."""

    name: str
    """The name."""
    uri: str
    """URI of its page."""
    number: int
    """The number."""
    country: str = ""
    """Country of an outlet; may be empty."""
    website: str = ""
    """Address of an outlet's web site; may be empty."""


def tallies(listed: Listed) -> ListKind[Tally, None]:
    """Return a kind of list of names with the numbers of their briefings: topics or outlets."""
    return ListKind(
        listed, _tallies, no_heading, labels.of_names, labels.of_names, has_contents=True
    )


def _tallies(tallies: Sequence[Tally], inputs: Inputs[Tally, None], ids: Ids) -> Entries:
    letters, anchors = _letters([tally.name for tally in tallies], ids)
    names = (
        Counted(
            links.to(inputs.uri, tally.uri, tally.name, inputs.settings),
            number(tally.number, inputs.settings),
            anchor,
            country=tally.country,
            website=links.website(tally.website),
        )
        for tally, anchor in zip(tallies, anchors, strict=True)
    )
    return Entries(names=tuple(names), letters=letters)
