"""The subjects that are most closely associated with a subject."""

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from briefings.linking import graph


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
