"""The manifest, compared with the disk: which files are still as the generator wrote them."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from briefings.build import disk
from briefings.build.store import FileRecord, Store

State = tuple[int, int]
"""Size of a file in bytes, and its modification time in nanoseconds since 1970."""

COMPILED = "compiled"
"""Purpose of the folders (`disk.claim`) whose files are in the manifest."""


class Inventory:
    """A folder of generated files: their records in the manifest, and their states on disk.

    A file is intact if its size and modification time are those in its record.
    """

    def __init__(self, name: str, root: Path, store: Store) -> None:
        """Load the records and list the files.

        Args:
            name: the folder's name in the manifest.
            root: the folder; it may be missing.
            store: holds the manifest.
        """
        self.name = name
        self.records = store.files(name)
        """Records in the manifest, by URI."""
        self.present = dict(files(root))
        """States of the files on disk, by URI."""

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
            new.append(FileRecord(self.name, uri, source, "", *state, text, together[source]))
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
