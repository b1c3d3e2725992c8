"""What the fuzzer has found once, and a few new inputs: nothing fails (`make fuzz` for more)."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import FINDS, reason
from tests.fuzz.inputs import EDITS, FILES, Edit, changed


def path_of(find: Path) -> str:
    """Return the path of the file that a find was."""
    named = find.name.partition("-")[2]
    return next(path for path in FILES if path.replace("/", "-") == named)


@pytest.mark.parametrize("find", sorted(FINDS.iterdir()), ids=lambda find: find.name)
def test_what_was_found_once_does_not_fail(find: Path) -> None:
    assert reason(path_of(find), find.read_bytes()) == ""


@pytest.mark.parametrize("path", FILES)
@settings(max_examples=8)
@given(st.data())
def test_no_file_fails_whatever_is_changed_in_it(path: str, data: st.DataObject) -> None:
    before: bytes = data.draw(st.sampled_from(FILES[path]))
    edits: list[Edit] = data.draw(EDITS)
    assert reason(path, changed(before, edits)) == ""
