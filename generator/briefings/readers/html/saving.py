"""The notes that software leaves in the pages that it saves: address and moment of the capture."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from briefings.readers import dates

# Notes are at the top: before `html`, or after its start tag.
_TOP = 16_384
_LONGEST = 2000
_IS_NOTE = re.compile(r"\b(?:saved|mirrored)\b", re.IGNORECASE)
# The Mark of the Web (`saved from url=(0041)https://…`), SingleFile (`url: …`), monolith (`Saved
# from … at …`) and HTTrack (`Mirrored from host/path`).
_ADDRESS = re.compile(
    r"(?:\burl\s?(?::|=\(\d{4}\))|\bsaved\s+from)\s*(?P<url>https?://[^\s<>\"]+)"
    r"|\bmirrored\s+from\s+(?P<path>[\w.-]+/[^\s<>\"]*)",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"(?:\bdate:\s*|\sat\s+|\],\s*)(\S[^\n]{8,80}?)\s*(?:$|\susing\b)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Note:
    """Where and when a page was saved."""

    url: str = ""
    """The address; empty if unknown."""
    moment: str = ""
    """The moment in ISO 8601; empty if unknown."""


def note(markup: str) -> Note:
    """Return the note in a comment at the top of a page.

    Args:
        markup: the page as text.
    """
    top = markup[:_TOP]
    end = 0
    while (start := top.find("<!--", end)) >= 0 and (end := top.find("-->", start)) >= 0:
        comment = top[start + 4 : end]
        if len(comment) <= _LONGEST and _IS_NOTE.search(comment):
            address = _ADDRESS.search(comment)
            written = (dates.parse_day(found, "en") for found in _MOMENT.findall(comment))
            moment = next(filter(None, written), "")
            if address:
                return Note(address["url"] or f"http://{address['path']}", moment)
    return Note()


# A segment of 14 digits or the first of them, perhaps with the kind of the resource, before the
# address of the original: the Wayback Machine, pywb, OpenWayback, archive.today.
_ARCHIVED = re.compile(r"(?:^|/)(\d{4,14})(?:[a-z]{2}_)?/(https?):/{1,2}([^/\s].*)$", re.IGNORECASE)


def original(address: str) -> Note:
    """Return the original of an address in a web archive, and the moment of its capture.

    Any other address is its own original.
    """
    found = _ARCHIVED.search(address)
    if not found:
        return Note(address)
    moment = ""
    if len(found[1]) == len("20240305101112"):
        with suppress(ValueError):
            moment = datetime.strptime(found[1] + "Z", "%Y%m%d%H%M%S%z").isoformat()
    return Note(f"{found[2]}://{found[3]}", moment)
