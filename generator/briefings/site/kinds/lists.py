"""The ways in: home, all briefings, explainers A–Z by kind, topics, outlets, and search."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from briefings.markup import prose
from briefings.model.article import Metadata, Outlet
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.site import Page
from briefings.site.corpus import Corpus
from briefings.site.exports import head
from briefings.site.lists.listings import Listing
from briefings.site.lists.topics import Topic
from briefings.site.pages import fragments, labels, list_layout
from briefings.site.pages.labels import KIND_TITLES
from briefings.site.pages.list_layout import Look, Shown
from briefings.text import uris

T = TypeVar("T")


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
    more = " · ".join(fragments.link(name, address) for name, address in ways)
    return fragments.page(
        uris.HOME,
        {
            "template": "page.html", "title": settings.site_name,
            "description": settings.site_description, "kind": "home", "hide": ["toc"],
            **head.home(corpus),
        },
        fragments.heading(settings.site_name),
        fragments.classed(prose.escape_block(prose.escape(settings.site_description)), "lead"),
        "## Latest briefings",
        fragments.entries(corpus, latest, uris.HOME) or "No briefing yet.",
        fragments.classed(more, "more"),
    )  # fmt: skip


def briefings(corpus: Corpus, listing: Listing[Metadata]) -> Shown[Metadata]:
    """Return the list of all briefings, newest first, by year."""
    look = by_time(corpus, "Briefings", "index", yearly=True)
    front = partial(_front, corpus.settings, listing.uri, look.title, "No briefing yet.")
    return Shown(listing, look, front)


def by_time(
    corpus: Corpus,
    title: str,
    kind: str,
    write: Callable[[Sequence[Metadata], str], str] | None = None,
    *,
    yearly: bool = False,
) -> Look[Metadata]:
    """Return how briefings are listed, newest first.

    Args:
        corpus: everything that was read.
        title: what the whole list is called.
        kind: the kind of page.
        write: writes some of them for a page; if not given, as all lists of briefings are.
        yearly: whether the first page has a heading for each year.
    """

    def heading(article: Metadata, key: str) -> str:
        if len(key) == len("2018"):
            precision = len("2018-03")
        elif yearly and not key:
            precision = len("2018")
        else:
            return "Briefings"
        if article.published is None:
            return fragments.UNDATED
        return fragments.written(article.published.isoformat()[:precision], corpus.settings)

    def entries(articles: Sequence[Metadata], uri: str) -> str:
        return fragments.entries(corpus, articles, uri)

    return Look(
        title, kind, write or entries, heading, labels.of_day, labels.of_day_in_short,
        newest=corpus.settings.latest, beside=list_layout.NEWEST_FIRST, anchor=labels.day_anchor,
    )  # fmt: skip


def explainers(corpus: Corpus, listing: Listing[Explainer]) -> Shown[Explainer]:
    """Return the list of all explainers by kind, each kind A–Z."""

    def heading(explainer: Explainer, key: str) -> str:
        return "" if key else KIND_TITLES[explainer.kind]

    look = Look(
        "Explainers", "index", _summaries, heading, labels.of_kind, labels.of_kind_in_short,
        unit=("explainer",), css_class="catalogue", anchor=labels.kind_anchor,
    )  # fmt: skip
    kinds = dict.fromkeys(KIND_TITLES[e.kind] for e in listing.group.entries)
    jump = " ".join(f"[{title}](#{title.lower()})" for title in kinds)

    def front(listed: str) -> Page:
        return _index(
            corpus.settings, listing.uri, look.title,
            "" if listing.group.parts else fragments.classed(jump, "jump"),
            listed or "No explainer yet.",
        )  # fmt: skip

    return Shown(listing, look, front)


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
    return fragments.definitions(
        (fragments.explainer_link(e, uri), prose.escape_block(prose.escape(e.summary)))
        for e in listed
    )


def topics(corpus: Corpus, listing: Listing[Topic]) -> Shown[Topic]:
    """Return the list of topics with their numbers of briefings."""

    def write(listed: Sequence[Topic], uri: str) -> str:
        return _tally(uri, ((t.name, uris.topic(t.slug), len(t.articles)) for t in listed))

    return _names(corpus.settings, listing, "Topics", write, "topic")


def topic(corpus: Corpus, subject: Topic, listing: Listing[Metadata]) -> Shown[Metadata]:
    """Return the briefings on a topic."""
    meta: dict[str, object] = {
        "template": "page.html", "title": subject.name, "kind": "topic", "hide": ["toc"],
        **head.topic(corpus, subject),
    }  # fmt: skip

    def front(listed: str) -> Page:
        return fragments.page(
            listing.uri,
            meta,
            fragments.heading(subject.name),
            fragments.classed("Topic", "facts"),
            listed,
        )

    return Shown(listing, by_time(corpus, subject.name, "topic"), front)


def outlets(
    corpus: Corpus, listing: Listing[tuple[Outlet, Sequence[Metadata]]]
) -> Shown[tuple[Outlet, Sequence[Metadata]]]:
    """Return the list of outlets with their numbers of briefings."""

    def write(listed: Sequence[tuple[Outlet, Sequence[Metadata]]], uri: str) -> str:
        return _tally(uri, ((o.name, uris.outlet(o.slug), len(found)) for o, found in listed))

    return _names(corpus.settings, listing, "Outlets", write, "outlet")


def outlet(corpus: Corpus, subject: Outlet, listing: Listing[Metadata]) -> Shown[Metadata]:
    """Return the briefings of an outlet."""
    facts = ["Outlet", prose.escape(subject.country)]
    if subject.home:
        facts.append(f"[{prose.escape(subject.home)}]({subject.home})")
    meta: dict[str, object] = {
        "template": "page.html", "title": subject.name, "kind": "outlet", "hide": ["toc"],
        **head.listing(corpus.settings, listing.uri, subject.name, subject),
    }  # fmt: skip

    def front(listed: str) -> Page:
        said = fragments.classed(" · ".join(fact for fact in facts if fact), "facts")
        return fragments.page(listing.uri, meta, fragments.heading(subject.name), said, listed)

    return Shown(listing, by_time(corpus, subject.name, "outlet"), front)


def search() -> Page:
    """Return the search page, which its template fills."""
    meta = {"template": "search.html", "title": "Search", "kind": "search", "hide": ["toc"]}
    return fragments.page(uris.SEARCH, meta, "# Search")


def _names(
    settings: Settings,
    listing: Listing[T],
    title: str,
    write: Callable[[Sequence[T], str], str],
    unit: str,
) -> Shown[T]:
    look = Look(
        title, "index", write, _no_heading, labels.of_name, labels.of_name, (unit,),
        css_class="tally",
    )  # fmt: skip
    return Shown(listing, look, partial(_front, settings, listing.uri, title, f"No {unit} yet."))


def _front(settings: Settings, uri: str, title: str, nothing: str, listed: str) -> Page:
    return _index(settings, uri, title, listed or nothing)


def _index(settings: Settings, uri: str, title: str, *sections: str) -> Page:
    meta = {"template": "page.html", "title": title, "kind": "index"}
    said = {**meta, **head.listing(settings, uri, title)}
    return fragments.page(uri, said, fragments.heading(title), *sections)


def _tally(uri: str, entries: Iterator[tuple[str, str, int]]) -> str:
    return fragments.bullets(
        f'{fragments.link(name, uris.relative(uri, target))} <span class="count">{count:,}</span>'
        for name, target, count in entries
    )
