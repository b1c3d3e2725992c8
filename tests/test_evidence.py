"""Which of several facts is used, and which days contradict each other."""

from datetime import UTC, date, datetime

import pytest

from briefings.content import evidence
from briefings.model.reading import Evidence, Fact, Field


def published(value: str, rests_on: Evidence) -> Fact:
    return Fact(Field.PUBLISHED, value, rests_on, rests_on.value)


SIDECAR = published("2018-02-01", Evidence.SIDECAR)
DECLARED = published("2018-02-03T23:30:00+03:00", Evidence.DECLARED)
ADDRESS = published("2018-02-04", Evidence.ADDRESS)
BYLINE = published("2020-08-07", Evidence.BYLINE)


@pytest.mark.parametrize(
    ("facts", "holds"),
    [
        ([], None),
        ([BYLINE], BYLINE),
        ([BYLINE, ADDRESS], ADDRESS),
        ([BYLINE, ADDRESS, DECLARED], DECLARED),
        ([BYLINE, DECLARED, SIDECAR, ADDRESS], SIDECAR),
        ([published("", Evidence.SIDECAR), BYLINE], BYLINE),
        ([Fact(Field.TITLE, "T", Evidence.SIDECAR, "")], None),
    ],
)
def test_the_strongest_evidence_holds(facts: list[Fact], holds: Fact | None) -> None:
    assert evidence.first(facts, Field.PUBLISHED) == holds


def test_of_equal_evidence_the_first_holds() -> None:
    other = published("2019-01-01", Evidence.DECLARED)
    assert evidence.first([DECLARED, other], Field.PUBLISHED) == DECLARED
    assert evidence.first([other, DECLARED], Field.PUBLISHED) == other


def test_authors_are_all_those_that_the_strongest_evidence_names_each_once() -> None:
    facts = [
        Fact(Field.AUTHOR, "Byline Name", Evidence.BYLINE, ""),
        Fact(Field.AUTHOR, "A", Evidence.DECLARED, ""),
        Fact(Field.AUTHOR, "B", Evidence.DECLARED, ""),
        Fact(Field.AUTHOR, "A", Evidence.DECLARED, ""),
    ]
    assert evidence.values(facts, Field.AUTHOR) == ("A", "B")


def test_a_day_is_that_of_the_zone_in_which_it_is_given() -> None:
    assert evidence.day(DECLARED) == date(2018, 2, 3)
    assert evidence.day(ADDRESS) == date(2018, 2, 4)


def test_a_moment_without_a_zone_is_taken_as_utc() -> None:
    captured = Fact(Field.CAPTURED, "2020-08-07T19:08", Evidence.TEXT, "")
    assert evidence.moment(captured) == datetime(2020, 8, 7, 19, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "against"),
    [
        ([], []),
        ([DECLARED], []),
        ([DECLARED, ADDRESS], []),  # one day apart: the same moment, by time zone
        ([DECLARED, BYLINE], [BYLINE]),
        ([DECLARED, ADDRESS, BYLINE], [BYLINE]),
        ([SIDECAR, DECLARED, BYLINE], []),  # the editor has decided
    ],
)
def test_days_that_contradict_the_one_that_holds(facts: list[Fact], against: list[Fact]) -> None:
    assert list(evidence.contradicting_days(facts, Field.PUBLISHED)) == against
