"""What a line of a news page looks like, told by its shape: measures, and marks of its role.

Nothing here knows a language or an outlet, except for the lists of `text_words`.
"""

import re
from functools import cached_property

from briefings.readers.text import words as text_words

# Ends of sentences in the scripts of the development captures, with quotation marks and brackets.
_END = re.compile(r"[.!?…。！？।؟۔:][\s\"”»’'“‘)\]）」』*]*$")
_ELLIPSIS = ("...", "…", "[…]")
# A character of these scripts says as much as two or three letters.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSITY = 1.5
_INNER_END = re.compile(r"[.!?…。！？।؟۔][\"”»’'“)]*(?:\s|$)")
# A measure over more words than this says nothing new.
_MEASURED = 4000
_WORDS_MEASURED = 150
_DIGITS_MEASURED = 200

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
    r"(?:photo|photograph|picture|image|photography|foto) (?:by|courtesy|von)\b)"
)
_AGENCY = re.compile(rf"©|\b(?:{_AGENCIES})\b", re.IGNORECASE)
# What a text in lower case has to hold to be a credit: looked for first, because a search without
# regard to case, or for whole words, takes ten times as long.
_MAYBE_AGENCY = re.compile(rf"©|{_AGENCIES}")
_MAYBE_CAPTION = re.compile(rf"[©ⓒ]|{_AGENCIES}|{_PICTURE}|ap|pa")
_CAPTION = re.compile(
    rf"(?:(?:{_PICTURE})\b(?: ?(?:{_OF}))? ?[:/©|] ?|[©ⓒ] ?|\((?:photo|foto|image|picture|bild)\b)"
    r"[^.!?]{2,80}\.?\)?$"
    rf"|(?:[/|–-] ?|via |\()(?:{_AGENCIES}|ap|pa)\b[^.!?]{{0,40}}\)?$",
    re.IGNORECASE,
)
_CREDIT_MARK = re.compile(r"[:/©ⓒ|(–-]")
RELATED = re.compile(rf"(?:{'|'.join(text_words.RELATED)}) ?(?:[:：»›|–-] ?)(?P<title>.+)")
_AFTER = re.compile(rf"(?:\d+ )?(?:{'|'.join(text_words.AFTER)})")
_BYLINE = re.compile(rf"(?:{'|'.join(text_words.BYLINE)})\b ?:? (?P<names>\S.*)$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# A shorter text states nothing, of the site or of anything else.
_STATEMENT = 30


class Shape:
    """The measures of one piece of text.

    Most lines of a page are told by one or two of them; each is taken when it is asked for.
    Linear in the text's length, and bounded for long ones.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.weight: float = len(text)
        """How much it says: its characters, those of dense scripts counted as two and a half."""
        if not text.isascii() and _DENSE.search(text, 0, _MEASURED):
            self.weight += _DENSITY * len(_DENSE.findall(text, 0, _MEASURED))

    @cached_property
    def words(self) -> int:
        """Number of words."""
        return len(self._text[:_MEASURED].split())

    @cached_property
    def lower(self) -> float:
        """Share of the words that begin in lower case; 1 in scripts without case."""
        words = self._text[:_MEASURED].split()[:_WORDS_MEASURED]
        firsts = [w[0] if w[0].isalpha() else w[1:2] for w in words]
        cased = sum(map(str.isalpha, firsts))
        return (cased - sum(map(str.isupper, firsts))) / cased if cased else 0.0

    @cached_property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_END.search(self._text[-12:]))

    @cached_property
    def cut(self) -> bool:
        """Whether it ends in an ellipsis."""
        return self._text.endswith(_ELLIPSIS)

    @cached_property
    def stops(self) -> int:
        """Number of sentences that end in it."""
        return len(_INNER_END.findall(self._text, 0, _MEASURED))

    @cached_property
    def site(self) -> int:
        """Number of words with which sites speak of themselves; a short text states none."""
        if len(self._text) < _STATEMENT:
            return 0
        small = f" {self._text[:_MEASURED].lower()} "
        return sum([word in small for word in text_words.SITE])

    @cached_property
    def digits(self) -> float:
        """Share of digits among its first characters."""
        head = self._text[:_DIGITS_MEASURED]
        return len(_DIGIT.findall(head)) / len(head) if _DIGIT.search(head) else 0.0


def is_dense(text: str) -> bool:
    """Return whether a text is written in letters that stand for syllables or words."""
    return bool(_DENSE.search(text))


def is_date_line(text: str) -> bool:
    """Return whether a short line is about a date or a time."""
    return len(text) <= 80 and bool(_DIGIT.search(text) and _DATE.search(text))


def is_credit(text: str) -> bool:
    """Return whether a line says whose a picture is."""
    if len(text) > 160:
        return False
    small = text.lower()
    if _CREDIT.match(small):
        return True
    return len(text) <= 60 and bool(_MAYBE_AGENCY.search(small) and _AGENCY.search(text))


def is_caption(text: str) -> bool:
    """Return whether a line ends by saying whose a picture is."""
    if not _STATEMENT <= len(text) <= 600:
        return False
    tail = text[-120:]
    # A credit has no stop in it, only at its end.
    stop = max(map(tail[:-2].rfind, ".!?"))
    if not _CREDIT_MARK.search(tail, stop + 1) and "via " not in tail:
        return False
    return bool(_MAYBE_CAPTION.search(tail.lower()) and _CAPTION.search(tail))


def opens_furniture(text: str) -> bool:
    """Return whether a short line heads what follows an article: comments, related articles."""
    return len(text) <= 60 and bool(_AFTER.match(text.lstrip("■•*+-–>» ").lower()))


def byline(text: str) -> str:
    """Return the names after a byline's first word, or an empty string."""
    found = _BYLINE.match(text) if len(text) <= 160 else None
    return found["names"] if found else ""
