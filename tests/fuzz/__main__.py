"""Fuzz for some seconds: `python -m tests.fuzz 60`; only some files: `python -m tests.fuzz 60 yml`.

What is found is kept in `tests/fuzz/finds`, whose files are tests.
"""

import sys
import time
from hashlib import blake2b
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import EDITS, FILES, Edit, changed, failures

FINDS = Path(__file__).parent / "finds"
_AT_ONCE = 100


class Found(Exception):  # noqa: N818
    """An input that a reader does not expect."""


def main(seconds: float, *chosen: str) -> int:
    """Fuzz, and return the number of inputs found."""
    end, round_, found, tried = time.monotonic() + seconds, time.time_ns(), 0, 0
    paths = [path for path in FILES if not chosen or any(part in path for part in chosen)]
    while time.monotonic() < end:
        for path in paths:
            round_ += 1
            tried += _AT_ONCE
            find = fuzz(path, round_)
            if find is not None:
                found += 1
                name = f"{blake2b(find, digest_size=4).hexdigest()}-{path.replace('/', '-')}"
                FINDS.mkdir(exist_ok=True)
                (FINDS / name).write_bytes(find)
                print(f"{FINDS / name}: {reason(path, find)}", flush=True)
            if time.monotonic() > end:
                break
    print(f"{tried:,} inputs tried, {found} found.")
    return found


def fuzz(path: str, number: int) -> bytes | None:
    """Try some inputs; return one that fails, if any does."""
    last: list[bytes] = []

    @seed(number)
    @settings(
        max_examples=_AT_ONCE,
        database=None,
        deadline=None,
        phases=(Phase.generate,),  # to shrink takes longer than the set time
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(st.sampled_from(FILES[path]), EDITS)
    def survives(data: bytes, edits: list[Edit]) -> None:
        changed_data = changed(data, edits)
        if reason(path, changed_data):
            last[:] = [changed_data]
            raise Found

    try:
        survives()
    except Found:
        return last[0]
    return None


def reason(path: str, data: bytes) -> str:
    """Return what fails; empty if nothing does."""
    try:
        problems = failures(path, data)
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"
    return problems[0].message if problems else ""


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), *sys.argv[2:]) > 0)
