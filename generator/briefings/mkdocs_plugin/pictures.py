"""The extension of Python-Markdown that says how large the site's pictures are.

A browser then keeps their place free, loads them when they come into view, and takes the smaller
copy on a phone. All of it follows from their addresses (`picture_names`).
"""

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from briefings.text import picture_names

# MkDocs makes addresses relative to the page with priority 0.
_AFTER_MKDOCS = -10


class _Attributes(Treeprocessor):
    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            src = image.get("src", "")
            if sizes := picture_names.sizes(src):
                found = {"width": str(sizes.width), "height": str(sizes.height), "loading": "lazy"}
                if srcset := picture_names.srcset(src):
                    found |= {"srcset": srcset, "sizes": picture_names.SIZES}
                image.attrib |= {**found, **image.attrib}


class Pictures(Extension):
    """Sizes of pictures; an attribute list of the editor has priority."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the extension."""
        md.treeprocessors.register(_Attributes(md), "pictures", _AFTER_MKDOCS)


def makeExtension() -> Pictures:  # noqa: N802 - Python-Markdown's name
    """Return the extension; Python-Markdown calls this."""
    return Pictures()
