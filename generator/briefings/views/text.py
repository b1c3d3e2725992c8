"""Running text: blocks, and inside them runs with their mentions and notes."""

from enum import StrEnum

from msgspec import Struct


class RunKind(StrEnum):
    """Kinds of inline text."""

    TEXT = "text"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    DELETED = "deleted"
    """Words that the outlet struck out."""
    INSERTED = "inserted"
    """Words that the outlet added later."""
    DATELINE = "dateline"
    LINK = "link"
    MENTION = "mention"
    HIGHLIGHT = "highlight"
    """Words that a note quotes."""
    REFERENCE = "reference"
    """The number of a note, linked to the note."""
    MARK = "mark"
    """Words to point out, such as a mention in a quoted sentence."""


class Run(Struct, frozen=True, omit_defaults=True):
    """Inline text: plain text, or an element with more runs inside."""

    kind: RunKind = RunKind.TEXT
    """Its kind."""
    text: str = ""
    """Its words if it is plain text; else empty."""
    runs: tuple["Run", ...] = ()
    """The runs inside it; empty for plain text and references."""
    href: str = ""
    """Address of a link, mention or reference, as the page has it."""
    uri: str = ""
    """URI of the page that a link or mention leads to; empty for pages of other sites."""
    id: str = ""
    """Id of a mention or reference."""
    number: int = 0
    """For a mention: number of its subject in the background, or 0. For a reference: number of its
    note."""
    notes: tuple[int, ...] = ()
    """For a highlight: numbers of the notes that quote it."""
    kinds: tuple[str, ...] = ()
    """Kinds of these notes, without repetition: `context`, `correction` …; for a reference, the
    kind of its note."""


class Editorial(Struct, frozen=True, omit_defaults=True):
    """Markdown that an editor wrote. MkDocs renders it with the site's own extensions."""

    text: str
    """The Markdown. Its links are relative to the page that shows it."""
    inline: bool = False
    """Whether it is one paragraph, printed without its `<p>`."""


class Link(Struct, frozen=True, omit_defaults=True):
    """A link, or text alone if its address is empty."""

    text: str
    """Its text."""
    href: str = ""
    """Its address, as the page has it."""
    uri: str = ""
    """URI of the page that it leads to; empty for pages of other sites."""
    lang: str = ""
    """BCP 47 tag of the text's language if the page has another one; else empty."""
    dir: str = ""
    """Direction of that language if it differs from the page's: `rtl` or `ltr`; else empty."""
    printed: str = ""
    """Its address as people write it, for paper, if that differs; else empty."""


class Day(Struct, frozen=True, omit_defaults=True):
    """A date or a moment."""

    iso: str
    """ISO 8601, of any precision."""
    written: str
    """The date written out in the site's language."""


class Number(Struct, frozen=True, omit_defaults=True):
    """A number of things."""

    value: int
    """The number, which decides the plural form of words beside it."""
    written: str
    """The number written out in the site's language: `1,234`."""


class Section(Struct, frozen=True, omit_defaults=True):
    """A section of a page, for its table of contents."""

    id: str
    """Id of its heading."""
    title: str
    """Text of its heading."""
    level: int = 2
    """Level of its heading, from 2."""
    lang: str = ""
    """BCP 47 tag of the title's language if it is not the site's; else empty."""
    dir: str = ""
    """Direction of the title if it is not the site's; else empty."""


class BlockKind(StrEnum):
    """Kinds of blocks of running text."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    RELATED = "related"
    """A line that names another article."""
    CODE = "code"
    RULE = "rule"
    TABLE = "table"
    QUOTATION = "quotation"
    """Holds blocks."""
    BULLETS = "bullets"
    """Holds items."""
    NUMBERS = "numbers"
    """Holds items; the first has the number `level`."""
    ITEM = "item"
    """Holds blocks."""
    REFERENCES = "references"
    """References to the notes of a block that cannot contain references itself; holds runs."""
    NOTE = "note"
    """An editor's note."""
    GLOSS = "gloss"
    """Summaries of subjects in the margin."""


class Block(Struct, frozen=True, omit_defaults=True):
    """A block of running text."""

    kind: BlockKind = BlockKind.PARAGRAPH
    """Its kind."""
    runs: tuple[Run, ...] = ()
    """Its text; empty for containers, tables, code and rules."""
    blocks: tuple["Block", ...] = ()
    """The blocks inside a container; else empty."""
    level: int = 0
    """Level of a heading, 2 to 6; for a numbered list, the number of its first item."""
    id: str = ""
    """Id of a heading, or of a paragraph of an article."""
    text: str = ""
    """The text of code, line by line."""
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    """The cells of a table, each a list of runs: text, superscripts, subscripts, deleted and
    inserted words. The first row is its header; all rows have the same length."""
    hung: bool = False
    """Whether it starts with a quotation mark, which the theme hangs in the margin."""
    note: "Note | None" = None
    """The note, if it is one; else None."""
    subjects: tuple["Summary", ...] = ()
    """The subjects of a gloss; else empty."""


class Note(Struct, frozen=True, omit_defaults=True):
    """An editor's note on words of an article."""

    number: int
    """Its number on the page, from 1."""
    kind: str
    """`context`, `correction`, `disputed` or `update`."""
    text: Editorial
    """Its text."""
    sources: tuple[Link, ...] = ()
    """Its sources."""
    author: str = ""
    """Who wrote it; may be empty."""
    day: Day | None = None
    """Day on which it was added; None if unknown."""
    is_beside: bool = False
    """Whether a wide page has room for it in the margin, beside its passage."""


class Revision(Struct, frozen=True, omit_defaults=True):
    """A correction or an update of a page by the editors of the site."""

    id: str
    """Its id."""
    kind: str
    """`correction` or `update`."""
    day: Day
    """Its day."""
    text: Editorial
    """What was wrong or is new."""


class Summary(Struct, frozen=True, omit_defaults=True):
    """A subject with its summary."""

    subject: Link
    """Its name, with a link to its explainer."""
    text: str
    """Its summary."""
    id: str = ""
    """Id of its name; may be empty."""
