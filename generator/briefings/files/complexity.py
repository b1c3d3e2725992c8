"""How much work editors' Markdown makes: its parsers take quadratic time for marks without an end.

Python-Markdown looks from a mark for the one that ends it, at worst to the end of the paragraph,
once for each rule. So the work is estimated as marks times length of the paragraph. Texts that
people write stay far below the limits: a long article of Wikipedia has a tenth of them.
"""

import re
from collections.abc import Iterable, Iterator

from briefings.model.content import Problem

WORK_LIMIT = 12_000_000
"""Most work of all paragraphs of a file: rendering takes a second or two."""
LINE_LIMIT = 5_000
"""Most lines of a file. Each block is cut from the rest of the text, which is copied."""
DEPTH_LIMIT = 40
"""Most quotations and lists in each other, each of which is parsed by recursion."""

_MARKS = re.compile(r"[\\\[*_`<$~^=+{&!(:\"']")
_BRACKETS = re.compile(r"[\[\]]")
# A bracket is looked at by five rules of Python-Markdown, in Python.
_BRACKET_WORK = 25
_BLANK = re.compile(r"[\s>]*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*")
_NESTING = re.compile(r"[>\s]*(?:(?:[-*+]|\d{1,9}[.)]|>)\s*)*")
_INDENT = 4


def fault(path: str, line: int, texts: Iterable[str]) -> Problem | None:
    """Return the problem of a file whose Markdown makes too much work; None if there is none.

    Args:
        path: the file.
        line: the line of the problem.
        texts: the Markdown in it.
    """
    work = lines = 0
    for text in texts:
        lines += text.count("\n") + 1
        if lines > LINE_LIMIT:
            return _problem(path, line, f"more than {LINE_LIMIT:,} lines")
        for number, paragraph in _paragraphs(text):
            work += len(_MARKS.findall(paragraph)) * len(paragraph)
            work += _BRACKET_WORK * _to_ends(paragraph)
            if work > WORK_LIMIT:
                what = "more brackets and other marks in long paragraphs than people write"
                return _problem(path, line + number, what)
        for number, written in enumerate(text.split("\n")):
            if _depth(written) > DEPTH_LIMIT:
                what = f"more than {DEPTH_LIMIT} lists or quotations in each other"
                return _problem(path, line + number, what)
    return None


def _problem(path: str, line: int, what: str) -> Problem:
    return Problem(
        path, line, "too-complex", f"This Markdown has {what}.",
        "Divide it into several pages, or delete the marks.",
    )  # fmt: skip


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the texts that are parsed for themselves, each with the number of its first line.

    They are paragraphs, and the items of a list and the rows of a table that begin a paragraph.
    """
    lines = text.split("\n")
    start = 0
    for number in range(len(lines) + 1):
        if number < len(lines) and not _BLANK.fullmatch(lines[number]):
            continue
        block = lines[start:number]
        if len(block) > 1 and _SEPARATOR.fullmatch(block[1]):
            yield from enumerate(block, start)
        elif block and _ITEM.match(block[0]):
            yield from _items(block, start)
        elif block:
            yield start, "\n".join(block)
        start = number + 1


def _items(block: list[str], first: int) -> Iterator[tuple[int, str]]:
    start = 0
    for number in range(1, len(block) + 1):
        if number == len(block) or _ITEM.match(block[number]):
            yield first + start, "\n".join(block[start:number])
            start = number


def _to_ends(text: str) -> int:
    """Return the sum of the distances from opening brackets to those that close them."""
    distance = 0
    opened: list[int] = []
    for found in _BRACKETS.finditer(text):
        if found.group() == "[":
            opened.append(found.start())
        elif opened:
            distance += found.start() - opened.pop()
    return distance + sum(len(text) - start for start in opened)


def _depth(line: str) -> int:
    found = _NESTING.match(line)
    opening = found.group() if found else ""
    indent = len(line) - len(line.lstrip(" \t"))
    return indent // _INDENT + line[:indent].count("\t") + len(opening.split())
