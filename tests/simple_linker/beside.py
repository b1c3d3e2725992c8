"""The words beside a name, as rules about longer names see them.

Words are parted by spaces; also by a slash, a long dash, a bar and an ellipsis. The marks around a
word do not belong to it. They *open* it (a quotation mark before it) or *close* it (a comma after
it, a possessive): a longer name ends there.
"""

from dataclasses import dataclass

from briefings.text.attribution import PARTICLES
from briefings.text.name_words import PLACE_PREFIXES, is_title

APART = "/—|…"
OPENING = "\"'“”„‘([{«‹*_"
CLOSING = ".,:;!?)]}\"'“”’»›*_"


@dataclass(frozen=True)
class Word:
    """A word beside a name."""

    text: str
    start: int
    opened: bool
    closed: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def key(self) -> str:
        return self.text.casefold().rstrip(".")

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def before(text: str, end: int) -> Word | None:
    """Return the word that ends at an offset, behind which a space or another mark stands."""
    if end <= 0 or text[end] == "\n":
        return None
    start = end
    while start > 0 and text[start - 1] not in " \n":
        start -= 1
    opened = False
    for number in range(start, end):
        if text[number] in APART:
            start, opened = number + 1, True
    return without_marks(text[start:end], start, opened, False)


def after(text: str, start: int) -> Word | None:
    """Return the word that begins at an offset, before which a space or another mark stands."""
    word = at(text, start)
    return None if word is None or text[start - 1] == "\n" else word


def at(text: str, start: int) -> Word | None:
    """Return the word that begins at an offset."""
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in APART:
        end += 1
    if end == start:
        return None
    return without_marks(text[start:end], start, False, text[end : end + 1] in tuple(APART))


def without_marks(token: str, start: int, opened: bool, closed: bool) -> Word | None:
    """Return the word in a token; None if it has only marks."""
    word = token.lstrip(OPENING)
    bare = word.rstrip(CLOSING)
    if bare and word == f"{bare}." and is_abbreviation(bare):
        bare = word
    if len(bare) < len(word):
        closed = True
    if bare.endswith("'s"):
        bare, closed = bare[:-2], True
    skipped = len(token) - len(word)
    article, _, rest = bare.rpartition("'")
    if article.islower():  # “l'Université”
        skipped += len(article) + 1
        bare = rest
    if bare.rstrip(".") == "":
        return None
    return Word(bare, start + skipped, opened or skipped > 0, closed)


def is_abbreviation(word: str) -> bool:
    """Whether a point shortens a word with a capital: “J.”, “U.S.”, “Sen.”, “St.”."""
    key = word.casefold()
    short = len(word) == 1 or "." in word or is_title(key) or key in PLACE_PREFIXES
    return word[0].isupper() and short


def joins(word: Word) -> bool:
    """Whether a word joins two parts of a name: a particle, “of”, “the” behind it, “&”."""
    return word.text in (PARTICLES - {"y", "e"}) | {"of", "the", "do", "&"}
