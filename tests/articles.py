"""The HTML of an article: from its page, and from its Markdown with two parsers."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from briefings.markup import markdown_writer
from briefings.views.text import Block
from tests.rendering import article_html, render, words

PAGE = "briefings/a.md"
_COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def commonmark(text: str) -> str:
    """Render Markdown as CommonMark with tables and footnotes."""
    return str(_COMMONMARK.render(text))


def everywhere(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield the HTML of an article's page and of its Markdown, each with a name.

    Args:
        blocks: the article in the view of its page.
    """
    body, notes = markdown_writer.blocks(blocks, PAGE), markdown_writer.footnotes(blocks, "en_GB")
    markdown = f"{body}\n\n{notes}\n"
    yield "page", article_html(blocks)
    yield "CommonMark", f'<div class="article">{commonmark(markdown)}</div>'
    yield "Python-Markdown", f'<div class="article">{render(markdown)}</div>'


def check_words(blocks: Sequence[Block], text: str, named: str = "") -> None:
    """Check that page and Markdown of an article show exactly this text, apart from white space.

    Args:
        blocks: the article in the view of its page.
        text: the text.
        named: the name of the article, for messages.
    """
    for name, html in everywhere(blocks):
        assert solid("".join(words(html, "article"))) == solid(text), (named, name)


def solid(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())
