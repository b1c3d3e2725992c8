"""Folding: aliases and texts are normalised so that typing habits do not hide a mention.

Letters are composed (Unicode NFC, https://unicode.org/reports/tr15/). Then:

- Apostrophes, single quotation marks and accents that stand alone become `'`; other quotation marks
  become `"`.
- Hyphens and en dashes become `-`, longer dashes `—`. In a phrase these become `-` too.
- Ligatures, the contextual forms of Arabic letters, Roman numerals in one character and full-width
  characters become the letters that they stand for (`ﬁ`, `Ａ`, `Ⅳ`); so do the digits of subscripts
  (`CO₂`). Superscripts, fractions and signs such as `™` stay: they mean something else.
- Cyrillic `ё` becomes `е`, and `œ` becomes `oe`. The Persian `ی` and `ک` become the Arabic
  `ي` and `ك`, because keyboards have the one or the other.
- Arabic vowel marks and tatweel, soft hyphens and other invisible characters are removed.
- Any run of white space becomes one space.

Case and accents stay, because they distinguish words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

import regex
from msgspec import Struct

LONG_DASH = "—"
"""What the dashes longer than an en dash become in a text."""

_CHARACTERS = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
# Letters and signs that are typed for apostrophes and quotation marks, or instead of them.
_APOSTROPHES = "`´′ʹʻʼʽʾʿ՚׳❛❜❟"
_QUOTATION_MARKS = "″״❝❞❠"
# Combining classes 27 to 35 are the vowel marks of Arabic; with tatweel, which lengthens a line.
_VOWELS = "ـ" + "".join(
    mark for mark in regex.findall(r"\p{M}", _CHARACTERS) if 27 <= unicodedata.combining(mark) <= 35
)
_INVISIBLE = "".join(regex.findall(r"(?V1)[\p{DI}--\p{L}]", _CHARACTERS))
_FORMS = r"(?V1)[\p{Dt=Wide}\p{Dt=Initial}\p{Dt=Medial}\p{Dt=Final}\p{Dt=Isolated}\p{Dt=Compat}]"

_ONLY_LETTERS = regex.compile(r"(?V1)[\p{L}--\p{Lm}]+")


def _mark(character: str) -> str:
    """Return `'` for a single quotation mark and `"` for another."""
    return "'" if regex.search("SINGLE|APOSTROPHE", unicodedata.name(character)) else '"'


def _dash(character: str) -> str:
    is_long = regex.search("EM DASH|HORIZONTAL BAR|WAV", unicodedata.name(character))
    return LONG_DASH if is_long else "-"


def _forms() -> Iterator[tuple[str, str]]:
    """Yield the characters that stand for others, each with these."""
    for character in regex.findall(_FORMS, _CHARACTERS):
        plain = unicodedata.normalize("NFKC", character)
        if unicodedata.decomposition(character).startswith("<compat>"):
            # Other signs and single letters of this class differ in meaning or sound.
            is_same = character.isnumeric() or (character.isalpha() and len(plain) > 1)
        else:
            is_same = True
        if is_same and (len(plain) == 1 or _ONLY_LETTERS.fullmatch(plain)):
            yield character, plain


_LETTERS = dict(_forms())
# Replaced at the same length; later entries win.
_PLAIN = {
    **{character: letter for character, letter in _LETTERS.items() if len(letter) == 1},
    **dict.fromkeys(filter(str.isspace, _CHARACTERS), " "),
    **{character: _mark(character) for character in regex.findall(r"\p{QMark}", _CHARACTERS)},
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTATION_MARKS, '"'),
    **{character: _dash(character) for character in regex.findall(r"[\p{Pd}\u2212]", _CHARACTERS)},
    **dict(zip("₀₁₂₃₄₅₆₇₈₉ёЁیک", "0123456789еЕيك", strict=True)),
    # No encoder accepts half a surrogate pair.
    **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"),
}
# Replaced by nothing or by several characters.
_OTHERS = {
    **{character: letters for character, letters in _LETTERS.items() if len(letters) > 1},
    "œ": "oe",
    "Œ": "Oe",
    **dict.fromkeys(_INVISIBLE + _VOWELS, ""),
}
_TRANSLATED = str.maketrans(_OTHERS)
# The ASCII characters that are not folded.
_UNCHANGED = bytes(code for code in range(0x80) if _PLAIN.get(chr(code), chr(code)) == chr(code))
_REMOVED = _INVISIBLE + _VOWELS
# A letter keeps the offsets of the vowel marks behind it.
_RUN = re.compile(f" [ {_REMOVED}]+|[^ {_REMOVED}][{_VOWELS}]+|[{_REMOVED}]+|[{''.join(_OTHERS)}]")
# What may compose to one character: a letter with its marks, or the parts of a Hangul syllable.
_CLUSTER = regex.compile(r"(?s).[\p{M}\u1161-\u1175\u11a8-\u11c2]+|[^\x00-\x7f]")


class Folded(Struct, frozen=True, gc=False):
    """A folded text with the offsets of the original."""

    text: str
    """The folded text."""
    starts: Sequence[int] = ()
    """Offset in the original at which each character begins; empty if no offset has changed."""
    ends: Sequence[int] = ()
    """Offset in the original after each character; empty if no offset has changed."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of the folded text, which is not empty, as a span of the original."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def fold(text: str) -> Folded:
    """Return a text folded."""
    if text.isascii() and "  " not in text and not text.encode().translate(None, _UNCHANGED):
        return Folded(text)
    folded = _composed(text)
    plain = folded.text
    others = plain.encode(errors="surrogatepass").translate(None, _UNCHANGED)
    characters = {*others.decode(errors="surrogatepass")}
    # `str.translate` takes much longer for text that is not ASCII.
    for other in characters & _PLAIN.keys():
        plain = plain.replace(other, _PLAIN[other])
    folded = Folded(plain, folded.starts, folded.ends)
    if "  " not in plain and characters.isdisjoint(_OTHERS):
        return folded
    return _substitute(folded, _RUN.finditer(plain), _one_or_none)


def fold_phrase(phrase: str) -> str:
    """Return a phrase folded, without white space around it."""
    return fold(phrase).text.strip().replace(LONG_DASH, "-")


def _one_or_none(run: str) -> str:
    return " " if run[0] == " " else run.translate(_TRANSLATED)


def _composed(text: str) -> Folded:
    if unicodedata.is_normalized("NFC", text):
        return Folded(text)
    clusters = _CLUSTER.finditer(text)
    return _substitute(Folded(text), clusters, lambda found: unicodedata.normalize("NFC", found))


def _substitute(
    folded: Folded,
    found: Iterator[re.Match[str]] | Iterator[regex.Match[str]],
    replacement: Callable[[str], str],
) -> Folded:
    """Replace what a pattern found, and keep track of the original offsets."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def keep(part: str, start: int) -> None:
        parts.append(part)
        starts.extend(range(start, start + len(part)))
        ends.extend(range(start + 1, start + len(part) + 1))

    at = 0
    for match in found:
        first, last = match.span()
        keep(folded.text[at:first], at)
        new = replacement(match.group())
        if len(new) == last - first:
            keep(new, first)
        else:
            parts.append(new)
            starts.extend([first] * len(new))
            ends.extend([last] * len(new))
        at = last
    keep(folded.text[at:], at)
    if folded.starts:
        starts = [folded.starts[start] for start in starts]
        ends = [folded.ends[end - 1] for end in ends]
    return Folded("".join(parts), starts, ends)
