"""Digests of the program and the theme, on which a build depends as well as on the content."""

import json
import platform
from collections.abc import Iterable
from email import message_from_string
from email.message import Message
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, distribution, entry_points
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from briefings.build import disk

_PACKAGE = Path(__file__).parents[1]
DISTRIBUTION = "annotated-briefings"
"""The name under which this program is installed."""
_EXTRAS = "pdf"  # those that results depend on
_ENTRY_POINTS = ("mkdocs.plugins", "mkdocs.themes", "markdown.extensions")


@cache
def versions() -> frozenset[str]:
    """Return the versions that results depend on, such as `lxml 6.1.3`.

    They are those of Python and of the packages that this program requires, directly or not. This
    program itself has a digest of its source files, templates, catalogues and fonts. Other packages
    of the environment do not count.
    """
    files = (file for ending in ("py", "po", "ttf", "j2") for file in _PACKAGE.rglob(f"*.{ending}"))
    sources = _digest([], _PACKAGE, sorted(files))
    packages = required(f"{DISTRIBUTION}[{_EXTRAS}]").items()
    versions = {f"{name} {about['Version']}" for name, about in packages}
    return frozenset(versions | {f"Python {platform.python_version()}", f"generator {sources}"})


def program() -> str:
    """Return a digest of `versions`."""
    return _digest(sorted(versions()), Path(), [])


def required(package: str) -> dict[str, Message]:
    """Return the metadata of a package and of all that it requires in this environment, by name.

    Args:
        package: its name, and the extras that count: `a[b,c]`.
    """
    root = Requirement(package)
    seen: set[tuple[str, str]] = set()
    found: dict[str, Message] = {}
    due = [(root.name, extra) for extra in ("", *root.extras)]
    while due:
        needed, extra = due.pop()
        name = canonicalize_name(needed)
        if (name, extra) in seen or not (about := _metadata(name)):
            continue
        seen.add((name, extra))
        found[name] = about
        for line in about.get_all("Requires-Dist", ()):
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                due += [(requirement.name, wanted) for wanted in ("", *requirement.extras)]
    return found


def extensions(names: Iterable[str]) -> list[str]:
    """Return the versions of the packages that provide plugins, themes and Markdown extensions.

    Args:
        names: their names in `mkdocs.yml`. A name that no package registers is left out: it is a
            module of Python-Markdown, of pymdown-extensions (see `versions`) or of the site's own.
    """
    wanted = set(names)
    found = (
        point.dist
        for group in _ENTRY_POINTS
        for point in entry_points(group=group)
        if point.name in wanted
    )
    return sorted({f"{package.name} {package.version}" for package in found if package})


def theme(
    settings: object, versions: Iterable[str], folders: Iterable[Path], files: Iterable[Path] = ()
) -> str:
    """Return a digest of settings, of versions, of all files in folders, and of other files.

    Args:
        settings: a value for JSON; of an object that JSON cannot hold (such as a function that
            `mkdocs.yml` names) the qualified name counts.
        versions: as from `extensions`.
        folders: folders of templates and assets.
        files: such as the hooks of `mkdocs.yml`.
    """
    digests = [_digest([], folder, disk.files_below(folder)) for folder in folders]
    digests += [_digest([], file.parent, [file]) for file in files]
    written = json.dumps(settings, default=_name, sort_keys=True)
    return _digest([written, *versions, *digests], Path(), [])


@cache
def _metadata(package: str) -> Message | None:
    """Return the core metadata of a package without its description; None if not installed.

    The description is most of the file, and `distribution().requires` parses all of it each time.
    """
    try:
        text = distribution(package).read_text("METADATA") or ""
    except PackageNotFoundError:
        return None
    return message_from_string(text.partition("\n\n")[0])


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
