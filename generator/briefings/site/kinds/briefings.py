"""The list of all briefings, newest first, by year."""

from collections.abc import Iterator

from briefings.cache import Keyed
from briefings.model.site import Page, Target
from briefings.site.inputs import Card, KeyedCorpus
from briefings.site.lists.listings import Listings
from briefings.site.pages import list_kinds, list_layout
from briefings.site.pages.list_layout import Inputs


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of the list."""
    return _KIND.targets(
        corpus.settings, listings.briefings, "Briefings", None, corpus.card_of, corpus.day_of
    )


def _front(inputs: Inputs[Keyed[Card], None], listed: str) -> Page:
    return list_layout.front_page(inputs, "index", listed or "No briefing yet.", contents=True)


_KIND = list_kinds.briefings(
    "index", _front, list_kinds.write_cards, list_kinds.article_of, by_year=True
)
