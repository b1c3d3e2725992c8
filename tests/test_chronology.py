"""Then and now: events before an article's day, events since, and what followed it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.content import explainers
from briefings.model.content import Settings, SourceFile
from briefings.model.explainer import TimelineEntry
from briefings.site.compile import compile
from briefings.site.lists.chronology import following, has_plans, then_and_now, until
from briefings.views.briefing import BriefingView
from tests.export_site import compiled, content
from tests.project import GENEVA, SMALL
from tests.rendering import page_html
from tests.views import view

DAY = date(2018, 2, 15)


IN_TIME_ORDER = ("2011", "2011-02", "2011-02-17", "2019", "2020-05-04", "2021", "2021-01", "2022")


def entries(*dates: str) -> list[TimelineEntry]:
    return [TimelineEntry(when, f"Something happened ({when}).") for when in dates]


def geneva(dates: Sequence[str]) -> str:
    timeline = "".join(f"  - {{date: {when}, event: It met.}}\n" for when in dates)
    return GENEVA.replace("kind:", f"timeline:\n{timeline}kind:")


@pytest.mark.parametrize(
    ("dates", "before", "about", "after", "more"),
    [
        ((), (), (), (), 0),
        # The day itself had come.
        (("2018-02-15", "2018-02-16"), ("2018-02-15",), (), ("2018-02-16",), 0),
        # A month or year around the day may be before or after it, and is shown separately.
        (("2017", "2018", "2019"), ("2017",), ("2018",), ("2019",), 0),
        (("2018-01", "2018-02", "2018-03"), ("2018-01",), ("2018-02",), ("2018-03",), 0),
        # The last two before, the first three after, and how many more there are.
        (("1999", "2008", "2013", "2017-05"), ("2013", "2017-05"), (), (), 0),
        (("2019", "2020", "2021", "2022", "2023"), (), (), ("2019", "2020", "2021"), 2),
        # February has its own length.
        (("2016-02",), ("2016-02",), (), (), 0),
    ],
)
def test_what_had_happened_and_what_followed(
    dates: tuple[str, ...],
    before: tuple[str, ...],
    about: tuple[str, ...],
    after: tuple[str, ...],
    more: int,
) -> None:
    found = then_and_now(entries(*dates), DAY)
    assert tuple(entry.date for entry in found.at_the_time) == before
    assert tuple(entry.date for entry in found.about_then) == about
    assert tuple(entry.date for entry in found.since_then) == after
    assert found.more_since == more


def test_without_a_day_there_is_no_then_and_no_now() -> None:
    found = then_and_now(entries("1999", "2030"), None)
    assert (found.at_the_time, found.about_then, found.since_then) == ((), (), ())
    assert found.more_since == 0


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1))).map(sorted), st.dates())
def test_nothing_is_told_twice_and_of_full_dates_nothing_is_lost(
    days: list[date], day: date
) -> None:
    found = then_and_now(entries(*(one.isoformat() for one in days)), day)
    past = sum(one <= day for one in days)
    assert len(found.at_the_time) == min(past, 2)
    assert len(found.since_then) + found.more_since == len(days) - past
    assert not found.about_then


@pytest.mark.parametrize(
    ("timelines", "told"),
    [
        # The newest first, and nothing from before the article.
        ({"a": ("2017", "2019", "2020")}, ["2020 a", "2019 a"]),
        # The last event of each subject comes before the first one of any.
        (
            {"a": ("2019", "2020", "2021", "2022"), "b": ("2023", "2024", "2025", "2026")},
            ["2026 b", "2025 b", "2023 b", "2022 a", "2019 a"],
        ),
        # Of six present states the oldest has no room.
        (
            {name: (f"20{20 + place}",) for place, name in enumerate("abcdef")},
            ["2025 f", "2024 e", "2023 d", "2022 c", "2021 b"],
        ),
        # One event of a day, told by the more central subject.
        ({"a": ("2019",), "b": ("2019", "2020")}, ["2020 b", "2019 a"]),
        # A month or year around the day may be before or after it.
        ({"a": ("2018", "2018-02")}, []),
        ({}, []),
    ],
)
def test_what_followed_an_article(timelines: dict[str, Sequence[str]], told: list[str]) -> None:
    found = following({slug: entries(*dates) for slug, dates in timelines.items()}, DAY)
    assert [f"{entry.date} {slug}" for slug, entry in found] == told


def test_what_followed_an_article_without_a_day_is_unknown() -> None:
    assert following({"a": entries("2030")}, None) == ()


@given(
    st.dictionaries(
        st.sampled_from("abcd"), st.lists(st.dates(date(2018, 1, 1), date(2019, 1, 1)).map(str))
    )
)
def test_what_followed_is_as_much_as_there_is_and_each_day_once(
    timelines: dict[str, list[str]],
) -> None:
    found = following({slug: entries(*sorted(days)) for slug, days in timelines.items()}, DAY)
    days = [entry.date for _, entry in found]
    later = {day for listed in timelines.values() for day in listed if day > DAY.isoformat()}
    assert days == sorted(set(days), reverse=True)
    assert len(days) == min(5, len(later))
    assert all(entry.date in timelines[slug] for slug, entry in found)


@given(st.permutations(IN_TIME_ORDER))
def test_a_timeline_is_in_time_order_whatever_the_order_of_the_file(dates: list[str]) -> None:
    subject, _ = explainers.parse(SourceFile("explainers/geneva.md", geneva(dates).encode()))
    assert subject
    assert tuple(entry.date for entry in subject.timeline) == IN_TIME_ORDER


def test_an_event_is_one_line() -> None:
    text = GENEVA.replace(
        "kind:", 'timeline: [{date: 2019, event: "It *met*.\\n\\n- Twice."}]\nkind:'
    )
    subject, _ = explainers.parse(SourceFile("explainers/geneva.md", text.encode()))
    assert subject
    assert [entry.event for entry in subject.timeline] == ["It *met*. - Twice."]


def test_the_background_of_a_briefing_has_events_in_time_order() -> None:
    site = compiled({**SMALL, "explainers/geneva.md": geneva(IN_TIME_ORDER[::-1])})
    (geneva_entry,) = view(site, "briefings/talks.md", BriefingView).background
    days = [
        [event.day.iso for event in events]
        for events in (geneva_entry.at_the_time, geneva_entry.since_then)
    ]
    assert days == [["2019", "2020-05-04"], ["2021", "2021-01", "2022"]]
    then, now = (
        page_html(site, "briefings/talks.md").partition("Where things stood")[2].split("Since then")
    )
    assert then.count("It met") == 2
    assert now.count("It met") == 3


@pytest.mark.parametrize(
    ("dates", "come"),
    [
        (("2017", "2018-02-15", "2018-02-16", "2019"), ("2017", "2018-02-15")),
        # A month or year around the day may have come.
        (("2018", "2018-02", "2018-03"), ("2018", "2018-02")),
        ((), ()),
    ],
)
def test_plans_are_events_after_the_day_of_the_build(
    dates: tuple[str, ...], come: tuple[str, ...]
) -> None:
    assert tuple(entry.date for entry in until(entries(*dates), DAY)) == come
    assert has_plans([entries(), entries(*dates)], DAY) == (come != dates)
    assert until(entries(*dates), None) == tuple(entries(*dates))
    assert not has_plans([entries(*dates)], None)


def test_a_briefing_tells_no_plan_as_an_event() -> None:
    files = content({**SMALL, "explainers/geneva.md": geneva(["2019", "2021", "2030"])})
    built: dict[str, list[str]] = {}
    for day in ("2020-05-05", "2026-01-01", "2026-01-02", "2030-01-01"):
        site = compile(replace(files, day=date.fromisoformat(day)), Settings())
        (about,) = view(site, "briefings/talks.md", BriefingView).background
        built[day] = [event.day.iso for event in about.since_then]
    assert list(built.values()) == [[], ["2021"], ["2021"], ["2021", "2030"]]


@pytest.mark.parametrize(("last", "is_same"), [("2021", True), ("2030", False)])
def test_only_plans_make_a_page_depend_on_the_day(last: str, is_same: bool) -> None:
    files = content({**SMALL, "explainers/geneva.md": geneva(["2019", last])})
    sites = (
        compile(replace(files, day=day), Settings()) for day in (date(2026, 1, 1), date(2026, 1, 2))
    )
    one, other = ({target.key for target in site.targets if target.page} for site in sites)
    assert (one == other) is is_same
    assert len(one - other) == (0 if is_same else 1)
