"""Parse outlet files."""

import dataclasses
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from briefings.files.frontmatter import parse_yaml
from briefings.files.guard import guarded
from briefings.files.schemas.outlets import OutletFields
from briefings.model.article import Outlet
from briefings.model.content import Problem, SourceFile
from briefings.model.outlet import OutletFile, Profile
from briefings.model.patterns import Pattern
from briefings.text import uris


@guarded(lambda problem: (problem,))
def parse(source: SourceFile) -> OutletFile | tuple[Problem, ...]:
    """Return the outlet of a file, or all its problems."""
    parsed = parse_yaml(source, OutletFields)
    if isinstance(parsed, tuple):
        return parsed
    if parsed.problems:
        return parsed.problems
    fields, capture = parsed.fields, parsed.fields.capture
    line = partial(parsed.line, "capture")
    layout: dict[str, Any] = {
        field.name: _with_lines(value, source.path, partial(line, field.name))
        for field in dataclasses.fields(Profile)
        if (value := getattr(capture, field.name)) is not None
    }
    return OutletFile(
        outlet=Outlet(
            slug=uris.stem(source.path),
            name=fields.name,
            home=fields.home or "",
            country=fields.country or "",
        ),
        profile=Profile(**layout),
        path=source.path,
    )


def _with_lines(value: object, path: str, line: Callable[..., int]) -> object:
    """Return the value of a key, with the place of each pattern.

    Args:
        value: the value.
        path: the outlet file.
        line: gives the line of the key, or of an entry of its list.
    """
    if isinstance(value, tuple):
        return tuple(_with_lines(one, path, partial(line, n)) for n, one in enumerate(value))
    return Pattern(value.pattern, path, line()) if isinstance(value, re.Pattern) else value
