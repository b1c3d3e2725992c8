"""Cut a text capture into segments: its lines, and the parts of lines that a renderer joined.

Most captures have one line for each block of the page. Some renderers print the text of a page
without line breaks, so that a menu, a headline and ten paragraphs are one line of many kilobytes.
Such a *packed* line is cut where a sentence or a word is followed by a capital without a space,
and at the ends of sentences.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# The longest paragraph in the development captures has about 1,500 characters; a longer line is
# packed. Joins are searched in any line that is longer than a short paragraph.
_JOINS_FROM = 250
_PACKED = 1_500
# No news page is longer. The rest is listed but not analysed, so that reading time is bounded.
LINE_LIMIT = 400_000
LINES_LIMIT = 30_000

_LOWER, _UPPER = "a-zß-öø-ÿа-яёіїєґğışłńśźżčšžőűăâîțș", "A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐĞİŞŁŃŚŹŻČŠŽŐŰĂÂÎȚȘ"
_OPENING, _CLOSING = "“„«‘¿¡", "\"”»’'"
_JOIN = re.compile(
    # "… said.The next" and "… said."The next": a full stop that meets a capital.
    rf"(?<=[{_LOWER}0-9{_CLOSING})][.!?…])(?=[{_OPENING}]?[{_UPPER}])"
    rf"|(?<=[.!?…][{_CLOSING}])(?=[{_OPENING}]?[{_UPPER}])"
    # "contentThe", "2024Counter": a word or number that meets a capitalised word. The first part
    # has at least four letters, because of names like McDonald and YouTube.
    rf"|(?<=[{_LOWER}]{{4}})(?=[{_OPENING}]?[{_UPPER}][{_LOWER} ])"
    rf"|(?<=[{_LOWER} :][0-9]{{4}})(?=[{_UPPER}][{_LOWER}])"
    r"|(?<=[。！？])(?=\S)"
)
# A necessary condition of a join, which is tested first because it is ten times faster.
_MAYBE_JOIN = re.compile(rf"[{_LOWER}0-9{_CLOSING}.!?…](?=[{_OPENING}{_UPPER}])|[。！？](?=\S)")
_SENTENCE = re.compile(
    rf"(?<=[{_LOWER}0-9)\]%{_CLOSING}][.!?…])[{_CLOSING})]*\s+(?=[{_OPENING}\"'(\[–—-]*[{_UPPER}0-9])"
    r"|(?<=[।؟])\s+"
)
_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s+")
# A menu of at least a dozen words, hardly any in lower case, before a sentence in which lower-case
# words outnumber the others by five.
_MENU_WORDS = 24
_MENU_LOWER = 0.3
_PROSE_LEAD = 5
_NAME_WORDS = 4
_BULLET = re.compile(r"(?:[*+o•▪‣◦·–—-]|\d{1,2}[.)])\s+(?=\S)")


class Segment(NamedTuple):
    """A line of a capture, or a part of a packed line."""

    number: int
    """Line of the capture, from 1."""
    text: str
    """The text, white space folded."""
    indent: int
    """Number of white-space characters before the line."""
    blanks: int
    """Number of blank lines before it; 1 for a part of a packed line that begins a paragraph."""
    below: bool
    """Whether a blank line, or the end of a paragraph of a packed line, follows."""
    joined: bool = False
    """Whether there is no space between the segment before and this one."""
    inner: bool = False
    """Whether it continues a paragraph of a packed line."""
    bullet: bool = False
    """Whether it begins like a list item."""

    @property
    def above(self) -> bool:
        """Whether it is separate from the segment before it."""
        return self.blanks > 0


def segments(text: str, whole_lines: bool = False) -> Iterator[Segment]:
    """Yield the segments of a capture in order; together they are its whole text.

    Args:
        text: the capture.
        whole_lines: whether each line is one segment, however long it is.

    Time and memory are linear in the length of the capture.
    """
    lines = text.split("\n")
    blanks = 1
    for number, line in enumerate(lines, 1):
        # `split` would take a gigabyte for a line of 50 MB.
        folded = (
            " ".join(line.split()) if len(line) <= LINE_LIMIT else _SPACE.sub(" ", line).strip()
        )
        if not folded:
            blanks += 1
            continue
        indent = len(line) - len(line.lstrip()) if line[0].isspace() else 0
        below = number == len(lines) or not lines[number] or lines[number].isspace()
        if whole_lines or len(folded) < _JOINS_FROM or beyond(number, folded):
            bullet = not folded[0].isalpha() and _BULLET.match(folded[:12]) is not None
            bullet = bullet or folded.startswith("o ")
            yield Segment(number, folded, indent, blanks, below, False, False, bullet)
        else:
            yield from _parts(number, folded, indent, blanks, below)
        blanks = 0


def beyond(number: int, line: str) -> bool:
    """Return whether a line exceeds the limits of news pages, by its length or its number."""
    return number > LINES_LIMIT or len(line) > LINE_LIMIT


def _parts(number: int, line: str, indent: int, blanks: int, below: bool) -> Iterator[Segment]:
    """Yield the segments of a long line."""
    cuts: list[tuple[int, bool, bool]] = [(0, False, False)]
    edges = [m.end() for m in _MAYBE_JOIN.finditer(line) if _JOIN.match(line, m.end())]
    for start, end in zip([0, *edges], [*edges, len(line)], strict=True):
        if start:
            cuts.append((start, True, False))
        if end - start > _PACKED:
            cuts += _sentences(line, start, end)
    ends = [cut[0] for cut in cuts[1:]] + [len(line)]
    for (start, joined, inner), end in zip(cuts, ends, strict=True):
        part = line[start:end].strip()
        if part:
            yield Segment(
                number, part, indent,
                blanks=blanks if start == 0 else int(not inner),
                below=below if end == len(line) else True,
                joined=joined, inner=inner, bullet=start == 0 and bool(_BULLET.match(part)),
            )  # fmt: skip


def _sentences(line: str, start: int, end: int) -> Iterator[tuple[int, bool, bool]]:
    """Yield the cuts between sentences in `line[start:end]`, and between menu and sentence."""
    starts = [start, *(start + m.end() for m in _SENTENCE.finditer(line[start:end]))]
    for first, following in zip(starts, [*starts[1:], end], strict=True):
        if first > start:
            yield first, False, True
        if prose := _prose_start(line[first:following]):
            yield first + prose, False, False


def _prose_start(part: str) -> int:
    """Return the offset at which prose begins in a part that begins with a menu; 0 for none.

    Most words of a sentence are in lower case, and most words of a menu are not. The prose is the
    end of the part in which lower-case words most outnumber the others.
    """
    words = list(_WORD.finditer(part))
    if len(words) < _MENU_WORDS:
        return 0
    best = balance = 0
    found = len(words)  # beyond the last: no sentence
    for number in range(len(words) - 1, -1, -1):
        word = words[number][0]
        balance += 1 if word.islower() else -1
        if balance > best:
            best, found = balance, number
    # The sentence begins with the capitalised word before, or with one a little before that if a
    # lower-case word follows it ("The new Prime Minister said").
    found = max(found - 1, 0)
    for number in range(found - 1, max(found - _NAME_WORDS, 0), -1):
        if words[number][0].islower():
            found = number - 1
    head = words[:found]
    if best < _PROSE_LEAD or len(head) < _MENU_WORDS // 2:
        return 0
    lower = sum(word[0].islower() for word in head)
    return words[found].start() if lower <= _MENU_LOWER * len(head) else 0
