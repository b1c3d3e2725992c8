"""Check the headings of editors: a page has one of the first level, its title."""

from collections.abc import Iterator
from itertools import pairwise

from briefings.content.checks.addresses import Written
from briefings.markup import inline_markdown
from briefings.model.content import Problem, Severity


def first_level(page: Written) -> Iterator[Problem]:
    """Yield a warning for each heading of the first level in the body of a page."""
    for line, title in found(page.body):
        yield Problem(
            page.path, page.body_line + line, "second-title",
            f"“{title}” is a heading of the first level, but the page has one already: its title.",
            f"Write ## {title}, or make it the `title`.", Severity.WARNING,
        )  # fmt: skip


def found(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the line, from 0, and the Markdown of each heading of the first level."""
    if "#" not in markdown and "=" not in markdown:
        return  # parsing takes much longer than this test
    tokens = inline_markdown.PARSER.parse(markdown)
    for token, inner in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1" and token.map:
            yield token.map[0], inner.content
