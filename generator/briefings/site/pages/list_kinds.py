"""Kinds of list that several kinds of page use: briefings, explainers, and names with numbers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from briefings.cache import Keyed
from briefings.markup import prose
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.site import Page
from briefings.site import days
from briefings.site.inputs import Card
from briefings.site.pages import fragments, labels, list_layout
from briefings.site.pages.labels import Label
from briefings.site.pages.list_layout import Inputs, ListKind
from briefings.site.plain_markdown import inline
from briefings.text import uris

T = TypeVar("T")
S = TypeVar("S")
Front = Callable[[Inputs[T, S], str], Page]
"""Returns the first page of a list, as in `ListKind`."""


def briefings(
    kind: str,
    front: Front[T, S],
    write: Callable[[Sequence[T], Inputs[T, S]], str],
    article: Callable[[T], Metadata],
    *,
    by_year: bool = False,
) -> ListKind[T, S]:
    """Return a kind of list of briefings, newest first.

    Args:
        kind: as in `ListKind`.
        front: as in `ListKind`.
        write: as in `ListKind`.
        article: returns the article of an entry.
        by_year: whether the first page has a heading for each year.
    """

    def alternate(uri: str, entries: Iterable[T]) -> Iterator[str]:
        return inline.briefings(uri, map(article, entries))

    def heading(entry: T, key: str, settings: Settings) -> str:
        if len(key) == len("2018"):
            precision = len("2018-03")
        elif by_year and not key:
            precision = len("2018")
        else:
            return "Briefings"
        day = article(entry).published
        if day is None:
            return fragments.UNDATED
        return days.written(day.isoformat()[:precision], settings)

    return ListKind(
        kind, write, alternate, front, heading, labels.of_day, labels.of_day_in_short,
        has_newest=True, rels=list_layout.NEWEST_FIRST, anchor=labels.day_anchor,
    )  # fmt: skip


def write_cards(cards: Sequence[Keyed[Card]], inputs: Inputs[Keyed[Card], Any]) -> str:
    """Return briefings as Markdown of a list, without the sentences that mention a subject."""
    return fragments.entries((card.value for card in cards), inputs.uri, inputs.settings)


def article_of(card: Keyed[Card]) -> Metadata:
    """Return the article of a card."""
    return card.value.article


def explainers(
    front: Front[Keyed[Explainer], S],
    heading: Callable[[Keyed[Explainer], str, Settings], str],
    label: Label,
    short: Label,
    anchor: Callable[[str], str] = str,
) -> ListKind[Keyed[Explainer], S]:
    """Return a kind of list of explainers with their summaries; arguments as in `ListKind`."""
    return ListKind(
        "index", _write_summaries, _plain_summaries, front, heading, label, short,
        unit=("explainer",), css_class="catalogue", anchor=anchor,
    )  # fmt: skip


def _write_summaries(
    explainers: Sequence[Keyed[Explainer]], inputs: Inputs[Keyed[Explainer], Any]
) -> str:
    return fragments.definitions(
        (
            fragments.explainer_link(subject.value, inputs.uri),
            prose.escape_block(prose.escape(subject.value.summary)),
        )
        for subject in explainers
    )


def _plain_summaries(uri: str, explainers: Iterable[Keyed[Explainer]]) -> Iterator[str]:
    return inline.summaries(uri, (subject.value for subject in explainers))


def no_heading(entry: object, key: str, settings: Settings) -> str:
    """Return no heading above any entry."""
    del entry, key, settings
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


def tallies(unit: str) -> ListKind[Tally, None]:
    """Return a kind of list of names with the numbers of their briefings.

    Args:
        unit: word for what a name names, such as `topic`.
    """

    def front(inputs: Inputs[Tally, None], listed: str) -> Page:
        nothing = f"No {unit} yet."
        return list_layout.front_page(inputs, "index", listed or nothing, contents=True)

    return ListKind(
        "index", _write_tallies, _plain_tallies, front, no_heading, labels.of_name, labels.of_name,
        unit=(unit,), css_class="tally",
    )  # fmt: skip


def _write_tallies(tallies: Sequence[Tally], inputs: Inputs[Tally, None]) -> str:
    return fragments.bullets(
        f"{fragments.link(tally.name, uris.relative(inputs.uri, tally.uri))} "
        f'<span class="count">{tally.number:,}</span>'
        for tally in tallies
    )


def _plain_tallies(uri: str, tallies: Iterable[Tally]) -> Iterator[str]:
    return (f"{inline.link(uri, tally.uri, tally.name)}: {tally.number}" for tally in tallies)
