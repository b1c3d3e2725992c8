"""A Python-Markdown extension that keeps our SVG figures out of parsing.

A figure has hundreds of tags. Python-Markdown and MkDocs each parse all HTML of a page, to find
Markdown and ids in it; figures have neither. This saves a quarter of the time that an explainer
takes. Without it, pages differ only in the white space inside figures.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

NAME = f"{__name__}:RawSvgExtension"
"""The name under which Python-Markdown loads the extension."""
# What `site.pages.pictures` writes. HTML of editors and articles never begins like this.
_FIGURE = re.compile(r'^<figure class="figure">\n<svg .*?\n</figure>$', re.DOTALL | re.MULTILINE)
# After fenced code (25), before the HTML parsers of MkDocs (21) and Python-Markdown (20).
_PRIORITY = 22


class RawSvgExtension(Extension):
    """Stashes figures before HTML is parsed; Python-Markdown puts them back at the end."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register the preprocessor."""
        md.preprocessors.register(_Stash(md), "raw_svg", _PRIORITY)


class _Stash(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Replace each figure by a placeholder."""
        return _FIGURE.sub(lambda found: self._placeholder(found[0]), "\n".join(lines)).split("\n")

    def _placeholder(self, figure: str) -> str:
        assert self.md is not None
        return self.md.htmlStash.store(figure)
