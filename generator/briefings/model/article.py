"""A captured article and its facts."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from briefings.model.draft import Draft
from briefings.model.note import AnchoredNote
from briefings.model.picture import Picture
from briefings.model.policy import NO_RULES, LinkRules
from briefings.model.reading import Block, Evidence, Fact
from briefings.model.redirect import Former
from briefings.model.revision import Revision


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
    """Name for readers."""
    home: str
    """Address of the home page; may be empty."""
    country: str
    """Country of the outlet; may be empty."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The file that an article comes from."""

    path: str
    """Path relative to the content folder."""
    sha256: str
    """SHA-256 of the bytes, in hexadecimal."""
    size: int
    """Number of bytes."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Words of an article that certainly name the speaker of a quotation."""

    block: int
    """Number of the block, from 0."""
    start: int
    """Offset of the first character in the block's text."""
    end: int
    """Offset after the last character."""
    name: str
    """The fullest name that the article gives the speaker; empty if the words alone do not tell who
    is meant."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Direct speech in an article: words in quotation marks, or after a dash."""

    block: int
    """Number of the block, from 0."""
    start: int
    """Offset in the block's text of the first character after the opening mark or dash."""
    end: int
    """Offset of the closing mark, or of the clause that ends speech, or of the end of the text."""
    speaker: str = ""
    """The speaker as the article names them; empty if unknown or not searched."""
    naming: Naming | None = None
    """Where the article names the speaker; None if the speaker is not certain."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A line of the body that points to another article."""

    block: int
    """Number of its block, from 0."""
    text: str
    """The line."""
    addresses: tuple[str, ...] = ()
    """The targets of its links."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What an article is about, in the words of the site's editors; each may be empty."""

    says: str = ""
    """What it says."""
    matters: str = ""
    """Why that matters."""
    disputed: str = ""
    """What is disputed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Facts about an article without its text: what lists, feeds and links need."""

    slug: str
    """Name of the article in addresses, from its file name."""
    capture: Capture
    """Its file."""
    title: str
    """Headline: the editor's, else the page's or capture's, else from the opening sentence."""
    headline: str
    """The capture's own headline if it differs from the title; else empty."""
    summary: str
    """One or two sentences for lists: the editor's, else the page's, else the opening."""
    summary_from: Evidence | None = None
    """Evidence for the summary; None if there is none."""
    lang: str
    """Language of the text as a BCP 47 tag."""
    published: date | None = None
    """Day of publication; None if unknown."""
    published_from: Evidence | None = None
    """Evidence for that day; None if it is unknown."""
    modified: date | None = None
    """Day of the outlet's last change; None if unknown."""
    captured: datetime | None = None
    """Time of capture, with its zone; None if unknown."""
    authors: tuple[str, ...] = ()
    """Its authors in the order of the byline."""
    outlet: Outlet | None = None
    """Its publisher; None if unknown."""
    section: str = ""
    """The outlet's section; may be empty."""
    url: str = ""
    """Its address; empty if unknown."""
    dateline: Dateline | None = None
    """The dateline, if there is one."""
    pointers: tuple[Pointer, ...] = ()
    """Lines of the body that point to other articles."""
    headlines: tuple[str, ...] = ()
    """Headlines of other articles around the article."""
    tags: tuple[str, ...] = ()
    """Topics in the editor's or the outlet's spelling."""
    links: LinkRules = NO_RULES
    """The editor's rules for links in this article."""
    notes: tuple[AnchoredNote, ...] = ()
    """The editors' notes, in the order of their numbers."""
    revisions: tuple[Revision, ...] = ()
    """Corrections and updates of what the editors added, newest first."""
    redirect_from: tuple[Former, ...] = ()
    """Former names in its address."""
    picture: Picture | None = None
    """The lead picture; None for none."""
    draft: Draft | None = None
    """Until when it is a draft; None if it is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Metadata):
    """A captured article with its text."""

    blocks: tuple[Block, ...]
    """The body, in order."""
    quotations: tuple[Quotation, ...] = ()
    """Direct quotations, in order, without speakers."""
    facts: tuple[Fact, ...] = ()
    """All evidence, including the editor's."""
    left_out: tuple[int, ...] = ()
    """Lines of the capture that were left out between its first and last line, each as often as it
    was cut into lines."""
    brief: Brief | None = None
    """What it is about, in the words of the site's editors; None for none."""

    def metadata(self) -> Metadata:
        """Return the article without its text."""
        return Metadata(**{field.name: getattr(self, field.name) for field in fields(Metadata)})
