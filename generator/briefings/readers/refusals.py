"""Captures that are no article, told by their words: walls that ask for consent, error pages.

Asked only of captures with little text: an article with a consent banner over it is an article.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefings.model.content import Problem

# A wall or an error page of more text is rare, and so is an article of less.
WALL = 1500
_LONGEST_HEAD = 120
_SHORTEST_TEXT = 20
# A page of this many lines is more than an error.
_HEADS = 3
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


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a capture is not read: what becomes an editor's problem."""

    code: str
    """Short stable name of the reason, such as `consent-page`."""
    message: str
    """What is wrong, in one sentence."""
    hint: str
    """How to mend it."""

    def problem(self, path: str) -> Problem:
        """Return it as a problem of the file at `path`."""
        return Problem(path, 0, self.code, self.message, self.hint)


def of_text(text: str) -> Refusal | None:
    """Return why a text scrape is no article; None for what may be one."""
    if len(text) > WALL:
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return error(lines[:_HEADS]) or consent(lines)


def error(heads: Iterable[str]) -> Refusal | None:
    """Return the refusal of a page one of whose titles or headings is that of an error."""
    found = next((h for h in heads if len(h) <= _LONGEST_HEAD and _ERROR.search(h)), None)
    if found is None:
        return None
    return Refusal(
        "error-page",
        f"This is an error page saved in place of the article: “{found[:80]}”.",
        "Open the article in a browser and save it from there.",
    )


def consent(texts: Sequence[str]) -> Refusal | None:
    """Return the refusal of a page most of whose text is about consent."""
    lengths = [(len(text), _CONSENT.search(text)) for text in texts if len(text) >= _SHORTEST_TEXT]
    about = sum(length for length, found in lengths if found)
    if about * 2 <= sum(length for length, _ in lengths):
        return None
    return Refusal(
        "consent-page",
        "This page asks for consent; the article behind it was not saved.",
        "Answer the question in a browser and save the article then.",
    )
