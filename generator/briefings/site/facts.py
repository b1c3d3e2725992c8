"""What several exports say of an article: its day, its language, its address, its subjects."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.site.corpus import Corpus
from briefings.text import uris

# The shape of a language tag: https://www.rfc-editor.org/rfc/rfc5646#section-2.1
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def updated(article: Metadata) -> date | None:
    """Return the last day on which the article is known to have been as it is, or to have changed.

    That is the day on which the outlet changed it, else that of publication, else that of capture;
    None where none of them is known.
    """
    return next(days(article), None)


def days(article: Metadata) -> Iterator[date]:
    """Yield the days that are known of an article: of its change, publication and capture."""
    captured = article.captured.astimezone(UTC).date() if article.captured else None
    return filter(None, (article.modified, article.published, captured))


def midnight(day: date) -> datetime:
    """Return the beginning of a day in UTC, for formats in which a day must have a time."""
    return datetime.combine(day, time(), UTC)


def moment(value: datetime) -> str:
    """Return a moment in UTC, to the second."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def language(article: Metadata) -> str:
    """Return the language tag of an article; empty where what is known is no language tag."""
    return article.lang if _TAG.fullmatch(article.lang) else ""


def original(article: Metadata) -> str:
    """Return the web address that the article was captured from; empty where none is known."""
    return article.url if article.url.lower().startswith(("http://", "https://")) else ""


def subjects(corpus: Corpus, article: Metadata) -> tuple[Explainer, ...]:
    """Return the explainers that a briefing links to, in reading order."""
    return tuple(corpus.explainers[s] for s in corpus.subjects(uris.briefing(article.slug)))
