"""Outlets: the list of all outlets, and for each outlet the list of its briefings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.cache import Keyed
from briefings.model.article import Metadata, Outlet
from briefings.model.site import Target
from briefings.site import links, sections
from briefings.site.exports import jsonld
from briefings.site.inputs import Card, KeyedCorpus, newest
from briefings.site.lists import list_kinds
from briefings.site.lists.list_kinds import Tally
from briefings.site.lists.list_pages import Inputs
from briefings.site.lists.listings import Listings
from briefings.text import uris
from briefings.views.lists import Listed, ListView


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of all outlets."""
    title = sections.title(uris.OUTLETS, corpus.settings)
    settings = corpus.settings
    yield from _ALL.targets(
        settings, listings.outlets, title, None,
        lambda listed: _tally(*listed),
        lambda listed: newest(map(corpus.day_of, listed[1])),
    )  # fmt: skip
    for outlet, listing in listings.by_outlet:
        yield from _ONE.targets(
            settings, listing, outlet.name, outlet, corpus.card_of, corpus.day_of
        )


def _tally(outlet: Outlet, articles: Sequence[Metadata]) -> Tally:
    uri = uris.outlet(outlet.slug)
    return Tally(outlet.name, uri, len(articles), outlet.country, outlet.home)


def _front(view: ListView, inputs: Inputs[Keyed[Card], Outlet]) -> ListView:
    outlet = inputs.subject
    data = jsonld.listing(inputs.settings, inputs.uri, inputs.title, outlet)
    return replace(
        view,
        head=replace(view.head, structured_data=data),
        country=outlet.country,
        website=links.website(outlet.home),
    )


_ALL = list_kinds.tallies(Listed.OUTLETS)
_ONE = list_kinds.briefings(list_kinds.cards, list_kinds.article_of, _front, "outlet")
