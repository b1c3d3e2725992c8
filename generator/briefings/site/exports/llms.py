"""`llms.txt`: the site for language models, in the form of https://llmstxt.org.

It has a title, a summary as a quotation, a paragraph, and sections of links to plain Markdown. It
does not list all pages of a large site, but links to the pages that do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, starmap

from briefings.cache import Keyed
from briefings.markup import markdown_writer as writer
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.site import OutputDir, Page, Target
from briefings.site import sections
from briefings.site.exports import annotations, data
from briefings.site.inputs import KeyedCorpus, target
from briefings.text import uris, words

URI = "llms.txt"
MOST = 50
"""How many briefings, explainers and dossiers it lists."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the file is built from."""

    settings: Settings
    """The site's settings."""
    articles: tuple[Keyed[Metadata], ...]
    """The newest articles."""
    explainers: tuple[Keyed[Explainer], ...]
    """The explainers that most briefings mention, in the order of their titles."""
    dossiers: tuple[tuple[str, str, str], ...]
    """URI, title and summary of the first dossiers."""
    has_corrections: bool
    """Whether there is a page of corrections."""


def targets(corpus: KeyedCorpus, *, has_corrections: bool) -> Iterator[Target]:
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
        tuple(
            (uris.dossier(dossier.slug), dossier.title, dossier.summary)
            for dossier in islice(whole.dossiers.values(), MOST)
        ),
        has_corrections,
    )
    yield target(build, inputs, exports=(URI,))


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the file; its addresses are absolute if the site's address is known."""
    settings = inputs.settings
    gettext = words.of(settings.locale).gettext
    link = partial(_link, settings.site_url)
    about = writer.text(settings.site_description)
    explainers = (subject.value for subject in inputs.explainers)
    sections = (
        writer.heading(settings.site_name),
        f"> {about}" if about else "",
        gettext(
            "Each briefing is a captured news article, word for word, with links to explainers "
            "that the editors of this site wrote. It says at its end if lines of the captured page "
            "are left out. A day of publication that is not known is said to be unknown. Every "
            "page is here as Markdown, with relative links between pages: front matter says what "
            "is known, and footnotes are notes of the editors."
        ),
        writer.section(
            gettext("Briefings"),
            (link(*_article(a.value, gettext("date unknown"))) for a in inputs.articles),
        ),
        writer.section(
            gettext("Explainers"),
            (link(uris.explainer(e.slug), e.title, e.summary) for e in explainers),
        ),
        writer.section(gettext("Dossiers"), starmap(link, inputs.dossiers)),
        writer.section(gettext("Lists"), starmap(link, _lists(inputs, gettext))),
    )
    return (Page(URI, "\n\n".join(filter(None, sections)) + "\n", OutputDir.FILES),)


def _lists(inputs: Inputs, gettext: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """Yield URI, title and description of each list."""
    yield uris.BRIEFINGS, gettext("All briefings"), gettext("newest first, by year")
    yield uris.TIMELINE, gettext("Timeline"), gettext("events and briefings, in time order")
    yield uris.EXPLAINERS, gettext("All explainers"), gettext("by kind, each A–Z")
    if inputs.dossiers:
        title = sections.title(uris.DOSSIERS, inputs.settings)
        yield uris.DOSSIERS, title, gettext("briefings and explainers in order, introduced")
    yield uris.TOPICS, gettext("Topics"), gettext("with the number of briefings on each")
    yield uris.OUTLETS, gettext("Outlets"), gettext("with the number of briefings from each")
    if inputs.has_corrections:
        title = sections.title(uris.CORRECTIONS, inputs.settings)
        yield uris.CORRECTIONS, title, gettext("by day, newest first")
    yield data.BRIEFINGS, gettext("Metadata of all briefings"), gettext("JSON, one briefing a line")
    yield (
        data.EXPLAINERS,
        gettext("Metadata of all explainers"),
        gettext("JSON, one explainer a line"),
    )
    yield (
        annotations.URI, gettext("Editors' notes"), gettext("as W3C Web Annotations, JSON-LD"),
    )  # fmt: skip


def _article(article: Metadata, unknown: str) -> tuple[str, str, str]:
    day = article.published.isoformat() if article.published else unknown
    outlet = f", {article.outlet.name}" if article.outlet else ""
    return uris.briefing(article.slug), article.title, f"{day}{outlet}. {article.summary}"


def _link(site_url: str, uri: str, title: str, description: str) -> str:
    return f"{writer.link(title, site_url + uri)}: {writer.text(description)}"
