"""The names of the site's sections, which `nav` in `mkdocs.yml` may change."""

from collections.abc import Mapping

from briefings.model.content import Settings
from briefings.text import uris, words


def names(locale: str) -> Mapping[str, str]:
    """Return the name of each section in a locale, by the URI of its page, in their order.

    Not every site has dossiers. The page of corrections is not among them: it is no section.
    """
    gettext = words.of(locale).gettext
    return {
        uris.HOME: gettext("Home"),
        uris.BRIEFINGS: gettext("Briefings"),
        uris.TIMELINE: gettext("Timeline"),
        uris.EXPLAINERS: gettext("Explainers"),
        uris.DOSSIERS: gettext("Dossiers"),
        uris.TOPICS: gettext("Topics"),
        uris.OUTLETS: gettext("Outlets"),
        uris.SEARCH: gettext("Search"),
    }


def title(uri: str, settings: Settings) -> str:
    """Return the title of the page of a section."""
    gettext = words.of(settings.locale).gettext
    known = {uris.CORRECTIONS: gettext("Corrections and updates"), **names(settings.locale)}
    return dict(settings.sections).get(uri) or known[uri]


def corrections(locale: str) -> str:
    """Return the name of the page of corrections in the navigation, where room is short."""
    return words.of(locale).gettext("Corrections")
