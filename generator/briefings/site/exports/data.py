"""`data/`: metadata of all briefings and of all explainers as JSON, for programs.

Each file has one entry a line, so that it can be read line by line and compared with an older one.
docs/outputs.md lists the keys; they do not change: a change of their meaning increases `version`.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.cache import Keyed
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.site import OutputDir, Page, Target
from briefings.site import addresses, facts, revisions
from briefings.site.inputs import KeyedCorpus, target
from briefings.site.lists.topics import topics_of
from briefings.text import uris

BRIEFINGS = "data/briefings.json"
EXPLAINERS = "data/explainers.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class BriefingsInputs:
    """Everything that the file of briefings is built from."""

    settings: Settings
    """The site's settings."""
    briefings: tuple[tuple[Keyed[Metadata], tuple[str, ...]], ...]
    """All articles, newest first, with the slugs of the subjects that they link."""


@dataclass(frozen=True, slots=True)
class ExplainersInputs:
    """Everything that the file of explainers is built from."""

    settings: Settings
    """The site's settings."""
    explainers: tuple[tuple[Keyed[Explainer], int], ...]
    """All explainers, in the order of their titles, with the number of briefings that link each."""


def targets(corpus: KeyedCorpus) -> Iterator[Target]:
    """Yield the targets of both files."""
    whole = corpus.corpus
    briefings = tuple(
        (corpus.metadata(slug), whole.subjects(uris.briefing(slug))) for slug in whole.articles
    )
    explainers = tuple(
        (corpus.explainer(slug), len(whole.backlinks.get(slug, ()))) for slug in whole.explainers
    )
    settings = corpus.settings
    yield target(build_briefings, BriefingsInputs(settings, briefings), exports=(BRIEFINGS,))
    yield target(build_explainers, ExplainersInputs(settings, explainers), exports=(EXPLAINERS,))


def build_briefings(inputs: BriefingsInputs) -> tuple[Page, ...]:
    """Return the metadata of all briefings as JSON."""
    settings = inputs.settings
    listed = [_briefing(settings, article.value, found) for article, found in inputs.briefings]
    return _file(settings, BRIEFINGS, "briefings", listed)


def build_explainers(inputs: ExplainersInputs) -> tuple[Page, ...]:
    """Return the metadata of all explainers as JSON."""
    settings = inputs.settings
    listed = [_explainer(settings, subject.value, n) for subject, n in inputs.explainers]
    return _file(settings, EXPLAINERS, "explainers", listed)


def _file(settings: Settings, uri: str, name: str, listed: Sequence[object]) -> tuple[Page, ...]:
    head = {
        "version": VERSION,
        "site": settings.site_name,
        "site_url": settings.site_url or None,
        "number": len(listed),
    }
    opening = _json(head).removesuffix("}")
    lines = ",\n".join(map(_json, listed))
    return (Page(uri, f'{opening}, "{name}": [\n{lines}\n]}}\n', OutputDir.FILES),)


def _briefing(settings: Settings, article: Metadata, subjects: Sequence[str]) -> dict[str, object]:
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
        "subjects": list(subjects),
        "notes": len(article.notes),
        **revisions.data(article.revisions),
        "sha256": article.capture.sha256,
    }


def _explainer(settings: Settings, subject: Explainer, briefings: int) -> dict[str, object]:
    uri = uris.explainer(subject.slug)
    return {
        "slug": subject.slug,
        "page": addresses.path(settings, uri),
        "markdown": uri,
        "title": subject.title,
        "also_called": list(subject.also_called),
        "kind": subject.kind.value,
        "summary": subject.summary,
        "authors": list(subject.authors),
        "reviewed": subject.reviewed.isoformat() if subject.reviewed else None,
        **revisions.data(subject.revisions),
        "briefings": briefings,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=date.isoformat)
