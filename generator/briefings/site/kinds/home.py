"""The home page: the latest briefings, and links to all lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefings.cache import Keyed
from briefings.markup import prose
from briefings.model.content import Settings
from briefings.model.explainer import ExplainerKind
from briefings.model.site import Page, Target
from briefings.site.exports import feeds, head, jsonld
from briefings.site.inputs import Card, KeyedCorpus, newest, target
from briefings.site.lists.listings import Listings
from briefings.site.pages import fragments
from briefings.site.pages.labels import KIND_TITLES
from briefings.site.plain_markdown import inline
from briefings.text import uris


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the home page is built from."""

    settings: Settings
    """The site's settings."""
    latest: tuple[Keyed[Card], ...]
    """The latest briefings."""
    kinds: tuple[ExplainerKind, ...]
    """The kinds of explainers that there are, sorted."""
    has_feed: bool
    """Whether the site has a feed."""


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of the home page."""
    del listings
    articles = list(corpus.corpus.articles)
    inputs = Inputs(
        settings=corpus.settings,
        latest=tuple(map(corpus.card, articles[: corpus.settings.latest])),
        kinds=tuple(sorted({explainer.kind for explainer in corpus.corpus.explainers.values()})),
        has_feed=corpus.has_feed,
    )
    changed = newest(corpus.days[uris.briefing(slug)] for slug in articles)
    yield target(build, inputs, uris.HOME, changed=changed)


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the home page and its Markdown alternate."""
    latest = [card.value for card in inputs.latest]
    return _page(inputs, latest), _alternate(inputs.settings, latest)


def _page(inputs: Inputs, latest: list[Card]) -> Page:
    settings = inputs.settings
    links = [("All briefings", uris.BRIEFINGS), ("Timeline", uris.TIMELINE)]
    links += [
        (title, f"{uris.EXPLAINERS}#{title.lower()}")
        for kind, title in KIND_TITLES.items()
        if kind in inputs.kinds
    ]
    more = " · ".join(fragments.link(name, address) for name, address in links)
    return fragments.page(
        uris.HOME,
        {
            "template": "page.html", "title": settings.site_name,
            "description": settings.site_description, "kind": "home", "hide": ["toc"],
            "locale": head.locale("", settings),
            "feed": feeds.HOME if inputs.has_feed else None,
            "jsonld": jsonld.home(settings),
        },
        fragments.heading(settings.site_name),
        fragments.classed(prose.escape_block(prose.escape(settings.site_description)), "lead"),
        "## Latest briefings",
        fragments.entries(latest, uris.HOME, settings) or "No briefing yet.",
        fragments.classed(more, "more"),
    )  # fmt: skip


def _alternate(settings: Settings, latest: list[Card]) -> Page:
    links = {
        "All briefings": uris.BRIEFINGS, "Timeline": uris.TIMELINE,
        "Explainers A–Z": uris.EXPLAINERS, "Topics": uris.TOPICS, "Outlets": uris.OUTLETS,
    }  # fmt: skip
    briefings = inline.briefings(uris.HOME, (card.article for card in latest))
    return inline.page(
        uris.HOME,
        inline.heading(settings.site_name),
        inline.text(settings.site_description),
        inline.section("Latest briefings", briefings),
        inline.section("Lists", (inline.link(uris.HOME, u, name) for name, u in links.items())),
    )
