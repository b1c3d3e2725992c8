"""The search page: its template has all of it, and no Markdown alternate is of use."""

from collections.abc import Iterator

from briefings.model.site import Page, Target
from briefings.site.inputs import KeyedCorpus, target
from briefings.site.lists.listings import Listings
from briefings.site.pages import fragments
from briefings.text import uris


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of the search page."""
    del corpus, listings
    yield target(build, None, uris.SEARCH, exports=())


def build(inputs: None) -> tuple[Page, ...]:
    """Return the search page."""
    del inputs
    meta = {"template": "search.html", "title": "Search", "kind": "search", "hide": ["toc"]}
    return (fragments.page(uris.SEARCH, meta, "# Search"),)
