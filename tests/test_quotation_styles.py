"""Which quotation marks stand around a `q` element."""

import pytest

from briefings.readers.quotations import styles


@pytest.mark.parametrize(
    ("lang", "depth", "marks"),
    [
        ("en-GB", 0, "“”"),
        ("en", 1, "‘’"),
        ("en", 2, "“”"),
        ("de", 0, "„“"),
        ("de-AT", 1, "‚‘"),
        ("pl", 0, "„”"),
        ("fr_CA", 0, "«»"),
        ("nb", 1, "‘’"),
        ("RU", 1, "„“"),
        ("sv", 0, "””"),
        ("ja", 1, "『』"),
        ("", 0, "“”"),
    ],
)
def test_marks_are_those_of_the_language(lang: str, depth: int, marks: str) -> None:
    assert "".join(styles.marks(lang, depth)) == marks
