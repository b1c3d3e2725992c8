"""The whole of a dossier: its introduction and the texts of its parts, to print or to take along.

It is one value for the printable page, the book and the archive, which differ only in where links
lead (`Links`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from briefings.cache import Keyed
from briefings.content import dossiers
from briefings.linking import related
from briefings.markup import article_text, editorial
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.model.dossier import Dossier, PartKind
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.note import AnchoredNote
from briefings.model.picture import Picture
from briefings.model.related import RelatedLine
from briefings.site import addresses, days, lead_picture, provenance
from briefings.site.inputs import KeyedCorpus, newest
from briefings.site.links import sources
from briefings.site.numbers import number
from briefings.text import uris
from briefings.text.languages import differing, language
from briefings.views.dossier import Chapter
from briefings.views.picture import LeadPicture
from briefings.views.text import Block, BlockKind, Editorial, Link, Note, Run, RunKind


@dataclass(frozen=True, slots=True)
class BriefingText:
    """Everything of a briefing that the whole shows."""

    article: Keyed[Article]
    """The article."""
    annotated: Keyed[Annotated]
    """Its mentions."""
    related: tuple[RelatedLine, ...]
    """Its related lines that are links."""
    picture: Picture | None
    """The lead picture that an editor names; None for none."""


@dataclass(frozen=True, slots=True)
class ExplainerText:
    """Everything of an explainer that the whole shows."""

    explainer: Keyed[Explainer]
    """The explainer."""
    passages: Keyed[tuple[MarkdownPassage, ...]]
    """The passages of its body."""
    annotated: Keyed[Annotated]
    """Its mentions of other subjects."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the whole is made from."""

    settings: Settings
    """The site's settings."""
    dossier: Dossier
    """The dossier."""
    annotated: Keyed[Annotated]
    """The mentions of subjects in the introduction."""
    texts: tuple[BriefingText | ExplainerText, ...]
    """The texts of its parts, in their order."""
    changed: date | None
    """Last day on which one of them is known to have changed; None if none is known."""


def inputs(corpus: KeyedCorpus, slug: str) -> Inputs:
    """Return the inputs of the whole of a dossier; raises KeyError if there is no such dossier."""
    whole, dossier = corpus.corpus, corpus.corpus.dossiers[slug]

    def text(kind: PartKind, one: str) -> BriefingText | ExplainerText:
        if kind is PartKind.EXPLAINER:
            mentions = corpus.annotated(uris.explainer(one))
            return ExplainerText(corpus.explainer(one), corpus.passages(one), mentions)
        mentions = corpus.annotated(uris.briefing(one))
        picture = whole.articles[one].picture
        return BriefingText(corpus.article(one), mentions, whole.related[one], picture)

    shown = (uris.dossier(slug), *map(dossiers.uri_of, dossier.parts))
    return Inputs(
        corpus.settings,
        dossier,
        corpus.annotated(uris.dossier(slug)),
        tuple(text(part.kind, part.slug) for part in dossier.parts),
        newest(corpus.days[uri] for uri in shown),
    )


@dataclass(frozen=True, slots=True)
class Links:
    """Where the links of a whole lead."""

    page: Callable[[str], tuple[str, str]]
    """Returns address and URI for the URI of a page or picture of the site, as `Run` has them; two
    empty texts for what cannot be reached from the whole."""
    markdown: Callable[[str, str], str | None]
    """Returns the address of a link in editors' Markdown, given the URI of the page that they wrote
    it for and the address there; None for what cannot be reached."""
    at: str = uris.HOME
    """URI of a page in the folder from which the addresses of pictures start."""
    prefix: str = ""
    """Begins the ids of a part, with the place of the part in braces; empty if each part is a file
    of its own."""
    deeper: int = 0
    """By how many levels the headings of articles are lower than on their own page."""


def apart(
    inputs: Inputs, pictures: Mapping[str, str], own: Callable[[str], tuple[str, str]]
) -> Links:
    """Return where links lead in files that are apart from the site: to each other, or to the site.

    Args:
        inputs: the dossier.
        pictures: paths of the pictures among the files, by URI.
        own: returns address and URI of the file of a part, from the URI of its page.
    """
    parts = frozenset(map(dossiers.uri_of, inputs.dossier.parts))

    def page(uri: str) -> tuple[str, str]:
        return own(uri) if uri in parts else (addresses.absolute(inputs.settings, uri), "")

    def markdown(source: str, address: str) -> str | None:
        target = uris.resolve(source, address)
        if target in pictures:
            return pictures[target]
        if not target:
            return None if address.startswith("#") else address
        found = "".join(page(target))
        if target in parts or not found:
            return found or None  # files have no ids of headings
        _, mark, fragment = address.partition("#")
        return f"{found}{mark}{fragment}"

    return Links(page, markdown)


def picture(found: Picture | None, links: Links, settings: Settings) -> LeadPicture | None:
    """Return a lead picture as the whole shows it; None for none."""
    return lead_picture.view(found, links.at, settings)


def introduction(inputs: Inputs, links: Links) -> str:
    """Return the Markdown of the introduction, with links at the names in it."""
    dossier = inputs.dossier
    passages = dossiers.passages(dossier)
    uri = uris.dossier(dossier.slug)
    return _linked(dossier.body, passages, inputs.annotated.value, uri, links)


def chapters(inputs: Inputs, links: Links) -> tuple[Chapter, ...]:
    """Return the parts of a dossier with their texts."""
    found = []
    for place, (part, text) in enumerate(
        zip(inputs.dossier.parts, inputs.texts, strict=True), start=1
    ):
        line = _editorial(part.text, uris.dossier(inputs.dossier.slug), links, inline=True)
        if isinstance(text, BriefingText):
            chapter = _briefing(text, place, inputs.settings, links)
        else:
            chapter = _explainer(text, place, inputs.settings, links)
        found.append(replace(chapter, line=line if part.text else None))
    return tuple(found)


def _briefing(text: BriefingText, place: int, settings: Settings, links: Links) -> Chapter:
    article, uri = text.article.value, uris.briefing(text.article.value.slug)
    lang, direction = language(article.lang)
    known = provenance.of(article, settings)
    blocks = article_text.blocks_of(
        related.linked(article.blocks, text.related, uris.briefing),
        text.annotated.value.mentions,
        lambda _: "",
        article.notes,
        shown=lambda note: _note(note, settings, links),
    )
    prefix = links.prefix.format(place)
    return Chapter(
        id=f"part-{place}",
        uri=uri,
        kind=PartKind.BRIEFING.value,
        place=number(place, settings),
        title=Link(article.title, "", "", *differing(article.lang, settings.locale)),
        page=addresses.absolute(settings, uri),
        lang=lang,
        dir=direction,
        picture=picture(text.picture, links, settings),
        outlet=article.outlet.name if article.outlet else "",
        authors=article.authors,
        published=days.day(article.published, settings) if article.published else None,
        captured=days.day(article.captured.date(), settings) if article.captured else None,
        blocks=tuple(
            _placed(block, links, prefix)
            for block in blocks
            if block.kind not in (BlockKind.NOTE, BlockKind.GLOSS)
        ),
        notes=tuple(block.note for block in blocks if block.note),
        prefix=prefix,
        provenance=known,
        said=provenance.word_for_word(known, len(article.notes), settings),
    )


def _explainer(text: ExplainerText, place: int, settings: Settings, links: Links) -> Chapter:
    subject, passages = text.explainer.value, text.passages.value
    uri = uris.explainer(subject.slug)
    body = _linked(subject.body, passages, text.annotated.value, uri, links)
    return Chapter(
        id=f"part-{place}",
        uri=uri,
        kind=PartKind.EXPLAINER.value,
        place=number(place, settings),
        title=Link(subject.title),
        page=addresses.absolute(settings, uri),
        authors=subject.authors,
        picture=picture(subject.picture, links, settings),
        summary=subject.summary,
        text=Editorial(body),
        sources=sources(subject.sources),
        prefix=links.prefix.format(place),
        reviewed=days.day(subject.reviewed, settings) if subject.reviewed else None,
    )


# ------------------------------------------------------------------- editors' Markdown


def _note(anchored: AnchoredNote, settings: Settings, links: Links) -> Note:
    day = days.day(anchored.note.day, settings) if anchored.note.day else None
    note = article_text.shown_note(anchored, day)
    return replace(note, text=_editorial(note.text.text, uris.BRIEFINGS, links))


def _editorial(text: str, uri: str, links: Links, *, inline: bool = False) -> Editorial:
    return Editorial(_readdressed(text, uri, links), inline=inline)


def _linked(
    body: str,
    passages: Sequence[MarkdownPassage],
    annotated: Annotated,
    uri: str,
    links: Links,
) -> str:
    """Return the Markdown of a body with links at the mentions that lead somewhere."""
    reached = [
        m for m in annotated.mentions if m.links and any(links.page(uris.explainer(m.subject)))
    ]
    # The addresses are those of the page, and change with the others.
    with_links = editorial.insert_links(
        body, passages, reached, lambda m: f"]({uris.relative(uri, uris.explainer(m.subject))})"
    )
    return _readdressed(with_links, uri, links).strip("\n")


def _readdressed(markdown: str, uri: str, links: Links) -> str:
    if "[" not in markdown:
        return markdown
    passages = editorial.markdown_passages(markdown, 1, uri)
    kept = editorial.without_links(
        markdown, passages, lambda address: links.markdown(uri, address) is None
    )
    if kept != markdown:
        passages = editorial.markdown_passages(kept, 1, uri)
    return editorial.readdress(kept, passages, lambda old: links.markdown(uri, old) or old)


# ------------------------------------------------------------------------------ blocks


def _placed(block: Block, links: Links, prefix: str) -> Block:
    """Return a block with the ids and the addresses that it has in the whole."""
    is_heading = block.kind is BlockKind.HEADING
    return replace(
        block,
        id=f"{prefix}{block.id}" if block.id else "",
        level=min(block.level + links.deeper, 6) if is_heading else block.level,
        runs=tuple(_runs(block.runs, links, prefix)),
        blocks=tuple(_placed(inner, links, prefix) for inner in block.blocks),
        rows=tuple(
            tuple(tuple(_runs(cell, links, prefix)) for cell in row) for row in block.rows
        ),
    )  # fmt: skip


def _runs(runs: Iterable[Run], links: Links, prefix: str) -> Iterator[Run]:
    for run in runs:
        inner = tuple(_runs(run.runs, links, prefix))
        match run.kind:
            case RunKind.REFERENCE:
                yield replace(
                    run, id=f"{prefix}{run.id}", href=f"#{prefix}{run.href.removeprefix('#')}"
                )
            case RunKind.MENTION | RunKind.LINK if run.uri:
                href, uri = links.page(run.uri)
                if href or uri:
                    yield Run(RunKind.LINK, runs=inner, href=href, uri=uri)
                else:
                    yield from inner
            case _:
                yield replace(run, runs=inner) if run.runs else run
