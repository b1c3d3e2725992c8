"""Parse MIME: mails, and web archives of one file (MHTML).

The standard library parses fields in quadratic time, and parts in each other by recursion. So
long fields are left out, and what has more fields or parts than any mail or archive is refused.
"""

import email
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from itertools import count

from briefings.files.limits import PAGE_LIMIT, TEXT_LIMIT
from briefings.readers.refusals import Refusal

PART_LIMIT = 1000
"""Most parts: a web archive has one for each picture and style sheet of the page."""
# Parts that have parts: a mail that was forwarded often has some ten.
_MOST_CONTAINERS = 50
_MOST_FIELDS = 20_000
# The parser keeps each in memory. A file at the limit of size has 640,000 of encoded pictures.
_MOST_LINES = 1_000_000
# In characters: the longest fields are addresses of frames. Encoded words take quadratic time.
_LONGEST_FIELD = 8_000
_LONGEST_ENCODED = 2_000
# In bytes with their transfer encoding. Base64 takes 1.35 bytes for one, quoted-printable up to 3
# for one that is no letter from A to Z.
_LONGEST_TEXT = 3 * TEXT_LIMIT
_LONGEST_PAGE = 3 * PAGE_LIMIT // 2


def _too_large(size: str) -> Refusal:
    return Refusal(
        "page-too-large",
        f"This file is too large to read: {size}.",
        "Save the article alone, for instance from the browser's reading view.",
    )


TOO_DEEP = _too_large(f"more than {_MOST_CONTAINERS} parts that have parts")
"""The refusal of a mail in a mail in a mail …"""


class _TooManyFieldsError(Exception):
    """There are more fields than in any mail."""


class _Bounded(Compat32):
    """Empties long fields, and counts all."""

    def __init__(self) -> None:
        super().__init__()
        object.__setattr__(self, "_fields", count(1))

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return name and value of a field."""
        if next(vars(self)["_fields"]) > _MOST_FIELDS:
            raise _TooManyFieldsError
        name, value = super().header_source_parse(sourcelines)
        return name[:_LONGEST_FIELD], value if len(value) <= _LONGEST_FIELD else ""


def parse(data: bytes) -> "Message | Refusal | None":
    """Return a message, the reason why it is refused, or None if it is damaged."""
    if data.count(b"\n") > _MOST_LINES:
        return _too_large(f"more than {_MOST_LINES:,} lines")
    lower = data.lower()
    if lower.count(b"content-type:") > PART_LIMIT:
        return _too_large(f"more than {PART_LIMIT:,} parts")
    if lower.count(b"multipart/") + lower.count(b"message/") > _MOST_CONTAINERS:
        return TOO_DEEP
    del lower
    try:
        return email.message_from_bytes(data, policy=_Bounded())
    except _TooManyFieldsError:
        return _too_large(f"more than {_MOST_FIELDS:,} fields")
    except (MessageError, ValueError, LookupError, TypeError):
        return None


def field(message: Message, name: str) -> str:
    """Return a field of a header, decoded and folded; empty if there is none."""
    decoded = str(message.get(name, ""))
    if "=?" in decoded:
        try:
            decoded = str(make_header(decode_header(decoded[:_LONGEST_ENCODED])))
        except (MessageError, ValueError, LookupError):
            decoded = decoded[:_LONGEST_ENCODED]
    return " ".join(decoded.split())


def too_large(part: Message) -> Refusal | None:
    """Return why a part is refused; None if it may be decoded, in memory that is bounded."""
    limit = _LONGEST_TEXT if part.get_content_type() == "text/plain" else _LONGEST_PAGE
    if len(part.get_payload()) <= limit:
        return None
    return _too_large(f"a text of more than {limit:,} bytes")


def payload(part: Message) -> bytes:
    """Return the content of a part without its transfer encoding."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def charset(part: Message) -> str:
    """Return the character set that a part declares; empty for none."""
    try:
        return part.get_content_charset() or ""
    except (LookupError, ValueError, TypeError):
        return ""
