"""Plain Markdown as all twins of pages write it: text, links, lists.

What is an article's, or an editor's, shows as itself wherever it stands.
"""

from collections.abc import Iterable, Iterator

from briefings.markup import prose
from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.model.site import Page
from briefings.text import uris


def page(uri: str, *sections: str) -> Page:
    """Return a twin of sections, empty ones left out."""
    return Page(uri, "\n\n".join(section for section in sections if section) + "\n")


def section(title: str, entries: Iterable[str]) -> str:
    """Return a list under a heading; nothing where it is empty."""
    listed = bullets(entries)
    return f"## {title}\n\n{listed}" if listed else ""


def bullets(entries: Iterable[str]) -> str:
    """Return a list of Markdown entries."""
    return "\n".join(f"- {entry}" for entry in entries)


def nested(entry: str, within: Iterable[str]) -> str:
    """Return an entry of a list with entries of its own."""
    return "\n".join((entry, *(f"  - {line}" for line in within)))


def heading(title: str) -> str:
    """Return the heading of a page."""
    return f"# {text(title)}"


def text(words: str) -> str:
    """Return foreign text on one line, which shows as itself wherever it stands."""
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
