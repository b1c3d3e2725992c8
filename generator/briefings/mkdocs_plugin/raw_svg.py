"""A Python-Markdown extension that sets our pictures apart: they are not read, and come out as is.

A picture has hundreds of tags. Python-Markdown and MkDocs each go through all HTML in a page, to
find Markdown and ids in it, of which pictures have none: a quarter of the time that an explainer
takes. Without this extension pages differ in the white space inside of pictures alone.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

NAME = f"{__name__}:PicturesApart"
"""What Python-Markdown knows the extension by."""
# What `pages.pictures` writes; an editor's own, or an article's, is never begun so.
_PICTURE = re.compile(r'^<figure class="figure">\n<svg .*?\n</figure>$', re.DOTALL | re.MULTILINE)
# After fenced code (25), and before MkDocs (21) and Python-Markdown (20) go through the HTML.
_PRIORITY = 22


class PicturesApart(Extension):
    """Sets pictures apart."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Add the step that does it."""
        md.preprocessors.register(_SetApart(md), "pictures_apart", _PRIORITY)


class _SetApart(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Put a mark in the place of each picture, which Python-Markdown replaces at the end."""
        return _PICTURE.sub(lambda found: self._kept(found[0]), "\n".join(lines)).split("\n")

    def _kept(self, picture: str) -> str:
        assert self.md is not None
        return self.md.htmlStash.store(picture)
