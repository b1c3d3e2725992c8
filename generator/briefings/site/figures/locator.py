"""The locator map: a place in its country, or a country in its region.

The projection is Lambert's azimuthal equal-area one around the middle of the map (Snyder, Map
Projections: A Working Manual, 1987, page 185), so that no country looks larger than it is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from math import asin, degrees, dist, hypot, radians, sin, sqrt
from typing import cast

from babel import Locale

from briefings.site.figures import svg
from briefings.site.figures.svg import Drawn, element
from briefings.text.world import Point, point, world

Position = tuple[float, float]
"""Where a point is on the map, in its units; y goes down."""
Projection = Callable[[Point], Position]
Place = tuple[int, int]
"""A point on the map, in its units."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

WIDTH, HEIGHT = 400, 300
"""Size of a map in its own units: 0.64 px each in the margin, where maps are smallest."""

_LETTER = 19.5  # height of a letter: 12 px
_MARGIN = 8
"""Paths end this far outside the map."""
_MOST_LABELS = 7
_SPOT = 6  # radius of the mark of a place
# A country with a smaller area has a mark too, and one without boundaries.
_SMALL = 100
_STEP = 1.6
"""Points nearer to each other than this are one: 1 px in the margin."""
_SAMPLE = 20
"""Every 20th point of a line is tested for being near the map."""
# Distances in degrees from the middle of a map to its upper edge. A country takes half of the
# height of its map, or nearly all of it if it is large.
_AROUND, _CLOSE = 2.1, 1.15
_SMALLEST, _LARGEST = 4.0, 30.0
# Of a place in a country larger than this, the map shows the surroundings.
_LARGE, _SURROUNDINGS = 13.0, 12.0
_OPPOSITE = 1e-6
"""The point opposite to the middle is everywhere on the rim of the projection."""
_FAR = 90.0
"""Lines that are farther away are on the other side of the world."""
# Islands smaller than this share of the largest one, and farther away than its size, are overseas.
_OVERSEAS = 0.3


@dataclass(frozen=True, slots=True)
class Map:
    """A map with what it shows."""

    svg: str
    """The picture."""
    countries: tuple[str, ...]
    """ISO 3166 codes of the countries that are pointed out."""
    neighbours: tuple[str, ...]
    """The codes of the countries with a border to it if it is one, the longest border first."""


def draw(countries: Sequence[str], at: Point | None, locale: str, *, borders: bool = True) -> Map:
    """Return the map of a place.

    Args:
        countries: ISO 3166 codes of the countries to point out. The outlines are too coarse to
            find the country around a place near a border.
        at: the place to point out; None for the country alone.
        locale: locale of the names of countries.
        borders: whether borders are drawn. Without them no country is pointed out.
    """
    middle, radius = _view(countries, at)
    project = _projection(middle, HEIGHT / 2 / (2 * sin(radians(radius) / 2)))
    areas = {code: tuple(_rings(code, middle, project)) for code in world().countries}
    picture = [_path("land", (ring for rings in areas.values() for ring in rings), closed=True)]
    here = [ring for code in countries for ring in areas[code]]
    is_small = sum(map(_size, here)) < _SMALL
    spot = project(at or middle) if at or is_small or not borders else None
    if borders:
        picture.append(_path("here", here, closed=True))
        picture.append(_path("border", _borders(middle, project), closed=False))
        picture += _labels(areas, countries, spot, names(locale))
    if spot:
        where = {"cx": round(spot[0], 1), "cy": round(spot[1], 1)}
        picture.append(element("circle", {"class": "spot", **where, "r": _SPOT}))
    view: dict[str, str | float] = {
        "class": "locator-map",
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "aria-hidden": "true",
    }
    return Map(
        svg=svg.written(element("svg", view, *picture)),
        countries=tuple(countries) if borders else (),
        neighbours=world().neighbours(*countries) if borders and len(countries) == 1 else (),
    )


def names(locale: str) -> Mapping[str, str]:
    """Return the names of countries in a locale, by their ISO 3166 codes."""
    return cast("Mapping[str, str]", Locale.parse(locale).territories)


# ------------------------------------------------------------------------------ the view


def _view(countries: Sequence[str], at: Point | None) -> tuple[Point, float]:
    """Return the middle of the map, and the distance to its upper edge in degrees."""
    if countries:
        middle, size = _extent(countries)
        if at is None or size <= _LARGE:
            radius = max(min(size * _AROUND, _LARGEST), size * _CLOSE)
            return middle, max(radius, _SMALLEST)
    return at or point(0, 0), _SURROUNDINGS


def _extent(countries: Iterable[str]) -> tuple[Point, float]:
    """Return the middle of countries without their overseas parts, and their radius in degrees."""
    near = [place for country in countries for place in _mainland(country)]
    middle = _middle(near)
    return middle, max(_distance(middle, place) for place in near)


def _mainland(country: str) -> Sequence[Point]:
    """Return the points of a country without its overseas parts."""
    rings = sorted(world().rings(country), key=_area, reverse=True)
    middle = _middle(rings[0])
    size = max(_distance(middle, point) for point in rings[0])
    return [
        place
        for ring in rings
        if _area(ring) >= _OVERSEAS * _area(rings[0]) or _distance(middle, ring[0]) < 2 * size
        for place in ring
    ]


def _middle(points: Iterable[Point]) -> Point:
    """Return the middle of the box around some points."""
    x, y, z = ((min(values) + max(values)) / 2 for values in zip(*points, strict=True))
    length = hypot(x, y, z)
    return x / length, y / length, z / length


def _distance(one: Point, other: Point) -> float:
    """Return the distance of two points in degrees."""
    return degrees(2 * asin(min(dist(one, other) / 2, 1.0)))


def _area(ring: Sequence[Point]) -> float:
    """Return the area inside a ring on a globe of radius 1, as if the ring lay in a plane."""
    crossed = [
        (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
        for a, b in pairwise(ring)
    ]
    return hypot(*map(sum, zip(*crossed, strict=True))) / 2


# ------------------------------------------------------------------------------ lines


def _projection(middle: Point, scale: float) -> Projection:
    """Return the function from a point to where it is on the map; y goes down."""
    level = hypot(middle[0], middle[1])
    east = (-middle[1] / level, middle[0] / level)
    north = (-middle[2] * east[1], middle[2] * east[0], level)

    def project(point: Point) -> tuple[float, float]:
        x, y, z = point
        towards = 1 + middle[0] * x + middle[1] * y + middle[2] * z
        k = scale * sqrt(2 / max(towards, _OPPOSITE))
        right = k * (east[0] * x + east[1] * y)
        up = k * (north[0] * x + north[1] * y + north[2] * z)
        return WIDTH / 2 + right, HEIGHT / 2 - up

    return project


def _rings(code: str, middle: Point, project: Projection) -> Iterator[Sequence[Place]]:
    """Yield the parts of a country that are on the map."""
    for ring in world().rings(code):
        if near := _near(ring, middle, project):
            # Without a point on the map, a ring may still go around it.
            points = ring if any(map(_is_shown, near)) else ring[::_SAMPLE]
            outline = _thinned(_clipped([project(point) for point in points]))
            if len(outline) > 2:
                yield outline


def _near(line: Sequence[Point], middle: Point, project: Projection) -> Sequence[Position]:
    """Return some points of a line on the map, if it is on this side of the world."""
    some = (*line[::_SAMPLE], line[-1])
    is_near = any(_distance(middle, point) < _FAR for point in some)
    return [project(point) for point in some] if is_near else ()


def _is_shown(point: Position, around: float = WIDTH / 4) -> bool:
    """Return whether a point is on the map or a distance around it."""
    x, y = point
    return -around < x < WIDTH + around and -around < y < HEIGHT + around


def _clipped(ring: Sequence[Position]) -> Sequence[Position]:
    """Return the part of a ring inside the map and its margin (Sutherland and Hodgman, 1974)."""
    for axis, edge, sign in (
        (0, -_MARGIN, 1), (0, WIDTH + _MARGIN, -1), (1, -_MARGIN, 1), (1, HEIGHT + _MARGIN, -1),
    ):  # fmt: skip
        inside = [(place[axis] - edge) * sign >= 0 for place in ring]
        if all(inside):  # to look at each side takes longer
            continue
        kept: list[Position] = []
        places, sides = (*ring[-1:], *ring), (*inside[-1:], *inside)
        for (one, other), (was_inside, is_inside) in zip(
            pairwise(places), pairwise(sides), strict=True
        ):
            if was_inside != is_inside:
                share = (edge - one[axis]) / (other[axis] - one[axis])
                kept.append((
                    one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
                ))  # fmt: skip
            if is_inside:
                kept.append(other)
        ring = kept
    return ring


def _borders(middle: Point, project: Projection) -> Iterator[Sequence[Place]]:
    """Yield the parts of borders that are on the map."""
    for border in world().borders():
        if any(map(_is_shown, _near(border, middle, project))):
            points = [project(point) for point in border]
            for is_shown, run in groupby(points, key=partial(_is_shown, around=_MARGIN)):
                line = _thinned(run) if is_shown else ()
                if len(line) > 1:
                    yield line


def _thinned(line: Iterable[Position]) -> Sequence[Place]:
    """Return a line in whole units, without points that can hardly be told apart."""
    places: list[Place] = []
    for x, y in line:
        if not places or hypot(x - places[-1][0], y - places[-1][1]) >= _STEP:
            places.append((round(x), round(y)))
    return places


def _path(name: str, lines: Iterable[Sequence[Place]], *, closed: bool) -> Drawn:
    """Return lines as one path."""
    written = []
    for line in lines:
        steps = " ".join(f"{right} {down}" for right, down in _steps(line)).replace(" -", "-")
        written.append(f"M{line[0][0]} {line[0][1]}l{steps}{'z' if closed else ''}")
    return element("path", {"class": name, "d": "".join(written)})


def _steps(line: Sequence[Place]) -> Sequence[Place]:
    """Return the steps from point to point of a line; steps in the same direction are one."""
    steps: list[Place] = []
    for (x0, y0), (x1, y1) in pairwise(line):
        right, down = x1 - x0, y1 - y0
        before = steps[-1] if steps else (0, 0)
        is_straight = before[0] * down == before[1] * right
        if is_straight and before[0] * right + before[1] * down > 0:
            steps[-1] = (before[0] + right, before[1] + down)
        else:
            steps.append((right, down))
    return steps


# ------------------------------------------------------------------------------ names


def _labels(
    areas: Mapping[str, Sequence[Sequence[Place]]],
    shown: Collection[str],
    spot: Position | None,
    names: Mapping[str, str],
) -> Iterator[Drawn]:
    """Yield the names of the largest countries on the map that have room for theirs."""
    taken: list[Box] = [_box(spot, 2 * _SPOT, 2 * _SPOT)] if spot else []
    largest = {code: max(rings, key=_size) for code, rings in areas.items() if rings and code}
    order = sorted(largest, key=lambda code: (code not in shown, -_size(largest[code]), code))
    number = 0
    for code in order:
        name = names.get(code, "")
        box = name and _room(name, largest[code], taken, is_here=code in shown)
        if box and number < _MOST_LABELS:
            taken.append(box)
            number += 1
            x, y = (box[0] + box[2]) / 2, box[3] - 0.25 * _LETTER
            kind = "label label-here" if code in shown else "label"
            yield element("text", {"class": kind, "x": round(x, 1), "y": round(y, 1)}, name)


def _room(name: str, ring: Sequence[Place], taken: Iterable[Box], *, is_here: bool) -> Box | None:
    """Return the box of a name in the widest free part of a country; None if there is none.

    The country that is pointed out may be narrower than its name.
    """
    wide = svg.width(name) * _LETTER
    found: list[tuple[float, Box]] = []
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    steps = max(int((bottom - top) / (_LETTER / 2)), 1)
    for step in range(1, steps):
        y = top + (bottom - top) * step / steps
        crossed = _crossings(ring, y)
        for left, right in zip(crossed[::2], crossed[1::2], strict=False):
            room = min(right, WIDTH) - max(left, 0.0)
            box = _box((max(left, 0.0) + room / 2, y), wide, _LETTER)
            if (room >= wide or is_here) and _is_free(box, taken):
                found.append((room, box))
    return max(found)[1] if found else None


def _crossings(ring: Sequence[Place], y: float) -> Sequence[float]:
    """Return where a ring crosses a level line, from left to right."""
    return sorted(
        x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (y0 > y) != (y1 > y)
    )


def _box(middle: Position, wide: float, high: float) -> Box:
    x, y = middle
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _is_free(box: Box, taken: Iterable[Box]) -> bool:
    left, top, right, bottom = box
    is_inside = left >= 2 and top >= 2 and right <= WIDTH - 2 and bottom <= HEIGHT - 2
    return is_inside and not any(
        left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
        for other in taken
    )


def _size(ring: Sequence[Place]) -> float:
    """Return the area of a ring on the map."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2
