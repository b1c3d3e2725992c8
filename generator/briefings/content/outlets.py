"""Parse outlet files."""

import dataclasses

from briefings.files.frontmatter import parse_yaml
from briefings.files.guard import guarded
from briefings.files.schemas.outlets import OutletFields
from briefings.model.article import Outlet
from briefings.model.content import Problem, SourceFile
from briefings.model.outlet import OutletFile, Profile
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
    return OutletFile(
        outlet=Outlet(
            slug=uris.stem(source.path),
            name=fields.name,
            home=fields.home or "",
            country=fields.country or "",
        ),
        profile=Profile(
            **{
                field.name: getattr(capture, field.name)
                for field in dataclasses.fields(Profile)
                if getattr(capture, field.name) is not None
            }
        ),
        path=source.path,
    )
