"""A captured article with all that is known about it."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from briefings.model.note import AnchoredNote
from briefings.model.policy import NO_RULES, LinkRules
from briefings.model.reading import Block, Evidence, Fact
from briefings.model.redirect import Former


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place that opens a wire story."""

    place: str
    """The place as written, such as `MOSCOW`."""


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
class Pointer:
    """A line of the body that points to another article."""

    block: int
    """Number of the block that it is, from 0."""
    text: str
    """The line."""
    addresses: tuple[str, ...] = ()
    """Where the links in it lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """All that is known about a captured article but its text: what lists, feeds and links need."""

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
    summary_from: Evidence | None = None
    """What that rests on; None where nobody says."""
    lang: str
    """Language of the text as a BCP 47 tag."""
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
    dateline: Dateline | None = None
    """The dateline, where there is one."""
    pointers: tuple[Pointer, ...] = ()
    """Lines of the body that point to other articles."""
    headlines: tuple[str, ...] = ()
    """Headlines of other articles around the article."""
    tags: tuple[str, ...] = ()
    """Topics, as the editor or the outlet wrote them."""
    links: LinkRules = NO_RULES
    """The editor's word on links in this article."""
    notes: tuple[AnchoredNote, ...] = ()
    """The editors' notes, in the order of their numbers."""
    redirect_from: tuple[Former, ...] = ()
    """Names that it used to have in its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Metadata):
    """A captured article with all that is known about it."""

    blocks: tuple[Block, ...]
    """The body, in order."""
    quotations: tuple[Quotation, ...] = ()
    """Direct quotations, in order."""
    facts: tuple[Fact, ...] = ()
    """All evidence, the editor's included."""

    def metadata(self) -> Metadata:
        """Return what is known about the article, without its text."""
        return Metadata(**{field.name: getattr(self, field.name) for field in fields(Metadata)})
