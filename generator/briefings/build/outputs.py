"""Folders of generated files: what is new in them is made, what is gone removed, the rest left.

A file stays as it is when it was made from the same things and nobody has changed it since; one
that is made again is written only where its bytes differ.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from math import ceil
from pathlib import Path, PurePosixPath
from typing import Any

from briefings.build import disk
from briefings.build.store import FileRecord, Store
from briefings.build.workers import Workers
from briefings.model.site import OutputDir, Page, Target

Seen = tuple[int, int]
"""What is seen of a file: its size in bytes, and when it was written, in nanoseconds since 1970."""

_MARKER = ".compiled-by-briefings"
# Recipes that a process is handed at once: about a tenth of a second of work. Of 10,000 briefings,
# what an explainer is made from weighs some 0.3 MB.
_TOGETHER = 24


class ForeignFolderError(Exception):
    """A folder for generated files holds files that the generator did not write."""


@dataclass(slots=True)
class Changes:
    """What making the files has changed on disk."""

    made: int = 0
    """How many files were made, whether their bytes are new or not."""
    written: list[FileRecord] = field(default_factory=list)
    """Files that are new, or whose bytes changed."""
    removed: list[tuple[OutputDir, str]] = field(default_factory=list)
    """Files that were removed, because nothing makes them any more."""


def make(
    targets: Sequence[Target],
    roots: Mapping[OutputDir, Path],
    store: Store,
    workers: Workers,
    progress: Callable[[int], None],
) -> Changes:
    """Make the folders hold exactly the files of the recipes.

    Args:
        targets: how to make every file.
        roots: the folder of each tree.
        store: knows which files were made, and from what.
        workers: make files side by side.
        progress: is told how many more recipes are done.

    Raises:
        ForeignFolderError: a folder holds files of other origin; nothing is changed.
    """
    for root in roots.values():
        _claim(root)
    known = {tree: store.made(tree) for tree in roots}
    there = {tree: dict(files(root)) for tree, root in roots.items()}
    whole = _whole(known, there)
    due = [target for target in targets if target.key not in whole]
    progress(len(targets) - len(due))
    wanted = {(f.tree, f.uri) for target in targets for f in whole.get(target.key, ())}
    changes = Changes()
    notes: list[FileRecord] = []
    for note, written in _made(due, roots, workers, progress):
        wanted.add((OutputDir(note.tree), note.uri))
        notes.append(note)
        if written:
            changes.written.append(note)
    for tree, root in roots.items():
        stale = [uri for uri in there[tree] if (tree, uri) not in wanted]
        for uri in stale:
            (root / uri).unlink()
        changes.removed += [
            (tree, uri) for uri in sorted({*stale, *known[tree]}) if (tree, uri) not in wanted
        ]
        _drop_empty_folders(root, stale)
    store.note(notes, changes.removed)
    changes.made = len(notes)
    return changes


def _claim(root: Path) -> None:
    """Mark a folder as one that the generator may write and delete in."""
    marker = root / _MARKER
    if root.is_dir() and any(root.iterdir()) and not marker.is_file():
        raise ForeignFolderError(f"{root} holds files that were not compiled from content")
    root.mkdir(parents=True, exist_ok=True)
    marker.touch()


def files(root: Path, but: Set[str] = frozenset()) -> Iterator[tuple[str, Seen]]:
    """Yield the files below a folder, if it is there, by their paths; without our marker.

    Args:
        root: the folder.
        but: paths of files that are left out.
    """
    # Paths are joined as text: a large site has some hundred thousand files.
    folders = [(str(root), "")] if root.is_dir() else []
    while folders:
        folder, prefix = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{prefix}{entry.name}/"))
                elif (path := prefix + entry.name) != _MARKER and path not in but:
                    stat = entry.stat(follow_symlinks=False)
                    yield path, (stat.st_size, stat.st_mtime_ns)


def _whole(
    known: Mapping[OutputDir, Mapping[str, FileRecord]],
    there: Mapping[OutputDir, Mapping[str, Seen]],
) -> dict[str, list[FileRecord]]:
    """Return the files of each recipe all of whose files are as they were made."""
    by_recipe: dict[str, list[FileRecord]] = {}
    broken: set[str] = set()
    for tree, files in known.items():
        for made in files.values():
            by_recipe.setdefault(made.source, []).append(made)
            if not intact(made, there[tree]):
                broken.add(made.source)
    return {key: files for key, files in by_recipe.items() if key not in broken}


def intact(made: FileRecord, there: Mapping[str, Seen]) -> bool:
    """Return whether a file is as it was made, by its size and time of change."""
    return there.get(made.uri) == (made.size, made.changed)


def _made(
    due: Sequence[Target],
    roots: Mapping[OutputDir, Path],
    workers: Workers,
    progress: Callable[[int], None],
) -> Iterator[tuple[FileRecord, bool]]:
    """Make every file of some recipes, and yield what it is and whether its bytes are new.

    While other processes make those that can be made apart, this one makes the rest.
    """
    apart = [target for target in due if target.parallel]
    here = iter([target for target in due if not target.parallel])
    pieces = ceil(len(apart) / _TOGETHER)
    share = ceil((len(due) - len(apart)) / max(pieces, 1))
    work = (
        [(one.key, one.build, one.inputs) for one in apart[first : first + _TOGETHER]]
        for first in range(0, len(apart), _TOGETHER)
    )
    for number, made in enumerate(workers.map(partial(_cook, roots), work)):
        yield from made
        progress(min(_TOGETHER, len(apart) - number * _TOGETHER))
        for _, target in zip(range(share), here, strict=False):
            yield from _put(target.key, target.files(), roots)
            progress(1)
    for target in here:
        yield from _put(target.key, target.files(), roots)
        progress(1)


def _cook(
    roots: Mapping[OutputDir, Path],
    work: Sequence[tuple[str, Callable[[Any], tuple[Page, ...]], Any]],
) -> list[tuple[FileRecord, bool]]:
    return [put for key, build, inputs in work for put in _put(key, build(inputs), roots)]


def _put(
    key: str, pages: Iterable[Page], roots: Mapping[OutputDir, Path]
) -> Iterator[tuple[FileRecord, bool]]:
    """Write files whose bytes are not there, and yield what each is and whether it was written."""
    for page in pages:
        data = page.text.encode()
        digest = blake2b(data, digest_size=16).hexdigest()
        path = roots[page.tree] / page.uri
        same = _holds(path, data)
        if not same:
            disk.replace(path, data)
        found = path.stat()
        yield (
            FileRecord(page.tree, page.uri, key, digest, found.st_size, found.st_mtime_ns),
            not same,
        )


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


def _drop_empty_folders(root: Path, removed: Iterable[str]) -> None:
    """Remove the folders that files have left empty."""
    parents = {parent for uri in removed for parent in PurePosixPath(uri).parents[:-1]}
    for parent in sorted(parents, key=lambda parent: len(parent.parts), reverse=True):
        folder = root / parent
        if not any(folder.iterdir()):
            folder.rmdir()
