"""The content folder on disk: which files are in it, and their digests. Bytes are loaded later.

The digest of a file is kept in the store, so that an unchanged file is not read at all. A file
counts as unchanged while its size, inode, modification time and status change time (`st_ctime`)
are the same, to the nanosecond. A program can reset the modification time, but only the system sets
`st_ctime`, on every write, rename and change of permissions. Where clocks are coarse, two writes
may get the same times. So the digest of a file that was changed less than two seconds before it was
read is not kept: the next build reads that file again. Git calls such files "racily clean":
https://git-scm.com/docs/racy-git
"""

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TypeVar, overload

from briefings.build.store import FileRecord, Store
from briefings.model.content import Content, Problem, Severity, SourceFile
from briefings.readers import formats

T = TypeVar("T")


EPOCH = "SOURCE_DATE_EPOCH"
"""The environment variable that names the day of the build."""

_FOLDER = "content"
# Files whose records are in memory at once.
_AT_ONCE = 1000
# FAT has the coarsest clock, with steps of two seconds.
_CLOCK_STEP = 2_000_000_000
_ATTEMPTS = 3
_DIGEST_BYTES = sha256().digest_size


class FileChangedError(OSError):
    """A file has changed since the folder was read."""


@dataclass(frozen=True, slots=True)
class FileOnDisk:
    """A `ContentFile` whose bytes are on disk."""

    path: str
    """Path relative to the content folder, with forward slashes."""
    sha256: bytes
    """SHA-256 of the file's bytes when the folder was read."""
    root: str
    """Absolute path of the content folder."""

    @property
    def digest(self) -> str:
        """The same in hexadecimal digits."""
        return self.sha256.hex()

    def load(self) -> SourceFile:
        """Return the file with its bytes.

        Raises:
            OSError: it cannot be read.
            FileChangedError: it was changed, moved or closed since the folder was read.
        """
        changed = FileChangedError(f"{self.path} was changed while it was read. Try again.")
        try:
            data = Path(self.root, self.path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as error:
            raise changed from error
        if sha256(data).digest() != self.sha256:
            raise changed
        return SourceFile(self.path, data)


class FilesOnDisk(Sequence[FileOnDisk]):
    """Many files of one folder, in 40 bytes for each beside its path."""

    def __init__(self, root: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Take the absolute path of the folder, and path and SHA-256 of each file."""
        self._root, self._paths, self._digests = root, list[str](), bytearray()
        for path, digest in files:
            self._paths.append(path)
            self._digests += digest

    @overload
    def __getitem__(self, number: int) -> FileOnDisk: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[FileOnDisk]: ...

    def __getitem__(self, number: int | slice) -> FileOnDisk | Sequence[FileOnDisk]:
        """Return a file, or some files."""
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        place = range(len(self))[number]
        start = place * _DIGEST_BYTES
        digest = bytes(self._digests[start : start + _DIGEST_BYTES])
        return FileOnDisk(self._paths[place], digest, self._root)

    def __len__(self) -> int:
        return len(self._paths)


def read_content(root: Path, store: Store | None = None, *, trust: bool = True) -> Content:
    """Return every file below the content folder, except hidden ones; linked folders are followed.

    A file that cannot be read (no permission, too large, not a regular file) becomes a problem.

    Args:
        root: the content folder.
        store: keeps the digests of files between builds; None for no store.
        trust: whether to use the digests in the store.
    """
    if not root.is_dir():
        return Content((), (Problem(
            "", 0, "no-content", f"The content folder {root} is not there.",
            "Make it, with folders articles/, explainers/ and outlets/ in it.",
        ),), today())  # fmt: skip
    root = root.absolute()
    problems: list[Problem] = []
    paths = sorted(location.removeprefix(f"{root}/") for location in walk(root, problems))
    files = FilesOnDisk(str(root), _read_all(root, paths, store, problems, trust=trust))
    return Content(files, tuple(problems), today())


def _read_all(
    root: Path, paths: Sequence[str], store: Store | None, problems: list[Problem], *, trust: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield path and SHA-256 of each file that can be read.

    Args:
        root: the content folder.
        paths: paths of all files, relative to it, sorted.
        store: as of `read_content`.
        problems: gets the problems of the files that cannot be read.
        trust: as of `read_content`.
    """
    after = ""
    for first in range(0, len(paths), _AT_ONCE):
        some = paths[first : first + _AT_ONCE]
        # The last range has all that follows: records of files that are gone.
        last = _shown(some[-1]) if first + _AT_ONCE < len(paths) else ""
        before = store.between(_FOLDER, after, last) if store else {}
        now: dict[str, FileRecord] = {}
        for path in some:
            read = _read(str(root), path, before.get(path) if trust else None, now)
            if isinstance(read, Problem):
                problems.append(read)
            else:
                yield path, read
        if store and now != before:
            changed = [record for path, record in now.items() if record != before.get(path)]
            store.record(changed, [(_FOLDER, path) for path in before.keys() - now.keys()])
        after = last


def today() -> date:
    """Return the day for which a site is built.

    It is today in UTC, or the day of the environment variable `SOURCE_DATEEPOCH`, a number of
    seconds since 1970: https://reproducible-builds.org/specs/source-date-epoch/

    Raises:
        OSError: the variable is not a number of seconds.
    """
    seconds = os.environ.get(EPOCH)
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)
    except (ValueError, OverflowError) as error:
        raise OSError(f"{EPOCH} is not a number of seconds: {seconds}.") from error
    return moment.date()


def with_content(root: Path, store: Store, do: Callable[[Content], T]) -> T:
    """Call a function with the content; again, if a file is changed before it has been loaded.

    Args:
        root: the content folder.
        store: keeps the digests of files between builds.
        do: the function. Its result is returned.

    Raises:
        FileChangedError: files change all the time.
    """
    for attempt in range(1, _ATTEMPTS):
        try:
            # A digest from the store may be wrong, if the store is damaged.
            return do(read_content(root, store, trust=attempt == 1))
        except FileChangedError:
            continue
    return do(read_content(root, store, trust=False))


def walk(root: Path, problems: list[Problem]) -> Iterator[str]:
    """Yield the files below a folder in order, except hidden ones; linked folders are followed.

    Paths are `str`, which takes a tenth of the time of `Path` for tens of thousands of files. Each
    folder is walked once.

    Args:
        root: the folder.
        problems: gets a problem for each folder that cannot be listed or is named like a file.
    """
    seen: set[str] = set()

    def unlisted(error: OSError) -> None:
        name = Path(error.filename).relative_to(root).as_posix()
        problems.append(_unreadable(name, "folder", error))

    for folder, folders, names in os.walk(root, followlinks=True, onerror=unlisted):
        seen.add(os.path.realpath(folder))
        # A link to a parent folder would be followed without end.
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


def read_file(location: Path, path: str) -> SourceFile | Problem:
    """Load a file, or return the problem that it cannot be read or is too large.

    Args:
        location: where it is.
        path: the path that findings name.
    """
    state = _examine(str(location), path)
    if isinstance(state, Problem):
        return state
    try:
        return SourceFile(path, location.read_bytes())
    except OSError as error:
        return _unreadable(path, "file", error)


def _read(
    root: str, path: str, before: FileRecord | None, now: dict[str, FileRecord]
) -> bytes | Problem:
    """Return the SHA-256 of a file, which is computed if it is not known.

    Args:
        root: the content folder.
        path: path of the file relative to it.
        before: the record of the file, with its digest; None if there is none.
        now: gets the record of the file, unless the file was changed just now.
    """
    location = f"{root}/{path}"
    state = _examine(location, path)
    if isinstance(state, Problem):
        return state
    record = FileRecord(
        _FOLDER, path, f"{state.st_ino} {state.st_ctime_ns}", "", state.st_size, state.st_mtime_ns
    )
    if before and replace(before, digest="") == record:
        with suppress(ValueError):  # the store is damaged
            digest = bytes.fromhex(before.digest)
            if len(digest) == _DIGEST_BYTES:
                now[path] = before
                return digest
    read_at = time.time_ns()
    try:
        with open(location, "rb") as file:  # noqa: PTH123  half a second less for 100,000 files
            digest = file_digest(file, "sha256").digest()
    except OSError as error:
        return _unreadable(path, "file", error)
    if max(state.st_mtime_ns, state.st_ctime_ns) + _CLOCK_STEP < read_at:
        now[path] = replace(record, digest=digest.hex())
    return digest


def _shown(path: str) -> str:
    """Return a path with `?` for bytes that are no UTF-8."""
    return path.encode("utf-8", "replace").decode()


def _examine(location: str, path: str) -> os.stat_result | Problem:
    """Return the state of a regular file that may be read, or what is wrong with it."""
    shown = _shown(path)
    if shown != path:
        return Problem(
            shown, 0, "file-name", "The name of this file is not UTF-8.", "Rename the file."
        )
    try:
        found = os.stat(location)  # noqa: PTH116
        if not stat.S_ISREG(found.st_mode):
            raise OSError("it is not a regular file")
    except OSError as error:
        return _unreadable(path, "file", error)
    return formats.too_large(path, found.st_size) or found


def _unreadable(name: str, what: str, error: OSError) -> Problem:
    return Problem(
        name, 0, "unreadable", f"This {what} cannot be read: {error.strerror or error}.",
        "Mend its permissions, or take it out of the content folder.",
    )  # fmt: skip
