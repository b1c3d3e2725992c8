"""What is kept from one build to the next: results of pure steps, and which files were made.

An SQLite file, which a process that is ended at any moment leaves whole. Everything in it can be
made again: it is thrown away when it is damaged, was written by another version of the program or
of a package, or is no such file. Each result carries a checksum, and one that does not fit is no
result.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import islice
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import Any, Self, TypeVar
from zlib import crc32

from briefings.cache import Result

T = TypeVar("T")

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE head (key TEXT PRIMARY KEY, data BLOB, checksum INT);
CREATE TABLE body (key TEXT PRIMARY KEY, data BLOB, checksum INT);
CREATE TABLE made (
    tree TEXT, uri TEXT, source TEXT, digest TEXT, size INT, changed INT, said TEXT,
    PRIMARY KEY (tree, uri)
) WITHOUT ROWID;
"""
_VERSION = "version"
# SQLite takes 32,766 parameters at most: https://www.sqlite.org/limits.html
_AT_ONCE = 10_000
# As many as are kept in one transaction, while which no other process can write.
_KEPT_AT_ONCE = 500


class DamagedError(KeyError):
    """The file is not what was written to it: it must be thrown away. Any method may find out."""


# What is wrong then is not the file: https://www.sqlite.org/rescode.html.
_NOT_DAMAGED = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was made."""

    tree: str
    """The folder it is in."""
    uri: str
    """Its path in there."""
    source: str
    """Digest of all that it was made from."""
    digest: str
    """Digest of its bytes."""
    size: int
    """Its size in bytes."""
    changed: int
    """When it was written, in nanoseconds since 1970; it and the size tell another file."""
    said: str = ""
    """What was found while it was made, a finding on a line."""


_row = attrgetter(*(field.name for field in fields(FileRecord)))


class Store:
    """A cache in a file, with what is known of the files that were made.

    Each method raises OSError where the file cannot be read or written: the disk is full, say.
    """

    def __init__(self, path: Path, version: str) -> None:
        """Open the file, or make a new one in place of what is no cache of this version.

        Args:
            path: the file.
            version: fingerprint of the program that writes it.
        """
        self._used = set[str]()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._db = path, _connected(path)
        # Several threads may read. Python's module must not be used by two at once: they could be
        # given the same statement, or a connection that the other has just closed.
        self._lock = Lock()
        try:
            self._set_up()
            known = self.said(_VERSION) == version.encode()
        except DamagedError:
            known = False
        if not known:
            self._db.close()
            for old in path.parent.glob(f"{path.name}*"):  # SQLite's journal stands beside it
                old.unlink()
            self._db = _connected(path)
            self._set_up()
            with _checked(path):
                self._db.executescript(_SCHEMA)
            self.say(_VERSION, version.encode())
        self._last = {
            table: self._run(f"SELECT coalesce(max(rowid), 0) FROM {table}")[0][0]
            for table in ("head", "body")
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._db.close()

    def _run(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """Run a statement, and return the rows that it finds.

        Raises:
            DamagedError: it cannot be run, as on a store that is closed.
        """
        with _checked(self._path), self._lock:
            return self._db.execute(statement, values).fetchall()

    def _set_up(self) -> None:
        with _checked(self._path):
            # What a crash of the machine takes away is made again: nothing waits for the disk.
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = OFF")

    # ------------------------------------------------------------------ results

    def heads(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """Return the heads of those results that are there and whole."""
        wanted = list(keys)
        self._used.update(wanted)
        found: dict[str, bytes] = {}
        with _checked(self._path):
            for some in _parts(wanted):
                rows = self._run(
                    f"SELECT key, data, checksum FROM head WHERE key IN ({_marks(some)})", some
                )
                found |= {key: data for key, data, checksum in rows if crc32(data) == checksum}
        return found

    def keep(self, results: Iterable[Result]) -> None:
        """Keep results as they come, in place of those of the same keys.

        To make them may take long, and what goes wrong there is not the file's fault.
        """
        coming = iter(results)
        while some := list(islice(coming, _KEPT_AT_ONCE)):
            with _checked(self._path), self._db:
                for result in some:
                    self._used.add(result.key)
                    for table, data in (("head", result.head), ("body", result.body)):
                        if data:
                            self._run(
                                f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)",
                                (result.key, data, crc32(data)),
                            )

    def body(self, key: str) -> bytes:
        """Return the body of a result that is there.

        Raises:
            DamagedError: it is not there, or not what it was; from now on the result is not there.
        """
        with _checked(self._path):
            for data, checksum in self._run(
                "SELECT data, checksum FROM body WHERE key = ?", (key,)
            ):
                if crc32(data) == checksum:
                    return bytes(data)
        self._forget("head", [key])
        raise DamagedError(key)

    def sweep(self) -> None:
        """Forget the results that nobody has asked for since this was done last, or ever.

        What came in from elsewhere after the file was opened stays: it is of another process.
        """
        for table, last in self._last.items():
            with _checked(self._path):
                rows = self._db.execute(f"SELECT key FROM {table} WHERE rowid <= ?", (last,))
                idle = [key for (key,) in rows if key not in self._used]
            self._forget(table, idle)
        self._used.clear()

    def _forget(self, table: str, keys: Iterable[str]) -> None:
        with _checked(self._path), self._db:
            self._db.executemany(f"DELETE FROM {table} WHERE key = ?", ((key,) for key in keys))

    # -------------------------------------------------------------------- files

    def made(self, tree: str) -> dict[str, FileRecord]:
        """Return the files of a tree as they were made, by their path."""
        with _checked(self._path):
            rows = self._db.execute("SELECT * FROM made WHERE tree = ?", (tree,)).fetchall()
        return {row[1]: FileRecord(*row) for row in rows}

    def note(self, made: Iterable[FileRecord], gone: Iterable[tuple[str, str]] = ()) -> None:
        """Remember files as they were made now, and forget others, given by tree and path."""
        with _checked(self._path), self._db:
            self._db.executemany("DELETE FROM made WHERE tree = ? AND uri = ?", gone)
            self._db.executemany(
                "INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row, made)
            )

    # ------------------------------------------------------------- other things

    def said(self, name: str) -> bytes:
        """Return what is remembered under a name; nothing where nothing is."""
        with _checked(self._path):
            rows = self._run("SELECT value FROM about WHERE name = ?", (name,))
            return bytes(rows[0][0]) if rows else b""

    def say(self, name: str, value: bytes) -> None:
        """Remember something else under a name."""
        with _checked(self._path), self._db:
            self._db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))


def using(path: Path, version: str, do: Callable[[Store], T]) -> T:
    """Do something with a store; anew, with one that is empty, where it is found to be damaged.

    Args:
        path: the file.
        version: fingerprint of the program that writes it.
        do: what to do; what it returns is returned.
    """
    try:
        with Store(path, version) as store:
            return do(store)
    except DamagedError:
        path.unlink(missing_ok=True)
    with Store(path, version) as store:
        return do(store)


def _connected(path: Path) -> sqlite3.Connection:
    with _checked(path):
        return sqlite3.connect(path, check_same_thread=False)


@contextmanager
def _checked(path: Path) -> Iterator[None]:
    """Damage may also turn bytes into words or nothing."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError, TypeError) as error:
        # The lower byte says what kind of error it is; Python finds some that have no code.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_DAMAGED:
            raise OSError(f"{path}: {error}.") from error
        raise DamagedError(str(error)) from error


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))


def _marks(keys: Sequence[str]) -> str:
    return ", ".join("?" * len(keys))
