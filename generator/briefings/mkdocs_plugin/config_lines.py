"""The lines of settings in `mkdocs.yml`, for problems."""

from collections.abc import Mapping
from pathlib import Path

from briefings.files import yaml_tree
from briefings.files.yaml_tree import Location
from briefings.model.content import Problem


def of(config_file: str | None) -> Mapping[Location, int]:
    """Return the line of each setting that the file itself has; empty if it cannot be read."""
    try:
        text = Path(config_file or "").read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    composed = yaml_tree.compose("", text, 0)
    lines: dict[Location, int] = {}
    if not isinstance(composed, Problem):
        list(yaml_tree.walk("", composed[0], (), 0, lines))
    return lines
