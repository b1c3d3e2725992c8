"""The lines of settings in `mkdocs.yml`, for problems."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from briefings.files import yaml_tree
from briefings.files.yaml_tree import Location
from briefings.model.content import Problem, Severity


def of(config_file: str | None) -> Mapping[Location, int]:
    """Return the line of each setting that the file itself has; empty if it cannot be read."""
    lines: dict[Location, int] = {}
    list(_walk(config_file, "", lines))
    return lines


def repeated(config_file: str | None, name: str) -> Iterator[Problem]:
    """Yield a warning for each key that a mapping of the file has twice: the last one counts.

    Args:
        config_file: `mkdocs.yml`.
        name: its path for the problems.
    """
    for problem in _walk(config_file, name, {}):
        if problem.code == "duplicate-key":
            yield replace(problem, severity=Severity.WARNING)


def _walk(config_file: str | None, name: str, lines: dict[Location, int]) -> Iterator[Problem]:
    try:
        text = Path(config_file or "").read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return
    composed = yaml_tree.compose(name, text, 0)
    if not isinstance(composed, Problem):
        yield from yaml_tree.walk(name, composed[0], (), 0, lines)
