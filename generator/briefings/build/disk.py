"""Files are written whole or not at all, and shared between folders."""

import os
import secrets
import shutil
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Put a new file in the place of another, if any; whoever reads meanwhile reads either, whole.

    The old file is not written to: where it has another name (a hard link), that keeps its bytes.
    The folder is made if need be.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def share(source: str, target: str) -> None:
    """Give a file a second place: as the same file where the disk lets us, else as a copy.

    The folder is made if need be. Neither is to be written to afterwards, but replaced. Paths are
    text: a build may share tens of thousands of files.

    Raises:
        OSError: there is no such file, or its second place cannot be made.
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
        # What is there may be another file's second place, which is not to be written to.
        Path(target).unlink(missing_ok=True)
        try:
            os.link(source, target)
        except OSError:  # a file system without hard links, or a file of another user
            shutil.copy2(source, target)


def add_file(path: Path, data: bytes) -> None:
    """Write a new file, making its folder.

    Raises:
        FileExistsError: there is one already; it is left alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
