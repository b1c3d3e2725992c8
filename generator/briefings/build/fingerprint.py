"""Fingerprints of what a build depends on beside the content: the program, and the templates."""

import json
import sys
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def program() -> str:
    """Return a digest of this program, of all packages beside it and of Python, by version.

    Versions of packages are read off the names of their metadata folders, which installers write
    as `name-version.dist-info`:
    https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    """
    sources = sorted(_PACKAGE.rglob("*.py"))
    packages = sorted(
        found.name
        for folder in {Path(entry).resolve() for entry in sys.path if entry}
        if folder.is_dir()
        for found in folder.glob("*.dist-info")
    )
    return _digest([sys.version, *packages], _PACKAGE, sources)


def theme(settings: object, folders: Iterable[Path]) -> str:
    """Return a digest of settings and of all files of the theme's own folders.

    Args:
        settings: what JSON can hold; of anything else (such as a function that `mkdocs.yml` names)
            its name counts.
        folders: folders of templates and assets.
    """
    said = json.dumps(settings, default=_name, sort_keys=True)
    parts = [
        _digest([], folder, sorted(path for path in folder.rglob("*") if path.is_file()))
        for folder in folders
    ]
    return _digest([said, *parts], Path(), [])


def _name(value: object) -> str:
    return str(getattr(value, "__qualname__", type(value).__qualname__))


def _digest(words: Iterable[str], root: Path, files: Iterable[Path]) -> str:
    digest = blake2b(digest_size=16)
    for word in words:
        digest.update(f"{word}\0".encode())
    for file in files:
        data = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
