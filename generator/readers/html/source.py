"""From the bytes of a saved page to a parsed tree: unpacking, character set, parsing.

Everything here is bounded: a capture comes from the web and may be made to hurt. What is too much
is refused with a reason, and nothing is ever fetched.
"""

import codecs
import email
import email.policy
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

GZIP_LIMIT = 50_000_000
"""Most bytes that a compressed capture may unpack to."""
PAGE_LIMIT = 20_000_000
"""Most bytes of HTML that are read. trafilatura's own limit (`MAX_FILE_SIZE`) is the same; the
largest of 134 saved news pages has 3 MB."""
TAG_LIMIT = 250_000
"""Most tags, opening and closing, of a page that is read: a node takes some hundred bytes of
memory, and much more time. The largest of 134 saved news pages has 23,000."""
PART_LIMIT = 1000
"""Most parts of a web archive: one for each picture and style sheet of the page."""

_GZIP = b"\x1f\x8b"
_MHTML_NAMES = (".mhtml", ".mht")
# The HTML standard has a declaration of the character set within the first 1024 bytes; pages in
# the wild have it later, behind inlined scripts.
_DECLARATION_BYTES = 16_384
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
# WHATWG Encoding: pages that name the left set are read with the right one.
_ENCODING_ALIASES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
}
# Detection on samples of this size from the beginning and the middle is as good as on the whole.
_SAMPLE = 20_000
_BINARY_SIGNATURES = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"RIFF",
    b"\x7fELF",
)
# XML does not allow these characters, and HTML has no way to show them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a capture is not read: what becomes an editor's problem."""

    code: str
    """Short stable name of the reason, such as `consent-page`."""
    message: str
    """What is wrong, in one sentence."""
    hint: str
    """How to mend it."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page."""

    text: str
    """The markup; characters that no page can show are taken out."""
    charset: str
    """Python's name of the character set."""
    why: str
    """What it rests on: `byte order mark`, `valid UTF-8`, `declared` or `detected`."""


def unpack(name: str, data: bytes) -> bytes | Refusal:
    """Return the HTML inside a capture: of a gzip or MHTML file the page, else the bytes as given.

    Args:
        name: the file's name; its ending tells MHTML, while gzip tells itself.
        data: the bytes of the file.
    """
    if data.startswith(_GZIP):
        unpacked = _gunzip(data)
        if isinstance(unpacked, Refusal):
            return unpacked
        data = unpacked
    if name.removesuffix(".gz").lower().endswith(_MHTML_NAMES):
        return _html_part(data)
    return data


def _gunzip(data: bytes) -> bytes | Refusal:
    """Unpack gzip, several members included, never to more than the limit."""
    unpacked = bytearray()
    while data.startswith(_GZIP):
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            unpacked += stream.decompress(data, GZIP_LIMIT + 1 - len(unpacked))
        except zlib.error as error:
            return Refusal(
                "damaged-gzip", f"The compressed file is damaged: {error}.", "Save the page again."
            )
        if len(unpacked) > GZIP_LIMIT:
            return _too_large(f"more than {GZIP_LIMIT:,} bytes when unpacked")
        if not stream.eof:
            return Refusal(
                "damaged-gzip", "The compressed file ends too early.", "Save the page again."
            )
        data = stream.unused_data.lstrip(b"\0")
    return bytes(unpacked)


def _html_part(data: bytes) -> bytes | Refusal:
    """Return the page of an MHTML archive: its first HTML part, as browsers write it."""
    if len(data) > GZIP_LIMIT:
        return _too_large(f"{len(data):,} bytes")
    if data.lower().count(b"content-type:") > PART_LIMIT:
        return _too_large(f"more than {PART_LIMIT:,} parts")
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                charset = part.get_content_charset()
                return _as_utf8(payload, charset) if charset else payload
    return Refusal(
        "no-page-in-archive",
        "This web archive holds no HTML page.",
        "Save the page again as “Webpage, Single File”, or as HTML.",
    )


def _as_utf8(payload: bytes, charset: str) -> bytes:
    """Return bytes with a byte order mark, so that the archive's word on the set holds."""
    try:
        return codecs.BOM_UTF8 + payload.decode(_python_name(charset) or "utf-8").encode()
    except UnicodeError:
        return payload


def decode(data: bytes) -> Decoded | Refusal:
    """Return the text of a page, or the reason why there is none.

    A byte order mark wins; text that is valid UTF-8 is UTF-8 whatever it declares; then the
    declared character set if it fits; then charset-normalizer's finding.
    """
    if len(data) > PAGE_LIMIT:
        return _too_large(f"{len(data):,} bytes")
    if data.startswith(_BINARY_SIGNATURES):
        return _binary()
    found = _charset(data)
    if found is None:
        return _binary()
    charset, why = found
    text = data.decode(charset, errors="replace")
    # A null byte here and there is damage; many of them are no text at all.
    if text.count("\0") * 20 > len(text):
        return _binary()
    return Decoded(_CONTROLS.sub("", text), charset, why)


def _charset(data: bytes) -> tuple[str, str] | None:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return name, "byte order mark"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A capture cut off within its last character is still UTF-8.
        if error.start >= len(data) - 3 and error.start > 0:
            return "utf-8", "valid UTF-8"
    else:
        return "utf-8", "valid UTF-8"
    for name in _declared(data):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name, "declared"
    middle = len(data) // 2
    best = from_bytes(data[:_SAMPLE] + data[middle : middle + _SAMPLE]).best()
    return (best.encoding, "detected") if best else None


def _declared(data: bytes) -> Iterator[str]:
    for match in _DECLARED.finditer(data[:_DECLARATION_BYTES]):
        if name := _python_name(match[1].decode("ascii")):
            yield name


def _python_name(charset: str) -> str | None:
    try:
        name = codecs.lookup(charset).name
        "".encode(name)  # some codecs, such as `hex`, do not make text
    except (LookupError, UnicodeError, TypeError, ValueError):
        return None
    return _ENCODING_ALIASES.get(name, name)


def parse(text: str) -> HtmlElement | Refusal:
    """Return the tree of a page without comments, or the reason why there is none.

    External entities are not known to HTML, and nothing is fetched.
    """
    if text.count("<") > TAG_LIMIT:
        return _too_large(f"more than {TAG_LIMIT:,} tags")
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return empty()
    # libxml2 stops at 2048 levels, and what follows would be lost in silence.
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        return Refusal(
            "nested-too-deeply",
            "Elements of this page nest more deeply than any page of text does.",
            "Save the article alone, for instance from the browser's reading view.",
        )
    return tree


def empty() -> Refusal:
    """Return the refusal of a page without text."""
    return Refusal(
        "empty-page", "There is no text on this page.", "Save the page again once it has loaded."
    )


def _binary() -> Refusal:
    return Refusal(
        "binary-file",
        "This is a binary file, not a saved web page.",
        "Take it out of the content folder, or save the page as HTML.",
    )


def _too_large(size: str) -> Refusal:
    return Refusal(
        "page-too-large",
        f"This page is too large to read: {size}.",
        "Save the article alone, for instance from the browser's reading view.",
    )
