"""Headings of editors: the title of a page is the only one of the first level."""

import pytest

from briefings.content.checks import headings
from briefings.model.own_page import Introduction


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("# Two\n\nWords.", [1]),
        ("Words.\n\nTwo\n===\n\n# *Three*\n", [3, 6]),
        ("## A section\n\n### A smaller one", []),
        ("#hashtag and C# and a = b", []),
        ("```\n# a comment\n```\n\n    # code", []),
        ("\\# No heading", []),
    ],
)
def test_a_second_heading_of_the_first_level_is_reported(markdown: str, lines: list[int]) -> None:
    page = Introduction("index.md", "", markdown, 1)
    assert [problem.line for problem in headings.first_level(page)] == lines


def test_the_report_says_what_to_write() -> None:
    (problem,) = headings.first_level(Introduction("index.md", "", "# About *us*", 5))
    assert (problem.line, problem.severity) == (5, "warning")
    assert problem.hint == "Write ## About *us*, or make it the `title`."
