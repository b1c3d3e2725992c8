"""Authors and day of a text capture, in the lines around its headline."""

import pytest

from briefings.model.reading import Evidence, Field
from briefings.readers.text import reader as text
from tests.text_captures import FIRST, FOURTH, HEADLINE, SECOND, THIRD, fact, page


def test_byline_and_date_under_the_headline_are_evidence() -> None:
    lines = [HEADLINE, "By Ada Brook and Finn Dale", "Published 2 May 2021", FIRST, SECOND, THIRD]
    reading = text.read(page(*lines), {})
    assert fact(reading, Field.AUTHOR) == ["Ada Brook", "Finn Dale"]
    assert fact(reading, Field.PUBLISHED) == ["2021-05-02"]
    assert {f.evidence for f in reading.facts if f.field is Field.PUBLISHED} == {Evidence.BYLINE}


HEADS = [
    ("day and names in one line", ["By Ada Brook and Finn Dale | 2 May 2021 10:30 GMT"],
     ["Ada Brook", "Finn Dale"]),
    ("names without a word before them", ["Ada Brook", "2 May 2021"], ["Ada Brook"]),
    ("several lines of names", ["2 May 2021", "Ada Brook", "Finn Dale"],
     ["Ada Brook", "Finn Dale"]),
    ("agency, times and another day", ["Ada Brook · Harbour News · Posted: May 02, 2021 4:00 AM "
     "EDT | Last updated May 3, 2021"], ["Ada Brook"]),
    ("the word alone", ["By", "Ada Brook", "Finn Dale", "2 May 2021"], ["Ada Brook", "Finn Dale"]),
    ("role", ["By Ada Brook, Staff Writer", "2 May 2021"], ["Ada Brook"]),
    ("column", ["Column by Ada Brook - 2 May 2021 at 08:52 - 12 comments"], ["Ada Brook"]),
    ("reading time", ["Ada Brook 2 May 2021, 19:35, 5 min read"], ["Ada Brook"]),
    ("German", ["Von: Ada Brook und Finn Dale", "Veröffentlicht am 2. Mai 2021, 10.30 Uhr"],
     ["Ada Brook", "Finn Dale"]),
    ("French", ["Par Ada Brook et Finn Dale", "Publié le 2 mai 2021 à 10h30"],
     ["Ada Brook", "Finn Dale"]),
    ("Russian", ["Автор: Ада Брук", "Опубликовано 2 мая 2021 г., 10:30"], ["Ада Брук"]),
    ("Arabic", ["بقلم: آدا بروك", "نُشر في ٢ مايو ٢٠٢١"], ["آدا بروك"]),
    ("section, not a name", ["Harbour Life", "2 May 2021"], []),
    ("person of the text, not its author", ["Tram Quarry", "2 May 2021"], []),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "names"), [c[1:] for c in HEADS], ids=[c[0] for c in HEADS])
def test_lines_under_the_headline_name_authors_and_day(lines: list[str], names: list[str]) -> None:
    menu = "Harbour Life\n\nHome\n\n"
    spoke = f"{SECOND} This was said by the mayor, Tram Quarry."
    reading = text.read(page(HEADLINE, *lines, FIRST, spoke, THIRD, FOURTH, top=menu), {})
    assert fact(reading, Field.AUTHOR) == names
    assert [day[:10] for day in fact(reading, Field.PUBLISHED)] == ["2021-05-02"]


def test_a_day_above_the_headline_needs_a_time_and_one_below_the_text_a_label() -> None:
    above = page("2 May 2021, 10:30", HEADLINE, FIRST, SECOND, THIRD)
    below = page(HEADLINE, FIRST, SECOND, THIRD, "Published: 2 May 2021 10:30")
    for capture in (above, below):
        assert fact(text.read(capture, {}), Field.PUBLISHED) == ["2021-05-02T10:30:00"]
    without = page("2 May 2021", HEADLINE, FIRST, SECOND, THIRD, "2 May 2021")
    assert fact(text.read(without, {}), Field.PUBLISHED) == []


@pytest.mark.parametrize(
    "line",
    [
        *("2 hours ago", "Published yesterday", "Last Sunday", "03/04/2021", "05.04.2021"),
        *("May 2021", "Available until 2 May 2021", "From the issue of 2 May 2021"),
    ],
)
def test_a_day_that_is_relative_or_can_be_read_two_ways_is_no_evidence(line: str) -> None:
    assert fact(text.read(page(HEADLINE, line, FIRST, SECOND, THIRD), {}), Field.PUBLISHED) == []


def test_the_day_of_a_change_is_not_that_of_publication() -> None:
    reading = text.read(page(HEADLINE, "Updated 3 May 2021", FIRST, SECOND, THIRD), {})
    assert fact(reading, Field.PUBLISHED) == []
    assert fact(reading, Field.MODIFIED) == ["2021-05-03"]


def test_a_date_in_the_menu_or_the_text_is_no_evidence() -> None:
    capture = page(HEADLINE, FIRST, SECOND, "That was on 2 May 2021.", THIRD, top="4 May 2021\n\n")
    assert fact(text.read(capture, {}), Field.PUBLISHED) == []
