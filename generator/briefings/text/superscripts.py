"""Superscripts in plain text, where no markup can say what they are: cells, search, lists, titles.

Their digits and signs have characters of their own in Unicode: `10⁶`, `km²`, `1911²`. Without them
a note 2 after the year 1911 would read 19112. All other characters stay as they are: `1er`, and the
digits of subscripts (`CO2`), which are usually written so.
https://www.unicode.org/charts/PDF/U2070.pdf
"""

from collections.abc import Iterable

from briefings.model.reading import Block, MarkupKind

_CHARACTERS = str.maketrans("0123456789+-\u2212=", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼")


def with_superscripts(text: str, spans: Iterable[tuple[int, int, MarkupKind, str]]) -> str:
    """Return a text with the characters of superscripts, at the same length.

    Args:
        text: the text.
        spans: start, end, kind and address of the markup in it.
    """
    found = [(start, end) for start, end, kind, _ in spans if kind is MarkupKind.SUPERSCRIPT]
    if not found:
        return text
    characters = list(text)
    for start, end in found:
        characters[start:end] = text[start:end].translate(_CHARACTERS)
    return "".join(characters)


def plain(block: Block) -> str:
    """Return the text of a block with the characters of superscripts, at the same length."""
    return with_superscripts(block.text, ((m.start, m.end, m.kind, "") for m in block.markup))
