"""The extension of Python-Markdown that gives links of mentions their class, id and number.

An attribute list cannot: it takes the text up to the last brace of the line for a part of itself.
"""

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from briefings.markup.editorial import MENTION_TITLE


class _Attributes(Treeprocessor):
    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if found := MENTION_TITLE.fullmatch(link.get("title", "")):
                del link.attrib["title"]
                link.attrib |= {
                    "class": "mention",
                    "id": found["id"],
                    "data-number": found["number"],
                }


class MentionLinks(Extension):
    """Links whose title `editorial.mention_title` has made."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the extension."""
        md.treeprocessors.register(_Attributes(md), "mention_links", 0)


def makeExtension() -> MentionLinks:  # noqa: N802 - Python-Markdown's name
    """Return the extension; Python-Markdown calls this."""
    return MentionLinks()
