"""A dossier as a folder of Markdown files, in a ZIP file: it opens in any editor, now and later."""

from collections.abc import Iterator, Mapping

from briefings.content import dossiers
from briefings.markup import markdown_writer as writer
from briefings.model.dossier import PartKind
from briefings.site import addresses
from briefings.site.exports import archive, whole
from briefings.site.exports.whole import Links
from briefings.text import uris, words
from briefings.views.dossier import Chapter
from briefings.views.picture import LeadPicture
from briefings.views.text import Block, BlockKind, Link

_INDEX = "index.md"
_SOURCES = "sources.md"


def build(inputs: whole.Inputs, pictures: Mapping[str, bytes]) -> bytes:
    """Return the ZIP file: `index.md`, a file for each part, `sources.md` and the pictures.

    Args:
        inputs: what it is made from.
        pictures: the pictures that it shows, by URI.
    """
    links = links_of(inputs, pictures)
    parts = whole.chapters(inputs, links)
    names = _names(inputs)
    texts = {
        _INDEX: _index(inputs, parts, names, links),
        **{names[part.uri]: _part(part, inputs) for part in parts},
        _SOURCES: _sources(inputs, parts, names),
    }
    files = {path: text.encode() for path, text in texts.items()} | dict(pictures)
    return archive.pack((f"{inputs.dossier.slug}/{path}", data) for path, data in files.items())


def links_of(inputs: whole.Inputs, pictures: Mapping[str, object]) -> Links:
    """Return where the links in the folder lead: to its own files, else to the site."""
    names = _names(inputs)
    return whole.apart(inputs, {uri: uri for uri in pictures}, lambda uri: ("", names[uri]))


def _names(inputs: whole.Inputs) -> dict[str, str]:
    """Return the name of the file of each part, by the URI of its page: they sort in order."""
    parts = inputs.dossier.parts
    digits = max(2, len(str(len(parts))))
    return {
        dossiers.uri_of(part): f"{place:0{digits}}-{part.slug}.md"
        for place, part in enumerate(parts, start=1)
    }


def _index(
    inputs: whole.Inputs, parts: tuple[Chapter, ...], names: Mapping[str, str], links: Links
) -> str:
    dossier, settings = inputs.dossier, inputs.settings
    gettext = words.of(settings.locale).gettext
    meta = {
        "title": dossier.title,
        "summary": dossier.summary,
        "authors": list(dossier.authors),
        "published": dossier.published,
        "web_page": addresses.absolute(settings, uris.dossier(dossier.slug)),
    }
    entries = (
        writer.link(part.title.text, names[part.uri]) + (f": {part.line.text}" if part.line else "")
        for part in parts
    )
    return writer.document(
        meta,
        writer.heading(dossier.title),
        writer.paragraph(writer.text(dossier.summary)),
        _picture(whole.picture(dossier.picture, links, settings)),
        whole.introduction(inputs, links),
        writer.section(gettext("Contents"), [*entries, writer.link(gettext("Sources"), _SOURCES)]),
    )


def _part(part: Chapter, inputs: whole.Inputs) -> str:
    settings = inputs.settings
    if part.kind == PartKind.EXPLAINER:
        title = words.of(settings.locale).gettext("Sources")
        meta = {
            "title": part.title.text,
            "summary": part.summary,
            "authors": list(part.authors),
            "reviewed": part.reviewed.iso if part.reviewed else "",
            "web_page": part.page,
        }
        return writer.document(
            meta,
            writer.heading(part.title.text),
            writer.paragraph(writer.text(part.summary)),
            _picture(part.picture),
            part.text.text if part.text else "",
            writer.section(title, map(_source, part.sources)),
        )
    assert part.provenance
    meta = {
        "title": part.title.text,
        "lang": part.lang,
        "outlet": part.outlet,
        "authors": list(part.authors),
        "published": part.published.iso if part.published else "",
        "captured": part.captured.iso if part.captured else "",
        "source": part.provenance.address,
        "capture": part.provenance.path,
        "sha256": part.provenance.sha256,
        "web_page": part.page,
    }
    return writer.document(
        meta,
        writer.heading(part.title.text),
        _picture(part.picture),
        writer.blocks(part.blocks, _INDEX),
        part.said,
        writer.footnotes(
            (Block(BlockKind.NOTE, note=note) for note in part.notes), settings.locale
        ),
    )


def _sources(inputs: whole.Inputs, parts: tuple[Chapter, ...], names: Mapping[str, str]) -> str:
    """Return what the dossier, its articles and the notes on them are based on."""
    title = words.of(inputs.settings.locale).gettext("Sources")
    listed = [
        (inputs.dossier.title, _INDEX, [Link(s.title, s.url) for s in inputs.dossier.sources]),
        *((part.title.text, names[part.uri], list(_of_part(part))) for part in parts),
    ]
    entries = (
        writer.nested(writer.link(name, path), map(_source, found))
        for name, path, found in listed
        if found
    )
    return writer.document({"title": title}, writer.heading(title), writer.bullets(entries))


def _of_part(part: Chapter) -> Iterator[Link]:
    yield from part.sources
    if known := part.provenance:
        facts_of = (part.outlet, part.title.text, part.published.written if part.published else "")
        yield Link(", ".join(filter(None, facts_of)), known.address)
    yield from dict.fromkeys(source for note in part.notes for source in note.sources)


def _source(source: Link) -> str:
    return writer.page_link(source, _INDEX)


def _picture(picture: LeadPicture | None) -> str:
    if picture is None:
        return ""
    credit = " · ".join(filter(None, (picture.credit, picture.licence)))
    image = writer.link(picture.alt, picture.src)
    return f"!{image}\n\n{writer.paragraph(writer.text(credit))}"
