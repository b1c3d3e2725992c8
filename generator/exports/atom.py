"""A feed as Atom: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287."""

from xml.etree.ElementTree import Element

from generator.exports import facts, xml
from generator.exports.feeds import Entry, Feed

_NAMESPACE = "http://www.w3.org/2005/Atom"
_UNKNOWN = "unknown"


def write(feed: Feed) -> str:
    """Return a feed as an Atom document.

    Names are the addresses of pages (section 4.2.6 asks for lasting ones), and times are the
    midnights that days begin with: a section 3.3 date has a time, and no other is known.
    """
    root = xml.root("feed", _NAMESPACE)
    own = f"{feed.address}.xml"
    xml.add(root, "id", own)
    xml.add(root, "title", feed.title)
    if feed.description:
        xml.add(root, "subtitle", feed.description)
    xml.add(root, "updated", facts.midnight(feed.updated))
    _link(root, "self", own, "application/atom+xml")
    _link(root, "alternate", feed.page, "text/html")
    _author(root, feed.site)
    for entry in feed.entries:
        _entry(root, entry)
    return xml.document(root)


def _entry(root: Element, entry: Entry) -> None:
    element = xml.add(root, "entry", attributes={"xml:lang": entry.lang})
    xml.add(element, "id", entry.address)
    xml.add(element, "title", entry.title)
    if entry.published:
        xml.add(element, "published", facts.midnight(entry.published))
    xml.add(element, "updated", facts.midnight(entry.updated))
    _link(element, "alternate", entry.address, "text/html")
    if entry.original:
        _link(element, "via", entry.original)
    # Section 4.2.1: an entry without an author would have the feed's, which is this site.
    for name in entry.authors or (_UNKNOWN,):
        _author(element, name)
    for slug, name in entry.topics:
        xml.add(element, "category", attributes={"term": slug, "label": name})
    xml.add(element, "summary", entry.summary)


def _link(parent: Element, relation: str, address: str, media_type: str = "") -> None:
    xml.add(parent, "link", attributes={"rel": relation, "type": media_type, "href": address})


def _author(parent: Element, name: str) -> None:
    xml.add(xml.add(parent, "author"), "name", name)
