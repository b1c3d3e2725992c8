"""Numbers written out in the site's language."""

from briefings.model.content import Settings
from briefings.text import words
from briefings.views.text import Number


def number(value: int, settings: Settings) -> Number:
    """Return a number of things, written out."""
    return Number(value, words.number(value, settings.locale))


def size_of_file(size: int, settings: Settings) -> str:
    """Return a number of bytes written out: `120 kB`, `1.4 MB`."""
    if size < 1_000_000:
        return words.unit(-(-size // 1000), "digital-kilobyte", settings.locale)
    return words.unit(round(size / 1_000_000, 1), "digital-megabyte", settings.locale)
