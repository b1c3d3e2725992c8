"""Mentions: where a text names a subject, and what was decided about each."""

from dataclasses import dataclass
from enum import StrEnum


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
