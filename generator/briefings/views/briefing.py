"""The page of a briefing."""

from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from briefings.views.background import BackgroundEntry, Development
from briefings.views.page import Head, Onward, PartOf
from briefings.views.picture import LeadPicture
from briefings.views.text import Block, Day, Link, Number, Revision, Run, Section


class Provenance(Struct, frozen=True, omit_defaults=True):
    """Where the text of a briefing comes from."""

    path: str
    """Name of the captured file."""
    size: Number
    """Its number of bytes."""
    sha256: str
    """SHA-256 of its bytes, in hexadecimal digits."""
    headline: str = ""
    """The headline in the capture, if it differs from that of the page; else empty."""
    section: str = ""
    """Section of the outlet; may be empty."""
    address: str = ""
    """Address of the captured page; empty if it is unknown."""
    evidence: str = ""
    """How the day of publication is known: `sidecar`, `declared`, `address`, `dateline` or
    `byline`; empty for any other way."""
    changed: Day | None = None
    """Day of the outlet's last change; None if it is unknown or that of publication."""
    captured: Day | None = None
    """Moment of the capture; None if it is unknown."""
    left_out: int = 0
    """Number of lines of the capture that are left out inside the article."""
    left_out_at: str = ""
    """Where they stand in the capture: `lines 3, 5–7`, or `page 2`; empty if its lines have no
    numbers, as in a mail."""


class Brief(Struct, frozen=True, omit_defaults=True):
    """What an article is about, in the words of the site's editors; each may be empty."""

    says: str = ""
    """What it says."""
    matters: str = ""
    """Why that matters."""
    disputed: str = ""
    """What is disputed."""


class Voice(Struct, frozen=True, omit_defaults=True):
    """A person or body whom an article quotes."""

    speaker: Link
    """The name, with a link to the explainer if there is one."""
    quotations: Number
    """How many quotations are certainly theirs."""
    first: str
    """Address of the paragraph with the first of them, on the same page."""
    offices: tuple[str, ...] = ()
    """The offices that they held on the day of the article, as the explainer says."""


class CitationPart(StrEnum):
    """What a run of a citation is."""

    OURS = "ours"
    """Words of the site."""
    NAME = "name"
    """The name of an author or outlet, in any language."""
    TITLE = "title"
    """The title of the article, in its language."""
    ADDRESS = "address"
    """The address of the article or of its briefing."""


class Story(Struct, frozen=True, omit_defaults=True):
    """The briefings on a subject, of which the page is one."""

    subject: Link
    """The subject, with a link to the briefings that mention it."""
    place: Number | None = None
    """Place of the page among them, the oldest being 1; None if there are many."""
    number: Number | None = None
    """How many there are; None if there are many."""


class Citation(Struct, frozen=True):
    """How to cite the article."""

    runs: tuple[tuple[str, CitationPart], ...]
    """The sentence in runs of text."""
    bibtex: str
    """A BibTeX entry."""
    csl: str
    """CSL-JSON."""
    quoted: str
    """The form of a quotation in the language of the article, with `{text}` for its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingView:
    """A briefing: an article word for word, with links, notes and the background around it."""

    head: Head
    """The head of the page."""
    sections: tuple[Section, ...]
    """The headings of the article, and those of the sections after it."""
    headline: Link
    """The headline, as text alone, with its language if that is not the site's."""
    lang: str
    """BCP 47 tag of the article's language."""
    dir: str
    """Direction of that language: `ltr`, `rtl` or `auto`."""
    editors_lang: str
    """BCP 47 tag of the language of notes and summaries if it is not the article's; else empty."""
    editors_dir: str
    """Direction of notes and summaries if it is not the article's; else empty."""
    outlet: Link | None
    """The outlet, with a link to its list; None if it is unknown."""
    authors: tuple[str, ...]
    """The authors."""
    place: str
    """Place of the dateline; empty for none."""
    published: Day | None
    """Day of publication; None if it is unknown."""
    captured: Day | None
    """Day of the capture; None if it is unknown."""
    notes: int
    """Number of editors' notes."""
    picture: LeadPicture | None = None
    """The lead picture that an editor has added; None for none."""
    blocks: tuple[Block, ...]
    """The text, with links, notes and summaries."""
    brief: Brief | None = None
    """What the article is about, in the editors' words; None for none."""
    voices: tuple[Voice, ...] = ()
    """The persons and bodies whom it certainly quotes, the most quoted one first."""
    since: tuple[Development, ...]
    """What followed the article, the newest event first."""
    background: tuple[BackgroundEntry, ...]
    """The linked subjects in reading order, the central ones first."""
    headlines: tuple[tuple[Run, ...], ...]
    """Related headlines around the article, some with a link; in the language of the article."""
    revisions: tuple[Revision, ...] = ()
    """Corrections and updates of the page by the editors of the site, newest first."""
    topics: tuple[Link, ...]
    """The topics."""
    provenance: Provenance
    """Where the text comes from."""
    citation: Citation
    """How to cite it."""
    onward: Onward
    """The briefings published before and after it: of its story, or else of the whole site."""
    dossiers: tuple[PartOf, ...] = ()
    """The dossiers that it is a part of."""
    story: Story | None = None
    """The story that it is a part of; None for none."""
