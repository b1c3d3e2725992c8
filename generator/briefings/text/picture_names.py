"""Names of published pictures: what a page needs to know of a picture stands in its name.

`pictures/harbour-0123456789-1600x1067.jpg` has 1600 × 1067 pixels. The ten digits are a digest of
the editor's file, so a name never gets other bytes. A wide picture has a smaller copy of the same
name with other numbers. So whoever has an address can write `width`, `height` and `srcset`.
"""

import re
from typing import NamedTuple

FOLDER = "pictures"
"""The folder of the pictures in the site."""
DRAWING = ".svg"
"""The suffix of drawings."""
RASTERS = {".avif": "AVIF", ".jpeg": "JPEG", ".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
"""The suffixes of pictures made of pixels, each with Pillow's name of the format."""
SUFFIXES = (DRAWING, *RASTERS)
"""Endings of the names of pictures, in lower case."""
SIZES = "(min-width: 42em) 630px, 66vw"
"""The width at which pages show a wide picture, for `sizes`: that of the column, which is
`--measure` of the theme. A phone shows it on nearly all of the screen, but has three pixels for
each pixel of CSS, and two are as many as eyes see: so the smaller copy will do."""
_SMALL = 1_000
"""Width of smaller copies: more than twice that of a phone, in pixels of CSS."""
_WIDE = 1_250
"""Width from which a picture has a smaller copy; below, it would save next to nothing."""
_NAME = re.compile(
    rf"(?P<stem>(?:.*/)?{FOLDER}/[a-z0-9-]+-[0-9a-f]{{10}})-(?P<width>\d+)x(?P<height>\d+)"
    r"(?P<suffix>\.(?:avif|jpg|png|svg|webp))"
)


class Sizes(NamedTuple):
    """What an address says about a picture."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""
    small: str = ""
    """Address of the smaller copy; empty if there is none."""
    small_width: int = 0
    """Its width in pixels."""
    small_height: int = 0
    """Its height in pixels."""


def name(slug: str, digest: str, width: int, height: int, suffix: str) -> str:
    """Return the URI of a picture.

    Args:
        slug: from the name of the editor's file.
        digest: hexadecimal digits of a digest of that file, ten or more.
        width: width in pixels.
        height: height in pixels.
        suffix: suffix of the published file.
    """
    return f"{FOLDER}/{slug}-{digest[:10]}-{width}x{height}{suffix}"


def sizes(address: str) -> Sizes | None:
    """Return what the address of a published picture says; None for any other address."""
    found = _NAME.fullmatch(address)
    if found is None:
        return None
    width, height = int(found["width"]), int(found["height"])
    if width < _WIDE or found["suffix"] == DRAWING:
        return Sizes(width, height)
    lower = max(1, round(height * _SMALL / width))
    small = f"{found['stem']}-{_SMALL}x{lower}{found['suffix']}"
    return Sizes(width, height, small, _SMALL, lower)


def srcset(address: str) -> str:
    """Return the `srcset` of a published picture; empty if it has no smaller copy."""
    found = sizes(address)
    if found is None or not found.small:
        return ""
    return f"{found.small} {found.small_width}w, {address} {found.width}w"
