"""The outcome of a compilation, kept in the cache: unchanged content is not compiled again."""

from briefings.cache import Cache, Result, digest, encode, load
from briefings.model.content import Content, Settings
from briefings.model.site import Outcome


def key(content: Content, settings: Settings) -> str:
    """Return a digest of the content and the settings, the key of the outcome."""
    files = sorted((file.path, file.digest) for file in content.files)
    return digest("outcome", files, content.problems, content.day, settings)


def find(cache: Cache, key: str) -> Outcome | None:
    """Return the outcome; None if it is not in the cache."""
    return dict(load(cache, Outcome, [key])).get(key)


def keep(cache: Cache, key: str, outcome: Outcome) -> None:
    """Keep the problems and counts of a compiled site."""
    cache.keep([Result(key, encode(Outcome(outcome.problems, outcome.counts)))])
