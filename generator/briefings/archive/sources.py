"""Sources: files, folders and patterns, as the captures that they stand for."""

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
    """What some sources stand for."""

    captures: tuple[str, ...]
    """Names of captures, sorted, each file once; relative where the source is."""
    unlisted: tuple[Problem, ...]
    """Folders that could not be listed."""
    nothing: tuple[str, ...]
    """Sources that stand for nothing, each with the reason."""


def find(sources: Iterable[str], root: Path) -> Listing:
    """Return the captures that sources stand for.

    A file that is named stands for itself, there or not: its record will say that it is not. Of a
    folder, or what a pattern finds, the files count that end as captures do.

    Args:
        sources: paths, and patterns with `*`, `?`, `[…]` and `**`.
        root: where relative ones begin.
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
    """Yield the captures in a folder and the folders in it."""
    problems: list[Problem] = []
    for path in content_folder.walk(root / name, problems):
        if path.endswith(SUFFIXES):
            yield os.path.normpath(Path(name, path.removeprefix(f"{root / name}/")))
    # Folders named like files, of which it warns, are common here: captures lie by host.
    unlisted += [
        replace(p, file=os.path.normpath(Path(name, p.file)))
        for p in problems
        if p.severity is Severity.ERROR
    ]


def _matching(pattern: str, root: Path, unlisted: list[Problem]) -> Iterator[str]:
    """Yield the captures that a pattern finds, itself or in the folders that it finds."""
    # pathlib's own would not take a pattern that begins at the root.
    for name in glob.iglob(pattern, root_dir=root, recursive=True):  # noqa: PTH207
        if (root / name).is_dir():
            yield from _below(name, root, unlisted)
        elif name.endswith(SUFFIXES):
            yield name
