"""The list of all explainers by kind, each kind A–Z."""

from collections.abc import Iterator
from dataclasses import replace

from briefings.cache import Keyed
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.site import Target
from briefings.site import sections
from briefings.site.inputs import KeyedCorpus
from briefings.site.lists import labels, list_kinds
from briefings.site.lists.list_pages import Inputs
from briefings.site.lists.listings import Listings
from briefings.site.lists.pagination import Span
from briefings.text import uris
from briefings.views.lists import ListView
from briefings.views.text import Link


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of the list."""
    title = sections.title(uris.EXPLAINERS, corpus.settings)
    return _KIND.targets(
        corpus.settings, listings.explainers, title, None,
        corpus.explainer_of, lambda explainer: corpus.days[uris.explainer(explainer.slug)],
    )  # fmt: skip


def _heading(explainer: Keyed[Explainer], span: Span | None, settings: Settings) -> str:
    if span and _kind(span.first) == _kind(span.last):
        return ""
    return labels.kind_titles(settings)[explainer.value.kind]


def _kind(end: str) -> str:
    return end.partition("-")[0]


def _front(view: ListView, inputs: Inputs[Keyed[Explainer], None]) -> ListView:
    if inputs.groups:
        return view
    headings = (listed.heading for listed in view.entries)
    return replace(view, jump=tuple(Link(h.title, f"#{h.id}") for h in headings if h))


_KIND = list_kinds.explainers(
    _heading,
    labels.of_kinds,
    labels.without_kind,
    _front,
    labels.first_kind_anchor,
    has_contents=True,
)
