"""The explainer: background on one subject, its timeline, and every briefing that mentions it."""

from generator import anchors, editorial, prose, sentences, uris
from generator.corpus import Corpus
from generator.exports import head
from generator.model.article import Article
from generator.model.explainer import Explainer
from generator.model.linking import Mention, Passage
from generator.model.site import Page
from generator.pages import background, parts, pictures


def explainer(corpus: Corpus, subject: Explainer) -> Page:
    """Return the page of one explainer."""
    uri = uris.explainer(subject.slug)
    annotated = corpus.annotated_explainers[subject.slug]

    def address(mention: Mention) -> str:
        return uris.relative(uri, uris.explainer(mention.subject))

    passages = corpus.explainer_passages[subject.slug]
    body = editorial.insert_links(
        subject.body,
        passages,
        annotated.mentions,
        address,
        background.numbers(annotated),
        editorial.section_ids(passages),
    )
    return parts.page(
        uri,
        {
            "template": "page.html",
            "title": subject.title,
            "description": subject.summary,
            "kind": "explainer",
            "subject": subject.kind.value,
            "reviewed": subject.reviewed.isoformat() if subject.reviewed else None,
            **head.explainer(corpus, subject),
        },
        parts.heading(subject.title),
        parts.classed(subject.kind.value.capitalize(), "facts"),
        parts.classed(prose.escape_block(prose.escape(subject.summary)), "lead"),
        parts.division("prose", body.strip("\n")),
        _timeline(corpus, subject, uri),
        pictures.of_neighbours(corpus, subject, uri),
        _mentioned_in(corpus, subject, uri),
        background.section(corpus, annotated, uri, "Background on this page"),
        parts.division("apparatus", _sources(subject), _about(corpus, subject)),
    )


def _timeline(corpus: Corpus, subject: Explainer, uri: str) -> str:
    if not subject.timeline:
        return ""
    entries = (
        (
            f"{parts.partial_day(entry.date, corpus.settings)} {{ #{name} }}",
            entry.event + (f" [Source]({entry.source}){{ .source }}" if entry.source else ""),
        )
        for entry, name in zip(subject.timeline, pictures.entry_ids(subject), strict=True)
    )
    picture = pictures.of_timeline(corpus, subject, uri)
    return parts.division(
        "timeline", f"## Timeline {{ #{anchors.TIMELINE} }}", picture, parts.definitions(entries)
    )


def _mentioned_in(corpus: Corpus, subject: Explainer, uri: str) -> str:
    sections = [
        _mentions(corpus, corpus.articles[slug], mentions, uri)
        for slug, mentions in corpus.backlinks.get(subject.slug, ())
    ]
    others = [
        parts.explainer_link(corpus.explainers[slug], uri)
        for slug, _ in corpus.explainer_backlinks.get(subject.slug, ())
    ]
    if others:
        sections.append(
            f"{'Also mentioned' if sections else 'Mentioned'} in the explainers {_series(others)}."
        )
    if not sections:
        sections.append("No briefing mentions it yet.")
    coverage = pictures.of_coverage(corpus, subject)
    return parts.division("mentions", "## Mentioned in", coverage, *sections)


def _mentions(corpus: Corpus, article: Article, mentions: tuple[Mention, ...], uri: str) -> str:
    briefing = uris.relative(uri, uris.briefing(article.slug))
    passages = corpus.annotated_articles[article.slug].passages
    facts = f"{parts.published(article, corpus.settings)} · {parts.outlet_link(article, uri)}"
    found = (
        f"[{_sentence(passages[m.passage], m, article.lang)}]({briefing}#{m.anchor})"
        for m in mentions
    )
    return "\n\n".join((
        f"### {parts.link(article.title, briefing)} {{ .entry }}",
        parts.classed(facts, "facts"),
        parts.bullets(found),
    ))  # fmt: skip


def _sentence(passage: Passage, mention: Mention, lang: str) -> str:
    sentence, start, end = sentences.sentence_around(passage.text, mention.start, mention.end, lang)
    return prose.write_spans(sentence, [(start, end, "<mark>", "</mark>")])


def _series(items: list[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def _sources(subject: Explainer) -> str:
    if not subject.sources:
        return ""
    listed = parts.bullets(
        parts.link(source.title, source.url) if source.url else prose.escape(source.title)
        for source in subject.sources
    )
    return f"## Sources\n\n{listed}"


def _about(corpus: Corpus, subject: Explainer) -> str:
    entries = []
    if subject.also_called:
        entries.append(("Also called", prose.escape(", ".join(subject.also_called))))
    if subject.reviewed:
        entries.append(("Reviewed", parts.day(subject.reviewed, corpus.settings)))
    return f"## About this explainer\n\n{parts.definitions(entries)}" if entries else ""
