"""The files of a site's owner that are read while pages are rendered, on which pages depend too.

These are snippets and included files, data of macros and hooks, modules of hooks and extensions. No
setting says which ones they are, so Python is asked (https://peps.python.org/pep-0578/). A file
that is looked for and is not there counts too: pages change when it appears.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import file_digest
from os import PathLike
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from briefings.build.outputs import Folders
from briefings.mkdocs_plugin import defaults

_WRITES = frozenset("wax+")


class _Listener:
    """Notes the names of files that this process opens to read or misses, while it is asked to.

    Names are kept for all builds of the process: a module is read once.
    """

    def __init__(self) -> None:
        self.is_on, self.names, self._stat = False, set[str](), os.stat
        sys.addaudithook(self._on_event)

    def _on_event(self, event: str, args: tuple[object, ...]) -> None:
        if event == "open" and self.is_on:
            path, mode, flags = args
            writes = (
                not _WRITES.isdisjoint(mode)
                if isinstance(mode, str)
                else isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            )
            if not writes:
                self._note(path)

    def _note(self, path: object) -> None:
        if isinstance(path, str | bytes | os.PathLike):
            self.names.add(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100 - links stay

    def _stat_or_note(
        self,
        path: int | str | bytes | PathLike[str] | PathLike[bytes],
        *,
        dir_fd: int | None = None,
        follow_symlinks: bool = True,
    ) -> os.stat_result:
        try:
            return self._stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)
        except (FileNotFoundError, NotADirectoryError):
            self._note(path)
            raise

    def switch(self, *, on: bool) -> None:
        """Begin or end to note names."""
        self.is_on = on
        # `os.path.exists` and its like call it, and have no event.
        os.stat = self._stat_or_note if on else self._stat


@cache  # Python cannot take back an audit hook
def _listener() -> _Listener:
    return _Listener()


@contextmanager
def listening() -> Iterator[None]:
    """Note what is read inside the block; blocks may be nested."""
    listener = _listener()
    before = listener.is_on
    listener.switch(on=True)
    try:
        yield
    finally:
        listener.switch(on=before)


def of(config: MkDocsConfig, folders: Folders) -> frozenset[Path]:
    """Return the files below the folder of a site that were read or missed, and modules there.

    There are none if only extensions of this package render its pages.

    Args:
        config: the site's configuration.
        folders: what a build writes. Its own results do not count.
    """
    if defaults.is_ours(config):
        return frozenset()
    modules = (getattr(module, "__file__", None) for module in [*sys.modules.values()])
    names = {*_listener().names, *filter(None, modules)}
    folder = Path(config.config_file_path).parent
    others = [
        Path(sys.prefix), Path(__file__).parents[1], Path(config.site_dir),
        *defaults.theme_folders(config),  # pages depend on all that is in them
        *folders.outputs.values(), folders.search, folders.cache,
    ]  # fmt: skip
    return frozenset(path for name in names if _is_owners(path := Path(name), folder, others))


def _is_owners(path: Path, folder: Path, others: Iterable[Path]) -> bool:
    """Return whether a file below a folder is the owner's: neither a package nor a result."""
    return (
        path.is_relative_to(folder)
        and path.suffix != ".pyc"
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and not any(path.is_relative_to(other) for other in others)
    )


def state(files: Iterable[Path]) -> dict[str, str]:
    """Return the digest of each file by its path; empty for one that is not there."""
    return {str(path): _digest(path) for path in sorted(files)}


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except IsADirectoryError:
        return "folder"  # in which a missing file may be now
    except OSError:
        return ""
