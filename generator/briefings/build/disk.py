"""The disk: content is read, and files are written whole or not at all.

Nothing here knows what the files mean.
"""

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from briefings.model.content import Content, Problem, Severity, SourceFile
from briefings.readers import formats


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
        read = read_file(Path(path), path.removeprefix(f"{root}/"))
        if isinstance(read, SourceFile):
            files.append(read)
        else:
            problems.append(read)
    return Content(tuple(files), tuple(problems))


def walk(root: Path, problems: list[Problem]) -> Iterator[str]:
    """Yield the files below a folder in order, except hidden ones; linked folders are followed.

    Paths are text, which takes a tenth of the time where there are tens of thousands.

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
            if not name.startswith(".") and os.path.realpath(f"{folder}/{name}") not in seen
        )
        for name in folders:
            if Path(name).suffix:
                problems.append(Problem(
                    Path(folder, name).relative_to(root).as_posix(), 0, "folder",
                    "This is a folder, named like a file.",
                    "Rename it, or take it out of the content folder.", Severity.WARNING,
                ))  # fmt: skip
        yield from (f"{folder}/{name}" for name in sorted(names) if not name.startswith("."))


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
        there = path.stat()
        if not stat.S_ISREG(there.st_mode):
            raise OSError("it is not a regular file")
        if problem := formats.too_large(name, there.st_size):
            return problem
        return SourceFile(name, path.read_bytes())
    except OSError as error:
        return _unreadable(name, "file", error)


def _unreadable(name: str, what: str, error: OSError) -> Problem:
    return Problem(
        name, 0, "unreadable", f"This {what} cannot be read: {error.strerror or error}.",
        "Mend its permissions, or take it out of the content folder.",
    )  # fmt: skip


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
