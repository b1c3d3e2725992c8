"""Escape text for Markdown that Python-Markdown reads."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from briefings.model.linking import Mention

Span = tuple[int, int]

NO_NUMBERS: Mapping[str, int] = MappingProxyType({})

# Characters with a meaning inside a line that Python-Markdown can escape with a backslash.
# https://python-markdown.github.io/reference/markdown/ (Markdown.ESCAPED_CHARS)
_INLINE_ESCAPES = str.maketrans(
    {c: f"\\{c}" for c in "\\`*_{}[]#!"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
# At the start of a block these start a list, rule, definition, admonition or quotation.
_BLOCK_OPENERS = "+-=:!?~|/^%$"
_NUMBERED = re.compile(r"(\d+)([.)])")


def escape(text: str) -> str:
    """Return Markdown that shows `text` literally inside a line."""
    return text.translate(_INLINE_ESCAPES)


def escape_block(markdown: str) -> str:
    """Return escaped `markdown` that can only start a paragraph."""
    if markdown[:1] in _BLOCK_OPENERS and markdown:
        return f"&#{ord(markdown[0])};{markdown[1:]}"
    return _NUMBERED.sub(r"\1\\\2", markdown, count=1) if _NUMBERED.match(markdown) else markdown


def mention_link(mention: Mention, address: str, numbers: Mapping[str, int] = NO_NUMBERS) -> str:
    """Return the end of a mention's link: target, class, id and number.

    The number of the subject in the page's background is shown on paper.
    """
    number = numbers.get(mention.subject)
    shown = f' data-number="{number}"' if number else ""
    return f"]({address}){{ .mention #{mention.anchor}{shown} }}"


def write_spans(text: str, spans: Iterable[tuple[int, int, str, str]]) -> str:
    """Return `text` escaped, with each span between its opening and closing Markdown.

    Args:
        text: plain text.
        spans: (start, end, opening, closing), nested or disjoint. Of equal spans the first is the
            outermost; an empty span comes before others that start there.
    """
    parts: list[str] = []
    closing: list[tuple[int, str]] = []
    at = 0

    def write_until(end: int) -> None:
        nonlocal at
        while closing and closing[-1][0] <= end:
            edge, mark = closing.pop()
            parts.append(escape(text[at:edge]) + mark)
            at = edge
        parts.append(escape(text[at:end]))
        at = end

    def order(span: tuple[int, int, str, str]) -> tuple[int, bool, int]:
        return span[0], span[0] < span[1], -span[1]

    for start, end, opening, close in sorted(spans, key=order):
        write_until(start)
        parts.append(opening)
        closing.append((end, close))
    write_until(len(text))
    return "".join(parts)
