"""HTML attributes for text whose language is not that of the text around it."""

from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.text.languages import differing, language

__all__ = ["attributes", "language", "set_apart", "title"]


def title(article: Metadata, settings: Settings) -> str:
    """Return ` lang="ar" dir="rtl"` for text of an article; empty in the site's language.

    Its syntax is that of HTML and of attribute lists in Markdown.
    """
    return attributes(article.lang, settings.locale)


def attributes(tag: str, around: str) -> str:
    """Return the attributes of text inside text of another language.

    Args:
        tag: BCP 47 tag of its language.
        around: BCP 47 tag of the language around it.
    """
    lang, direction = differing(tag, around)
    turned = f' dir="{direction}"' if direction else ""
    return f' lang="{lang}"{turned}' if lang else ""


def set_apart(markdown: str, attributes: str) -> str:
    """Return Markdown in an element with attributes; unchanged if either is empty.

    The direction of the text does not affect the text around it.
    """
    return f"<bdi{attributes}>{markdown}</bdi>" if attributes and markdown else markdown
