"""Writing: files are replaced whole or not at all, and folders of other origin are left alone."""

import os
import secrets
import shutil
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_RANDOM_BYTES = 8
UNFINISHED = f".{'[0-9a-f]' * 2 * _RANDOM_BYTES}.tmp"
"""Pattern of the names of unfinished files (`replacement`)."""


class ForeignFolderError(Exception):
    """A folder for generated files holds files that the generator did not write."""


def replace(path: Path, data: bytes) -> None:
    """Write a file with `replacement`."""
    with replacement(path) as file:
        file.write(data)


@contextmanager
def replacement(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that takes the place of another, if any, at the end of the `with` block.

    At every moment readers get the old file or the new one, whole. After an exception the old one
    stays. It is not written to: a hard link to it keeps its bytes. The folder is created if needed.
    """
    new = unfinished(path)
    try:
        with _created(new) as file:
            yield file
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def unfinished(path: Path) -> Path:
    """Return a path beside another that is not taken, for a file that will take its place."""
    return path.with_name(f".{secrets.token_hex(_RANDOM_BYTES)}.tmp")


def _created(path: Path) -> IO[bytes]:
    """Open a new file for writing, and create its folder if that is missing."""
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


def share(source: str, target: str) -> None:
    """Hard-link a file to a second path, or copy it where that is not possible.

    The folder is created if needed. Afterwards both paths may be replaced, but not written to.
    Paths are strings, which are faster: a build may share tens of thousands of files.

    Raises:
        OSError: the source is missing, or the target cannot be written.
    """
    try:
        _link(source, target)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        _link(source, target)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        # The old target may be hard-linked to another file: writing to it would change both.
        Path(target).unlink(missing_ok=True)
        try:
            os.link(source, target)
        except OSError:  # a file system without hard links, or a file of another user
            shutil.copy2(source, target)


def add_file(path: Path, data: bytes) -> None:
    """Write a new file. Its folder is created if needed.

    Raises:
        FileExistsError: the path is taken; nothing is changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)


def files_below(root: Path, above: Set[str] = frozenset()) -> Iterator[Path]:
    """Yield the files below a folder, hidden ones too; linked folders are followed.

    Args:
        root: the folder.
        above: real paths of the folders above, which a link may lead back to.
    """
    real = os.path.realpath(root)
    if real in above:
        return
    for path in sorted(root.iterdir()):
        if path.is_dir():
            yield from files_below(path, {*above, real})
        elif path.is_file():
            yield path


def claim(root: Path, purpose: str) -> Path:
    """Create a folder, and mark it as one in which the generator may overwrite and delete files.

    Args:
        root: the folder.
        purpose: what is generated there; a mark for another purpose does not count.

    Returns:
        The file that is the mark.

    Raises:
        ForeignFolderError: the folder holds files, but not this mark. Nothing is changed.
    """
    marker = mark(root, purpose)
    if root.is_dir() and any(root.iterdir()) and not marker.is_file():
        raise ForeignFolderError(
            f"{root} holds files that were not compiled from content. Empty the folder, or set "
            "compiled_dir to another one."
        )
    root.mkdir(parents=True, exist_ok=True)
    marker.touch()
    return marker


def mark(root: Path, purpose: str) -> Path:
    """Return the path of the mark that `claim` leaves in a folder."""
    return root / f".{purpose}-by-briefings"
