"""The section of a briefing from which its citation can be copied."""

from html import escape

from briefings.markup import prose
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.site.exports import citation
from briefings.site.pages import fragments, languages


def section(article: Metadata, settings: Settings) -> str:
    """Return the section: a sentence, and the same for programs, folded away."""
    written = citation.sentence(article, settings)
    before, title, after = map(prose.escape, written.partition(" ".join(article.title.split())))
    title = languages.set_apart(title, languages.title(article, settings))
    sentence = prose.escape_block(f"{before}{title}{after}")
    return fragments.division(
        "apparatus cite",
        "## Cite",
        fragments.classed(sentence, "citation"),
        _folded("BibTeX", citation.bibtex(article, settings)),
        _folded("CSL-JSON", citation.csl(article, settings)),
    )


def _folded(name: str, text: str) -> str:
    """Return preformatted text that opens at a touch; line breaks are references inside of it.

    Python-Markdown takes a tag on a line of its own for the beginning of a block.
    """
    written = escape(text, quote=False).replace("\n", "&#10;")
    return f"<details><summary>{name}</summary><pre>{written}</pre></details>"
