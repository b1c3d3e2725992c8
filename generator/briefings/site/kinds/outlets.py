"""Outlets: the list of all outlets, and for each outlet the list of its briefings."""

from collections.abc import Iterator
from dataclasses import replace

from briefings.cache import Keyed
from briefings.model.article import Outlet
from briefings.model.site import Target
from briefings.site import sections
from briefings.site.exports import jsonld
from briefings.site.inputs import Card, KeyedCorpus, newest
from briefings.site.lists import list_kinds
from briefings.site.lists.list_kinds import Tally
from briefings.site.lists.list_pages import Inputs
from briefings.site.lists.listings import Listings
from briefings.text import uris
from briefings.views.lists import Listed, ListView
from briefings.views.text import Link


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of all outlets."""
    title = sections.title(uris.OUTLETS, corpus.settings)
    settings = corpus.settings
    yield from _ALL.targets(
        settings, listings.outlets, title, None,
        lambda listed: Tally(listed[0].name, uris.outlet(listed[0].slug), len(listed[1])),
        lambda listed: newest(map(corpus.day_of, listed[1])),
    )  # fmt: skip
    for outlet, listing in listings.by_outlet:
        yield from _ONE.targets(
            settings, listing, outlet.name, outlet, corpus.card_of, corpus.day_of
        )


def _front(view: ListView, inputs: Inputs[Keyed[Card], Outlet]) -> ListView:
    outlet = inputs.subject
    data = jsonld.listing(inputs.settings, inputs.uri, inputs.title, outlet)
    return replace(
        view,
        head=replace(view.head, structured_data=data),
        country=outlet.country,
        website=Link(outlet.home, outlet.home) if outlet.home else None,
    )


_ALL = list_kinds.tallies(Listed.OUTLETS)
_ONE = list_kinds.briefings(list_kinds.cards, list_kinds.article_of, _front, "outlet")
