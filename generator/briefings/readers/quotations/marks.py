"""Find direct quotations by their quotation marks.

The styles are the delimiters of Unicode CLDR: “…”, „…“, „…”, «…», »…«, »…», ”…” (Nordic
languages), 「…」, 『…』, ‘…’, ‚…‘, and their typewritten forms "…" and '…'. A quotation inside
another belongs to it, so quotations never overlap. Apostrophes and the marks of feet and inches are
distinguished by the characters next to them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefings.text import languages

# The closing marks of each opening mark, best first.
_CLOSING = {
    "“": "”\"“",
    "„": "“”\"",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "\"": "\"",
    "‟": "”",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}  # fmt: skip
_MARKS = re.compile("[" + re.escape("".join(_CLOSING) + "”") + "]")
SINGLE = "‘‚'‹›"
"""The single marks."""
# Marks that always open.
_DIRECTED = "“„«「『‟"
_SAME_BOTH_WAYS = {"sv", "fi", "da", "nb", "nn", "no"}
# No quotation in single marks of the development pages is longer.
_LONGEST_SINGLE = 500
# Dropped letters and digits at the beginning of a word: 'em, 'til, '90s, the Dutch 's and 't.
_ELISION = re.compile(
    r"['‘’](?:\d|(?:em|til|tis|twas|cause|bout|n|s|t|m|k|ns|round|cos|bye)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """Text in quotation marks in one paragraph."""

    start: int
    """Offset of the first character after the opening mark."""
    end: int
    """Offset of the closing mark, or of the end of the paragraph."""
    mark: str
    """The opening mark."""
    closed: bool
    """Whether there is a closing mark."""


def find(text: str, lang: str) -> tuple[QuotedSpan, ...]:
    """Return the quotations of one paragraph, in order and without overlap.

    Args:
        text: the paragraph.
        lang: BCP 47 tag of its language.
    """
    return tuple(_find(text, languages.base(lang)))


def _find(text: str, lang: str) -> Iterator[QuotedSpan]:
    at = 0
    if not _MARKS.search(text):
        return
    last = {mark: text.rfind(mark) for marks_of in _CLOSING.values() for mark in marks_of}
    while found := _MARKS.search(text, at):
        start = found.end()
        mark = found.group()
        at = start
        if not _opens(text, found.start(), lang):
            continue
        end = _close(text, found.start(), last)
        if end is None:
            if mark in SINGLE or not any(map(str.isalpha, text[start : start + 3])):
                continue
            # If the same mark opens again later, this one is a typing error.
            again = (m.start() for m in _MARKS.finditer(text, start) if m.group() == mark)
            if all(not _opens(text, place, lang) for place in again):
                yield QuotedSpan(start, len(text), mark, closed=False)
                return
            continue
        if any(character.isalnum() for character in text[start:end]):
            yield QuotedSpan(start, end, mark, closed=True)
            at = end + 1


def _opens(text: str, at: int, lang: str) -> bool:
    """Return whether the mark at an offset opens a quotation, outside of any other."""
    mark = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _DIRECTED:
        return bool(after)
    if not after or after.isspace() or after in ",.;:!?)]}…”’":
        return False
    if before.isalnum() or (before and before in "’'"):
        return False
    if mark == "”":
        return lang in _SAME_BOTH_WAYS
    return not (mark in "'‘" and _ELISION.match(text, at) and not _closes_word(text, at))


def _closes_word(text: str, at: int) -> bool:
    # A single word in marks: 's' as a letter, '80' as a number.
    return bool(re.match(r"['‘](?!n['’])\w+['’](?!\w)", text[at : at + 12]))


def _close(text: str, opened: int, last: Mapping[str, int]) -> int | None:
    """Return the offset of the mark that closes a quotation.

    Args:
        text: the paragraph.
        opened: offset of the opening mark.
        last: the last offset of each closing mark; avoids quadratic time for a text of nothing but
            opening marks.
    """
    mark = text[opened]
    if mark in "'‘‚":
        return _close_single(text, opened)
    if mark == '"':
        return _close_straight(text, opened)
    for closing in _CLOSING.get(mark, "”"):
        if last[closing] > opened:
            end = _close_directed(text, opened, mark, closing)
            if end is not None:
                return end
    return None


def _close_directed(text: str, opened: int, mark: str, closing: str) -> int | None:
    depth, first = 1, None
    for found in re.compile("[" + re.escape(mark + closing) + "]").finditer(text, opened + 1):
        at = found.start()
        if found.group() == closing:
            if closing in '"“' and not _may_close(text, at):
                return None
            depth -= 1
            first = at if first is None else first
            if depth == 0:
                return at
        else:
            depth += 1
    # In Russian two adjacent closing marks are printed as one.
    return first


def _may_close(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isspace() or not after or not after.isalnum()


def _close_straight(text: str, opened: int) -> int | None:
    at = opened
    while (at := text.find('"', at + 1)) >= 0:
        if not _may_close(text, at):
            return None
        later = text.find('"', at + 1)
        if not (_is_inch(text, at) and later >= 0 and text[later - 1] in ",.!?…"):
            return at
    return None


def _is_inch(text: str, at: int) -> bool:
    """Return whether a mark is that of inches: `a 5" screen`."""
    return text[at - 1].isdigit() and bool(re.match(r"\"[ -][a-z]", text[at : at + 3]))


def _close_single(text: str, opened: int) -> int | None:
    closing = _CLOSING[text[opened]]
    limit = min(len(text), opened + _LONGEST_SINGLE)
    candidates: list[int] = []
    # For nested quotations in the same marks, two adjacent closing marks are printed as one.
    nested = not text[:opened].strip() or text[:opened].rstrip()[-1] in ",:"
    for found in re.finditer("[" + closing + "]", text[opened + 1 : limit]):
        at = opened + 1 + found.start()
        before, after = text[at - 1], text[at + 1 : at + 2]
        if before.isspace() and after.isalnum():
            if not nested or candidates:
                break  # the next quotation opens
            nested = False
        if before.isspace() or after.isalnum():
            continue
        if before in ",.!?…;":
            return at
        candidates.append(at)
    # A plural apostrophe (the boys' toys) looks like a closing mark.
    surer = (at for at in candidates if text[at - 1] not in "sS")
    return next(surer, candidates[0] if candidates else None)


def continues(earlier: QuotedSpan, text: str, later: Sequence[QuotedSpan]) -> bool:
    """Return whether an open quotation continues in the next paragraph, which begins with its mark.

    Args:
        earlier: the last quotation of a paragraph.
        text: the next paragraph.
        later: the quotations of that paragraph.
    """
    return (
        not earlier.closed
        and bool(later)
        and later[0].mark == earlier.mark
        and not text[: later[0].start - 1].strip()
    )
