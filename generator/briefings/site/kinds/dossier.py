"""A dossier: an introduction, and briefings and explainers in an editor's order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefings.cache import Keyed
from briefings.content import dossiers
from briefings.markup import editorial
from briefings.markup import markdown_writer as markdown
from briefings.markup.editorial import MarkdownPassage
from briefings.markup.heading_ids import Ids
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.dossier import Dossier, DossierPart, PartKind
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.site import Page, SearchRecord, SearchText, Target
from briefings.site import (
    addresses,
    background,
    days,
    facts,
    lead_picture,
    links,
    revisions,
    search_records,
    view_files,
)
from briefings.site.exports import dossier_files, feeds, head, jsonld
from briefings.site.exports.dossier_files import Sizes
from briefings.site.inputs import KeyedCorpus, newest, target
from briefings.site.lists import changes, events, list_markdown
from briefings.site.lists.listings import Listings
from briefings.site.numbers import number, size_of_file
from briefings.site.share_cards import cards
from briefings.text import uris, words
from briefings.views.dossier import DossierView, Download, Part
from briefings.views.page import Head
from briefings.views.text import Editorial, Link, Section

_PARTS = "in-this-dossier"
_SOURCES = "sources"
_BACKGROUND = "background-on-this-page"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the page of a dossier is built from."""

    settings: Settings
    """The site's settings."""
    dossier: Dossier
    """The dossier."""
    annotated: Keyed[Annotated]
    """The mentions of subjects in the introduction."""
    subjects: tuple[Keyed[Explainer], ...]
    """The explainers that the introduction links, in reading order."""
    briefings: Mapping[str, Keyed[Metadata]]
    """Its briefings by slug."""
    explainers: Mapping[str, Keyed[Explainer]]
    """Its explainers by slug."""
    has_feed: bool
    """Whether there is a feed of its briefings."""
    files: Keyed[Sizes]
    """The sizes of the files to take along."""


def inputs(corpus: KeyedCorpus, slug: str, files: dossier_files.Inputs | None = None) -> Inputs:
    """Return the inputs of a dossier; raises KeyError if there is no such dossier.

    Args:
        corpus: the content.
        slug: slug of the dossier.
        files: the inputs of its files to take along; None to find them.
    """
    uri, whole = uris.dossier(slug), corpus.corpus
    dossier = whole.dossiers[slug]
    briefings = [part.slug for part in dossier.parts if part.kind is PartKind.BRIEFING]
    explained = [part.slug for part in dossier.parts if part.kind is PartKind.EXPLAINER]
    return Inputs(
        settings=corpus.settings,
        dossier=dossier,
        annotated=corpus.annotated(uri),
        subjects=corpus.explainers(whole.subjects(uri)),
        briefings={one: corpus.metadata(one) for one in briefings},
        explainers={one: corpus.explainer(one) for one in explained},
        has_feed=facts.has_feed(corpus.settings, [whole.articles[one] for one in briefings]),
        files=dossier_files.sizes(files or dossier_files.inputs(corpus, slug)),
    )


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of each dossier: its page, and its files to take along."""
    del listings
    for slug, dossier in corpus.corpus.dossiers.items():
        uri = uris.dossier(slug)
        shown = [uri, *map(uris.explainer, corpus.corpus.subjects(uri))]
        shown += map(dossiers.uri_of, dossier.parts)
        changed = newest(corpus.days[other] for other in shown)
        files = dossier_files.inputs(corpus, slug)
        yield target(build, inputs(corpus, slug, files), uri, changed=changed, source=dossier.path)
        if dossier.parts:
            yield target(dossier_files.build, files, exports=dossier_files.names(slug))


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the Markdown of a dossier, its view, and its search record."""
    dossier, settings = inputs.dossier, inputs.settings
    uri, annotated = uris.dossier(dossier.slug), inputs.annotated.value
    passages = dossiers.passages(dossier)
    ids, numbers = editorial.section_ids(passages), background.numbers(annotated)
    in_file, on_page = editorial.linked(dossier.body, uri, passages, annotated.mentions, numbers)
    view = _view(inputs, annotated, ids.values())
    meta = _meta(dossier)
    written = "\n".join((
        dossier.body,
        *(part.text for part in dossier.parts),
        *(revision.text for revision in dossier.revisions),
    ))  # fmt: skip
    linked = uris.targets(uri, written).union(map(uris.explainer, numbers))
    picture = lead_picture.written(dossier.picture, uri, settings)
    sections = _markdown(view, picture, in_file, settings)
    return (
        Page(uri, markdown.document(meta, *sections)),
        view_files.view("dossier.html", view, meta, on_page, sorted(linked)),
        search_records.page(dossier.slug, _record(dossier, passages, settings)),
    )


# ------------------------------------------------------------------------------ view


def _view(inputs: Inputs, annotated: Annotated, body_ids: Iterable[str]) -> DossierView:
    dossier, settings = inputs.dossier, inputs.settings
    uri = uris.dossier(dossier.slug)
    below = _sections(inputs)
    ids = Ids((
        *body_ids,
        *(mention.anchor for mention in annotated.linked()),
        *(section.id for section in below),
        *changes.anchors(dossier.revisions),
    ))  # fmt: skip
    book, folder = _downloads(inputs) if dossier.parts else (None, None)
    return DossierView(
        head=Head(
            uri=uri,
            kind="dossier",
            title=dossier.title,
            description=dossier.summary,
            locale=head.locale("", settings),
            card=cards.address(uri, dossier.title, settings),
            feed=feeds.uri_of(uri) if inputs.has_feed else "",
            published=dossier.published.isoformat() if dossier.published else "",
            modified=dossier.revisions[0].day.isoformat() if dossier.revisions else "",
            is_draft=dossier.draft is not None,
            publish_on=days.until(dossier.draft, settings),
            structured_data=_structured_data(inputs),
        ),
        id=ids.of(dossier.title),
        sections=below,
        summary=dossier.summary,
        authors=dossier.authors,
        published=days.day(dossier.published, settings) if dossier.published else None,
        picture=lead_picture.view(dossier.picture, uri, settings),
        briefings=number(len(inputs.briefings), settings),
        explainers=number(len(inputs.explainers), settings),
        parts=tuple(_part(part, inputs, ids) for part in dossier.parts),
        background=background.entries(uri, (one.value for one in inputs.subjects), settings),
        whole=links.address(uri, uris.whole(dossier.slug), settings),
        book=book,
        folder=folder,
        sources=links.sources(dossier.sources),
        revisions=revisions.shown(dossier.revisions, settings),
    )


def _downloads(inputs: Inputs) -> tuple[Download, Download]:
    """Return the files to take along: the book and the folder."""
    slug, settings = inputs.dossier.slug, inputs.settings
    place = uris.output(uris.dossier(slug), directories=settings.directory_urls)
    book, folder = (
        Download(uris.relative(place, uri), size_of_file(size, settings))
        for uri, size in zip(dossier_files.names(slug), inputs.files.value, strict=True)
    )
    return book, folder


def _sections(inputs: Inputs) -> tuple[Section, ...]:
    """Return the headings that the template prints."""
    gettext = words.of(inputs.settings.locale).gettext
    shown = (
        (_PARTS, gettext("In this dossier"), inputs.dossier.parts),
        (_SOURCES, gettext("Sources"), inputs.dossier.sources),
        (_BACKGROUND, gettext("Background on this page"), inputs.subjects),
        (revisions.SECTION, revisions.title(inputs.settings), inputs.dossier.revisions),
    )
    return tuple(Section(name, title) for name, title, entries in shown if entries)


def _part(part: DossierPart, inputs: Inputs, ids: Ids) -> Part:
    settings, uri = inputs.settings, uris.dossier(inputs.dossier.slug)
    text = Editorial(part.text, inline=True) if part.text else None
    if part.kind is PartKind.EXPLAINER:
        subject = inputs.explainers[part.slug].value
        title = links.explainer(uri, subject, settings)
        summary = Link(subject.summary)
        return Part(ids.of(subject.title), part.kind.value, title, text, summary)
    article = inputs.briefings[part.slug].value
    return Part(
        ids.of(article.title),
        part.kind.value,
        links.briefing(uri, article, settings),
        text,
        links.summary(article, settings) if article.summary else None,
        days.day(article.published, settings) if article.published else None,
        links.outlet(uri, article.outlet, settings),
    )


# ------------------------------------------------------------------ structured data


def _structured_data(inputs: Inputs) -> str:
    dossier, settings = inputs.dossier, inputs.settings
    uri = uris.dossier(dossier.slug)
    return jsonld.script(jsonld.node(
        "CollectionPage",
        url=addresses.reference(settings, uri, uri),
        name=dossier.title,
        description=dossier.summary,
        image=lead_picture.structured_data(dossier.picture, uri, settings),
        author=[jsonld.node("Person", name=name) for name in dossier.authors],
        datePublished=dossier.published.isoformat() if dossier.published else "",
        **revisions.structured_data(dossier.revisions),
        mainEntity=jsonld.node(
            "ItemList",
            numberOfItems=len(dossier.parts),
            itemListElement=[
                jsonld.node(
                    "ListItem",
                    position=position,
                    name=_title(part, inputs),
                    url=addresses.reference(settings, uri, dossiers.uri_of(part)),
                )
                for position, part in enumerate(dossier.parts, start=1)
            ],
        ),
        citation=[jsonld.node("CreativeWork", name=s.title, url=s.url) for s in dossier.sources],
        isPartOf=jsonld.site(settings, uri),
    ))  # fmt: skip


def _title(part: DossierPart, inputs: Inputs) -> str:
    if part.kind is PartKind.EXPLAINER:
        return inputs.explainers[part.slug].value.title
    return inputs.briefings[part.slug].value.title


# -------------------------------------------------------------------------- Markdown


def _meta(dossier: Dossier) -> dict[str, object]:
    return {
        "title": dossier.title,
        "summary": dossier.summary,
        "authors": list(dossier.authors),
        "published": dossier.published,
        **revisions.data(dossier.revisions),
    }


def _markdown(view: DossierView, picture: str, body: str, settings: Settings) -> Iterator[str]:
    titles = {section.id: section.title for section in view.sections}
    yield markdown.heading(view.head.title)
    yield markdown.paragraph(markdown.text(view.summary))
    yield picture
    yield body
    parts = (_entry(part, view.head.uri) for part in view.parts)
    yield markdown.section(titles.get(_PARTS, ""), parts)
    sources = (markdown.page_link(source, view.head.uri) for source in view.sources)
    yield markdown.section(titles.get(_SOURCES, ""), sources)
    entries = list_markdown.background(view.background, view.head.uri)
    yield markdown.section(titles.get(_BACKGROUND, ""), entries)
    revised = revisions.entries(view.revisions, settings)
    yield markdown.section(titles.get(revisions.SECTION, ""), revised)


def _entry(part: Part, uri: str) -> str:
    facts = [part.published.iso if part.published else "", part.outlet.text if part.outlet else ""]
    known = ", ".join(filter(None, map(markdown.text, facts)))
    text = part.text.text if part.text else markdown.text(part.summary.text if part.summary else "")
    link = markdown.page_link(part.title, uri)
    return f"{link}{f' ({known})' if known else ''}{f': {text}' if text else ''}"


# -------------------------------------------------------------------- search record


def _record(
    dossier: Dossier, passages: Sequence[MarkdownPassage], settings: Settings
) -> SearchRecord:
    return SearchRecord(
        kind="dossier",
        address=addresses.path(settings, uris.dossier(dossier.slug)),
        language=search_records.language(settings),
        title=dossier.title,
        text=(
            SearchText(dossier.summary),
            *editorial.plain_text(dossier.body, passages, editorial.section_ids(passages)),
            *(SearchText(events.plain(part.text)) for part in dossier.parts if part.text),
        ),
    )
