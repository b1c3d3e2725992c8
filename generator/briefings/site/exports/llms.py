"""`llms.txt`: the site for language models, in the form of https://llmstxt.org.

It has a title, a summary as a quotation, a paragraph, and sections of links to plain Markdown. It
does not list all pages of a large site, but links to the pages that do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, starmap

from briefings.cache import Keyed
from briefings.markup import markdown_writer as writer
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.site import OutputDir, Page, Target
from briefings.site.exports import annotations, data
from briefings.site.inputs import KeyedCorpus, target
from briefings.text import uris

URI = "llms.txt"
MOST = 50
"""How many briefings, and how many explainers, it lists."""
_ABOUT = (
    "Each briefing is a captured news article, word for word, with links to explainers that the "
    "editors of this site wrote. It says at its end if lines of the captured page are left out. A "
    "day of publication that is not known is said to be unknown. Every page is here as Markdown, "
    "with relative links between pages: front matter says what is known, and footnotes are notes "
    "of the editors."
)
_LISTS = (
    (uris.BRIEFINGS, "All briefings", "newest first, by year"),
    (uris.TIMELINE, "Timeline", "events and briefings, in time order"),
    (uris.EXPLAINERS, "All explainers", "by kind, each A–Z"),
    (uris.TOPICS, "Topics", "with the number of briefings on each"),
    (uris.OUTLETS, "Outlets", "with the number of briefings from each"),
    (data.BRIEFINGS, "Metadata of all briefings", "JSON, one briefing a line"),
    (data.EXPLAINERS, "Metadata of all explainers", "JSON, one explainer a line"),
    (annotations.URI, "Editors' notes", "as W3C Web Annotations, JSON-LD"),
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the file is built from."""

    settings: Settings
    """The site's settings."""
    articles: tuple[Keyed[Metadata], ...]
    """The newest articles."""
    explainers: tuple[Keyed[Explainer], ...]
    """The explainers that most briefings mention, in the order of their titles."""


def targets(corpus: KeyedCorpus) -> Iterator[Target]:
    """Yield the target of the file."""
    whole = corpus.corpus
    ranked = sorted(
        whole.explainers, key=lambda slug: len(whole.backlinks.get(slug, ())), reverse=True
    )
    chosen = set(ranked[:MOST])
    inputs = Inputs(
        corpus.settings,
        tuple(map(corpus.metadata, islice(whole.articles, MOST))),
        corpus.explainers(slug for slug in whole.explainers if slug in chosen),
    )
    yield target(build, inputs, exports=(URI,))


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the file; its addresses are absolute if the site's address is known."""
    settings = inputs.settings
    link = partial(_link, settings.site_url)
    about = writer.text(settings.site_description)
    explainers = (subject.value for subject in inputs.explainers)
    sections = (
        writer.heading(settings.site_name),
        f"> {about}" if about else "",
        _ABOUT,
        writer.section("Briefings", (link(*_article(a.value)) for a in inputs.articles)),
        writer.section(
            "Explainers", (link(uris.explainer(e.slug), e.title, e.summary) for e in explainers)
        ),
        writer.section("Lists", starmap(link, _LISTS)),
    )
    return (Page(URI, "\n\n".join(filter(None, sections)) + "\n", OutputDir.FILES),)


def _article(article: Metadata) -> tuple[str, str, str]:
    day = article.published.isoformat() if article.published else "date unknown"
    outlet = f", {article.outlet.name}" if article.outlet else ""
    return uris.briefing(article.slug), article.title, f"{day}{outlet}. {article.summary}"


def _link(site_url: str, uri: str, title: str, description: str) -> str:
    return f"{writer.link(title, site_url + uri)}: {writer.text(description)}"
