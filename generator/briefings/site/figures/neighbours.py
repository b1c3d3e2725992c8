"""The neighbours of a subject: the subject in the middle, and around it what is mentioned with it.

Names are in a grid of three by three, in reading order from the strongest neighbour, which is also
the order of the keyboard. A name is broken into lines that fit its cell at `svg.NARROW`. The wider
a line, the more briefings mention both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.site.figures import svg
from briefings.site.figures.svg import Drawn, element, em, percent

MOST = 8
"""Greatest number of neighbours."""

_LINE = 1.3
_LINES = 3
_PLATE = 0.35
"""Padding of a name, in `em`."""
_CELL = svg.NARROW / 3 - 2 * _PLATE
_BETWEEN = 2.4
"""Distance of two rows."""
_THIN, _THICK = 0.5, 3.0
# Column and row of each cell, by the number of neighbours; the middle is for the subject.
_PLACES: dict[int, tuple[tuple[int, int], ...]] = {
    2: ((0, 1), (2, 1)),
    3: ((0, 0), (2, 0), (1, 2)),
    4: ((0, 0), (2, 0), (0, 2), (2, 2)),
    5: ((0, 0), (2, 0), (0, 2), (1, 2), (2, 2)),
    6: ((0, 0), (1, 0), (2, 0), (0, 2), (1, 2), (2, 2)),
    7: ((0, 0), (1, 0), (2, 0), (0, 1), (2, 1), (0, 2), (2, 2)),
    8: ((0, 0), (1, 0), (2, 0), (0, 1), (2, 1), (0, 2), (1, 2), (2, 2)),
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A subject mentioned together with another one."""

    name: str
    """Its title."""
    address: str
    """Address of its page."""
    weight: int
    """Number of briefings that mention both."""
    title: str
    """Text alternative: title and number of briefings."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A name with its position."""

    lines: tuple[str, ...]
    """The name, broken into lines."""
    x: float
    """Position of its middle along the page, from 0 to 1."""
    y: float
    """Distance of its middle from the top, in `em`."""

    @property
    def width(self) -> float:
        """Greatest width, in `em`."""
        return max(map(svg.width, self.lines)) + 2 * _PLATE

    @property
    def height(self) -> float:
        """Height, in `em`."""
        return len(self.lines) * _LINE + 2 * _PLATE


def draw(title: str, subject: str, neighbours: Sequence[Neighbour]) -> str:
    """Return the figure; nothing if there are fewer than two neighbours.

    Args:
        title: text alternative of the figure.
        subject: name of the subject in the middle.
        neighbours: its neighbours, strongest first; only the first `MOST` are drawn.
    """
    around = neighbours[:MOST]
    if len(around) < 2:
        return ""
    middle, plates, height = layout(subject, [neighbour.name for neighbour in around])
    most = around[0].weight
    return svg.written(element(
        "svg",
        {
            "class": "neighbours-picture", "width": "100%", "height": em(height),
            "overflow": "visible", "role": "group", "aria-label": title,
        },
        element("g", {"aria-hidden": "true"}, *(
            _line(middle, plate, neighbour.weight / most)
            for plate, neighbour in zip(plates, around, strict=True)
        )),
        element("g", {"class": "middle"}, _plate(middle)),
        *(
            element(
                "a", {"href": neighbour.address},
                element("title", {}, neighbour.title), _plate(plate),
            )
            for plate, neighbour in zip(plates, around, strict=True)
        ),
    ))  # fmt: skip


def fits(name: str) -> bool:
    """Return whether a whole name fits into a cell."""
    return " ".join(svg.lines(name, _CELL, _LINES)) == " ".join(name.split())


def layout(subject: str, names: Sequence[str]) -> tuple[Plate, tuple[Plate, ...], float]:
    """Return the plate of the subject, those of its neighbours, and the height of the figure.

    Args:
        subject: name of the subject.
        names: names of two to eight neighbours.
    """
    cells = ((1, 1), *_PLACES[len(names)])
    texts = [svg.lines(name, _CELL, _LINES) for name in (subject, *names)]
    high = [0.0, 0.0, 0.0]
    for (_, row), text in zip(cells, texts, strict=True):
        high[row] = max(high[row], len(text) * _LINE + 2 * _PLATE)
    tops = [0.0, 0.0, 0.0]
    for row in (1, 2):
        tops[row] = tops[row - 1] + high[row - 1] + (_BETWEEN if high[row - 1] else 0)
    plates = tuple(
        Plate(text, (column + 0.5) / 3, round(tops[row] + high[row] / 2, 2))
        for (column, row), text in zip(cells, texts, strict=True)
    )
    return plates[0], plates[1:], max(tops[row] + high[row] for row in range(3) if high[row])


def _line(middle: Plate, plate: Plate, share: float) -> Drawn:
    return element("line", {
        "class": "tie", "x1": percent(middle.x), "y1": em(middle.y), "x2": percent(plate.x),
        "y2": em(plate.y), "stroke-width": _THIN + (_THICK - _THIN) * share,
    })  # fmt: skip


def _plate(plate: Plate) -> Drawn:
    top = -plate.height / 2
    return element(
        "svg",
        {"x": percent(plate.x), "y": em(plate.y), "width": 1, "height": 1, "overflow": "visible"},
        element("rect", {
            "class": "area", "x": em(-plate.width / 2), "y": em(top), "rx": 2,
            "width": em(plate.width), "height": em(plate.height),
        }),
        *(
            element(
                "text",
                {"y": em(top + _PLATE + (number + 0.78) * _LINE), "text-anchor": "middle"},
                line,
            )
            for number, line in enumerate(plate.lines)
        ),
    )  # fmt: skip
