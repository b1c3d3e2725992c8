"""Where texts and lines of a figure are, to show that they do not meet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from briefings.site.figures import svg, timeline
from briefings.site.figures.timeline import Event

WIDTHS = (svg.NARROW, 30.0, 53.0, 100.0)


@dataclass(frozen=True)
class Box:
    """What a text or a line covers, in em from the left and the top of the picture."""

    what: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right - 1e-6
            and other.left < self.right - 1e-6
            and self.top < other.bottom - 1e-6
            and other.top < self.bottom - 1e-6
        )


def boxes(picture: str, width: float, *, tag: str = "text", css: str = "") -> list[Box]:
    """Return the boxes of all elements of a kind, in a picture that is `width` em wide."""
    root = ET.fromstring(picture)
    room = re.search(r"room-(\d)", root.get("class", ""))
    start, end = (0.5, float(room[1])) if room else (0.0, 0.0)
    return list(_boxes(root, width - start - end, start, 0, (tag, css)))


def _boxes(
    element: ET.Element, width: float, x0: float, y0: float, wanted: tuple[str, str]
) -> Iterator[Box]:
    def em(name: str, default: str = "0em") -> float:
        value = element.get(name, default)
        if value.endswith("%"):
            return float(value[:-1]) / 100 * width
        return float(value.removesuffix("em"))

    for child in element:
        if child.tag == "svg":
            place = child.get("x", "0%")
            inner_y = float(child.get("y", "0em").removesuffix("em"))
            moved = x0 + float(place.removesuffix("%")) / 100 * width
            yield from _boxes(child, width, moved, y0 + inner_y, wanted)
        else:
            yield from _boxes(child, width, x0, y0, wanted)
    if element.tag != wanted[0] or wanted[1] not in element.get("class", ""):
        return
    if element.tag == "text":
        text = element.text or ""
        wide = svg.width(text)
        shift = {"start": 0.0, "middle": wide / 2, "end": wide}[element.get("text-anchor", "start")]
        left, base = x0 + em("x") - shift, y0 + em("y")
        yield Box(text, left, left + wide, base - 0.9, base + 0.25)
    else:
        xs, ys = sorted((em("x1"), em("x2"))), sorted((em("y1"), em("y2")))
        name = element.get("class", "")
        yield Box(name, x0 + xs[0], x0 + xs[1] + 0.01, y0 + ys[0], y0 + ys[1])


def expect_room(picture: str, width: float) -> None:
    """Assert that no text meets another one, and that none leaves the picture."""
    texts = boxes(picture, width)
    height = float((ET.fromstring(picture).get("height") or "").removesuffix("em"))
    for one, other in combinations(texts, 2):
        assert not one.meets(other), f"{one} meets {other} at {width} em"
    for box in texts:
        assert box.left >= -1e-3, box
        assert box.right <= width + 0.01, box
        assert box.top >= 0, box
        assert box.bottom <= height + 0.01, box


def hrefs(picture: str) -> list[str]:
    return [link.get("href", "") for link in ET.fromstring(picture).iter("a")]


def event(day: str, title: str = "") -> Event:
    return Event(day, title or f"On {day}", f"#on-{day}")


def drawn(*days: str, briefings: Sequence[str] = (), locale: str = "en_GB") -> str:
    entries, mentioned = [event(day) for day in days], [event(day) for day in briefings]
    figure = timeline.draw("Timeline", entries, mentioned, locale)
    return figure.svg if figure else ""
