"""What an archive is made by: this code, and every package that it stands on.

Workers must have the same as who gives them work, and what was made by others is made anew.
"""

import platform
import re
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from briefings.archive import record

_PACKAGE = "annotated-briefings"
_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r";.*\bextra\b")


@cache
def versions() -> frozenset[str]:
    """Return the versions in use, such as `lxml 6.1.3`; of this code a hash."""
    code = sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        code.update(path.read_bytes())
    found = {"generator": f"generator {code.hexdigest()[:16]}"}
    _add(_PACKAGE, found)
    return frozenset({f"Python {platform.python_version()}", *found.values()})


def made_by(background: str) -> str:
    """Return a hash of all, captures apart, that records depend on.

    Args:
        background: hash of explainers, outlets and rules.
    """
    parts = (f"records {record.VERSION}", background, *sorted(versions()))
    return sha256("\n".join(parts).encode()).hexdigest()


def _add(package: str, found: dict[str, str]) -> None:
    """Add a package and all that it requires, extras apart."""
    if package in found:
        return
    try:
        installed = distribution(package)
    except PackageNotFoundError:
        return  # it is for another system, or another Python
    found[package] = f"{package} {installed.version}"
    for requirement in installed.requires or ():
        if (name := _NAME.match(requirement)) and not _EXTRA.search(requirement):
            _add(name[0].lower().replace("_", "-"), found)
