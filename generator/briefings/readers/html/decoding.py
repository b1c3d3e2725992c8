"""From the bytes of a saved page to a parsed tree: unpacking, character set, parsing.

Captures come from the web and can be hostile: every step has a limit, and what exceeds one is
refused with a reason. Nothing is ever fetched.
"""

import re
import zlib
from dataclasses import dataclass, replace
from datetime import UTC
from email.message import Message
from email.utils import parsedate_to_datetime

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from briefings.files import charsets
from briefings.files.charsets import Decoded
from briefings.files.limits import PACKED_LIMIT, PAGE_LIMIT
from briefings.readers import mime
from briefings.readers.html import inline_markup
from briefings.readers.refusals import Refusal

TAG_LIMIT = 80_000
"""Most tags, opening and closing, of a page: reading takes 40 µs and 2 kB of memory for each. The
largest of 134 saved news pages has 23,000."""
ATTRIBUTE_LIMIT = 1_000
"""Most attributes of an element: libxml2 compares each with all before it."""
DEPTH_LIMIT = 512
"""Most levels of elements: Blink puts no element deeper (`kMaximumHTMLParserDOMTreeDepth`). The
deepest of 134 saved news pages has 28. Reading takes time with levels times blocks."""

_GZIP = b"\x1f\x8b"
_MHTML_NAMES = (".mhtml", ".mht")
_MHTML_FIELDS = tuple(
    re.compile(field, re.IGNORECASE | re.MULTILINE)
    for field in (rb"^MIME-Version:", rb"^Content-Type:\s*(?:multipart/related|text/html)")
)
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADER = 4096
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
# The HTML standard has a declaration of the character set within the first 1024 bytes; real pages
# have it later, after inlined scripts.
_DECLARATION_BYTES = 16_384
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_TAG = re.compile(r"<[a-z!/?]", re.IGNORECASE)
_TOO_MANY_ATTRIBUTES = re.compile(
    r"""<[a-z][^\s<>/"'=]*+(?:[\s/]++[^\s"'<>/=]++"""
    rf"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?){{{ATTRIBUTE_LIMIT}}}""",
    re.IGNORECASE,
)
_IS_TOO_DEEP = etree.XPath(f"boolean(//*[count(ancestor::*) >= {DEPTH_LIMIT}])")
_OPENED = re.compile(r"<(?:!doctype|html)\b", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
# Characters that XML forbids and HTML cannot show.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")

# Elements without an end tag that libxml2 does not know as such: it puts into them what follows,
# https://html.spec.whatwg.org/multipage/syntax.html#void-elements
_VOID = ("wbr", "embed", "source", "track")

EMPTY = Refusal(
    "empty-page", "There is no text on this page.", "Save the page again once it has loaded."
)
_BINARY = Refusal(
    "binary-file",
    "This is a binary file, not a saved web page.",
    "Take it out of the content folder, or save the page as HTML.",
)
_NO_MARKUP = Refusal(
    "mislabelled",
    "This is plain text, named as if it were a web page.",
    "Name it .txt, or save the page again as HTML.",
)
_NO_PAGE = Refusal(
    "no-page-in-archive",
    "This web archive holds no HTML page.",
    "Save the page again as “Webpage, Single File”, or as HTML.",
)
TOO_DEEP = Refusal(
    "nested-too-deeply",
    "Elements of this page nest more deeply than any page of text does.",
    "Save the article alone, for instance from the browser's reading view.",
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The page inside a capture."""

    data: bytes
    """Its bytes."""
    charset: str = ""
    """The character set that the archive around it declares; empty for none."""
    url: str = ""
    """The address that the archive gives it; empty for none."""
    captured: str = ""
    """The moment of the capture that the archive gives, in ISO 8601; empty for none."""
    frames: tuple["Unpacked", ...] = ()
    """Other pages in the archive, the longest first."""
    name: str = ""
    """The name by which pages of the archive show it in a frame (`cid:`); empty for none."""


def unpack(name: str, data: bytes) -> Unpacked | Refusal:
    """Return the page inside a gzip or MHTML file, or the bytes as given.

    Args:
        name: the file's name; the suffix shows MHTML, unless the file begins with markup. Gzip is
            detected by its first bytes, and MHTML with another suffix by its header.
        data: the bytes of the file.
    """
    if data.startswith(_GZIP):
        unpacked = _gunzip(data)
        if isinstance(unpacked, Refusal):
            return unpacked
        data = unpacked
    is_named = name.removesuffix(".gz").lower().endswith(_MHTML_NAMES)
    if not data.lstrip().startswith(b"<") and (is_named or _is_mhtml(data)):
        return _html_part(data)
    return Unpacked(data)


def _is_mhtml(data: bytes) -> bool:
    """Return whether a file begins with the header of an MHTML archive."""
    header = _END_OF_HEADER.split(data[:_LONGEST_HEADER].lstrip(), maxsplit=1)[0]
    return all(field.search(header) for field in _MHTML_FIELDS)


def _gunzip(data: bytes) -> bytes | Refusal:
    """Unpack gzip, also of several members, to at most `PACKED_LIMIT` bytes."""
    unpacked = bytearray()
    while data.startswith(_GZIP):
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            unpacked += stream.decompress(data, PACKED_LIMIT + 1 - len(unpacked))
        except zlib.error as error:
            return _damaged_gzip(f"The compressed file is damaged: {error}.")
        if len(unpacked) > PACKED_LIMIT:
            return too_large(f"more than {PACKED_LIMIT:,} bytes when unpacked")
        if not stream.eof:
            return _damaged_gzip("The compressed file ends too early.")
        data = stream.unused_data.lstrip(b"\0")
    return bytes(unpacked)


def _damaged_gzip(message: str) -> Refusal:
    return Refusal("damaged-gzip", message, "Save the page again.")


def _html_part(data: bytes) -> Unpacked | Refusal:
    """Return the page of an MHTML archive, with the pages in its frames.

    The root is the part that the archive names (RFC 2387, `start`), that of the archive's address,
    or the first one.
    """
    if len(data) > PACKED_LIMIT:
        return too_large(f"{len(data):,} bytes")
    message = mime.parse(data)
    if isinstance(message, Refusal):
        return message
    if message is None:
        return _NO_PAGE
    parts = [part for part in message.walk() if part.get_content_type() in _PAGE_TYPES]
    address = _field(message, "Snapshot-Content-Location") or _field(message, "Content-Location")
    start = message.get_param("start")
    root = (
        next((part for part in parts if start and _field(part, "Content-ID") == start), None)
        or next((p for p in parts if address and _field(p, "Content-Location") == address), None)
        or next(iter(parts), None)
    )
    if root is None:
        return _NO_PAGE
    moment = _moment(mime.field(message, "Date"))
    if refused := next(filter(None, map(mime.too_large, parts)), None):
        return refused
    frames = [_page(part, address, moment) for part in parts if part is not root]
    frames.sort(key=lambda frame: len(frame.data), reverse=True)
    return replace(_page(root, address, moment), frames=tuple(frames))


def _page(part: Message, address: str, moment: str) -> Unpacked:
    """Return the page in a part of an archive.

    Args:
        part: the part.
        address: the address of the archived page, for a part without an address of the web.
        moment: when it was archived.
    """
    own = _field(part, "Content-Location")
    return Unpacked(
        mime.payload(part),
        mime.charset(part),
        own if own.startswith(("http:", "https:")) else address,
        moment,
        name=_field(part, "Content-ID").strip("<>"),
    )


def _field(part: Message, name: str) -> str:
    """Return a field of the header of a part; a long one is folded."""
    return "".join(mime.field(part, name).split())


def _moment(written: str) -> str:
    """Return the moment in a field `Date` in ISO 8601; empty for none."""
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    # RFC 5322: the zone -0000 is UTC without a statement on the local zone.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def decode(page: Unpacked) -> Decoded | Refusal:
    """Return the text of a page without control characters, or the reason why there is none.

    The archive's character set is tried before that of the page; see `charsets` for the rest.
    """
    if len(page.data) > PAGE_LIMIT:
        return too_large(f"{len(page.data):,} bytes")
    declared = _DECLARED.findall(page.data[:_DECLARATION_BYTES])
    decoded = charsets.decode(page.data, [page.charset, *(n.decode("ascii") for n in declared)])
    if decoded is None:
        return _BINARY
    if decoded.text.strip() and not _TAG.search(decoded.text):
        return _NO_MARKUP
    return replace(decoded, text=_CONTROLS.sub("", decoded.text))


def is_cut_off(text: str) -> bool:
    """Return whether the end of a page is missing: it opens `html` and never closes `body`."""
    return bool(_OPENED.search(text[:_DECLARATION_BYTES])) and not _CLOSED.search(text)


def parse(text: str) -> HtmlElement | Refusal:
    """Return the tree of a page without comments, or the reason why there is none.

    Ruby annotations and formulas are rewritten (`inline_markup`). HTML has no external
    entities, and nothing is fetched.
    """
    if text.count("<") > TAG_LIMIT:
        return too_large(f"more than {TAG_LIMIT:,} tags")
    if _TOO_MANY_ATTRIBUTES.search(text):
        return too_large(f"an element has more than {ATTRIBUTE_LIMIT:,} attributes")
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return EMPTY
    # libxml2 drops everything below 2048 levels without an error.
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        return TOO_DEEP
    etree.strip_tags(tree, *_VOID)
    if _IS_TOO_DEEP(tree):
        return TOO_DEEP
    inline_markup.rewrite(tree)
    return tree


def too_large(size: str) -> Refusal:
    """Return the refusal of a page that exceeds a limit; `size` names what it has too much of."""
    return Refusal(
        "page-too-large",
        f"This page is too large to read: {size}.",
        "Save the article alone, for instance from the browser's reading view.",
    )
