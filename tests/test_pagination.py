"""Pagination: a long list is split into groups, and a new entry moves no other."""

from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.model.content import Settings
from briefings.site.lists import labels, pagination
from briefings.site.lists.pagination import Group

Entry = tuple[str, str, str]
"""Day, name, and the slug that no other entry has."""


def path(entry: Entry, depth: int) -> str:
    day, name, own = entry
    return pagination.of_day(day, name, own, depth)


def split(days: list[str], most: int) -> Group[Entry]:
    entries = [(day, f"Story {number}", f"s{number}") for number, day in enumerate(days)]
    return pagination.split(entries, path, most)


def outline(group: Group[Entry]) -> list[str]:
    """Return the key and number of entries of each group, indented."""
    lines = [f"{group.key or 'all'} {len(group.entries)}"]
    return lines + [f"  {line}" for inner in group.groups for line in outline(inner)]


@pytest.mark.parametrize(
    ("days", "most", "expected"),
    [
        ([], 2, ["all 0"]),
        (["2018-02-01", "2017-05-01"], 2, ["all 2"]),
        (["2018-02-01", "2018-01-01", "2017-05-01"], 2, ["all 3", "  2018 2", "  2017 1"]),
        # A year that is too long is split, the others are not.
        (
            ["2018-02-02", "2018-02-01", "2018-01-01", "2017-05-01"], 2,
            ["all 4", "  2018 3", "    2018-02 2", "    2018-01 1", "  2017 1"],
        ),
        # One year alone would be a page that leads to another one.
        (["2018-03-02", "2018-03-01", "2018-02-01"], 2, ["all 3", "  2018-03 2", "  2018-02 1"]),
        (["2018-03-02", "2018-03-01", "2018-03-01"], 2,
         ["all 3", "  2018-03-02 1", "  2018-03-01 2"]),
        # What is not known stands for itself.
        (["2018-02-01", "", ""], 2, ["all 3", "  2018 1", "  undated 2"]),
        (["2018", "2018-02", "2018-02-01"], 1,
         ["all 3", "  2018-undated 1", "  2018-02 2", "    2018-02-undated 1",
          "    2018-02-01 1"]),
        # After days come names, and finally every entry has its own group.
        (["2018-02-01"] * 3, 1, ["all 3", "  2018-02-01-story-0 1", "  2018-02-01-story-1 1",
                                 "  2018-02-01-story-2 1"]),
        ([""] * 2, 1, ["all 2", "  undated-story-0 1", "  undated-story-1 1"]),
    ],
)  # fmt: skip
def test_a_listing_is_split_where_it_is_too_long(
    days: list[str], most: int, expected: list[str]
) -> None:
    assert outline(split(days, most)) == expected


def test_entries_of_the_same_name_have_different_keys() -> None:
    entries = [("", "Same", "one"), ("", "Same", "two"), ("", "Sample", "three")]
    group = pagination.split(entries, path, 1)
    assert outline(group) == [
        "all 3", "  undated-same 2", "    undated-same--one 1", "    undated-same--two 1",
        "  undated-samp 1",
    ]  # fmt: skip


DAYS = st.one_of(
    st.just(""),
    st.dates().map(str),
    st.builds(
        "{}-{:02}-{:02}".format, st.integers(2017, 2019), st.integers(1, 3), st.integers(1, 3)
    ),
    st.sampled_from(["2018", "2018-02", "2018-03"]),
)
NAMES = st.one_of(st.text(max_size=6), st.text("ab -", max_size=4), st.just("2018"))
ENTRIES = st.lists(st.tuples(DAYS, NAMES), max_size=25).map(
    lambda pairs: [(day, name, f"own-{number}") for number, (day, name) in enumerate(pairs)]
)


@settings(max_examples=150)
@given(ENTRIES, st.integers(1, 5))
def test_no_page_is_too_long_and_every_entry_is_on_one(entries: list[Entry], most: int) -> None:
    group = pagination.split(entries, path, most)
    found = list(group.all())
    leaves = [inner for inner in found if not inner.groups]
    assert sorted(e for leaf in leaves for e in leaf.entries) == sorted(entries)
    assert all(len(leaf.entries) <= most for leaf in leaves)
    assert len({inner.key for inner in found}) == len(found)
    for inner in found:
        assert list(inner.entries) == [e for e in entries if e in inner.entries]


@settings(max_examples=150)
@given(ENTRIES, st.tuples(DAYS, NAMES), st.integers(0, 25), st.integers(1, 5))
def test_a_new_entry_changes_only_its_own_groups(
    entries: list[Entry], new: tuple[str, str], at: int, most: int
) -> None:
    added = (*new, "own-new")
    before = {b.key: b for b in pagination.split(entries, path, most).all()}
    after = {
        b.key: b for b in pagination.split([*entries[:at], added, *entries[at:]], path, most).all()
    }
    assert set(before) <= set(after), "an address is gone"
    for key, group in before.items():
        assert added in after[key].entries or after[key] == group


@pytest.mark.parametrize(
    ("key", "full", "short"),
    [
        ("2018", "2018", "2018"),
        ("2010s", "2010s", "2010s"),
        ("2018-03", "March 2018", "March"),
        ("2018-03-04", "4 March 2018", "4"),
        ("2018-undated", "2018, month unknown", "2018, month unknown"),
        ("2018-03-undated", "March 2018, day unknown", "March 2018, day unknown"),
        ("undated", "Publication date unknown", "Publication date unknown"),
        ("undated-ab", "Publication date unknown: Ab", "Ab"),
        ("2018-03-04-un-se", "4 March 2018: Un se", "Un se"),
        ("2018-03-04-same--own", "4 March 2018: Same", "Same"),
    ],
)
def test_labels_of_groups_of_days(key: str, full: str, short: str) -> None:
    assert labels.of_day(key, Settings()) == full
    assert labels.of_day_in_short(key, Settings()) == short


@pytest.mark.parametrize(
    ("key", "full", "short"),
    [("place", "Places", "Places"), ("person-l", "People: L", "L"), ("event-2", "Events: 2", "2")],
)
def test_labels_of_groups_of_explainers(key: str, full: str, short: str) -> None:
    assert labels.of_kind(key, Settings()) == full
    assert labels.of_kind_in_short(key, Settings()) == short


def test_there_is_a_group_for_every_letter() -> None:
    names = [f"{letter}{n}" for letter in ascii_lowercase for n in range(3)]
    group = pagination.split(names, lambda name, depth: pagination.of_name(name, name, depth), 3)
    assert [inner.key for inner in group.groups] == list(ascii_lowercase)
