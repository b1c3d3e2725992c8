"""The values that flow through the generator, from captured bytes to pages.

Everything here is frozen: a stage takes values and returns new ones, so that the same content
gives the same site on any machine. The words are those of the project: see README.md, "Words".
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """The content cannot be published as it stands; the last published site stays."""
    WARNING = "warning"
    """The site is built, and an editor should look. `--strict` makes it an error."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about the content, for an editor to mend."""

    file: str
    """Path of the file, relative to the content folder, with forward slashes."""
    line: int
    """Line of the file, counted from 1; 0 where the whole file is meant."""
    code: str
    """Short stable name of the kind of finding, such as `unknown-key`."""
    message: str
    """What is wrong, in one sentence."""
    hint: str
    """How to mend it."""
    severity: Severity = Severity.ERROR
    """Whether the site can be published nevertheless."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the content folder, as it lies on disk."""

    path: str
    """Path relative to the content folder, with forward slashes."""
    data: bytes
    """The bytes of the file, untouched."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that people wrote: the input of `compile`."""

    files: tuple[SourceFile, ...]
    """The files, in any order."""
    problems: tuple[Problem, ...] = ()
    """What was found while the folder was read, such as a file without read permission."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site's owner decides once for the whole site."""

    site_name: str = "Annotated Briefings"
    """Name of the site: the heading of the home page."""
    site_description: str = ""
    """One sentence under that heading."""
    locale: str = "en_GB"
    """Unicode locale in which dates are written out (`en_GB`: 1 February 2018)."""
    latest: int = 12
    """How many briefings the home page shows."""


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


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place (and agency) that opens a wire story."""

    place: str
    """The place as written, such as `MOSCOW`."""
    agency: str
    """The agency as written, such as `Sputnik`; empty where none is named."""


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


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published an article."""

    slug: str
    """File name of the outlet, without its ending."""
    name: str
    """Name as readers know it."""
    home: str
    """Address of the home page; empty where there is none."""
    country: str
    """Country of the outlet; empty where not given."""


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What an article or explainer says about links in itself."""

    never: frozenset[str] = frozenset()
    """Slugs of explainers that are not linked here."""
    decided: tuple[tuple[str, str], ...] = ()
    """Phrases with the explainer each one stands for here."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The file that an article was read from: its provenance."""

    path: str
    """Path relative to the content folder."""
    sha256: str
    """SHA-256 of the bytes, in hexadecimal."""
    size: int
    """Number of bytes."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks in an article, and who says them."""

    block: int
    """Number of the block, from 0."""
    start: int
    """Offset in the block's text of the first character after the opening mark."""
    end: int
    """Offset of the closing mark, or of the end of the text."""
    speaker: str = ""
    """Who says it, as the article names them; empty where it does not say."""


@dataclass(frozen=True, slots=True)
class Article:
    """A captured article with all that is known about it."""

    slug: str
    """Name of the article in addresses, from its file name."""
    capture: Capture
    """The file it was read from."""
    title: str
    """Headline: the editor's, else the page's or capture's, else from the opening sentence."""
    headline: str
    """The capture's own headline where the title is another; else empty."""
    summary: str
    """One or two sentences for lists: the editor's, else the page's, else the opening."""
    lang: str
    """Language of the text as a BCP 47 tag."""
    blocks: tuple[Block, ...]
    """The body, in order."""
    published: date | None = None
    """Day of publication; None where it is not known. Never guessed."""
    published_from: Evidence | None = None
    """What that day rests on; None where it is not known."""
    modified: date | None = None
    """Day on which the outlet last changed the article; None where it is not known."""
    captured: datetime | None = None
    """Moment of capture, with its zone; None where it is not known."""
    authors: tuple[str, ...] = ()
    """Who wrote it, in the order of the byline."""
    outlet: Outlet | None = None
    """Who published it; None where it is not known."""
    section: str = ""
    """The outlet's section; empty where it is not known."""
    url: str = ""
    """Its address; empty where it is not known."""
    image: str = ""
    """Address of the page's main picture, which is never fetched; empty where there is none."""
    dateline: Dateline | None = None
    """The dateline, where there is one."""
    quotations: tuple[Quotation, ...] = ()
    """Direct quotations, in order."""
    headlines: tuple[str, ...] = ()
    """Headlines of other articles around the article."""
    tags: tuple[str, ...] = ()
    """Topics, as the editor or the outlet wrote them."""
    links: LinkRules = LinkRules()
    """The editor's word on links in this article."""
    facts: tuple[Fact, ...] = ()
    """All evidence, the editor's included."""


class ExplainerKind(StrEnum):
    """What an explainer is about."""

    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    EVENT = "event"
    CONCEPT = "concept"


@dataclass(frozen=True, slots=True)
class Era:
    """A span of time, both ends included; an open end is an empty string.

    Ends are ISO 8601 dates of reduced precision (`1999`, `1999-06`, `1999-06-10`).
    """

    start: str = ""
    """First day, month or year; empty for `ever since`."""
    end: str = ""
    """Last day, month or year; empty for `until today`."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A phrase that names a subject."""

    text: str
    """The phrase as newspapers write it."""
    line: int
    """Line of the explainer that claims it."""
    valid: Era | None = None
    """When the phrase named the subject; None for always."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One dated thing that happened to a subject."""

    date: str
    """ISO 8601 date, of reduced precision where the day or month is not known."""
    event: str
    """What happened, in one sentence of Markdown."""
    source: str = ""
    """Address of a source; empty where none is given."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that an explainer rests on."""

    title: str
    """What the source is, with its symbol and number where it has them."""
    url: str = ""
    """Its address; empty for a source that has none."""


@dataclass(frozen=True, slots=True)
class Explainer:
    """Background on one subject, written by editors."""

    slug: str
    """Name of the explainer in addresses, from its file name."""
    path: str
    """File it was read from, relative to the content folder."""
    title: str
    """Name of the subject; an alias too."""
    kind: ExplainerKind
    """What the subject is."""
    summary: str
    """One or two sentences that stand alone: what previews show."""
    body: str
    """The text, in Markdown, as the editor wrote it."""
    body_line: int
    """Line of the file on which the body begins, from 1."""
    names: tuple[Alias, ...]
    """All phrases that name the subject: title, aliases and forms."""
    also_called: tuple[str, ...] = ()
    """The aliases alone, for readers."""
    context: tuple[str, ...] = ()
    """Words that speak for this subject where an alias is shared."""
    valid: Era | None = None
    """When the subject existed under these names; None for always."""
    must_link: tuple[str, ...] = ()
    """Sentences in which the subject must be found."""
    must_not_link: tuple[str, ...] = ()
    """Sentences in which it must not be found."""
    timeline: tuple[TimelineEntry, ...] = ()
    """What happened when, in order."""
    sources: tuple[Reference, ...] = ()
    """What the explainer rests on."""
    reviewed: date | None = None
    """Day on which an editor last looked it over."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text in which mentions are looked for: one block of an article or explainer."""

    text: str
    """The text that is searched."""
    linkable: tuple[tuple[int, int], ...]
    """Spans (start, end) that may carry a link, sorted; empty for a heading."""
    section: int
    """Number of the section the passage stands in, from 0."""
    line: int
    """Line of the file on which the passage begins, from 1."""


class Verdict(StrEnum):
    """Why a mention became a link, or why it did not."""

    LINKED = "first-in-section"
    DECIDED = "decided-by-editor"
    REPEATED = "repeated-in-section"
    AMBIGUOUS = "alias-is-shared"
    NOT_LINKABLE = "in-heading-link-or-code"
    SELF = "page-is-about-it"
    NEVER = "never-link"

    @property
    def links(self) -> bool:
        """Whether a mention of this verdict carries a link."""
        return self in (Verdict.LINKED, Verdict.DECIDED)


@dataclass(frozen=True, slots=True)
class Mention:
    """An alias found in a text, with what was decided about it."""

    passage: int
    """Number of the passage, from 0."""
    start: int
    """Offset of the first character in the passage's text."""
    end: int
    """Offset after the last character."""
    candidates: tuple[str, ...]
    """Slugs of the explainers that claim the phrase, sorted; one, unless the phrase is shared."""
    verdict: Verdict
    """The rule that decided."""
    anchor: str = ""
    """Id of the link on its page, unique there; empty for a mention that is not linked."""

    @property
    def subject(self) -> str:
        """Slug of the explainer that a linked mention points to."""
        return self.candidates[0]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article or explainer with its mentions."""

    passages: tuple[Passage, ...]
    """The text that was searched, in order."""
    mentions: tuple[Mention, ...]
    """Every mention, in reading order, linked or not."""

    def linked(self) -> tuple[Mention, ...]:
        """Return the mentions that carry a link, in reading order."""
        return tuple(mention for mention in self.mentions if mention.verdict.links)

    def subjects(self) -> tuple[str, ...]:
        """Return the slugs of the linked subjects, each once, in reading order."""
        return tuple(dict.fromkeys(mention.subject for mention in self.linked()))


@dataclass(frozen=True, slots=True)
class Page:
    """One generated Markdown page."""

    uri: str
    """Path below the compiled tree, such as `briefings/a.md`."""
    text: str
    """The page: front matter and Markdown."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is, for the line that a build prints."""

    briefings: int
    explainers: int
    outlets: int
    topics: int
    links: int


@dataclass(frozen=True, slots=True)
class Site:
    """What `compile` returns: the pages, and what an editor should know."""

    pages: tuple[Page, ...]
    """The pages, sorted by URI. Pages of broken files are missing."""
    problems: tuple[Problem, ...]
    """All findings, sorted by file and line."""
    counts: Counts
    """How much there is."""

    def failed(self, *, strict: bool = False) -> bool:
        """Return whether the site may not be published; `strict` counts warnings as errors."""
        return any(strict or p.severity is Severity.ERROR for p in self.problems)
