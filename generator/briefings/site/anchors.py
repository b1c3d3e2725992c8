"""Which ids pages have: an editor's link to another one leads to the top of the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from briefings.content import dossiers, own_pages
from briefings.content.internal_links import given_ids
from briefings.markup import editorial, heading_ids
from briefings.markup.editorial import MarkdownPassage
from briefings.site import revisions, voices
from briefings.site.corpus import Corpus
from briefings.site.lists import changes, chronology
from briefings.text import uris

# Ids that templates print on every page of a kind, or below its text.
_SECTIONS = frozenset({
    "about-this-text", "background-in-this-briefing", "background-on-this-page", "cite",
    "in-this-dossier",
    "mentioned-alongside", "mentioned-in", "related-headlines", "sources", "topics",
    heading_ids.TIMELINE, revisions.SECTION, voices.SECTION,
})  # fmt: skip
# Beginnings of the elements of the frame, of footnotes, parts of dossiers and text fragments
# (https://wicg.github.io/scroll-to-text-fragment/).
_OTHERS = re.compile(r"__|search-box$|suggestions$|fn(?:ref\d*)?:|part-|:~:")


@dataclass
class Anchors:
    """The ids of the pages of editors, and of briefings."""

    _corpus: Corpus
    _known: dict[str, frozenset[str] | None] = field(default_factory=dict)

    def leads(self, uri: str, fragment: str) -> bool:
        """Return whether a page has an element with this id; of other pages it is not known."""
        name = unquote(fragment)
        if not name or _OTHERS.match(name) or name in _SECTIONS:
            return True
        if uri not in self._known:
            self._known[uri] = self._of(uri)
        ids = self._known[uri]
        return ids is None or name in ids or name in self._titles

    def _of(self, uri: str) -> frozenset[str] | None:
        """Return the ids of a page, without those of titles."""
        corpus, slug = self._corpus, uris.stem(uri)
        mentions = corpus.annotated[uri].linked() if uri in corpus.linked else ()
        linked = {mention.anchor for mention in mentions}
        if uri == uris.briefing(slug) and slug in corpus.articles:
            article = corpus.texts[slug]
            numbers = range(1, len(article.notes) + 1)
            return frozenset({
                *linked,
                *heading_ids.of_headings(article.blocks).values(),
                *heading_ids.of_paragraphs(article.blocks).values(),
                *(f"{name}-{number}" for name in ("note", "note-ref") for number in numbers),
                *changes.anchors(article.revisions),
            })  # fmt: skip
        body, passages = self._body(uri)
        if passages is None:
            return None
        headings = editorial.section_ids(passages).values()
        return frozenset({*linked, *given_ids(body), *headings, *self._dated(uri)})

    def _dated(self, uri: str) -> Iterator[str]:
        """Yield the ids of events, corrections and updates of a page."""
        slug = uris.stem(uri)
        if uri == uris.explainer(slug):
            yield from chronology.anchors(self._corpus.explainers[slug].timeline)
            yield from changes.anchors(self._corpus.explainers[slug].revisions)
        elif uri == uris.dossier(slug):
            yield from changes.anchors(self._corpus.dossiers[slug].revisions)

    def _body(self, uri: str) -> tuple[str, Sequence[MarkdownPassage] | None]:
        """Return the body of a page of an editor with its passages; None for other pages."""
        corpus, slug = self._corpus, uris.stem(uri)
        if uri == uris.explainer(slug) and slug in corpus.explainers:
            return corpus.explainers[slug].body, corpus.passages[slug]
        if uri == uris.dossier(slug) and slug in corpus.dossiers:
            dossier = corpus.dossiers[slug]
            return dossier.body, dossiers.passages(dossier)
        if uri == uris.own_page(slug) and slug in corpus.own_pages:
            page = corpus.own_pages[slug]
            return page.body, own_pages.passages(page)
        return "", None

    @cached_property
    def _titles(self) -> frozenset[str]:
        """The ids of all titles, each of which its page has, and pages that list it."""
        corpus = self._corpus
        pages = (corpus.articles, corpus.explainers, corpus.dossiers, corpus.own_pages)
        return frozenset(
            heading_ids.of_title(page.title) for found in pages for page in found.values()
        )
