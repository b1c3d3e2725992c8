"""The map over parts: each part is a call of an executor, such as that of a Dask cluster.

Workers load the explainers and outlets once, from a file in the archive's folder: a call holds
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
from briefings.archive.folder import Done, Workplace
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
    """Whether an earlier run has written it."""
    error: str = ""
    """Why it could not be written."""


def run(
    parts: Sequence[Part], background: Background, place: Workplace, workers: Executor
) -> Iterator[Outcome]:
    """Write parts, and yield the outcome of each as soon as it is known.

    Raises:
        UnfitWorkerError: a worker cannot do its work.
    """
    data = pickle.dumps(background)
    disk.replace(place.background, data)
    digest = sha256(data).hexdigest()
    names = (name for part in parts for name in part.captures)
    seen = next((name for name in names if (place.root / name).exists()), "")
    try:
        part_of = {workers.submit(_write, part, place, digest, seen): part for part in parts}
        for future in as_completed(part_of):
            yield _outcome(part_of.pop(future), future)
    finally:
        place.background.unlink(missing_ok=True)


def _write(part: Part, place: Workplace, background: str, seen: str) -> tuple[Done, bool]:
    """Write a part, on a worker.

    Args:
        part: the part.
        place: where everything is.
        background: SHA-256 of the background file.
        seen: a capture that exists.
    """
    for path in (place.background, place.root / seen):
        if not path.exists():
            raise UnfitWorkerError(f"does not see {path}")
    reader, made_by = _loaded(place.background, background)
    return folder.make(part, place, reader, made_by)


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
    except Exception as error:  # noqa: BLE001  the other parts continue, whatever it is
        if cluster.killed(error):
            return Outcome(part, None, error="one of these captures ends the process that reads it")
        return Outcome(part, None, error=str(error) or repr(error))
    return Outcome(part, done, before)
