"""Dates and links as pages show them: written out, with final address and language."""

from dataclasses import replace
from datetime import datetime

import pytest

from briefings.model.content import Settings
from briefings.site import days, links
from briefings.text.languages import differing, language
from briefings.views.text import Day, Link


@pytest.mark.parametrize(
    ("tag", "around", "expected"),
    [
        ("en", "en_GB", ("", "")),
        ("en-US", "en", ("", "")),
        ("de", "en", ("de", "")),
        ("ar", "en", ("ar", "rtl")),
        ("en", "ar", ("en", "ltr")),
        ("zh_Hant-TW", "en", ("zh-Hant-TW", "")),
        ("nonsense tag", "en", ("und", "auto")),
    ],
)
def test_text_names_its_language_only_where_it_differs(
    tag: str, around: str, expected: tuple[str, str]
) -> None:
    assert differing(tag, around) == expected


def test_a_language_has_a_direction() -> None:
    assert language("fa_IR") == ("fa-IR", "rtl")


@pytest.mark.parametrize(
    ("locale", "iso", "written", "of_year"),
    [
        ("en_GB", "2018", "2018", "2018"),
        ("en_GB", "2018-03", "March 2018", "March"),
        ("en_GB", "2018-03-09", "9 March 2018", "9 March"),
        ("en_US", "2018-03-09", "March 9, 2018", "March 9"),
        ("fi_FI", "2018-03", "maaliskuu 2018", "maaliskuu"),
    ],
)
def test_dates_are_written_in_the_sites_language(
    locale: str, iso: str, written: str, of_year: str
) -> None:
    settings = replace(Settings(), locale=locale)
    assert days.day(iso, settings) == Day(iso, written)
    assert days.without_year(iso, settings) == Day(iso, of_year)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2018-03-09T23:30:40-02:00", Day("2018-03-10T01:30:40Z", "10 March 2018, 01:30 UTC")),
        ("2018-03-09T00:00:00+00:00", Day("2018-03-09", "9 March 2018")),
    ],
)
def test_a_moment_is_written_in_utc_and_a_day_without_time(moment: str, expected: Day) -> None:
    value = datetime.fromisoformat(moment)
    assert days.moment(value, replace(Settings(), locale="en_GB")) == expected


@pytest.mark.parametrize(
    ("directories", "href"), [(True, "../../topics/osce/#a"), (False, "../topics/osce.html#a")]
)
def test_a_link_has_the_final_address(directories: bool, href: str) -> None:
    settings = replace(Settings(), directory_urls=directories)
    expected = Link("OSCE", href, "topics/osce.md")
    assert links.to("briefings/a.md", "topics/osce.md", "OSCE", settings, "a") == expected
