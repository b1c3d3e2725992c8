"""Captures that are no article: a consent wall, an error page, a list of articles, nothing.

Asked only of pages on which little or no text was found, or that declare to be something else: an
article with a consent banner over it is an article.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from generator.readers.html.boxes import Piece
from generator.readers.html.choice import Choice
from generator.readers.html.declared import Declared
from generator.readers.html.source import Refusal, empty
from generator.readers.html.survey import LINK, width

# Shorter news exist, but are declared as articles; error pages and walls of more text are rare.
_SHORT = 250
_WALL = 1500
_MANY_LINKS = 25
_LONGEST_HEAD = 120
# Words on walls that ask for consent, in the languages of the pages this was made with.
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|einwilligung|zustimm|datenschutz|privacy|personal data|tracking"
    r"|accept all|alle akzeptieren|tout accepter|aceptar todo|accetta tutt|samtykke|çerez|гизлилик",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(?:40[0-9]|410|429|50[0-4])\b(?!\S)|not found|access denied|forbidden|just a moment"
    r"|are you (?:a )?(?:human|robot)|captcha|attention required|service unavailable|bad gateway"
    r"|gateway time-?out|internal server error|page (?:is )?(?:unavailable|missing)"
    r"|nicht gefunden|introuvable|no encontrad[ao]|non trovata|ikke fundet|bulunamadı"
    r"|enable javascript|javascript (?:is )?(?:disabled|required)",
    re.IGNORECASE,
)


def refusal(pieces: Sequence[Piece], choice: Choice, declared: Declared) -> Refusal | None:
    """Return why a page is no article; None for one that is."""
    kept = [p for p, v in zip(pieces, choice.verdicts, strict=True) if v.role == "paragraph"]
    size = sum(width(piece.text) for piece in kept)
    if declared.article and size >= _SHORT / 4:
        return None
    return (
        (_if_error(pieces, declared) if pieces and size < _WALL else None)
        or _if_nothing(pieces, size)
        or (_if_consent(kept or pieces) if size < _WALL else None)
        or _if_list(pieces, declared, size)
        or (_no_article() if size < _SHORT / 2 else None)
    )


def _if_nothing(pieces: Sequence[Piece], size: int) -> Refusal | None:
    everything = sum(width(piece.text) for piece in pieces)
    return empty() if not pieces or (not size and everything < _SHORT / 5) else None


def _if_error(pieces: Sequence[Piece], declared: Declared) -> Refusal | None:
    """Return the refusal of a page whose title or heading is that of an error."""
    heads = [declared.title, *(piece.text for piece in pieces if piece.box.heading == 1)]
    found = next((h for h in heads if len(h) <= _LONGEST_HEAD and _ERROR.search(h)), None)
    return _error(found) if found else None


def _if_consent(texts: Sequence[Piece]) -> Refusal | None:
    """Return the refusal of a page most of whose text is about consent."""
    lengths = [(len(p.text), _CONSENT.search(p.text)) for p in texts if len(p.text) >= 20]
    about = sum(length for length, found in lengths if found)
    return _consent() if about * 2 > sum(length for length, _ in lengths) else None


def _if_list(pieces: Sequence[Piece], declared: Declared, size: int) -> Refusal | None:
    """Return the refusal of a home page, or one of links with little text."""
    links = sum(piece.linked > LINK * len(piece.text) for piece in pieces)
    is_home = bool(declared.canonical) and urlsplit(declared.canonical).path in ("", "/")
    return _list() if links >= _MANY_LINKS and (size < _SHORT or is_home) else None


def _error(head: str) -> Refusal:
    return Refusal(
        "error-page",
        f"This is an error page saved in place of the article: “{head[:80]}”.",
        "Open the article in a browser and save it from there.",
    )


def _consent() -> Refusal:
    return Refusal(
        "consent-page",
        "This page asks for consent; the article behind it was not saved.",
        "Answer the question in a browser and save the article then.",
    )


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
