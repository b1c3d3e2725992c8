"""The version of this program that built the site last, beside the folder of the Markdown.

It is not in the cache, because a new version deletes the cache.
"""

from pathlib import Path

from packaging.version import InvalidVersion, Version

from briefings.build import disk

_NAME = "version.txt"


def read(compiled_dir: Path) -> Version | None:
    """Return the version that built the site last; None if it was never built, or not here."""
    try:
        return Version(compiled_dir.with_name(_NAME).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, InvalidVersion):
        return None


def write(compiled_dir: Path, version: Version) -> None:
    """Remember the version that has built the site.

    Raises:
        OSError: the file cannot be written.
    """
    if read(compiled_dir) != version:
        disk.replace(compiled_dir.with_name(_NAME), f"{version}\n".encode())
