"""Read a web archive of Safari: a property list with the page and everything that it shows.

Only the page itself is read; frames (`WebSubframeArchives`) and pictures are other documents.
"""

import plistlib
from xml.parsers.expat import ExpatError

from briefings.model.reading import Reading
from briefings.readers.formats import Unread
from briefings.readers.html import reader
from briefings.readers.html.decoding import Unpacked
from briefings.readers.refusals import Refusal

_NO_ARCHIVE = Refusal(
    "damaged-webarchive",
    "This is not a web archive of Safari, or it is damaged.",
    "Save the page again as “Web Archive”, or as “Page Source”.",
)


def read_capture(capture: Unread) -> Reading | Refusal:
    """Read a web archive of Safari; a `formats.Reader`."""
    page = _page(capture.file.data)
    return reader.read_page(page) if page else _NO_ARCHIVE


def _page(data: bytes) -> Unpacked | None:
    """Return the page in an archive; None if there is none."""
    try:
        archive = plistlib.loads(data)
        main = archive["WebMainResource"]
        page = main["WebResourceData"]
    # plistlib lets errors of damaged lists of both forms pass: XML and binary.
    except (ExpatError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(page, bytes):
        return None
    encoding, url = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
    return Unpacked(
        page,
        encoding if isinstance(encoding, str) else "",
        url if isinstance(url, str) else "",
    )
