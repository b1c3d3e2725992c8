"""Plain Markdown of the alternates of pages: text, links, lists.

Text of articles and editors is escaped, so that it shows as it is.
"""

from collections.abc import Iterable, Iterator

from briefings.markup import prose
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.site import OutputDir, Page
from briefings.site import addresses
from briefings.text import uris


def page(uri: str, *sections: str) -> Page:
    """Return the Markdown alternate of a page; empty sections are left out."""
    return Page(uri, "\n\n".join(filter(None, sections)) + "\n", OutputDir.FILES)


def section(title: str, entries: Iterable[str]) -> str:
    """Return a list under a heading; nothing if it is empty."""
    listed = bullets(entries)
    return f"## {title}\n\n{listed}" if listed else ""


def bullets(entries: Iterable[str]) -> str:
    """Return a list of Markdown entries."""
    return "\n".join(f"- {entry}" for entry in entries)


def nested(entry: str, within: Iterable[str]) -> str:
    """Return an entry of a list with a list inside."""
    return "\n".join((entry, *(f"  - {line}" for line in within)))


def heading(title: str) -> str:
    """Return the heading of a page."""
    return f"# {text(title)}"


def text(words: str) -> str:
    """Return text on one line, escaped."""
    return prose.escape_block(prose.escape(" ".join(words.split())))


def link(uri: str, target: str, words: str) -> str:
    """Return a link from the page `uri` to the page `target`."""
    return outside(words, uris.relative(uri, target))


def outside(words: str, address: str) -> str:
    """Return a link to any address."""
    return f"[{text(words)}]({address})"


def summaries(uri: str, listed: Iterable[Explainer]) -> Iterator[str]:
    """Yield explainers as entries of a list on the page `uri`."""
    for subject in listed:
        yield f"{link(uri, uris.explainer(subject.slug), subject.title)}: {text(subject.summary)}"


def briefings(uri: str, listed: Iterable[Metadata]) -> Iterator[str]:
    """Yield briefings as entries of a list on the page `uri`."""
    for article in listed:
        title = link(uri, uris.briefing(article.slug), article.title)
        outlet = f", {text(article.outlet.name)}" if article.outlet else ""
        day = article.published.isoformat() if article.published else "publication date unknown"
        yield f"{title}: {day}{outlet}. {text(article.summary)}"


def web_page(uri: str, settings: Settings) -> str:
    """Return a link from the alternate of a page to the page itself."""
    if address := addresses.absolute(settings, uri):
        return f"Web page: <{address}>"
    # Relative to the alternate, which is a file beside the folder of the page.
    return f"Web page: [HTML]({uris.relative(uri, addresses.path(settings, uri))})"
