"""Captures that are no article: a consent wall, an error page, a list of articles, nothing.

Asked only of pages on which little or no text was found, or that declare to be something else: an
article with a consent banner over it is an article.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from briefings.readers import refusals
from briefings.readers.html.boxes import Piece
from briefings.readers.html.choice import Choice
from briefings.readers.html.declared import Declared
from briefings.readers.html.source import empty
from briefings.readers.html.survey import LINK, width
from briefings.readers.refusals import Refusal

# Shorter news exist, but are declared as articles; error pages and walls of more text are rare.
_SHORT = 250
_MANY_LINKS = 25


def refusal(pieces: Sequence[Piece], choice: Choice, declared: Declared) -> Refusal | None:
    """Return why a page is no article; None for one that is."""
    kept = [p for p, v in zip(pieces, choice.verdicts, strict=True) if v.role == "paragraph"]
    size = sum(width(piece.text) for piece in kept)
    if declared.article and size >= _SHORT / 4:
        return None
    heads = [declared.title, *(piece.text for piece in pieces if piece.box.heading == 1)]
    texts = [piece.text for piece in kept or pieces]
    return (
        (refusals.error(heads) if pieces and size < refusals.WALL else None)
        or _if_nothing(pieces, size)
        or (refusals.consent(texts) if size < refusals.WALL else None)
        or _if_list(pieces, declared, size)
        or (_no_article() if size < _SHORT / 2 else None)
    )


def _if_nothing(pieces: Sequence[Piece], size: int) -> Refusal | None:
    everything = sum(width(piece.text) for piece in pieces)
    return empty() if not pieces or (not size and everything < _SHORT / 5) else None


def _if_list(pieces: Sequence[Piece], declared: Declared, size: int) -> Refusal | None:
    """Return the refusal of a home page, or one of links with little text."""
    links = sum(piece.linked > LINK * len(piece.text) for piece in pieces)
    is_home = bool(declared.canonical) and urlsplit(declared.canonical).path in ("", "/")
    return _list() if links >= _MANY_LINKS and (size < _SHORT or is_home) else None


def _list() -> Refusal:
    return Refusal(
        "list-page",
        "This page is a list of articles, not an article.",
        "Save each article that you want by itself.",
    )


def _no_article() -> Refusal:
    return Refusal(
        "no-article",
        "No article was found on this page.",
        "Save the page once the article shows, or put its text into a .txt file.",
    )
