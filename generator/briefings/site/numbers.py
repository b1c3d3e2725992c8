"""Numbers written out in the site's language."""

from briefings.model.content import Settings
from briefings.text import words
from briefings.views.text import Number


def number(value: int, settings: Settings) -> Number:
    """Return a number of things, written out."""
    return Number(value, words.number(value, settings.locale))
