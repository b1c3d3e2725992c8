"""Pictures are set apart while Markdown is read: they come out as they went in, and only they."""

import re
from functools import cache

import markdown
import pytest
from mkdocs.config import load_config

from briefings.build import disk
from briefings.markup.prose import escape
from briefings.mkdocs_plugin import raw_svg
from briefings.model.content import Settings
from briefings.site.compile import compile
from tests.rendering import ROOT, render

PICTURE = (
    '<figure class="figure">\n<svg role="img"><a href="#x"><text>*a*  [b](c.md) &amp;</text></a>'
    "</svg>\n<figcaption>A *caption*.</figcaption>\n</figure>"
)


@cache
def converter() -> markdown.Markdown:
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(
        extensions=[*config["markdown_extensions"], raw_svg.NAME],
        extension_configs=config["mdx_configs"],
    )


def rendered(text: str) -> str:
    return converter().reset().convert(text)


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
def test_a_picture_comes_out_as_it_went_in(page: str) -> None:
    text = page.format(PICTURE)
    assert rendered(text).count(PICTURE) == text.count(PICTURE)
    assert converter().htmlStash.rawHtmlBlocks.count(PICTURE) == text.count(PICTURE)


def test_pages_are_the_same_as_without_it() -> None:
    site = compile(disk.read_content(ROOT / "content"), Settings(site_name="Test"))
    bodies = [page.text.split("---\n", 2)[2] for page in site.pages]
    assert sum(body.count("<svg ") for body in bodies) > 30
    for body in bodies:
        assert close(rendered(body)) == close(render(body))


@pytest.mark.parametrize(
    "text",
    [
        '<figure class="figure">\n<img src="a.png" alt="*a*">\n</figure>',
        '<figure class="mine" markdown>\n\n*a*\n\n</figure>',
        f"```html\n{PICTURE}\n```",
        '<figure class="figure">\n<svg></svg>\n\nnever closed',
        f"Said in a line: {PICTURE}",
        escape(PICTURE),
        "\n".join(map(escape, PICTURE.splitlines())),
    ],
)
def test_what_is_no_picture_of_ours_is_read_as_ever(text: str) -> None:
    assert rendered(text) == render(text)
