"""Dates in news pages: parsed in any language, never guessed."""

from datetime import date, datetime, timedelta, timezone
from typing import Literal

import pytest
from babel.dates import format_date
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.readers import written_days
from briefings.readers.dates import find_days, fold, parse_day

DAY = "2018-02-01"
MORNING = "2018-02-01T10:32:00"


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        # machines
        ("2018-02-01", None, DAY),
        ("2018/02/01", None, DAY),
        ("2018-02-01T10:32:00", None, MORNING),
        ("2018-02-01 10:32", None, MORNING),
        ("2018-02-01T10:32:00Z", None, f"{MORNING}+00:00"),
        ("2018-02-01T10:32:00+0530", None, f"{MORNING}+05:30"),
        ("2018-02-01T10:32:00.250-05:00", None, "2018-02-01T10:32:00.250000-05:00"),
        ("Thu, 01 Feb 2018 10:32:00 GMT", None, f"{MORNING}+00:00"),
        ("Thu, 01 Feb 2018 10:32:00 -0200", None, f"{MORNING}-02:00"),
        ("Thu Feb 01 2018 10:32:00 GMT+0300 (Moscow Standard Time)", None, f"{MORNING}+03:00"),
        ("Thu Feb 1 10:32:00 2018", None, MORNING),
        # English
        ("1 February 2018", None, DAY),
        ("Thursday, 1st of February 2018", "en", DAY),
        ("February 1, 2018", "en", DAY),
        ("Feb. 1, 2018 | 10:32 AM", "en", MORNING),
        ("Feb 1st, 2018 at 10:32 p.m. ET", "en-US", "2018-02-01T22:32:00-05:00"),
        ("July 1, 2018 at 10:32 a.m. ET", "en-US", "2018-07-01T10:32:00-04:00"),
        ("12:05 am, 1 February 2018", "en", "2018-02-01T00:05:00"),
        ("10:32 GMT01 February 2018", "en", f"{MORNING}+00:00"),
        ("1-Feb-2018", "en", DAY),
        # and a good dozen of others
        ("Donnerstag, den 1. Februar 2018", "de", DAY),
        ("1. Februar 2018 um 10:32 Uhr", "de", MORNING),
        ("01.02.2018, 10.32 Uhr", "de", MORNING),
        ("jeudi 1er février 2018 à 10h32", "fr", MORNING),
        ("jueves 1 de febrero del 2018, a las 10:32", "es", MORNING),
        ("1° febbraio 2018 alle ore 10:32", "it", MORNING),
        ("1 de fev. de 2018 às 10h32", "pt", MORNING),
        ("donderdag 1 februari 2018 10:32", "nl", MORNING),
        ("1 februari 2018 kl. 10.32", "sv", MORNING),
        ("kl. 10:32 1. februar 2018", "da", MORNING),
        ("05.08.24 kl. 14:47", "no", "2024-08-05T14:47:00"),
        ("1. helmikuuta 2018 klo 10.32", "fi", MORNING),
        ("1 lutego 2018, godz. 10:32", "pl", MORNING),
        ("1. 2. 2018 10:32", "cs", MORNING),
        ("2018. február 1., csütörtök", "hu", DAY),
        ("1 ianuarie 2018, 10:32", "ro", "2018-01-01T10:32:00"),
        ("1 февраля 2018 г., 10:32 МСК", "ru", f"{MORNING}+03:00"),
        ("1 лютого 2018 року", "uk", DAY),
        ("1 Φεβρουαρίου 2018", "el", DAY),
        ("1 Şubat 2018 Perşembe 10:32", "tr", MORNING),
        ("1 İyun 2018", None, "2018-06-01"),
        ("1 فبراير 2018 - 10:32", "ar", MORNING),
        ("١ فبراير ٢٠١٨", "ar", DAY),
        ("1 בפברואר 2018", "he", DAY),
        ("1 फ़रवरी 2018", "hi", DAY),
        ("ngày 1 tháng 2 năm 2018", "vi", DAY),
        ("1 Februari 2018 pukul 10.32 WIB", "id", f"{MORNING}+07:00"),
        ("2018年2月1日 10時32分", "ja", MORNING),
        ("2018年2月1日下午3:20", "zh", "2018-02-01T15:20:00"),
        ("2018년 2월 1일 오전 10:32", "ko", MORNING),
        ("1 กุมภาพันธ์ 2561", "th", DAY),
        # the declared language does not exclude months of another language
        ("1. Februar 2018", "en", DAY),
    ],
)
def test_an_absolute_date_is_read_in_any_language(
    text: str, lang: str | None, expected: str
) -> None:
    assert parse_day(text, lang) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "yesterday", "the day before yesterday", "2 hours ago", "today, 10:32"),
        *("Monday", "Thursday, 10:32", "last week", "vor 2 Stunden", "вчера в 10:32", "hier"),
        *("2018", "February 2018", "1 February", "02/2018", "2018-02", "2018-W05", "10:32"),
        *("31 February 2018", "29.02.2019", "2018-13-01", "32/01/2018", "2018-02-30T10:00Z"),
        *("2-4 February 2018", "1 February 2018 or 2 February 2018", "1 February 2018 – 3"),
        *("resolution 1244 of 10 June", "2018 FIFA World Cup", "1 Foo 2018", "192.168.20.18"),
        *("1 February 1403", "1 February 9999", "1 February 20180", "12018-02-01"),
        *("Published 1 February 2018", "since 1 February 2018", "1 February 2018 by A. Writer"),
    ],
)
def test_what_is_relative_partial_impossible_or_more_than_a_date_is_not_a_date(text: str) -> None:
    assert parse_day(text, "en") is None


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("03/04/2021", None, None),
        ("03/04/2021", "en", None),
        ("03/04/2021", "en-US", "2021-03-04"),
        ("03/04/2021", "en-GB", "2021-04-03"),
        ("03/04/2021", "fr", "2021-04-03"),
        ("03-04-2021", "nl", "2021-04-03"),
        ("03/04/2021", "xx-not-a-language", None),
        ("13/04/2021", None, "2021-04-13"),
        ("04/13/2021", None, "2021-04-13"),
        ("04/04/2021", None, "2021-04-04"),
        ("13/04/2021", "en-US", None),
        ("03.04.2021", None, "2021-04-03"),
        ("03.04.21", None, None),
        ("03.04.21", "hu", None),
        ("03.04.21", "de", "2021-04-03"),
        ("03/04/21", "de", None),
        ("1 listopada 2018", None, None),
        ("1 listopada 2018", "pl", "2018-11-01"),
        ("1 listopada 2018", "hr", "2018-10-01"),
    ],
)
def test_what_can_be_read_two_ways_is_decided_by_the_language_or_not_at_all(
    text: str, lang: str | None, expected: str | None
) -> None:
    assert parse_day(text, lang) == expected


@pytest.mark.parametrize(
    ("line", "lang", "day"),
    [
        # Persian: by the month, or by a year that only this calendar can have.
        ("سه‌شنبه ۱۵ اسفند ۱۴۰۲ - ۱۰:۳۰", "fa", "2024-03-05T10:30:00"),
        ("15 حوت 1402", None, "2024-03-05"),
        ("تاریخ انتشار: ۱۴۰۲/۱۲/۱۵", "fa-IR", "2024-03-05"),
        ("1402/12/15", "en", None),
        ("1445/09/15", "fa", None),
        ("31 اسفند 1402", "fa", None),
        # Thai: with and without era, short months, two digits.
        ("วันอังคารที่ 5 มีนาคม พ.ศ. 2567", "th", "2024-03-05"),
        ("5 มี.ค. 67 10:30 น.", "th", "2024-03-05T10:30:00"),
        ("5 มีนาคม ค.ศ. 2024", "th", "2024-03-05"),
        ("5 มี.ค. 24", "th", None),
        # Eras and numbers in Han characters.
        ("令和6年3月5日", "ja", "2024-03-05"),
        ("令和元年五月一日", "ja", "2019-05-01"),
        ("民國113年3月5日", "zh-TW", "2024-03-05"),
        ("令和6年（2024年）3月5日", "ja", "2024-03-05"),
        ("2024（令和6）年3月5日", "ja", "2024-03-05"),
        ("公開 R6.3.5", "ja", "2024-03-05"),
        ("H30年12月31日", "ja", "2018-12-31"),
        ("R6.3.5", "en", None),
        ("FR6.3.5", "ja", None),
        ("二〇二四年十二月二十五日", "zh", "2024-12-25"),
        # Hijri: the days of Umm al-Qura, where that is the calendar.
        ("15 رمضان 1445", "ar-SA", "2024-03-25"),
        ("15 ربيع الأول 1445هـ", "ar", "2023-09-30"),
        ("15 رمضان 1445", "ar", None),
        ("14 رمضان 1445هـ الموافق 25 مارس 2024", "ar", "2024-03-25"),
        # The weekday tells in which country the month began a day later.
        ("السبت 28 شعبان 1445هـ", "ar", "2024-03-09"),
        ("الأحد، 28 شعبان 1445هـ", "ar", "2024-03-10"),
        ("الاثنين 28 شعبان 1445هـ", "ar", None),
        # The months of the Levant.
        ("5 تشرين الأول 2024", "ar", "2024-10-05"),
        ("5 آذار/مارس 2024", "ar", "2024-03-05"),
        ("5 مارس/آذار 2024", "ar", "2024-03-05"),
        ("5 مارس (آذار) 2024", "ar", "2024-03-05"),
        # Hebrew letters; in a leap year there are two Adars.
        ("כ״ה באדר א׳ תשפ״ד", "he", "2024-03-05"),
        ('כ"ה באדר תשפ"ד', "he", None),
        # Years of Nepal.
        ("2080-11-22", "ne", None),
    ],
)
def test_a_day_of_another_calendar_is_read_where_that_calendar_is_certain(
    line: str, lang: str | None, day: str | None
) -> None:
    assert [found.value for found in find_days(line, lang)] == ([day] if day else [])


@pytest.mark.parametrize(
    ("zone", "lang", "offset"),
    [
        ("UTC", None, "+00:00"),
        ("CEST", None, "+02:00"),
        ("GMT+3", None, "+03:00"),
        ("(UTC+05:30)", None, "+05:30"),
        ("−03:00", None, "-03:00"),
        ("IST", None, ""),
        ("IST", "en-IN", "+05:30"),
        ("BST", "en-GB", "+01:00"),
        ("CST", "en", ""),
        ("CST", "en-US", "-06:00"),
        ("XYZ", "en", ""),
    ],
)
def test_a_zone_is_kept_where_its_name_has_one_meaning(
    zone: str, lang: str | None, offset: str
) -> None:
    assert parse_day(f"1 February 2018 10:32 {zone}", lang) == MORNING + offset


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By A. Writer | February 2, 2018 10:32 AM EST | Updated Feb. 3, 2018",
         [("February 2, 2018 10:32 AM EST", "2018-02-02T10:32:00-05:00"),
          ("Feb. 3, 2018", "2018-02-03")]),
        ("Veröffentlicht am 2. Februar 2018, 10:32 Uhr, aktualisiert",
         [("2. Februar 2018, 10:32 Uhr", "2018-02-02T10:32:00")]),
        ("Published February 2, 2018 9:26pm Updated February 3, 2018",
         [("February 2, 2018 9:26pm", "2018-02-02T21:26:00"), ("February 3, 2018", "2018-02-03")]),
        ("Posted 2018-02-01T10:00:00Z.", [("2018-02-01T10:00:00Z", "2018-02-01T10:00:00+00:00")]),
        ("An hour ago, on page 3 of 2018", []),
        ("https://example.org/2018/02/01/story", []),
        ("1,2 Feb 2018x", []),
        ("no number at all", []),
    ],
)  # fmt: skip
def test_dates_are_found_inside_a_line(line: str, expected: list[tuple[str, str]]) -> None:
    found = find_days(line, "en")
    assert [(fold(line)[d.start : d.end], d.value) for d in found] == expected


LANGUAGES = "en_GB en_US de fr es it pt nl sv da nb fi pl cs ru uk el tr ja zh ko vi id hu ro"
STYLES: st.SearchStrategy[Literal["long", "full"]] = st.sampled_from(["long", "full"])
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(DAYS, st.sampled_from(LANGUAGES.split()), STYLES)
def test_a_day_written_out_by_unicode_s_patterns_comes_back(
    day: date, locale: str, style: Literal["long", "full"]
) -> None:
    written = format_date(day, style, locale=locale)
    assert parse_day(written, locale.replace("_", "-")) == day.isoformat()


MOMENTS = st.datetimes(
    datetime(1990, 1, 1),
    datetime(2060, 12, 31),
    timezones=st.integers(-12 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
).map(lambda moment: moment.replace(microsecond=0))


@given(MOMENTS)
def test_moments_come_back_with_their_zone(moment: datetime) -> None:
    assert parse_day(moment.isoformat()) == moment.isoformat()
    assert parse_day(f"{moment:%d %b %Y %H:%M:%S %z}") == moment.isoformat()
    assert (
        parse_day(f"{moment:%d.%m.%Y, %H:%M}") == moment.replace(tzinfo=None, second=0).isoformat()
    )


PIECES = st.sampled_from(
    [
        *"0123456789./-:, ",
        *("Feb", "mars", "2018", "of", "am", "GMT", "+03:00", "年", "月", "日", "г."),
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join)),
    st.sampled_from([None, "en", "th", "?"]),
)
@example("0" * 10_000, None)
@example("1 " + "a" * 100_000 + " 2018", "en")
@example("٠" * 100, "ar")
def test_any_text_gives_a_day_a_moment_or_nothing(text: str, lang: str | None) -> None:
    found = [parse_day(text, lang), *(dated.value for dated in find_days(text, lang))]
    for value in filter(None, found):
        assert datetime.fromisoformat(value).isoformat().startswith(value[:10])


@pytest.mark.parametrize(
    ("line", "lang", "published", "changed"),
    [
        ("Posted: Aug 07, 2024 | Updated: Aug 09, 2024", "en", "2024-08-07", "2024-08-09"),
        # A label after the day is about it, unless more follows.
        ("2024-08-09 14:00 기사 수정", "ko", "", "2024-08-09T14:00:00"),
        ("August 7, 2024 7:55 AM UTC Updated 3 hours ago", "en", "2024-08-07T07:55:00+00:00", ""),
        ("2024年8月7日 01時28分 (8月7日 01時40分更新)", "ja", "2024-08-07T01:28:00", ""),
        # Day and month can be swapped: with a label or a time a language has one order.
        ("07.08.2024", "de", "", ""),
        ("Veröffentlicht am 07.08.2024", "de", "2024-08-07", ""),
        ("07.08.2024 14:00", "de", "2024-08-07T14:00:00", ""),
        ("Published 07/08/2024", "en-US", "", ""),
        ("Printed on 7 August 2024", "en", "", ""),
    ],
)
def test_a_line_states_the_day_of_its_article(
    line: str, lang: str, published: str, changed: str
) -> None:
    found = written_days.in_line(line, lang, is_dated=True)
    assert [day.value for day in found if not day.is_change] == [published] * bool(published)
    assert [day.value for day in found if day.is_change] == [changed] * bool(changed)
