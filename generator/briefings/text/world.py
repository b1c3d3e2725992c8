"""The countries of the world, from Natural Earth at 1:50 million; `.ci/maps` makes the file.

Their boundaries are those in force on the ground, whoever claims the land:
https://www.naturalearthdata.com/about/disputed-boundaries-policy/
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians, sin

Point = tuple[float, float, float]
"""A point of the globe as a vector of length 1, in the axes 0° N 0° E, 0° N 90° E and 90° N."""

_UNIT = 100  # a degree in the units of the file
_GZIP = 31  # `wbits` of zlib


@dataclass(frozen=True, slots=True)
class World:
    """Countries that share the arcs of their borders."""

    arcs: Sequence[Sequence[Point]]
    """Lines: a border between two countries, or a coast."""
    countries: Mapping[str, Sequence[Sequence[int]]]
    """The rings of each country by its ISO 3166 code, as numbers of arcs; `~n` is arc n backwards.
    Areas without a code have the empty code."""
    owners: Mapping[int, frozenset[str]]
    """The countries on the two sides of each arc, by its number."""

    def rings(self, code: str) -> Iterator[Sequence[Point]]:
        """Yield the rings of a country: outlines and holes."""
        for numbers in self.countries[code]:
            ring: list[Point] = []
            for number in numbers:
                arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
                ring += arc[1:] if ring else arc
            yield ring

    def borders(self) -> Iterator[Sequence[Point]]:
        """Yield the lines between two countries."""
        return (self.arcs[number] for number, sides in self.owners.items() if len(sides) > 1)

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Return the countries with a border to a country, the longest border first."""
        length: Counter[str] = Counter()
        for number, sides in self.owners.items():
            if code in sides:
                for other in sides - {code, ""}:
                    length[other] += len(self.arcs[number])
        return tuple(sorted(length, key=lambda other: (-length[other], other)))


def point(latitude: float, longitude: float) -> Point:
    """Return the point with a latitude and longitude in degrees."""
    y, x = radians(latitude), radians(longitude)
    return cos(y) * cos(x), cos(y) * sin(x), sin(y)


@cache
def world() -> World:
    """Return the countries of the world."""
    packed = files(__package__).joinpath("world.json.gz").read_bytes()
    read = json.loads(zlib.decompress(packed, wbits=_GZIP))
    owners: dict[int, set[str]] = {}
    for code, rings in read["countries"].items():
        for ring in rings:
            for number in ring:
                owners.setdefault(max(number, ~number), set()).add(code)
    return World(
        arcs=[tuple(_points(arc)) for arc in read["arcs"]],
        countries=read["countries"],
        owners={number: frozenset(sides) for number, sides in owners.items()},
    )


def _points(arc: Sequence[int]) -> Iterator[Point]:
    x = y = 0
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        yield point(y / _UNIT, x / _UNIT)
