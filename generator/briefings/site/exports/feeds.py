"""Feeds: the newest briefings of the site, a topic, a subject or a dossier; the newest corrections.

A feed needs absolute addresses, so there are feeds only if `site_url` is set. Each feed is written
as Atom (`atom`) and as JSON Feed (`jsonfeed`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.dossier import PartKind
from briefings.site import addresses, facts, sections
from briefings.site.corpus import Corpus
from briefings.site.lists import labels
from briefings.site.lists.changes import Change
from briefings.site.lists.listings import Listing
from briefings.site.lists.topics import Topic, topics_of
from briefings.text import uris, words

NEWEST = 20
"""How many entries a feed has at most."""
HOME = "feed"
"""URI of the feed of all briefings, without its ending."""
CORRECTIONS = "corrections/feed"
"""URI of the feed of corrections, updates and notes, without its ending."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One briefing in a feed, or one correction, update or note."""

    id: str
    """Its id, an address."""
    address: str
    """Its address."""
    title: str
    """The headline; before that of a corrected page stands the kind of change."""
    summary: str
    """One or two sentences; the headline if there are none."""
    published: date | None
    """Day of publication; None if it is unknown."""
    updated: date
    """Day of the last change (`facts.updated`)."""
    lang: str
    """Language tag; empty if it is unknown."""
    authors: tuple[str, ...]
    """The authors, else the outlet; empty if neither is known."""
    topics: tuple[tuple[str, str], ...]
    """Topics: slug and spelling."""
    original: str
    """Address of the article at its outlet; empty if it is unknown."""
    picture: str = ""
    """Address of its lead picture; empty for none."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, independent of its format."""

    uri: str
    """Its URI without ending: `topics/osce/feed`."""
    title: str
    """Subject of the feed, and name of the site."""
    description: str
    """A sentence about the feed; empty if the site has no description."""
    site: str
    """Name of the site."""
    page: str
    """Address of the page that lists the same."""
    address: str
    """Its own address, without its ending."""
    entries: tuple[Entry, ...]
    """The entries, newest first; at least one."""
    unknown: str
    """What Atom says of an entry without an author, in the site's language."""

    @property
    def updated(self) -> date:
        """Day of the last change of an entry."""
        return max(entry.updated for entry in self.entries)


def uri_of(page: str) -> str:
    """Return the URI of the feed of a page, without its ending."""
    return f"{page.removesuffix('.md')}/feed"


def all_feeds(
    corpus: Corpus,
    by_topic: Iterable[tuple[Topic, Listing[Metadata]]],
    changes: Iterable[Change],
) -> Iterator[Feed]:
    """Yield all feeds; none without `site_url`, and none of articles without any known day.

    Args:
        corpus: the content.
        by_topic: the briefings on each topic.
        changes: all corrections, updates and notes, newest first.
    """
    settings, gettext = corpus.settings, words.of(corpus.settings.locale).gettext
    if not settings.site_url:
        return
    # Atom requires a day for each entry. An article without any known day is left out.
    known = {
        article.slug: _entry(settings, article, day)
        for article in corpus.articles.values()
        if (day := facts.updated(article))
    }
    whole = (settings.site_name, settings.site_description)
    yield from _feed(settings, HOME, uris.HOME, whole, map(known.get, corpus.articles))
    for topic, _ in by_topic:
        uri = uris.topic(topic.slug)
        about = gettext("Briefings on the topic “%(topic)s”.") % {"topic": topic.name}
        texts = (topic.name, about)
        slugs = (article.slug for article in topic.articles)
        yield from _feed_of(settings, uri, texts, map(known.get, slugs))
    for subject in corpus.explainers.values():
        uri = uris.explainer(subject.slug)
        about = gettext("Briefings that mention “%(subject)s”.") % {"subject": subject.title}
        texts = (subject.title, about)
        mentioned = map(known.get, corpus.backlinks.get(subject.slug, ()))
        yield from _feed_of(settings, uri, texts, mentioned)
    for dossier in corpus.dossiers.values():
        about = gettext("Briefings in the dossier “%(dossier)s”.") % {"dossier": dossier.title}
        texts = (dossier.title, about)
        within = {part.slug for part in dossier.parts if part.kind is PartKind.BRIEFING}
        listed = (known.get(slug) for slug in corpus.articles if slug in within)
        yield from _feed_of(settings, uris.dossier(dossier.slug), texts, listed)
    yield from _corrections(settings, changes)


def _corrections(settings: Settings, changes: Iterable[Change]) -> Iterator[Feed]:
    page = uris.CORRECTIONS
    title = f"{sections.title(page, settings)} – {settings.site_name}"
    about = words.of(settings.locale).gettext(
        "What the editors of this site have corrected and updated, and the notes that they have "
        "added."
    )
    entries = (_of_change(settings, change) for change in changes)
    return _feed(settings, CORRECTIONS, page, (title, about), entries)


def _of_change(settings: Settings, change: Change) -> Entry:
    gettext = words.of(settings.locale).gettext
    kinds = {
        "correction": gettext("Correction"),
        "update": gettext("Update"),
        "note": gettext("Note added"),
    }
    page = addresses.absolute(settings, change.uri)
    quotation = gettext("“%(text)s”") % {"text": change.text}
    return Entry(
        id=f"{page}#{change.id}",
        address=f"{page}#{change.anchor}",
        title=labels.within(kinds[change.kind], change.title, settings),
        summary=quotation if change.kind == "note" else change.text,
        published=change.day,
        updated=change.day,
        lang="",
        authors=(change.author or settings.site_name,),
        topics=(),
        original="",
    )


def _feed_of(
    settings: Settings, page: str, texts: tuple[str, str], listed: Iterable[Entry | None]
) -> Iterator[Feed]:
    name, description = texts
    title = f"{name} – {settings.site_name}"
    return _feed(settings, uri_of(page), page, (title, description), listed)


def _feed(
    settings: Settings, uri: str, page: str, texts: tuple[str, str], listed: Iterable[Entry | None]
) -> Iterator[Feed]:
    newest = tuple(islice(filter(None, listed), NEWEST))
    if newest:
        yield Feed(
            uri=uri,
            title=texts[0],
            description=texts[1],
            site=settings.site_name,
            page=addresses.absolute(settings, page),
            address=addresses.absolute(settings, uri),
            entries=newest,
            unknown=words.of(settings.locale).gettext("unknown"),
        )


def _entry(settings: Settings, article: Metadata, updated: date) -> Entry:
    outlet = (article.outlet.name,) if article.outlet else ()
    found = article.picture.found if article.picture else None
    address = addresses.absolute(settings, uris.briefing(article.slug))
    return Entry(
        id=address,
        address=address,
        title=article.title,
        summary=article.summary or article.title,
        published=article.published,
        updated=updated,
        lang=facts.language(article),
        authors=article.authors or outlet,
        topics=tuple(topics_of(article).items()),
        original=facts.original(article),
        picture=addresses.absolute(settings, found.uri) if found else "",
    )
