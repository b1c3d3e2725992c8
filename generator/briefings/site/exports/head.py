"""What the head of a page says to machines, as front matter, which templates only print.

`locale`, `section`, `topics` and `modified` are for OpenGraph (https://ogp.me), `feed` is where the
feed stands that goes with the page, and `jsonld` is the structured data.
"""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError

from briefings.model.article import Metadata, Outlet
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.site.corpus import Corpus
from briefings.site.exports import feeds, jsonld
from briefings.site.lists.topics import Topic, topics_of
from briefings.text import uris

Meta = dict[str, object]


def briefing(corpus: Corpus, article: Metadata) -> Meta:
    """Return what the head of a briefing says."""
    changed = article.modified if article.modified != article.published else None
    return {
        "modified": changed.isoformat() if changed else None,
        "section": article.section,
        "topics": list(topics_of(article).values()) or None,
        "locale": _locale(article.lang, corpus.settings),
        "feed": _site_feed(corpus),
        "jsonld": jsonld.briefing(corpus, article),
    }


def explainer(corpus: Corpus, subject: Explainer) -> Meta:
    """Return what the head of an explainer says."""
    articles = feeds.mentioning(corpus, subject)
    return {
        "locale": _locale("", corpus.settings),
        "feed": _feed(corpus.settings, uris.explainer(subject.slug), articles),
        "jsonld": jsonld.explainer(corpus, subject),
    }


def home(corpus: Corpus) -> Meta:
    """Return what the head of the home page says."""
    return {
        "locale": _locale("", corpus.settings),
        "feed": _site_feed(corpus),
        "jsonld": jsonld.home(corpus.settings),
    }


def topic(corpus: Corpus, subject: Topic) -> Meta:
    """Return what the head of a topic says."""
    uri = uris.topic(subject.slug)
    feed = _feed(corpus.settings, uri, subject.articles)
    return {**listing(corpus.settings, uri, subject.name), "feed": feed}


def listing(settings: Settings, uri: str, name: str, outlet: Outlet | None = None) -> Meta:
    """Return what the head of a list says; `outlet` where all that is listed is from one."""
    return {
        "locale": _locale("", settings),
        "jsonld": jsonld.listing(settings, uri, name, outlet),
    }


def _feed(settings: Settings, uri: str, articles: Iterable[Metadata]) -> str | None:
    return feeds.uri_of(uri) if feeds.exists(settings, articles) else None


def _site_feed(corpus: Corpus) -> str | None:
    return feeds.HOME if feeds.exists(corpus.settings, corpus.articles.values()) else None


def _locale(lang: str, settings: Settings) -> str | None:
    """Return language and territory of a text; None where the territory is not known.

    Args:
        lang: language tag of the text; empty for the words of the site's editors.
        settings: the site's, whose locale has the territory for texts in its own language.
    """
    site = Locale.parse(settings.locale)
    try:
        known = Locale.parse(lang.replace("_", "-"), sep="-") if lang else site
    except (ValueError, UnknownLocaleError):
        return None
    if not known.territory and known.language == site.language:
        known = site
    return f"{known.language}_{known.territory}" if known.territory else None
