"""HTML attributes for text whose language is not that of the text around it."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.reading import Evidence


def title(article: Metadata, settings: Settings) -> str:
    """Return ` lang="ar" dir="rtl"` for text of an article; empty in the site's language.

    Its syntax is that of HTML and of attribute lists in Markdown.
    """
    return attributes(article.lang, settings.locale)


def summary(article: Metadata, settings: Settings) -> str:
    """Return the same for the summary of an article, which may be by the site's editors."""
    return "" if article.summary_from is Evidence.SIDECAR else title(article, settings)


@lru_cache(maxsize=256)
def attributes(tag: str, around: str) -> str:
    """Return the attributes of text inside text of another language.

    Args:
        tag: BCP 47 tag of its language.
        around: BCP 47 tag of the language around it.
    """
    lang, direction = language(tag)
    other, its_direction = language(around)
    if lang.partition("-")[0] == other.partition("-")[0]:
        return ""
    turned = f' dir="{direction}"' if direction != its_direction else ""
    return f' lang="{lang}"{turned}'


def set_apart(markdown: str, attributes: str) -> str:
    """Return Markdown in an element with attributes; unchanged if either is empty.

    The direction of the text does not affect the text around it.
    """
    return f"<bdi{attributes}>{markdown}</bdi>" if attributes and markdown else markdown


@lru_cache(maxsize=256)
def language(tag: str) -> tuple[str, str]:
    """Return a language tag valid in HTML, and the direction of the language."""
    try:
        locale = Locale.parse(tag.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return "und", "auto"
    return str(locale).replace("_", "-"), locale.text_direction
