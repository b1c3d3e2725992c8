"""The lines of a text capture, cut into pieces where a renderer ran several lines together.

Most captures have one line for each block of the page. Some renderers print the text of the page
without the breaks that its elements make, so that a menu, a headline and ten paragraphs stand in
one line of many kilobytes. Such a *packed* line is cut where its parts can be told apart: where a
sentence or a word meets a capital without a space between them, and at the ends of sentences.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# The longest paragraph in the development captures has about 1,500 characters, and the packed
# lines begin there; a join is looked for in anything longer than a short paragraph.
_JOINS_FROM = 250
_PACKED = 1_500
# No page of news is longer. What lies beyond is accounted for, but not looked at, so that the time
# a capture takes is bounded.
LINE_LIMIT = 400_000
LINES_LIMIT = 50_000

_LOWER, _UPPER = "a-zß-öø-ÿа-яёіїєґğışłńśźżčšžőűăâîțș", "A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐĞİŞŁŃŚŹŻČŠŽŐŰĂÂÎȚȘ"
_OPENING, _CLOSING = "“„«‘¿¡", "\"”»’'"
_JOIN = re.compile(
    # "… said.The next" and "… said."The next": a full stop that meets a capital.
    rf"(?<=[{_LOWER}0-9{_CLOSING})][.!?…])(?=[{_OPENING}]?[{_UPPER}])"
    rf"|(?<=[.!?…][{_CLOSING}])(?=[{_OPENING}]?[{_UPPER}])"
    # "contentThe", "2024Counter": a word or number that meets a capitalised word. Names are
    # written like that too (McDonald, YouTube), so the first part has at least four letters.
    rf"|(?<=[{_LOWER}]{{4}})(?=[{_OPENING}]?[{_UPPER}][{_LOWER} ])"
    rf"|(?<=[{_LOWER} :][0-9]{{4}})(?=[{_UPPER}][{_LOWER}])"
    r"|(?<=[。！？])(?=\S)"
)
# Where a join can be: looked for first, because it is found ten times faster.
_MAYBE_JOIN = re.compile(rf"[{_LOWER}0-9{_CLOSING}.!?…](?=[{_OPENING}{_UPPER}])|[。！？](?=\S)")
_SENTENCE = re.compile(
    rf"(?<=[{_LOWER}0-9)\]%{_CLOSING}][.!?…])[{_CLOSING})]*\s+(?=[{_OPENING}\"'(\[–—-]*[{_UPPER}0-9])"
    r"|(?<=[।؟])\s+"
)
_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s+")
# A run of titles of at least a dozen words, hardly any in lower case, before a sentence in which
# lower case leads by five words.
_MENU_WORDS = 24
_MENU_LOWER = 0.3
_PROSE_LEAD = 5
_NAME_WORDS = 4
_BULLET = re.compile(r"(?:[*+o•▪‣◦·–—-]|\d{1,2}[.)])\s+(?=\S)")


class Piece(NamedTuple):
    """A line of a capture, or a part of a packed line."""

    number: int
    """Line of the capture, from 1."""
    text: str
    """The words, white space folded."""
    indent: int
    """Columns of space before the line."""
    blanks: int
    """Blank lines right before it; 1 for a part of a packed line that stands apart."""
    below: bool
    """Whether it is parted so from the piece after."""
    glued: bool = False
    """Whether no space stands between it and the piece before it."""
    inner: bool = False
    """Whether it follows another sentence of the same paragraph of a packed line."""
    bullet: bool = False
    """Whether it begins as an item of a list does."""

    @property
    def above(self) -> bool:
        """Whether it is parted from the piece before it."""
        return self.blanks > 0


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a capture in order; joined again they are all its words.

    Takes time and memory linear in the capture's length.
    """
    lines = text.split("\n")
    blanks = 1
    for number, line in enumerate(lines, 1):
        # Splitting a line of 50 MB into its words would take a gigabyte.
        folded = (
            " ".join(line.split()) if len(line) <= LINE_LIMIT else _SPACE.sub(" ", line).strip()
        )
        if not folded:
            blanks += 1
            continue
        indent = len(line) - len(line.lstrip()) if line[0].isspace() else 0
        below = number == len(lines) or not lines[number] or lines[number].isspace()
        if len(folded) < _JOINS_FROM or beyond(number, folded):
            bullet = not folded[0].isalpha() and _BULLET.match(folded[:12]) is not None
            bullet = bullet or folded.startswith("o ")
            yield Piece(number, folded, indent, blanks, below, False, False, bullet)
        else:
            yield from _parts(number, folded, indent, blanks, below)
        blanks = 0


def beyond(number: int, line: str) -> bool:
    """Return whether a line is longer, or stands further down, than any line of a news page."""
    return number > LINES_LIMIT or len(line) > LINE_LIMIT


def _parts(number: int, line: str, indent: int, blanks: int, below: bool) -> Iterator[Piece]:
    """Yield the parts of a long line."""
    cuts: list[tuple[int, bool, bool]] = [(0, False, False)]
    edges = [m.end() for m in _MAYBE_JOIN.finditer(line) if _JOIN.match(line, m.end())]
    for start, end in zip([0, *edges], [*edges, len(line)], strict=True):
        if start:
            cuts.append((start, True, False))
        if end - start > _PACKED:
            cuts += _sentences(line, start, end)
    ends = [cut[0] for cut in cuts[1:]] + [len(line)]
    for (start, glued, inner), end in zip(cuts, ends, strict=True):
        part = line[start:end].strip()
        if part:
            yield Piece(
                number, part, indent,
                blanks=blanks if start == 0 else int(not inner),
                below=below if end == len(line) else True,
                glued=glued, inner=inner, bullet=start == 0 and bool(_BULLET.match(part)),
            )  # fmt: skip


def _sentences(line: str, start: int, end: int) -> Iterator[tuple[int, bool, bool]]:
    """Yield the cuts between the sentences of `line[start:end]`, and before the first of a run."""
    starts = [start, *(start + m.end() for m in _SENTENCE.finditer(line[start:end]))]
    for first, following in zip(starts, [*starts[1:], end], strict=True):
        if first > start:
            yield first, False, True
        if prose := _prose_start(line[first:following]):
            yield first + prose, False, False


def _prose_start(part: str) -> int:
    """Return where prose begins in a part that opens with a run of titles; 0 for nowhere.

    Most words of a sentence are in lower case, and most words of a menu are not: the sentence is
    the end of the part in which the lower-case words most outnumber the others.
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
    # The capitalised word before it begins the sentence; so does one a little further up that a
    # word in lower case follows ("The new Prime Minister said").
    found = max(found - 1, 0)
    for number in range(found - 1, max(found - _NAME_WORDS, 0), -1):
        if words[number][0].islower():
            found = number - 1
    head = words[:found]
    if best < _PROSE_LEAD or len(head) < _MENU_WORDS // 2:
        return 0
    lower = sum(word[0].islower() for word in head)
    return words[found].start() if lower <= _MENU_LOWER * len(head) else 0
