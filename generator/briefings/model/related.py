"""Related lines: where an article names another one, and what was decided about each."""

from dataclasses import dataclass
from enum import StrEnum


class RelatedRule(StrEnum):
    """The rule that decided whether a line becomes a link to a briefing."""

    ADDRESS = "same-address"
    """It leads to the address that the other article was captured from."""
    EXACT = "same-title"
    """It is the other article's title, but for case, accents, spaces and punctuation."""
    FUZZY = "nearly-the-same-title"
    """It is the title with a letter or two amiss, and every name and number as it is there."""
    ITSELF = "the-page-itself"
    AMBIGUOUS = "several-articles"
    """More than one article has the title."""
    SHORT = "too-short"
    """It has so few words that many stories could be called so."""
    FAR = "no-such-article"

    @property
    def links(self) -> bool:
        """Whether the line becomes a link."""
        return self in (RelatedRule.ADDRESS, RelatedRule.EXACT, RelatedRule.FUZZY)


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """A line that names another article, with what was decided about it."""

    block: int
    """Number of the block that it is; -1 for a headline around the article."""
    text: str
    """The line."""
    start: int
    """Offset in it at which the title begins, after a lead-in such as `READ MORE:`."""
    rule: RelatedRule
    """The rule that decided."""
    score: float
    """How much alike line and title are, of 100."""
    slugs: tuple[str, ...]
    """The article that is meant; of an undecided line those that it may mean, or is nearest to."""

    @property
    def target(self) -> str:
        """The article that it links to; empty where it does not link."""
        return self.slugs[0] if self.rule.links else ""
