"""A feed as Atom, by feedgen: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287."""

import re

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from briefings.site import facts
from briefings.site.exports.feeds import Entry, Feed
from briefings.text.visible import REPLACEMENT

# Characters that XML does not allow, not even as references.
# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(feed: Feed) -> str:
    """Return a feed as an Atom document.

    Ids are addresses (section 4.2.6 requires permanent ids). Times are the midnight at
    which a day begins, because a date has a time (section 3.3) and only the day is known.
    """
    document = FeedGenerator()
    own = f"{feed.address}.xml"
    document.id(own)
    document.title(_text(feed.title))
    document.subtitle(_text(feed.description))
    document.updated(facts.midnight(feed.updated))
    document.link(rel="self", href=own, type="application/atom+xml")
    document.link(rel="alternate", href=feed.page, type="text/html")
    document.author(name=_text(feed.site))
    document.generator("")  # else feedgen would name itself and its version
    for entry in feed.entries:
        document.add_entry(_entry(entry, feed.unknown), order="append")
    xml: bytes = document.atom_str(pretty=True)
    return xml.decode()


def _entry(entry: Entry, unknown: str) -> FeedEntry:
    written = FeedEntry()
    written.id(entry.id)
    written.title(_text(entry.title))
    if entry.published:
        written.published(facts.midnight(entry.published))
    written.updated(facts.midnight(entry.updated))
    written.link(rel="alternate", href=entry.address)
    # Section 4.2.1: an entry without an author has the author of the feed, which is this site.
    for name in entry.authors or (unknown,):
        written.author(name=_text(name))
    for slug, name in entry.topics:
        written.category(term=slug, label=_text(name))
    written.summary(_text(entry.summary))
    written.register_extension("extension", _Extension)
    written.extension.entry = entry
    return written


class _Extension:
    """Adds to an entry what feedgen 1.0 does not write: its language and the link to its source.

    feedgen drops the relation of an entry's link, so a `via` link would become a second page.
    """

    entry: Entry

    def extend_atom(self, element: etree._Element) -> None:
        """Add to the element of the entry. feedgen calls this."""
        if self.entry.lang:
            element.set(_LANG, self.entry.lang)
        if self.entry.original:
            etree.SubElement(element, "link", rel="via", href=_text(self.entry.original))


def _text(value: str) -> str:
    """Return text with U+FFFD for each character that XML does not allow."""
    return _FORBIDDEN.sub(REPLACEMENT, value)
