"""The explainer: background on one subject, its timeline, and the briefings that mention it."""

from briefings.markup import editorial, heading_ids, prose
from briefings.model.explainer import Explainer
from briefings.model.linking import Mention
from briefings.model.site import Page
from briefings.site.corpus import Corpus
from briefings.site.exports import head
from briefings.site.lists import chronology
from briefings.site.pages import background, fragments, mentions, pictures
from briefings.text import uris


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
    return fragments.page(
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
        fragments.heading(subject.title),
        fragments.classed(subject.kind.value.capitalize(), "facts"),
        fragments.classed(prose.escape_block(prose.escape(subject.summary)), "lead"),
        fragments.division("prose", body.strip("\n")),
        _timeline(corpus, subject, uri),
        pictures.of_neighbours(corpus, subject, uri),
        mentions.section(corpus, subject, uri),
        background.section(corpus, annotated, uri, "Background on this page"),
        fragments.division("apparatus", _sources(subject), _about(corpus, subject)),
    )


def _timeline(corpus: Corpus, subject: Explainer, uri: str) -> str:
    if not subject.timeline:
        return ""
    entries = (
        (
            f"{fragments.partial_day(entry.date, corpus.settings)} {{ #{name} }}",
            entry.event + (f" [Source]({entry.source}){{ .source }}" if entry.source else ""),
        )
        for entry, name in zip(subject.timeline, chronology.anchors(subject.timeline), strict=True)
    )
    picture = pictures.of_timeline(corpus, subject, uri)
    return fragments.division(
        "timeline",
        f"## Timeline {{ #{heading_ids.TIMELINE} }}",
        picture,
        fragments.definitions(entries),
    )


def _sources(subject: Explainer) -> str:
    if not subject.sources:
        return ""
    listed = fragments.bullets(
        fragments.link(source.title, source.url) if source.url else prose.escape(source.title)
        for source in subject.sources
    )
    return f"## Sources\n\n{listed}"


def _about(corpus: Corpus, subject: Explainer) -> str:
    entries = []
    if subject.also_called:
        entries.append(("Also called", prose.escape(", ".join(subject.also_called))))
    if subject.reviewed:
        entries.append(("Reviewed", fragments.day(subject.reviewed, corpus.settings)))
    return f"## About this explainer\n\n{fragments.definitions(entries)}" if entries else ""
