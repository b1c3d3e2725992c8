"""Pages of the site's owner: about, imprint, corrections policy."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefings.content import own_pages
from briefings.markup import editorial
from briefings.markup import markdown_writer as markdown
from briefings.markup.heading_ids import Ids
from briefings.model.content import Settings
from briefings.model.own_page import OwnPage
from briefings.model.site import Page, SearchRecord, SearchText, Target
from briefings.site import addresses, days, lead_picture, search_records, view_files
from briefings.site.exports import head, jsonld
from briefings.site.inputs import KeyedCorpus, target
from briefings.site.lists.listings import Listings
from briefings.site.share_cards import cards
from briefings.text import uris
from briefings.views.own_page import OwnPageView
from briefings.views.page import Head


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a page of the owner is built from."""

    settings: Settings
    """The site's settings."""
    page: OwnPage
    """The page."""


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of each page of the owner."""
    del listings
    for slug, page in corpus.corpus.own_pages.items():
        inputs = Inputs(corpus.settings, page)
        yield target(build, inputs, uris.own_page(slug), source=page.path)


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the Markdown of a page of the owner, its view, and its search record."""
    page, settings, uri = inputs.page, inputs.settings, uris.own_page(inputs.page.slug)
    passages = own_pages.passages(page)
    ids = editorial.section_ids(passages)
    view = OwnPageView(
        head=Head(
            uri=uri,
            kind="own-page",
            title=page.title,
            description=page.summary,
            locale=head.locale("", settings),
            card=cards.address(uri, page.title, settings),
            is_draft=page.draft is not None,
            publish_on=days.until(page.draft, settings),
            structured_data=jsonld.page(
                settings,
                uri,
                page.title,
                page.summary,
                lead_picture.structured_data(page.picture, uri, settings),
            ),
        ),
        id=Ids(ids.values()).of(page.title),
        picture=lead_picture.view(page.picture, uri, settings),
        place=page.place.value,
    )
    meta = {"title": page.title, "summary": page.summary}
    meta = {name: text for name, text in meta.items() if text}
    picture = lead_picture.written(page.picture, uri, settings)
    written = markdown.document(
        meta, markdown.heading(page.title), picture, editorial.with_ids(page.body, passages)
    )
    links = sorted(uris.targets(uri, page.body))
    record = SearchRecord(
        kind="page",
        address=addresses.path(settings, uri),
        language=search_records.language(settings),
        title=page.title,
        text=(
            *((SearchText(page.summary),) if page.summary else ()),
            *editorial.plain_text(page.body, passages, ids),
        ),
    )
    return (
        Page(uri, written),
        view_files.view(
            "own_page.html", view, meta, editorial.with_ids(page.body, passages, ids), links
        ),
        search_records.page(page.slug, record),
    )
