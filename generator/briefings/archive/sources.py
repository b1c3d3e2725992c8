"""Find the captures of sources: files, folders and patterns."""

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from briefings.build import content_folder
from briefings.model.content import Problem, Severity
from briefings.readers.formats import SUFFIXES


@dataclass(frozen=True, slots=True)
class Listing:
    """The captures of some sources."""

    captures: tuple[str, ...]
    """Names of captures, sorted, each file once; relative if the source is relative."""
    unlisted: tuple[Problem, ...]
    """Folders that could not be listed."""
    nothing: tuple[str, ...]
    """Sources without a capture, each with the reason."""


def find(sources: Iterable[str], root: Path) -> Listing:
    """Return the captures of sources.

    A named file is a capture even if it does not exist; its record then has a problem. In folders
    and among the matches of a pattern, files with the suffix of a capture are captures.

    Args:
        sources: paths, and patterns with `*`, `?`, `[…]` and `**`.
        root: the folder that relative sources are relative to.
    """
    unlisted: list[Problem] = []
    nothing: list[str] = []
    found: dict[str, str] = {}
    for source in sources:
        name = os.path.normpath(source)
        if (root / name).is_dir():
            captures = list(_below(name, root, unlisted))
        elif (root / name).exists() or not glob.has_magic(name):
            captures = [name] if name.endswith(SUFFIXES) else []
        else:
            captures = list(_matching(name, root, unlisted))
        if not captures:
            nothing.append(f"{source}: no capture there; captures end in {', '.join(SUFFIXES)}")
        for capture in captures:
            found.setdefault(os.path.abspath(root / capture), capture)  # noqa: PTH100
    return Listing(tuple(sorted(found.values())), tuple(unlisted), tuple(nothing))


def _below(name: str, root: Path, unlisted: list[Problem]) -> Iterator[str]:
    """Yield the captures in a folder and its subfolders."""
    problems: list[Problem] = []
    for path in content_folder.walk(root / name, problems):
        if path.endswith(SUFFIXES):
            yield os.path.normpath(Path(name, path.removeprefix(f"{root / name}/")))
    # `walk` warns of folders that are named like files. Here they are common: folders of hosts.
    unlisted += [
        replace(p, file=os.path.normpath(Path(name, p.file)))
        for p in problems
        if p.severity is Severity.ERROR
    ]


def _matching(pattern: str, root: Path, unlisted: list[Problem]) -> Iterator[str]:
    """Yield the captures that match a pattern, and those in matching folders."""
    # `Path.glob` does not accept an absolute pattern.
    for name in glob.iglob(pattern, root_dir=root, recursive=True):  # noqa: PTH207
        if (root / name).is_dir():
            yield from _below(name, root, unlisted)
        elif name.endswith(SUFFIXES):
            yield name
