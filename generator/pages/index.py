"""The ways in: home, all briefings, explainers A–Z by kind, topics, outlets, and search."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator import prose, uris
from generator.corpus import Corpus
from generator.exports import head
from generator.model.article import Metadata, Outlet
from generator.model.content import Settings
from generator.model.explainer import Explainer, ExplainerKind
from generator.model.site import Page
from generator.pages import parts
from generator.topics import Topic

KIND_TITLES = {
    ExplainerKind.PLACE: "Places",
    ExplainerKind.PERSON: "People",
    ExplainerKind.ORGANISATION: "Organisations",
    ExplainerKind.DOCUMENT: "Documents",
    ExplainerKind.EVENT: "Events",
    ExplainerKind.CONCEPT: "Concepts",
}
_UNDATED = "Publication date unknown"


def home(corpus: Corpus) -> Page:
    """Return the home page: the latest briefings."""
    settings = corpus.settings
    latest = list(corpus.articles.values())[: settings.latest]
    more = " · ".join((
        parts.link("All briefings", uris.BRIEFINGS),
        parts.link("Explainers A–Z", uris.EXPLAINERS),
    ))  # fmt: skip
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


def briefings(corpus: Corpus) -> Page:
    """Return the list of all briefings, newest first, by year."""
    articles = list(corpus.articles.values())
    sections: list[str] = []
    for year, of_year in groupby(articles, key=_year):
        sections += [f"## {year}", parts.entries(corpus, list(of_year), uris.BRIEFINGS)]
    shown = sections or ["No briefing yet."]
    return _index(corpus.settings, uris.BRIEFINGS, "Briefings", *shown)


def _year(article: Metadata) -> str:
    return str(article.published.year) if article.published else _UNDATED


def explainers(corpus: Corpus) -> Page:
    """Return all explainers by kind, each kind A–Z."""
    by_kind = {
        kind: [e for e in corpus.explainers.values() if e.kind is kind] for kind in KIND_TITLES
    }
    shown = {kind: listed for kind, listed in by_kind.items() if listed}
    jump = " ".join(f"[{KIND_TITLES[kind]}](#{KIND_TITLES[kind].lower()})" for kind in shown)
    sections = [
        f"## {KIND_TITLES[kind]}\n\n{parts.definitions(_summaries(listed))}"
        for kind, listed in shown.items()
    ]
    return _index(
        corpus.settings, uris.EXPLAINERS, "Explainers",
        parts.classed(jump, "jump"),
        parts.division("catalogue", *sections) or "No explainer yet.",
    )  # fmt: skip


def _summaries(listed: Sequence[Explainer]) -> Iterator[tuple[str, str]]:
    for explainer in listed:
        summary = prose.escape_block(prose.escape(explainer.summary))
        yield parts.explainer_link(explainer, uris.EXPLAINERS), summary


def topics(settings: Settings, listed: Sequence[Topic]) -> Page:
    """Return the list of topics with the number of briefings on each."""
    tally = _tally((topic.name, f"{topic.slug}.md", len(topic.articles)) for topic in listed)
    return _index(settings, uris.TOPICS, "Topics", tally or "No topic yet.")


def topic(corpus: Corpus, subject: Topic) -> Page:
    """Return the page of one topic."""
    uri = uris.topic(subject.slug)
    return parts.page(
        uri,
        {
            "template": "page.html",
            "title": subject.name,
            "kind": "topic",
            "hide": ["toc"],
            **head.topic(corpus, subject),
        },
        parts.heading(subject.name),
        parts.classed("Topic", "facts"),
        "## Briefings",
        parts.entries(corpus, subject.articles, uri),
    )


def outlets(settings: Settings, listed: Sequence[tuple[Outlet, Sequence[Metadata]]]) -> Page:
    """Return the list of outlets with the number of briefings from each."""
    tally = _tally((outlet.name, f"{outlet.slug}.md", len(articles)) for outlet, articles in listed)
    return _index(settings, uris.OUTLETS, "Outlets", tally or "No outlet yet.")


def outlet(corpus: Corpus, subject: Outlet, articles: Sequence[Metadata]) -> Page:
    """Return the page of one outlet."""
    uri = uris.outlet(subject.slug)
    facts = ["Outlet", prose.escape(subject.country)]
    if subject.home:
        facts.append(f"[{prose.escape(subject.home)}]({subject.home})")
    return parts.page(
        uri,
        {
            "template": "page.html",
            "title": subject.name,
            "kind": "outlet",
            "hide": ["toc"],
            **head.listing(corpus.settings, uri, subject.name, subject),
        },
        parts.heading(subject.name),
        parts.classed(" · ".join(fact for fact in facts if fact), "facts"),
        "## Briefings",
        parts.entries(corpus, articles, uri),
    )


def search() -> Page:
    """Return the search page, which its template fills."""
    meta = {"template": "search.html", "title": "Search", "kind": "search", "hide": ["toc"]}
    return parts.page(uris.SEARCH, meta, "# Search")


def _index(settings: Settings, uri: str, title: str, *sections: str) -> Page:
    meta = {"template": "page.html", "title": title, "kind": "index"}
    said = {**meta, **head.listing(settings, uri, title)}
    return parts.page(uri, said, parts.heading(title), *sections)


def _tally(entries: Iterator[tuple[str, str, int]]) -> str:
    lines = [
        f'{parts.link(name, address)} <span class="count">{count}</span>'
        for name, address, count in entries
    ]
    return parts.division("tally", parts.bullets(lines)) if lines else ""
