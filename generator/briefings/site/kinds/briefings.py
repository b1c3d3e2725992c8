"""The list of all briefings, newest first, by year."""

from collections.abc import Iterator

from briefings.cache import Keyed
from briefings.model.site import Target
from briefings.site import sections
from briefings.site.inputs import Card, KeyedCorpus
from briefings.site.lists import list_kinds
from briefings.site.lists.list_pages import ListKind
from briefings.site.lists.listings import Listings
from briefings.text import uris


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of the list."""
    title = sections.title(uris.BRIEFINGS, corpus.settings)
    return _KIND.targets(
        corpus.settings, listings.briefings, title, None, corpus.card_of, corpus.day_of
    )


_KIND: ListKind[Keyed[Card], None] = list_kinds.briefings(
    list_kinds.cards, list_kinds.article_of, by_year=True
)
