"""Update internal links of editors that lead to former addresses (`redirect_from`)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from briefings.cache import Overlaid, digest
from briefings.content import dossiers, own_pages, redirects
from briefings.content.checks import addresses, leads
from briefings.content.loading import Sources
from briefings.content.redirects import Redirects
from briefings.markup import editorial
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Article, Metadata
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.own_page import Introduction, OwnPage
from briefings.text import report, uris

APage = TypeVar("APage", OwnPage, Introduction)


def follow(sources: Sources) -> Sources:
    """Return the sources with updated links, and a warning for each of these links."""
    moved = sources.moved
    if not moved:
        return sources
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
    passages = {
        slug: editorial.markdown_passages(subject.body, subject.body_line, uris.explainer(slug))
        for slug, subject in explainers.items()
    }
    inputs: dict[str, object] = {
        uris.explainer(slug): (subject.body, subject.timeline, subject.revisions)
        for slug, subject in explainers.items()
    }
    inputs |= {
        uris.briefing(slug): ([n.note.text for n in article.notes], article.revisions)
        for slug, article in articles.items()
    }
    keys = {uri: digest(sources.keys[uri], texts) for uri, texts in inputs.items()}
    warnings = [
        *(
            problem
            for subject in sources.explainers
            if subject.slug in explainers
            for problem in addresses.moved(subject, sources.passages[subject.slug], moved)
        ),
        *(
            problem
            for page in written
            for problem in addresses.moved(page, own_pages.passages(page), moved)
        ),
        *(leads.renamed(sources.introduction, moved) if sources.introduction else ()),
        *(
            problem
            for dossier in sources.dossiers.values()
            for problem in addresses.moved(dossier, dossiers.passages(dossier), moved)
        ),
        *(
            problem
            for slug in articles
            for problem in addresses.moved_in_article(sources.articles[slug], moved)
        ),
    ]
    return replace(
        sources,
        articles=Overlaid(articles, sources.articles) if articles else sources.articles,
        texts=Overlaid(texts, sources.texts),
        explainers=[explainers.get(subject.slug, subject) for subject in sources.explainers],
        dossiers=written_dossiers,
        own_pages=pages,
        introduction=introduction,
        passages={**sources.passages, **passages},
        keys=Overlaid(keys, sources.keys),
        problems=report.in_order((*sources.problems, *warnings)),
    )


def follow_page(page: APage, moved: Redirects) -> APage:
    """Return words of the owner with updated links."""
    uri, passages = addresses.uri_of(page), own_pages.passages(page)
    if not addresses.targets(page, passages) & moved.keys():
        return page
    body = editorial.readdress(
        page.body, passages, lambda address: redirects.follow(uri, address, moved)
    )
    return replace(page, body=body)


def follow_introduction(introduction: Introduction, moved: Redirects) -> Introduction:
    """Return what the owner has written for the home page with updated links."""
    return leads.followed(follow_page(introduction, moved), moved)


def follow_dossier(dossier: Dossier, moved: Redirects) -> Dossier:
    """Return a dossier with updated links."""
    uri, passages = uris.dossier(dossier.slug), dossiers.passages(dossier)
    if not addresses.targets(dossier, passages) & moved.keys():
        return dossier
    return replace(
        dossier,
        body=editorial.readdress(
            dossier.body, passages, lambda address: redirects.follow(uri, address, moved)
        ),
        parts=tuple(replace(part, text=_text(part.text, uri, moved)) for part in dossier.parts),
        revisions=tuple(replace(r, text=_text(r.text, uri, moved)) for r in dossier.revisions),
    )


def _explainer(
    subject: Explainer, passages: Sequence[MarkdownPassage], moved: Redirects
) -> Explainer:
    uri = uris.explainer(subject.slug)
    if not addresses.targets(subject, passages) & moved.keys():
        return subject
    body = editorial.readdress(
        subject.body, passages, lambda address: redirects.follow(uri, address, moved)
    )
    timeline = (replace(e, event=_text(e.event, uri, moved)) for e in subject.timeline)
    revisions = (replace(r, text=_text(r.text, uri, moved)) for r in subject.revisions)
    return replace(subject, body=body, timeline=tuple(timeline), revisions=tuple(revisions))


def _article(article: Metadata, moved: Redirects) -> Metadata:
    if not addresses.targets_of_article(article) & moved.keys():
        return article
    uri = uris.BRIEFINGS
    notes = (
        replace(n, note=replace(n.note, text=_text(n.note.text, uri, moved))) for n in article.notes
    )
    revisions = (replace(r, text=_text(r.text, uri, moved)) for r in article.revisions)
    return replace(article, notes=tuple(notes), revisions=tuple(revisions))


def _text(markdown: str, uri: str, moved: Redirects) -> str:
    return editorial.readdressed(markdown, lambda address: redirects.follow(uri, address, moved))
