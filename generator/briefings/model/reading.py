"""What a reader makes of a capture: blocks, markup, facts with their evidence, decisions."""

from dataclasses import dataclass
from enum import StrEnum


class MarkupKind(StrEnum):
    """What a captured text says about a span of itself."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class Markup:
    """Stand-off markup: `text[start:end]` of a block is of this kind.

    Spans of one block are sorted by start and nest or follow each other; they never cross.
    """

    start: int
    """Offset of the first character in the block's text."""
    end: int
    """Offset after the last character."""
    kind: MarkupKind
    """What the span is."""
    target: str = ""
    """Address of a link; empty for the other kinds."""


class BlockKind(StrEnum):
    """The kinds of block an article's body is made of."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    TABLE = "table"
    CODE = "code"
    RULE = "rule"
    RELATED = "related"


class Container(StrEnum):
    """What a block can stand inside of."""

    QUOTATION = "quotation"
    LIST_ITEM = "list-item"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article: its words as plain text, its markup beside them."""

    kind: BlockKind
    """What the block is."""
    text: str
    """The words; whitespace folded to single spaces except in code."""
    line: int
    """Line of the capture on which the block begins, from 1."""
    level: int = 0
    """Depth of a heading below the title: 1 for a section."""
    markup: tuple[Markup, ...] = ()
    """Emphasis, code, links and the dateline inside the text."""
    containers: tuple[Container, ...] = ()
    """What the block stands inside of, outermost first."""
    marker: str = ""
    """`*` or a number (`3.`) where the block opens the innermost list item; else empty."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table, row by row; `text` is all of them in order, one space between."""


class Field(StrEnum):
    """The facts about an article that evidence can speak for."""

    TITLE = "title"
    PUBLISHED = "published"
    MODIFIED = "modified"
    CAPTURED = "captured"
    AUTHOR = "author"
    OUTLET = "outlet"
    URL = "url"
    LANG = "lang"
    SECTION = "section"
    IMAGE = "image"
    TAG = "tag"
    SUMMARY = "summary"


class Evidence(StrEnum):
    """What a fact rests on, strongest first: of two that disagree the earlier here wins."""

    SIDECAR = "sidecar"
    """An editor said so."""
    DECLARED = "declared"
    """The page declares it to machines: JSON-LD, OpenGraph, microdata, `<time>`."""
    ADDRESS = "address"
    """It stands in the article's address, where the outlet's pattern says."""
    DATELINE = "dateline"
    """The dateline says so."""
    BYLINE = "byline"
    """A line of names and times around the headline says so."""
    TEXT = "text"
    """It is a line of the capture: the headline, the tag line, the clock."""
    DERIVED = "derived"
    """It was made from the text, and an editor should look."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence about an article."""

    field: Field
    """What it speaks about. Of authors and tags there is one fact for each."""
    value: str
    """What it says: text, an address, a BCP 47 tag, or a day or moment in ISO 8601."""
    evidence: Evidence
    """What it rests on."""
    where: str
    """Where it stands, for people: `line 3`, `JSON-LD datePublished`, `meta og:title`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a line of a capture, and by which rule: the reader's account of itself.

    A line with much packed into it can have several, one for each part; joined, they are the line.
    """

    line: int
    """Line of the capture, from 1."""
    role: str
    """What the line was kept as (`paragraph`, `heading`, `related` …) or `dropped`."""
    rule: str
    """Name of the rule that decided."""
    text: str
    """The line, white space folded."""


class CharsetBasis(StrEnum):
    """What the choice of a character set rests on."""

    MARK = "byte order mark"
    UTF_8 = "valid UTF-8"
    DECLARED = "declared"
    DETECTED = "decided from the bytes"


@dataclass(frozen=True, slots=True)
class Charset:
    """In which character set a capture was read, and how well it fitted."""

    name: str
    """Name of the set as the web knows it, such as `windows-1251`."""
    basis: CharsetBasis
    """What that rests on."""
    undecodable: int = 0
    """Number of places with bytes that mean nothing in it; each became U+FFFD."""
    line: int = 0
    """Line of the first of them, from 1; 0 where there are none."""
    nulls: int = 0
    """Number of null characters, which were left out."""


DROPPED = "dropped"
"""The role of a line that is not part of the article."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader understood of one capture, before an editor's sidecar is laid over it."""

    blocks: tuple[Block, ...]
    """The body, in order."""
    decisions: tuple[Decision, ...]
    """One entry or more for every line of the capture that is not blank, in order."""
    facts: tuple[Fact, ...] = ()
    """All evidence found on the article's facts, in any order."""
    headlines: tuple[str, ...] = ()
    """Headlines of other articles around the article."""
    charset: Charset | None = None
    """How the bytes became text; None for text that never was bytes."""
    cut_off: bool = False
    """Whether the capture ends before the page that it is of."""
