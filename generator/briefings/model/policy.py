"""What people decide about links: for the whole site, and for one page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class OncePer(StrEnum):
    """How often a subject is linked."""

    SECTION = "section"
    PAGE = "page"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class LinkPolicy:
    """The rules of linking, as settled for a site or a page."""

    once_per: OncePer = OncePer.SECTION
    """Whether a subject is linked once in each section, once in a page, or at every mention."""
    in_quotations: bool = False
    """Whether a speaker's words carry links where the subject is named outside of them too."""
    per_100_words: float = 6.0
    """How many links a page may have for every 100 words of its text; 0 for any number."""
    never: frozenset[str] = frozenset()
    """What is not linked: slugs of explainers, and phrases."""


LINK_POLICY = LinkPolicy()
"""The policy of a site that says nothing about links."""


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What an article or explainer says about links in itself."""

    never: frozenset[str] = frozenset()
    """What is not linked here: slugs of explainers, and phrases."""
    decided: tuple[tuple[str, str], ...] = ()
    """Phrases with the explainer each one stands for here."""
    once_per: OncePer | None = None
    """How often a subject is linked here; None for what the site says."""
    in_quotations: bool | None = None
    """Whether quotations carry links here; None for what the site says."""
    per_100_words: float | None = None
    """How many links there may be for every 100 words; None for what the site says."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Line of the file at which each explainer or phrase is named."""

    def over(self, policy: LinkPolicy) -> LinkPolicy:
        """Return the policy of a page: the site's, and what the page says over it."""
        if self is NO_RULES:
            return policy
        once_per = policy.once_per if self.once_per is None else self.once_per
        quoted = policy.in_quotations if self.in_quotations is None else self.in_quotations
        budget = policy.per_100_words if self.per_100_words is None else self.per_100_words
        never = policy.never | self.never
        return replace(
            policy, once_per=once_per, in_quotations=quoted, per_100_words=budget, never=never
        )


NO_RULES = LinkRules()
"""A page about whose links nobody said anything."""
