"""Exchange two folders in one step, and flush a file system: system calls that `os` lacks.

Linux has `renameat2` with `RENAME_EXCHANGE` (https://man7.org/linux/man-pages/man2/rename.2.html),
macOS has `renamex_np` with `RENAME_SWAP`.
"""

import ctypes
import errno
import os
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_AT_FDCWD = -100
_RENAME_EXCHANGE = _RENAME_SWAP = 2
# Errors of a file system, kernel or system that cannot exchange two names.
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}


def swap(new: Path, place: Path, aside: Path) -> None:
    """Move the folder `new` to `place`, and the folder at `place`, if any, to where `new` was.

    Where the file system can exchange names this is one step, and `place` is complete at every
    moment. Elsewhere the old folder moves to `aside` first. If the process is killed then, `mend`
    moves it back.

    Args:
        new: a folder.
        place: a folder, or a free path on the same file system.
        aside: a free path on the same file system, the same at every call for this `place`.

    Raises:
        OSError: the folders cannot be moved. Nothing has changed.
    """
    if not os.path.lexists(place):
        new.rename(place)
        return
    try:
        _exchange(new, place)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        _exchange_by_renaming(new, place, aside)


def mend(place: Path, aside: Path) -> None:
    """Move the folder at `aside` back to `place` if a process was killed during a swap."""
    if os.path.lexists(aside) and not os.path.lexists(place):
        aside.rename(place)


def flush(folder: Path) -> None:
    """Wait until everything written to a folder's file system is on disk.

    A file system may write a file's name before its content, and after a power cut the file would
    be empty. One call took 0.5 s after 22,000 new files (370 MB) and 0.06 s after as many hard
    links; `fsync` took 0.2 to 0.5 ms for each file.

    Raises:
        OSError: something cannot be written. A full network disk may report it only here.
    """
    if not hasattr(_LIBC, "syncfs"):
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _checked(_LIBC.syncfs(descriptor), folder)
    finally:
        os.close(descriptor)


def _exchange_by_renaming(new: Path, place: Path, aside: Path) -> None:
    try:
        place.rename(aside)
        new.rename(place)
        aside.rename(new)
    except BaseException:  # a signal may also end the process here
        mend(place, aside)
        raise


def _exchange(one: Path, other: Path) -> None:
    """Exchange two paths in one step.

    Raises:
        OSError: they cannot be exchanged; the number is in `_UNSUPPORTED` if this system cannot.
    """
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(_LIBC, "renameat2"):
        done = _LIBC.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    elif hasattr(_LIBC, "renamex_np"):
        done = _LIBC.renamex_np(*names, _RENAME_SWAP)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    _checked(done, one, other)


def _checked(result: int, *paths: Path) -> None:
    if result:
        number = ctypes.get_errno()
        first, *rest = map(str, paths)
        raise OSError(number, os.strerror(number), first, None, *rest)
