"""Run PDFium on a PDF, in a process of its own with limits of time and memory (see `pdfium`)."""

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec

from briefings.readers.refusals import Refusal

_SCRIPT = "briefings.readers.pdf.pdfium"
# The script limits its processor time; this is the end of one that waits for a busy machine.
_SECONDS = 300

_MISSING = Refusal(
    "pdf-support-missing",
    "PDFs are read by the package pypdfium2, which is not installed.",
    "Install it: pip install 'annotated-briefings[pdf]'.",
)
_REFUSALS = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            "encrypted-pdf",
            "This PDF is encrypted: it opens with a password only.",
            "Open it in a viewer and print it to a PDF without a password.",
        ),
        Refusal(
            "damaged-pdf",
            "This is not a PDF, or it is damaged.",
            "Download it again, or open it in a viewer and print it to a PDF.",
        ),
        Refusal(
            "pdf-too-large",
            "This PDF has more pages or text than any article.",
            "Print the pages of the article to a PDF of their own.",
        ),
    )
}
_BEYOND_LIMITS = Refusal(
    "pdf-beyond-limits",
    "Reading this PDF takes too much time or memory, or makes PDFium crash.",
    "Open it in a viewer and print it to a PDF, or put its text into a .txt file.",
)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one font that stand on one line."""

    text: str
    """The characters."""
    left: float
    """Where they begin, in points from the left edge of the page."""
    right: float
    """Where they end."""
    base: float
    """Their base line, in points from the lower edge of the page."""
    size: float
    """Size of the font in points."""
    font: str
    """Name of the font."""
    level: bool = True
    """Whether they are not turned."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page."""

    spans: tuple[Span, ...]
    """Its pieces, in the order of the file."""
    pictures: int = 0
    """Number of pictures."""
    unknown: int = 0
    """Number of characters of which the file does not say which letters they are."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What PDFium finds in a document."""

    pages: tuple[Page, ...]
    """Its pages."""
    title: str = ""
    """The title in its metadata."""
    author: str = ""
    """The author in its metadata."""


def extract(data: bytes) -> Extracted | Refusal:
    """Return the text of a PDF with its places, or the reason why there is none."""
    script = find_spec(_SCRIPT)
    if not find_spec("pypdfium2") or script is None or script.origin is None:
        return _MISSING
    try:
        done = subprocess.run(
            [sys.executable, "-I", script.origin],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return _BEYOND_LIMITS
    if "error" in found:
        return _REFUSALS[found["error"]]
    pages = tuple(
        Page(tuple(Span(*span) for span in page["spans"]), page["pictures"], page["unknown"])
        for page in found["pages"]
    )
    return Extracted(pages, found["title"], found["author"])
