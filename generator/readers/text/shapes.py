"""What a line of a news page looks like, told by its shape: measures, and marks of its role.

Nothing here knows a language or an outlet, except for the lists of `text_words`.
"""

import re
from dataclasses import dataclass

from generator.readers.text import words as text_words

# Ends of sentences in the scripts of the development captures, with quotation marks and brackets.
_END = re.compile(r"[.!?…。！？।؟۔:][\s\"”»’'“‘)\]）」』*]*$")
_ELLIPSIS = re.compile(r"(?:\.\.\.|…|\[…\])$")
# A character of these scripts says as much as two or three letters.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSITY = 1.5
_INNER_END = re.compile(r"[.!?…。！？।؟۔][\"”»’'“)]*(?:\s|$)")
# A measure over more words than this says nothing new.
_WORDS_MEASURED = 150

_DATE = re.compile(
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th|er)?\.? ?(?:de )?\w{3,12}\.? ?(?:de )?,? ?\d{4}\b"
    r"|\b\w{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b|\d{4} ?[年년]|\b\d{1,2}:\d{2}\b",
    re.IGNORECASE,
)
_PICTURE = "|".join(text_words.PICTURE)
_AGENCIES = "|".join(text_words.AGENCIES)
_OF = "credits?|by|via|of|courtesy(?: of)?|supplied|von|de|par|di|av|af|door"
_CREDIT = re.compile(
    rf"\W*(?:(?:{_PICTURE})\b(?: ?(?:{_OF}))? ?[:/©|]|[©ⓒ]|\(c\) |"
    r"(?:photo|photograph|picture|image|photography|foto) (?:by|courtesy|von)\b)",
    re.IGNORECASE,
)
_AGENCY = re.compile(rf"©|\b(?:{_AGENCIES})\b", re.IGNORECASE)
_CAPTION = re.compile(
    rf"(?:(?:{_PICTURE})\b(?: ?(?:{_OF}))? ?[:/©|] ?|[©ⓒ] ?|\((?:photo|foto|image|picture|bild)\b)"
    r"[^.!?]{2,80}\.?\)?$"
    rf"|(?:[/|–-] ?|via |\()(?:{_AGENCIES}|ap|pa)\b[^.!?]{{0,40}}\)?$",
    re.IGNORECASE,
)
_CREDIT_MARK = re.compile(r"[:/©ⓒ|(–-]")
RELATED = re.compile(rf"(?:{'|'.join(text_words.RELATED)}) ?(?:[:：»›|–-] ?)(?P<title>.+)")
_AFTER = re.compile(rf"(?:\d+ )?(?:{'|'.join(text_words.AFTER)})", re.IGNORECASE)
_BYLINE = re.compile(rf"(?:{'|'.join(text_words.BYLINE)})\b ?:? (?P<names>\S.*)$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# A shorter text states nothing, of the site or of anything else.
_STATEMENT = 30


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of one piece of text."""

    weight: float
    """How much it says: its characters, those of dense scripts counted two and a half times."""
    words: int
    """Number of words."""
    lower: float
    """Share of the words that begin in lower case; 1 in scripts without case."""
    ends: bool
    """Whether it ends as a sentence does."""
    cut: bool
    """Whether it ends in an ellipsis."""
    stops: int
    """Number of sentences that end in it."""
    site: int
    """Number of words with which sites speak of themselves."""
    digits: float
    """Share of digits among its characters."""


def measure(text: str) -> Shape:
    """Return the measures of a piece of text; linear in its length, and bounded for long ones."""
    head = text[:4000]
    small = f" {head.lower()} " if len(text) >= _STATEMENT else ""
    words = head.split()
    firsts = [w[0] if w[0].isalpha() else w[1:2] for w in words[:_WORDS_MEASURED]]
    cased = sum(map(str.isalpha, firsts))
    upper = sum(map(str.isupper, firsts))
    dense = len(_DENSE.findall(head)) if _DENSE.search(head) else 0
    return Shape(
        weight=len(text) + _DENSITY * dense,
        words=len(words),
        lower=(cased - upper) / cased if cased else 0.0,
        ends=bool(_END.search(text[-12:])),
        cut=bool(_ELLIPSIS.search(text[-4:])),
        stops=len(_INNER_END.findall(head)),
        site=sum(word in small for word in text_words.SITE) if small else 0,
        digits=len(_DIGIT.findall(head[:200])) / max(1, len(head[:200])),
    )


def is_dense(text: str) -> bool:
    """Return whether a text is written in letters that stand for syllables or words."""
    return bool(_DENSE.search(text))


def is_date_line(text: str) -> bool:
    """Return whether a short line is about a date or a time."""
    return len(text) <= 80 and bool(_DATE.search(text))


def is_credit(text: str) -> bool:
    """Return whether a line says whose a picture is."""
    if len(text) > 160:
        return False
    return bool(_CREDIT.match(text)) or (len(text) <= 60 and bool(_AGENCY.search(text)))


def is_caption(text: str) -> bool:
    """Return whether a line ends by saying whose a picture is."""
    tail = text[-120:]
    if not _STATEMENT <= len(text) <= 600 or not (_CREDIT_MARK.search(tail) or "via " in tail):
        return False
    return bool(_CAPTION.search(tail))


def opens_furniture(text: str) -> bool:
    """Return whether a short line heads what follows an article: comments, related articles."""
    return len(text) <= 60 and bool(_AFTER.match(text.lstrip("■•*+-–>» ")))


def byline(text: str) -> str:
    """Return the names after a byline's first word, or an empty string."""
    found = _BYLINE.match(text) if len(text) <= 160 else None
    return found["names"] if found else ""
