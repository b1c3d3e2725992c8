"""The functions that the benchmark times by name exist."""

import pytest

from bench.phases import _STEPS


@pytest.mark.parametrize(("owner", "function"), [step[1:] for step in _STEPS])
def test_a_phase_that_is_timed_is_there(owner: object, function: str) -> None:
    assert callable(getattr(owner, function))
