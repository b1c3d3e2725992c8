"""Pictures of editors: files of the content folder, and what pages say about them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A valid picture in the content folder."""

    path: str
    """Its path, relative to the content folder."""
    uri: str
    """Where the site has it (`picture_names.name`)."""
    width: int
    """Width of the published picture in pixels."""
    height: int
    """Height of the published picture in pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead picture of a page, as an editor describes it."""

    address: str
    """The address of its file as written: relative to the file that names it."""
    alt: str
    """What it shows, for readers who cannot see it."""
    credit: str
    """Who made it."""
    licence: str
    """The licence under which the site shows it; may be empty."""
    source: str
    """The web address that it is from; may be empty."""
    file: str
    """The file that names it, relative to the content folder."""
    line: int
    """The line there, from 1."""
    found: PictureFile | None = None
    """The picture; None until it has been looked up, and if there is none."""
