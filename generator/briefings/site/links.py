"""Links between pages of the site, as views have them: text, final address, language of the text.

`source` is the URI of the page that shows the link.
"""

from collections.abc import Iterable

from briefings.model.article import Metadata, Outlet
from briefings.model.content import Settings
from briefings.model.explainer import Explainer, SubjectName
from briefings.model.reading import Evidence
from briefings.model.written import Reference
from briefings.site.lists.sequence import Adjacent
from briefings.text import uris, urls
from briefings.text.languages import differing
from briefings.views.text import Link


def address(source: str, target: str, settings: Settings) -> str:
    """Return the address of the page `target` as the page `source` has it."""
    return uris.final(source, target, directories=settings.directory_urls)


def to(source: str, target: str, text: str, settings: Settings, fragment: str = "") -> Link:
    """Return a link to a page.

    Args:
        source: the page with the link.
        target: URI of the linked page.
        text: its text, in the site's language.
        settings: the site's settings.
        fragment: id of an element of the page; empty for none.
    """
    anchor = f"#{fragment}" if fragment else ""
    return Link(text, address(source, target, settings) + anchor, target)


def briefing(source: str, article: Metadata | Adjacent, settings: Settings) -> Link:
    """Return the headline of an article as a link to its briefing."""
    target = uris.briefing(article.slug)
    shown = differing(article.lang, settings.locale)
    return Link(article.title, address(source, target, settings), target, *shown)


def summary(article: Metadata, settings: Settings) -> Link:
    """Return the summary of an article as text alone; the site's editors may have written it."""
    edited = article.summary_from is Evidence.SIDECAR
    shown = ("", "") if edited else differing(article.lang, settings.locale)
    return Link(article.summary, "", "", *shown)


def explainer(source: str, subject: Explainer | SubjectName, settings: Settings) -> Link:
    """Return the name of a subject as a link to its explainer."""
    return to(source, uris.explainer(subject.slug), subject.title, settings)


def website(home: str) -> Link | None:
    """Return the host of an outlet's home page as a link to it; None for no home page."""
    return Link(urls.host(home) or home, home) if home else None


def outlet(source: str, shown: Outlet | None, settings: Settings) -> Link | None:
    """Return the name of an outlet as a link to its list; None if the outlet is unknown."""
    return to(source, uris.outlet(shown.slug), shown.name, settings) if shown else None


def sources(references: Iterable[Reference]) -> tuple[Link, ...]:
    """Return the sources of a page as links, with their addresses for paper."""
    return tuple(Link(one.title, one.url, printed=urls.printed(one.url)) for one in references)
