"""Then and now: events before an article's day, and events since."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.content import explainers
from briefings.model.content import SourceFile
from briefings.model.explainer import TimelineEntry
from briefings.site.lists.chronology import then_and_now
from briefings.views.briefing import BriefingView
from tests.export_site import compiled
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
        page_html(site, "briefings/talks.md").partition("At the time")[2].split("Since then")
    )
    assert then.count("It met") == 2
    assert now.count("It met") == 3
