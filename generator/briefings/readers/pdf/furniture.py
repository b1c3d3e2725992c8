"""Find what is printed around the text of every page: running headers and footers, page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from briefings.readers.pdf.lines import Line

# The outermost lines of a page that are compared, and how far they may move, in points.
_ZONE = 4
_MOVES = 4
_NUMBER = re.compile(r"\d+|^\W*[ivxlc]{1,7}\W*$")
_PAGE_NUMBER = re.compile(r"\W*(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|\||-|\w{1,4})\s*\d{1,4})?\W*")
# A number at one end of a line, and on how many pages it must go up with the pages.
_COUNTED = re.compile(r"^\d{1,4}(?= )|(?<= )\d{1,4}$")
_COUNTED_PAGES = 3
_LONGEST_COUNTED = 100
_STOPS = (".", ";", "!", "?")
# What browsers print around a page: its address and the number of the page in one corner each, its
# title, and the moment of printing.
_ADDRESS = re.compile(r"(?:https?|file)://\S+", re.IGNORECASE)
_OF_PAGES = re.compile(r"\d{1,4}(?:/| \w{1,4} )\d{1,4}")
_MOMENT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[ ,]+\d{1,2}[:.]\d\d\b.{0,12}")

Place = tuple[int, int]
"""A page and the number of a line on it, both from 0."""


def furniture(pages: Sequence[Sequence[Line]]) -> Mapping[Place, str]:
    """Return the lines that are no text of the document, with the rule for each.

    A line is a running header or footer if another page has the same words at the same height, with
    other numbers at most, or if its number goes up with the pages; and if it is at the edge of the
    page but for other such lines. Of a page that a browser has printed, it is also a header or
    footer if it has the address, the number of the page, or the moment of printing.

    Args:
        pages: the lines of each page, from top to bottom.
    """
    found = dict(_printed_by_browser(pages))
    for edge in ("header", "footer"):
        repeated = _repeated(pages, edge)
        for number, lines in enumerate(pages):
            for index in _from_edge(lines, edge):
                text = lines[index].text
                printed = _PAGE_NUMBER.fullmatch(text)
                only = printed and len(pages) == 1 and printed[1] == "1"
                place = (number, index)
                if not only and place not in repeated and place not in found:
                    break
                rule = "page-number" if printed else f"running-{edge}"
                found.setdefault(place, rule)
    return found


def _printed_by_browser(pages: Sequence[Sequence[Line]]) -> Iterator[tuple[Place, str]]:
    """Yield the outermost lines of pages that have an address and a page number in them."""
    for number, lines in enumerate(pages):
        if len(lines) < 2:
            continue
        edges = ((0, "running-header"), (len(lines) - 1, "running-footer"))
        found = [
            [sign for sign in (_ADDRESS, _OF_PAGES, _MOMENT) if _has_cell(lines[index], sign)]
            for index, _ in edges
        ]
        signs = {*found[0], *found[1]}
        if _ADDRESS in signs and _OF_PAGES in signs:
            yield from (
                ((number, i), rule) for (i, rule), has in zip(edges, found, strict=True) if has
            )


def _has_cell(line: Line, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(cell.text.strip()) for cell in line.cells)


def _from_edge(lines: Sequence[Line], edge: str) -> Iterable[int]:
    """Return the numbers of the outermost lines, beginning at the edge."""
    numbers = range(len(lines))
    return numbers[:_ZONE] if edge == "header" else numbers[::-1][:_ZONE]


def _repeated(pages: Sequence[Sequence[Line]], edge: str) -> set[Place]:
    """Return the lines at an edge that other pages repeat, or that count the pages with others."""
    same: defaultdict[str | int, list[tuple[float, Place]]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for index in _from_edge(lines, edge):
            text, at = lines[index].text.casefold(), (lines[index].base, (number, index))
            words = _NUMBER.sub("#", text)
            counted = [int(found) - number for found in _COUNTED.findall(text)]
            if words.startswith("# "):
                # A footnote begins with a number too, but is a sentence, and seldom counts pages.
                if text.endswith(_STOPS) or len(text) > _LONGEST_COUNTED:
                    continue
                words += f" {counted}"
            same[words].append(at)
            for first_page in counted:
                same[first_page].append(at)
    found: set[Place] = set()
    for key, places in same.items():
        places.sort()
        level = [
            {place, other}
            for (base, place), (other_base, other) in pairwise(places)
            if place[0] != other[0] and other_base - base <= _MOVES
        ]
        if isinstance(key, str) or len(level) + 1 >= _COUNTED_PAGES:
            found.update(*level)
    return found
