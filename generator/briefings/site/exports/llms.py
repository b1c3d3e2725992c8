"""`llms.txt`: the site for language models, in the form of https://llmstxt.org.

A title, a summary as a quotation, a paragraph, and sections of links to plain Markdown. A large
site is not listed whole: the lists that it links to are.
"""

from collections.abc import Iterable, Iterator

from briefings.markup import prose
from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.site.corpus import Corpus
from briefings.site.exports import annotations, data
from briefings.text import uris

URI = "llms.txt"
MOST = 50
"""How many briefings, and how many explainers, are listed."""
_ABOUT = (
    "Each briefing is a captured news article, word for word, with links to explainers that the "
    "editors of this site wrote. A day of publication that is not known is said to be unknown. "
    "Every page is here as plain Markdown, with the same relative links between pages."
)


def write(corpus: Corpus) -> str:
    """Return the file; addresses are whole where the site's own is known."""
    settings = corpus.settings
    parts = [f"# {_text(settings.site_name)}"]
    if settings.site_description:
        parts.append(f"> {_text(settings.site_description)}")
    parts.append(_ABOUT)
    articles = list(corpus.articles.values())[:MOST]
    parts += _section("Briefings", (_article(corpus, article) for article in articles))
    parts += _section("Explainers", (_explainer(corpus, e) for e in _foremost(corpus)))
    parts += _section("Lists", _lists(corpus))
    return "\n\n".join(parts) + "\n"


def _foremost(corpus: Corpus) -> list[Explainer]:
    """Return the explainers that most briefings mention, in the order of their titles."""
    ranked = sorted(
        corpus.explainers, key=lambda slug: len(corpus.backlinks.get(slug, ())), reverse=True
    )
    chosen = set(ranked[:MOST])
    return [explainer for slug, explainer in corpus.explainers.items() if slug in chosen]


def _section(title: str, entries: Iterable[str]) -> Iterator[str]:
    listed = "\n".join(entries)
    if listed:
        yield f"## {title}\n\n{listed}"


def _article(corpus: Corpus, article: Metadata) -> str:
    day = article.published.isoformat() if article.published else "date unknown"
    outlet = f", {article.outlet.name}" if article.outlet else ""
    return _link(
        corpus, uris.briefing(article.slug), article.title, f"{day}{outlet}. {article.summary}"
    )


def _explainer(corpus: Corpus, subject: Explainer) -> str:
    return _link(corpus, uris.explainer(subject.slug), subject.title, subject.summary)


def _lists(corpus: Corpus) -> Iterator[str]:
    yield _link(corpus, uris.BRIEFINGS, "All briefings", "newest first, by year")
    yield _link(corpus, uris.TIMELINE, "Timeline", "events and briefings, in time order")
    yield _link(corpus, uris.EXPLAINERS, "All explainers", "by kind, each A–Z")
    yield _link(corpus, uris.TOPICS, "Topics", "with the number of briefings on each")
    yield _link(corpus, uris.OUTLETS, "Outlets", "with the number of briefings from each")
    yield _link(corpus, data.BRIEFINGS, "Metadata of all briefings", "JSON, one briefing a line")
    yield _link(corpus, data.EXPLAINERS, "Metadata of all explainers", "JSON, one explainer a line")
    yield _link(corpus, annotations.URI, "Editors' notes", "as W3C Web Annotations, JSON-LD")


def _link(corpus: Corpus, uri: str, title: str, description: str) -> str:
    address = corpus.settings.site_url + uri
    return f"- [{_text(title)}]({address}): {_text(description)}"


def _text(text: str) -> str:
    """Return foreign text on one line, which shows as itself."""
    return prose.escape(" ".join(text.split()))
