"""A dossier as a book for e-readers: https://www.w3.org/TR/epub-33/.

Jinja writes the files and `zipfile` packs them. Of the libraries that write EPUB, EbookLib is under
the AGPL, which would bind the sites' owners; mkepub and bkepub give each book the time and a random
name, so the same content would not give the same bytes, and their pages are in English.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from jinja2 import Environment, PackageLoader
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefings.content import dossiers
from briefings.model.content import CardColours
from briefings.site import addresses, days
from briefings.site.exports import archive, whole
from briefings.site.exports.whole import Links
from briefings.site.links import sources
from briefings.site.share_cards import cards, drawing
from briefings.text import picture_names, quotation_marks, uris, words
from briefings.text.languages import language
from briefings.text.visible import REPLACEMENT
from briefings.views.picture import LeadPicture
from briefings.views.text import Day, Link

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Readers know these formats: https://www.w3.org/TR/epub-33/#sec-core-media-types
_MEDIA_TYPES = {
    ".css": "text/css",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".xhtml": "application/xhtml+xml",
}
# https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The shape of a sheet of paper, about.
_COVER_HEIGHT = 1700
_LONG_AGO = "2000-01-01"
"""Day of the last change if none is known: the format requires one."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the files of a book have in common."""

    identifier: str
    """Its name among all books, which stays when it changes."""
    title: str
    """Its title."""
    summary: str
    """One or two sentences."""
    authors: Sequence[str]
    """Its authors."""
    published: Day | None
    """Day of publication; None if it is unknown."""
    modified: str
    """ISO 8601 day of the last known change."""
    site: str
    """Name of the site."""
    address: str
    """Address of the dossier; empty if it is unknown."""
    lang: str
    """Language of the site as a BCP 47 tag."""
    dir: str
    """Its direction."""
    introduction: Markup
    """The introduction."""
    picture: Markup
    """The lead picture; empty for none."""
    sources: Sequence[Link]
    """What the introduction is based on."""


class _Item(NamedTuple):
    """A file of the book, for its table of files."""

    id: str
    path: str
    kind: str
    properties: str = ""


def build(inputs: whole.Inputs, pictures: Mapping[str, bytes], colours: CardColours) -> bytes:
    """Return the book.

    Args:
        inputs: what it is made from.
        pictures: the pictures that it shows, by URI.
        colours: the colours of its cover.
    """
    settings = inputs.settings
    links = links_of(inputs, {uri: in_book(uri) for uri in pictures})
    parts = whole.chapters(inputs, links)
    book = _book(inputs, links)
    templates = environment(settings.locale)

    def written(template: str, **values: object) -> bytes:
        text = templates.get_template(f"{template}.j2").render(book=book, parts=parts, **values)
        return xml(text).encode()

    files = {
        "cover.xhtml": written("cover.xhtml"),
        "introduction.xhtml": written("introduction.xhtml"),
        **{
            f"{part.id}.xhtml": written(
                "chapter.xhtml",
                part=part,
                line=_inline(part.line.text, settings.locale) if part.line else "",
                text=_xhtml(part.text.text, settings.locale) if part.text else "",
                picture=_figure(part.picture),
                notes=[
                    (note, _xhtml(note.text.text, settings.locale, f"note-{note.number}"))
                    for note in part.notes
                ],
            )
            for part in parts
        },
        "style.css": written("style.css"),
        **{in_book(uri): _known(uri, data) for uri, data in pictures.items()},
    }
    if cover := _cover(inputs, colours):
        files["cover.png"] = cover
    package = written("package.opf", items=tuple(_items(files)))
    return archive.pack(
        (
            ("META-INF/container.xml", written("container.xml")),
            ("EPUB/package.opf", package),
            ("EPUB/nav.xhtml", written("nav.xhtml")),
            *((f"EPUB/{path}", data) for path, data in files.items()),
        ),
        first=("mimetype", b"application/epub+zip"),
    )


def links_of(inputs: whole.Inputs, pictures: Mapping[str, str]) -> Links:
    """Return where the links of a book lead: to its other parts, else to the site.

    Args:
        inputs: the dossier.
        pictures: the paths of the pictures in the book, by URI.
    """
    places = {
        dossiers.uri_of(part): f"part-{place}.xhtml"
        for place, part in enumerate(inputs.dossier.parts, start=1)
    }
    return whole.apart(inputs, pictures, lambda uri: (places[uri], ""))


def _items(files: Mapping[str, bytes]) -> Iterator[_Item]:
    for number, path in enumerate(files):
        stem, _, suffix = path.rpartition(".")
        name = stem if "/" not in stem else f"picture-{number}"
        if path == "cover.png":
            yield _Item("cover-image", path, _MEDIA_TYPES[".png"], "cover-image")
        else:
            yield _Item(name, path, _MEDIA_TYPES[f".{suffix}"])


def _book(inputs: whole.Inputs, links: Links) -> Book:
    dossier, settings = inputs.dossier, inputs.settings
    lang, direction = language(settings.locale)
    address = addresses.absolute(settings, uris.dossier(dossier.slug))
    name = address or f"{settings.site_name}/{uris.dossier(dossier.slug)}"
    picture = whole.picture(dossier.picture, links, settings)
    return Book(
        identifier=uuid5(NAMESPACE_URL, name).urn,
        title=dossier.title,
        summary=dossier.summary,
        authors=dossier.authors,
        published=days.day(dossier.published, settings) if dossier.published else None,
        modified=inputs.changed.isoformat() if inputs.changed else _LONG_AGO,
        site=settings.site_name,
        address=address,
        lang=lang,
        dir=direction,
        introduction=_xhtml(whole.introduction(inputs, links), settings.locale),
        picture=_figure(picture),
        sources=sources(dossier.sources),
    )


def _cover(inputs: whole.Inputs, colours: CardColours) -> bytes:
    """Return the cover as a picture; empty if the font has not all of its characters."""
    settings, title = inputs.settings, inputs.dossier.title
    label = words.of(settings.locale).gettext("Dossier")
    shown = cards.words_of(title, label, settings.locale, settings)
    return drawing.png(shown, colours, _COVER_HEIGHT) if shown else b""


# ------------------------------------------------------------------------------ XHTML


@cache
def environment(locale: str) -> Environment:
    """Return the templates of books, with the words of a locale."""
    templates = Environment(
        loader=PackageLoader("briefings.site.exports.epub"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
    )
    spoken = words.of(locale)
    templates.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        spoken.gettext, spoken.ngettext, newstyle=True
    )
    marks = quotation_marks.of(locale)
    templates.filters["typographic"] = lambda text: quotation_marks.typographic(text, marks)
    return templates


def xml(text: str) -> str:
    """Return text without the characters that XML cannot have."""
    return _NOT_XML.sub(REPLACEMENT, text.replace("\f", " "))


@cache
def _parser(locale: str) -> MarkdownIt:
    quotes = list(quotation_marks.of(locale))
    options = {"xhtmlOut": True, "typographer": True, "quotes": quotes}
    parser = MarkdownIt("commonmark", options).enable(["table", "smartquotes"])
    parser.core.ruler.push("attribute_lists", _without_attribute_lists)
    return parser.use(admon_plugin).use(deflist_plugin).use(footnote_plugin)


# https://python-markdown.github.io/extensions/attr_list/, the style of a picture or heading.
_ATTRIBUTE_LIST = re.compile(r"^ ?\{:?[^{}\n]+\}")
_STYLED = frozenset({"image", "link_close", "code_inline", "em_close", "strong_close", "softbreak"})


def _without_attribute_lists(state: StateCore) -> None:
    """Take attribute lists out of text: after pictures and the like, and at the end of headings."""
    opening = ""
    for token in state.tokens:
        children = token.children or []
        for before, child in pairwise(children):
            if child.type == "text" and before.type in _STYLED:
                child.content = _ATTRIBUTE_LIST.sub("", child.content)
        if opening == "heading_open" and children and children[-1].type == "text":
            head, brace, tail = children[-1].content.rpartition(" {")
            if brace and _ATTRIBUTE_LIST.fullmatch(brace + tail):
                children[-1].content = head
        opening = token.type


def _xhtml(markdown: str, locale: str, place: str = "text") -> Markup:
    """Return editors' Markdown as XHTML; the ids of its footnotes have its place in the file."""
    return _well_formed(_parser(locale).render(markdown, {"docId": place}))


def _inline(markdown: str, locale: str) -> Markup:
    """Return one line of editors' Markdown as XHTML without a paragraph around it."""
    return _well_formed(_parser(locale).renderInline(markdown))


# https://html.spec.whatwg.org/multipage/dom.html#phrasing-content
_PHRASING = frozenset(
    """
    a abbr b bdi bdo br cite code del dfn em i img ins kbd q s samp small span strong sub sup u var
    """.split()
)
_BLOCKS = frozenset(
    """
    aside blockquote caption dd div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre section
    table tbody td tfoot th thead tr ul
    """.split()
)
# Elements that hold phrasing content everywhere.
_LINES = frozenset("caption dt h2 h3 h4 h5 h6 p pre".split()) | _PHRASING - {"a", "del", "ins"}
# What stands in certain elements only. HTML5's parser takes care of tables.
_PARENTS = {"li": ("ol", "ul"), "dt": ("dl",), "dd": ("dl",), "figcaption": ("figure",)}
# What they may have in it, in this order; # is text.
_CHILDREN = {
    "ol": re.compile("(li )*"),
    "ul": re.compile("(li )*"),
    "dl": re.compile("((dt )+(dd )+)*"),
    "table": re.compile("(caption )?(thead )?(tbody )*(tfoot )?"),
    "figure": re.compile(r"(figcaption )?((?!figcaption)\S+ )*|((?!figcaption)\S+ )*figcaption "),
}
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang"},
    "a": {"href"},
    "img": {"alt", "src"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_VALUES = {
    "colspan": re.compile("[1-9][0-9]{0,2}"),
    "dir": re.compile("ltr|rtl|auto"),
    "lang": re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"),
    "rowspan": re.compile("[1-9][0-9]{0,2}"),
    "start": re.compile("-?[0-9]{1,9}"),
}
# What an address may have as it is: https://www.rfc-editor.org/rfc/rfc3986#section-2.2
_SAFE = "/:=&?~#+!$,;'@()*[]"
_ESCAPE = re.compile("(%[0-9A-Fa-f]{2})")
_PAGE = re.compile(r"part-\d+\.xhtml")


def _well_formed(html: str) -> Markup:
    """Return HTML as XHTML that a book may have: no scripts, nothing loaded from elsewhere.

    The parser of browsers closes and moves elements; what still stands where HTML does not allow
    it loses its tag, and never its text.
    """
    # Few builds write a book, and the imports take long.
    import nh3  # noqa: PLC0415
    from lxml.etree import tostring  # noqa: PLC0415
    from lxml.html import fragment_fromstring  # noqa: PLC0415

    clean = nh3.clean(
        html, tags={*_PHRASING, *_BLOCKS}, attributes=_ATTRIBUTES, attribute_filter=_valid,
        clean_content_tags={"script", "style"}, link_rel=None,
    )  # fmt: skip
    root = fragment_fromstring(clean, create_parent="div")
    for image in list(root.iter("img")):
        source = image.get("src", "")
        if not source.startswith(f"{picture_names.FOLDER}/"):
            is_link = next(image.iterancestors("a"), None) is not None
            image.tag, image.text = "a", image.get("alt", "")
            image.attrib.clear()
            if source.startswith(("https://", "http://")) and not is_link:
                image.set("href", _quoted(source))
    _put_in_place(root, in_line=False)
    for element in root.iter("*"):
        if not element.get("id", "").startswith(("fn-", "fnref-")):
            element.attrib.pop("id", None)
    ids = {element.get("id") for element in root.iter("*")}
    for link in list(root.iter("a")):
        address = link.get("href", "")
        # A link in a book leads to a page of it, to a footnote or to the web, never to a picture.
        if not (":" in address or _PAGE.fullmatch(address) or address.removeprefix("#") in ids):
            link.drop_tag()
    text = tostring(root, encoding="unicode", method="xml", with_tail=False)
    return Markup(text.removeprefix("<div>").removesuffix("</div>") if text != "<div/>" else "")


def _valid(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute; None if HTML does not allow it."""
    del tag
    if name == "href":
        return _quoted(value)
    pattern = _VALUES.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


def _quoted(address: str) -> str:
    return "".join(
        part if _ESCAPE.fullmatch(part) else quote(part, _SAFE)
        for part in _ESCAPE.split(address.strip())
    )


def _put_in_place(parent: "HtmlElement", *, in_line: bool) -> None:
    """Take off the tags of elements that HTML does not allow where they stand.

    Args:
        parent: what contains them.
        in_line: whether it stands in a line, where there are no blocks.
    """
    _untie(parent)
    place = 0
    while place < len(parent):
        child = parent[place]
        tag = str(child.tag)
        if (
            (in_line and tag not in _PHRASING)
            or parent.tag not in _PARENTS.get(tag, (parent.tag,))
            or (tag == "bdo" and not child.get("dir"))
        ):
            child.text, child.tail = f" {child.text or ''}", f" {child.tail or ''}"
            child.drop_tag()
        else:
            _put_in_place(child, in_line=in_line or tag in _LINES)
            place += 1


def _untie(parent: "HtmlElement") -> None:
    """Make a list or figure a plain block if something else is in it; give a table one body."""
    tag = str(parent.tag)
    texts = (parent.text, *(child.tail for child in parent))
    marks = ["# " if text and text.strip() else "" for text in texts]
    tags = (f"{child.tag} " for child in parent)
    inside = marks[0] + "".join(chain.from_iterable(zip(tags, marks[1:], strict=True)))
    if tag not in _CHILDREN or _CHILDREN[tag].fullmatch(inside):
        return
    if tag == "table":
        for child in parent:
            child.tag = "caption" if child.tag == "caption" else "tbody"
        captions = parent.findall("caption")
        for caption in captions[1:]:
            caption.tag = "div"
            parent.addprevious(caption)
        for caption in captions[:1]:
            parent.insert(0, caption)
        return
    own = [child for child in parent if child.tag in ("li", "dt", "dd", "figcaption")]
    for element in (parent, *own):
        element.tag = "div"
        element.attrib.pop("start", None)


def _figure(picture: LeadPicture | None) -> Markup:
    if picture is None:
        return Markup()
    credit = " · ".join(filter(None, (picture.credit, picture.licence)))
    return Markup('<figure><img src="{}" alt="{}"/><figcaption>{}</figcaption></figure>').format(
        in_book(picture.src), picture.alt, credit
    )


def _known(uri: str, data: bytes) -> bytes:
    """Return a picture in a format that readers know."""
    if uri == in_book(uri):
        return data
    # Pillow is loaded where it is needed only: it takes 30 ms.
    from briefings.files import rasters  # noqa: PLC0415

    return rasters.as_jpeg(data)


def in_book(path: str) -> str:
    """Return the path of a picture in a book: readers do not know AVIF."""
    return f"{path.removesuffix('.avif')}.jpg" if path.endswith(".avif") else path
