"""SVG elements, and widths of text."""

import re
import unicodedata
from functools import cache, lru_cache
from xml.etree import ElementTree as ET

NARROW = 23.5
"""Least width of a figure, in `em`: a window of 320 px without its margins."""

# XML does not allow these, not even escaped.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_NARROW_LETTERS = frozenset("fijlrtI.,:;'’!|()[]-‐ ")
_WIDE_LETTERS = frozenset("mwMWQO@%—…")
_WIDTHS = {"Lu": 0.72, "Lt": 0.72, "Nd": 0.64, "Mn": 0.0, "Me": 0.0, "Cf": 0.0}


Drawn = ET.Element
"""An element of a picture."""


def element(name: str, attributes: dict[str, str | float], *children: Drawn | str) -> Drawn:
    """Return an element.

    Args:
        name: its name.
        attributes: its attributes, in order; empty strings are left out.
        children: elements, or one text, which is written on one line.
    """
    written = {
        key: _clean(value) if isinstance(value, str) else _number(value)
        for key, value in attributes.items()
        if value != ""
    }
    made = ET.Element(name, written)
    for child in children:
        if isinstance(child, str):
            made.text = _clean(child)
        else:
            made.append(child)
    return made


def written(picture: Drawn) -> str:
    """Return a picture as text."""
    return ET.tostring(picture, encoding="unicode")


def em(value: float) -> str:
    """Return a length in `em`, rounded so that it is the same on every machine."""
    return f"{_number(value)}em"


def percent(share: float) -> str:
    """Return a position along the page, from 0 to 1, as a percentage."""
    return f"{_number(share * 100)}%"


@lru_cache(maxsize=1 << 14)  # many figures have the same labels and names
def width(text: str) -> float:
    """Return the greatest width of a text in `em`, over the fonts of the theme."""
    return round(sum(map(_letter, text)), 2)


@cache  # texts have few different letters
def _letter(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return 0.4
    if letter in _WIDE_LETTERS:
        return 1.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.1
    return _WIDTHS.get(unicodedata.category(letter), 0.63)


def _clean(text: str) -> str:
    # Most texts are clean, and checking that is much faster.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_CONTROLS.sub(" ", text).split())


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
