"""Locator maps: what they show, and that all countries have one."""

import gzip
import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from briefings.site.figures import locator, svg
from briefings.text.world import point, world

COUNTRIES = sorted(filter(None, world().countries))


def drawn(
    *countries: str, at: tuple[float, float] | None = None, borders: bool = True
) -> ET.Element:
    place = point(*at) if at else None
    return ET.fromstring(locator.draw(countries, place, "en_GB", borders=borders).svg)


def labels(picture: ET.Element) -> list[str]:
    return [text.text or "" for text in picture.iter("text")]


def corners(path: ET.Element) -> list[tuple[int, int]]:
    """Return all points of a path."""
    found = []
    for line in re.findall(r"M(-?\d+) (-?\d+)l([^Mz]*)", path.get("d", "")):
        x, y = int(line[0]), int(line[1])
        found.append((x, y))
        steps = list(map(int, re.findall(r"-?\d+", line[2])))
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found


def part(picture: ET.Element, name: str) -> list[tuple[int, int]]:
    (path,) = (path for path in picture.iter("path") if path.get("class") == name)
    return corners(path)


@pytest.mark.parametrize(
    ("country", "neighbours"),
    [
        ("XK", {"AL", "ME", "MK", "RS"}),
        ("LY", {"DZ", "EG", "NE", "SD", "TD", "TN"}),
        ("PT", {"ES"}),
        ("LS", {"ZA"}),
        ("IS", set()),
    ],
)
def test_neighbours_are_the_countries_with_a_border(country: str, neighbours: set[str]) -> None:
    assert set(world().neighbours(country)) == neighbours


# One in six, and those that are hard to draw: on both sides of 180°, overseas, around the pole.
@pytest.mark.parametrize("country", [*COUNTRIES[::6], "FJ", "RU", "US", "FR", "AQ", "KI"])
def test_every_country_is_on_its_own_map_in_the_middle_and_whole(country: str) -> None:
    picture = drawn(country)
    here = part(picture, "here")
    # Of the smallest countries only the mark can be seen.
    assert here or picture.find("circle") is not None
    if here and country not in ("AQ", "KI"):  # around the pole; an ocean wide
        x, y = (sorted(place[axis] for place in here) for axis in (0, 1))
        assert abs((x[0] + x[-1]) / 2 - locator.WIDTH / 2) < locator.WIDTH / 4
        assert abs((y[0] + y[-1]) / 2 - locator.HEIGHT / 2) < locator.HEIGHT / 4
    for name in ("land", "here", "border"):
        assert all(
            -20 <= x <= locator.WIDTH + 20 and -20 <= y <= locator.HEIGHT + 20
            for x, y in part(picture, name)
        )
    size = len(gzip.compress(ET.tostring(picture)))
    assert size < 15_000


def test_names_are_in_the_language_of_the_site_and_apart() -> None:
    for country in ("LY", "RS", "SY", "FR", "UG"):
        picture = drawn(country)
        boxes = []
        for text in picture.iter("text"):
            half = svg.width(text.text or "") * 19.5 / 2
            x, y = float(text.get("x", "")), float(text.get("y", ""))
            boxes.append((x - half, y - 14, x + half, y + 5))
        assert len(boxes) > 2
        for one, other in combinations(boxes, 2):
            assert (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )
        assert all(box[0] >= 0 and box[2] <= locator.WIDTH for box in boxes)
    german = ET.fromstring(locator.draw(["LY"], None, "de_DE").svg)
    assert {"Libyen", "Algerien"} <= set(labels(german))


def test_a_place_is_pointed_out_in_its_country_or_its_surroundings() -> None:
    picture = drawn(at=(46.2, 6.15))
    (spot,) = picture.iter("circle")
    assert (spot.get("cx"), spot.get("cy")) == ("200", "150")
    # Geneva is too near to the border for outlines of this scale.
    assert part(picture, "here") == []
    # The map of a place in a small country shows the country, that of a large one the surroundings.
    assert part(drawn("LY", at=(32.89, 13.19)), "here") == part(drawn("LY"), "here")
    assert part(drawn("RU", at=(43.58, 39.72)), "here") != part(drawn("RU"), "here")


def test_without_boundaries_no_country_is_named_or_pointed_out() -> None:
    picture = drawn("XK", at=(42.66, 21.17), borders=False)
    assert [path.get("class") for path in picture.iter("path")] == ["land"]
    assert labels(picture) == []
    assert locator.draw(["XK"], None, "en_GB", borders=False).neighbours == ()
    (spot,) = drawn("XK", borders=False).iter("circle")
    assert (spot.get("cx"), spot.get("cy")) == ("200", "150")


def test_several_countries_are_pointed_out_together() -> None:
    found = locator.draw(["MR", "ML", "NE"], None, "en_GB")
    assert (found.countries, found.neighbours) == (("MR", "ML", "NE"), ())
    assert {"Mauritania", "Mali", "Niger"} <= set(labels(ET.fromstring(found.svg)))
