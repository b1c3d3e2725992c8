"""The explainer: background on one subject, its timeline, and the briefings that mention it."""

from generator import anchors, chronology, editorial, prose, uris
from generator.corpus import Corpus
from generator.exports import head
from generator.model.explainer import Explainer
from generator.model.linking import Mention
from generator.model.site import Page
from generator.pages import background, mentions, parts, pictures


def explainer(corpus: Corpus, subject: Explainer) -> Page:
    """Return the page of one explainer."""
    uri = uris.explainer(subject.slug)
    annotated = corpus.annotated[uri]

    def address(mention: Mention) -> str:
        return uris.relative(uri, uris.explainer(mention.subject))

    passages = corpus.passages[subject.slug]
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
        mentions.section(corpus, subject, uri),
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
        for entry, name in zip(subject.timeline, chronology.anchors(subject.timeline), strict=True)
    )
    picture = pictures.of_timeline(corpus, subject, uri)
    return parts.division(
        "timeline", f"## Timeline {{ #{anchors.TIMELINE} }}", picture, parts.definitions(entries)
    )


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
