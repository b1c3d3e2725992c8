"""Figures: their content, without overlaps and without foreign markup."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from briefings.linking import graph
from briefings.model.content import Content, Settings, SourceFile
from briefings.model.site import Site
from briefings.site.compile import compile
from briefings.site.figures import coverage, dates, svg, timeline
from briefings.site.figures.timeline import Event
from briefings.text import uris
from briefings.views.explainer import ExplainerView
from briefings.views.figures import CoverageFigure, Marked, Period, TimelineFigure
from briefings.views.text import Day, Number
from tests.browser_pages import LAPTOP, PHONE, Scheme, each_scheme, resize, violations
from tests.conftest import Once, ServeSite
from tests.project import Project, broken_links
from tests.rendering import page_html
from tests.views import view

WIDTHS = (svg.NARROW, 30.0, 53.0, 100.0)
HOSTILE = (
    '</title><script>alert(1)</script> & "x" \'y\' \x02wzxhzdk:0\x03 {{ 7*7 }} <b onclick=""> ]]>'
)


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


# ----------------------------------------------------------------- timeline


def event(day: str, title: str = "") -> Event:
    return Event(day, title or f"On {day}", f"#on-{day}")


def drawn(*days: str, briefings: Sequence[str] = (), locale: str = "en_GB") -> str:
    entries, mentioned = [event(day) for day in days], [event(day) for day in briefings]
    figure = timeline.draw("Timeline", entries, mentioned, locale)
    return figure.svg if figure else ""


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


# ----------------------------------------------------------------- coverage


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


# ----------------------------------------------------------------- association


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=12))
def test_comentions_are_ranked_by_association(pages: list[list[str]]) -> None:
    order = "fbdace"
    found = graph.comentions(pages, order, 3)
    named = Counter(subject for subjects in pages for subject in subjects)
    for one in order:
        counted = Counter(s for subjects in pages if one in subjects for s in subjects if s != one)
        ranked = sorted(
            counted.items(),
            key=lambda near: (-Fraction(near[1] ** 2, named[near[0]]), order.index(near[0])),
        )
        assert list(found.get(one, ())) == ranked[:3]


def test_a_subject_that_is_named_everywhere_is_not_associated_with_everything() -> None:
    pages = ["state law", "state law", "state", "state", "state", "state", "court law"]
    found = graph.comentions(map(str.split, pages), ["state", "law", "court"], 2)
    assert found["law"] == [("court", 1), ("state", 2)]


# ----------------------------------------------------------------- foreign text


def test_foreign_text_shows_as_the_characters_that_it_is() -> None:
    entries = [Event("1999", HOSTILE, '"><script>'), Event("2001", HOSTILE, "#b")]
    figure = timeline.draw(HOSTILE, entries, [], "en_GB")
    assert figure
    known = {"svg", "g", "a", "title", "line", "rect", "circle", "text"}
    root = ET.fromstring(figure.svg)
    assert {element.tag for element in root.iter()} <= known
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("style", "fill")]
    assert "\x02" not in figure.svg
    assert "\n" not in figure.svg
    assert root.get("aria-label", "").startswith("</title><script>alert(1)</script> & ")


def test_pictures_tell_what_they_are() -> None:
    line = ET.fromstring(drawn("1999", "2001"))
    assert (line.get("role"), line.get("aria-label")) == ("group", "Timeline")
    assert [link.findtext("title") for link in line.iter("a")] == ["On 1999", "On 2001"]
    bars = coverage.draw(coverage.periods([date(2018, 1, 31), date(2018, 2, 1)]), "en_GB")
    assert ET.fromstring(bars).get("aria-hidden") == "true"  # the caption and the table say it


# ----------------------------------------------------------------- on the page


ARTICLE = (
    "---\ntitle: {0}\npublished: {1}\n---\n\n{2} met on Monday. They spoke of it for an hour.\n"
)
EXPLAINER = "---\ntitle: {0}\nkind: place\nsummary: A place.\n{1}---\n\nText.\n"
TIMELINE = """timeline:
  - {date: 1999, event: "An *early* [thing](https://example.org/)."}
  - {date: 2016-06, event: Another.}
  - {date: 2016-06, event: And one more.}
"""
CONTENT = {
    "articles/a.md": ARTICLE.format("One", "2018-02-01", "Alma, Borea and Corvo"),
    "articles/b.md": ARTICLE.format("Two", "2020-10-05", "Alma and Borea"),
    "articles/c.txt": "Alma and Delia met on Monday. They spoke of it for an hour.\n",
    "articles/c.yml": "title: Three\n",
    "explainers/alma.md": EXPLAINER.format("Alma", TIMELINE),
    "explainers/borea.md": EXPLAINER.format("Borea", ""),
    "explainers/corvo.md": EXPLAINER.format("Corvo", ""),
    "explainers/delia.md": EXPLAINER.format("Delia", ""),
}
# The same with a dozen briefings of known day.
COVERED = {
    **CONTENT,
    **{
        f"articles/b{day}.md": ARTICLE.format(f"Two {day}", f"2020-10-{day}", "Alma")
        for day in range(11, 21)
    },
}


def compiled(texts: Mapping[str, str] = CONTENT) -> Site:
    files = tuple(SourceFile(path, text.encode()) for path, text in texts.items())
    return compile(Content(files), Settings())


def html_of(**changed: str) -> str:
    texts = {f"explainers/{name}.md": text for name, text in changed.items()}
    return page_html(compiled({**CONTENT, **texts}), "explainers/alma.md")


def test_an_explainer_has_its_pictures_and_the_same_in_words() -> None:
    html = page_html(compiled(COVERED), "explainers/alma.md")
    assert html.count("<svg class=") == 2
    caption = "12 briefings from February 2018 to October 2020, by month. The date of 1 more is not"
    assert f"<figcaption>{caption} known.</figcaption>" in html
    assert '<th scope="row">February 2018</th><td>1</td>' in html
    assert re.findall(r'<a href="(.*?)">(\w+)</a> <span class="count">(.*?)</span>', html) == [
        ("../borea/", "Borea", "in 2 briefings"),
        ("../corvo/", "Corvo", "in 1 briefing"),
        ("../delia/", "Delia", "in 1 briefing"),
    ]


def test_the_values_of_a_caption_and_of_a_table_are_in_the_view() -> None:
    figure = view(compiled(), "explainers/alma.md", ExplainerView).timeline_figure
    assert figure
    assert replace(figure, svg="") == TimelineFigure("", Marked.ONE_BY_ONE)
    shown = view(compiled(COVERED), "explainers/alma.md", ExplainerView)
    assert shown.coverage
    assert replace(shown.coverage, svg="") == CoverageFigure(
        svg="",
        periods=(
            Period(Day("2018-02", "February 2018"), Number(1, "1")),
            Period(Day("2020-10", "October 2020"), Number(11, "11")),
        ),
        number=Number(12, "12"),
        undated=Number(1, "1"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "caption"),
    [
        ([], "Each date leads to its entry below."),
        (["2017-01-01"], "below. The stroke under the line is the briefing that mentions it."),
        (["2017-01-01", "2018-01-01"],
         "below. The strokes under the line are the briefings that mention it."),
        ([f"2017-01-{day:02}" for day in range(1, 14)],
         "below. The bar under the line is the time of the briefings that mention it."),
    ],
)  # fmt: skip
def test_the_caption_of_a_timeline_says_how_briefings_are_marked(
    days: list[str], caption: str
) -> None:
    articles = {f"articles/{day}.md": ARTICLE.format(day, day, "Alma") for day in days}
    explainers = {path: text for path, text in CONTENT.items() if path.startswith("explainers/")}
    html = page_html(compiled({**explainers, **articles}), "explainers/alma.md")
    assert f"{caption}</figcaption>" in html


def test_an_entry_says_without_marks_what_happened_and_leads_to_it() -> None:
    html = html_of()
    assert "<title>1999: An early thing.</title>" in html
    for name in ("on-1999", "on-2016-06", "on-2016-06-no-2"):
        assert f'<a href="#{name}">' in html
        assert f'<dt id="{name}">' in html


def test_an_explainer_without_dates_or_mentions_has_no_pictures() -> None:
    html = html_of(alma=EXPLAINER.format("Zyzzyva", ""))
    assert "<svg" not in html
    assert "Mentioned alongside" not in html


def test_fewer_than_a_dozen_briefings_have_no_picture_of_their_own() -> None:
    fewer = {path: text for path, text in COVERED.items() if path != "articles/b11.md"}
    assert view(compiled(fewer), "explainers/alma.md", ExplainerView).coverage is None


@pytest.mark.parametrize(
    ("source", "target", "directory", "file"),
    [
        ("explainers/a.md", "explainers/b.md", "../b/", "b.html"),
        ("explainers/a.md", "briefings/b.md", "../../briefings/b/", "../briefings/b.html"),
        ("explainers/a.md", "explainers/index.md", "../", "index.html"),
        ("explainers/a.md", "index.md", "../../", "../index.html"),
        ("index.md", "explainers/a.md", "explainers/a/", "explainers/a.html"),
        ("explainers/index.md", "explainers/a.md", "a/", "a.html"),
        ("search.md", "index.md", "../", "index.html"),
        ("index.md", "index.md", "./", "index.html"),
    ],
)
def test_addresses_of_the_built_site(source: str, target: str, directory: str, file: str) -> None:
    assert uris.final(source, target, directories=True) == directory
    assert uris.final(source, target, directories=False) == file


@pytest.mark.parametrize("directories", [True, False])
def test_links_in_pictures_lead_somewhere(directories: bool, tmp_path: Path) -> None:
    project = Project(tmp_path / "project", CONTENT)
    project.configure(f"use_directory_urls: {str(directories).lower()}\n")
    project.built()
    built = project.site / ("explainers/alma/index.html" if directories else "explainers/alma.html")
    html = built.read_text("utf-8")
    address = "../../briefings/a/" if directories else "../briefings/a.html"
    assert f'<a href="{address}"><title>Briefing, 1 February 2018: One</title>' in html
    if directories:
        assert broken_links(project.site) == []


# ----------------------------------------------------------------- as readers meet them


PAGES = ("kosovo", "osce", "libyan-civil-war-2011", "resolution-1244", "serbia")

MEETING = """() => {
    const found = [];
    for (const picture of document.querySelectorAll(".figure > svg")) {
        const texts = [...picture.querySelectorAll("text")].map((text) => {
            const { left, right, top, bottom } = text.getBoundingClientRect();
            // Without the room that a font keeps above and below its letters.
            return { left, right, top: top + 2, bottom: bottom - 2, words: text.textContent };
        });
        for (const [number, one] of texts.entries()) {
            if (one.left < 0 || one.right > document.documentElement.clientWidth)
                found.push(`${one.words} is outside`);
            for (const other of texts.slice(number + 1))
                if (one.left < other.right && other.left < one.right
                    && one.top < other.bottom && other.top < one.bottom)
                    found.push(`${one.words} meets ${other.words}`);
        }
        for (const text of picture.querySelectorAll("text"))
            if (parseFloat(getComputedStyle(text).fontSize) < 12) found.push("small text");
    }
    return found;
}"""


@pytest.fixture
def covered(once: Once, serve_site: ServeSite) -> str:
    """The address of an explainer that a dozen briefings mention."""
    folder = once("covered", lambda folder: Project(folder, COVERED).built())
    return f"{serve_site(Project(folder).site)}explainers/alma/"


each_width = pytest.mark.parametrize("width", [320, 360, 390, 768, 1280, 1920])


@each_width
def test_text_in_timelines_is_large_enough_and_apart(
    width: int, browser_page: Page, site: str
) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    for slug in PAGES:
        browser_page.goto(f"{site}explainers/{slug}/")
        assert browser_page.locator(".figure > svg").count() == 1
        assert browser_page.evaluate(MEETING) == [], slug


@each_width
def test_text_in_both_pictures_is_large_enough_and_apart(
    width: int, browser_page: Page, covered: str
) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto(covered)
    assert browser_page.locator(".figure > svg").count() == 2
    assert browser_page.evaluate(MEETING) == []


@each_scheme
@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_axe_finds_no_barrier_in_the_table_of_a_picture(
    width: int, scheme: Scheme, browser_page: Page, covered: str
) -> None:
    resize(browser_page, width)
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(covered)
    table = browser_page.locator(".in-numbers table")
    expect(table).to_be_hidden()
    browser_page.get_by_text("In numbers", exact=True).click()
    expect(table).to_be_visible()
    assert violations(browser_page, within=".in-numbers") == []


def test_pictures_are_walked_through_with_the_keyboard_in_the_order_of_time(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}explainers/kosovo/")
    picture = browser_page.get_by_role("group", name="Timeline: Kosovo")
    entries = picture.locator("a[href^='#']")
    entries.first.focus()
    for number in range(entries.count()):
        entry = entries.nth(number)
        expect(entry).to_be_focused()
        expect(entry.locator(".dot")).to_have_css("stroke-width", "3px")
        browser_page.keyboard.press("Tab")
    expect(picture.locator("a[href^='../../briefings/']").first).to_be_focused()
    entries.last.focus()
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(re.compile("#on-2023-09-24$"))
    expect(browser_page.locator("dt:target")).to_contain_text("24 September 2023")
