"""Typographic quotation marks and apostrophes in place of those of a keyboard, by the language.

The rule that tells opening marks, closing marks and apostrophes apart is that of markdown-it: marks
that have no partner, and inches, stay as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.token import Token

# Opening and closing, and the same inside a quotation: Unicode CLDR, `delimiters`. French marks
# have spaces: Imprimerie nationale, Lexique des règles typographiques, "guillemets".
_ENGLISH = "“”‘’"
_GERMAN = "„“‚‘"
_NARROW_SPACE = "\u202f"
_MARKS: dict[str, Sequence[str]] = {
    "ar": "”“’‘",
    "de": _GERMAN,
    "de_CH": "«»‹›",
    "es": "«»“”",
    "fa": "«»‹›",
    "fr": (f"«{_NARROW_SPACE}", f"{_NARROW_SPACE}»", "“", "”"),
    "fr_CH": "«»‹›",
    "it": "«»“”",
    "ja": "「」『』",
    "pl": "„”«»",
    "pt_PT": "«»“”",
    "ru": "«»„“",
    "sr": "„“‘’",
    "uk": "«»„“",
}

# What begins like a quotation and has no end: the '90s.
_ELISION = re.compile(r"(?<!\w)'(?=\w)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one paragraph: quotations may begin in one piece and end in another."""

    text: str
    """Its text."""
    depth: int = 0
    """How many elements it is in, such as emphasis: a quotation begins and ends in the same one."""
    fixed: bool = False
    """Whether it stays as it is, such as code."""


def of(locale: str) -> Sequence[str]:
    """Return the marks of a locale: opening, closing, and the two of a quotation in a quotation."""
    parsed = Locale.parse(locale.replace("-", "_"))
    for key in (f"{parsed.language}_{parsed.territory}", parsed.language):
        if key in _MARKS:
            return _MARKS[key]
    return _ENGLISH


def in_pieces(pieces: Sequence[Piece], marks: Sequence[str]) -> list[str]:
    """Return the texts of the pieces of a paragraph with typographic marks.

    Args:
        pieces: the pieces, in order.
        marks: what `of` returns; nothing to leave the texts as they are.
    """
    if not marks or not any("'" in piece.text or '"' in piece.text for piece in pieces):
        return [piece.text for piece in pieces]
    tokens = [
        Token(
            "code_inline" if piece.fixed else "text", "", 0, content=piece.text, level=piece.depth
        )
        for piece in pieces
    ]
    process_inlines(tokens, _state(tuple(marks)))
    return [
        token.content if piece.fixed else _ELISION.sub("’", token.content)
        for token, piece in zip(tokens, pieces, strict=True)
    ]


@lru_cache(maxsize=1 << 12)  # many pages show the same summaries
def typographic(text: str, marks: Sequence[str]) -> str:
    """Return a text with typographic marks; arguments as `in_pieces`."""
    return in_pieces([Piece(text)], marks)[0]


@cache
def _state(marks: tuple[str, ...]) -> StateCore:
    return StateCore("", MarkdownIt("zero", {"quotes": marks}), {})
