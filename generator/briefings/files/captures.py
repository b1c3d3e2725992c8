"""Captures that are text: their bytes become text, or the problem that they are none.

A capture may be in any character set, unlike the files that editors write (see `frontmatter`):
nobody can be asked to write it again.
"""

import re

from briefings.files import charsets
from briefings.files.charsets import Decoded
from briefings.model.content import Problem, SourceFile

# How saved pages begin, and pieces of them that programs save; prose begins with none of these.
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|main|article|section|div|p)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
# How web archives begin: with the header of a message, as browsers write it.
_ARCHIVE = re.compile(
    r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,20}?Content-Type:\s*multipart/related", re.IGNORECASE
)
# A page says within so many characters that it is one.
_BEGINNING = 5_000


def text_of(capture: SourceFile) -> Decoded | Problem:
    """Return the text of a text or Markdown capture, or the problem that it is something else."""
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
    return decoded


def _mislabelled(path: str, what: str, hint: str) -> Problem:
    ending = path[path.rfind(".") :]
    return Problem(
        path, 1, "mislabelled", f"This is {what}, named {ending} as if it were text.", hint
    )
