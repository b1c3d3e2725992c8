"""Join the lines of a document into paragraphs, headings, list items, tables and footnotes."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from briefings.readers.pdf.lines import Line

# Distances are in multiples of the size of the type, shares in those of the usual distance.
_LOOSE = 1.22
_USUAL_LEADING = 1.2
# Programs lower a line with a raised sign by so much.
_LOWERED = 0.3
_RAISED = re.compile("[¹²³⁰⁴-⁹]")
_INDENT = 0.8
_SLACK = 0.6
# Columns of several pages are the same if they begin within this number of points. The right edge
# is where this share of their lines has ended; at least this number of lines must end near it.
_NEAR = 20
_EDGE = 0.92
_RAGGED = 5
_SURE = 3
# The ends of justified lines differ by less, in points.
_JUSTIFIED = 1
# A line of more than this share of its column is no item of a list.
_LONG = 0.6
# Type that is larger, or smaller, than that of the text.
_SAME_SIZE = 0.08
_LARGER = 1.12
_SMALLER = 0.93
_HEADING_LENGTH = 200
_HEADING_LINES = 4
# The least number of rows of a table, by the number of its columns, and how exactly its cells stand
# under each other.
_ROWS = {2: 3}
_ALIGNED = 0.5
_FEW_ROWS = 2
# Dashes and stars stay: speech begins with a dash too, and an explanation with a star.
_BULLET = re.compile(r"[•▪◦‣·●○■□➢✓\uf0a7\uf0b7\uf0d8] +(?=\S)")
_NUMBERED = re.compile(
    r"(?:[–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2})+\.?) +\S"
)
_NOTE = re.compile(
    r"(?:[\d¹²³⁰⁴-⁹]{1,3}|\(\d{1,3}\)|\[\d{1,3}\]|[*†‡§]{1,3})[.)]?\s*(?=[^\W\d_]|[“„«\"'‘(])"
)
_STOP = re.compile(r"[.!?:;…。！？।؟][\"'”»’)\]]*[\d*†‡¹²³⁰⁴-⁹]{0,3}$")
# The dots between an entry of a table of contents and its page.
_LEADERS = re.compile(r"(?:[.·…_] ?){4}[\d ]*$")
_HYPHENS = "-\u00ad‐"
_HYPHENATED = re.compile(rf"([^\W\d_]{{2,}})[{_HYPHENS}]$")
# Longer than any word of a language. Bounds the time in which the end of a line is searched.
_LONGEST_WORD = 100
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line]
    """The lines, in order."""
    column: float = 0
    """The right edge of its column."""
    heading: bool = False
    """Whether it is a heading."""
    note: bool = False
    """Whether it is a footnote."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table, row by row."""

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def look(self) -> tuple[int, bool]:
        """Size and weight, by which headings are ordered."""
        return round(self.size), self.bold

    @property
    def bullet(self) -> str:
        """The sign of a list item at its beginning; empty for none."""
        found = _BULLET.match(self.lines[0].text)
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Style:
    """What most of a document looks like."""

    size: float
    """The size of the type."""
    leading: float
    """The distance of lines, as a multiple of the size."""
    bold: bool
    """Whether the text is bold."""
    words: frozenset[str] = field(default=frozenset())
    """Its words in lower case, also those with hyphens inside."""


def style(flows: Iterable[Sequence[Line]]) -> Style:
    """Return what most of the text of a document looks like."""
    sizes: Counter[tuple[float, bool]] = Counter()
    leadings: list[float] = []
    words: set[str] = set()
    for lines in flows:
        broken = False
        for line in lines:
            sizes[round(line.size * 2) / 2, line.bold] += len(line.text)
            # The parts of a word at the ends of two lines are no words.
            whole = _WORD.findall(line.text)[broken:]
            broken = line.text[-1] in _HYPHENS
            words.update(word.lower() for word in (whole[:-1] if broken else whole))
        leadings += [
            (a.base - b.base) / a.size
            for a, b in pairwise(lines)
            if a.page == b.page and abs(a.size - b.size) < 1 and 0 < a.base - b.base < 2 * a.size
        ]
    ((size, bold), _), *_ = sizes.most_common(1) or [((10.0, False), 0)]
    usual = median(leadings) if leadings else _USUAL_LEADING
    return Style(size, usual, bold, frozenset(words))


def paragraphs(flows: Sequence[Sequence[Line]], usual: Style) -> list[Paragraph]:
    """Return the paragraphs of a document, footnotes last.

    Args:
        flows: the lines of each column of each page, in reading order.
        usual: what most of the document looks like.
    """
    found: list[Paragraph] = []
    notes: list[Paragraph] = []
    for lines, column in zip(flows, _right_edges(flows), strict=True):
        text, below = _without_notes(lines, usual, bool(notes))
        own = list(_in_column(text, column, usual))
        # A table can stand between the parts of a paragraph.
        before = next((paragraph for paragraph in reversed(found) if not paragraph.rows), None)
        if before and own and _runs_on(before, own[0]):
            before.lines += own.pop(0).lines
        found += own
        notes += _notes(below, notes)
    _mark_headings(found, usual)
    return [*found, *notes]


def _right_edges(flows: Sequence[Sequence[Line]]) -> list[float]:
    """Return the right edge of each column.

    Single lines can be too long, and a column of few lines ends where others do that begin there.
    """
    ends = [sorted(line.right for line in lines) for lines in flows]
    own = [found[int(_EDGE * (len(found) - 1))] for found in ends]
    lefts = [round(min(line.left for line in lines) / _NEAR) for lines in flows]
    sure: defaultdict[int, list[float]] = defaultdict(list)
    for lines, left, edge in zip(flows, lefts, own, strict=True):
        if sum(0 <= edge - line.right < _RAGGED * line.size for line in lines) >= _SURE:
            sure[left].append(edge)
    return [
        min((other for other in sure[left] if other >= edge - _NEAR / 2), default=edge)
        for left, edge in zip(lefts, own, strict=True)
    ]


def text(paragraph: Paragraph, words: frozenset[str]) -> str:
    """Return the text of a paragraph, without hyphens at the ends of lines.

    A hyphen stays if the document writes the word with it elsewhere, or if both parts are words of
    their own.
    """
    joined = ""
    for line in paragraph.lines:
        part = line.text
        broken = _HYPHENATED.search(joined, max(len(joined) - _LONGEST_WORD, 0))
        follows = _WORD.match(part)
        if broken and follows and part[0].islower():
            before, after = broken[1].lower(), follows[0].lower()
            if joined[-1] == "\u00ad" or not _is_compound(before, after, words):
                joined = joined[:-1]
            joined += part
        elif not joined or _touches(joined, part):
            joined += part
        else:
            joined += f" {part}"
    return joined


def _touches(text: str, part: str) -> bool:
    """Return whether no space stands between two lines."""
    hyphen = text[-1] in "-‐" and text[-2:-1].isalnum() and part[0].isalnum()
    return hyphen or (_has_no_spaces(text[-1]) and _has_no_spaces(part[0]))


def _has_no_spaces(sign: str) -> bool:
    """Return whether a sign is of a script without spaces between words; Korean has them."""
    return unicodedata.east_asian_width(sign) in "WF" and not "\uac00" <= sign <= "\ud7a3"


def _is_compound(before: str, after: str, words: frozenset[str]) -> bool:
    if f"{before}-{after}" in words:
        return True
    return before + after not in words and before in words and after in words


def _without_notes(
    lines: Sequence[Line], usual: Style, continued: bool
) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the lines of a column, and those of the footnotes below."""
    start = len(lines)
    while start and lines[start - 1].size < _SMALLER * usual.size:
        start -= 1
    marks = (n for n in range(start, len(lines)) if _NOTE.match(lines[n].text))
    first = next(marks, len(lines))
    if first < len(lines) and continued and start == 0:
        first = start
    return lines[:first], lines[first:]


def _notes(lines: Sequence[Line], before: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the footnotes in lines; what has no mark continues the one before."""
    note = before[-1] if before else None
    for line in lines:
        if note is None or _NOTE.match(line.text):
            note = Paragraph([line], note=True)
            yield note
        else:
            note.lines.append(line)


def _in_column(lines: Sequence[Line], column: float, usual: Style) -> Iterator[Paragraph]:
    """Yield the paragraphs and tables of one column."""
    pending: list[Line] = []
    for count, group in groupby(lines, key=lambda line: len(line.cells)):
        run = list(group)
        is_table = count > 1 and len(run) >= _ROWS.get(count, _FEW_ROWS)
        is_table = is_table and not any(_LEADERS.search(line.text) for line in run)
        if is_table and all(_is_aligned(a, b) for a, b in pairwise(run)):
            yield from _split(pending, column, usual)
            pending = []
            cells = tuple(tuple(cell.text.strip() for cell in line.cells) for line in run)
            yield Paragraph(run, column, rows=cells)
        else:
            pending += run
    yield from _split(pending, column, usual)


def _is_aligned(line: Line, below: Line) -> bool:
    """Return whether each cell stands under one above: the words of justified lines do not."""
    return all(
        min(abs(a.left - b.left), abs(a.right - b.right), abs(a.left + a.right - b.left - b.right))
        < _ALIGNED * b.size
        for a, b in zip(line.cells, below.cells, strict=True)
    )


def _split(lines: Sequence[Line], column: float, usual: Style) -> Iterator[Paragraph]:
    paragraph: Paragraph | None = None
    for line in lines:
        if paragraph and not _ends(paragraph, line, usual):
            paragraph.lines.append(line)
            continue
        if paragraph:
            yield paragraph
        paragraph = Paragraph([line], column)
    if paragraph:
        yield paragraph


def _ends(paragraph: Paragraph, line: Line, usual: Style) -> bool:
    """Return whether a line begins a new paragraph."""
    last = paragraph.lines[-1]
    size = max(last.size, line.size)
    full = _is_full(last, line, _right_edge(paragraph))
    if not full and line.text[0].islower() and not _STOP.search(last.text):
        # Not all programs break lines alike.
        full = last.right - last.left > _LONG * (paragraph.column - last.left)
    goes_on = full and not _STOP.search(last.text)
    lowered = _LOWERED if goes_on and _RAISED.search(line.text) else 0
    if (
        not _same_size(last.size, line.size)
        or _LEADERS.search(last.text)
        or last.base - line.base > (_LOOSE * max(usual.leading, 1) + lowered) * size
        or (last.bold != line.bold and not full)
    ):
        return True
    if size > _LARGER * usual.size or (last.bold and line.bold and not usual.bold):
        return False  # the lines of a heading are short
    if _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return not full or bool(_STOP.search(last.text))
    return not full or _is_indented(paragraph, line)


def _right_edge(paragraph: Paragraph) -> float:
    """Return where the lines of a paragraph end; a justified one can be narrower."""
    *_, before, last = (0.0, *(line.right for line in paragraph.lines))
    justified = len(paragraph.lines) > 1 and abs(before - last) < _JUSTIFIED
    return min(last, paragraph.column) if justified else paragraph.column


def _same_size(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def _is_indented(paragraph: Paragraph, line: Line) -> bool:
    """Return whether a line has the indent of a first line; list items indent all others."""
    first, *others = paragraph.lines
    if paragraph.bullet or _NUMBERED.match(first.text):
        return False
    body = min([first.left, *(other.left for other in others[:1])])
    return line.left - body > _INDENT * line.size


def _is_full(last: Line, line: Line, column: float) -> bool:
    """Return whether the first word of the next line would not have fitted on a line."""
    word = line.text.split(maxsplit=1)[0]
    width = (line.right - line.left) * len(word) / max(len(line.text), 1)
    space = column - last.right
    return last.text[-1] in _HYPHENS or width + _SLACK * last.size > space


def _runs_on(last: Paragraph, following: Paragraph) -> bool:
    """Return whether a paragraph goes on in the next column or on the next page."""
    if last.rows or following.rows or not _same_size(last.size, following.size):
        return False
    if last.bold != following.bold or following.bullet:
        return False
    before, line = last.lines[-1], following.lines[0]
    if not _is_full(before, line, last.column):
        return False
    if before.text[-1] in _HYPHENS or line.text[0].islower():
        return True
    return not _STOP.search(before.text) and not _NUMBERED.match(line.text)


def _mark_headings(found: Sequence[Paragraph], usual: Style) -> None:
    """Mark the headings: what is set like one and has text, or a lower heading, below it."""
    below: Paragraph | None = None
    for paragraph in reversed(found):
        heading = _is_heading(paragraph, usual)
        if heading and (below is None or (below.heading and below.look >= paragraph.look)):
            continue
        paragraph.heading = heading
        below = paragraph


def _is_heading(paragraph: Paragraph, usual: Style) -> bool:
    """Return whether a paragraph is set like a heading."""
    written = " ".join(line.text for line in paragraph.lines)
    if paragraph.rows or paragraph.bullet or len(paragraph.lines) > _HEADING_LINES:
        return False
    if len(written) > _HEADING_LENGTH or not any(letter.isalpha() for letter in written):
        return False
    if _LEADERS.search(written):
        return False
    if paragraph.size > _LARGER * usual.size:
        return True
    is_phrase = not written.endswith((".", ",", ";", ":"))
    return paragraph.bold and not usual.bold and is_phrase and paragraph.size > 0.95 * usual.size
