"""Addresses: a name inside an address, handle, tag (`#`, `$`) or file name is no mention.

Neither is a part of an abbreviation with dots: "U.N." in "U.N.C.T.A.D.".

Only the characters around a match are looked at, up to the next white space or quotation mark. A
dot with a small letter behind it does not end a sentence: it belongs to a domain or file name. With
a capital behind it, only a space is missing: "in Libya.The next". A slash joins names: "NATO/EU".
"""

import re
from typing import Final

import regex

JOINTS: Final = frozenset("/\\@#.:-=&?%~+!$(*;,")
"""The characters that may stand beside a name inside an address."""

# An address that is longer than this has other signs nearby.
_REACH = 200
# No address goes on behind the first; brackets and commas may end one that has no scheme.
_BREAKS = " \n\"'<>"
_BRACKETS = "()[]{},;|*—"
_BRACKET = re.compile(f"[{re.escape(_BREAKS + _BRACKETS)}]")
_SIGN = re.compile(r"[@#$/\\]|[.:]\w|www\.|mailto:", re.IGNORECASE)
# Also ports (`localhost:80/`) and DOIs without a scheme.
_SCHEME = re.compile(r":\d*/|www\.|\b(?:arxiv|doi|hdl|mailto|urn):|\b10\.\d{4,9}/", re.IGNORECASE)
_PATH = re.compile(r"(?:~|\.\.?)/[\w.-]|/[\w.-]+/[\w.-]")
_INNER_DOT = regex.compile(r"\w\.\p{Ll}")
_EXTENSION = re.compile(r"\.[A-Z]{3,4}[.:!?]*\Z")
_LETTER_BEFORE = regex.compile(r"(?<![\p{L}\p{N}_])\p{L}\.\Z")
_LETTER_AFTER = regex.compile(r"\.?\p{L}(?![\p{L}\p{N}_])")
_LAST_LETTER = regex.compile(r"(?:\A|[^\p{L}\p{N}_])\p{L}\.?\Z")


def in_address(text: str, start: int, end: int) -> bool:
    """Return whether a match is inside an address, file name or abbreviation with dots.

    Args:
        text: the text, folded.
        start: offset of the first character of the match.
        end: offset after its last character.
    """
    ends = text[end : end + 1] not in JOINTS or text[end + 1 : end + 2] in " \n"
    if ends and text[start - 1 : start] not in JOINTS:
        return False
    first = max(0, start - _REACH)
    space = text.find(" ", end, end + _REACH)
    # Most words beside a hyphen or a bracket have no sign of an address.
    if not _SIGN.search(
        text, max(first, text.rfind(" ", first, start)), end + _REACH if space < 0 else space
    ):
        return False
    before = _behind(_BREAKS, text[first:start])
    if _SCHEME.search(before):
        return True
    # A letter beside a match is of a script without spaces, or the match is.
    before = _behind(_BRACKETS, before) if before[-1:] in JOINTS else ""
    after = _BRACKET.split(text[end : end + _REACH], 1)[0]
    after = after if after[:1] in JOINTS else ""
    around = before + after
    return (
        "@" in around
        or "\\" in around
        or before[-1:] in ("#", "$")
        or (after[:1] == "#" and after[1:2].isalpha())
        # The capital stands for the match, which may have a dot itself: "Booking.com".
        or _INNER_DOT.search(f"{before}N{after}") is not None
        or _PATH.match(f"{before}N{after}") is not None
        or _EXTENSION.search(after) is not None
        or _in_abbreviation(text[start:end], before, after)
    )


def _behind(characters: str, text: str) -> str:
    """Return what is behind the last of some characters in a text."""
    return text[max(map(text.rfind, characters)) + 1 :]


def _in_abbreviation(phrase: str, before: str, after: str) -> bool:
    """Return whether letters with dots go on beside a phrase that begins or ends with one."""
    begins = phrase[0].isalpha() and phrase[1:2] in ("", ".")
    ends = _LAST_LETTER.search(phrase) is not None
    return (begins and _LETTER_BEFORE.search(before) is not None) or (
        ends and _LETTER_AFTER.match(after) is not None
    )
