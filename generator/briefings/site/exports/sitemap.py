"""The sitemap, with the last change of each page: https://www.sitemaps.org/protocol.html.

The sitemap of MkDocs gives every page the day of the build.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefings.model.content import Settings
from briefings.model.site import OutputDir, Page
from briefings.site import addresses
from briefings.site.inputs import newest

URI = "sitemap.xml"
LARGEST = 50_000
"""How many addresses a sitemap may have; more need several sitemaps and an index of them."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Dated = tuple[str, date | None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the sitemap is built from."""

    settings: Settings
    """The site's settings."""
    pages: tuple[Dated, ...]
    """URI of every page, with the last day on which it is known to have changed."""


def build(inputs: Inputs, largest: int = LARGEST) -> tuple[Page, ...]:
    """Return the sitemap, and the sitemaps that an index lists; nothing without `site_url`.

    Args:
        inputs: the pages.
        largest: how many addresses a file may have.
    """
    return tuple(_files(inputs, largest)) if inputs.settings.site_url else ()


def _files(inputs: Inputs, largest: int) -> Iterator[Page]:
    settings = inputs.settings
    listed = sorted((addresses.absolute(settings, uri), day) for uri, day in inputs.pages)
    if len(listed) <= largest:
        yield _file(URI, "urlset", "url", listed)
        return
    parts = [listed[start : start + largest] for start in range(0, len(listed), largest)]
    index: list[Dated] = []
    for number, part in enumerate(parts, 1):
        uri = f"sitemap-{number}.xml"
        yield _file(uri, "urlset", "url", part)
        index.append((addresses.absolute(settings, uri), newest(day for _, day in part)))
    yield _file(URI, "sitemapindex", "sitemap", index)


def _file(uri: str, name: str, entry: str, listed: Iterable[Dated]) -> Page:
    root = Element(name, xmlns=_NAMESPACE)
    for address, day in listed:
        element = SubElement(root, entry)
        SubElement(element, "loc").text = address
        if day:
            SubElement(element, "lastmod").text = day.isoformat()
    indent(root)
    written = tostring(root, encoding="unicode")
    text = f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'
    return Page(uri, text, OutputDir.FILES)
