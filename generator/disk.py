"""The disk: content is read, changed pages are written, a finished site replaces the old one.

Nothing here knows what the files mean.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import limits
from generator.model.content import Content, Problem, Severity, SourceFile
from generator.model.site import Page

_MARKER = ".compiled-by-briefings"


@dataclass(frozen=True, slots=True)
class Written:
    """What writing the pages changed on disk."""

    changed: int
    """Pages written, because they are new or their bytes changed."""
    removed: int
    """Files removed, because no page is there any more."""
    unchanged: int
    """Pages whose bytes were right already."""


class ForeignFolderError(Exception):
    """The folder for the compiled pages holds files that the generator did not write."""


def read_content(root: Path) -> Content:
    """Read every file below the content folder, except hidden ones; linked folders are followed.

    What cannot be read (no permission, too large, not a file) becomes a problem.
    """
    files: list[SourceFile] = []
    problems: list[Problem] = []
    if not root.is_dir():
        return Content((), (Problem(
            "", 0, "no-content", f"The content folder {root} is not there.",
            "Make it, with folders articles/, explainers/ and outlets/ in it.",
        ),))  # fmt: skip
    for path in sorted(walk(root, problems)):
        read = read_file(path, path.relative_to(root).as_posix())
        if isinstance(read, SourceFile):
            files.append(read)
        else:
            problems.append(read)
    return Content(tuple(files), tuple(problems))


def walk(root: Path, problems: list[Problem]) -> Iterator[Path]:
    """Yield the files below a folder in order, except hidden ones; linked folders are followed.

    Each folder is walked once. What cannot be listed is added to `problems`.
    """
    seen: set[str] = set()

    def unlisted(error: OSError) -> None:
        name = Path(error.filename).relative_to(root).as_posix()
        problems.append(_unreadable(name, "folder", error))

    for folder, folders, names in os.walk(root, followlinks=True, onerror=unlisted):
        seen.add(os.path.realpath(folder))
        # A link to a folder above would be walked without end.
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(Path(folder, name)) not in seen
        )
        for name in folders:
            if Path(name).suffix:
                problems.append(Problem(
                    Path(folder, name).relative_to(root).as_posix(), 0, "folder",
                    "This is a folder, named like a file.",
                    "Rename it, or take it out of the content folder.", Severity.WARNING,
                ))  # fmt: skip
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def read_file(path: Path, name: str) -> SourceFile | Problem:
    """Read a file, or return the problem that it cannot be read or is too large.

    Args:
        path: where it is.
        name: what it is called in findings.
    """
    shown = name.encode("utf-8", "replace").decode()
    if shown != name:
        return Problem(
            shown, 0, "file-name", "The name of this file is not UTF-8.", "Rename the file."
        )
    try:
        if not path.is_file():
            raise OSError("it is not a regular file")
        if problem := limits.too_large(name, path.stat().st_size):
            return problem
        return SourceFile(name, path.read_bytes())
    except OSError as error:
        return _unreadable(name, "file", error)


def _unreadable(name: str, what: str, error: OSError) -> Problem:
    return Problem(
        name, 0, "unreadable", f"This {what} cannot be read: {error.strerror or error}.",
        "Mend its permissions, or take it out of the content folder.",
    )  # fmt: skip


def write_pages(pages: Iterable[Page], root: Path) -> Written:
    """Make `root` hold exactly these pages, touching only files whose bytes change.

    Raises:
        ForeignFolderError: the folder holds files of other origin; nothing is changed.
    """
    marker = root / _MARKER
    if root.is_dir() and any(root.iterdir()) and not marker.is_file():
        raise ForeignFolderError(f"{root} holds files that were not compiled from content")
    root.mkdir(parents=True, exist_ok=True)
    marker.touch()
    changed = unchanged = 0
    wanted = {marker}
    for page in pages:
        path = root / page.uri
        wanted.add(path)
        data = page.text.encode()
        if path.is_file() and path.read_bytes() == data:
            unchanged += 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        changed += 1
    stale = [path for path in root.rglob("*") if not path.is_dir() and path not in wanted]
    for path in stale:
        path.unlink()
    for folder in sorted((p for p in root.rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return Written(changed, len(stale), unchanged)


def write_files(files: Iterable[Page], root: Path) -> None:
    """Write files into a folder that holds others too, touching only those whose bytes change."""
    for file in files:
        path, data = root / file.uri, file.text.encode()
        if not (path.is_file() and path.read_bytes() == data):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def publish(staged: Path, site: Path) -> None:
    """Put the finished site `staged` in the place of `site`; both are on one file system.

    Raises:
        OSError: it cannot be done; the old site is in its place.
    """
    old = site.with_name(f".{site.name}.old")
    _remove(old)
    if site.exists() or site.is_symlink():
        site.rename(old)
    try:
        staged.rename(site)
    except OSError:
        if old.exists() or old.is_symlink():
            old.rename(site)
        raise
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def add_file(path: Path, data: bytes) -> None:
    """Write a new file, making its folder.

    Raises:
        FileExistsError: there is one already; it is left alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
