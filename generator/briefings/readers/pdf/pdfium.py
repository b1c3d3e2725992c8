"""The script that reads a PDF with PDFium, run by `extraction` in a process of its own.

PDFium is compiled code, and a hostile file can keep it busy, fill the memory or crash it. This
process has limits, and its end harms nobody. It imports nothing of this package, so that it starts
fast.

It reads a PDF from its standard input, and writes JSON to its standard output.
"""

import ctypes
import json
import math
import resource
import sys
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

SECONDS = 4
"""Most processor time; the most characters take two seconds."""
MEMORY = 400_000_000
"""Most address space in bytes; common documents need a quarter."""
PAGES = 2_000
"""Most pages of a document."""
CHARACTERS = 300_000
"""Most characters of a document: 100 pages of a book."""

_BOLD = 1 << 18
_HEAVY = 600
# PDFium's sign for a hyphen at the end of a line.
_HYPHEN = 2
_FARTHEST = 100_000.0
_SMALLEST = 0.1
_BREAKS = frozenset("\r\n")
_NAME_LENGTH = 256

Span = tuple[str, float, float, float, float, str, bool]
"""Text, left end, right end, base line, size, name of the font, whether it is level."""


def main() -> None:
    """Read a PDF."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump(_document(sys.stdin.buffer.read()), sys.stdout)


def _document(data: bytes) -> dict[str, object]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        encrypted = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"error": "encrypted-pdf" if encrypted else "damaged-pdf"}
    if len(document) > PAGES:
        return {"error": "pdf-too-large"}
    pages: list[object] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            pages.append({"spans": [], "pictures": 0, "unknown": 0})
            continue
        text = raw.FPDFText_LoadPage(page.raw)
        count = raw.FPDFText_CountChars(text)
        characters += max(count, 0)
        if characters > CHARACTERS:
            return {"error": "pdf-too-large"}
        objects = raw.FPDFPage_CountObjects(page.raw)
        kinds = (
            raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, n))
            for n in range(min(objects, PAGES))
        )
        pages.append(
            {
                "spans": list(_spans(text, count)),
                "pictures": sum(kind == raw.FPDF_PAGEOBJ_IMAGE for kind in kinds),
                "unknown": sum(raw.FPDFText_HasUnicodeMapError(text, n) == 1 for n in range(count)),
            }
        )
        raw.FPDFText_ClosePage(text)
        page.close()
    metadata = document.get_metadata_dict()
    return {"pages": pages, "title": metadata["Title"], "author": metadata["Author"]}


def _spans(text: object, count: int) -> Iterator[Span]:
    """Yield runs of characters in one font on one line, in PDFium's order."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    name, flags = ctypes.create_string_buffer(_NAME_LENGTH), ctypes.c_int()
    letters = ""
    style: tuple[float, float, str, bool] = (0, 0, "", True)
    left = right = 0.0
    unit = 0
    for number in range(count):
        code = raw.FPDFText_GetUnicode(text, number)
        if 0xD800 <= code < 0xDC00:  # the first half of a surrogate pair
            unit = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((unit - 0xD800) << 10) + (code - 0xDC00) if unit else 0xFFFD
        unit = 0
        letter = "-" if code in (_HYPHEN, 0xFFFE) else chr(code)
        if letter in _BREAKS:
            if letters:
                yield (letters, left, right, *style)
            letters = ""
            continue
        if raw.FPDFText_IsGenerated(text, number) == 1:
            letters += letter if letters else ""
            continue
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        raw.FPDFText_GetLooseCharBox(text, number, box)
        raw.FPDFText_GetMatrix(text, number, matrix)
        raw.FPDFText_GetFontInfo(text, number, name, _NAME_LENGTH, flags)
        size = raw.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d)
        heavy = flags.value & _BOLD or raw.FPDFText_GetFontWeight(text, number) >= _HEAVY
        font = name.value.decode("utf-8", "replace") + (",Bold" if heavy else "")
        level = abs(matrix.b) <= abs(matrix.a) / 10
        size = min(max(_place(size), _SMALLEST), _FARTHEST)
        now = (_place(y.value), size, font, level)
        follows = letters and now == style and abs(box.left - right) < max(size, 1)
        if letters and not follows:
            yield (letters, left, right, *style)
            letters = ""
        if not letters:
            left, style = _place(box.left), now
        letters += letter
        right = _place(box.right)
    if letters:
        yield (letters, left, right, *style)


def _place(value: float) -> float:
    """Return a coordinate of a damaged file too as a number that can be computed with."""
    return round(min(max(value, -_FARTHEST), _FARTHEST), 2) if math.isfinite(value) else 0.0


if __name__ == "__main__":
    main()
