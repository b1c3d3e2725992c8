"""The briefing: an article word for word, with links, notes and the background around it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from briefings.cache import Keyed
from briefings.linking import related
from briefings.markup import editorial, heading_ids, note_bodies, prose
from briefings.model.article import Article, Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.note import AnchoredNote
from briefings.model.reading import BlockKind, Evidence
from briefings.model.related import RelatedLine
from briefings.model.site import Page, SearchRecord, SearchText, Target
from briefings.site import addresses, facts, search_records
from briefings.site.exports import feeds, head, jsonld
from briefings.site.inputs import KeyedCorpus, newest, target
from briefings.site.lists.chronology import then_and_now
from briefings.site.lists.listings import Listings
from briefings.site.lists.sequence import Neighbours
from briefings.site.lists.topics import topics_of
from briefings.site.pages import background, cite, fragments, languages, margin, notes
from briefings.site.plain_markdown import block_markdown, inline
from briefings.text import report, uris


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the page of a briefing is built from."""

    settings: Settings
    """The site's settings."""
    article: Keyed[Article]
    """The article."""
    annotated: Keyed[Annotated]
    """Its mentions."""
    subjects: tuple[Keyed[Explainer], ...]
    """The explainers that it links, in reading order."""
    related: tuple[RelatedLine, ...]
    """Its related lines and headlines that are links, in its order."""
    neighbours: Neighbours
    """The briefings published before and after it."""
    has_feed: bool
    """Whether the site has a feed."""


def inputs(corpus: KeyedCorpus, slug: str) -> Inputs:
    """Return the inputs of a briefing; raises KeyError if there is no such article."""
    uri = uris.briefing(slug)
    return Inputs(
        settings=corpus.settings,
        article=corpus.article(slug),
        annotated=corpus.annotated(uri),
        subjects=corpus.explainers(corpus.corpus.subjects(uri)),
        related=corpus.corpus.related[slug],
        neighbours=corpus.neighbours[slug],
        has_feed=corpus.has_feed,
    )


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of each briefing."""
    del listings
    for slug in corpus.corpus.articles:
        uri = uris.briefing(slug)
        subjects = map(uris.explainer, corpus.corpus.subjects(uri))
        changed = newest((corpus.days[uri], *map(corpus.days.__getitem__, subjects)))
        yield target(build, inputs(corpus, slug), uri, parallel=True, changed=changed)


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the page of a briefing, its Markdown alternate and its search record."""
    article, annotated = inputs.article.value, inputs.annotated.value
    subjects = [subject.value for subject in inputs.subjects]
    record = _record(article, subjects, inputs.settings)
    return (
        _page(inputs, article, annotated, subjects),
        _alternate(inputs, article, annotated, subjects),
        search_records.page(article.slug, record),
    )


# ------------------------------------------------------------------------------ page


def _page(
    inputs: Inputs, article: Article, annotated: Annotated, subjects: Sequence[Explainer]
) -> Page:
    settings, uri = inputs.settings, uris.briefing(article.slug)
    lang, direction = languages.language(article.lang)
    article_lang = languages.title(article, settings)
    placed = margin.plan(article, annotated, subjects, settings.locale)
    text = prose.write_blocks(
        related.linked(article.blocks, inputs.related, partial(_to_briefing, uri)),
        annotated.mentions,
        partial(fragments.to_subject, uri),
        article.notes,
        notes.writer(languages.attributes(settings.locale, article.lang), placed.notes),
        background.numbers(annotated),
        placed.glosses,
    )
    below = [
        background.section(
            "Background in this briefing", uri, subjects, settings, article.published
        ),
        fragments.division(
            "apparatus",
            _headlines(article, inputs.related, uri, article_lang),
            _topics(article, uri),
        ),
        fragments.division("apparatus provenance", _provenance(article, uri, settings)),
        cite.section(article, settings),
    ]
    changed = article.modified if article.modified != article.published else None
    return fragments.page(
        uri,
        {
            "template": "page.html",
            "title": article.title,
            "description": article.summary,
            "kind": "briefing",
            "lang": lang,
            # How many of the last sections are in the site's language, if the article is not.
            "sections_below": sum(map(_sections, below)) if article_lang else None,
            "dir": direction if article_lang else None,
            "outlet": article.outlet.name if article.outlet else None,
            "author": ", ".join(article.authors),
            "published": article.published.isoformat() if article.published else None,
            "captured": facts.moment(article.captured) if article.captured else None,
            "sha256": article.capture.sha256,
            "notes": len(article.notes) or None,
            "modified": changed.isoformat() if changed else None,
            "section": article.section,
            "topics": list(topics_of(article).values()) or None,
            "locale": head.locale(article.lang, settings),
            "feed": feeds.HOME if inputs.has_feed else None,
            "jsonld": _structured_data(article, subjects, settings),
        },
        fragments.heading(article.title) + (f" {{{article_lang} }}" if article_lang else ""),
        fragments.classed(_facts(article, uri, settings), "facts"),
        f'<div class="article" lang="{lang}" dir="{direction}" markdown>\n\n{text}\n\n</div>',
        *below,
        _onward(inputs.neighbours, uri, settings),
    )


def _to_briefing(uri: str, slug: str) -> str:
    return uris.relative(uri, uris.briefing(slug))


def _sections(text: str) -> int:
    return sum(line.startswith("## ") for line in text.splitlines())


def _facts(article: Article, uri: str, settings: Settings) -> str:
    published = fragments.published(article, settings)
    shown = [
        fragments.outlet_link(article, uri),
        prose.escape(", ".join(article.authors)),
        prose.escape(article.dateline.place) if article.dateline else "",
        f"Published {published}" if article.published else published,
        f"Captured {fragments.day(article.captured.date(), settings)}" if article.captured else "",
        f"[{report.plural(len(article.notes), 'note')}](#note-ref-1)" if article.notes else "",
    ]
    return " · ".join(filter(None, shown))


def _headlines(article: Article, lines: Iterable[RelatedLine], uri: str, lang: str) -> str:
    shown = [_headline(*found, uri, lang) for found in related.headlines(article, lines)]
    return f"## Related headlines\n\n{fragments.bullets(shown)}" if shown else ""


def _headline(text: str, line: RelatedLine | None, uri: str, lang: str) -> str:
    spans = [(line.start, len(text), "[", f"]({_to_briefing(uri, line.target)})")] if line else []
    return languages.set_apart(prose.escape_block(prose.write_spans(text, spans)), lang)


def _topics(article: Article, uri: str) -> str:
    links = [
        fragments.link(name, uris.relative(uri, uris.topic(slug)))
        for slug, name in topics_of(article).items()
    ]
    return f"## Topics\n\n{fragments.classed(' '.join(links), 'subjects')}" if links else ""


def _onward(neighbours: Neighbours, uri: str, settings: Settings) -> str:
    found = (("prev", "Older", neighbours.older), ("next", "Newer", neighbours.newer))
    return fragments.onward(
        (
            rel,
            label,
            languages.set_apart(
                prose.escape(other.title), languages.attributes(other.lang, settings.locale)
            ),
            _to_briefing(uri, other.slug),
        )
        for rel, label, other in found
        if other
    )


_EVIDENCE = {
    Evidence.SIDECAR: "as the editors of this site say",
    Evidence.DECLARED: "as the page declares",
    Evidence.ADDRESS: "from its address",
    Evidence.DATELINE: "from its dateline",
    Evidence.BYLINE: "from its byline",
}


def _provenance(article: Article, uri: str, settings: Settings) -> str:
    capture, captured, lang = article.capture, article.captured, languages.title(article, settings)
    changed = article.modified if article.modified != article.published else None
    entries = [
        ("Headline as captured", languages.set_apart(prose.escape(article.headline), lang)),
        ("Authors", prose.escape(", ".join(article.authors))),
        ("Outlet", fragments.outlet_link(article, uri) if article.outlet else fragments.UNKNOWN),
        ("Section", prose.escape(article.section)),
        ("Address", fragments.link(article.url, article.url) if article.url else fragments.UNKNOWN),
        ("Published", _published(article, settings)),
        ("Changed", fragments.day(changed, settings) if changed else ""),
        ("Captured", fragments.moment(captured, settings) if captured else fragments.UNKNOWN),
        ("Capture", f"<code>{prose.escape(capture.path)}</code>, {capture.size:,} bytes"),
        ("SHA-256", f"<code>{capture.sha256}</code>"),
    ]
    added = "links, notes and background" if article.notes else "links and background"
    note = (
        "The text above is the captured article, word for word; "
        f"{added} were added by the editors of this site."
    )
    listed = fragments.definitions((name, value) for name, value in entries if value)
    return f"## About this text\n\n{listed}\n\n{fragments.classed(note, 'note')}"


def _published(article: Article, settings: Settings) -> str:
    if article.published is None:
        return fragments.UNKNOWN
    evidence = _EVIDENCE.get(article.published_from) if article.published_from else None
    return fragments.day(article.published, settings) + (f", {evidence}" if evidence else "")


# ------------------------------------------------------------------ structured data


def _structured_data(article: Metadata, subjects: Iterable[Explainer], settings: Settings) -> str:
    uri = uris.briefing(article.slug)
    return jsonld.script(jsonld.node(
        "NewsArticle",
        url=addresses.reference(settings, uri, uri),
        headline=article.title,
        description=article.summary,
        inLanguage=facts.language(article),
        isBasedOn=_original(article),
        mentions=[jsonld.term(settings, uri, subject) for subject in subjects],
        isPartOf=jsonld.site(settings, uri),
    ))  # fmt: skip


def _original(article: Metadata) -> jsonld.Node:
    """Return the article as its outlet published it."""
    return jsonld.node(
        "NewsArticle",
        url=facts.original(article),
        headline=article.title,
        alternativeHeadline=article.headline,
        datePublished=article.published.isoformat() if article.published else "",
        dateModified=article.modified.isoformat() if article.modified else "",
        # As text: whether a byline names a person or a newsroom is unknown.
        author=list(article.authors),
        articleSection=article.section,
        keywords=list(article.tags),
        inLanguage=facts.language(article),
        publisher=jsonld.organisation(article.outlet) if article.outlet else None,
    )


# --------------------------------------------------------------- Markdown alternate


def _alternate(
    inputs: Inputs, article: Article, annotated: Annotated, subjects: Iterable[Explainer]
) -> Page:
    uri = uris.briefing(article.slug)
    lines = inputs.related
    blocks = related.linked(article.blocks, lines, partial(_to_briefing, uri))
    headlines = (
        inline.link(uri, uris.briefing(line.target), text) if line else inline.text(text)
        for text, line in related.headlines(article, lines)
    )
    topics = (inline.link(uri, uris.topic(slug), name) for slug, name in topics_of(article).items())
    return inline.page(
        uri,
        inline.heading(article.title),
        " · ".join(_plain_facts(article)),
        block_markdown.blocks(blocks, annotated.mentions, partial(fragments.to_subject, uri)),
        inline.section("Notes of the editors", map(_plain_note, article.notes)),
        inline.section(
            "Background in this briefing", (_plain_background(article, uri, s) for s in subjects)
        ),
        inline.section("Related headlines", headlines),
        inline.section("Topics", topics),
        inline.section("About this text", _plain_provenance(article, uri, inputs.settings)),
        "The text above is the captured article, word for word; "
        f"{'links, notes' if article.notes else 'links'} and background were added by the editors "
        "of this site.",
    )


def _plain_facts(article: Article) -> Iterator[str]:
    yield inline.text(article.outlet.name) if article.outlet else "Outlet unknown"
    if article.authors:
        yield inline.text(", ".join(article.authors))
    day = article.published
    yield f"Published {day.isoformat()}" if day else "Publication date unknown"


def _plain_note(anchored: AnchoredNote) -> str:
    note = anchored.note
    sources = (
        inline.outside(source.title or source.url, source.url)
        if source.url
        else inline.text(source.title)
        for source in note.sources
    )
    paragraphs = [
        f"{note.kind.value.capitalize()}, on “{inline.text(note.quote)}”:",
        block_markdown.blocks(note_bodies.body(note), (), str),
    ]
    if listed := ", ".join(sources):
        paragraphs.append(f"Sources: {listed}.")
    # Indented paragraphs stay in the entry of the list.
    return "\n\n".join(paragraphs).replace("\n", "\n  ").replace("\n  \n", "\n\n")


def _plain_background(article: Article, uri: str, subject: Explainer) -> str:
    split = then_and_now(subject.timeline, article.published)
    rebase = partial(uris.rebased, uris.explainer(subject.slug), uri)
    lines = [
        f"{when}, {entry.date}: {editorial.readdressed(entry.event, rebase)}"
        for when, entries in (
            ("At the time", split.at_the_time),
            ("About then", split.about_then),
            ("Since then", split.since_then),
        )
        for entry in entries
    ]
    lines += [f"{split.more_since} more since"] if split.more_since else []
    (summary,) = inline.summaries(uri, [subject])
    return inline.nested(summary, lines)


def _plain_provenance(article: Article, uri: str, settings: Settings) -> Iterator[str]:
    if article.headline:
        yield f"Headline as captured: {inline.text(article.headline)}"
    if article.outlet:
        yield f"Outlet: {inline.link(uri, uris.outlet(article.outlet.slug), article.outlet.name)}"
    yield f"Address: {f'<{article.url}>' if article.url else 'unknown'}"
    if article.modified:
        yield f"Changed: {article.modified.isoformat()}"
    yield f"Captured: {facts.moment(article.captured) if article.captured else 'unknown'}"
    yield f"SHA-256 of the capture: {article.capture.sha256}"
    yield inline.web_page(uri, settings)


# -------------------------------------------------------------------- search record


def _record(article: Article, subjects: Iterable[Explainer], settings: Settings) -> SearchRecord:
    day = article.published.isoformat() if article.published else ""
    is_foreign = bool(languages.title(article, settings))
    return SearchRecord(
        kind="briefing",
        address=addresses.path(settings, uris.briefing(article.slug)),
        language=search_records.language(settings),
        title=article.title,
        text=tuple(_searched(article)),
        facets={
            "subject": tuple(subject.title for subject in subjects),
            "outlet": (article.outlet.name,) if article.outlet else (),
            "topic": tuple(topics_of(article).values()),
            "year": (day[:4],) if day else (),
            # Not a filter: search results take language and direction of their words from it.
            "lang": (" ".join(languages.language(article.lang)),) if is_foreign else (),
        },
        day=day,
    )


def _searched(article: Article) -> Iterator[SearchText]:
    ids = heading_ids.of_headings(article.blocks)
    for number, block in enumerate(article.blocks):
        if number in ids:
            yield SearchText(block.text, heading_ids.level(block), ids[number])
        elif block.kind is not BlockKind.RULE:
            yield SearchText(block.text)
