"""The folders of the content folder: which files are read, and which file belongs to which."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from briefings.content import articles, pictures
from briefings.model.content import ContentFile, Problem, Severity
from briefings.readers import formats
from briefings.readers.formats import SIDECAR, SUFFIXES
from briefings.text import uris

ARTICLES = "articles"
EXPLAINERS = "explainers"
OUTLETS = "outlets"
PAGES = "pages"
DOSSIERS = "dossiers"
INTRODUCTION = "index.md"
"""The file with the owner's words on the home page."""

Files = Sequence[ContentFile]


_ENDINGS: Mapping[str, tuple[str, ...]] = {
    ARTICLES: (*SUFFIXES, SIDECAR),
    EXPLAINERS: (".md",),
    OUTLETS: (SIDECAR,),
    PAGES: (".md",),
    DOSSIERS: (".md",),
}
_OTHER_PICTURES = (".bmp", ".gif", ".heic", ".tif", ".tiff")


def strays(files: Files) -> Iterator[Problem]:
    """Yield a warning for each file that is not read."""
    for file in files:
        folder, _, name = file.path.partition("/")
        if file.path == INTRODUCTION or pictures.is_picture(file.path):
            continue
        if not (name and name.endswith(_ENDINGS.get(folder, ()))):
            yield Problem(
                file.path, 0, "not-read", "This file is not read.",
                _advice(folder if name else "", file.path), Severity.WARNING,
            )  # fmt: skip


def devices(files: Files) -> Iterator[Problem]:
    """Yield a warning for each file that cannot be on Windows, and whose page cannot either."""
    for file in files:
        for name in filter(uris.is_device, map(uris.stem, file.path.split("/"))):
            yield Problem(
                file.path, 0, "file-name",
                f"Windows reserves the name `{name}`: this file or its page cannot be there.",
                "Rename it. If it has a page, add its former name to `redirect_from`.",
                Severity.WARNING,
            )  # fmt: skip


def _advice(folder: str, path: str) -> str:
    """Return what to do with a file that is not read; `folder` is empty for none."""
    lower = path.lower()
    if lower.endswith(_OTHER_PICTURES):
        return "Save it as a .svg, .png, .jpg, .webp or .avif file beside the text that shows it."
    if folder in _ENDINGS and not lower.endswith((*SUFFIXES, SIDECAR)):
        return f"Files in {folder}/ end in {_either(_ENDINGS[folder])}. Rename it, or delete it."
    if lower.endswith(".md"):
        return (
            f"Move an article into {ARTICLES}/, background on a subject into {EXPLAINERS}/, and a "
            f"page of your own, such as an imprint, into {PAGES}/. Words for the home page are "
            f"{INTRODUCTION}, beside these folders."
        )
    if lower.endswith(SUFFIXES):
        return (
            f"If it is an article, move it into {ARTICLES}/. What should be published as "
            "it is, such as a robots.txt, belongs into the theme's `custom_dir`."
        )
    if lower.endswith(SIDECAR):
        return (
            f"Move the facts of an article beside it into {ARTICLES}/, and an outlet into "
            f"{OUTLETS}/."
        )
    return f"Move it into {_either([f'{name}/' for name in _ENDINGS])}, or delete it."


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def select(
    files: Files, folder: str, endings: tuple[str, ...], shown_as: str
) -> tuple[list[ContentFile], list[Problem]]:
    """Return the files of a folder that have unique addresses, and problems of the others."""
    found = [f for f in files if f.path.startswith(f"{folder}/") and f.path.endswith(endings)]
    slugs = sorted(articles.slug_of(file.path) for file in found)
    repeated = {one for one, other in pairwise(slugs) if one == other} | {uris.INDEX}
    names = [(slug, f.path) for f in found if (slug := articles.slug_of(f.path)) in repeated]
    shared = uris.collisions(names)
    problems = [
        Problem(
            path, 0, "same-address",
            f"This file and {', '.join(p for p in paths if p != path)} would both be "
            f"{shown_as}/{slug}/ on the site.",
            "Rename one of them.",
        )
        for slug, paths in shared.items()
        for path in paths
    ]  # fmt: skip
    problems += [
        Problem(
            path, 0, "same-address", f"The list of {shown_as} has the name `index`.",
            "Rename the file.",
        )
        for slug, path in names
        if slug == uris.INDEX
    ]  # fmt: skip
    return [f for f in found if articles.slug_of(f.path) not in repeated], problems


def sidecar(capture: ContentFile, files: Files) -> ContentFile | None:
    """Return the sidecar of a capture; None if there is none.

    Args:
        capture: the capture.
        files: all files in the order of their paths.
    """
    path = formats.stem(capture.path) + SIDECAR
    place = bisect_left(files, path, key=attrgetter("path"))
    found = files[place] if place < len(files) else None
    return found if found and found.path == path else None


def lonely_sidecars(files: Files) -> Iterator[Problem]:
    """Yield a problem for each sidecar without a capture."""
    captures = {formats.stem(f.path) for f in files if f.path.endswith(SUFFIXES)}
    for sidecar in files:
        if not (sidecar.path.startswith(f"{ARTICLES}/") and sidecar.path.endswith(SIDECAR)):
            continue
        name = formats.stem(sidecar.path)
        if name not in captures:
            yield Problem(
                sidecar.path, 0, "sidecar-alone", "This sidecar has no capture beside it.",
                f"Add the capture as {name}.txt, or delete this file.",
            )  # fmt: skip
