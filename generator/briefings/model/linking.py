"""Mentions: where a text names a subject, and what was decided about each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from briefings.model.policy import NO_RULES, LinkRules


class Verdict(StrEnum):
    """The rule that decided whether a mention carries a link."""

    LINKED = "linked"
    """It does: the first of its subject in the section (or page, as `once_per` says)."""
    IN_HEADING = "in-heading"
    IN_CAPTION = "in-caption"
    IN_TABLE = "in-table"
    IN_CODE = "in-code"
    IN_RELATED = "in-related-line"
    IN_MARKUP = "in-link-or-code"
    """It stands in an existing link, in code or in the dateline, or across the edge of one."""
    NEVER = "never-link"
    """A never-link list of the site, the page or an explainer names it."""
    OUT_OF_ERA = "out-of-era"
    """The phrase did not name the subject on the day of the article."""
    SHARED = "alias-is-shared"
    """Several explainers claim the phrase and nothing decides between them."""
    SELF = "page-is-about-it"
    IN_QUOTATION = "in-quotation"
    """It stands in somebody's words, and the subject is named outside of them as well."""
    REPEATED = "repeated"
    """The subject is linked already in this section (or page)."""
    TOUCHING = "touches-a-link"
    """Only white space would stand between its link and another."""
    OVER_BUDGET = "over-budget"
    """The page has as many links as its length allows, to subjects more central or rarer."""


class Sense(StrEnum):
    """How it was decided which subject a phrase stands for."""

    ONLY = "only-claim"
    """One explainer claims the phrase."""
    EDITOR = "decided-by-editor"
    """The article's `links` say so."""
    ERA = "decided-by-era"
    """Of those that claim it, only one existed under this name on the day of the article."""
    NAMED = "decided-by-another-name"
    """Of those that claim it, only one is named on the page by a phrase that is its alone."""
    CONTEXT = "decided-by-context"
    """More of the `context` words of this one stand on the page than of any other."""
    OPEN = "undecided"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text in which mentions are looked for: one block of an article or explainer."""

    text: str
    """The text that is searched."""
    section: int
    """Number of the section the passage stands in, from 0."""
    line: int
    """Line of the file on which the passage begins, from 1."""
    linkable: tuple[tuple[int, int], ...] | None = None
    """Spans (start, end) within which a link may stand, sorted; None for anywhere."""
    closed: Verdict | None = None
    """Why nothing in the passage carries a link; None where some of it may."""
    quoted: tuple[tuple[int, int], ...] = ()
    """Spans of direct quotations, sorted, apart from each other."""
    links: tuple[tuple[int, int, str], ...] = ()
    """Spans of existing links, sorted, with the explainer each leads to; empty for elsewhere."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page in which mentions are looked for."""

    slug: str
    """Slug of the article or explainer."""
    passages: Sequence[Passage]
    """The text, in reading order."""
    day: str = ""
    """Day of the article in ISO 8601; empty if unknown."""
    rules: LinkRules = NO_RULES
    """What the page says about links in itself."""
    about: str = ""
    """Slug of the explainer that this page is; empty for a briefing."""


class Mention(Struct, frozen=True, gc=False):
    """A phrase of the lexicon found in a text, with what was decided about it.

    A struct, because a site has millions of them and a dataclass takes ten times as long to make.
    The garbage collector need not look at it, because it cannot be part of a cycle.
    """

    passage: int
    """Number of the passage, from 0."""
    start: int
    """Offset of the first character in the passage's text."""
    end: int
    """Offset after the last character."""
    phrase: str
    """The phrase of the lexicon, which the text may write a little differently."""
    candidates: tuple[str, ...]
    """Slugs of the explainers that claim the phrase, sorted; none where it is rejected."""
    subject: str
    """Slug of the explainer that the phrase stands for here; empty where that is not known."""
    sense: Sense
    """How that was decided."""
    verdict: Verdict
    """The rule that decided about the link."""
    quoted: bool = False
    """Whether it stands in a direct quotation."""
    anchor: str = ""
    """Id of the link on its page, unique there; empty for a mention that is not linked."""

    @property
    def links(self) -> bool:
        """Whether the mention carries a link."""
        return self.verdict is Verdict.LINKED


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article or explainer with its mentions."""

    passages: tuple[Passage, ...]
    """The text that was searched, in order."""
    mentions: tuple[Mention, ...]
    """Every mention, in reading order, linked or not."""
    over_budget: bool = False
    """Whether the page had more links than its budget allows, and lost some."""

    def linked(self) -> tuple[Mention, ...]:
        """Return the mentions that carry a link, in reading order."""
        return tuple(mention for mention in self.mentions if mention.links)

    def subjects(self) -> tuple[str, ...]:
        """Return the slugs of the linked subjects, each once, in reading order."""
        return tuple(dict.fromkeys(mention.subject for mention in self.linked()))


LinkCounts = tuple[tuple[str, str, bool, int], ...]
"""Links of a page, sorted: phrase, subject, whether in a quotation, and how many there are."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What the whole site must know of the mentions on a page."""

    subjects: tuple[tuple[str, int], ...]
    """The linked subjects in reading order, each with how often the page names it in all."""
    named: tuple[str, ...]
    """Every subject that the page names, linked or not, sorted."""
    counts: LinkCounts
    """The links."""
    over_budget: bool
    """Whether the page had more links than its budget allows, and lost some."""
    digest: str
    """Digest of all its mentions and of the text they stand in."""

    def slugs(self) -> tuple[str, ...]:
        """Return the slugs of the linked subjects, in reading order."""
        return tuple(slug for slug, _ in self.subjects)
