"""The disk: content is read, changed pages are written, a finished site replaces the old one.

Nothing here knows what the files mean.
"""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.model import Content, Page, Problem, Severity, SourceFile

# A capture is text. The largest that news sites make are a few megabytes; a hundred times the
# usual is a mistake (a video, a database), and reading it would cost the memory of the build.
MAX_BYTES = 50_000_000
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
    """Read every file below the content folder, except hidden ones.

    What cannot be read (no permission, too large, not a file) becomes a problem.
    """
    files: list[SourceFile] = []
    problems: list[Problem] = []
    if not root.is_dir():
        problems.append(Problem(
            "", 0, "no-content", f"The content folder {root} is not there.",
            "Make it, with folders articles/, explainers/ and outlets/ in it.",
        ))  # fmt: skip
    for path in sorted(_visible(root)):
        name = path.relative_to(root).as_posix()
        if path.is_dir():
            if path.suffix:
                problems.append(Problem(
                    name, 0, "folder", "This is a folder, named like a file.",
                    "Rename it, or take it out of the content folder.", Severity.WARNING,
                ))  # fmt: skip
            continue
        try:
            if not path.is_file():
                raise OSError("it is not a regular file")
            if (size := path.stat().st_size) > MAX_BYTES:
                raise OSError(f"it has {size:,} bytes, more than {MAX_BYTES:,}")
            files.append(SourceFile(name, path.read_bytes()))
        except OSError as error:
            reason = error.strerror or str(error)
            problems.append(Problem(
                name, 0, "unreadable", f"This file cannot be read: {reason}.",
                "Mend its permissions, or take it out of the content folder.",
            ))  # fmt: skip
    return Content(tuple(files), tuple(problems))


def _visible(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        if not any(part.startswith(".") for part in path.relative_to(root).parts):
            yield path


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


def publish(staged: Path, site: Path) -> None:
    """Put the finished site `staged` in the place of `site`; both are on one file system."""
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    staged.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def add_file(path: Path, data: bytes) -> None:
    """Write a new file, making its folder.

    Raises:
        FileExistsError: there is one already; it is left alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
