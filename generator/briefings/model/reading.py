"""A parsed capture: blocks, markup, facts with their evidence, decisions."""

from dataclasses import dataclass
from enum import StrEnum


class MarkupKind(StrEnum):
    """Kinds of inline markup."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    DATELINE = "dateline"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    DELETED = "deleted"
    """Struck out: it no longer holds."""
    INSERTED = "inserted"
    """Added by the outlet later."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Stand-off markup of `text[start:end]` of a block.

    Spans of one block are sorted by start, and either nested or disjoint.
    """

    start: int
    """Offset of the first character in the block's text."""
    end: int
    """Offset after the last character."""
    kind: MarkupKind
    """Its kind."""
    target: str = ""
    """Address of a link; empty for the other kinds."""


class BlockKind(StrEnum):
    """Kinds of blocks in an article's body."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    TABLE = "table"
    CODE = "code"
    RULE = "rule"
    RELATED = "related"


class Container(StrEnum):
    """What can contain a block."""

    QUOTATION = "quotation"
    LIST_ITEM = "list-item"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article: plain text with stand-off markup."""

    kind: BlockKind
    """Its kind."""
    text: str
    """Its text; whitespace folded to single spaces, except in code."""
    line: int
    """Its first line in the capture, from 1."""
    level: int = 0
    """Depth of a heading below the title: 1 for a section."""
    markup: tuple[Markup, ...] = ()
    """Emphasis, code, links and the dateline inside the text."""
    containers: tuple[Container, ...] = ()
    """Its containers, outermost first."""
    marker: str = ""
    """`*` or a number (`3.`) if the block starts the innermost list item; else empty."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table, row by row; `text` joins them with spaces where they are not empty."""


class Field(StrEnum):
    """Facts about an article."""

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
    """Evidence for a fact, strongest first: the stronger one wins a contradiction."""

    SIDECAR = "sidecar"
    """The editor's sidecar or front matter."""
    DECLARED = "declared"
    """Metadata of the page: JSON-LD, OpenGraph, microdata, `<time>`."""
    ADDRESS = "address"
    """The article's address, by the outlet's pattern."""
    DATELINE = "dateline"
    """The dateline."""
    BYLINE = "byline"
    """A line of names and times near the headline."""
    TEXT = "text"
    """A line of the capture: the headline, the tag line, the clock."""
    DERIVED = "derived"
    """Generated from the text; an editor should check it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence about an article."""

    field: Field
    """Its field. Each author and each tag is a fact of its own."""
    value: str
    """Its value: text, an address, a BCP 47 tag, or a day or moment in ISO 8601."""
    evidence: Evidence
    """The kind of evidence."""
    where: str
    """The place for people: `line 3`, `JSON-LD datePublished`, `meta og:title`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The role of a line of a capture, and the rule that decided it.

    A long line may have several decisions; their texts together are the line.
    """

    line: int
    """Line of the capture, from 1."""
    role: str
    """Its role (`paragraph`, `heading`, `related` …) or `dropped`."""
    rule: str
    """Name of the rule that decided."""
    text: str
    """The line with folded white space."""


class CharsetBasis(StrEnum):
    """Evidence for a character set."""

    MARK = "byte order mark"
    UTF_8 = "valid UTF-8"
    DECLARED = "declared"
    DETECTED = "decided from the bytes"


@dataclass(frozen=True, slots=True)
class Charset:
    """The character set of a capture, and the damage in it."""

    name: str
    """WHATWG name of the set, such as `windows-1251`."""
    basis: CharsetBasis
    """Evidence for it."""
    undecodable: int = 0
    """Number of places with invalid bytes; each became U+FFFD."""
    line: int = 0
    """Line of the first of them, from 1; 0 if there are none."""
    nulls: int = 0
    """Number of removed null characters."""


DROPPED = "dropped"
"""Role of a line that does not belong to the article."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed capture, before the editor's facts are added."""

    blocks: tuple[Block, ...]
    """The body, in order."""
    decisions: tuple[Decision, ...]
    """One entry or more for each line of the capture that is not blank, in order."""
    facts: tuple[Fact, ...] = ()
    """All facts in the capture, in any order."""
    headlines: tuple[str, ...] = ()
    """Headlines of other articles around the article."""
    charset: Charset | None = None
    """The character set; None if the input was text."""
    cut_off: bool = False
    """Whether the end of the page is missing."""
