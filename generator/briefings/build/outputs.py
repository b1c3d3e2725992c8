"""Folders of generated files: changed targets are built, files without a target are removed.

A target is not built again while its files are intact and were made from the same things. A file
that is built again is written only if its bytes differ.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from math import ceil
from pathlib import Path, PurePosixPath
from typing import Any

from briefings.build import disk, manifest
from briefings.build.manifest import Inventory
from briefings.build.store import FileRecord, Store
from briefings.build.workers import Workers
from briefings.model.site import OutputDir, Page, Target

# Targets that a process gets at once: about a tenth of a second of work. With 10,000 briefings, the
# inputs of an explainer have some 0.3 MB.
_PER_CALL = 24


@dataclass(slots=True)
class Changes:
    """What `make` has changed on disk."""

    made: int = 0
    """Number of files that were built, whether their bytes are new or not."""
    written: list[FileRecord] = field(default_factory=list)
    """Files that are new, or whose bytes changed."""
    removed: list[tuple[OutputDir, str]] = field(default_factory=list)
    """Files that were removed because no target makes them any more."""


def make(
    targets: Sequence[Target],
    roots: Mapping[OutputDir, Path],
    store: Store,
    workers: Workers,
    progress: Callable[[int], None],
) -> Changes:
    """Make folders hold exactly the files of the targets.

    Args:
        targets: what to build.
        roots: the output folders.
        store: holds the manifest.
        workers: build targets in parallel.
        progress: is called with the number of targets that were finished since the last call.

    Raises:
        ForeignFolderError: a folder holds files that the generator did not write. Then nothing is
            changed.
    """
    for root in roots.values():
        disk.claim(root, manifest.COMPILED)
    inventories = {folder: Inventory(folder, root, store) for folder, root in roots.items()}
    intact = manifest.intact(inventories.values())
    due = [target for target in targets if target.key not in intact]
    progress(len(targets) - len(due))
    wanted = {(f.folder, f.uri) for target in targets for f in intact.get(target.key, ())}
    changes = Changes()
    built: list[FileRecord] = []
    for record, written in _build(due, roots, workers, progress):
        wanted.add((record.folder, record.uri))
        built.append(record)
        if written:
            changes.written.append(record)
    for folder, inventory in inventories.items():
        stale = [uri for uri in inventory.present if (folder, uri) not in wanted]
        for uri in stale:
            (roots[folder] / uri).unlink()
        known = sorted({*stale, *inventory.records})
        changes.removed += [(folder, uri) for uri in known if (folder, uri) not in wanted]
        _remove_empty_parents(roots[folder], stale)
    store.record(built, changes.removed)
    changes.made = len(built)
    return changes


def _build(
    due: Sequence[Target],
    roots: Mapping[OutputDir, Path],
    workers: Workers,
    progress: Callable[[int], None],
) -> Iterator[tuple[FileRecord, bool]]:
    """Build targets, and yield the record of each file and whether it was written.

    Workers build the parallel targets. This process builds the others meanwhile.
    """
    parallel = [target for target in due if target.parallel]
    here = iter([target for target in due if not target.parallel])
    calls = ceil(len(parallel) / _PER_CALL)
    share = ceil((len(due) - len(parallel)) / max(calls, 1))
    work = (
        [(one.key, one.build, one.inputs) for one in parallel[first : first + _PER_CALL]]
        for first in range(0, len(parallel), _PER_CALL)
    )
    for number, results in enumerate(workers.map(_build_all, work)):
        for key, pages in results:
            yield from _write(key, pages, roots)
        progress(min(_PER_CALL, len(parallel) - number * _PER_CALL))
        for _, target in zip(range(share), here, strict=False):
            yield from _write(target.key, target.files(), roots)
            progress(1)
    for target in here:
        yield from _write(target.key, target.files(), roots)
        progress(1)


def _build_all(
    work: Sequence[tuple[str, Callable[[Any], tuple[Page, ...]], Any]],
) -> list[tuple[str, tuple[Page, ...]]]:
    return [(key, build(inputs)) for key, build, inputs in work]


def _write(
    key: str, pages: Iterable[Page], roots: Mapping[OutputDir, Path]
) -> Iterator[tuple[FileRecord, bool]]:
    """Write the files whose bytes differ, and yield each record and whether it was written."""
    for page in pages:
        data = page.text.encode()
        digest = blake2b(data, digest_size=16).hexdigest()
        path = roots[page.tree] / page.uri
        same = path.is_file() and not path.is_symlink() and path.read_bytes() == data
        if not same:
            disk.replace(path, data)
        stat = path.stat()
        record = FileRecord(page.tree, page.uri, key, digest, stat.st_size, stat.st_mtime_ns)
        yield record, not same


def _remove_empty_parents(root: Path, removed: Iterable[str]) -> None:
    """Remove the folders that are empty without the removed files."""
    parents = {parent for uri in removed for parent in PurePosixPath(uri).parents[:-1]}
    for parent in sorted(parents, key=lambda parent: len(parent.parts), reverse=True):
        folder = root / parent
        if not any(folder.iterdir()):
            folder.rmdir()
