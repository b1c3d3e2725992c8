"""The lead picture of a page."""

from msgspec import Struct


class LeadPicture(Struct, frozen=True, omit_defaults=True):
    """The picture above the text of a page."""

    src: str
    """Its address, as the page has it."""
    width: int
    """Its width in pixels."""
    height: int
    """Its height in pixels."""
    is_tall: bool
    """Whether it is much higher than wide."""
    alt: str
    """What it shows, for readers who cannot see it."""
    credit: str
    """Who made it."""
    licence: str = ""
    """The licence under which the site shows it; may be empty."""
    source: str = ""
    """The web address that it is from; may be empty."""
    srcset: str = ""
    """Addresses and widths of its copies, as the page has them; empty if there is one only."""
    sizes: str = ""
    """The width at which pages show it, if it has copies; else empty."""
