"""The Markdown of a briefing, written from its view."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from briefings.markup import markdown_writer as writer
from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.site import addresses, facts, provenance, revisions, voices
from briefings.text import words
from briefings.views.background import BackgroundEntry
from briefings.views.briefing import BriefingView
from briefings.views.text import Block


def front_matter(article: Article, view: BriefingView, settings: Settings) -> dict[str, Any]:
    """Return the front matter, which the template gets too; it has no empty values."""
    meta = {
        "title": article.title,
        "summary": article.summary,
        "lang": view.lang,
        "outlet": article.outlet.name if article.outlet else "",
        "authors": list(article.authors),
        "place": view.place,
        "section": article.section,
        "published": article.published,
        "modified": facts.changed(article),
        "captured": facts.moment(article.captured) if article.captured else "",
        "source": article.url,
        "headline": article.headline,
        "capture": article.capture.path,
        "sha256": article.capture.sha256,
        **revisions.data(article.revisions),
        "brief": {key: text for key, text in asdict(article.brief).items() if text}
        if article.brief
        else {},
        "topics": [topic.text for topic in view.topics],
        "subjects": [entry.subject.text for entry in view.background],
        "web_page": addresses.absolute(settings, view.head.uri),
    }
    return {key: value for key, value in meta.items() if value}


def markdown(
    view: BriefingView, meta: Mapping[str, object], picture: str, settings: Settings
) -> str:
    """Return the Markdown of a briefing.

    Args:
        view: its view.
        meta: its front matter.
        picture: the Markdown of its lead picture; empty for none.
        settings: the site's settings.
    """
    uri = view.head.uri
    headlines = (writer.blocks([Block(runs=runs)], uri) for runs in view.headlines)
    titles = {section.id: section.title for section in view.sections}

    def section(name: str, entries: Iterable[str]) -> str:
        return writer.section(titles.get(name, ""), entries)

    return writer.document(
        meta,
        writer.heading(view.headline.text),
        picture,
        writer.blocks(view.blocks, uri),
        section(voices.SECTION, voices.entries(view.voices, uri, settings)),
        section(
            "background-in-this-briefing",
            (_entry(entry, uri, settings) for entry in view.background),
        ),
        section("related-headlines", headlines),
        section("topics", (writer.page_link(topic, uri) for topic in view.topics)),
        section(revisions.SECTION, revisions.entries(view.revisions, settings)),
        provenance.word_for_word(view.provenance, view.notes, settings),
        writer.footnotes(view.blocks, settings.locale),
    )


def _entry(entry: BackgroundEntry, uri: str, settings: Settings) -> str:
    spoken = words.of(settings.locale)
    lines = [
        f"{when}, {event.day.iso}: {event.text.text}"
        for when, events in (
            (spoken.gettext("Where things stood"), entry.at_the_time),
            (spoken.gettext("About then"), entry.about_then),
            (spoken.gettext("Since then"), entry.since_then),
        )
        for event in events
    ]
    if entry.more_since:
        more = spoken.ngettext("%(count)s more since", "%(count)s more since", entry.more_since)
        lines.append(more % {"count": entry.more_since})
    subject = writer.page_link(entry.subject, uri)
    return writer.nested(f"{subject}: {writer.text(entry.summary + entry.rest)}", lines)
