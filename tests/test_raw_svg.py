"""Python-Markdown leaves figures unchanged, and parses everything else."""

import re
from functools import cache

import markdown
import pytest

from briefings.build import content_folder
from briefings.markup.prose import escape
from briefings.mkdocs_plugin import project, raw_svg
from briefings.model.content import Settings
from briefings.site.compile import compile
from tests.rendering import ROOT

FIGURE = (
    '<figure class="figure">\n<svg role="img"><a href="#x"><text>*a*  [b](c.md) &amp;</text></a>'
    "</svg>\n<figcaption>A *caption*.</figcaption>\n</figure>"
)


@cache
def converter(*, with_it: bool = True) -> markdown.Markdown:
    config = project.load(ROOT / "mkdocs.yml").config
    assert raw_svg.NAME in config.markdown_extensions
    return markdown.Markdown(
        extensions=[n for n in config.markdown_extensions if with_it or n != raw_svg.NAME],
        extension_configs=config.mdx_configs,
    )


def rendered(text: str) -> str:
    return converter().reset().convert(text)


def rendered_without_it(text: str) -> str:
    return converter(with_it=False).reset().convert(text)


def close(html: str) -> str:
    """Return HTML without the white space between tags."""
    return re.sub(r"(?<=>)\s+(?=<)", "", html)


@pytest.mark.parametrize(
    "page",
    [
        "{}",
        "Before.\n\n{}\n\nAfter.",
        '<div class="a" markdown>\n\n## Timeline\n\n{}\n\n* one\n\n</div>',
        "{0}\n\n{0}",
    ],
)
def test_a_figure_comes_out_as_it_went_in(page: str) -> None:
    text = page.format(FIGURE)
    assert rendered(text).count(FIGURE) == text.count(FIGURE)
    assert converter().htmlStash.rawHtmlBlocks.count(FIGURE) == text.count(FIGURE)


def test_pages_are_the_same_as_without_it() -> None:
    site = compile(content_folder.read_content(ROOT / "content"), Settings(site_name="Test"))
    bodies = [page.text.split("---\n", 2)[2] for page in site.pages]
    assert sum(body.count("<svg ") for body in bodies) > 30
    for body in bodies:
        assert close(rendered(body)) == close(rendered_without_it(body))


@pytest.mark.parametrize(
    "text",
    [
        '<figure class="figure">\n<img src="a.png" alt="*a*">\n</figure>',
        '<figure class="mine" markdown>\n\n*a*\n\n</figure>',
        f"```html\n{FIGURE}\n```",
        '<figure class="figure">\n<svg></svg>\n\nnever closed',
        f"Said in a line: {FIGURE}",
        escape(FIGURE),
        "\n".join(map(escape, FIGURE.splitlines())),
    ],
)
def test_other_html_is_parsed_as_usual(text: str) -> None:
    assert rendered(text) == rendered_without_it(text)
