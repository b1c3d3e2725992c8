"""Facts about articles in the form in which exports need them."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from briefings.model.article import Metadata
from briefings.model.content import Settings

# Syntax of a language tag: https://www.rfc-editor.org/rfc/rfc5646#section-2.1
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def updated(article: Metadata) -> date | None:
    """Return the day of an article's change, else of its publication, else of its capture."""
    return next(days(article), None)


def days(article: Metadata) -> Iterator[date]:
    """Yield the known days of an article: of its change, publication and capture."""
    captured = article.captured.astimezone(UTC).date() if article.captured else None
    return filter(None, (article.modified, article.published, captured))


def changed(article: Metadata) -> date | None:
    """Return the day of the outlet's last change; None if it is unknown or that of publication."""
    return article.modified if article.modified != article.published else None


def has_feed(settings: Settings, articles: Iterable[Metadata]) -> bool:
    """Return whether there is a feed of these articles: a day is known of at least one."""
    return bool(settings.site_url) and any(map(updated, articles))


def midnight(day: date) -> datetime:
    """Return the start of a day in UTC, for formats in which a day must have a time."""
    return datetime.combine(day, time(), UTC)


def moment(value: datetime) -> str:
    """Return a moment as ISO 8601 in UTC, to the second."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def language(article: Metadata) -> str:
    """Return the language tag of an article; empty if it is not well-formed."""
    return article.lang if _TAG.fullmatch(article.lang) else ""


def original(article: Metadata) -> str:
    """Return the web address of the captured article; empty if it is unknown."""
    return article.url if article.url.lower().startswith(("http://", "https://")) else ""
