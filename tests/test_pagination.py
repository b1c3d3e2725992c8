"""Pagination: a long list is cut into full pages, and a new entry moves few others."""

from collections.abc import Iterable
from string import ascii_uppercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.model.content import Settings
from briefings.model.explainer import ExplainerKind
from briefings.site.lists import labels, pagination
from briefings.site.lists.pagination import Group, Scale, Span
from briefings.text import collation

Entry = tuple[str, str]
"""Day and name."""

DAYS: Scale[Entry] = pagination.by_day(lambda entry: entry[0])
UNDATED: Scale[Entry] = pagination.by_name(
    lambda entry: entry[1], "en", kinds=[pagination.UNDATED], first=pagination.UNDATED
)


def listed(days: Iterable[str]) -> list[Entry]:
    """Return entries of some days, the newest first and those without a day last."""
    entries = [(day, f"Story {number}") for number, day in enumerate(days)]
    return sorted(entries, key=lambda entry: (bool(entry[0]), entry[0]), reverse=True)


def cut(days: Iterable[str], most: int) -> Group[Entry]:
    return pagination.cut_by_day(listed(days), DAYS, UNDATED, most)


def pages(whole: Group[Entry]) -> list[Group[Entry]]:
    return [group for group in whole.all() if not group.groups]


def outline(whole: Group[Entry]) -> dict[str, int]:
    """Return the number of entries of each page, by its key."""
    return {page.key: len(page.entries) for page in pages(whole)}


def in_month(month: str, number: int) -> list[str]:
    return [f"{month}-{1 + n % 28:02}" for n in range(number)]


@pytest.mark.parametrize(
    ("days", "most", "expected"),
    [
        ([], 4, {"": 0}),
        (in_month("2018-02", 4), 4, {"": 4}),
        # Half of a decade, a year, half of a year: the coarsest place that divides them.
        (
            [*in_month("2013-02", 3), *in_month("2017-02", 3)], 5,
            {"2015": 3, "first": 3},
        ),
        (
            [*in_month("2017-02", 3), *in_month("2018-02", 3)], 5,
            {"2018": 3, "first": 3},
        ),
        (
            [*in_month("2018-02", 3), *in_month("2018-09", 3)], 5,
            {"2018-07": 3, "first": 3},
        ),
        # What is too little for a page stays with its neighbours.
        (
            [*in_month("2017-02", 1), *in_month("2018-02", 3), *in_month("2018-09", 3)], 5,
            {"2018-07": 3, "first": 4},
        ),
        # A day cannot be cut; its pages have numbers.
        (["2018-02-01"] * 11, 5, {"first": 3, "first--2": 4, "first--3": 4}),
        # Entries without a day have their own pages, by letters.
        ([*in_month("2018-02", 3), "", "", ""], 5, {"first": 3, "undated": 3}),
        # Of a year, the month may be unknown.
        (
            [*["2018"] * 3, *["2018-01"] * 3], 5,
            {"2018-01": 3, "first": 3},
        ),
    ],
)  # fmt: skip
def test_a_list_is_cut_where_it_is_too_long(
    days: list[str], most: int, expected: dict[str, int]
) -> None:
    assert outline(cut(days, most)) == expected


def test_115_briefings_of_eight_years_have_pages_of_dozens() -> None:
    days = [f"{2012 + n % 8}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(115)]
    assert min(outline(cut(days, 100)).values()) > 20


def test_pages_of_a_year_stand_together() -> None:
    days = [
        *in_month("2017-03", 9), *in_month("2018-02", 9), *in_month("2018-09", 9),
        *in_month("2019-01", 9), *in_month("2020-01", 9),
    ]  # fmt: skip
    whole = cut(days, 18)
    assert [(group.key, group.span, group.has_page) for group in whole.groups] == [
        ("2020", Span("2020", "2020"), True),
        ("2019", Span("2019", "2019"), True),
        ("2018_", Span("2018", "2018"), False),
        ("first", Span("2017", "2017"), True),
    ]


def test_a_list_of_hundreds_of_pages_has_a_page_for_each_year() -> None:
    days = [f"{year}-{month:02}-{day:02}" for year in range(2000, 2010) for month in range(1, 13)
            for day in range(1, 29)]  # fmt: skip
    whole = cut(days, 6)
    assert len(pages(whole)) > 400
    years = [group for group in whole.groups if group.groups]
    assert len(years) > 5
    assert all(group.has_page for group in years)


DAY = st.one_of(
    st.just(""),
    st.dates().map(str),
    st.builds(
        "{}-{:02}-{:02}".format, st.integers(2017, 2019), st.integers(1, 3), st.integers(1, 3)
    ),
    st.sampled_from(["2018", "2018-02", "2018-03"]),
)
NAMES = st.one_of(st.text(max_size=6), st.text("abя -", max_size=4), st.just("2018"))
DATED = st.lists(DAY, max_size=40)
MOST = st.integers(4, 12)


@settings(max_examples=200)
@given(DATED, MOST)
def test_every_entry_is_on_one_page_of_a_good_length(days: list[str], most: int) -> None:
    entries = listed(days)
    whole = cut(days, most)
    found = pages(whole)
    # In order, none lost, none twice.
    assert [entry for page in found for entry in page.entries] == entries
    assert all(len(page.entries) <= most for page in found)
    assert len(found) == 1 or all(len(page.entries) > 1 for page in found)
    assert len({group.key for group in whole.all()}) == sum(1 for _ in whole.all())


@settings(max_examples=200)
@given(DATED, DAY, MOST)
def test_a_new_entry_makes_one_page_more_at_most(days: list[str], new: str, most: int) -> None:
    before, after = cut(days, most), cut([*days, new], most)
    keys, later = ({p.key for p in pages(whole) if "--" not in p.key} for whole in (before, after))
    assert keys - {""} <= later, "an address is gone"
    # The first cut may make several pages, and so may the second entry without a day.
    if len(days) <= most or (new == "" and days.count("") == 1):
        return
    assert len(later - keys) <= 1
    first, second = ({p.key: [e[0] for e in p.entries] for p in pages(w)} for w in (before, after))
    changed = {key.partition("--")[0] for key in second if first.get(key) != second[key]}
    assert len(changed) <= 2


@settings(max_examples=100)
@given(st.lists(NAMES, max_size=40), MOST, st.sampled_from(["en", "ru", "ar", "tr"]))
def test_names_are_cut_in_the_order_of_the_language(
    names: list[str], most: int, locale: str
) -> None:
    ordered = sorted(names, key=lambda name: collation.key(name, locale))
    whole = pagination.cut(ordered, pagination.by_name(str, locale), most)
    found = [group for group in whole.all() if not group.groups]
    assert [name for page in found for name in page.entries] == ordered
    assert all(len(page.entries) <= most for page in found)
    assert len(found) == 1 or all(len(page.entries) > 1 for page in found)
    assert all(key.isascii() for key in (page.key for page in found))
    assert len({page.key for page in found}) == len(found)


def test_kinds_come_before_letters() -> None:
    entries = [(kind, f"{letter}{n}") for kind in (0, 1) for letter in "an" for n in range(5)]
    entries.append((2, "z"))
    kinds = [*ExplainerKind]
    scale: Scale[tuple[int, str]] = pagination.by_name(lambda e: e[1], "en", lambda e: e[0], kinds)
    whole = pagination.cut(entries, scale, 6)
    assert {p.key: len(p.entries) for p in whole.all() if not p.groups} == {
        "first": 5, "place-n": 5, "person": 5, "person-n": 6,
    }  # fmt: skip
    assert [group.key for group in whole.groups] == ["place-_", "person", "person-n"]


@pytest.mark.parametrize(
    ("span", "full", "short"),
    [
        (Span("2018", "2018"), "2018", "2018"),
        (Span("2018", "2012"), "2012–2018", "2012–2018"),
        (Span("2010s", "2010s"), "2010s", "2010s"),
        (Span("2018-03", "2018-03"), "March 2018", "March"),
        (Span("2018-03", "2018-01"), "January – March 2018", "Jan – Mar"),
        (Span("2018-03", "2017-12"), "December 2017 – March 2018", "December 2017 – March 2018"),
        (Span("2018-03-04", "2018-03-04"), "4 March 2018", "4 March"),
        (Span("2018-03-04", "2018-03-04", 2), "4 March 2018: 2", "4 March: 2"),
        (Span("2018-03-14", "2018-03-04"), "4–14 Mar 2018", "4–14 Mar"),
        (Span("2018", "2018-03"), "2018", "2018"),
        (Span("2018", ""), "2018", "2018"),
        (Span("undated-", "undated-"), "Publication date unknown", "Publication date unknown"),
        (
            Span("undated-A", "undated-Fo"),
            "Publication date unknown: A – Fo",
            "Publication date unknown: A – Fo",
        ),
    ],
)
def test_labels_of_days(span: Span, full: str, short: str) -> None:
    written = (labels.of_days(span, Settings()), labels.without_year(span, Settings()))
    assert tuple(label.replace("\u2009", " ") for label in written) == (full, short)


@pytest.mark.parametrize(
    ("span", "full", "short"),
    [
        (Span("place-", "place-"), "Places", "Places"),
        (Span("person-L", "person-Se"), "People: L – Se", "L – Se"),
        (Span("document-", "concept-"), "Documents, Events, Concepts",
         "Documents, Events, Concepts"),
    ],
)  # fmt: skip
def test_labels_of_explainers(span: Span, full: str, short: str) -> None:
    written = (labels.of_kinds(span, Settings()), labels.without_kind(span, Settings()))
    assert tuple(label.replace("\u2009", " ") for label in written) == (full, short)


def test_an_alphabet_is_cut_in_its_middle() -> None:
    names = [f"{letter}{n}" for letter in ascii_uppercase for n in range(3)]
    whole = pagination.cut(names, pagination.by_name(str, "en"), 24)
    spans = [labels.of_names(page.span, Settings()).replace("\u2009", " ") for page in whole.groups]
    assert spans == ["A – G", "H – M", "N – T", "U – Z"]
