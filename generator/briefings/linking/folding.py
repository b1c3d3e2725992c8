"""Folding: aliases and texts are normalised so that typing habits do not hide a mention.

Letters are composed (Unicode NFC, https://unicode.org/reports/tr15/). All apostrophes become `'`,
all hyphens and en dashes `-`, the digits of subscripts digits (`CO2`), and any run of white space
one space. Soft hyphens and other
invisible characters are removed. Case and accents stay, because they distinguish words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

import regex
from msgspec import Struct

_APOSTROPHES = "’‘‛ʼʻ＇"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
# The soft hyphen, zero-width spaces and joiners, and the marks that control writing direction.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_REMOVED = "\u00ad"
# The last white space of Unicode is U+3000.
_SPACES = [character for character in map(chr, range(0x3001)) if character.isspace()]
_PLAIN = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
    **dict.fromkeys(re.findall(f"[{_INVISIBLE}]", "".join(map(chr, range(0xFF00)))), _REMOVED),
    # No encoder accepts half a surrogate pair.
    **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"),
}
# The ASCII characters that are not folded.
_UNCHANGED = bytes(code for code in range(0x80) if chr(code) == " " or chr(code) not in _PLAIN)
_RUN = re.compile(f" [ {_REMOVED}]+|{_REMOVED}+")
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
    if text.isascii() and text.isprintable() and "  " not in text:
        return Folded(text)
    folded = _composed(text)
    plain = folded.text
    others = plain.encode(errors="surrogatepass").translate(None, _UNCHANGED)
    # `str.translate` takes much longer for text that is not ASCII.
    for other in {*others.decode(errors="surrogatepass")} & _PLAIN.keys():
        plain = plain.replace(other, _PLAIN[other])
    folded = Folded(plain, folded.starts, folded.ends)
    if "  " not in plain and _REMOVED not in plain:
        return folded
    return _substitute(folded, _RUN.finditer(plain), lambda run: " " if run[0] == " " else "")


def fold_phrase(phrase: str) -> str:
    """Return a phrase folded, without white space around it."""
    return fold(phrase).text.strip()


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
