"""Detect consent walls and error pages by their words, in captures with little text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefings.model.content import Problem

# Consent walls and error pages are shorter, in characters; nearly all articles are longer.
WALL = 1500
_LONGEST_HEAD = 120
_SHORTEST_TEXT = 20
# The title of an error page is one of its first lines.
_HEADS = 3
# Words of consent walls, in the languages of the development pages.
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|einwilligung|zustimm|datenschutz|privacy|personal data|tracking"
    r"|accept all|alle akzeptieren|tout accepter|aceptar todo|accetta tutt|samtykke|çerez|гизлилик",
    re.IGNORECASE,
)
# Statuses of HTTP that error pages show. A number is one where it stands alone in a line, alone
# beside a separator, or beside a word for an error: elsewhere it counts something.
_STATUS = "(?:40[0-9]|410|429|50[0-4])"
_ERROR = re.compile(
    rf"(?:^|[|:·–—]|\s-)\s*{_STATUS}\s*(?:$|[|:·–—]|-\s)"
    rf"|\b(?:error|http|status|code|fehler|erreur|errore|fout)[\s:/#.\d]*\b{_STATUS}\b"
    rf"|\b{_STATUS}\s*[:–—-]?\s*(?:error|fehler|erreur)\b"
    r"|unauthori[sz]ed|bad request|too many requests"
    r"|not found|access denied|forbidden|just a moment"
    r"|are you (?:a )?(?:human|robot)|captcha|attention required|service unavailable|bad gateway"
    r"|gateway time-?out|internal server error|page (?:is )?(?:unavailable|missing)"
    r"|nicht gefunden|introuvable|no encontrad[ao]|non trovata|ikke fundet|bulunamadı"
    r"|enable javascript|javascript (?:is )?(?:disabled|required)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a capture is not read."""

    code: str
    """Stable code of the reason, such as `consent-page`."""
    message: str
    """What is wrong, in one sentence."""
    hint: str
    """How to mend it."""

    def problem(self, path: str) -> Problem:
        """Return the problem of the file at `path`."""
        return Problem(path, 0, self.code, self.message, self.hint)


def of_text(text: str) -> Refusal | None:
    """Return why a text capture is no article; None if it may be one."""
    if len(text) > WALL:
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return error(lines[:_HEADS]) or consent(lines)


def error(heads: Iterable[str]) -> Refusal | None:
    """Return the refusal of a page with the title or heading of an error page."""
    found = next((h for h in heads if len(h) <= _LONGEST_HEAD and _ERROR.search(h)), None)
    if found is None:
        return None
    return Refusal(
        "error-page",
        f"This is an error page saved in place of the article: “{found[:80]}”.",
        "Open the article in a browser and save it from there.",
    )


def consent(texts: Sequence[str]) -> Refusal | None:
    """Return the refusal of a page if most of its text is about consent."""
    lengths = [(len(text), _CONSENT.search(text)) for text in texts if len(text) >= _SHORTEST_TEXT]
    about = sum(length for length, found in lengths if found)
    if about * 2 <= sum(length for length, _ in lengths):
        return None
    return Refusal(
        "consent-page",
        "This page asks for consent; the article behind it was not saved.",
        "Answer the question in a browser and save the article then.",
    )
