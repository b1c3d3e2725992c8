"""The manifest, compared with the disk: which files are still as the generator wrote them."""

import os
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from briefings.build import disk
from briefings.build.store import DamagedError, FileRecord, Store

State = tuple[int, int]
"""Size of a file in bytes, and its modification time in nanoseconds since 1970."""

COMPILED = "compiled"
"""Purpose of the folders (`disk.claim`) whose files are in the manifest."""

# A file takes 8 µs of processor time. These are all files of some 3,500 briefings.
_MOST_READ = 20_000


class Inventory:
    """A folder of generated files: their records in the manifest, and their states on disk.

    A file is intact if its size and modification time are those in its record. A disk can lose a
    bit and keep both, so bytes are compared too: with `verified` when they are used, and those of
    the site, which nothing is made from, with `find_damage`.
    """

    def __init__(self, name: str, root: Path, store: Store) -> None:
        """Load the records and list the files.

        Args:
            name: the folder's name in the manifest.
            root: the folder; it may be missing.
            store: holds the manifest.
        """
        self.name, self._root = name, root
        self.records = store.files(name)
        """Records in the manifest, by URI."""
        self.present = dict(files(root))
        """States of the files on disk, by URI."""

    def find_damage(self) -> list[str]:
        """Return the paths of files whose bytes have changed. From now on they are not intact.

        Of many files some are read, by chance: a large site is read in several builds.
        """
        some = [record for record in self.records.values() if self.is_intact(record)]
        if len(some) > _MOST_READ:
            some = random.sample(some, _MOST_READ)
        differing = [one.uri for one in some if _checksum(f"{self._root}/{one.uri}") != one.digest]
        for uri in differing:
            del self.present[uri]
        return [f"{self._root}/{uri}" for uri in differing]

    def is_intact(self, record: FileRecord) -> bool:
        """Return whether a file is as it was written."""
        return self.present.get(record.uri) == (record.size, record.modified)

    def is_complete(self) -> bool:
        """Return whether the folder holds exactly the recorded files, and all are intact."""
        return self.records.keys() == self.present.keys() and all(
            map(self.is_intact, self.records.values())
        )

    def find(self, uri: str, made_from: str) -> FileRecord | None:
        """Return the record of a file that is intact and was made from `made_from`, if any."""
        record = self.records.get(uri)
        return (
            record if record and record.made_from == made_from and self.is_intact(record) else None
        )

    def changes(
        self, root: Path, kept: Set[str], made_from: dict[str, str], warnings: dict[str, str]
    ) -> tuple[list[FileRecord], list[tuple[str, str]]]:
        """Return what to record (`Store.record`) when another folder takes the place of this one.

        Args:
            root: the other folder.
            kept: URIs of the files that it shares with this one.
            made_from: digests of what its files are made from, by URI.
            warnings: warnings about its files, by URI.
        """
        together = Counter(made_from.values())
        new = []
        for uri, state in files(root, kept):
            source, text = made_from.get(uri, ""), warnings.get(uri, "")
            checksum = _checksum(f"{root}/{uri}")
            new.append(FileRecord(self.name, uri, source, checksum, *state, text, together[source]))
        gone = self.records.keys() - kept - {record.uri for record in new}
        return new, [(self.name, uri) for uri in gone]


def intact(inventories: Iterable[Inventory]) -> dict[str, list[FileRecord]]:
    """Return the recorded files of folders, grouped by what they were made from.

    Groups with any missing or changed file, or without a record of each file, are left out.
    """
    groups: dict[str, list[FileRecord]] = {}
    broken: set[str] = set()
    for inventory in inventories:
        for record in inventory.records.values():
            groups.setdefault(record.made_from, []).append(record)
            if not inventory.is_intact(record):
                broken.add(record.made_from)
    return {
        made_from: group
        for made_from, group in groups.items()
        if made_from not in broken and all(one.together in (0, len(group)) for one in group)
    }


def digest_of(data: bytes) -> str:
    """Return the digest of a file's bytes for its record."""
    return blake2b(data, digest_size=16).hexdigest()


def verified(path: Path, digest: str) -> bytes:
    """Return the bytes of a generated file.

    Args:
        path: the file.
        digest: the digest of its bytes in its record.

    Raises:
        DamagedError: it has other bytes.
        OSError: it cannot be read.
    """
    data = path.read_bytes()
    if digest_of(data) != digest:
        raise DamagedError(str(path))
    return data


def verify(roots: Mapping[str, Path], store: Store) -> None:
    """Compare the bytes of all files in folders, and delete those with other bytes.

    Args:
        roots: the folders, by their names in the manifest.
        store: holds the manifest; notes the damage.

    Raises:
        DamagedError: there are some; or as `Store` does.
    """
    damaged: list[str] = []
    for name, root in roots.items():
        for record in store.files(name).values():
            path = root / record.uri
            try:
                verified(path, record.digest)
            except DamagedError:
                path.unlink()
                damaged.append(str(path))
            except FileNotFoundError:
                pass  # it is made again
    store.damaged += damaged
    if damaged:
        raise DamagedError(damaged[0])


def _checksum(path: str) -> str:
    """Return a checksum of a file's bytes, which takes less time than a digest; empty for none."""
    with suppress(OSError), open(path, "rb", buffering=0) as file:  # noqa: PTH123  less time
        return f"{crc32(file.read()):x}"
    return ""


def files(root: Path, but: Set[str] = frozenset()) -> Iterator[tuple[str, State]]:
    """Yield the URI and state of each file below a folder, except the mark of `disk.claim`.

    Args:
        root: the folder; it may be missing.
        but: URIs of files to leave out.
    """
    marker = disk.mark(root, COMPILED).name
    # Paths are strings, which are faster: a large site has some hundred thousand files.
    folders = [(str(root), "")] if root.is_dir() else []
    while folders:
        folder, prefix = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{prefix}{entry.name}/"))
                elif (uri := prefix + entry.name) != marker and uri not in but:
                    stat = entry.stat(follow_symlinks=False)
                    yield uri, (stat.st_size, stat.st_mtime_ns)
