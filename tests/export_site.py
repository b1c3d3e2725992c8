"""A small site for tests of the files for machines."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

import feedparser
import yaml
from lxml import etree

from briefings.model.content import Content, Settings, SourceFile
from briefings.model.site import Site
from briefings.site.compile import compile
from tests.project import SMALL
from tests.views import head

HERE = Settings(
    site_name="A Site",
    site_description="What it is.",
    site_url="https://example.org/news/",
    smallest_topic=1,
)
HOSTILE = "</script><!-- <b>&amp; \"x\" 'y' {{ z }} ]]> \u2028 # *a* [b](c) \\"
ATOM = "{http://www.w3.org/2005/Atom}"
_SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "atom.rng"))

TALKS = {
    **SMALL,
    "articles/talks.yml": SMALL["articles/talks.yml"]
    + "authors: [Ada Berg]\nurl: https://wire.example/talks\n",
}


def compiled(files: Mapping[str, str] = SMALL, settings: Settings = HERE) -> Site:
    """Compile a site of a few files."""
    return compile(content(files), settings)


def content(files: Mapping[str, str]) -> Content:
    """Return content of a few files."""
    return Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))


def exports(files: Mapping[str, str] = SMALL, settings: Settings = HERE) -> dict[str, str]:
    """Return the files for machines of a site, by place."""
    return {file.uri: file.text for file in compiled(files, settings).exports}


def jsonld(site: Site, uri: str) -> dict[str, object]:
    """Return the structured data of a page."""
    loaded = json.loads(head(site, uri).structured_data)
    assert isinstance(loaded, dict)
    return loaded


def markdown_article(name: str, **facts: object) -> dict[str, str]:
    """Return an article in Markdown with some facts in its front matter."""
    header = yaml.safe_dump(facts, allow_unicode=True)
    return {f"articles/{name}.md": f"---\n{header}---\n\nA text about the bridge. It is short.\n"}


def atom(text: str) -> ET.Element:
    """Read an Atom document, checking what RFC 4287 requires of every one."""
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    _SCHEMA.assertValid(etree.fromstring(text.encode()))
    root = ET.fromstring(text)
    own, *entries = (root, *root.findall(f"{ATOM}entry"))
    for element in (own, *entries):
        assert (element.findtext(f"{ATOM}id") or "").startswith("https://")
        assert (element.findtext(f"{ATOM}title") or "").strip()
        assert element.find(f"{ATOM}author") is not None  # sections 4.1.1 and 4.2.1
        links = [link.get("rel", "alternate") for link in element.findall(f"{ATOM}link")]
        assert links.count("alternate") == 1  # sections 4.1.1 and 4.1.2: one of a type
        assert links.count("self") == (element is own)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) > 0
    updated = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert root.findtext(f"{ATOM}updated") == max(updated)
    return root


def sitemap_entries(text: str, kind: str = "url") -> dict[str, str | None]:
    """Read a sitemap, checking what https://www.sitemaps.org/protocol.html requires."""
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.fromstring(text)
    assert root.tag == namespace + {"url": "urlset", "sitemap": "sitemapindex"}[kind]
    found: dict[str, str | None] = {}
    for element in root:
        assert element.tag == namespace + kind
        address = element.findtext(f"{namespace}loc") or ""
        assert address.startswith(HERE.site_url)
        assert address not in found
        found[address.removeprefix(HERE.site_url)] = element.findtext(f"{namespace}lastmod")
    return found
