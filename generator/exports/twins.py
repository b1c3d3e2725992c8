"""Plain Markdown of every page, for readers that are programs.

A twin stands where its page stands in the compiled tree: `briefings/a.md` beside the page
`briefings/a/`. Links between pages are therefore the same relative ones. No front matter, no HTML,
no attribute lists; what a page says in words is here, and the search page, a tool, is not.
"""

from collections.abc import Iterable, Iterator, Sequence

from generator import editorial, prose, uris
from generator.corpus import Corpus
from generator.exports import addresses, facts, plain
from generator.model.article import Article, Metadata, Outlet
from generator.model.explainer import Explainer
from generator.model.linking import Mention
from generator.model.note import AnchoredNote
from generator.model.site import Page
from generator.topics import Topic, topics_of


def briefing(corpus: Corpus, article: Article) -> Page:
    """Return the twin of a briefing."""
    uri = uris.briefing(article.slug)
    mentions = corpus.annotated[uri].mentions
    explained = {e.slug: e for e in facts.subjects(corpus, article)}
    topics = (_link(uri, uris.topic(slug), name) for slug, name in topics_of(article).items())
    return _page(
        uri,
        _heading(article.title),
        " · ".join(_facts(article)),
        plain.blocks(article.blocks, mentions, lambda m: _to(uri, m)),
        _section("Notes of the editors", map(_note, article.notes)),
        _section("Background in this briefing", _summaries(uri, explained.values())),
        _section("Topics", topics),
        _section("About this text", _about(corpus, article, uri)),
        "The text above is the captured article, word for word; "
        f"{'links, notes' if article.notes else 'links'} and background were added by the editors "
        "of this site.",
    )


def explainer(corpus: Corpus, subject: Explainer) -> Page:
    """Return the twin of an explainer."""
    uri = uris.explainer(subject.slug)
    annotated = corpus.annotated[uri]
    body = editorial.insert_links(
        subject.body, corpus.passages[subject.slug], annotated.mentions,
        lambda m: _to(uri, m),
    )  # fmt: skip
    for mention in annotated.linked():
        # What the linker adds to a link besides its address, exactly as it adds it.
        added = prose.mention_link(mention, _to(uri, mention))
        body = body.replace(added, f"]({_to(uri, mention)})")
    timeline = (f"{entry.date}: {entry.event}" for entry in subject.timeline)
    sources = (
        _outside(source.title, source.url) if source.url else _text(source.title)
        for source in subject.sources
    )
    mentioning = [corpus.articles[slug] for slug in corpus.backlinks.get(subject.slug, ())]
    others = [corpus.explainers[slug] for slug in corpus.explainer_backlinks.get(subject.slug, ())]
    explained = (corpus.explainers[slug] for slug in annotated.subjects())
    about = [f"Also called: {_text(', '.join(subject.also_called))}"] if subject.also_called else []
    about += [f"Reviewed: {subject.reviewed.isoformat()}"] if subject.reviewed else []
    about.append(_web_page(corpus, uri))
    return _page(
        uri,
        _heading(subject.title),
        f"{subject.kind.value.capitalize()}. {_text(subject.summary)}",
        body.strip("\n"),
        _section("Timeline", timeline),
        _section("Mentioned in briefings", _briefings(uri, mentioning)),
        _section("Mentioned in explainers", _summaries(uri, others)),
        _section("Background on this page", _summaries(uri, explained)),
        _section("Sources", sources),
        _section("About this explainer", about),
    )


def home(corpus: Corpus) -> Page:
    """Return the twin of the home page."""
    settings, articles = corpus.settings, list(corpus.articles.values())
    ways = {
        "All briefings": uris.BRIEFINGS, "Explainers A–Z": uris.EXPLAINERS,
        "Topics": uris.TOPICS, "Outlets": uris.OUTLETS,
    }  # fmt: skip
    return _page(
        uris.HOME,
        _heading(settings.site_name),
        _text(settings.site_description),
        _section("Latest briefings", _briefings(uris.HOME, articles[: settings.latest])),
        _section("Lists", (_link(uris.HOME, uri, name) for name, uri in ways.items())),
    )


def briefings(corpus: Corpus) -> Page:
    """Return the twin of the list of all briefings."""
    return _list(uris.BRIEFINGS, "Briefings", _briefings(uris.BRIEFINGS, corpus.articles.values()))


def explainers(corpus: Corpus) -> Page:
    """Return the twin of the list of all explainers."""
    listed = _summaries(uris.EXPLAINERS, corpus.explainers.values())
    return _list(uris.EXPLAINERS, "Explainers", listed)


def topics(listed: Iterable[Topic]) -> Page:
    """Return the twin of the list of topics."""
    counted = ((topic.name, uris.topic(topic.slug), len(topic.articles)) for topic in listed)
    return _list(uris.TOPICS, "Topics", _counted(uris.TOPICS, counted))


def outlets(listed: Iterable[tuple[Outlet, Sequence[Metadata]]]) -> Page:
    """Return the twin of the list of outlets."""
    counted = ((known.name, uris.outlet(known.slug), len(articles)) for known, articles in listed)
    return _list(uris.OUTLETS, "Outlets", _counted(uris.OUTLETS, counted))


def topic(subject: Topic) -> Page:
    """Return the twin of a topic."""
    uri = uris.topic(subject.slug)
    return _list(uri, subject.name, _briefings(uri, subject.articles))


def outlet(subject: Outlet, articles: Iterable[Metadata]) -> Page:
    """Return the twin of an outlet."""
    uri = uris.outlet(subject.slug)
    return _list(uri, subject.name, _briefings(uri, articles))


def _page(uri: str, *sections: str) -> Page:
    return Page(uri, "\n\n".join(section for section in sections if section) + "\n")


def _list(uri: str, title: str, entries: Iterable[str]) -> Page:
    return _page(uri, _heading(title), _bullets(entries) or "Nothing yet.")


def _section(title: str, entries: Iterable[str]) -> str:
    listed = _bullets(entries)
    return f"## {title}\n\n{listed}" if listed else ""


def _bullets(entries: Iterable[str]) -> str:
    return "\n".join(f"- {entry}" for entry in entries)


def _heading(title: str) -> str:
    return f"# {_text(title)}"


def _text(text: str) -> str:
    """Return foreign text on one line, which shows as itself wherever it stands."""
    return prose.escape_block(prose.escape(" ".join(text.split())))


def _link(uri: str, target: str, text: str) -> str:
    return _outside(text, uris.relative(uri, target))


def _outside(text: str, address: str) -> str:
    return f"[{_text(text)}]({address})"


def _to(uri: str, mention: Mention) -> str:
    return uris.relative(uri, uris.explainer(mention.subject))


def _facts(article: Article) -> Iterator[str]:
    yield _text(article.outlet.name) if article.outlet else "Outlet unknown"
    if article.authors:
        yield _text(", ".join(article.authors))
    known = article.published
    yield f"Published {known.isoformat()}" if known else "Publication date unknown"


def _note(anchored: AnchoredNote) -> str:
    note = anchored.note
    sources = (
        _outside(source.title or source.url, source.url) if source.url else _text(source.title)
        for source in note.sources
    )
    # A later paragraph stays in the list's entry by its indent.
    remark = note.text.strip().replace("\n", "\n  ")
    said = f"{note.kind.value.capitalize()}, on “{_text(note.quote)}”: {remark}"
    listed = ", ".join(sources)
    return f"{said} Sources: {listed}." if listed else said


def _about(corpus: Corpus, article: Article, uri: str) -> Iterator[str]:
    if article.headline:
        yield f"Headline as captured: {_text(article.headline)}"
    if article.outlet:
        yield f"Outlet: {_link(uri, uris.outlet(article.outlet.slug), article.outlet.name)}"
    yield f"Address: {f'<{article.url}>' if article.url else 'unknown'}"
    if article.modified:
        yield f"Changed: {article.modified.isoformat()}"
    yield f"Captured: {facts.moment(article.captured) if article.captured else 'unknown'}"
    yield f"SHA-256 of the capture: {article.capture.sha256}"
    yield _web_page(corpus, uri)


def _web_page(corpus: Corpus, uri: str) -> str:
    settings = corpus.settings
    if whole := addresses.absolute(settings, uri):
        return f"Web page: <{whole}>"
    # Relative to this file, which stands beside the page's folder.
    return f"Web page: [HTML]({uris.relative(uri, addresses.path(settings, uri))})"


def _summaries(uri: str, listed: Iterable[Explainer]) -> Iterator[str]:
    for subject in listed:
        yield f"{_link(uri, uris.explainer(subject.slug), subject.title)}: {_text(subject.summary)}"


def _briefings(uri: str, listed: Iterable[Metadata]) -> Iterator[str]:
    for article in listed:
        link = _link(uri, uris.briefing(article.slug), article.title)
        outlet = f", {_text(article.outlet.name)}" if article.outlet else ""
        day = article.published.isoformat() if article.published else "publication date unknown"
        yield f"{link}: {day}{outlet}. {_text(article.summary)}"


def _counted(uri: str, listed: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    for name, target, number in listed:
        yield f"{_link(uri, target, name)}: {number}"
