"""Front matter for the `<head>` of a page, which templates print.

`locale`, `section`, `topics` and `modified` are for OpenGraph (https://ogp.me), `feed` is the URI
of the feed that belongs to the page, and `jsonld` is its structured data.
"""

from babel import Locale, UnknownLocaleError

from briefings.model.article import Outlet
from briefings.model.content import Settings
from briefings.site.exports import jsonld

Meta = dict[str, object]


def listing(settings: Settings, uri: str, name: str, outlet: Outlet | None = None) -> Meta:
    """Return the head of a list; `outlet` if it lists the articles of one outlet."""
    data = jsonld.listing(settings, uri, name, outlet)
    return {"locale": locale("", settings), "jsonld": data}


def locale(lang: str, settings: Settings) -> str | None:
    """Return language and territory of a text; None if the territory is unknown.

    Args:
        lang: language tag of the text; empty for text in the site's language.
        settings: settings with the locale of the site, whose territory is that of its language.
    """
    site = Locale.parse(settings.locale)
    try:
        known = Locale.parse(lang.replace("_", "-"), sep="-") if lang else site
    except (ValueError, UnknownLocaleError):
        return None
    if not known.territory and known.language == site.language:
        known = site
    return f"{known.language}_{known.territory}" if known.territory else None
