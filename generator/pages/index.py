"""The ways in: home, all briefings, explainers A–Z by kind, topics, outlets, and search."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from generator import prose, uris
from generator.corpus import Corpus
from generator.exports import head
from generator.listings import Listing, Listings
from generator.model.article import Article, Outlet
from generator.model.content import Settings
from generator.model.explainer import Explainer
from generator.model.site import Page
from generator.pages import labels, lists, parts
from generator.pages.labels import KIND_TITLES
from generator.pages.lists import Look
from generator.topics import Topic

T = TypeVar("T")


def pages(corpus: Corpus, listings: Listings) -> Iterator[Page]:
    """Yield home, search, and the pages of every list of briefings, explainers and names."""
    yield home(corpus)
    yield search()
    yield from _briefings(corpus, listings.briefings)
    yield from _explainers(corpus, listings.explainers)
    yield from _topics(corpus, listings)
    yield from _outlets(corpus, listings)


def home(corpus: Corpus) -> Page:
    """Return the home page: the latest briefings, and where to go from there."""
    settings = corpus.settings
    latest = list(corpus.articles.values())[: settings.latest]
    kinds = {explainer.kind for explainer in corpus.explainers.values()}
    ways = [("All briefings", uris.BRIEFINGS), ("Timeline", uris.TIMELINE)]
    ways += [
        (title, f"{uris.EXPLAINERS}#{title.lower()}")
        for kind, title in KIND_TITLES.items()
        if kind in kinds
    ]
    more = " · ".join(parts.link(name, address) for name, address in ways)
    return parts.page(
        uris.HOME,
        {
            "template": "page.html", "title": settings.site_name,
            "description": settings.site_description, "kind": "home", "hide": ["toc"],
            **head.home(corpus),
        },
        parts.heading(settings.site_name),
        parts.classed(prose.escape_block(prose.escape(settings.site_description)), "lead"),
        "## Latest briefings",
        parts.entries(corpus, latest, uris.HOME) or "No briefing yet.",
        parts.classed(more, "more"),
    )  # fmt: skip


def _briefings(corpus: Corpus, listing: Listing[Article]) -> Iterator[Page]:
    """Yield the list of all briefings, newest first, by year."""
    look = by_time(corpus, "Briefings", "index", yearly=True)
    shown = lists.first(listing, look, corpus.settings)
    yield _index(corpus.settings, listing.uri, look.title, shown or "No briefing yet.")
    yield from lists.below(listing, look, corpus.settings)


def by_time(
    corpus: Corpus,
    title: str,
    kind: str,
    write: Callable[[Sequence[Article], str], str] | None = None,
    *,
    yearly: bool = False,
) -> Look[Article]:
    """Return how briefings are listed, newest first.

    Args:
        corpus: everything that was read.
        title: what the whole list is called.
        kind: the kind of page.
        write: writes some of them for a page; if not given, as all lists of briefings are.
        yearly: whether the first page has a heading for each year.
    """

    def heading(article: Article, key: str) -> str:
        if len(key) == len("2018"):
            precision = len("2018-03")
        elif yearly and not key:
            precision = len("2018")
        else:
            return "Briefings"
        if article.published is None:
            return parts.UNDATED
        return parts.written(article.published.isoformat()[:precision], corpus.settings)

    def entries(articles: Sequence[Article], uri: str) -> str:
        return parts.entries(corpus, articles, uri)

    return Look(
        title, kind, write or entries, heading, labels.of_day, labels.of_day_in_short,
        newest=corpus.settings.latest, beside=lists.NEWEST_FIRST, anchor=labels.day_anchor,
    )  # fmt: skip


def _explainers(corpus: Corpus, listing: Listing[Explainer]) -> Iterator[Page]:
    """Yield all explainers by kind, each kind A–Z."""

    def heading(explainer: Explainer, key: str) -> str:
        return "" if key else KIND_TITLES[explainer.kind]

    look = Look(
        "Explainers", "index", _summaries, heading, labels.of_kind, labels.of_kind_in_short,
        unit=("explainer",), css_class="catalogue", anchor=labels.kind_anchor,
    )  # fmt: skip
    shown = dict.fromkeys(KIND_TITLES[e.kind] for e in listing.bucket.entries)
    jump = " ".join(f"[{title}](#{title.lower()})" for title in shown)
    yield _index(
        corpus.settings, listing.uri, look.title,
        "" if listing.bucket.parts else parts.classed(jump, "jump"),
        lists.first(listing, look, corpus.settings) or "No explainer yet.",
    )  # fmt: skip
    yield from lists.below(listing, look, corpus.settings)


def by_name(title: str) -> Look[Explainer]:
    """Return how explainers are listed A–Z, whatever their kind."""
    return Look(
        title, "index", _summaries, _no_heading, labels.of_name, labels.of_name,
        unit=("explainer",), css_class="catalogue",
    )  # fmt: skip


def _no_heading(entry: object, key: str) -> str:
    del entry, key
    return ""


def _summaries(listed: Sequence[Explainer], uri: str) -> str:
    return parts.definitions(
        (parts.explainer_link(e, uri), prose.escape_block(prose.escape(e.summary))) for e in listed
    )


def _topics(corpus: Corpus, listings: Listings) -> Iterator[Page]:
    """Yield the list of topics with their numbers of briefings, and the page of each topic."""
    settings = corpus.settings

    def write(listed: Sequence[Topic], uri: str) -> str:
        return _tally(uri, ((t.name, uris.topic(t.slug), len(t.articles)) for t in listed))

    yield from _names(settings, listings.topics, "Topics", write, ("topic",))
    for topic, listing in listings.by_topic:
        look = by_time(corpus, topic.name, "topic")
        meta: dict[str, object] = {
            "template": "page.html", "title": topic.name, "kind": "topic", "hide": ["toc"],
            **head.topic(corpus, topic),
        }  # fmt: skip
        yield parts.page(
            listing.uri, meta, parts.heading(topic.name), parts.classed("Topic", "facts"),
            lists.first(listing, look, settings),
        )  # fmt: skip
        yield from lists.below(listing, look, settings)


def _outlets(corpus: Corpus, listings: Listings) -> Iterator[Page]:
    """Yield the list of outlets with their numbers of briefings, and the page of each outlet."""
    settings = corpus.settings

    def write(listed: Sequence[tuple[Outlet, Sequence[Article]]], uri: str) -> str:
        return _tally(uri, ((o.name, uris.outlet(o.slug), len(found)) for o, found in listed))

    yield from _names(settings, listings.outlets, "Outlets", write, ("outlet",))
    for outlet, listing in listings.by_outlet:
        look = by_time(corpus, outlet.name, "outlet")
        facts = ["Outlet", prose.escape(outlet.country)]
        if outlet.home:
            facts.append(f"[{prose.escape(outlet.home)}]({outlet.home})")
        meta: dict[str, object] = {
            "template": "page.html", "title": outlet.name, "kind": "outlet", "hide": ["toc"],
            **head.listing(settings, listing.uri, outlet.name, outlet),
        }  # fmt: skip
        yield parts.page(
            listing.uri, meta, parts.heading(outlet.name),
            parts.classed(" · ".join(fact for fact in facts if fact), "facts"),
            lists.first(listing, look, settings),
        )  # fmt: skip
        yield from lists.below(listing, look, settings)


def search() -> Page:
    """Return the search page, which its template fills."""
    meta = {"template": "search.html", "title": "Search", "kind": "search", "hide": ["toc"]}
    return parts.page(uris.SEARCH, meta, "# Search")


def _names(
    settings: Settings,
    listing: Listing[T],
    title: str,
    write: Callable[[Sequence[T], str], str],
    unit: tuple[str, ...],
) -> Iterator[Page]:
    look = Look(
        title, "index", write, _no_heading, labels.of_name, labels.of_name, unit, css_class="tally"
    )
    shown = lists.first(listing, look, settings)
    yield _index(settings, listing.uri, title, shown or f"No {unit[0]} yet.")
    yield from lists.below(listing, look, settings)


def _index(settings: Settings, uri: str, title: str, *sections: str) -> Page:
    meta = {"template": "page.html", "title": title, "kind": "index"}
    said = {**meta, **head.listing(settings, uri, title)}
    return parts.page(uri, said, parts.heading(title), *sections)


def _tally(uri: str, entries: Iterator[tuple[str, str, int]]) -> str:
    return parts.bullets(
        f'{parts.link(name, uris.relative(uri, target))} <span class="count">{count:,}</span>'
        for name, target, count in entries
    )
