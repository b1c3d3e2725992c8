"""The cache on disk: results of pure steps, and the manifest of files with what each was made from.

It is an SQLite file, which stays valid when a process is killed at any moment. Everything in it can
be made again. So it is deleted when it is damaged or was written by another version of the program
or of a package. SQLite notices damage of its own structures at best, so each row has a checksum of
all that is in it, its key too. A result that does not match it is ignored. The manifest also has
the sum of the checksums of each folder, by which a row is missed; if it does not match, the whole
manifest is dropped.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import islice
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import Any, Self, TypeVar
from zlib import crc32

from briefings.cache import GoneError, Result
from briefings.text import report

T = TypeVar("T")

_SCHEMA = """
CREATE TABLE value (name TEXT PRIMARY KEY, data BLOB, checksum INT) WITHOUT ROWID;
CREATE TABLE head (key TEXT PRIMARY KEY, data BLOB, checksum INT);
CREATE TABLE body (key TEXT PRIMARY KEY, data BLOB, checksum INT);
CREATE TABLE file (
    folder TEXT, uri TEXT, made_from TEXT, digest TEXT, size INT, modified INT, warnings TEXT,
    together INT, checksum INT,
    PRIMARY KEY (folder, uri)
) WITHOUT ROWID;
CREATE TABLE folder (name TEXT PRIMARY KEY, total INT) WITHOUT ROWID;
CREATE TRIGGER added AFTER INSERT ON file BEGIN
    INSERT INTO folder VALUES (NEW.folder, NEW.checksum)
    ON CONFLICT DO UPDATE SET total = total + excluded.total;
END;
CREATE TRIGGER changed AFTER UPDATE ON file BEGIN
    UPDATE folder SET total = total + NEW.checksum - OLD.checksum WHERE name = NEW.folder;
END;
CREATE TRIGGER removed AFTER DELETE ON file BEGIN
    UPDATE folder SET total = total - OLD.checksum WHERE name = OLD.folder;
END;
"""
_TABLES = ("head", "body")
OWNED = ":"
"""What stands in the keys of results that belong to a command (`owned`)."""
_VERSION = "version"
# SQLite takes 32,766 parameters at most: https://www.sqlite.org/limits.html
_MOST_PARAMETERS = 10_000
# A transaction blocks writers in other processes, so a long one is split.
_PER_TRANSACTION = 500
# Errors that do not mean a damaged file: https://www.sqlite.org/rescode.html
_NOT_DAMAGED = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY,
}  # fmt: skip


class DamagedError(GoneError):
    """The cache, or a file in its manifest, is damaged, closed or gone.

    Any method of a store can raise it, and so does `manifest.verified`.
    """


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
    """Digest of its bytes (`manifest.digest_of`); of a file of the site a checksum, which
    `Inventory.find_damage` compares. Empty if the file could not be read."""
    size: int
    """Size in bytes."""
    modified: int
    """Modification time in nanoseconds since 1970."""
    warnings: str = ""
    """Warnings of the step that made the file, one on each line."""
    together: int = 0
    """Number of files that one step made; 0 if unknown. A damaged store can lack some of them."""


_COLUMNS = [field.name for field in fields(FileRecord)]
_row = attrgetter(*_COLUMNS)
_UPDATES = ", ".join(f"{name} = excluded.{name}" for name in (*_COLUMNS[2:], "checksum"))
_INSERT = (
    f"INSERT INTO file VALUES ({', '.join('?' * len(_COLUMNS))}, ?) "
    f"ON CONFLICT DO UPDATE SET {_UPDATES}"
)


def _checksum(key: object, data: object) -> int:
    """Return the checksum of a key and its data; one that no row has for values of other types."""
    if isinstance(key, str) and isinstance(data, bytes):
        return crc32(data, crc32(key.encode()))
    return -1


def _row_checksum(row: Sequence[object]) -> int:
    return crc32("\0".join(map(str, row)).encode())


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
        self.damaged: list[str] = []
        """Paths of what did not match its checksum: this file, or files in its manifest."""
        self.is_broken = False
        """Whether SQLite cannot read the file, so that it must be deleted."""
        # A connection must not be used by two threads at once: they can get the same statement.
        self._lock = Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        self._db = self._connect()
        self._newest = dict.fromkeys(_TABLES, 0)
        try:
            known = self.value(_VERSION) == version.encode()
            if known:
                for table in _TABLES:
                    rows = self._query(f"SELECT coalesce(max(rowid), 0) FROM {table}")
                    self._newest[table] = rows[0][0]
        except DamagedError:
            known, self.is_broken = False, False
            self.damaged = [] if is_new else [str(path)]
        if not known:
            self._db.close()
            delete(path)
            self._db = self._connect()
            with self._locked() as db:
                db.executescript(_SCHEMA)
            self.set_value(_VERSION, version.encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._db.close()

    def _connect(self) -> sqlite3.Connection:
        with self._translated():
            db = sqlite3.connect(self._path, check_same_thread=False)
        try:
            with self._translated():
                # After a power cut everything is made again, so no write waits for the disk.
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = OFF")
        except DamagedError:
            pass  # the first query will find it
        return db

    @contextmanager
    def _locked(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction, and keep other threads out until its end."""
        with self._translated(), self._lock, self._db:
            yield self._db

    def _query(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        with self._translated(), self._lock:
            return self._db.execute(statement, values).fetchall()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Translate SQLite errors: I/O errors become OSError, all others DamagedError.

        In a damaged file, text may also be no UTF-8, and a value may have another type.
        """
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError, TypeError) as error:
            # The lower byte is the kind of error. Errors that Python itself finds have no code.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_DAMAGED:
                raise OSError(f"{self._path}: {error}.") from error
            self._note_damage()
            self.is_broken |= isinstance(error, sqlite3.DatabaseError)
            raise DamagedError(str(error)) from error

    def _note_damage(self) -> None:
        self.damaged.append(str(self._path))

    # ------------------------------------------------------------------ results

    def heads(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """Return the heads of those results that are in the cache and match their checksums."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        for first in range(0, len(wanted), _MOST_PARAMETERS):
            some = wanted[first : first + _MOST_PARAMETERS]
            marks = ", ".join("?" * len(some))
            rows = self._query(f"SELECT key, data, checksum FROM head WHERE key IN ({marks})", some)
            with self._translated():
                intact = {key: data for key, data, sum_ in rows if _checksum(key, data) == sum_}
            if len(intact) < len(rows):
                self._note_damage()
            found |= intact
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
                    rows = [(key, data, _checksum(key, data)) for key, data in values if data]
                    db.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)

    def head(self, key: str) -> bytes:
        """Return the head of a result; raises DamagedError as `body` does."""
        return self._one("head", key)

    def body(self, key: str) -> bytes:
        """Return the body of a result.

        Raises:
            DamagedError: it is not in the cache, or does not match its checksum. Then the result,
                and each other one that is damaged, is removed, so that it is computed again.
        """
        return self._one("body", key)

    def _one(self, table: str, key: str) -> bytes:
        rows = self._query(f"SELECT data, checksum FROM {table} WHERE key = ?", (key,))
        with self._translated():
            for data, checksum in rows:
                if _checksum(key, data) == checksum:
                    return bytes(data)
        if rows:
            self._note_damage()
        with self._locked() as db:
            bodies = db.execute("SELECT key, data, checksum FROM body") if rows else ()
            gone = [other for other, data, sum_ in bodies if _checksum(other, data) != sum_]
            db.executemany("DELETE FROM head WHERE key = ?", [(one,) for one in (key, *gone)])
        raise DamagedError(key)

    def sweep(self) -> None:
        """Remove the results that were not used since the last sweep or the opening of the store.

        Results that another process has added since then stay, and those that belong to commands.

        Raises:
            ValueError: the store was opened without `sweeps`.
        """
        if not self._sweeps:
            raise ValueError("which results are used is not known")
        with self._locked() as db:
            for table, newest in self._newest.items():
                rows = db.execute(f"SELECT key FROM {table} WHERE rowid <= ?", (newest,)).fetchall()
                idle = [row for row in rows if row[0] not in self._used and OWNED not in row[0]]
                db.executemany(f"DELETE FROM {table} WHERE key = ?", idle)
            self._used.clear()

    def retain(self, prefix: str, keys: Collection[str]) -> None:
        """Remove the results whose keys begin with a prefix, except those with some keys."""
        with self._locked() as db:
            for table in _TABLES:
                rows = db.execute(f"SELECT key FROM {table} WHERE instr(key, ?) = 1", (prefix,))
                idle = [row for row in rows.fetchall() if row[0] not in keys]
                db.executemany(f"DELETE FROM {table} WHERE key = ?", idle)

    # ----------------------------------------------------------------- manifest

    def files(self, folder: str) -> dict[str, FileRecord]:
        """Return the records of a folder's files, by URI."""
        with self._translated(), self._lock, self._db as db:
            # In one transaction: another process may change both.
            db.execute("BEGIN")
            rows = db.execute("SELECT * FROM file WHERE folder = ?", (folder,)).fetchall()
            totals = db.execute("SELECT total FROM folder WHERE name = ?", (folder,)).fetchall()
        (total,) = totals[0] if totals else (0,)
        return self._records(rows, total)

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
        return self._records(rows)

    def _records(
        self, rows: Sequence[tuple[Any, ...]], total: int | None = None
    ) -> dict[str, FileRecord]:
        """Return the records in rows of the manifest, by URI.

        Args:
            rows: the rows.
            total: the sum of their checksums; None if it is unknown.

        Raises:
            DamagedError: a row does not match its checksum, or rows are missing or odd. Then the
                whole manifest is dropped.
        """
        with self._translated():
            sums = [row[-1] for row in rows if _row_checksum(row[:-1]) == row[-1]]
        if len(sums) == len(rows) and total in (None, sum(sums)):
            return {row[1]: FileRecord(*row[:-1]) for row in rows}
        self._note_damage()
        with self._locked() as db:
            db.execute("DELETE FROM file")
            db.execute("DELETE FROM folder")
        raise DamagedError("the manifest")

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
            rows = map(_row, written)
            db.executemany(_INSERT, ((*row, _row_checksum(row)) for row in rows))

    # ------------------------------------------------------------- other values

    def value(self, name: str) -> bytes:
        """Return the value of a name; empty if it has none, or does not match its checksum."""
        rows = self._query("SELECT data, checksum FROM value WHERE name = ?", (name,))
        with self._translated():
            for data, checksum in rows:
                if _checksum(name, data) == checksum:
                    return bytes(data)
        if rows:
            self._note_damage()
        return b""

    def set_value(self, name: str, data: bytes) -> None:
        """Set the value of a name."""
        with self._locked() as db:
            db.execute(
                "INSERT OR REPLACE INTO value VALUES (?, ?, ?)", (name, data, _checksum(name, data))
            )


def using(
    path: Path,
    version: str,
    do: Callable[[Store], T],
    *,
    sweeps: bool = True,
    warn: Callable[[str], object] = str,
) -> T:
    """Call a function with a store; call it again if the store turns out to be damaged.

    Another process may only have removed a result that this one uses. So the store is deleted only
    after the second failure.

    Args:
        path: the file.
        version: fingerprint of the program.
        do: the function. Its result is returned.
        sweeps: as of `Store`.
        warn: gets a message at the end if the file, or one in its manifest, was damaged.
    """
    damaged: list[str] = []
    for attempt in range(3):
        try:
            with Store(path, version, sweeps=sweeps) as store:
                try:
                    result = do(store)
                finally:
                    damaged += store.damaged
        except DamagedError:
            if attempt == 2:
                raise
            if attempt == 1:
                delete(path)
        else:
            tell(damaged, warn)
            return result
    raise AssertionError


def tell(damaged: Iterable[str], warn: Callable[[str], object]) -> None:
    """Warn once of damage that has been mended, if there was any.

    Args:
        damaged: `Store.damaged`.
        warn: gets the message.
    """
    if paths := [*dict.fromkeys(damaged)]:
        were = f" and {report.plural(len(paths) - 1, 'other file')} were" if paths[1:] else " was"
        warn(f"{paths[0]}{were} damaged. What did not match its checksums was made again.")


def delete(path: Path) -> None:
    """Delete the file of a store."""
    for old in path.parent.glob(f"{path.name}*"):  # with SQLite's journal
        old.unlink(missing_ok=True)
