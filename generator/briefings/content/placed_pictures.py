"""Give pictures in editors' words the addresses that they have in the site.

Editors write where a file lies in the content folder. The site publishes it under another name
(`picture_names`), so their Markdown is changed before anything is made from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from briefings.content import pictures
from briefings.content.checks import addresses
from briefings.content.loading import Sources
from briefings.markup import editorial
from briefings.model.article import Article, Metadata
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.note import AnchoredNote
from briefings.model.own_page import Introduction, OwnPage
from briefings.model.picture import Picture, PictureFile
from briefings.text import uris

Known = Mapping[str, PictureFile]
APage = TypeVar("APage", Explainer, Dossier, OwnPage, Introduction)


def place(sources: Sources) -> Sources:
    """Return the sources with the addresses of pictures in place, and the pictures to publish."""
    known = sources.pictures
    if not known:
        return sources
    placed_explainers = ((e, in_page(e, known)) for e in sources.explainers)
    explainers = {old.slug: new for old, new in placed_explainers if new != old}
    placed_articles = ((a, _article(a, known)) for a in sources.articles.values())
    articles = {old.slug: new for old, new in placed_articles if new != old}
    noted: dict[str, Article] = {
        slug: replace(sources.texts[slug], notes=article.notes)
        for slug, article in articles.items()
        if article.notes != sources.articles[slug].notes
    }
    inputs: dict[str, object] = {
        uris.explainer(slug): (e.body, e.picture) for slug, e in explainers.items()
    }
    inputs |= {uris.briefing(a.slug): (a.notes, a.picture) for a in articles.values()}
    return replace(
        sources.changed(explainers, articles, noted, inputs),
        dossiers={slug: in_page(one, known) for slug, one in sources.dossiers.items()},
        own_pages={slug: in_page(page, known) for slug, page in sources.own_pages.items()},
        introduction=sources.introduction and in_page(sources.introduction, known),
        published_pictures=sorted({
            shown.path for shown in _shown(sources) if shown.path in known
        }),
    )  # fmt: skip


def in_page(page: APage, known: Known) -> APage:
    """Return a page with its pictures in place."""
    uri = addresses.uri_of(page)
    body = _markdown(page.body, page.path, uri, known)
    if isinstance(page, Introduction):
        return replace(page, body=body)
    return replace(page, body=body, picture=_picture(page.picture, known))


def _article(article: Metadata, known: Known) -> Metadata:
    if not (article.notes or article.picture):
        return article
    return replace(
        article,
        picture=_picture(article.picture, known),
        notes=tuple(_note(anchored, known) for anchored in article.notes),
    )


def _note(anchored: AnchoredNote, known: Known) -> AnchoredNote:
    note = anchored.note
    text = _markdown(note.text, note.file, uris.BRIEFINGS, known)
    return anchored if text == note.text else replace(anchored, note=replace(note, text=text))


def _picture(picture: Picture | None, known: Known) -> Picture | None:
    if picture is None:
        return None
    path = pictures.path_of(picture.file, "", picture.address)
    return replace(picture, found=known.get(path))


def _markdown(markdown: str, file: str, uri: str, known: Known) -> str:
    if not pictures.may_show(markdown):
        return markdown

    def address(written: str) -> str:
        found = known.get(pictures.path_of(file, uri, written))
        return uris.relative(uri, found.uri) if found else written

    return editorial.readdress(markdown, editorial.markdown_passages(markdown, 1, uri), address)


def _shown(sources: Sources) -> Iterator[pictures.Shown]:
    """Yield the places at which pages that are published show pictures."""
    for explainer in sources.explainers:
        yield from pictures.of_page(explainer, sources.passages[explainer.slug])
    for dossier in sources.dossiers.values():
        yield from pictures.of_page(dossier)
    for page in sources.own_pages.values():
        yield from pictures.of_page(page)
    if sources.introduction:
        yield from pictures.of_page(sources.introduction)
    for article in sources.articles.values():
        yield from pictures.of_article(article)
