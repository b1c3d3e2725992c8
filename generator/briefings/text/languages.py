"""Language tags and directions for text whose language is not that of the text around it."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=256)
def language(tag: str) -> tuple[str, str]:
    """Return a language tag valid in HTML, and the direction of the language.

    They are `und` and `auto` for an unknown language.
    """
    try:
        locale = Locale.parse(tag.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return "und", "auto"
    return str(locale).replace("_", "-"), locale.text_direction


@lru_cache(maxsize=256)
def differing(tag: str, around: str) -> tuple[str, str]:
    """Return language and direction of a text, each empty if it is that of the text around it.

    Args:
        tag: BCP 47 tag of its language.
        around: BCP 47 tag of the language around it.
    """
    lang, direction = language(tag)
    other, its_direction = language(around)
    if lang.partition("-")[0] == other.partition("-")[0]:
        return "", ""
    return lang, direction if direction != its_direction else ""
