"""Pictures of the content folder: which of them are valid, and who shows them.

A picture lies beside the file that shows it, or elsewhere in the content folder. Captures never
show one: only what editors write does.
"""

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from briefings.cache import Mapped, digest
from briefings.content.checks import addresses
from briefings.content.checks.addresses import Written
from briefings.files import limits, svg
from briefings.files.guard import guarded
from briefings.markup import editorial
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Metadata
from briefings.model.content import ContentFile, Problem, Severity, SourceFile
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.own_page import Introduction
from briefings.model.picture import Picture, PictureFile
from briefings.model.written import EditorsPage
from briefings.text import picture_names, uris
from briefings.text.picture_names import DRAWING, RASTERS, SUFFIXES

# The largest published picture: twice the width of the column, for screens with two pixels for
# each pixel of CSS, and what a tall picture may have.
_WIDEST, _TALLEST = 1_600, 2_400
# Part of the digest in names. Whoever changes how copies are made changes it, because a name must
# not get other bytes.
_RECIPE = "1"
# The theme's files and the owner's, which a page may show too.
_ASSETS = "assets/"
_NAMES = {"JPEG": "a JPEG", "PNG": "a PNG", "WEBP": "a WebP", "AVIF": "an AVIF", "HEIC": "a HEIC"}
_SHOWN = "a .svg, .png, .jpg, .webp or .avif file"


@dataclass(frozen=True, slots=True)
class ParsedPicture:
    """A parsed picture."""

    problems: tuple[Problem, ...] = ()
    """Its problems."""
    picture: PictureFile | None = None
    """The picture; None if it cannot be published."""


class Shown(NamedTuple):
    """A place at which an editor shows a picture, or links to one."""

    file: str
    """The file in which it is shown, relative to the content folder."""
    line: int
    """The line there, from 1."""
    address: str
    """The address as written."""
    path: str
    """The picture's path in the content folder; empty for pictures from elsewhere."""
    alt: str = ""
    """What readers get who do not see it."""
    is_link: bool = False
    """Whether this is a link, which may lead to something else."""
    is_lead: bool = False
    """Whether this is the lead picture of a page."""


def is_picture(path: str) -> bool:
    """Return whether a file of the content folder is named like a picture."""
    return path.lower().endswith(SUFFIXES)


@guarded(lambda problem: ParsedPicture((problem,)))
def parse(source: SourceFile) -> ParsedPicture:
    """Return a picture of the content folder, and all its problems."""
    # Pillow is loaded for new pictures only: it takes 30 ms.
    from briefings.files import rasters  # noqa: PLC0415

    path, data = source.path, source.data
    if problem := limits.too_large(path, len(data)):
        return ParsedPicture((problem,))
    suffix = posixpath.splitext(path)[1].lower()
    wanted = RASTERS.get(suffix, "SVG")
    kind = rasters.format_of(data) or ("SVG" if svg.is_svg(data) else "")
    if kind != wanted and kind:
        return ParsedPicture((_other_format(path, suffix, kind),))
    if suffix == DRAWING:
        return _drawing(source)
    try:
        width, height = rasters.size(data)
    except rasters.UnreadableError as error:
        message = f"This file {error}."
        return ParsedPicture((Problem(path, 0, "bad-picture", message, error.mend),))
    scale = min(1, _WIDEST / width, _TALLEST / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return ParsedPicture((), _file(source, *size, suffix.replace(".jpeg", ".jpg")))


def _drawing(source: SourceFile) -> ParsedPicture:
    path = source.path
    try:
        drawing = svg.read(source.data)
    except svg.UnreadableError as error:
        message = f"This drawing {error.reason}."
        return ParsedPicture((Problem(path, error.line, "bad-picture", message, error.mend),))
    problems: tuple[Problem, ...] = ()
    if drawing.left_out:
        problems = (Problem(
            path, 0, "unsafe-drawing",
            f"The site leaves out of this drawing: {', '.join(drawing.left_out)}.",
            "Look at the page; to remove this warning, save the drawing without it.",
            Severity.WARNING,
        ),)  # fmt: skip
    return ParsedPicture(problems, _file(source, drawing.width, drawing.height, DRAWING))


def _file(source: SourceFile, width: int, height: int, suffix: str) -> PictureFile:
    made_from = digest(_RECIPE, source.digest)
    uri = picture_names.name(uris.stem(source.path), made_from, width, height, suffix)
    return PictureFile(source.path, uri, width, height)


def _other_format(path: str, suffix: str, kind: str) -> Problem:
    """Return the problem that a file is not what its name says."""
    name = _NAMES.get(kind, f"a {kind}")
    shown = next((end for end, known in RASTERS.items() if known == kind), "")
    shown = DRAWING if kind == "SVG" else shown.replace(".jpeg", ".jpg")
    renamed = posixpath.splitext(posixpath.basename(path))[0] + shown
    hint = f"Rename it to {renamed}." if shown else f"Save it as {_SHOWN}."
    message = f"This file is named {suffix}, but is {name} picture."
    return Problem(path, 0, "picture-format", message, hint)


def loaded(files: Mapping[str, ContentFile]) -> Mapping[str, bytes]:
    """Return the bytes of files by path, loaded at each access and not kept."""
    return Mapped(lambda file: file.load().data, files)


# ------------------------------------------------------------------------ where they are shown


def of_page(page: Written, passages: Sequence[MarkdownPassage] = ()) -> Iterator[Shown]:
    """Yield the places at which a page shows or links to pictures.

    Args:
        page: an explainer, or what the site's owner has written.
        passages: the passages of its body; empty to find them.
    """
    if not isinstance(page, Introduction):
        yield from _lead(page.picture)
    if not may_show(page.body):
        return
    uri = addresses.uri_of(page)
    for placed in passages or editorial.markdown_passages(page.body, page.body_line, uri):
        for start, found in _in_passage(placed, page.path, uri):
            yield found._replace(line=page.body_line + page.body.count("\n", 0, start))


def of_article(article: Metadata) -> Iterator[Shown]:
    """Yield the places at which the editor of an article shows or links to pictures."""
    yield from _lead(article.picture)
    for note in (anchored.note for anchored in article.notes):
        if may_show(note.text):
            for placed in editorial.markdown_passages(note.text):
                for _, found in _in_passage(placed, note.file, uris.BRIEFINGS):
                    yield found._replace(line=note.line)


def path_of(file: str, uri: str, address: str) -> str:
    """Return the path in the content folder of a picture that a file names.

    It may lead out of the folder. It is empty for another site, and for a file of the theme.

    Args:
        file: the file, relative to the content folder.
        uri: the page that the file is about.
        address: the address as written.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_local = not (parts.scheme or parts.netloc) and parts.path
    if not is_local or uris.resolve(uri, address).startswith(_ASSETS):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(parts.path)))
    return composed(path)


def composed(path: str) -> str:
    """Return a path with composed letters: some systems name files with decomposed ones."""
    return unicodedata.normalize("NFC", path)


def may_show(markdown: str) -> bool:
    """Return whether Markdown may show or link to a picture, without parsing it."""
    return "![" in markdown or any(end in markdown.lower() for end in SUFFIXES)


def _lead(picture: Picture | None) -> Iterator[Shown]:
    if picture:
        # No page has this URI: an address of a lead picture never means a file of the theme.
        path = path_of(picture.file, "", picture.address)
        yield Shown(picture.file, picture.line, picture.address, path, picture.alt, is_lead=True)


def _in_passage(placed: MarkdownPassage, file: str, uri: str) -> Iterator[tuple[int, Shown]]:
    """Yield the offsets and places of pictures in a passage, without their lines."""
    for image in placed.images:
        path = path_of(file, uri, image.address)
        yield image.start, Shown(file, 0, image.address, path, image.alt)
    for start, _, address in placed.links:
        if is_picture(path := path_of(file, uri, address)):
            yield start, Shown(file, 0, address, path, is_link=True)


# ------------------------------------------------------------------------------------- problems


def problems(shown: Iterable[Shown], known: Mapping[str, PictureFile | None]) -> Iterator[Problem]:
    """Yield the problems of the places at which pictures are shown.

    Args:
        shown: the places.
        known: the pictures by path; None for one with errors.
    """
    for place in shown:
        if not (place.alt or place.is_link):
            yield Problem(
                place.file, place.line, "picture-alt",
                f"The picture {place.address} has no description.",
                "Say what it shows, for readers who cannot see it: "
                f"![What it shows]({place.address}).",
            )  # fmt: skip
        if place.path and place.path not in known and not place.is_link:
            yield _missing(place, known)
        if not place.path and not place.is_link and (place.is_lead or _is_remote(place.address)):
            yield Problem(
                place.file, place.line, "remote-picture",
                f"The picture {place.address} is on another site. Pages do not load it, unless "
                "`content_security_policy` allows that site, which then learns who reads them.",
                "Save it beside this file, if its licence allows that, and write its name here.",
                Severity.ERROR if place.is_lead else Severity.WARNING,
            )  # fmt: skip


def _is_remote(address: str) -> bool:
    try:
        return bool(urlsplit(address).netloc)
    except ValueError:
        return False


def unused(
    shown: Iterable[Shown], known: Mapping[str, PictureFile | None], faulty: Sequence[ContentFile]
) -> Iterator[Problem]:
    """Yield a warning for each picture that nothing shows.

    Args:
        shown: the places at which pictures are shown.
        known: the pictures by path; None for one with errors.
        faulty: files with errors: what they name may be shown once they are mended.
    """
    used = {place.path for place in shown}
    for path, picture in known.items():
        if picture and path not in used:
            name = posixpath.basename(path)
            if any(name.encode() in file.load().data for file in faulty):
                continue
            yield Problem(
                path, 0, "unused-picture", "No page shows this picture, so it is not published.",
                f"Name it as `picture` of a page, or write ![What it shows]({name}) in a text "
                "beside it; or delete it.",
                Severity.WARNING,
            )  # fmt: skip


def misplaced(page: EditorsPage | Metadata) -> Iterator[Problem]:
    """Yield an error for each event, entry, correction and update that shows a picture.

    They also stand in lists, which have no place for one.
    """
    lines = [(revision.file, revision.line, revision.text) for revision in page.revisions]
    if isinstance(page, Explainer):
        lines += [(page.path, entry.line, entry.event) for entry in page.timeline]
    if isinstance(page, Dossier):
        lines += [(page.path, part.line, part.text) for part in page.parts]
    for file, line, text in lines:
        if "![" in text and any(placed.images for placed in editorial.markdown_passages(text)):
            yield Problem(
                file, line, "misplaced-picture",
                "An event, an entry, a correction or an update cannot show a picture.",
                "Move the picture into the text of the page, or into a note.",
            )  # fmt: skip


def _missing(place: Shown, known: Mapping[str, PictureFile | None]) -> Problem:
    """Return the problem that there is no such picture."""
    folder = posixpath.dirname(place.file)
    if place.path and not is_picture(place.path):
        message = f"{place.address} is no picture that the site can show."
        return Problem(place.file, place.line, "picture-format", message, f"Save it as {_SHOWN}.")
    if meant := addresses.nearest(place.path, known):
        hint = f"Did you mean {posixpath.relpath(meant, folder or '.')}?"
    else:
        hint = f"Put the picture beside this file, into {folder or 'the content folder'}, or "
        hint += "correct the name."
    message = f"There is no picture {place.address} here."
    return Problem(place.file, place.line, "missing-picture", message, hint)
