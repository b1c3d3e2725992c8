"""The output folders: changed targets are built, files without a target are removed.

A target is not built again while its files are intact and were made from the same things. A file
that is built again is written only if its bytes differ.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from briefings.build import disk, manifest
from briefings.build.manifest import Inventory
from briefings.build.search import FOLDER
from briefings.build.store import FileRecord, Store
from briefings.build.workers import Workers
from briefings.files.guard import MAKING, bounded
from briefings.model.content import Problem, RefusedError
from briefings.model.site import OutputDir, Page, Target

# Targets that a process gets at once: about a tenth of a second of work. With 10,000 briefings, the
# inputs of an explainer have some 0.3 MB.
_PER_CALL = 24
# Records that are in memory before they are kept: a site has eight for each briefing.
_RECORDS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Folders:
    """Paths of what a build writes in addition to the site. All of it can be deleted."""

    docs: Path
    """The folder of the pages as Markdown; the others are beside it."""

    @property
    def outputs(self) -> dict[OutputDir, Path]:
        """The output folders."""
        beside = {folder: self.docs.with_name(folder.value) for folder in OutputDir}
        return beside | {OutputDir.DOCS: self.docs}

    @property
    def search(self) -> Path:
        """The folder of the search bundles."""
        return self.docs.with_name("search")

    @property
    def cache(self) -> Path:
        """The file of the cache and the manifest."""
        return self.docs.with_name("cache.sqlite")

    @property
    def reused(self) -> dict[str, Path]:
        """The folders whose files the next build uses, by their names in the manifest."""
        return {**{str(name): root for name, root in self.outputs.items()}, FOLDER: self.search}


class Progress(Protocol):
    """Receives the progress of a build."""

    def begin(self, doing: str, number: int) -> None:
        """A step begins with `number` items; `doing` names it, as in “Rendering”."""

    def advance(self, number: int = 1) -> None:
        """`number` more items are done."""


def make(
    targets: Sequence[Target],
    roots: Mapping[OutputDir, Path],
    store: Store,
    workers: Workers,
    progress: Progress,
) -> int:
    """Make folders hold exactly the files of the targets. Return how many files were built.

    Args:
        targets: what to build.
        roots: the output folders.
        store: holds the manifest.
        workers: build targets in parallel.
        progress: counts the targets.

    Raises:
        ForeignFolderError: a folder holds files that the generator did not write. Then nothing is
            changed.
        RefusedError: at the end, if the pages of some content files cannot be made.
    """
    for root in roots.values():
        disk.claim(root, manifest.COMPILED)
    inventories = {folder: Inventory(folder, root, store) for folder, root in roots.items()}
    intact = manifest.intact(inventories.values())
    due = [target for target in targets if target.key not in intact]
    progress.begin("Writing", len(targets))
    progress.advance(len(targets) - len(due))
    wanted = {(f.folder, f.uri) for target in targets for f in intact.get(target.key, ())}
    refused: list[Problem] = []
    coming, number = _build(due, roots, workers, progress.advance, refused), 0
    while built := list(islice(coming, _RECORDS_AT_ONCE)):
        store.record(built)
        wanted.update((record.folder, record.uri) for record in built)
        number += len(built)
    gone: list[tuple[str, str]] = []
    for folder, inventory in inventories.items():
        stale = [uri for uri in inventory.present if (folder, uri) not in wanted]
        for uri in stale:
            (roots[folder] / uri).unlink()
        _remove_empty_parents(roots[folder], stale)
        gone += [(folder, uri) for uri in inventory.records if (folder, uri) not in wanted]
    store.record([], gone)
    if refused:
        raise RefusedError(*refused)
    return number


def _build(
    due: Sequence[Target],
    roots: Mapping[OutputDir, Path],
    workers: Workers,
    progress: Callable[[int], None],
    refused: list[Problem],
) -> Iterator[FileRecord]:
    """Build targets, and yield the record of each file.

    Workers build the parallel targets. This process builds the others meanwhile. `refused` gets the
    problems of content files whose pages cannot be made.
    """

    def write(key: str, pages: Sequence[Page] | Problem) -> Iterator[FileRecord]:
        if isinstance(pages, Problem):
            refused.append(pages)
        else:
            yield from _write(key, pages, roots)

    parallel = [target for target in due if target.parallel]
    here = iter([target for target in due if not target.parallel])
    calls = ceil(len(parallel) / _PER_CALL)
    share = ceil((len(due) - len(parallel)) / max(calls, 1))
    work = (
        [_work(target) for target in parallel[first : first + _PER_CALL]]
        for first in range(0, len(parallel), _PER_CALL)
    )
    for number, results in enumerate(workers.map(_build_all, work)):
        for key, pages in results:
            yield from write(key, pages)
        progress(min(_PER_CALL, len(parallel) - number * _PER_CALL))
        for _, target in zip(range(share), here, strict=False):
            yield from write(target.key, _files(_work(target)))
            progress(1)
    for target in here:
        yield from write(target.key, _files(_work(target)))
        progress(1)


_Work = tuple[str, Callable[[Any], tuple[Page, ...]], Any, str]
"""Key, function, inputs and content file of a target."""


def _work(target: Target) -> _Work:
    return target.key, target.build, target.inputs, target.source


def _build_all(work: Sequence[_Work]) -> list[tuple[str, tuple[Page, ...] | Problem]]:
    return [(one[0], _files(one)) for one in work]


def _files(work: _Work) -> tuple[Page, ...] | Problem:
    """Build the files of a target; return the problem of its content file if that fails."""
    _, build, inputs, source = work
    if not source:
        return build(inputs)
    try:
        with bounded(source, MAKING):
            return build(inputs)
    except RefusedError as error:
        (problem,) = error.problems
        return problem


def _write(
    key: str, pages: Sequence[Page], roots: Mapping[OutputDir, Path]
) -> Iterator[FileRecord]:
    """Write the files whose bytes differ, and yield the record of each file."""
    for page in pages:
        data = page.content
        digest = manifest.digest_of(data)
        path = roots[page.tree] / page.uri
        if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
            disk.replace(path, data)
        stat = path.stat()
        yield FileRecord(
            page.tree, page.uri, key, digest, stat.st_size, stat.st_mtime_ns, "", len(pages)
        )


def _remove_empty_parents(root: Path, removed: Iterable[str]) -> None:
    """Remove the folders that are empty without the removed files."""
    parents = {parent for uri in removed for parent in PurePosixPath(uri).parents[:-1]}
    for parent in sorted(parents, key=lambda parent: len(parent.parts), reverse=True):
        folder = root / parent
        if not any(folder.iterdir()):
            folder.rmdir()
