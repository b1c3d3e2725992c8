"""The search page."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefings.model.content import Settings
from briefings.model.site import Page, Target
from briefings.site import links, search_records, sections, view_files
from briefings.site.inputs import KeyedCorpus, target
from briefings.site.lists import list_markdown
from briefings.site.lists.listings import Listings
from briefings.site.share_cards import cards
from briefings.text import stop_words, uris
from briefings.views.page import Head
from briefings.views.search import SearchView


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the search page is built from."""

    settings: Settings
    """The site's settings."""


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of the search page."""
    del listings
    yield target(build, Inputs(corpus.settings), uris.SEARCH)


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the Markdown of the search page, and its view."""

    def address(uri: str) -> str:
        return links.address(uris.SEARCH, uri, inputs.settings)

    title = sections.title(uris.SEARCH, inputs.settings)
    view = SearchView(
        head=Head(
            uri=uris.SEARCH,
            kind="search",
            title=title,
            card=cards.of_home(inputs.settings),
            has_contents=False,
        ),
        briefings=address(uris.BRIEFINGS),
        explainers=address(uris.EXPLAINERS),
        topics=address(uris.TOPICS),
        stop_words=stop_words.of(search_records.language(inputs.settings)),
    )
    return view_files.files("search.html", view, list_markdown.of_search(view, inputs.settings))
