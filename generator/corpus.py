"""The corpus: everything that was read and linked, of which pages and exports are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.editorial import MarkdownPassage
from generator.graph import Backlinks, Comentions
from generator.model.article import Article
from generator.model.content import Settings
from generator.model.explainer import Explainer
from generator.model.linking import Annotated
from generator.model.related import RelatedLine


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that was read and linked: what pages are made from."""

    settings: Settings
    """The site's settings."""
    articles: Mapping[str, Article]
    """Articles by slug, newest first; those of unknown date last."""
    explainers: Mapping[str, Explainer]
    """Explainers by slug, in the order of their titles."""
    annotated_articles: Mapping[str, Annotated]
    """Mentions in each article."""
    annotated_explainers: Mapping[str, Annotated]
    """Mentions in each explainer's body."""
    explainer_passages: Mapping[str, Sequence[MarkdownPassage]]
    """Where the passages of each explainer's body stand in it."""
    backlinks: Backlinks
    """Subject to the briefings that mention it."""
    explainer_backlinks: Backlinks
    """Subject to the explainers that mention it."""
    related: Mapping[str, tuple[RelatedLine, ...]]
    """What is decided about each article's related lines and headlines, in its order."""
    comentions: Comentions
    """Subject to the other subjects of the briefings that mention it, with their number."""
