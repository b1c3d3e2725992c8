"""The section of a briefing from which its citation can be copied."""

from html import escape

from briefings.markup import prose
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.site.exports import citation
from briefings.site.pages import fragments, languages


def section(article: Metadata, settings: Settings) -> str:
    """Return the section: a sentence, and below it BibTeX and CSL-JSON, folded."""
    cited = citation.sentence(article, settings)
    before, title, after = map(prose.escape, cited.partition(" ".join(article.title.split())))
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
    """Return preformatted text in a `<details>`, its line breaks as character references.

    Python-Markdown would start a block at a tag on a line of its own.
    """
    written = escape(text, quote=False).replace("\n", "&#10;")
    return f"<details><summary>{name}</summary><pre>{written}</pre></details>"
