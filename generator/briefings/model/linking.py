"""Mentions of subjects in a text, each with the decision about its link."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from briefings.model.policy import NO_RULES, LinkRules


class Verdict(StrEnum):
    """The rule that decided whether a mention carries a link."""

    LINKED = "linked"
    """It does: the first of its subject in the section (or page, see `once_per`)."""
    IN_HEADING = "in-heading"
    IN_CAPTION = "in-caption"
    IN_TABLE = "in-table"
    IN_CODE = "in-code"
    IN_RELATED = "in-related-line"
    IN_MARKUP = "in-link-or-code"
    """It is in an existing link, code, struck text or the dateline, or crosses the edge of one."""
    NEVER = "never-link"
    """It is on a never-link list of the site, the page or an explainer."""
    LONGER_NAME = "inside-a-longer-name"
    """It is part of a longer name of something else."""
    NAMESAKE = "namesake"
    """The page gives this surname to somebody else, in full."""
    OUT_OF_ERA = "out-of-era"
    """The phrase did not name the subject on the day of the article."""
    SHARED = "alias-is-shared"
    """Several explainers have this alias and nothing decides between them."""
    SELF = "page-is-about-it"
    CAPITAL = "capital-of-a-sentence"
    """An everyday word in lower case, which the page only has where a sentence begins."""
    IN_QUOTATION = "in-quotation"
    """It is in a quotation, and the subject is also named outside of quotations."""
    REPEATED = "repeated"
    """The subject is linked already in this section (or page)."""
    TOUCHING = "touches-a-link"
    """Only white space would separate its link from another."""
    OVER_BUDGET = "over-budget"
    """The page has as many links as its length allows, to more central or rarer subjects."""


class Sense(StrEnum):
    """How the subject of a phrase was decided."""

    ONLY = "only-claim"
    """Only one explainer has this alias."""
    EDITOR = "decided-by-editor"
    """The page's `links` name the explainer."""
    ERA = "decided-by-era"
    """Only one of the subjects had this name on the day of the article."""
    KIND = "decided-by-kind"
    """The words beside the name fit the kind of only one of the subjects: “in Georgia”."""
    NAMED = "decided-by-another-name"
    """The page names only one of the subjects by another alias that is not shared."""
    CONTEXT = "decided-by-context"
    """The page has more `context` words of this subject than of any other."""
    TITLE = "decided-by-title"
    """The page has a name from the title of only one of the subjects."""
    DESCRIBED = "decided-by-description"
    """A word beside the name says what only one of the subjects is: “Georgia state”."""
    WORDS = "decided-by-words"
    """The paragraphs with the name have by far the most words of this subject's explainer."""
    NEIGHBOURS = "decided-by-neighbours"
    """These paragraphs name by far the most subjects whose explainers are tied to this one's."""
    DEFAULT = "decided-by-default"
    """Nothing on the page decides, and the site's settings name the explainer."""
    OPEN = "undecided"


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of an article or explainer, in which mentions are found."""

    text: str
    """Its text."""
    section: int
    """Number of its section, from 0."""
    line: int
    """Its first line in the file, from 1."""
    linkable: tuple[tuple[int, int], ...] | None = None
    """Spans (start, end) that may contain a link, sorted; None for the whole text."""
    closed: Verdict | None = None
    """Why the passage may not contain links; None if it may."""
    quoted: tuple[tuple[int, int], ...] = ()
    """Spans of direct quotations, sorted and disjoint."""
    links: tuple[tuple[int, int, str], ...] = ()
    """Spans of existing links, sorted, each with its explainer; empty for other targets."""
    marks: tuple[tuple[int, int], ...] = ()
    """Spans of superscripts that end the word before them, such as marks of notes; sorted."""

    def matched(self) -> str:
        """Return the text in which phrases are matched: at the same length, with `^` for marks."""
        if not self.marks:
            return self.text
        characters = list(self.text)
        for start, end in self.marks:
            characters[start:end] = "^" * (end - start)
        return "".join(characters)


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
    """The page's own rules of linking."""
    about: str = ""
    """Slug of the explainer that this page is; empty for a briefing."""
    lang: str = "en"
    """BCP 47 tag of its language."""


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
    """The phrase that an explainer lists; the text may be a form of it."""
    candidates: tuple[str, ...]
    """Slugs of the explainers with this phrase, sorted; none if it is rejected."""
    subject: str
    """Slug of the explainer that the phrase means here; empty if unknown."""
    sense: Sense
    """How that was decided."""
    verdict: Verdict
    """The rule that decided about the link."""
    quoted: bool = False
    """Whether it is in a direct quotation."""
    anchor: str = ""
    """Id of the link, unique on its page; empty if there is no link."""

    @property
    def links(self) -> bool:
        """Whether the mention is linked."""
        return self.verdict is Verdict.LINKED


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article or explainer with its mentions."""

    passages: tuple[Passage, ...]
    """Its text, in order."""
    mentions: tuple[Mention, ...]
    """All mentions, linked or not, in reading order."""
    over_budget: bool = False
    """Whether the page had more links than its budget allows, and lost some."""

    def linked(self) -> tuple[Mention, ...]:
        """Return the mentions that carry a link, in reading order."""
        return tuple(mention for mention in self.mentions if mention.links)

    def subjects(self) -> tuple[str, ...]:
        """Return the slugs of the linked subjects, each once, in reading order."""
        return tuple(dict.fromkeys(mention.subject for mention in self.linked()))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a briefing with a linked mention, as the page of the subject quotes it."""

    text: str
    """The sentence."""
    start: int
    """Offset of the mention in it."""
    end: int
    """Offset after the mention."""
    anchor: str
    """Id of the link."""


Quoted = dict[str, tuple[Sentence, ...]]
"""The sentences of a briefing with linked mentions, in reading order, by slug of the subject."""

LinkCounts = tuple[tuple[str, str, bool, int], ...]
"""Links of a page, sorted: phrase, subject, whether in a quotation, and number of links."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Summary of the mentions on a page, for other pages."""

    subjects: tuple[tuple[str, int], ...]
    """The linked subjects in reading order, each with its number of mentions."""
    central: tuple[str, ...]
    """The subjects that a briefing is mainly about, the most central one first; none for an
    explainer."""
    named: tuple[str, ...]
    """All mentioned subjects, linked or not, sorted."""
    counts: LinkCounts
    """The links."""
    over_budget: bool
    """Whether the budget removed links from the page."""
    digest: str
    """Digest of the mentions and of the text around them."""

    def slugs(self) -> tuple[str, ...]:
        """Return the slugs of the linked subjects, in reading order."""
        return tuple(slug for slug, _ in self.subjects)
