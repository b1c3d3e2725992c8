"""Coverage over time as a figure: what its bars count."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from briefings.site.figures import coverage
from tests.picture_boxes import WIDTHS, expect_room


def test_coverage_counts_every_month_from_the_first_to_the_last() -> None:
    days = [date(2018, 11, 5), date(2019, 2, 1), date(2018, 11, 30)]
    assert [(p.value, p.number) for p in coverage.periods(days)] == [
        ("2018-11", 2), ("2018-12", 0), ("2019-01", 0), ("2019-02", 1),
    ]  # fmt: skip
    assert coverage.periods([]) == ()


def test_more_than_ten_years_are_counted_by_year() -> None:
    shown = coverage.periods([date(2009, 1, 1), date(2018, 12, 31)])
    assert len(shown) == 120
    shown = coverage.periods([date(2009, 1, 1), date(2019, 1, 1), date(2019, 5, 1)])
    assert [(p.value, p.number) for p in shown if p.number] == [("2009", 1), ("2019", 2)]
    assert len(shown) == 11


def test_one_month_makes_no_picture() -> None:
    assert coverage.draw(coverage.periods([]), "en_GB") == ""
    assert coverage.draw(coverage.periods([date(2018, 1, 1), date(2018, 1, 2)]), "en_GB") == ""
    assert coverage.draw(coverage.periods([date(2018, 1, 31), date(2018, 2, 1)]), "en_GB")


@given(
    st.lists(st.dates(date(1900, 1, 1), date(2099, 12, 31)), max_size=30)
    | st.lists(st.dates(date(2015, 1, 1), date(2026, 1, 1)), max_size=60)
)
def test_no_label_of_coverage_meets_another_and_bars_are_as_high_as_they_count(
    days: list[date],
) -> None:
    shown = coverage.periods(days)
    assert sum(period.number for period in shown) == len(days)
    picture = coverage.draw(shown, "en_GB")
    if not picture:
        return
    for width in WIDTHS:
        expect_room(picture, width)
    heights: Counter[str] = Counter()
    for bar in ET.fromstring(picture).iter("rect"):
        heights[bar.get("x") or ""] += round(100 * float((bar.get("height") or "")[:-2]))
    counted = [period.number for period in shown if period.number]
    assert [heights[x] for x in heights] == sorted_like(counted, list(heights.values()))


def sorted_like(numbers: Sequence[int], values: Sequence[int]) -> list[int]:
    """Return values in the order in which their numbers stand."""
    order = sorted(range(len(numbers)), key=lambda n: (numbers[n], values[n]))
    found = [0] * len(numbers)
    for place, value in zip(order, sorted(values), strict=True):
        found[place] = value
    return found
