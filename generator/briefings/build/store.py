"""The cache on disk: results of pure steps, and the manifest of files with what each was made from.

It is an SQLite file, which stays valid when a process is killed at any moment. Everything in it can
be made again. So it is deleted when it is damaged or was written by another version of the program
or of a package. Each result has a checksum; a result that does not match it is ignored.
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
CREATE TABLE value (name TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE head (key TEXT PRIMARY KEY, data BLOB, checksum INT);
CREATE TABLE body (key TEXT PRIMARY KEY, data BLOB, checksum INT);
CREATE TABLE file (
    folder TEXT, uri TEXT, made_from TEXT, digest TEXT, size INT, modified INT, warnings TEXT,
    together INT,
    PRIMARY KEY (folder, uri)
) WITHOUT ROWID;
"""
_TABLES = ("head", "body")
_VERSION = "version"
# SQLite takes 32,766 parameters at most: https://www.sqlite.org/limits.html
_MOST_PARAMETERS = 10_000
# A transaction blocks writers in other processes, so a long one is split.
_PER_TRANSACTION = 500
# Errors that do not mean a damaged file: https://www.sqlite.org/rescode.html
_NOT_DAMAGED = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY,
}  # fmt: skip


class DamagedError(KeyError):
    """The file is damaged or closed, or a result is gone. Any method of a store can raise it."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """An entry of the manifest: a file as the generator wrote it."""

    folder: str
    """Name of the folder: an `OutputDir`, or the name of an `Inventory`."""
    uri: str
    """Path in the folder, with forward slashes."""
    made_from: str
    """Digest of everything that the file was made from."""
    digest: str
    """Digest of its bytes; empty where nothing is made from the file."""
    size: int
    """Size in bytes."""
    modified: int
    """Modification time in nanoseconds since 1970."""
    warnings: str = ""
    """Warnings of the step that made the file, one on each line."""
    together: int = 0
    """Number of files that one step made; 0 if unknown. A damaged store can lack some of them."""


_row = attrgetter(*(field.name for field in fields(FileRecord)))


class Store:
    """A cache and a manifest in one file. Threads and processes may use it at the same time.

    All methods raise OSError when the file cannot be read or written, as on a full disk, and
    DamagedError when it is damaged or closed.
    """

    def __init__(self, path: Path, version: str, *, sweeps: bool = True) -> None:
        """Open the file; replace it by an empty one if it is not a store of this version.

        Args:
            path: the file.
            version: fingerprint of the program.
            sweeps: whether `sweep` may be called, for which the keys of all results are kept that
                are used.
        """
        self._path, self._used, self._sweeps = path, set[str](), sweeps
        # A connection must not be used by two threads at once: they can get the same statement.
        self._lock = Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = self._connect()
        try:
            known = self.value(_VERSION) == version.encode()
        except DamagedError:
            known = False
        if not known:
            self._db.close()
            for old in path.parent.glob(f"{path.name}*"):  # with SQLite's journal
                old.unlink()
            self._db = self._connect()
            with self._locked() as db:
                db.executescript(_SCHEMA)
            self.set_value(_VERSION, version.encode())
        self._newest = {
            table: self._query(f"SELECT coalesce(max(rowid), 0) FROM {table}")[0][0]
            for table in _TABLES
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._db.close()

    def _connect(self) -> sqlite3.Connection:
        with _translated(self._path):
            db = sqlite3.connect(self._path, check_same_thread=False)
        try:
            with _translated(self._path):
                # After a power cut everything is made again, so no write waits for the disk.
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = OFF")
        except DamagedError:
            pass  # the first query will find it
        return db

    @contextmanager
    def _locked(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction, and keep other threads out until its end."""
        with _translated(self._path), self._lock, self._db:
            yield self._db

    def _query(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        with _translated(self._path), self._lock:
            return self._db.execute(statement, values).fetchall()

    # ------------------------------------------------------------------ results

    def heads(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """Return the heads of those results that are in the cache and match their checksums."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        for first in range(0, len(wanted), _MOST_PARAMETERS):
            some = wanted[first : first + _MOST_PARAMETERS]
            marks = ", ".join("?" * len(some))
            rows = self._query(f"SELECT key, data, checksum FROM head WHERE key IN ({marks})", some)
            with _translated(self._path):
                found |= {key: data for key, data, checksum in rows if crc32(data) == checksum}
        if self._sweeps:
            with self._lock:
                self._used.update(wanted)
        return found

    def keep(self, results: Iterable[Result]) -> None:
        """Add results as they are computed; they replace those with the same keys.

        No lock is held while a result is computed. An exception of `results` is passed on.
        """
        coming = iter(results)
        while some := list(islice(coming, _PER_TRANSACTION)):
            with self._locked() as db:
                self._used.update(result.key for result in some if self._sweeps)
                for table in _TABLES:
                    values = ((result.key, getattr(result, table)) for result in some)
                    rows = [(key, data, crc32(data)) for key, data in values if data]
                    db.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)

    def head(self, key: str) -> bytes:
        """Return the head of a result; raises DamagedError as `body` does."""
        return self._one("head", key)

    def body(self, key: str) -> bytes:
        """Return the body of a result.

        Raises:
            DamagedError: it is not in the cache, or does not match its checksum. Then the result is
                removed, so that it is computed again.
        """
        return self._one("body", key)

    def _one(self, table: str, key: str) -> bytes:
        rows = self._query(f"SELECT data, checksum FROM {table} WHERE key = ?", (key,))
        with _translated(self._path):
            for data, checksum in rows:
                if crc32(data) == checksum:
                    return bytes(data)
        with self._locked() as db:
            db.execute("DELETE FROM head WHERE key = ?", (key,))
        raise DamagedError(key)

    def sweep(self) -> None:
        """Remove the results that were not used since the last sweep or the opening of the store.

        Results that another process has added since then stay.

        Raises:
            ValueError: the store was opened without `sweeps`.
        """
        if not self._sweeps:
            raise ValueError("which results are used is not known")
        with self._locked() as db:
            for table, newest in self._newest.items():
                rows = db.execute(f"SELECT key FROM {table} WHERE rowid <= ?", (newest,)).fetchall()
                idle = [row for row in rows if row[0] not in self._used]
                db.executemany(f"DELETE FROM {table} WHERE key = ?", idle)
            self._used.clear()

    # ----------------------------------------------------------------- manifest

    def files(self, folder: str) -> dict[str, FileRecord]:
        """Return the records of a folder's files, by URI."""
        rows = self._query("SELECT * FROM file WHERE folder = ?", (folder,))
        return {row[1]: FileRecord(*row) for row in rows}

    def between(self, folder: str, after: str, last: str) -> dict[str, FileRecord]:
        """Return the records of those files of a folder whose URIs are in a range, by URI.

        Args:
            folder: the folder.
            after: the URI before the first; empty for the first of all.
            last: the last URI; empty for the last of all.
        """
        until = "AND uri <= ?" if last else ""
        rows = self._query(
            f"SELECT * FROM file WHERE folder = ? AND uri > ? {until}",
            (folder, after, *filter(None, [last])),
        )
        return {row[1]: FileRecord(*row) for row in rows}

    def record(
        self, written: Iterable[FileRecord], removed: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Record files that were written, and delete the records of files that were removed.

        Args:
            written: the new records, which replace old ones.
            removed: folder and URI of each removed file.
        """
        with self._locked() as db:
            db.executemany("DELETE FROM file WHERE folder = ? AND uri = ?", removed)
            db.executemany(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(_row, written)
            )

    # ------------------------------------------------------------- other values

    def value(self, name: str) -> bytes:
        """Return the value of a name; empty if it has none."""
        rows = self._query("SELECT data FROM value WHERE name = ?", (name,))
        with _translated(self._path):
            return bytes(rows[0][0]) if rows else b""

    def set_value(self, name: str, data: bytes) -> None:
        """Set the value of a name."""
        with self._locked() as db:
            db.execute("INSERT OR REPLACE INTO value VALUES (?, ?)", (name, data))


def using(path: Path, version: str, do: Callable[[Store], T], *, sweeps: bool = True) -> T:
    """Call a function with a store; call it again if the store turns out to be damaged.

    Another process may only have removed a result that this one uses. So the store is deleted only
    after the second failure.

    Args:
        path: the file.
        version: fingerprint of the program.
        do: the function. Its result is returned.
        sweeps: as of `Store`.
    """
    for attempt in range(2):
        try:
            with Store(path, version, sweeps=sweeps) as store:
                return do(store)
        except DamagedError:
            if attempt:
                path.unlink(missing_ok=True)
    with Store(path, version, sweeps=sweeps) as store:
        return do(store)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Translate SQLite errors: I/O errors become OSError, all others DamagedError.

    In a damaged file, text may also be no UTF-8, and a value may have another type.
    """
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError, TypeError) as error:
        # The lower byte is the kind of error. Errors that Python itself finds have no code.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_DAMAGED:
            raise OSError(f"{path}: {error}.") from error
        raise DamagedError(str(error)) from error
