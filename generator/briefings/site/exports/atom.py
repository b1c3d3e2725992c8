"""A feed as Atom, by feedgen: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287."""

import re

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from briefings.markup.prose import REPLACEMENT
from briefings.site import facts
from briefings.site.exports.feeds import Entry, Feed

_UNKNOWN = "unknown"
# Characters that no XML document may hold, not even as references.
# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(feed: Feed) -> str:
    """Return a feed as an Atom document.

    Names are the addresses of pages (section 4.2.6 asks for lasting ones), and times are the
    midnights that days begin with: a section 3.3 date has a time, and no other is known.
    """
    written = FeedGenerator()
    own = f"{feed.address}.xml"
    written.id(own)
    written.title(_text(feed.title))
    written.subtitle(_text(feed.description))
    written.updated(facts.midnight(feed.updated))
    written.link(rel="self", href=own, type="application/atom+xml")
    written.link(rel="alternate", href=feed.page, type="text/html")
    written.author(name=_text(feed.site))
    written.generator("")  # it would name itself, with a version that says nothing to a reader
    for entry in feed.entries:
        written.add_entry(_entry(entry), order="append")
    document: bytes = written.atom_str(pretty=True)
    return document.decode()


def _entry(entry: Entry) -> FeedEntry:
    written = FeedEntry()
    written.id(entry.address)
    written.title(_text(entry.title))
    if entry.published:
        written.published(facts.midnight(entry.published))
    written.updated(facts.midnight(entry.updated))
    written.link(rel="alternate", href=entry.address)
    # Section 4.2.1: an entry without an author would have the feed's, which is this site.
    for name in entry.authors or (_UNKNOWN,):
        written.author(name=_text(name))
    for slug, name in entry.topics:
        written.category(term=slug, label=_text(name))
    written.summary(_text(entry.summary))
    written.register_extension("beyond", _Beyond)
    written.beyond.entry = entry
    return written


class _Beyond:
    """Adds to an entry what feedgen 1.0 does not write: its language, and where it comes from.

    It takes the relation of an entry's link and then leaves it out, so that a link of the relation
    `via` would be a second page of the entry.
    """

    entry: Entry

    def extend_atom(self, element: etree._Element) -> None:
        """Complete the element of the entry; feedgen calls this."""
        if self.entry.lang:
            element.set(_LANG, self.entry.lang)
        if self.entry.original:
            etree.SubElement(element, "link", rel="via", href=_text(self.entry.original))


def _text(value: str) -> str:
    """Return text with U+FFFD for each character that XML cannot hold."""
    return _FORBIDDEN.sub(REPLACEMENT, value)
