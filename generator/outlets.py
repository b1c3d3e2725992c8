"""Outlet files: who publishes articles, and how captures of them look."""

import re
from dataclasses import dataclass
from datetime import tzinfo

from generator import uris
from generator.frontmatter import parse_yaml
from generator.model import Outlet, Problem, SourceFile
from generator.schemas import OutletFields


@dataclass(frozen=True, slots=True)
class Profile:
    """How captures of one outlet look: data for the text reader.

    Every pattern must match a whole line, stripped of the space around it, unless said otherwise.
    """

    recognise: tuple[re.Pattern[str], ...] = ()
    """Patterns any of which, found anywhere in a line, shows the capture to be this outlet's."""
    clock: str = ""
    """`strptime` format of the line that shows the moment of capture; empty for none."""
    zone: tzinfo | None = None
    """Zone of that clock."""
    chrome: tuple[re.Pattern[str], ...] = ()
    """Lines of the web site around the article, which are dropped."""
    dateline: re.Pattern[str] | None = None
    """The dateline at the beginning of a paragraph, with groups `place` and perhaps `agency`."""
    related: re.Pattern[str] | None = None
    """A line between paragraphs that names another article, with group `title`."""
    tags: re.Pattern[str] | None = None
    """The line of tags that closes the capture, separated by commas."""


@dataclass(frozen=True, slots=True)
class OutletFile:
    """An outlet with its profile, as one file declares them."""

    outlet: Outlet
    """Who publishes."""
    profile: Profile
    """How its captures look."""
    path: str
    """The file, relative to the content folder."""


def parse(source: SourceFile) -> OutletFile | tuple[Problem, ...]:
    """Return the outlet that a file declares, or all that is wrong with the file."""
    parsed = parse_yaml(source, OutletFields)
    if isinstance(parsed, tuple):
        return parsed
    fields, capture = parsed.fields, parsed.fields.capture
    return OutletFile(
        outlet=Outlet(
            slug=uris.stem(source.path),
            name=fields.name,
            home=fields.home or "",
            country=fields.country or "",
        ),
        profile=Profile(
            recognise=capture.recognise,
            clock=capture.clock or "",
            zone=capture.zone,
            chrome=capture.chrome,
            dateline=capture.dateline,
            related=capture.related,
            tags=capture.tags,
        ),
        path=source.path,
    )
