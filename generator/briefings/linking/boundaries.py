"""Boundaries: where a word, a number or a name may begin and end.

- A letter, digit, underscore or combining mark beside a phrase continues its word.
- A hyphen or en dash with a letter behind it ends a name ("UN-backed", "Libya–Tunisia",
  "non-OSCE") but not a word in lower case: "self-determination" is not "determination". A name is
  a phrase with a capital, a digit, or letters that have no case. Longer dashes end every word.
- A number ends where its digits end: "Resolution 1244" is not in "Resolution 1244.5", and "9/11" is
  not in "9/11/2018" or "1:9/11".
- "&" between letters joins them ("AT&T").
- Inside an address, a file name or an abbreviation with dots no name begins or ends (`addresses`).
- Scripts written without spaces (Chinese, Japanese, Thai …) have no visible boundary: there a
  phrase may stand beside any letter. A word in katakana ends with its katakana. The vowel signs and
  tone marks of a letter belong to it there too.

All functions take folded text (`folding`), or several such texts with line feeds between them.
"""

import re
from collections.abc import Iterator
from typing import Final

import regex

from briefings.linking.addresses import JOINTS, in_address
from briefings.linking.folding import LONG_DASH

_OPEN, _JOINT, _AMPERSAND, _HYPHEN, _POINT = range(5)
# From here on a character is part of a word.
_DIGIT, _LETTER, _KATAKANA, _UNSPACED = range(5, 9)

_SCRIPTS = "|".join(
    rf"\p{{Script={name}}}"
    for name in ("Han", "Hiragana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan", "Tai_Le")
)
_PATTERNS = (
    (regex.compile(_SCRIPTS), _UNSPACED),
    (regex.compile(r"[\p{Script=Katakana}ー]"), _KATAKANA),
    (regex.compile(r"\p{Nd}"), _DIGIT),
    (regex.compile(r"[\w\p{M}]"), _LETTER),
)
_MARK = regex.compile(r"\p{M}")
# Enough for the space, the marks and the number that may stand between two sentences.
_BEFORE_SENTENCE = 24
# Read from the right to the left.
_SENTENCE = regex.compile(
    r"""(?V1)(?rx)
    (?:
        (?: \A | [\n\p{STerm}…:;¿¡•‣·→|—–―] | [\p{So}--[©®™°]] | (?<!\S)-{1,3} )
        (?: [\s\p{Ps}\p{Pe}\p{Pi}\p{Pf}"'*_] | [\[(]\w{1,3}[\])] | \b\w{1,2}\) | [⁰¹²³⁴-⁹]
          | (?<=\p{L}[.!?])\d{1,2} )*
    |   ,\s?["'\p{Pi}\p{Ps}]+
    )"""
)
_LONGEST_QUOTATION = 500
_WORD_FOLLOWS = re.compile(r" \w")
_OPENING_MARK = re.compile(r"(?<!\w)'(?=\w|$)")
_CLOSING_MARK = re.compile(r"(?<=[\w.,!?…])'(?!\w)")

_IN_MARKS = re.compile(r"""(?<!\w)(["'])[^"']+\1(?!\w)""")
_OTHER_MARK = str.maketrans("\"'", "'\"")


class _Kinds(dict[str, int]):
    """The kind of each character, computed once; the empty string is open."""

    def __missing__(self, character: str) -> int:
        kinds = (kind for pattern, kind in _PATTERNS if pattern.match(character))
        self[character] = kind = next(kinds, _OPEN)
        return kind


KINDS: Final = _Kinds(
    {
        **dict.fromkeys(JOINTS, _JOINT),
        **dict.fromkeys(".,/:", _POINT),
        "": _OPEN,
        "-": _HYPHEN,
        "&": _AMPERSAND,
    }
)
"""The kind of each character; 0 for those that end every word and belong to no address."""


def is_name(phrase: str) -> bool:
    """Return whether a phrase is a name: with a capital, a digit or letters that have no case."""
    return phrase != phrase.lower() or any(c.isalnum() and not c.islower() for c in phrase)


def bounded(text: str, start: int, end: int, *, name: bool) -> bool:
    """Return whether a phrase stands between boundaries.

    Args:
        text: the text, folded.
        start: offset of the first character of the phrase.
        end: offset after its last character.
        name: whether the phrase is a name.
    """
    after = text[end : end + 1]
    if kind := KINDS[after]:
        if kind >= _DIGIT and _MARK.match(after):
            return False
        if not _word_ends(kind, text[end - 1], text[end + 1 : end + 2], name=name):
            return False
    kind = KINDS[text[start - 1 : start]]
    if kind and not _word_ends(kind, text[start], text[max(0, start - 2) : start - 1], name=name):
        return False
    return not in_address(text, start, end)


def _word_ends(kind: int, inside: str, far: str, *, name: bool) -> bool:
    """Return whether a word ends between the edge of a phrase and the next character outside.

    Args:
        kind: the kind of the next character outside.
        inside: the character at the edge of the phrase.
        far: the second character outside; empty at the end of the text.
        name: whether the phrase is a name.
    """
    edge, beyond = KINDS[inside], KINDS[far]
    if kind >= _DIGIT:
        return _UNSPACED in (kind, edge) or (kind == _KATAKANA) != (edge == _KATAKANA)
    if kind >= _HYPHEN and edge == beyond == _DIGIT:
        return False
    if kind == _HYPHEN:
        return name or beyond < _DIGIT
    return kind != _AMPERSAND or beyond < _DIGIT


def with_possessive(text: str, start: int, end: int) -> int:
    """Return the end of a phrase with the English possessive that may follow it.

    It is `'s`, or an apostrophe after a plural: "the Emirates' oil". An apostrophe is not a
    possessive if it may close a quotation, that is, after an opening mark that nothing has closed.
    """
    if text.startswith("'s", end) and KINDS[text[end + 2 : end + 3]] < _DIGIT:
        return end + 2
    if text[end - 1] == "s" and text.startswith("'", end) and _WORD_FOLLOWS.match(text, end + 1):
        begin = max(start - _LONGEST_QUOTATION, text.rfind("\n", 0, start) + 1)
        before = text[begin:start]
        if len(_OPENING_MARK.findall(before)) <= len(_CLOSING_MARK.findall(before)):
            return end + 1
    return end


def begins_sentence(text: str, start: int) -> bool:
    """Return whether a sentence may begin at an offset of a text, folded or not.

    It may at the beginning of a line, behind a mark that ends a sentence, behind `¿` and `¡`, a
    colon, a semicolon, a bullet or another sign, and a dash: that of a dateline, of a dialogue or
    of a list. Between, there may be quotation marks, brackets, marks of notes ([3], ended.3) and
    numbers of items ((a)). A quotation begins a sentence behind a comma too.
    """
    # Most words have a word before them.
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isalpha():
        return False
    return _SENTENCE.match(text, max(0, start - _BEFORE_SENTENCE), start) is not None


def capitals(phrase: str, lang: str = "") -> Iterator[str]:
    """Yield the ways to write a phrase where a sentence begins.

    The capital of `i` is `İ` in Turkish and Azerbaijani, and that of `ij` is `IJ` in Dutch. No
    other language has these capitals, so they need no language; but in Turkish `I` is that of `ı`.

    Args:
        phrase: the phrase, folded.
        lang: the language of the text, if its inflections are known.
    """
    if phrase[0] != "i" or lang != "tr":
        yield phrase[0].upper() + phrase[1:]
    if phrase[0] == "i":
        yield f"İ{phrase[1:]}"
    if phrase[:2] == "ij":
        yield f"IJ{phrase[2:]}"


def spellings(phrase: str) -> Iterator[str]:
    """Yield the ways to write a phrase within a sentence: itself first.

    A name is also written with long dashes for its hyphens ("Israel—Gaza war"), and with the other
    kind of quotation marks around a nickname.
    """
    yield phrase
    swapped = _IN_MARKS.sub(lambda found: found[0].translate(_OTHER_MARK), phrase)
    if swapped != phrase:
        yield swapped
    if "-" in phrase and is_name(phrase):
        yield phrase.replace("-", LONG_DASH)
