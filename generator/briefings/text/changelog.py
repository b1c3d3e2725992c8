"""The changelog: what has changed for the owner of a site between two versions of this program.

`CHANGELOG.md` is the one source. It has a section for each version, and entries in it; those that
begin with `OWNERS` are for people whose site an update changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.version import Version

OWNERS = "**Your site:** "
"""Begins an entry that the owner of a site has to know."""
_HEADING = re.compile(r"## (?:Unreleased|(?P<version>\d\S*) \(\d{4}-\d\d-\d\d\))")


@dataclass(frozen=True, slots=True)
class Section:
    """The section of a version."""

    version: Version | None
    """The version; None for changes that are not released."""
    entries: tuple[str, ...]
    """Its entries in Markdown, each on one line."""


def sections(text: str) -> tuple[Section, ...]:
    """Return the sections of a changelog, the newest version first.

    Raises:
        ValueError: it has another form than `## Unreleased` or `## 1.2.0 (2026-12-01)`, the newest
            version first, with a list of entries below; the message names the line.
    """
    found = [Section(version, tuple(entries)) for version, entries in _parsed(text)]
    versions = [one.version for one in found if one.version]
    if versions != sorted(versions, reverse=True) or None in [one.version for one in found][1:]:
        raise ValueError("the newest version comes first")
    return tuple(found)


def _parsed(text: str) -> Iterator[tuple[Version | None, list[str]]]:
    head, *lines = text.split("\n## ")
    number = head.count("\n") + 1
    for section in lines:
        heading, *body = f"## {section}".split("\n")
        number += 1
        found = _HEADING.fullmatch(heading)
        if not found:
            raise ValueError(f"line {number}: no heading of a version: {heading}")
        entries: list[str] = []
        for line in body:
            number += 1
            if line.startswith("- "):
                entries.append(line[2:].strip())
            elif line.startswith("  ") and entries:
                entries[-1] += f" {line.strip()}"
            elif line:
                raise ValueError(f"line {number}: no entry of a list: {line}")
        yield Version(found["version"]) if found["version"] else None, entries


def for_owners(text: str, since: Version, now: Version) -> tuple[str, ...]:
    """Return what has changed for the owner of a site, as plain text, the newest version first.

    What is not released belongs to the running version if the changelog does not have it, such as
    a development version.

    Args:
        text: the changelog.
        since: the version that built the site last.
        now: the running version.

    Raises:
        ValueError: as of `sections`.
    """
    found = sections(text)
    known = {section.version for section in found}
    return tuple(
        entry.removeprefix(OWNERS).replace("**", "")
        for section in found
        if (since < section.version <= now if section.version else since < now not in known)
        for entry in section.entries
        if entry.startswith(OWNERS)
    )
