"""Plain Markdown of every page, for readers that are programs.

A twin stands where its page stands in the compiled tree: `briefings/a.md` beside the page
`briefings/a/`. Links between pages are therefore the same relative ones. No front matter, no HTML,
no attribute lists; what a page says in words is here, and the search page, a tool, is not.
"""

from collections.abc import Iterator
from functools import partial

from generator import editorial, prose, related, remarks, report, uris
from generator.chronology import then_and_now
from generator.corpus import Corpus
from generator.exports import addresses, facts, markdown, plain
from generator.listings import LENGTHS
from generator.model.article import Article, Metadata
from generator.model.explainer import Explainer
from generator.model.linking import Mention
from generator.model.note import AnchoredNote
from generator.model.related import RelatedLine
from generator.model.site import Page
from generator.sentences import sentence_around
from generator.topics import topics_of


def briefing(corpus: Corpus, article: Article) -> Page:
    """Return the twin of a briefing."""
    uri = uris.briefing(article.slug)
    mentions = corpus.annotated[uri].mentions
    explained = (_background(article, uri, e) for e in facts.subjects(corpus, article))
    lines = corpus.related[article.slug]
    blocks = related.linked(article.blocks, lines, lambda s: uris.relative(uri, uris.briefing(s)))
    headlines = (_headline(uri, *found) for found in related.headlines(article, lines))
    topics = (
        markdown.link(uri, uris.topic(slug), name) for slug, name in topics_of(article).items()
    )
    return markdown.page(
        uri,
        markdown.heading(article.title),
        " · ".join(_facts(article)),
        plain.blocks(blocks, mentions, lambda m: _to(uri, m)),
        markdown.section("Notes of the editors", map(_note, article.notes)),
        markdown.section("Background in this briefing", explained),
        markdown.section("Related headlines", headlines),
        markdown.section("Topics", topics),
        markdown.section("About this text", _about(corpus, article, uri)),
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
        markdown.outside(source.title, source.url) if source.url else markdown.text(source.title)
        for source in subject.sources
    )
    explained = (corpus.explainers[slug] for slug in annotated.subjects())
    called = markdown.text(", ".join(subject.also_called))
    about = [f"Also called: {called}"] if called else []
    about += [f"Reviewed: {subject.reviewed.isoformat()}"] if subject.reviewed else []
    about.append(_web_page(corpus, uri))
    return markdown.page(
        uri,
        markdown.heading(subject.title),
        f"{subject.kind.value.capitalize()}. {markdown.text(subject.summary)}",
        body.strip("\n"),
        markdown.section("Timeline", timeline),
        markdown.section("Mentioned alongside", _alongside(corpus, subject)),
        markdown.section("Mentioned in briefings", _mentioning(corpus, subject)),
        markdown.section("Mentioned in explainers", _also_mentioning(corpus, subject)),
        markdown.section("Background on this page", markdown.summaries(uri, explained)),
        markdown.section("Sources", sources),
        markdown.section("About this explainer", about),
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
    (summary,) = markdown.summaries(uri, [subject])
    return markdown.nested(summary, told)


def _headline(uri: str, text: str, line: RelatedLine | None) -> str:
    return markdown.link(uri, uris.briefing(line.target), text) if line else markdown.text(text)


def _mentioning(corpus: Corpus, subject: Explainer) -> Iterator[str]:
    """Yield the newest briefings that mention a subject, each with the sentences that do."""
    uri = uris.explainer(subject.slug)
    found = corpus.backlinks.get(subject.slug, ())
    shown = found[: LENGTHS.mentions]
    listed = markdown.briefings(uri, (corpus.articles[slug] for slug in shown))
    for slug, briefing in zip(shown, listed, strict=True):
        quoted = _sentences(corpus, corpus.articles[slug], subject)
        yield markdown.nested(briefing, (f"“{markdown.text(said)}”" for said in quoted))
    if len(found) > len(shown):
        yield markdown.link(uri, uris.mentions(subject.slug), "All briefings that mention it")


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
        name = markdown.link(uri, uris.explainer(slug), corpus.explainers[slug].title)
        yield f"{name}: {report.plural(number, 'briefing')}"


def _also_mentioning(corpus: Corpus, subject: Explainer) -> Iterator[str]:
    """Yield the first explainers that mention a subject, and where all of them are."""
    uri = uris.explainer(subject.slug)
    found = corpus.explainer_backlinks.get(subject.slug, ())
    shown = found[: LENGTHS.mentioning]
    yield from markdown.summaries(uri, (corpus.explainers[slug] for slug in shown))
    if len(found) > len(shown):
        yield markdown.link(uri, uris.mentioning(subject.slug), "All explainers that mention it")


def _to(uri: str, mention: Mention) -> str:
    return uris.relative(uri, uris.explainer(mention.subject))


def _facts(article: Article) -> Iterator[str]:
    yield markdown.text(article.outlet.name) if article.outlet else "Outlet unknown"
    if article.authors:
        yield markdown.text(", ".join(article.authors))
    known = article.published
    yield f"Published {known.isoformat()}" if known else "Publication date unknown"


def _note(anchored: AnchoredNote) -> str:
    note = anchored.note
    sources = (
        markdown.outside(source.title or source.url, source.url)
        if source.url
        else markdown.text(source.title)
        for source in note.sources
    )
    remark = plain.blocks(remarks.body(note), (), str)
    said = [f"{note.kind.value.capitalize()}, on “{markdown.text(note.quote)}”:", remark]
    if listed := ", ".join(sources):
        said.append(f"Sources: {listed}.")
    # A later paragraph stays in the list's entry by its indent.
    return "\n\n".join(said).replace("\n", "\n  ").replace("\n  \n", "\n\n")


def _about(corpus: Corpus, article: Article, uri: str) -> Iterator[str]:
    if article.headline:
        yield f"Headline as captured: {markdown.text(article.headline)}"
    if article.outlet:
        yield f"Outlet: {markdown.link(uri, uris.outlet(article.outlet.slug), article.outlet.name)}"
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
