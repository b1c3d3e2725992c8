"""Read a Word document: mammoth turns it into HTML, in which every block is part of the article.

Only the text counts: pictures and comments are left out, and nothing outside of the file is opened.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

import mammoth
from lxml import etree
from lxml.html import HtmlElement

from briefings.files.limits import PAGE_LIMIT
from briefings.model.reading import DROPPED, Decision, Reading
from briefings.readers import documents
from briefings.readers.documents import Piece, Properties
from briefings.readers.formats import Unread
from briefings.readers.html import clean, decoding
from briefings.readers.html.elements import TextBlock
from briefings.readers.html.segment import text_blocks
from briefings.readers.refusals import Refusal

# Word writes some ten tags for a run of text; a report of 200 pages has about 200,000. To convert
# them takes three seconds.
_TAG_LIMIT = 200_000
_ENTRIES = 10_000
# Styles of paragraphs that mammoth does not know. Word keeps these names in every language.
_STYLES = f"""
p[style-name='Title'] => p.{clean.TITLE}:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='caption'] => p.{clean.CAPTION}:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_RUNNING = re.compile(r"word/(header|footer)\d*\.xml")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"

_OLD = Refusal(
    "old-or-encrypted-document",
    "This document is encrypted, or has the format of Word before 2007.",
    "Open it in Word or LibreOffice and save it as .docx without a password.",
)
_DAMAGED = Refusal(
    "damaged-docx",
    "This is not a Word document, or it is damaged.",
    "Open it in Word or LibreOffice and save it as .docx again.",
)
_TOO_LARGE = Refusal(
    "docx-too-large",
    f"This document has more than {PAGE_LIMIT:,} bytes of text and markup.",
    "Save the article alone.",
)
_EMPTY = Refusal(
    "empty-document",
    "There is no text in this document.",
    "Check that the text is not in a picture.",
)


def read_capture(capture: Unread) -> Reading | Refusal:
    """Read a Word document; a `formats.Reader`."""
    data = capture.file.data
    if not data.startswith(_ZIP):
        return _OLD if data.startswith(_OLD_OFFICE) else _DAMAGED
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _refusal(archive) or _reading(archive, data)
    # mammoth checks neither the structure nor the depth of a document.
    except (BadZipFile, ValueError, LookupError, TypeError, AttributeError, OSError):
        return _DAMAGED
    except (RuntimeError, SyntaxError, ExpatError, zlib.error):
        return _DAMAGED


def _reading(archive: ZipFile, data: bytes) -> Reading | Refusal:
    markup = mammoth.convert_to_html(
        BytesIO(data),
        style_map=_STYLES,
        include_embedded_style_map=False,
        external_file_access=False,
        convert_image=lambda _: [],
    ).value
    tree = decoding.parse(markup)
    if isinstance(tree, Refusal):
        return _EMPTY if tree is decoding.EMPTY else tree
    pieces = list(_pieces(tree))
    if not pieces:
        return _EMPTY
    return documents.reading(pieces, _properties(archive), list(_running(archive)), "paragraph")


def _refusal(archive: ZipFile) -> Refusal | None:
    """Return why an archive is not unpacked: it is no document, or expands beyond the limits."""
    entries = archive.infolist()
    # zipfile unpacks no more than the size that an entry declares.
    texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    if len(entries) > _ENTRIES or sum(entry.file_size for entry in texts) > PAGE_LIMIT:
        return _TOO_LARGE
    tags = 0
    for entry in texts:
        text = archive.read(entry)
        tags += text.count(b"<")
        if b"<!" in text and b"<!DOCTYPE" in text.upper():
            return _DAMAGED  # the format has none, and entities can expand without end
    return _TOO_LARGE if tags > _TAG_LIMIT else None


def _running(archive: ZipFile) -> Iterator[Decision]:
    """Yield the lines of running headers and footers."""
    for name in sorted(archive.namelist()):
        if found := _RUNNING.fullmatch(name):
            for paragraph in _xml(archive, name).iter(f"{_WORD}p"):
                text = "".join(node.text or "" for node in paragraph.iter(f"{_WORD}t"))
                if folded := " ".join(text.split()):
                    yield Decision(0, DROPPED, f"running-{found[1]}", folded)


def _properties(archive: ZipFile) -> Properties:
    """Return the core properties."""
    if "docProps/core.xml" not in archive.namelist():
        return Properties()
    core = _xml(archive, "docProps/core.xml")

    def text(name: str) -> str:
        return " ".join((core.findtext(f"{_DUBLIN_CORE}{name}") or "").split())

    creator = text("creator")
    return Properties(text("title"), (creator,) if creator else ())


def _xml(archive: ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(name), parser)


def _pieces(tree: HtmlElement) -> Iterator[Piece]:
    """Yield the blocks of a converted document, its footnotes last."""
    for link in list(tree.iter("a")):
        if (link.get("href") or "").startswith(("#footnote-ref", "#endnote-ref")):
            link.drop_tree()  # mammoth adds an arrow that leads back to the text
    blocks = text_blocks(tree)
    for number, (text, block, label) in enumerate(
        zip(blocks, clean.article(tree, blocks), clean.labels(blocks), strict=True), 1
    ):
        yield Piece(replace(block, line=number), label, _rank(text))


def _rank(block: TextBlock) -> int:
    """Return how much a block looks like the title."""
    if clean.is_named(block, clean.TITLE):
        return 3
    if block.element.heading == 1:
        return 2
    whole = (0, len(block.text), "strong", "")
    is_phrase = not block.text.endswith((".", ":", ";", ","))
    return int(whole in block.spans and is_phrase)
