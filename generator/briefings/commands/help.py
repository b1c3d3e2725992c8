"""`briefings help`: show a page of the documentation."""

import io
import sys

import click
from rich.console import Console
from rich.markdown import Markdown

from briefings.mkdocs_plugin import defaults

PAGES = {
    "editing": "articles, notes, explainers, outlets: every key, and the rules of linking",
    "preview": "editing in the preview: notes, reasons of links, facts, explainers, new articles",
    "operating": "settings, building, preview, clusters, archives",
    "publishing": "GitHub Pages, GitLab Pages, Netlify, web servers, headers, sub paths",
    "plugins": "other plugins and hooks: what they get, which ones were tried",
    "templates": "how to change a page; the blocks, partials and views of the theme",
    "outputs": "the files for machines: data, feeds, Markdown, search index, records",
    "architecture": "how the generator works",
}
_CHANGES = {"changes": "what has changed in each version"}


@click.command()
@click.argument("page", type=click.Choice([*PAGES, *_CHANGES]), required=False)
def show(page: str | None) -> None:
    """Show a page of the documentation.

    Without PAGE it lists the pages. If the output is not a terminal, the page is plain Markdown.
    """
    if page is None:
        for name, subject in (PAGES | _CHANGES).items():
            click.echo(f"briefings help {name:<13} {subject}")
        return
    file = defaults.packaged_folder("docs") / f"{page}.md"
    text = (defaults.changelog() if page in _CHANGES else file).read_text(encoding="utf-8")
    if sys.stdout.isatty():
        click.echo_via_pager(_formatted(text), color=True)
    else:
        click.echo(text, nl=False)


def _formatted(markdown: str) -> str:
    """Return Markdown formatted for this terminal."""
    output = io.StringIO()
    width = Console().width
    Console(file=output, force_terminal=True, width=min(width, 100)).print(Markdown(markdown))
    return output.getvalue()
