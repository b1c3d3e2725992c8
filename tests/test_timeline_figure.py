"""The timeline as a figure: the scale of its axis, and labels without overlaps."""

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.site.figures import dates, timeline
from briefings.site.figures.timeline import Event
from briefings.views.figures import Marked
from tests.picture_boxes import WIDTHS, boxes, drawn, event, expect_room, hrefs
from tests.test_figures import EXPLAINER, html_of

partial_dates = st.dates(date(1, 1, 1), date(9999, 12, 31)).flatmap(
    lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]])
)
close_dates = st.dates(date(2011, 1, 1), date(2012, 6, 1)).flatmap(
    lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]])
)
recent_dates = st.dates(date(1990, 1, 1), date(2026, 6, 1)).map(str)
timelines = st.one_of(
    st.lists(partial_dates, max_size=25),
    st.lists(close_dates, max_size=25),
    st.lists(recent_dates | close_dates, max_size=40),
)
LOCALES = st.sampled_from(["en_GB", "de", "ru", "ja", "ar", "pt_BR"])


@given(timelines, st.lists(recent_dates | close_dates, max_size=15), LOCALES)
@example(["2011-02-15", "2011-02-16", "2011-02-17", "1999"], [], "en_GB")
@example(["9999", "9999-12-31", "0001-01-01"], [], "en_GB")
def test_no_label_of_a_timeline_meets_another_at_any_width(
    days: list[str], briefings: list[str], locale: str
) -> None:
    picture = drawn(*days, briefings=briefings, locale=locale)
    if not picture:
        spans = {dates.span(day).middle for day in days}
        assert len(set(days)) < 2 or len(spans) < 2
        return
    for width in WIDTHS:
        expect_room(picture, width)
        poles = boxes(picture, width, tag="line", css="pole")
        for label in boxes(picture, width):
            assert not [pole for pole in poles if pole.meets(label)]
    assert hrefs(picture)[: len(days)] == [
        f"#on-{day}"
        for day in sorted(days, key=lambda d: (dates.span(d).middle, dates.span(d).start))
    ]


@given(st.lists(recent_dates, min_size=2, max_size=60, unique=True))
def test_a_timeline_stays_low_however_dense_it_is(days: list[str]) -> None:
    plan = timeline.layout([event(day) for day in sorted(days)], (), "en_GB")
    assert plan
    assert plan.rows <= timeline.MOST_ROWS
    covered = [n for flag in plan.flags for n in range(flag.first, flag.last + 1)]
    assert covered == list(range(len(days)))


def test_entries_stand_at_their_true_places() -> None:
    picture = ET.fromstring(drawn("2000-01-01", "2001-01-01", "2004-01-01"))
    places = [link.find("svg") for link in picture.iter("a")]
    shares = [float((place.get("x") or "").rstrip("%")) for place in places if place is not None]
    assert shares == pytest.approx([0, 25, 100], abs=0.1)


def pieces(*days: str, briefings: Sequence[str] = ()) -> list[tuple[int, int]]:
    """Return the first and the last year of each piece of the axis."""
    plan = timeline.layout([event(day) for day in days], [event(day) for day in briefings], "en_GB")
    assert plan
    ends = [(piece.start, piece.end - 1) for piece in plan.axis.pieces]
    return [(date.fromordinal(a).year, date.fromordinal(b).year) for a, b in ends]


LATELY = ("2011-03-17", "2011-10-20", "2014-08", "2015-12-17", "2020-10-23", "2021-12-24")


@pytest.mark.parametrize(
    ("days", "briefings", "expected"),
    [
        # Nothing is left out where dates are spread evenly, few, or within a year.
        (("1990", "2000", "2010", "2020"), (), [(1990, 2020)]),
        (("1951", "2001", "2011"), (), [(1951, 2011)]),
        (("2011-01-01", "2011-11-01", "2011-11-02", "2011-11-03", "2011-11-04"), (),
         [(2011, 2011)]),
        # A long time before the others, or between them, is.
        (("1951-12-24", *LATELY), (), [(1951, 1951), (2011, 2021)]),
        (("1951-12-24", "1969-09-01", *LATELY), (), [(1951, 1951), (1969, 1969), (2011, 2021)]),
        (("1951", "1952", "1953", "2003", "2004", "2005"), (), [(1951, 1953), (2003, 2005)]),
        # Not a time with briefings, and none if too little would stay.
        (("1951", "1952", "1953", "2003", "2004", "2005"), [f"{y}-05" for y in range(1955, 2002)],
         [(1951, 2005)]),
        (("1990", "2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"), (), [(1990, 2020)]),
    ],
)  # fmt: skip
def test_an_axis_leaves_out_long_times_without_events(
    days: tuple[str, ...], briefings: Sequence[str], expected: list[tuple[int, int]]
) -> None:
    assert pieces(*days, briefings=briefings) == expected


@given(timelines, st.lists(recent_dates | close_dates, max_size=15))
def test_the_scale_of_an_axis_is_the_same_in_all_its_pieces(
    days: list[str], briefings: list[str]
) -> None:
    plan = timeline.layout(
        sorted(map(event, days), key=lambda e: dates.span(e.date).middle),
        sorted(map(event, briefings), key=lambda e: dates.span(e.date).middle),
        "en_GB",
    )
    if not plan:
        return
    axis = plan.axis
    starts, ends = ([axis.place(day) for day in edge] for edge in zip(*(
        (piece.start, piece.end) for piece in axis.pieces
    ), strict=True))  # fmt: skip
    assert (starts[0], ends[-1]) == pytest.approx((0, 1))
    drawn = 1 - dates.BREAK * (len(axis.pieces) - 1)
    for piece, start, end in zip(axis.pieces, starts, ends, strict=True):
        assert end - start == pytest.approx((piece.end - piece.start) / axis.days * drawn)
    for (start, end), before, after in zip(axis.breaks, ends[:-1], starts[1:], strict=True):
        assert (start, end) == pytest.approx((before, after))


def test_a_break_is_marked_on_the_axis_and_told_in_the_caption() -> None:
    whole, broken = drawn("1990", "2000", "2010", "2020"), drawn("1951-12-24", *LATELY)
    assert boxes(whole, 100, tag="line", css="axis-break") == []
    (gap,) = boxes(broken, 100, tag="line", css="axis-break")
    left, right = (line for line in boxes(broken, 100, tag="line", css="axis") if line != gap)
    assert (left.right, right.left) == pytest.approx((gap.left, gap.right), abs=0.02)
    dotted = "Where the line is dotted, a long time is left out."
    timeline_of = "".join(f"- {{date: {day}, event: It met.}}\n" for day in ("1951", *LATELY))
    page = EXPLAINER.format("Zyzzyva", f"timeline:\n{timeline_of}")
    assert dotted in html_of(alma=page)
    assert dotted not in html_of()


def test_a_year_is_shown_as_long_as_it_is_and_hollow() -> None:
    picture = drawn("1999", "2001-01-01")
    (extent,) = boxes(picture, 100, tag="line", css="extent")
    assert extent.right - extent.left == pytest.approx(100 * 365 / 732, abs=4)
    assert picture.count("dot-hollow") == 1


def test_labels_are_as_precise_as_the_axis_is_short() -> None:
    def labels(*days: str) -> list[str]:
        picture = ET.fromstring(drawn(*days))
        return [text.text or "" for link in picture.iter("a") for text in link.iter("text")]

    assert labels("1951-12-24", "1969-09-01", "2011") == ["1951", "1969", "2011"]
    assert labels("2011-03-17", "2012", "2014-08") == ["Mar 2011", "2012", "Aug 2014"]
    assert labels("2011-03-17", "2011-08", "2011-10-20") == ["17 Mar", "Aug", "20 Oct"]


def test_what_happens_within_a_label_shares_its_flag() -> None:
    def labels(*days: str) -> list[str]:
        plan = timeline.layout([event(day) for day in days], (), "en_GB")
        return [flag.text for flag in plan.flags] if plan else []

    months = [f"1999-{month:02}" for month in range(1, 13)]
    assert labels("1951", *months, "2011") == ["1951", "1999", "2011"]
    years = [str(year) for year in range(1990, 2000)]
    assert labels("1851", *years, "2011") == ["1851", "1990–1993", "1994–1997", "1998–1999", "2011"]


@pytest.mark.parametrize("days", [(), ("1999",), ("1999", "1999"), ("1999-06-10", "1999-06-10")])
def test_there_is_no_timeline_of_less_than_two_dates(days: tuple[str, ...]) -> None:
    assert timeline.draw("T", [event(day) for day in days], [], "en_GB") is None


@pytest.mark.parametrize(
    ("briefings", "marked"),
    [
        ([], Marked.NOT),
        (["2018-02-01", "2018-12-17"], Marked.ONE_BY_ONE),
        ([f"2018-02-{day:02}" for day in range(1, 5)], Marked.ONE_BY_ONE),
        ([f"2018-02-{day:02}" for day in range(1, 6)], Marked.AS_A_WHOLE),
        ([f"{year}-02-01" for year in range(2000, 2013)], Marked.AS_A_WHOLE),
        (["2018-02-01", "2048-02-01"], Marked.NOT),
    ],
)
def test_briefings_are_marked_where_that_reads_well(briefings: list[str], marked: Marked) -> None:
    entries = [event("1999-06-10"), event("2008-02-17"), event("2023")]
    mentioned = [Event(day, "B", f"../b-{day}/") for day in briefings]
    figure = timeline.draw("T", entries, mentioned, "en_GB")
    assert figure
    assert figure.marked is marked
    linked = [address for address in hrefs(figure.svg) if address.startswith("../b-")]
    assert len(linked) == (len(briefings) if marked is Marked.ONE_BY_ONE else 0)
