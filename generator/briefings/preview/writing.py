"""Writing edits into the content folder: whole files, only inside it, and never over other changes.

Other programs write the same files. So the bytes on disk are compared right before a file is
replaced, and a lock keeps other previews of the folder out.
"""

import fcntl
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from time import monotonic, sleep

from briefings.build import disk
from briefings.model.content import Problem
from briefings.preview.routes import ChangedFile, Conflict

# Another preview holds the lock for some milliseconds.
_LOCK_SECONDS, _LOCK_STEP = 5.0, 0.02
CHANGED = "The file has changed since this page was made. Nothing was written."
"""What a conflict says."""


@dataclass(frozen=True, slots=True)
class FileEdit:
    """What becomes of a file."""

    path: str
    """Its path in the content folder."""
    before: bytes | None
    """Its bytes until now; None if it does not exist."""
    after: bytes | None
    """Its bytes after the edit; None to delete it."""

    @property
    def undone(self) -> "FileEdit":
        """The edit that undoes this one."""
        return FileEdit(self.path, self.after, self.before)


def digest(data: bytes | None) -> str:
    """Return the SHA-256 of a file in hexadecimal digits; empty if it does not exist."""
    return "" if data is None else sha256(data).hexdigest()


def location(root: Path, path: str) -> Path | Problem:
    """Return where a file of the content folder is on disk, or why it must not be written.

    Args:
        root: the content folder.
        path: a path relative to it, with forward slashes; the file need not exist.
    """
    parts = PurePosixPath(path).parts
    if (
        not parts
        or path.startswith("/")
        or any(part.startswith(".") for part in parts)
        or any(character in path for character in "\\\0")
    ):
        return _refused(path, "This is no file of the content folder.")
    try:
        found = (root / path).resolve()
        inside = found.is_relative_to(root.resolve())
        is_other = found.exists() and not found.is_file()
    except (OSError, RuntimeError) as error:
        return _refused(path, f"This file cannot be found: {error}.")
    if not inside:
        # The preview shows what a link leads to, but someone else may keep it there.
        return _refused(path, f"This link leads out of the content folder, to {found}.")
    if is_other:  # to read a pipe would wait for ever
        return _refused(path, "This is a folder or a device, no file.")
    return found


def _refused(path: str, message: str) -> Problem:
    return Problem(path, 0, "not-written", message, "Edit the file with another program.")


def read(root: Path, path: str) -> bytes | Problem | None:
    """Return the bytes of a file; None if it does not exist."""
    found = location(root, path)
    if isinstance(found, Problem):
        return found
    try:
        return found.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return _failed(path, "read", error)


def write(
    root: Path, edits: Sequence[FileEdit], begin: Callable[[], bool] = lambda: True
) -> Conflict | Problem | None:
    """Write edits, all of them or none; return why nothing was written.

    A crash leaves each file whole, old or new.

    Args:
        root: the content folder.
        edits: the edits.
        begin: called right before the first file is replaced; returns whether that is wanted.
    """
    places: list[Path] = []
    for edit in edits:
        found = location(root, edit.path)
        if isinstance(found, Problem):
            return found
        places.append(found)
    try:
        with _locked(root):
            return _write(edits, places, begin)
    except TimeoutError:
        return _refused("", "Another preview of this folder is writing, and does not end.")
    except OSError as error:
        return _failed(edits[0].path if len(edits) == 1 else "", "written", error)


def _failed(path: str, done: str, error: OSError) -> Problem:
    return Problem(
        path, 0, "not-written", f"This file cannot be {done}: {error.strerror or error}.",
        "Mend its permissions or the disk, and try again.",
    )  # fmt: skip


def _write(
    edits: Sequence[FileEdit], places: Sequence[Path], begin: Callable[[], bool]
) -> Conflict | Problem | None:
    both = list(zip(edits, places, strict=True))
    folders = {place.parent for place in places}
    for edit, place in both:
        if place.exists() and not os.access(place, os.W_OK):
            return _failed(edit.path, "written", PermissionError(0, "it is write-protected"))
    _sweep(folders)
    with ExitStack() as stack:
        new = [stack.enter_context(_prepared(place, edit.after)) for edit, place in both]
        now = [_bytes(place) for place in places]
        if changed := tuple(
            ChangedFile(edit.path, digest(data))
            for edit, data in zip(edits, now, strict=True)
            if data != edit.before
        ):
            return Conflict(CHANGED, changed)
        if not begin():
            return _refused("", "This took too long. Nothing was written.")
        for place, prepared in zip(places, new, strict=True):
            prepared.replace(place) if prepared else place.unlink()
        for folder in folders:
            _sync(folder)
    return None


def _sweep(folders: Iterable[Path]) -> None:
    """Delete what a preview that was killed has left: nobody else writes now."""
    for folder in folders:
        for left in folder.glob(disk.UNFINISHED):
            left.unlink(missing_ok=True)


def _bytes(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None


@contextmanager
def _prepared(place: Path, data: bytes | None) -> Iterator[Path | None]:
    """Write a file that can take the place of another, with its permissions.

    Yields its path; None if there are no bytes. A file that takes no place is deleted at the end.
    """
    if data is None:
        yield None
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    new = disk.unfinished(place)
    try:
        with new.open("xb") as file:
            file.write(data)
            with suppress(FileNotFoundError):
                old = place.stat()
                os.fchmod(file.fileno(), stat.S_IMODE(old.st_mode))
                with suppress(PermissionError):  # only root gives files away
                    os.fchown(file.fileno(), old.st_uid, old.st_gid)
            file.flush()
            os.fsync(file.fileno())
        yield new
    finally:
        new.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Wait until the names in a folder are on disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Keep other threads and other previews of a folder out; raises TimeoutError."""
    number = os.open(root, os.O_RDONLY)
    try:
        until = monotonic() + _LOCK_SECONDS
        while True:
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if monotonic() > until:
                    raise TimeoutError from None
                sleep(_LOCK_STEP)
        yield
    finally:
        os.close(number)  # which gives the lock back
