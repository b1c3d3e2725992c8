"""Lines of an article that name another article, each with the decision about its link."""

from dataclasses import dataclass
from enum import StrEnum


class RelatedRule(StrEnum):
    """The rule that decided whether a line becomes a link to a briefing."""

    ADDRESS = "same-address"
    """Its link has the address of the other article."""
    EXACT = "same-title"
    """It is the other article's title, apart from case, accents, spaces and punctuation."""
    FUZZY = "nearly-the-same-title"
    """It differs from the title in a letter or two, but not in names and numbers."""
    ITSELF = "the-page-itself"
    AMBIGUOUS = "several-articles"
    """More than one article has the title."""
    SHORT = "too-short"
    """It has too few words: many articles could have this title."""
    FAR = "no-such-article"

    @property
    def links(self) -> bool:
        """Whether the line becomes a link."""
        return self in (RelatedRule.ADDRESS, RelatedRule.EXACT, RelatedRule.FUZZY)


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """A line that names another article, with the decision about its link."""

    block: int
    """Number of its block; -1 for a headline around the article."""
    text: str
    """The line."""
    start: int
    """Offset of the title, after a lead-in such as `READ MORE:`."""
    rule: RelatedRule
    """The rule that decided."""
    score: float
    """Similarity of line and title, from 0 to 100."""
    slugs: tuple[str, ...]
    """The linked article; for a line without a link, the possible or most similar ones."""

    @property
    def target(self) -> str:
        """The linked article; empty if there is no link."""
        return self.slugs[0] if self.rule.links else ""
