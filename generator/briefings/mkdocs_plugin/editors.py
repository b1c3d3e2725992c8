"""Addresses that open a file in the editor program of the person who looks at the preview."""

from pathlib import Path
from urllib.parse import quote

TEMPLATES = {
    "vscode": "vscode://file{path}:{line}",
    "vscodium": "vscodium://file{path}:{line}",
    "cursor": "cursor://file{path}:{line}",
    "zed": "zed://file{path}:{line}",
    "idea": "idea://open?file={path}&line={line}",
}
"""The addresses of programs by the names of their protocols."""


def is_valid(setting: str) -> bool:
    """Return whether a setting names a program, or is the template of an address; also if empty."""
    if not setting or setting in TEMPLATES:
        return True
    scheme, colons, _ = setting.partition("://")
    # `javascript:` would run in the page.
    known = scheme.isascii() and scheme.replace("-", "").replace("+", "").isalnum()
    return bool(colons) and known and scheme.lower() != "javascript" and "{path}" in setting


def link(setting: str, path: Path, line: int) -> str:
    """Return the address that opens a file; empty if the setting is.

    Args:
        setting: a key of `TEMPLATES`, or an address with `{path}` and `{line}`.
        path: the absolute path of the file.
        line: the line, from 1; 0 for the whole file.
    """
    template = TEMPLATES.get(setting, setting)
    return template.replace("{path}", quote(str(path))).replace("{line}", str(max(line, 1)))
