"""Put the spans of a page into lines, and the lines into reading order over its columns."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from briefings.model.reading import MarkupKind
from briefings.readers.pdf.extraction import Span
from briefings.text.superscripts import with_superscripts

# All distances are in multiples of the size of the type.
# A wider space separates columns or cells; justified lines have spaces of up to one.
_CELL_GAP = 1.4
_WORD_GAP = 0.15
# Raised and lowered signs stand so far from the base line, and are so much smaller.
_RAISED = 0.65
_RAISED_LEAST = 0.15
_SMALLER = 0.85
_SAME_LINE = 0.3
# Columns: the space between them, the least number of lines in each, the share of lines that may
# cross the space, and how long lines of text are, in characters and as a share of the column.
_GUTTER = 0.9
_COLUMN_LINES = 4
_CROSSING = 0.4
_TEXT_LENGTH = 14
_TEXT_SHARE = 0.45
_MOST_COLUMNS = 6
# PDF allows pages of 14,400 points (ISO 32000-1, annex C.2).
_WIDEST = 14_400
_BOLD = re.compile(r"bold|black|heavy|semib|demi|cmbx|[-,]bd", re.IGNORECASE)
_BULLETS = re.compile(r"[•▪◦‣·●○■□–—*\uf0a7\uf0b7\uf0d8➢✓o-]|\(?(?:\d{1,3}|[a-z])[.)]")
_PRESENTATION = re.compile("[\ufb00-\ufb06]")


@dataclass(frozen=True, slots=True)
class Cell:
    """Text without a wide space in it."""

    text: str
    """The text."""
    left: float
    """Where it begins."""
    right: float
    """Where it ends."""
    base: float
    """Its base line."""
    size: float
    """The size of most of its type."""
    bold: bool
    """Whether all of it is bold."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a row of cells."""

    cells: tuple[Cell, ...]
    """Its cells, from left to right."""
    page: int
    """Number of its page, from 1."""

    @property
    def text(self) -> str:
        """The text, white space folded."""
        return " ".join(" ".join(cell.text for cell in self.cells).split())

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.cells[-1].right

    @property
    def base(self) -> float:
        """Its base line."""
        return self.cells[0].base

    @property
    def size(self) -> float:
        """The size of its longest cell."""
        return max(self.cells, key=lambda cell: len(cell.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(cell.bold for cell in self.cells)


def cells(spans: Sequence[Span]) -> list[Cell]:
    """Return the cells of a page in the order of the file; turned text is left out."""
    found: list[list[Span]] = []
    for span in spans:
        if not span.level or not span.text.strip():
            continue
        if found and _continues(found[-1], span):
            found[-1].append(span)
        else:
            found.append([span])
    return [_cell(group) for group in found]


def _continues(group: Sequence[Span], span: Span) -> bool:
    """Return whether a span stands right behind others on their line."""
    size = max(before.size for before in group)
    base = max(group, key=lambda before: before.size).base
    larger = max(size, span.size)
    smaller = min(size, span.size) < _SMALLER * larger
    near = abs(span.base - base) <= (_RAISED if smaller else _SAME_LINE) * larger
    gap = span.left - group[-1].right
    return near and -larger < gap < _CELL_GAP * larger


def _cell(group: Sequence[Span]) -> Cell:
    sizes: Counter[float] = Counter()
    for span in group:
        sizes[span.size] += len(span.text)
    size = sizes.most_common(1)[0][0]
    base = max(group, key=lambda span: span.size).base
    text = ""
    before: Span | None = None
    for span in group:
        if before and span.left - before.right > _WORD_GAP * span.size:
            text += " "
        raised = span.size < _SMALLER * size and span.base - base > _RAISED_LEAST * size
        whole = (0, len(span.text), MarkupKind.SUPERSCRIPT, "")
        text += with_superscripts(span.text, [whole] if raised else [])
        before = span
    text = _PRESENTATION.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text)
    bold = all(_BOLD.search(span.font) for span in group)
    return Cell(text, group[0].left, max(s.right for s in group), base, size, bold)


def rows(found: Iterable[Cell], page: int) -> list[Line]:
    """Return the lines of cells, from top to bottom."""
    lines: list[list[Cell]] = []
    for cell in sorted(found, key=lambda cell: (-cell.base, cell.left)):
        tolerance = _SAME_LINE * cell.size
        if lines and abs(lines[-1][0].base - cell.base) <= tolerance:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    return [
        Line(tuple(part), page)
        for row in lines
        for part in _of_one_size(_with_bullet(sorted(row, key=lambda c: c.left)))
    ]


def _of_one_size(row: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield the parts of a row that are lines of their own.

    A letterhead has a name in large type at the left, and day or number in small type at the right.
    """
    part = [row[0]]
    for before, cell in pairwise(row):
        small, large = sorted((before.size, cell.size))
        words = all(any(map(str.isalpha, c.text)) for c in (before, cell))
        if words and small < _SMALLER * large:
            yield part
            part = []
        part.append(cell)
    yield part


def _with_bullet(row: Sequence[Cell]) -> Sequence[Cell]:
    """Return a row in which the sign of a list item is no cell of its own."""
    if len(row) < 2 or not _BULLETS.fullmatch(row[0].text.strip()):
        return row
    sign, first, *rest = row
    text = f"{sign.text.strip()} {first.text}"
    return [Cell(text, sign.left, first.right, first.base, first.size, first.bold), *rest]


def flows(found: Sequence[Cell], page: int, columns: int = _MOST_COLUMNS) -> Iterator[list[Line]]:
    """Yield the lines of each column in reading order.

    Lines that cross the space between columns, such as headings, separate what is above them from
    what is below.
    """
    gutter = _gutter(found) if columns > 1 else None
    if gutter is None:
        if found:
            yield rows(found, page)
        return
    ordered = sorted(found, key=lambda cell: (-cell.base, cell.left))
    for crossing, group in groupby(ordered, key=lambda c: c.left < gutter < c.right):
        band = list(group)
        if crossing:
            yield rows(band, page)
        else:
            yield from flows([cell for cell in band if cell.right <= gutter], page, columns - 1)
            yield from flows([cell for cell in band if cell.left >= gutter], page, columns - 1)


def _gutter(found: Sequence[Cell]) -> float | None:
    """Return the middle of the widest space between two columns of text; None for one column."""
    if len(found) < 2 * _COLUMN_LINES:
        return None
    size = median(cell.size for cell in found)
    # Mirrored text ends to the left of where it begins.
    start = int(min(min(cell.left, cell.right) for cell in found))
    width = int(max(cell.right for cell in found)) - start + 1
    if not 0 < width < _WIDEST:
        return None
    # How many cells cover each point of the width.
    steps = [0] * (width + 2)
    for cell in found:
        left, right = sorted((int(cell.left) - start, int(cell.right) - start))
        steps[min(left, width)] += 1
        steps[min(right, width) + 1] -= 1
    covered, cover = [], 0
    for step in steps[:width]:
        cover += step
        covered.append(cover)
    fewest = min(covered[width // 10 : -(width // 10) or None], default=len(found))
    if fewest > _CROSSING * len(found):
        return None
    best: tuple[int, float] | None = None
    for is_free, points in groupby(range(width), key=lambda x: covered[x] <= fewest):
        gap = list(points)
        middle = start + (gap[0] + gap[-1]) / 2
        if is_free and len(gap) >= _GUTTER * size and (best is None or len(gap) > best[0]):
            sides = (
                [cell for cell in found if cell.right <= middle],
                [cell for cell in found if cell.left >= middle],
            )
            if all(_is_column(side) for side in sides):
                best = (len(gap), middle)
    return best[1] if best else None


def _is_column(side: Sequence[Cell]) -> bool:
    """Return whether cells are lines of text, not of a table."""
    if len({round(cell.base) for cell in side}) < _COLUMN_LINES:
        return False
    width = max(cell.right for cell in side) - min(cell.left for cell in side)
    found = rows(side, 0)
    long = sum(
        len(line.text) >= _TEXT_LENGTH and line.right - line.left >= _TEXT_SHARE * width
        for line in found
    )
    return 2 * long > len(found)
