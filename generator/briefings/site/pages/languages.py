"""The language of words on a page that is in another: what HTML says of them."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.reading import Evidence


def title(article: Metadata, settings: Settings) -> str:
    """Return ` lang="ar" dir="rtl"` for the words of an article; empty in the site's language.

    It fits HTML as well as the attribute lists of Markdown.
    """
    return attributes(article.lang, settings.locale)


def summary(article: Metadata, settings: Settings) -> str:
    """Return the same for an article's summary, which the site's editors may have written."""
    return "" if article.summary_from is Evidence.SIDECAR else title(article, settings)


@lru_cache(maxsize=256)
def attributes(tag: str, around: str) -> str:
    """Return the attributes of an element whose words are in another language than those around.

    Args:
        tag: BCP 47 tag of their language.
        around: that of the others.
    """
    lang, direction = language(tag)
    other, its_direction = language(around)
    if lang.partition("-")[0] == other.partition("-")[0]:
        return ""
    turned = f' dir="{direction}"' if direction != its_direction else ""
    return f' lang="{lang}"{turned}'


def set_apart(written: str, said: str) -> str:
    """Return Markdown as an element that `attributes` belong to; as it is where there is none.

    The direction of its words does not touch those around it.
    """
    return f"<bdi{said}>{written}</bdi>" if said and written else written


@lru_cache(maxsize=256)
def language(tag: str) -> tuple[str, str]:
    """Return a language tag fit for HTML, and the direction in which the language is written."""
    try:
        locale = Locale.parse(tag.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return "und", "auto"
    return str(locale).replace("_", "-"), locale.text_direction
