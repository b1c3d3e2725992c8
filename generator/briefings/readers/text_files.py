"""Decode captures that are plain text or Markdown, in any character set.

Files that editors write must be UTF-8 (see `frontmatter`); a capture cannot be written again.
"""

import re
from dataclasses import replace

from briefings.files import charsets
from briefings.files.charsets import Decoded
from briefings.model.content import Problem, SourceFile
from briefings.text.zero_width import without_zero_width_spaces

# The beginning of an HTML page or of a piece of one; no prose begins like this.
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|main|article|section|div|p)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
# The beginning of an MHTML archive: the header of a message, as browsers write it.
_ARCHIVE = re.compile(
    r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,20}?Content-Type:\s*multipart/related", re.IGNORECASE
)
# Number of characters that are searched for the signs of another format.
_BEGINNING = 5_000


def decode(capture: SourceFile) -> Decoded | Problem:
    """Return the text of a text or Markdown capture, or the problem that it is something else.

    Zero-width spaces are left out.
    """
    if capture.data.startswith(b"\x1f\x8b"):
        return _mislabelled(
            capture.path, "a file compressed by gzip", "Unpack it; a saved page is named .html.gz."
        )
    decoded = charsets.decode(capture.data)
    if decoded is None:
        return charsets.binary(capture.path)
    beginning = decoded.text[:_BEGINNING]
    if _PAGE.match(beginning):
        return _mislabelled(capture.path, "a saved web page", "Name it .html.")
    if _ARCHIVE.match(beginning):
        return _mislabelled(capture.path, "a web archive", "Name it .mhtml.")
    return replace(decoded, text=without_zero_width_spaces(decoded.text))


def _mislabelled(path: str, what: str, hint: str) -> Problem:
    ending = path[path.rfind(".") :]
    return Problem(
        path, 1, "mislabelled", f"This is {what}, named {ending} as if it were text.", hint
    )
