"""Update internal links of editors: to former addresses (`redirect_from`), and to headings.

The id of an editor's heading begins with `section-`, but editors link to `#history`, as in other
programs.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar
from urllib.parse import unquote

from briefings.content import dossiers, own_pages, redirects
from briefings.content.checks import addresses, leads
from briefings.content.checks.addresses import EditorsLink
from briefings.content.loading import Sources
from briefings.markup import editorial
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Article, Metadata
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.own_page import Introduction, OwnPage
from briefings.text import report, uris

APage = TypeVar("APage", OwnPage, Introduction)

# Ids of the sections that explainers have besides their body; they come before headings.
_GENERATED = frozenset({
    "timeline", "sources", "mentioned-in", "mentioned-alongside", "background-on-this-page",
})  # fmt: skip
_ATTRIBUTES = re.compile(r"\{[^{}\n]*")
_LISTED_ID = re.compile(r"#([^\s#]+)")
_ID = re.compile(r"\bid\s*=\s*[\"']?([^\s\"'<>]+)")


class Targets:
    """Where internal links lead."""

    def __init__(self, sources: Sources) -> None:
        """Take the parsed content."""
        self.moved = sources.moved
        self._sources = sources
        self._known: dict[str, tuple[Collection[str], Collection[str]]] = {}
        self._subjects = {subject.slug: subject for subject in sources.explainers}

    def follow(self, source: str, address: str) -> str:
        """Return the current address of a link on the page `source`."""
        address = redirects.follow(source, address, self.moved)
        page, _, fragment = address.partition("#")
        if not fragment:
            return address
        name = f"section-{uris.slugify(unquote(fragment))}"
        uri = uris.resolve(source, page) if page else source
        if uri not in self._known:
            self._known[uri] = self._headings(uri)
        given, ids = self._known[uri]
        is_heading = name in ids and fragment not in ids and fragment not in _GENERATED
        return f"{page}#{name}" if is_heading and fragment not in given else address

    def change(self, links: Iterable[EditorsLink]) -> bool:
        """Return whether the address of one of some links is not current."""
        return any(
            self.follow(link.base, link.address) != link.address
            for link in links
            if "#" in link.address or self.moved
        )

    def _headings(self, uri: str) -> tuple[Collection[str], Collection[str]]:
        """Return the ids that an editor gives on a page, and those of its headings."""
        sources, slug = self._sources, uris.stem(uri)
        passages: Sequence[MarkdownPassage]
        if uri == uris.explainer(slug) and slug in self._subjects:
            body, passages = self._subjects[slug].body, sources.passages[slug]
        elif uri == uris.dossier(slug) and slug in sources.dossiers:
            body, passages = sources.dossiers[slug].body, dossiers.passages(sources.dossiers[slug])
        elif uri == uris.own_page(slug) and slug in sources.own_pages:
            page = sources.own_pages[slug]
            body, passages = page.body, own_pages.passages(page)
        else:
            return (), ()
        return given_ids(body), frozenset(editorial.section_ids(passages).values())


def given_ids(body: str) -> frozenset[str]:
    """Return the ids that an editor gives to elements of a body."""
    listed = (name for one in _ATTRIBUTES.findall(body) for name in _LISTED_ID.findall(one))
    return frozenset((*listed, *_ID.findall(body)))


def follow(sources: Sources) -> Sources:
    """Return the sources with updated links, and a warning for each link to a former address."""
    moved = Targets(sources)
    explainers = {
        subject.slug: changed
        for subject in sources.explainers
        if (changed := _explainer(subject, sources.passages[subject.slug], moved)) != subject
    }
    pages = {slug: follow_page(page, moved) for slug, page in sources.own_pages.items()}
    written_dossiers = {
        slug: follow_dossier(dossier, moved) for slug, dossier in sources.dossiers.items()
    }
    introduction = sources.introduction and follow_introduction(sources.introduction, moved)
    written: list[OwnPage | Introduction] = [*sources.own_pages.values()]
    written += filter(None, [sources.introduction])
    articles = {
        slug: followed
        for slug, article in sources.articles.items()
        if (followed := _article(article, moved)) != article
    }
    texts: dict[str, Article] = {
        slug: replace(sources.texts[slug], notes=article.notes, revisions=article.revisions)
        for slug, article in articles.items()
    }
    inputs: dict[str, object] = {
        uris.explainer(slug): (subject.body, subject.timeline, subject.revisions)
        for slug, subject in explainers.items()
    }
    inputs |= {
        uris.briefing(slug): ([n.note.text for n in article.notes], article.revisions)
        for slug, article in articles.items()
    }
    links = chain(
        *(
            addresses.links(subject, sources.passages[subject.slug])
            for subject in sources.explainers
            if subject.slug in explainers
        ),
        *(addresses.links(page, own_pages.passages(page)) for page in written),
        *(addresses.links(one, dossiers.passages(one)) for one in sources.dossiers.values()),
        *(addresses.links_of_article(sources.articles[slug]) for slug in articles),
    )
    warnings = [
        *addresses.moved(links, moved.moved),
        *(leads.renamed(sources.introduction, moved.moved) if sources.introduction else ()),
    ]
    return replace(
        sources.changed(explainers, articles, texts, inputs),
        dossiers=written_dossiers,
        own_pages=pages,
        introduction=introduction,
        problems=report.in_order((*sources.problems, *warnings)),
    )


def follow_page(page: APage, moved: Targets) -> APage:
    """Return words of the owner with updated links."""
    uri, passages = addresses.uri_of(page), own_pages.passages(page)
    if not moved.change(addresses.links(page, passages)):
        return page
    body = editorial.readdress(page.body, passages, lambda address: moved.follow(uri, address))
    return replace(page, body=body)


def follow_introduction(introduction: Introduction, moved: Targets) -> Introduction:
    """Return what the owner has written for the home page with updated links."""
    return leads.followed(follow_page(introduction, moved), moved.moved)


def follow_dossier(dossier: Dossier, moved: Targets) -> Dossier:
    """Return a dossier with updated links."""
    uri, passages = uris.dossier(dossier.slug), dossiers.passages(dossier)
    if not moved.change(addresses.links(dossier, passages)):
        return dossier
    return replace(
        dossier,
        body=editorial.readdress(
            dossier.body, passages, lambda address: moved.follow(uri, address)
        ),
        parts=tuple(replace(part, text=_text(part.text, uri, moved)) for part in dossier.parts),
        revisions=tuple(replace(r, text=_text(r.text, uri, moved)) for r in dossier.revisions),
    )


def _explainer(
    subject: Explainer, passages: Sequence[MarkdownPassage], moved: Targets
) -> Explainer:
    uri = uris.explainer(subject.slug)
    if not moved.change(addresses.links(subject, passages)):
        return subject
    body = editorial.readdress(subject.body, passages, lambda address: moved.follow(uri, address))
    timeline = (replace(e, event=_text(e.event, uri, moved)) for e in subject.timeline)
    revisions = (replace(r, text=_text(r.text, uri, moved)) for r in subject.revisions)
    return replace(subject, body=body, timeline=tuple(timeline), revisions=tuple(revisions))


def _article(article: Metadata, moved: Targets) -> Metadata:
    texts = (
        *(anchored.note.text for anchored in article.notes),
        *(r.text for r in article.revisions),
    )
    if not (moved.moved or any("#" in text for text in texts)):
        return article
    if not moved.change(addresses.links_of_article(article)):
        return article
    uri = uris.BRIEFINGS
    notes = (
        replace(n, note=replace(n.note, text=_text(n.note.text, uri, moved))) for n in article.notes
    )
    revisions = (replace(r, text=_text(r.text, uri, moved)) for r in article.revisions)
    return replace(article, notes=tuple(notes), revisions=tuple(revisions))


def _text(markdown: str, uri: str, moved: Targets) -> str:
    return editorial.readdressed(markdown, lambda address: moved.follow(uri, address))
