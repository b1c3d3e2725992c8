"""Colours and their contrast, as WCAG 2.2 measures it. A colour is written `#rrggbb`."""

import colorsys
from collections.abc import Iterable

TEXT = 4.5
"""The least contrast of text with what is behind it (WCAG 2.2, 1.4.3, level AA)."""
INTERFACE = 3.0
"""The least contrast of large text, focus rings and underlines (WCAG 2.2, 1.4.3 and 1.4.11)."""


def normal(colour: str) -> str:
    """Return a colour as `#rrggbb`; empty if it is neither that nor `#rgb`."""
    digits = colour.strip().lower().removeprefix("#")
    if not colour.strip().startswith("#") or not set(digits) <= set("0123456789abcdef"):
        return ""
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}" if len(digits) == 6 else ""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def lowest(colour: str, surfaces: Iterable[str]) -> float:
    """Return the contrast of a colour with that of some surfaces on which it is seen worst."""
    return min(contrast(colour, surface) for surface in surfaces)


def blend(colour: str, surface: str, surfaces: Iterable[str], least: float) -> str:
    """Return the blend of a colour with a surface, at least half of the colour, that is palest.

    Args:
        colour: a colour with enough contrast.
        surface: what it is blended with.
        surfaces: what it is seen on.
        least: the contrast that the blend keeps with all of them.
    """
    behind = tuple(surfaces)
    pairs = list(zip(_channels(colour), _channels(surface), strict=True))
    for share in range(50, 100, 5):
        mixed = _colour((share * ours + (100 - share) * theirs) / 100 for ours, theirs in pairs)
        if lowest(mixed, behind) >= least:
            return mixed
    return colour


def nearest(colour: str, surfaces: Iterable[str], least: float) -> str:
    """Return the nearest lighter or darker shade of a colour with enough contrast.

    Hue and saturation stay. Where no shade has the contrast, it is black or white.

    Args:
        colour: a colour.
        surfaces: what it is seen on.
        least: the contrast that it needs with all of them.
    """
    behind = tuple(surfaces)
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    steps = sorted(range(256), key=lambda step: abs(step / 255 - lightness))
    shades = (_colour(colorsys.hls_to_rgb(hue, step / 255, saturation)) for step in steps)
    fallback = max("#000000", "#ffffff", key=lambda end: lowest(end, behind))
    return next((shade for shade in shades if lowest(shade, behind) >= least), fallback)


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _colour(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    """Return the relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
