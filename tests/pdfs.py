"""Write small PDFs: lines of text at given places, in a font in which all letters are equally wide.

Places are in points from the lower left corner of a page of 600 by 800.
"""

import textwrap
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 600, 800
LEADING = 1.2
_LETTER = 0.6  # of Courier, as a multiple of the size


class Text(NamedTuple):
    """One line of text."""

    text: str
    left: float
    base: float
    size: float = 10
    bold: bool = False
    turned: bool = False


def column(
    text: str, top: float, left: float = 60, width: float = 480, size: float = 10,
    *, bold: bool = False, indent: float = 0,
) -> list[Text]:  # fmt: skip
    """Return the lines of a paragraph whose first base line is at `top`."""
    letters = int(width / (size * _LETTER))
    first = " " * int(indent / (size * _LETTER))
    wrapped = textwrap.wrap(text, letters, initial_indent=first, break_on_hyphens=False)
    return [
        Text(line.strip(), left + (indent if n == 0 else 0), top - n * LEADING * size, size, bold)
        for n, line in enumerate(wrapped)
    ]


def stack(
    paragraphs: Iterable[str | tuple[str, float, bool]], top: float = 740, left: float = 60,
    width: float = 480,
) -> list[Text]:  # fmt: skip
    """Return paragraphs below each other, each perhaps with size and weight."""
    lines: list[Text] = []
    for paragraph in paragraphs:
        text, size, bold = paragraph if isinstance(paragraph, tuple) else (paragraph, 10, False)
        lines += column(text, top, left, width, size, bold=bold)
        top = lines[-1].base - 2.2 * size
    return lines


def pdf(pages: Sequence[Sequence[Text]], title: str = "", author: str = "") -> bytes:
    """Return a PDF with these pages."""
    return assembled([_stream("".join(map(_operators, page)).encode("cp1252")) for page in pages],
                     title=title, author=author)  # fmt: skip


def _operators(line: Text) -> str:
    escaped = line.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    turn = "0 1 -1 0" if line.turned else "1 0 0 1"
    font = "B" if line.bold else "R"
    return f"BT /{font} {line.size} Tf {turn} {line.left} {line.base} Tm ({escaped}) Tj ET\n"


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    head = b"<< /Filter /FlateDecode /Length %d %b >>" % (len(packed), extra)
    return b"%b\nstream\n%b\nendstream" % (head, packed)


def assembled(
    contents: Sequence[bytes], resources: bytes = b"", others: Sequence[bytes] = (),
    title: str = "", author: str = "",
) -> bytes:  # fmt: skip
    """Return a PDF of raw objects.

    Args:
        contents: the content stream of each page.
        resources: entries of the resources of all pages, beside the fonts.
        others: further objects; the first has the number 10.
        title: the title in the metadata.
        author: the author in the metadata.
    """
    first = 10 + len(others)
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(contents)))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier%b /Encoding /WinAnsiEncoding >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(contents)),
        3: font % b"",
        4: font % b"-Bold",
        5: b"<< /Title (%b) /Author (%b) >>" % (title.encode("cp1252"), author.encode("cp1252")),
        **dict(enumerate(others, 10)),
    }
    for number, content in enumerate(contents):
        objects[first + 2 * number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /R 3 0 R /B 4 0 R >> %b >> >>"
            % (WIDTH, HEIGHT, first + 2 * number + 1, resources)
        )
        objects[first + 2 * number + 1] = content
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    size = max(places) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        place = places.get(number)
        out += b"%010d 65535 f \n" % 0 if place is None else b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        start,
    )
    return bytes(out)


def form_bomb(depth: int, times: int = 10) -> bytes:
    """Return a PDF with forms that each draw the next one several times."""
    forms = [
        _stream(
            b"/F Do " * times if n + 1 < depth else b"BT /R 9 Tf (a) Tj ET",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F %d 0 R >>"
            b" /Font << /R 3 0 R >> >>" % (11 + n),
        )
        for n in range(depth)
    ]
    return assembled([_stream(b"/F Do")], b"/XObject << /F 10 0 R >>", forms)
