"""`data/`: what is known of every briefing and of every explainer, for programs.

One of them a line: a large file can be read line by line, and compared with the last one. The keys
are described in CONTRIBUTING.md and stay what they are; a change of their meaning is a new
`version`.
"""

import json
from collections.abc import Iterator, Sequence

from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.site import addresses, facts
from briefings.site.corpus import Corpus
from briefings.site.lists.topics import topics_of
from briefings.text import uris

BRIEFINGS = "data/briefings.json"
EXPLAINERS = "data/explainers.json"
VERSION = 1


def briefings(corpus: Corpus) -> str:
    """Return the metadata of all briefings as JSON, newest first."""
    listed = [_briefing(corpus, article) for article in corpus.articles.values()]
    return _file(corpus, "briefings", listed)


def explainers(corpus: Corpus) -> str:
    """Return the metadata of all explainers as JSON, in the order of their titles."""
    listed = [_explainer(corpus, subject) for subject in corpus.explainers.values()]
    return _file(corpus, "explainers", listed)


def _file(corpus: Corpus, name: str, listed: Sequence[object]) -> str:
    settings = corpus.settings
    head = {
        "version": VERSION,
        "site": settings.site_name,
        "site_url": settings.site_url or None,
        "number": len(listed),
    }
    opening = _json(head).removesuffix("}")
    lines = ",\n".join(map(_json, listed))
    return f'{opening}, "{name}": [\n{lines}\n]}}\n'


def _briefing(corpus: Corpus, article: Metadata) -> dict[str, object]:
    settings = corpus.settings
    uri = uris.briefing(article.slug)
    outlet = article.outlet
    return {
        "slug": article.slug,
        "page": addresses.path(settings, uri),
        "markdown": uri,
        "title": article.title,
        "headline": article.headline or None,
        "summary": article.summary or None,
        "lang": facts.language(article) or None,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from.value if article.published_from else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "captured": facts.moment(article.captured) if article.captured else None,
        "authors": list(article.authors),
        "outlet": {"slug": outlet.slug, "name": outlet.name} if outlet else None,
        "section": article.section or None,
        "url": article.url or None,
        "topics": list(topics_of(article)),
        "subjects": list(_subjects(corpus, article)),
        "notes": len(article.notes),
        "sha256": article.capture.sha256,
    }


def _explainer(corpus: Corpus, subject: Explainer) -> dict[str, object]:
    uri = uris.explainer(subject.slug)
    return {
        "slug": subject.slug,
        "page": addresses.path(corpus.settings, uri),
        "markdown": uri,
        "title": subject.title,
        "also_called": list(subject.also_called),
        "kind": subject.kind.value,
        "summary": subject.summary,
        "reviewed": subject.reviewed.isoformat() if subject.reviewed else None,
        "briefings": len(corpus.backlinks.get(subject.slug, ())),
    }


def _subjects(corpus: Corpus, article: Metadata) -> Iterator[str]:
    return (subject.slug for subject in facts.subjects(corpus, article))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
