"""Shallow text features of a line: measures, and patterns of credits, captions, dates and bylines.

The only words of languages are those of `phrases`.
"""

import re
from functools import cached_property

from briefings.readers.text import phrases
from briefings.text.sentences import CLOSING, QUESTION_MARKS, STOPS

_BREAK = ",;:，；：、،؛፣"
_END = re.compile(rf"[{STOPS}{QUESTION_MARKS}:：][\s{CLOSING}]*$")
_UNFINISHED = re.compile(rf"[{STOPS}{_BREAK}][\s{CLOSING}]*$")
_TAIL = 12
_ELLIPSIS = ("...", "…", "[…]")
# Scripts in which one character counts as two and a half letters.
# Characters of a class of a regular expression: kana, Chinese characters and Hangul.
DENSE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_DENSE = re.compile(f"[{DENSE}]")
_DENSITY = 1.5
_INNER_END = re.compile(
    rf"[{STOPS}{QUESTION_MARKS}][{CLOSING}]*(?:\s|$)|[。！？][{CLOSING}]*(?=\w)"
)
# Scripts without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese. The first two
# have no full stop either.
_NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_NO_STOPS = re.compile("[\u0e00-\u0eff]\\W*$")
# Length of a word of theirs in Latin letters (see `Features.weight`).
_WORD_LENGTH = 5
# Maximum number of characters and words that are measured.
_MEASURED = 4000
_WORDS_MEASURED = 150
_DIGITS_MEASURED = 200

_DATE = re.compile(
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th|er)?\.? ?(?:de )?\w{3,12}\.? ?(?:de )?,? ?\d{4}\b"
    r"|\b\w{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b|\d{4} ?[年년]|\b\d{1,2}:\d{2}\b",
    re.IGNORECASE,
)
_PICTURE = "|".join(phrases.PICTURE)
_AGENCIES = "|".join(phrases.AGENCIES)
_OF = "credits?|by|via|of|courtesy(?: of)?|supplied|von|de|par|di|av|af|door"
_CREDIT = re.compile(
    rf"\W*(?:(?:{_PICTURE})\b(?: ?(?:{_OF}))? ?[:/©|]|[©ⓒ]|\(c\) |"
    r"(?:photo|photograph|picture|image|photography|foto) (?:by|courtesy|von)\b)"
)
_AGENCY = re.compile(rf"©|\b(?:{_AGENCIES})\b", re.IGNORECASE)
# Necessary conditions of credits for lower-case text, tested first: a case-insensitive search, or
# one for whole words, takes ten times as long.
_MAYBE_AGENCY = re.compile(rf"©|{_AGENCIES}")
_MAYBE_CAPTION = re.compile(rf"[©ⓒ]|{_AGENCIES}|{_PICTURE}|ap|pa")
_CAPTION = re.compile(
    rf"(?:(?:{_PICTURE})\b(?: ?(?:{_OF}))? ?[:/©|] ?|[©ⓒ] ?|\((?:photo|foto|image|picture|bild)\b)"
    r"[^.!?]{2,80}\.?\)?$"
    rf"|(?:[/|–-] ?|via |\()(?:{_AGENCIES}|ap|pa)\b[^.!?]{{0,40}}\)?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_AGENCY_LINE, _CREDIT_LOWER = 60, 3
# Words between the names of a credit.
_JOINS_NAMES = frozenset("via by of for the and von der und per de la photo pool".split())  # noqa: SIM905
_CREDIT_MARK = re.compile(r"[:/©ⓒ|(–-]")
RELATED = re.compile(rf"(?:{'|'.join(phrases.RELATED)}) ?(?:[:：»›|–-] ?)(?P<title>.+)")
_AFTER = re.compile(rf"(?:\d+ )?(?:{'|'.join(phrases.AFTER)})")
_COMMENTS = re.compile(rf"(?:\d+ )?(?:{'|'.join(phrases.COMMENTS)})(?: ?\(?\d*\)?)?:?")
_FURNITURE = re.compile("|".join(phrases.FURNITURE), re.IGNORECASE)
_BYLINE = re.compile(rf"(?:{'|'.join(phrases.BYLINE)})\b ?:? (?P<names>\S.*)$", re.IGNORECASE)
QUESTION = tuple(QUESTION_MARKS)
"""Marks at the end of a question."""
_PICTURE_WORDS = re.compile(
    r"\b(?:(?:is|are|as) seen (?:from|in|at|on|along|here|near|during|through)|pictured|file photo|"
    r"from left|looks? on|poses? (?:for|with))\b|\([LRC]\)",
    re.IGNORECASE,
)
# Places of persons in a picture, and its source.
_PICTURE_MARKS = re.compile(
    r"\((?:file|archive|[2-4][LRC]|left|right|cent(?:er|re)|links|rechts|Mitte|v\. ?l\.|[mvlr]\.|"
    r"v\. ?l\. ?n\. ?r\.|à gauche|à droite|izquierda|derecha)\)|[\[(](?:사진|写真)",
    re.IGNORECASE,
)
_NAMES = 6
_OPENING = "“„«‘\"'¿¡–—"
# Addresses, names of accounts, times and days.
_NO_HEADING = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net)\b|^\d{1,2}[:.]\d\d(?: \S{1,4})?$|^[\d\W]+$|"
    r"\([^()]*(?:/|\bphoto\b|\bvia\b)[^()]*\)$|^\d+ \w+ ago$",
    re.IGNORECASE,
)
# The end of a sentence inside, or what divides labels.
_DIVIDED = re.compile(r"[^\W\d_]{3}[.!?] |\||·|>>")
# Marks of Markdown and of plain-text mail around a whole line.
_HASHES = re.compile(r"^#{1,6}\s+")
_EMPHASIS = re.compile(r"^([*_]{1,3})([^\s*_](?:.*[^\s*_])?)\1$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# A shorter text is no statement.
_STATEMENT = 30
_APPEAL, _LONGEST_HEADING = 100, 250


class Features:
    """The measures of a text, each computed on first use in bounded time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.weight: float = len(text)
        """Length in Latin letters: characters of dense scripts count as two and a half."""
        if not text.isascii() and _DENSE.search(text, 0, _MEASURED):
            self.weight += _DENSITY * len(_DENSE.findall(text, 0, _MEASURED))

    @cached_property
    def words(self) -> int:
        """Number of words."""
        return len(self._text[:_MEASURED].split())

    @cached_property
    def estimated_words(self) -> float:
        """Number of words, estimated by the length for scripts without spaces between words."""
        dense = not self._text.isascii() and _NO_SPACES.search(self._text, 0, _MEASURED)
        return max(self.words, self.weight / _WORD_LENGTH) if dense else self.words

    @cached_property
    def lower(self) -> float:
        """Share of lower-case words among the words of scripts with case."""
        words = self._text[:_MEASURED].split()[:_WORDS_MEASURED]
        firsts = [w[0] if w[0].isalpha() else w[1:2] for w in words]
        cased = sum(map(str.isalpha, firsts))
        return (cased - sum(map(str.isupper, firsts))) / cased if cased else 0.0

    @cached_property
    def ends(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_END.search(self._text[-_TAIL:]))

    @cached_property
    def needs_no_end(self) -> bool:
        """Whether its script has no full stop."""
        return bool(_NO_STOPS.search(self._text[-_TAIL:]))

    @cached_property
    def cut(self) -> bool:
        """Whether it ends in an ellipsis."""
        return self._text.endswith(_ELLIPSIS)

    @cached_property
    def stops(self) -> int:
        """Number of ends of sentences."""
        return len(_INNER_END.findall(self._text, 0, _MEASURED))

    @cached_property
    def site(self) -> int:
        """Number of phrases about the site itself; 0 for a short text."""
        if len(self._text) < _STATEMENT:
            return 0
        small = f" {self._text[:_MEASURED].lower()} "
        return sum([word in small for word in phrases.SITE])

    @cached_property
    def digits(self) -> float:
        """Share of digits among the first characters."""
        head = self._text[:_DIGITS_MEASURED]
        return len(_DIGIT.findall(head)) / len(head) if _DIGIT.search(head) else 0.0


def is_unfinished(text: str) -> bool:
    """Return whether a text ends like a statement or a part of one; a question does not."""
    return bool(_UNFINISHED.search(text[-_TAIL:]))


def without_marks(text: str) -> str:
    """Return a line without the marks of a heading or of emphasis around it.

    A mark on one side only, such as that of a footnote, stays.
    """
    return _EMPHASIS.sub(r"\2", _HASHES.sub("", text))


def is_address(text: str) -> bool:
    """Return whether a line is an address of the web and nothing else."""
    return _ADDRESS.fullmatch(text) is not None


def is_dense(text: str) -> bool:
    """Return whether a text has characters of a dense script, or of one without spaces."""
    return bool(_DENSE.search(text) or _NO_SPACES.search(text))


def is_date_line(text: str) -> bool:
    """Return whether a line is short and contains a date or a time."""
    return len(text) <= 80 and bool(_DIGIT.search(text) and _DATE.search(text))


def is_credit(text: str) -> bool:
    """Return whether a line is a photo credit."""
    if len(text) > 160:
        return False
    small = text.lower()
    if (found := _CREDIT.match(small)) and _lower(text[found.end() :]) <= _CREDIT_LOWER:
        return True
    if len(text) > _AGENCY_LINE or not (_MAYBE_AGENCY.search(small) and _AGENCY.search(text)):
        return False
    # A sentence can name an agency, and so can a caption with its credit.
    return not _lower(text) and ". " not in text


def _lower(text: str) -> int:
    """Return the number of words in lower case, without those that join names."""
    words = _WORD.findall(text)
    return sum(word.islower() and word not in _JOINS_NAMES for word in words)


def is_caption(text: str) -> bool:
    """Return whether a line ends with a photo credit."""
    if not _STATEMENT <= len(text) <= 600:
        return False
    tail = text[-120:]
    # A credit contains no full stop, except at its end.
    stop = max(map(tail[:-2].rfind, ".!?"))
    if not _CREDIT_MARK.search(tail, stop + 1) and "via " not in tail:
        return False
    return bool(_MAYBE_CAPTION.search(tail.lower()) and _CAPTION.search(tail))


def opens_boilerplate(text: str) -> bool:
    """Return whether a short line is the heading of comments, related articles or the like."""
    return len(text) <= 60 and bool(_AFTER.match(text.lstrip("■•*+-–>» ").lower()))


def is_furniture(text: str) -> bool:
    """Return whether a short line is certainly none of an article: a label, button or appeal."""
    return len(text) <= _APPEAL and bool(_FURNITURE.fullmatch(text.strip(" :.!>»…")))


def opens_comments(text: str) -> bool:
    """Return whether a line is the heading of readers' comments."""
    return len(text) <= _STATEMENT and bool(_COMMENTS.fullmatch(text.lower()))


def is_question_of_interview(text: str, below: str) -> bool:
    """Return whether a line is a question that the paragraph below it answers in speech."""
    return text.endswith(QUESTION) and below[:1] in _OPENING


def ends_with_names(text: str) -> bool:
    """Return whether only a name follows the last full stop: the photographer of a picture."""
    tail = text.rpartition(". ")[2]
    words = tail.split()
    return tail != text and 0 < len(words) <= _NAMES and not _lower(tail) and tail[:1].isupper()


def has_picture_marks(text: str) -> bool:
    """Return whether a text has marks of captions that no sentence has: “(File)”, “(left)”."""
    return bool(_PICTURE_MARKS.search(text))


def has_picture_words(text: str) -> bool:
    """Return whether a text has words or marks of captions: “pictured”, “(left)”."""
    return has_picture_marks(text) or bool(_PICTURE_WORDS.search(text))


def can_be_headline(text: str) -> bool:
    """Return whether a line has the form of a headline: no bracket, address, time or byline."""
    opens = text[0].isalnum() or text[0] in _OPENING
    if not opens or text[0].islower() or len(text) > _LONGEST_HEADING:
        return False
    if _NO_HEADING.search(text) or is_unfinished(text) or has_picture_words(text):
        return False
    return not (byline(text) or is_furniture(text))


def can_be_heading(text: str) -> bool:
    """Return whether a line has the form of a section heading: one sentence or label at most."""
    return can_be_headline(text) and not _DIVIDED.search(text)


def is_sentence(text: str) -> bool:
    """Return whether a short text with a full stop is a sentence, and not furniture."""
    return (
        _lower(text) > 0 and (text[0].isupper() or text[0] in _OPENING) and not is_furniture(text)
    )


def byline(text: str) -> str:
    """Return the names of a byline, without the first word; empty for any other line."""
    found = _BYLINE.match(text) if len(text) <= 160 else None
    return found["names"] if found else ""
