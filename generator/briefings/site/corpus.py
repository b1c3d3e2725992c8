"""The corpus: parsed and linked content, from which pages and exports are built."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from briefings.linking.graph import Backlinks, Comentions
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Article, Metadata
from briefings.model.content import Settings
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated, Linked
from briefings.model.own_page import Introduction, OwnPage
from briefings.model.picture import PictureFile
from briefings.model.related import RelatedLine
from briefings.site.lists.topics import Topic
from briefings.site.speakers import Speakers
from briefings.text import collation, uris


@dataclass(frozen=True, slots=True)
class Annotations:
    """Parsed content and its mentions.

    `texts` and `annotated` load a value at each access: what needs all pages uses `articles` and
    `linked`.
    """

    settings: Settings
    """The site's settings."""
    articles: Mapping[str, Metadata]
    """Metadata of each article by slug, newest first; articles of unknown date come last."""
    explainers: Mapping[str, Explainer]
    """Explainers by slug, in the order of their titles."""
    linked: Mapping[str, Linked]
    """Summary of the mentions on each page, by its URI."""
    texts: Mapping[str, Article]
    """Whole articles by slug, loaded at access."""
    annotated: Mapping[str, Annotated]
    """All mentions on each page by its URI, loaded at access."""
    passages: Mapping[str, tuple[MarkdownPassage, ...]]
    """Passages of each explainer's body, by slug."""
    dossiers: Mapping[str, Dossier]
    """Dossiers by slug, in the order of their titles."""
    keys: Mapping[str, str]
    """Digest of the inputs of each article or explainer, by the URI of its page."""

    def central(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of the subjects that a briefing is mainly about."""
        return self.linked[uris.briefing(slug)].central

    def subjects(self, uri: str) -> tuple[str, ...]:
        """Return the slugs of the subjects that a page links to, in reading order."""
        return self.linked[uri].slugs()


@dataclass(frozen=True, slots=True)
class Corpus(Annotations):
    """Parsed and linked content, with what all pages together show."""

    backlinks: Backlinks
    """Subject to the briefings that link to it."""
    explainer_backlinks: Backlinks
    """Subject to the explainers that link to it."""
    comentions: Comentions
    """Subject to those most often linked together with it, with the number of briefings."""
    related: Mapping[str, tuple[RelatedLine, ...]]
    """Related lines and headlines of each article that are links, in its order, by slug."""
    speakers: Speakers
    """The quotations of each article whose speakers are certain, by its slug."""
    own_pages: Mapping[str, OwnPage]
    """The pages of the site's owner by slug."""
    introduction: Introduction | None
    """The owner's words on the home page; None if there are none."""
    topics: Sequence[Topic]
    """All topics, by name."""
    pictures: Sequence[PictureFile]
    """The published pictures."""
    picture_bytes: Mapping[str, bytes]
    """The editors' files of pictures by path, loaded at access."""
    day: date | None
    """The day for which the site is built; None if it does not matter."""

    def owners_words(self) -> Iterator[OwnPage | Introduction]:
        """Yield what the site's owner has written."""
        yield from self.own_pages.values()
        if self.introduction:
            yield self.introduction


Titled = TypeVar("Titled", Explainer, Dossier)


def by_title(pages: Iterable[Titled], locale: str) -> dict[str, Titled]:
    """Return explainers or dossiers by slug, in the order of their titles in a locale."""
    ordered = sorted(pages, key=lambda page: (collation.key(page.title, locale), page.slug))
    return {page.slug: page for page in ordered}
