"""The locale of a page in OpenGraph's form: https://ogp.me."""

from babel import Locale, UnknownLocaleError

from briefings.model.content import Settings


def locale(lang: str, settings: Settings) -> str:
    """Return language and territory of a text; empty if the territory is unknown.

    Args:
        lang: language tag of the text; empty for text in the site's language.
        settings: settings with the locale of the site, whose territory is that of its language.
    """
    site = Locale.parse(settings.locale)
    try:
        known = Locale.parse(lang.replace("_", "-"), sep="-") if lang else site
    except (ValueError, UnknownLocaleError):
        return ""
    if not known.territory and known.language == site.language:
        known = site
    return f"{known.language}_{known.territory}" if known.territory else ""
