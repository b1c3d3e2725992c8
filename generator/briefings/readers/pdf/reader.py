"""Read a PDF: its lines become the blocks of an article, in reading order.

A PDF has no paragraphs, only signs with places. Every line is kept, or dropped by a named rule:
`running-header`, `running-footer`, `page-number`, `turned-text`, and those of `documents`. The
number of a line is that of its page.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from briefings.model.reading import DROPPED, Block, BlockKind, Container, Decision, Reading
from briefings.readers import bylines, documents
from briefings.readers.documents import Piece, Properties
from briefings.readers.formats import Unread
from briefings.readers.labels import Label
from briefings.readers.pdf import lines, paragraphs
from briefings.readers.pdf.extraction import Extracted, extract
from briefings.readers.pdf.furniture import furniture
from briefings.readers.pdf.lines import Line
from briefings.readers.pdf.paragraphs import Paragraph, Style
from briefings.readers.refusals import Refusal

_START = b"%PDF-"
# Readers find the start within the first kilobyte (ISO 32000-1, annex H.3.4.1).
_START_BYTES = 1024
# A page of text has more characters; scanned pages can have a stamp or a page number.
_FEW_CHARACTERS = 50
# Share of unknown characters from which a text is unreadable.
_UNKNOWN = 0.2
# Share of letters of scripts that run from right to left.
_RIGHT_TO_LEFT = 0.2
_LEVELS = 5

_NO_PDF = Refusal(
    "mislabelled",
    "This is not a PDF, although it is named so.",
    "Give it the ending of what it is, or download it again.",
)
_SCANNED = Refusal(
    "scanned-pdf",
    "This PDF holds pictures of pages, without text.",
    "Recognise the text with an OCR program such as OCRmyPDF, and add the PDF that it writes.",
)
_EMPTY = Refusal(
    "empty-document", "There is no text in this PDF.", "Check that it is the right file."
)
_UNREADABLE = Refusal(
    "pdf-without-letters",
    "This PDF does not say which letters its signs are.",
    "Print it to a PDF with another program, or recognise the text with OCR.",
)

_TURNED_ROUND = Refusal(
    "pdf-right-to-left",
    "This PDF is in a script that runs from right to left, and does not keep the order of letters.",
    "Add the text as a web page, a Word document or a .txt file.",
)


def read_capture(capture: Unread) -> Reading | Refusal:
    """Read a PDF; a `formats.Reader`."""
    data = capture.file.data
    found = extract(data) if _START in data[:_START_BYTES] else _NO_PDF
    return found if isinstance(found, Refusal) else read(found)


def read(document: Extracted) -> Reading | Refusal:
    """Return the article of a document, or the reason why there is none."""
    if refusal := _refusal(document):
        return refusal
    cells = [lines.cells(page.spans) for page in document.pages]
    printed = [lines.rows(found, number) for number, found in enumerate(cells, 1)]
    around = furniture(printed)
    dropped = list(_turned(document))
    flows: list[Sequence[Line]] = []
    for number, rows in enumerate(printed):
        out = {index for page, index in around if page == number}
        dropped += [
            Decision(number + 1, DROPPED, around[number, index], rows[index].text) for index in out
        ]
        kept = [cell for index, row in enumerate(rows) if index not in out for cell in row.cells]
        flows += lines.flows(kept, number + 1)
    usual = paragraphs.style(flows)
    found = paragraphs.paragraphs(flows, usual)
    authors = bylines.people(document.author)
    properties = Properties(document.title, authors)
    return documents.reading(list(_pieces(found, usual)), properties, dropped, "page")


def _refusal(document: Extracted) -> Refusal | None:
    texts = [span.text for page in document.pages for span in page.spans]
    count = sum(len("".join(text.split())) for text in texts)
    pictures = sum(page.pictures > 0 for page in document.pages)
    if count < _FEW_CHARACTERS * max(pictures, 1) and pictures:
        return _SCANNED
    if not count:
        return _EMPTY
    signs = Counter(unicodedata.bidirectional(sign) for text in texts for sign in text)
    if signs["R"] + signs["AL"] > _RIGHT_TO_LEFT * count:
        return _TURNED_ROUND
    unknown = sum(page.unknown for page in document.pages)
    return _UNREADABLE if unknown > _UNKNOWN * count else None


def _turned(document: Extracted) -> Iterator[Decision]:
    """Yield the text that does not run from left to right, such as watermarks."""
    for number, page in enumerate(document.pages, 1):
        for (level, _), spans in groupby(page.spans, key=lambda span: (span.level, span.size)):
            text = " ".join("".join(span.text for span in spans).split())
            if text and not level:
                yield Decision(number, DROPPED, "turned-text", text)


def _pieces(found: Sequence[Paragraph], usual: Style) -> Iterator[Piece]:
    """Yield the blocks of a document, with a rule above the footnotes."""
    looks = sorted({p.look for p in found if p.heading}, reverse=True)
    notes = False
    for paragraph in found:
        text = paragraphs.text(paragraph, usual.words)
        own = tuple((line.page, line.text) for line in paragraph.lines)
        first = paragraph.lines[0].page
        if paragraph.note and not notes:
            notes = True
            yield Piece(
                Block(BlockKind.RULE, "", first), Label("rule", "above-footnotes"), lines=()
            )
        if paragraph.rows:
            block = Block(BlockKind.TABLE, text, first, rows=paragraph.rows)
            yield Piece(block, Label("table", "cells-in-rows"), lines=own)
        elif paragraph.heading:
            level = min(looks.index(paragraph.look), _LEVELS - 1) + 1
            block = Block(BlockKind.HEADING, text, first, level)
            rule = "bold-line" if paragraph.look[1] and paragraph.size <= usual.size else "type"
            yield Piece(block, Label("heading", rule), _rank(paragraph), own)
        elif bullet := paragraph.bullet:
            text = text.removeprefix(bullet).lstrip()
            item = Block(
                BlockKind.PARAGRAPH, text, first, containers=(Container.LIST_ITEM,), marker="*"
            )
            yield Piece(item, Label("paragraph", "list-item"), lines=own)
        else:
            rule = "footnote" if paragraph.note else "paragraph"
            yield Piece(
                Block(BlockKind.PARAGRAPH, text, first), Label("paragraph", rule), lines=own
            )


def _rank(paragraph: Paragraph) -> int:
    """Return how much a heading looks like the title: by size, then by weight."""
    return 2 * round(paragraph.size) + paragraph.bold
