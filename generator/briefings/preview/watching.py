"""Watch folders and files, and yield the paths that change in batches."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from watchfiles import watch

# Programs write a file in several steps, a few milliseconds apart; some write another file first.
_QUIET_MS = 50
# A program that never stops writing must not delay a change for longer than this.
_LONGEST_MS = 300
_POLL_MS = 100


def watching(
    folders: Sequence[Path], files: Callable[[], Iterable[Path]], ended: threading.Event
) -> Iterator[frozenset[Path]]:
    """Start watching, and return an iterator that blocks until something changes.

    Args:
        folders: folders, watched with everything below them, linked folders too.
        files: returns single files, which may become more. Their modification times are polled: a
            native watch ends when an editor replaces the file, and their folder may hold a build
            that changes all the time.
        ended: ends the iteration when it is set.

    Returns:
        Batches of paths that have been added, changed or deleted.

    Raises:
        OSError: a folder cannot be watched.
    """
    batches = _batches(folders, files, ended)
    return filter(None, chain([next(batches)], batches))


def _batches(
    folders: Sequence[Path], files: Callable[[], Iterable[Path]], ended: threading.Event
) -> Iterator[frozenset[Path]]:
    times = {file: _modified(file) for file in files()}
    for changes in watch(
        *folders,
        watch_filter=None,
        debounce=_LONGEST_MS,
        step=_QUIET_MS,
        rust_timeout=_POLL_MS,
        yield_on_timeout=True,
        stop_event=ended,
    ):
        before, times = times, {file: _modified(file) for file in files()}
        replaced = {file for file, time in times.items() if before.get(file, time) != time}
        yield frozenset(Path(path) for _, path in changes) | replaced


def _modified(file: Path) -> int:
    """Return the modification time in nanoseconds; 0 for a file that does not exist."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
