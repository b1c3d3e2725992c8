"""Publishing: the next site is built in a staging folder, then exchanged with the published one.

    build/site         the published site: at every moment the old one or the new one, complete
    build/.site.work/  lock       held by the process that builds
                       next-….    the staging folder; after a build it holds the former site
                       old        exists only during an exchange by renaming (see `atomic_swap`)

A build first repairs what a killed build left, so no manual clean-up is needed. The old staging
folder is reused, since ten thousand new folders take longer to create than to compare. No file in
it is trusted.
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
    """The site cannot be published; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Staging:
    """An exclusive lock on the staging folder; obtained from `staging`."""

    _site: Path
    _folder: Path
    _lock: TextIO

    def begin(self, keep: Iterable[str] = ()) -> "Staged":
        """Begin the next site with unchanged files of the published one, as hard links.

        To write to a kept file would change the published site; use `disk.replace` instead.

        Args:
            keep: the files, such as `briefings/a/index.html`.

        Raises:
            OSError: a file is missing in the published site, or cannot be linked or copied.
        """
        wanted = set(keep)
        stays, idle = _retain(self._folder, self._site, wanted)
        for uri in wanted - stays:
            disk.share(f"{self._site}/{uri}", f"{self._folder}/{uri}")
        return Staged(self._folder, wanted, self._site, self._lock, idle)


@dataclass(frozen=True, slots=True)
class Staged:
    """The next site, in the staging folder."""

    folder: Path
    """The staging folder."""
    kept: Set[str]
    """Files that are hard links to those of the published site."""
    _site: Path
    _lock: TextIO
    _idle: Sequence[str]

    def publish(self) -> None:
        """Replace the published site by the next one, which must be complete.

        Raises:
            OSError, PublishError: it cannot be replaced. The published site has not changed.
        """
        _remove_empty_folders(self._idle)
        _check(self._site)
        if not _is_open_at(self._lock, self.folder.with_name(_LOCK)):
            raise PublishError("The next site was taken away while it was made. Build again.")
        atomic_swap.flush(self.folder)
        atomic_swap.swap(self.folder, self._site, self.folder.with_name(_ASIDE))
        if not self.kept:
            # The old files are of no use any more, but the next build reuses their folders.
            with suppress(OSError):  # the site is published; the next build cleans up
                _retain(self.folder, self._site, frozenset())


@contextmanager
def staging(site_dir: Path, waiting: Callable[[str], None]) -> Iterator[Staging]:
    """Lock the staging folder inside the block. Only one process at a time can have the lock.

    The operating system releases the lock when the process ends, however it ends.

    Args:
        site_dir: folder of the published site; it may be missing, or a symbolic link to the folder.
        waiting: is called once, with the id of the other process (empty if unknown), if this
            process has to wait.

    Raises:
        OSError: the staging folder cannot be created or locked.
        PublishError: `site_dir` cannot be replaced.
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
            # An empty folder could be in the way of a file of the next build.
            _remove_empty_folders(path for path, *_ in os.walk(folder, topdown=False))
            raise


def require_site(folder: Path) -> None:
    """Raise an error if a folder holds files, and they are not a site: publishing deletes them.

    Args:
        folder: the folder of the published site; it may be missing.

    Raises:
        PublishError: it holds other files, or a repository.
    """
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if names and ("index.html" not in names or ".git" in names):
        what = "a Git repository" if ".git" in names else "files that are no site"
        raise PublishError(
            f"{folder} holds {what}, and all of it would be deleted. Empty the folder, or set "
            "site_dir to another one."
        )


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
    """Hold a lock on a file, which contains the id of the process that holds it.

    This uses `lockf`, because forked children inherit locks of `flock`: a child that outlives a
    killed build would block all later builds.
    """
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # systems report a held lock differently
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
    """Return the staging folder, reused from an earlier build if there is one.

    It gets a new name, so that a child of a killed build that still writes does not write here.
    """
    folder = work / f"next-{secrets.token_hex(4)}"
    for left in sorted(work.iterdir()):
        if left.name == _LOCK:
            continue
        if left.is_dir() and not folder.exists():
            left.rename(folder)
        elif left.is_dir():
            # A child of a killed build may still write here; the next build removes that.
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink()
    folder.mkdir(exist_ok=True)
    return folder


def _retain(folder: Path, site: Path, keep: Set[str]) -> tuple[set[str], list[str]]:
    """Remove all files from a folder except those in `keep` that are hard links to the site's.

    Folders stay, since most of them will be needed again.

    Returns:
        The remaining files, and the folders without any, innermost first.
    """
    stays: set[str] = set()
    idle: list[str] = []
    folders = [("", False)]
    # A directory listing has the inode of each file, which saves tens of thousands of calls.
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
            folders.append((inner, True))  # to be listed after the folders in it
        folders += within
    return stays, idle


def _remove_empty_folders(folders: Iterable[str]) -> None:
    """Remove those folders that are empty. The innermost must come first."""
    for folder in folders:
        with suppress(OSError):  # it is not empty
            Path(folder).rmdir()


def _numbers(folder: str) -> Mapping[str, int]:
    """Return the inode of each entry of a folder by name; empty if the folder is missing."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        return {entry.name: entry.inode() for entry in entries}
    return {}
