"""Folding: texts are compared without what does not distinguish names."""

import unicodedata

from tests.simple_linker.characters import (
    APOSTROPHES,
    LONG_DASHES,
    QUOTATION_MARKS,
    is_invisible,
    is_mark,
    is_vowel_mark,
)

Folded = list[tuple[str, int, int]]
"""Folded characters, each with its start and end in the original text."""


def fold(text: str) -> Folded:
    """Fold a text."""
    composed: Folded = []
    for start, end in chunks(text):
        whole = unicodedata.normalize("NFC", text[start:end])
        for number, character in enumerate(whole):
            if len(whole) == end - start:
                composed.append((character, start + number, start + number + 1))
            else:
                composed.append((character, start, end))
    folded: Folded = []
    for character, start, end in composed:
        if is_vowel_mark(character):
            # The letter before takes its place too.
            if folded and folded[-1][2] == start:
                folded[-1] = (folded[-1][0], folded[-1][1], end)
        elif is_invisible(character):
            continue
        elif character.isspace():
            if not folded or folded[-1][0] != " ":
                folded.append((" ", start, end))
        else:
            folded += [(one, start, end) for one in plain(character)]
    return folded


def plain(character: str) -> str:
    """Return what a character is typed for."""
    if character in APOSTROPHES:
        return "'"
    if character in QUOTATION_MARKS:
        return '"'
    if character in LONG_DASHES:
        return "—"
    if unicodedata.category(character) == "Pd" or character == "−":
        return "-"
    if character in "ёЁ":
        return "е" if character == "ё" else "Е"
    if character in "œŒ":
        return "oe" if character == "œ" else "Oe"
    if character in "یک":
        return "ي" if character == "ی" else "ك"
    form = unicodedata.decomposition(character).split(" ")[0]
    full = unicodedata.normalize("NFKC", character)
    letters = all(unicodedata.category(one)[0] == "L" for one in full)
    letters = letters and not any(unicodedata.category(one) == "Lm" for one in full)
    if form in ("<wide>", "<initial>", "<medial>", "<final>", "<isolated>"):
        return full if letters or len(full) == 1 else character
    if form == "<sub>" and full.isdigit():
        return full
    if form == "<compat>" and letters:
        ligature = len(full) > 1 and unicodedata.category(character)[0] == "L"
        return full if ligature or unicodedata.category(character) == "Nl" else character
    return character


def folded_phrase(alias: str) -> str:
    """Return an alias folded: its long dashes are hyphens."""
    return folded_text(alias).strip(" ").replace("—", "-")


def folded_text(text: str) -> str:
    """Return a text folded, without the offsets."""
    return "".join(character for character, _, _ in fold(text))


def chunks(text: str) -> list[tuple[int, int]]:
    """Split a text before each character that does not combine with the one before it."""
    edges = [0]
    for at in range(1, len(text)):
        before, character = text[edges[-1] : at], text[at]
        apart = normal(before) + normal(character) == normal(before + character)
        if not (is_mark(character) or not apart):
            edges.append(at)
    edges.append(len(text))
    return [(edges[n], edges[n + 1]) for n in range(len(edges) - 1)]


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)
