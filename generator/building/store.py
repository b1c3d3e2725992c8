"""What is kept from one build to the next: results of pure steps, and which files were made.

An SQLite file, which a process that is ended at any moment leaves whole. Everything in it can be
made again: it is thrown away when it is damaged, was written by another version of the program or
of a package, or is no such file. Each result carries a checksum, and one that does not fit is no
result.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Self
from zlib import crc32

from generator.cache import Result

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


class DamagedError(KeyError):
    """The file is not what was written to it: it must be thrown away. Any method may find out."""


# What is wrong then is not the file: https://www.sqlite.org/rescode.html.
_NOT_DAMAGED = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
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
        self._path, self._used = path, set[str]()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
            known = self.said(_VERSION) == version.encode()
        except DamagedError:
            known = False
        if not known:
            self._db.close()
            for old in path.parent.glob(f"{path.name}*"):  # SQLite's journal stands beside it
                old.unlink()
            self._open()
            with self._checked():
                self._db.executescript(_SCHEMA)
            self.say(_VERSION, version.encode())

    def _open(self) -> None:
        with self._checked():
            self._db = sqlite3.connect(self._path, check_same_thread=False)
            # What a crash of the machine takes away is made again: nothing waits for the disk.
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = OFF")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    # ------------------------------------------------------------------ results

    def heads(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """Return the heads of those results that are there and whole."""
        wanted = list(keys)
        self._used.update(wanted)
        found: dict[str, bytes] = {}
        with self._checked():
            for some in _parts(wanted):
                rows = self._db.execute(
                    f"SELECT key, data, checksum FROM head WHERE key IN ({_marks(some)})", some
                )
                found |= {key: data for key, data, checksum in rows if crc32(data) == checksum}
        return found

    def body(self, key: str) -> bytes:
        """Return the body of a result that is there.

        Raises:
            DamagedError: it is not there, or not what it was.
        """
        with self._checked():
            row = self._db.execute(
                "SELECT data, checksum FROM body WHERE key = ?", (key,)
            ).fetchone()
        if row is None or crc32(row[0]) != row[1]:
            raise DamagedError(key)
        return bytes(row[0])

    def keep(self, results: Iterable[Result]) -> None:
        """Keep results, in place of those of the same keys."""
        with self._checked(), self._db:
            for result in results:
                self._used.add(result.key)
                for table, data in (("head", result.head), ("body", result.body)):
                    if data:
                        self._db.execute(
                            f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)",
                            (result.key, data, crc32(data)),
                        )

    def sweep(self) -> None:
        """Forget the results that nobody has asked for since this store was opened."""
        with self._checked(), self._db:
            for table in ("head", "body"):
                keys = [key for (key,) in self._db.execute(f"SELECT key FROM {table}")]
                idle = [(key,) for key in keys if key not in self._used]
                self._db.executemany(f"DELETE FROM {table} WHERE key = ?", idle)

    # -------------------------------------------------------------------- files

    def made(self, tree: str) -> dict[str, Made]:
        """Return the files of a tree as they were made, by their path."""
        with self._checked():
            rows = self._db.execute("SELECT * FROM made WHERE tree = ?", (tree,)).fetchall()
        return {row[1]: Made(*row) for row in rows}

    def note(self, made: Iterable[Made], gone: Iterable[tuple[str, str]] = ()) -> None:
        """Remember files as they were made now, and forget others, given by tree and path."""
        with self._checked(), self._db:
            self._db.executemany("DELETE FROM made WHERE tree = ? AND uri = ?", gone)
            self._db.executemany(
                "INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?, ?, ?)", map(astuple, made)
            )

    # ------------------------------------------------------------- other things

    def say(self, name: str, value: bytes) -> None:
        """Remember something else under a name."""
        with self._checked(), self._db:
            self._db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def said(self, name: str) -> bytes:
        """Return what is remembered under a name; nothing where nothing is."""
        with self._checked():
            row = self._db.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else b""

    # ------------------------------------------------------------------- errors

    @contextmanager
    def _checked(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            # The lower byte says what kind of error it is; Python finds some that have no code.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_DAMAGED:
                raise OSError(f"{self._path}: {error}.") from error
            raise DamagedError(str(error)) from error


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))


def _marks(keys: Sequence[str]) -> str:
    return ", ".join("?" * len(keys))
