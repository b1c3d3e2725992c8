"""Which files change: told by the operating system, and handed on in batches."""

import os
import queue
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from time import monotonic

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

# Programs write a file in several steps, a few milliseconds apart, and some by way of another one.
_QUIET_SECONDS = 0.05
# Something that writes without end must not keep a change from being shown.
_LONGEST_SECONDS = 0.3
_CHANGES = frozenset({
    EVENT_TYPE_CLOSED, EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
})  # fmt: skip


class Changes(FileSystemEventHandler):
    """Collects the paths of what has changed."""

    def __init__(self) -> None:
        self._paths: queue.SimpleQueue[Path] = queue.SimpleQueue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what an event is about; that a file was read is none."""
        listed_again = event.is_directory and event.event_type == EVENT_TYPE_MODIFIED
        if event.event_type in _CHANGES and not listed_again:
            for path in (event.src_path, event.dest_path):
                if path:
                    self._paths.put(Path(os.fsdecode(path)))

    def end(self) -> None:
        """End what waits."""
        self._paths.put(Path())

    def wait(self) -> frozenset[Path]:
        """Wait until something changes and then for a moment of quiet, and return all paths."""
        found = {self._paths.get()}
        end = monotonic() + _LONGEST_SECONDS
        while (left := min(_QUIET_SECONDS, end - monotonic())) > 0:
            try:
                found.add(self._paths.get(timeout=left))
            except queue.Empty:
                break
        return frozenset(found)


@contextmanager
def watching(folders: Iterable[Path], files: Iterable[Path]) -> Iterator[Changes]:
    """Watch folders with all that is in them, and single files, while the block lasts.

    Raises:
        OSError: a folder cannot be watched.
    """
    changes, observer = Changes(), Observer()
    for folder in chain.from_iterable(map(_with_links, folders)):
        observer.schedule(changes, str(folder), recursive=True)
    for folder in {file.parent for file in files}:
        observer.schedule(changes, str(folder))
    observer.start()
    try:
        yield changes
    finally:
        observer.stop()
        observer.join()


def _with_links(root: Path) -> Iterator[Path]:
    """Yield a folder and the linked folders in it, into which no watch of a folder reaches."""
    yield root
    for folder, names, _ in os.walk(root):
        yield from (Path(folder, name) for name in names if Path(folder, name).is_symlink())
