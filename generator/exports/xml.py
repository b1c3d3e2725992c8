"""XML of plain text: what Atom and the sitemap have in common."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from generator.prose import REPLACEMENT

# Characters that no XML document may hold, not even as references.
# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: str) -> str:
    """Return text with U+FFFD for each character that XML cannot hold."""
    return _FORBIDDEN.sub(REPLACEMENT, value)


def root(name: str, namespace: str) -> ElementTree.Element:
    """Return the outermost element of a document, all of it in one namespace."""
    return ElementTree.Element(name, {"xmlns": namespace})


def add(
    parent: ElementTree.Element,
    name: str,
    content: str = "",
    attributes: Mapping[str, str] | None = None,
) -> ElementTree.Element:
    """Add an element with a text and attributes, leaving out attributes that are empty."""
    given = {key: text(value) for key, value in (attributes or {}).items() if value}
    element = ElementTree.SubElement(parent, name, given)
    element.text = text(content) or None
    return element


def document(element: ElementTree.Element) -> str:
    """Return a document, one element a line."""
    ElementTree.indent(element)
    written = ElementTree.tostring(element, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'
