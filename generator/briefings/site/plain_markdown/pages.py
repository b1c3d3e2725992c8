"""Plain Markdown of every page, for readers that are programs.

A twin stands where its page stands in the compiled tree: `briefings/a.md` beside the page
`briefings/a/`. Links between pages are therefore the same relative ones. No front matter, no HTML,
no attribute lists; what a page says in words is here, and the search page, a tool, is not.
"""

from collections.abc import Iterator
from functools import partial

from briefings.linking import related
from briefings.markup import editorial, note_bodies, prose
from briefings.model.article import Article, Metadata
from briefings.model.explainer import Explainer
from briefings.model.linking import Mention
from briefings.model.note import AnchoredNote
from briefings.model.related import RelatedLine
from briefings.model.site import Page
from briefings.site import addresses, facts
from briefings.site.corpus import Corpus
from briefings.site.lists.chronology import then_and_now
from briefings.site.lists.listings import LENGTHS
from briefings.site.lists.topics import topics_of
from briefings.site.plain_markdown import block_markdown, inline
from briefings.text import report, uris
from briefings.text.sentences import sentence_around


def briefing(corpus: Corpus, article: Article) -> Page:
    """Return the twin of a briefing."""
    uri = uris.briefing(article.slug)
    mentions = corpus.annotated[uri].mentions
    explained = (_background(article, uri, e) for e in facts.subjects(corpus, article))
    lines = corpus.related[article.slug]
    blocks = related.linked(article.blocks, lines, lambda s: uris.relative(uri, uris.briefing(s)))
    headlines = (_headline(uri, *found) for found in related.headlines(article, lines))
    topics = (inline.link(uri, uris.topic(slug), name) for slug, name in topics_of(article).items())
    return inline.page(
        uri,
        inline.heading(article.title),
        " · ".join(_facts(article)),
        block_markdown.blocks(blocks, mentions, lambda m: _to(uri, m)),
        inline.section("Notes of the editors", map(_note, article.notes)),
        inline.section("Background in this briefing", explained),
        inline.section("Related headlines", headlines),
        inline.section("Topics", topics),
        inline.section("About this text", _about(corpus, article, uri)),
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
    timeline = (
        f"{entry.date}: {entry.event}{f' [Source]({entry.source})' if entry.source else ''}"
        for entry in subject.timeline
    )
    sources = (
        inline.outside(source.title, source.url) if source.url else inline.text(source.title)
        for source in subject.sources
    )
    explained = (corpus.explainers[slug] for slug in annotated.subjects())
    called = inline.text(", ".join(subject.also_called))
    about = [f"Also called: {called}"] if called else []
    about += [f"Reviewed: {subject.reviewed.isoformat()}"] if subject.reviewed else []
    about.append(_web_page(corpus, uri))
    return inline.page(
        uri,
        inline.heading(subject.title),
        f"{subject.kind.value.capitalize()}. {inline.text(subject.summary)}",
        body.strip("\n"),
        inline.section("Timeline", timeline),
        inline.section("Mentioned alongside", _alongside(corpus, subject)),
        inline.section("Mentioned in briefings", _mentioning(corpus, subject)),
        inline.section("Mentioned in explainers", _also_mentioning(corpus, subject)),
        inline.section("Background on this page", inline.summaries(uri, explained)),
        inline.section("Sources", sources),
        inline.section("About this explainer", about),
    )


def _background(article: Article, uri: str, subject: Explainer) -> str:
    """Return the summary of a subject, what had happened to it on the day, and what followed."""
    read = then_and_now(subject.timeline, article.published)
    lead = partial(uris.rebased, uris.explainer(subject.slug), uri)
    told = [
        f"{when}, {entry.date}: {editorial.readdressed(entry.event, lead)}"
        for when, entries in (
            ("At the time", read.at_the_time),
            ("About then", read.about_then),
            ("Since then", read.since_then),
        )
        for entry in entries
    ]
    told += [f"{read.more_since} more since"] if read.more_since else []
    (summary,) = inline.summaries(uri, [subject])
    return inline.nested(summary, told)


def _headline(uri: str, text: str, line: RelatedLine | None) -> str:
    return inline.link(uri, uris.briefing(line.target), text) if line else inline.text(text)


def _mentioning(corpus: Corpus, subject: Explainer) -> Iterator[str]:
    """Yield the newest briefings that mention a subject, each with the sentences that do."""
    uri = uris.explainer(subject.slug)
    found = corpus.backlinks.get(subject.slug, ())
    shown = found[: LENGTHS.mentions]
    listed = inline.briefings(uri, (corpus.articles[slug] for slug in shown))
    for slug, briefing in zip(shown, listed, strict=True):
        quoted = _sentences(corpus, corpus.articles[slug], subject)
        yield inline.nested(briefing, (f"“{inline.text(said)}”" for said in quoted))
    if len(found) > len(shown):
        yield inline.link(uri, uris.mentions(subject.slug), "All briefings that mention it")


def _sentences(corpus: Corpus, article: Metadata, subject: Explainer) -> Iterator[str]:
    annotated = corpus.annotated[uris.briefing(article.slug)]
    for m in annotated.linked():
        if m.subject == subject.slug:
            text = annotated.passages[m.passage].text
            yield sentence_around(text, m.start, m.end, article.lang)[0]


def _alongside(corpus: Corpus, subject: Explainer) -> Iterator[str]:
    """Yield the subjects that are most often mentioned together with one."""
    uri = uris.explainer(subject.slug)
    for slug, number in corpus.comentions.get(subject.slug, ()):
        name = inline.link(uri, uris.explainer(slug), corpus.explainers[slug].title)
        yield f"{name}: {report.plural(number, 'briefing')}"


def _also_mentioning(corpus: Corpus, subject: Explainer) -> Iterator[str]:
    """Yield the first explainers that mention a subject, and where all of them are."""
    uri = uris.explainer(subject.slug)
    found = corpus.explainer_backlinks.get(subject.slug, ())
    shown = found[: LENGTHS.mentioning]
    yield from inline.summaries(uri, (corpus.explainers[slug] for slug in shown))
    if len(found) > len(shown):
        yield inline.link(uri, uris.mentioning(subject.slug), "All explainers that mention it")


def _to(uri: str, mention: Mention) -> str:
    return uris.relative(uri, uris.explainer(mention.subject))


def _facts(article: Article) -> Iterator[str]:
    yield inline.text(article.outlet.name) if article.outlet else "Outlet unknown"
    if article.authors:
        yield inline.text(", ".join(article.authors))
    known = article.published
    yield f"Published {known.isoformat()}" if known else "Publication date unknown"


def _note(anchored: AnchoredNote) -> str:
    note = anchored.note
    sources = (
        inline.outside(source.title or source.url, source.url)
        if source.url
        else inline.text(source.title)
        for source in note.sources
    )
    remark = block_markdown.blocks(note_bodies.body(note), (), str)
    said = [f"{note.kind.value.capitalize()}, on “{inline.text(note.quote)}”:", remark]
    if listed := ", ".join(sources):
        said.append(f"Sources: {listed}.")
    # A later paragraph stays in the list's entry by its indent.
    return "\n\n".join(said).replace("\n", "\n  ").replace("\n  \n", "\n\n")


def _about(corpus: Corpus, article: Article, uri: str) -> Iterator[str]:
    if article.headline:
        yield f"Headline as captured: {inline.text(article.headline)}"
    if article.outlet:
        yield f"Outlet: {inline.link(uri, uris.outlet(article.outlet.slug), article.outlet.name)}"
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
