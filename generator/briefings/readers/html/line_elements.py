"""Inline elements whose words a line shows, leaves out, or shows in another way."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from briefings.readers.html import class_names, tags

NOTE_MARK = re.compile(r"\d{1,3}|\[\d{1,3}\]|\(\d{1,3}\)")
"""The mark of a note: a number, perhaps in brackets."""

SHORT = 100
"""Characters that show what a text is; to search more of them takes quadratic time."""

# An element with more elements inside is longer than that.
_PIECES = 20
# A word with a dropped capital is cut into a few elements.
_COPIES = 20


def words(element: HtmlElement) -> Iterator[str]:
    """Yield the text of an element, shown or not, without code and metadata."""
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        if event == "end":
            text = inner.tail if inner is not element else None
        elif inner.tag in tags.NOT_TEXT:
            walker.skip_subtree()
            text = None
        else:
            text = inner.text
        if text:
            yield text


def beginning(element: HtmlElement) -> str:
    """Return the beginning of the text of an element, without space around it."""
    return "".join(text[:SHORT] for text in islice(element.itertext(), _PIECES)).strip()


def following(element: HtmlElement) -> str:
    """Return the beginning of the text behind an element, also behind inline elements it ends."""
    for _ in range(_PIECES):
        text = (element.tail or "")[:SHORT].strip()
        outer = element.getparent()
        if text or outer is None or outer.tag in tags.BLOCKS or element.getnext() is not None:
            return text
        element = outer
    return ""


def has_words(element: HtmlElement) -> bool:
    """Return whether the text of an element begins with letters, not only with signs."""
    pieces = islice(element.itertext(), _PIECES)
    return any(any(map(str.isalpha, piece[:SHORT])) for piece in pieces)


def ends_inline(element: HtmlElement) -> bool:
    """Return whether an element follows other words in an inline element, and ends it."""
    outer, before = element.getparent(), element.getprevious()
    if (
        outer.tag not in tags.INLINE
        or element.getnext() is not None
        or (element.tail or "").strip()
    ):
        return False
    return before is not None or bool((outer.text or "").strip())


def is_link_of_heading(element: HtmlElement) -> bool:
    """Return whether an element in a heading is a sign with a link, or a link in brackets.

    A link to the heading itself is a sign (`#`, `¶`); a link to change the text is in brackets.
    """
    inside = list(islice(element.iter(), _PIECES + 1))
    text = beginning(element) if len(inside) <= _PIECES else ""
    if element.tag == "a" and text and not any(map(str.isalnum, text)):
        return True
    is_bracketed = text[:1] == "[" and text[-1:] == "]" and not NOTE_MARK.fullmatch(text)
    return is_bracketed and any(inner.tag == "a" for inner in inside)


def is_copy(element: HtmlElement) -> bool:
    """Return whether the words of an element with `aria-hidden` stand beside it once more.

    A dropped capital cuts a word into such elements; the whole word is there for screen readers.
    """
    first = last = element
    text = _word(element)
    for _ in range(_COPIES):
        before = first.getprevious()
        if before is None or before.tail or before.get("aria-hidden") != "true":
            break
        first, text = before, _word(before) + text
    for _ in range(_COPIES):
        after = last.getnext()
        if after is None or last.tail or after.get("aria-hidden") != "true":
            break
        last, text = after, text + _word(after)
    before, after = first.getprevious(), None if last.tail else last.getnext()
    whole = (None if before is None or before.tail else before, after)
    return bool(text) and any(one is not None and _word(one) == text for one in whole)


def _word(element: HtmlElement) -> str:
    """Return the text of an inline element that is shown and holds nothing but text."""
    if len(element) or element.tag not in tags.INLINE or tags.is_hidden(element):
        return ""
    if class_names.is_for_screen_readers(element.get("class") or ""):
        return ""
    return element.text or ""
