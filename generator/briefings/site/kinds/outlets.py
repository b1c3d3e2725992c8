"""Outlets: the list of all outlets, and for each outlet the list of its briefings."""

from collections.abc import Iterator

from briefings.cache import Keyed
from briefings.markup import prose
from briefings.model.article import Outlet
from briefings.model.site import Page, Target
from briefings.site.exports import jsonld
from briefings.site.inputs import Card, KeyedCorpus, newest
from briefings.site.lists.listings import Listings
from briefings.site.pages import fragments, list_kinds, list_layout
from briefings.site.pages.list_kinds import Tally
from briefings.site.pages.list_layout import Inputs
from briefings.text import uris


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of all outlets."""
    settings = corpus.settings
    yield from _ALL.targets(
        settings, listings.outlets, "Outlets", None,
        lambda listed: Tally(listed[0].name, uris.outlet(listed[0].slug), len(listed[1])),
        lambda listed: newest(map(corpus.day_of, listed[1])),
    )  # fmt: skip
    for outlet, listing in listings.by_outlet:
        yield from _ONE.targets(
            settings, listing, outlet.name, outlet, corpus.card_of, corpus.day_of
        )


def _front(inputs: Inputs[Keyed[Card], Outlet], listed: str) -> Page:
    outlet = inputs.subject
    home = f"[{prose.escape(outlet.home)}]({outlet.home})" if outlet.home else ""
    facts = filter(None, ("Outlet", prose.escape(outlet.country), home))
    data = jsonld.listing(inputs.settings, inputs.uri, inputs.title, outlet)
    return list_layout.front_page(
        inputs, "outlet", fragments.classed(" · ".join(facts), "facts"), listed, jsonld=data
    )


_ALL = list_kinds.tallies("outlet")
_ONE = list_kinds.briefings("outlet", _front, list_kinds.write_cards, list_kinds.article_of)
