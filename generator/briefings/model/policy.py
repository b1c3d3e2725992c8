"""Settings of linking, for the whole site and for one page."""

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
    """The rules of linking that hold on a page."""

    once_per: OncePer = OncePer.SECTION
    """Whether a subject is linked once in each section, once in a page, or at every mention."""
    in_quotations: bool = False
    """Whether a quotation may have links although the subject is also named outside of it."""
    per_100_words: float = 6.0
    """Maximal number of links for each 100 words of a page; 0 for no limit."""
    never: frozenset[str] = frozenset()
    """Slugs of explainers and phrases that are not linked."""
    defaults: tuple[tuple[str, str], ...] = ()
    """Phrases, each with the explainer that it means where no evidence on a page decides."""


LINK_POLICY = LinkPolicy()
"""The default policy of a site."""


@dataclass(frozen=True, slots=True)
class LinkRules:
    """The `links` key of an article or explainer. None means the site's rule."""

    never: frozenset[str] = frozenset()
    """Slugs of explainers and phrases that are not linked on the page."""
    decided: tuple[tuple[str, str], ...] = ()
    """Phrases, each with its explainer on the page."""
    once_per: OncePer | None = None
    """See `LinkPolicy`."""
    in_quotations: bool | None = None
    """See `LinkPolicy`."""
    per_100_words: float | None = None
    """See `LinkPolicy`."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Line of each explainer or phrase in the file."""

    def over(self, policy: LinkPolicy) -> LinkPolicy:
        """Return the policy of the page: the site's, overridden by these rules."""
        if self is NO_RULES:
            return policy
        own = {
            key: value
            for key in ("once_per", "in_quotations", "per_100_words")
            if (value := getattr(self, key)) is not None
        }
        return replace(policy, never=policy.never | self.never, **own)


NO_RULES = LinkRules()
"""The rules of a page without the `links` key."""
