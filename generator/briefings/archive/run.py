"""Write the parts of an archive: each part is one call of an executor, such as a Dask cluster.

Workers load the explainers and outlets once, from a file in the archive's folder: a call contains
only names of captures. When a worker is lost, another one writes the part, with the same bytes.
"""

import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from briefings.archive import folder
from briefings.archive.folder import ArchivePaths, Done
from briefings.archive.parts import Part
from briefings.archive.reader import Background, Reader
from briefings.build import cluster, disk
from briefings.build.workers import UnfitWorkerError


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a call for a part."""

    part: Part
    """The part."""
    done: Done | None
    """The part as written; None if it could not be written."""
    before: bool = False
    """Whether an earlier run wrote it."""
    error: str = ""
    """Why it could not be written."""


def run(
    parts: Sequence[Part], background: Background, paths: ArchivePaths, workers: Executor
) -> Iterator[Outcome]:
    """Write parts, and yield the outcome of each as soon as it is known.

    Raises:
        UnfitWorkerError: a worker cannot do its work.
    """
    data = pickle.dumps(background)
    disk.replace(paths.background, data)
    digest = sha256(data).hexdigest()
    names = (name for part in parts for name in part.captures)
    existing = next((name for name in names if (paths.root / name).exists()), "")
    try:
        part_of = {workers.submit(_write, part, paths, digest, existing): part for part in parts}
        for future in as_completed(part_of):
            yield _outcome(part_of.pop(future), future)
    finally:
        paths.background.unlink(missing_ok=True)


def _write(part: Part, paths: ArchivePaths, background: str, existing: str) -> tuple[Done, bool]:
    """Write a part, on a worker.

    Args:
        part: the part.
        paths: the folders of the archive and of its captures.
        background: SHA-256 of the background file.
        existing: a capture that exists.
    """
    for path in (paths.background, paths.root / existing):
        if not path.exists():
            raise UnfitWorkerError(f"does not see {path}")
    reader, made_by = _loaded(paths.background, background)
    return folder.make(part, paths, reader, made_by)


@lru_cache(maxsize=1)
def _loaded(path: Path, digest: str) -> tuple[Reader, str]:
    data = path.read_bytes()
    if sha256(data).hexdigest() != digest:
        raise UnfitWorkerError(f"sees another file at {path}")
    background = pickle.loads(data)
    return Reader(background), folder.made_by(background.made_from)


def _outcome(part: Part, future: "Future[tuple[Done, bool]]") -> Outcome:
    try:
        done, before = future.result()
    except UnfitWorkerError:
        raise
    except Exception as error:  # noqa: BLE001  the other parts continue
        if cluster.killed(error):
            return Outcome(part, None, error="one of these captures ends the process that reads it")
        return Outcome(part, None, error=str(error) or repr(error))
    return Outcome(part, done, before)
