"""The corpus: everything that was read and linked, of which pages and exports are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefings.linking.graph import Backlinks, Comentions
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Article, Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated, Linked
from briefings.model.related import RelatedLine


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that was read and linked: what pages are made from.

    Texts and mentions are fetched when they are asked for, one page's at a time: ask for those of
    one page, and go through all pages with what is at hand.
    """

    settings: Settings
    """The site's settings."""
    articles: Mapping[str, Metadata]
    """What is known of each article, by slug, newest first; those of unknown date last."""
    explainers: Mapping[str, Explainer]
    """Explainers by slug, in the order of their titles."""
    linked: Mapping[str, Linked]
    """What is known of the links of each page, by its path."""
    backlinks: Backlinks
    """Subject to the briefings that link to it."""
    explainer_backlinks: Backlinks
    """Subject to the explainers that link to it."""
    comentions: Comentions
    """Subject to those most often linked together with it, with the number of briefings."""
    related: Mapping[str, tuple[RelatedLine, ...]]
    """The related lines and headlines of each article that are links, in its order, by slug."""
    texts: Mapping[str, Article]
    """The whole of each article, by slug; to be fetched."""
    annotated: Mapping[str, Annotated]
    """All mentions on each page, by its path; to be fetched."""
    passages: Mapping[str, Sequence[MarkdownPassage]]
    """Where the passages of each explainer's body stand in it, by slug."""

    def subjects(self, uri: str) -> tuple[str, ...]:
        """Return the slugs of the subjects that a page links to, in reading order."""
        return self.linked[uri].slugs()
