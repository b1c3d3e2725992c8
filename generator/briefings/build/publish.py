"""The next site is made beside the published one, and takes its place when it is complete.

    build/site         the published site, whole at every moment: the old one or the new one
    build/.site.work/  lock       held by the process that builds
                       next-….    the next site; after a build, the one that was published before
                       old        there only while two folders trade places (see `swap`)

Nothing here has to be cleaned up. A build begins by putting right whatever a killed one has left:
the folder of the next site is used again, since it costs more to make ten thousand folders than
to compare them, and of what lies in it nothing is taken on trust.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from briefings.build import atomic_swap, disk

_LOCK, _ASIDE = "lock", "old"


class PublishError(Exception):
    """The site cannot be published; the message says why, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Staging:
    """The right to make the next site; `staging` gives it."""

    _site: Path
    _folder: Path
    _lock: TextIO

    def begin(self, keep: Iterable[str] = ()) -> "Staged":
        """Begin the next site with those files of the published one that stay as they are.

        A kept file is the published one itself, by a hard link, with its time of change. Opening
        it for writing would change the published site: whatever is going to be written is not to
        be kept, or has to be replaced by another file (`disk.replace`).

        Args:
            keep: the files, as `briefings/a/index.html`.

        Raises:
            OSError: one is not in the published site, or cannot be linked or copied.
        """
        wanted = set(keep)
        stays, idle = _retain(self._folder, self._site, wanted)
        for uri in wanted - stays:
            disk.share(f"{self._site}/{uri}", f"{self._folder}/{uri}")
        return Staged(self._folder, wanted, self._site, self._lock, idle)


@dataclass(frozen=True, slots=True)
class Staged:
    """The next site while it is made."""

    folder: Path
    """Where to write it."""
    kept: Set[str]
    """Files of the published site that it holds already."""
    _site: Path
    _lock: TextIO
    _idle: Sequence[str]

    def publish(self) -> None:
        """Put the next site, which is complete, in the place of the published one.

        Raises:
            OSError, PublishError: it cannot be done; the published site is the one that it was.
        """
        _remove_empty_folders(self._idle)
        _check(self._site)
        if not _is_open_at(self._lock, self.folder.with_name(_LOCK)):
            raise PublishError("The next site was taken away while it was made. Build again.")
        atomic_swap.flush(self.folder)
        atomic_swap.swap(self.folder, self._site, self.folder.with_name(_ASIDE))
        if not self.kept:
            # No file of the old site is in the new one. Its folders will be needed again.
            with suppress(OSError):  # the site is published; the next build will see to it
                _retain(self.folder, self._site, frozenset())


@contextmanager
def staging(site_dir: Path, waiting: Callable[[str], None]) -> Iterator[Staging]:
    """Give the right to make the next site while the block lasts, to one process at a time.

    While another process builds the same site, this one waits. The lock is the operating system's
    and ends with the process that holds it, however it ends, whatever its children do.

    Args:
        site_dir: folder of the published site, there or not. If it is a symbolic link, the folder
            that it leads to is meant.
        waiting: is told once, with the id of the other process (empty if unknown), before waiting.

    Raises:
        OSError: the folder beside the site cannot be made or locked.
        PublishError: what is at `site_dir` cannot be replaced.
    """
    site = Path(os.path.realpath(site_dir))
    _check(site)
    work = site.with_name(f".{site.name}.work")
    work.mkdir(parents=True, exist_ok=True)
    with _locked(work / _LOCK, waiting) as lock:
        atomic_swap.mend(site, work / _ASIDE)
        folder = _used_again(work)
        try:
            yield Staging(site, folder, lock)
        except BaseException:
            # One of them may be in the way of a file: the next build shall not fail for that.
            _remove_empty_folders(path for path, *_ in os.walk(folder, topdown=False))
            raise


def _check(site: Path) -> None:
    if site.exists() and not site.is_dir():
        raise PublishError(f"{site} is a file, where the site's folder belongs. Move it away.")
    if site.is_mount():
        raise PublishError(
            f"{site} is a disk of its own, which cannot be replaced as a whole. "
            "Mount the folder above it, or set site_dir to a folder in it."
        )


@contextmanager
def _locked(path: Path, waiting: Callable[[str], None]) -> Iterator[TextIO]:
    """Hold a lock, which is a file that says whose it is; wait for it if it is held.

    `lockf` and not `flock`: that would be inherited by forked children, and a child that outlives
    a killed build would hold up every later one.
    """
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # systems differ in how they say "held"
            file.seek(0)
            waiting(file.read())
            fcntl.lockf(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield file


def _is_open_at(file: TextIO, path: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False


def _used_again(work: Path) -> Path:
    """Return the folder for the next site, made of what earlier builds have left.

    Its name is new, so that a child of a killed build that is still writing does not write here.
    """
    folder = work / f"next-{secrets.token_hex(4)}"
    for left in sorted(work.iterdir()):
        if left.name == _LOCK:
            continue
        if left.is_dir() and not folder.exists():
            left.rename(folder)
        elif left.is_dir():
            # What such a child writes meanwhile stays until the next build.
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink()
    folder.mkdir(exist_ok=True)
    return folder


def _retain(folder: Path, site: Path, keep: Set[str]) -> tuple[set[str], list[str]]:
    """Remove all files from a folder but those that are the very files of the site.

    The folders stay, since most of them will be needed again.

    Returns:
        The files that are left, and the folders that hold none, the innermost first.
    """
    stays: set[str] = set()
    idle: list[str] = []
    folders = [("", False)]
    # Folders tell the number of each file, and nothing need be asked of tens of thousands of them.
    shared = site.is_dir() and site.stat().st_dev == folder.stat().st_dev
    while folders:
        inner, seen = folders.pop()
        if seen:
            idle.append(f"{folder}/{inner}")
            continue
        left = len(stays)
        within = []
        published = _numbers(f"{site}/{inner}") if shared else {}
        with os.scandir(f"{folder}/{inner}") as entries:
            for entry in entries:
                uri = inner + entry.name
                if entry.is_dir(follow_symlinks=False):
                    within.append((f"{uri}/", False))
                elif uri in keep and published.get(entry.name) == entry.inode():
                    stays.add(uri)
                else:
                    Path(entry.path).unlink()
        if inner and len(stays) == left:
            folders.append((inner, True))  # when its own folders have been gone through
        folders += within
    return stays, idle


def _remove_empty_folders(folders: Iterable[str]) -> None:
    """Remove those of some folders that are empty, given the innermost first."""
    for folder in folders:
        with suppress(OSError):  # there is something in it
            Path(folder).rmdir()


def _numbers(folder: str) -> Mapping[str, int]:
    """Return the inode number of all that is in a folder, by name; nothing where there is none."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        return {entry.name: entry.inode() for entry in entries}
    return {}
