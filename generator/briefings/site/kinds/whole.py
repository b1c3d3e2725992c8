"""The page with all of a dossier, to print. Search engines and the search do not list it."""

from collections.abc import Iterator, Mapping
from functools import partial

from briefings.content import dossiers
from briefings.markup import markdown_writer as markdown
from briefings.model.site import Page, Target
from briefings.site import days, links, view_files
from briefings.site.exports import head, whole
from briefings.site.inputs import KeyedCorpus, target
from briefings.site.lists.listings import Listings
from briefings.site.share_cards import cards
from briefings.text import uris, words
from briefings.views.dossier import WholeView
from briefings.views.page import Head
from briefings.views.text import Link


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of the page for each dossier."""
    del listings
    for slug in corpus.corpus.dossiers:
        yield target(build, whole.inputs(corpus, slug), uris.whole(slug))


def build(inputs: whole.Inputs) -> tuple[Page, ...]:
    """Return the view of the page, and its Markdown: links to that of the parts."""
    dossier, settings = inputs.dossier, inputs.settings
    uri = uris.whole(dossier.slug)
    placed = _links(inputs)
    parts = whole.chapters(inputs, placed)
    introduction = whole.introduction(inputs, placed)
    title = words.of(settings.locale).gettext("All of “%(dossier)s”") % {"dossier": dossier.title}
    view = WholeView(
        head=Head(
            uri=uri,
            kind="whole",
            title=title,
            description=dossier.summary,
            locale=head.locale("", settings),
            card=cards.address(uris.dossier(dossier.slug), dossier.title, settings),
            has_contents=False,
            is_indexed=False,
            is_draft=dossier.draft is not None,
            publish_on=days.until(dossier.draft, settings),
        ),
        id="whole",
        dossier=links.to(uri, uris.dossier(dossier.slug), dossier.title, settings),
        summary=dossier.summary,
        authors=dossier.authors,
        published=days.day(dossier.published, settings) if dossier.published else None,
        picture=whole.picture(dossier.picture, placed, settings),
        sources=links.sources(dossier.sources),
        parts=parts,
    )
    meta = {"title": title, "summary": dossier.summary}
    written = "\n".join((
        introduction,
        *(text.text for part in parts for text in (part.line, part.text) if text),
        *(note.text.text for part in parts for note in part.notes),
    ))  # fmt: skip
    linked = sorted(uris.targets(uri, written))
    entries = (markdown.page_link(Link(p.title.text, "", p.uri), uri) for p in parts)
    own = markdown.page_link(Link(dossier.title, "", uris.dossier(dossier.slug)), uri)
    return (
        Page(uri, markdown.document(meta, markdown.heading(title), own, markdown.bullets(entries))),
        view_files.view("dossier_print.html", view, meta, introduction, linked),
    )


def _links(inputs: whole.Inputs) -> whole.Links:
    """Return where links lead: to parts on this page, else to other pages."""
    uri = uris.whole(inputs.dossier.slug)
    anchors: Mapping[str, str] = {
        dossiers.uri_of(part): f"#part-{place}"
        for place, part in enumerate(inputs.dossier.parts, start=1)
    }
    address = partial(links.address, uri, settings=inputs.settings)

    def page(target: str) -> tuple[str, str]:
        return (anchors[target], "") if target in anchors else (address(target), target)

    def written(source: str, found: str) -> str:
        target = uris.resolve(source, found)
        return anchors.get(target) or uris.rebased(source, uri, found)

    return whole.Links(page, written, at=uri, prefix="part-{}-", deeper=1)
