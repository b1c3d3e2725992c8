"""The files of a site's owner that are read while pages are rendered, on which pages depend too.

These are snippets and included files, data of macros and hooks, modules of hooks and extensions. No
setting says which ones they are, so Python is asked (https://peps.python.org/pep-0578/).
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import file_digest
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from briefings.build.outputs import Folders
from briefings.mkdocs_plugin import defaults

_WRITES = frozenset("wax+")


class _Listener:
    """Notes the names of the files that this process opens to read, while it is asked to.

    Names are kept for all builds of the process: a module is read once.
    """

    def __init__(self) -> None:
        self.is_on, self.names = False, set[str]()
        sys.addaudithook(self._on_event)

    def _on_event(self, event: str, args: tuple[object, ...]) -> None:
        if event == "open" and self.is_on:
            path, mode, flags = args
            writes = (
                not _WRITES.isdisjoint(mode)
                if isinstance(mode, str)
                else isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            )
            if not writes and isinstance(path, str | bytes | os.PathLike):
                self.names.add(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100 - links stay


@cache  # Python cannot take back an audit hook
def _listener() -> _Listener:
    return _Listener()


@contextmanager
def listening() -> Iterator[None]:
    """Note what is read inside the block; blocks may be nested."""
    listener = _listener()
    before, listener.is_on = listener.is_on, True
    try:
        yield
    finally:
        listener.is_on = before


def of(config: MkDocsConfig, folders: Folders) -> frozenset[Path]:
    """Return the files below the folder of a site that have been read, and modules there.

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
        Path(sys.prefix), Path(__file__).parents[1], defaults.theme_folder(), Path(config.site_dir),
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
    except OSError:
        return ""
