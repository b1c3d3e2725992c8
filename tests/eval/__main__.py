"""`make eval`: read the development sets, print the scorer's tables, and hold the floors.

The sets are not part of this repository: `BRIEFINGS_SHARED` names the folder they lie in. A floor
is a figure that was reached and may only go up; `floors.json` keeps them.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import SHARED

FLOORS = Path(__file__).with_name("floors.json")
READING = SHARED / "eval" / "reading"
SETS = {
    "html": ("--html", str(READING / "html")),
    "text, no profiles": ("--text", str(READING / "text.jsonl"), "--no-profiles"),
}
_FIGURE = re.compile(r"(?P<name>[\w ]+?):? (?P<value>\d\.\d+)")


def main() -> int:
    """Score every set; return 0 where all floors hold."""
    if not READING.is_dir():
        print(f"There is no evaluation material at {SHARED}; BRIEFINGS_SHARED names another place.")
        return 1
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    below = []
    for name, options in SETS.items():
        table = score(options)
        print(f"== {name}\n{table}")
        below += [f"{name}: {fault}" for fault in faults(figures(table), floors.get(name, {}))]
    print("\n".join(below) or "All floors hold.")
    return 1 if below else 0


def score(options: Sequence[str]) -> str:
    """Return the scorer's table for a set of pages."""
    gold = READING / "gold.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        files = ["--gold", str(gold), "--out", str(out)]
        subprocess.run([sys.executable, "-m", "tests.eval.read", *files, *options], check=True)
        scorer = [sys.executable, str(SHARED / "eval" / "score.py"), "reading", str(gold), str(out)]
        return subprocess.run(scorer, check=True, stdout=subprocess.PIPE, text=True).stdout


def figures(table: str) -> dict[str, float]:
    """Return the figures of a table by name; those of the last line are the body's."""
    found: dict[str, float] = {}
    for line in table.splitlines():
        prefix = "body " if line.startswith("body") else ""
        for figure in _FIGURE.finditer(line.removeprefix("body:")):
            found[prefix + figure["name"].strip()] = float(figure["value"])
    return found


def faults(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return the figures below their floor, and wrong dates above their ceiling."""
    return [
        f"{name} is {found[name]}, and was {floor}"
        for name, floor in floors.items()
        if (found[name] > floor if name.startswith("wrong") else found[name] < floor)
    ]


if __name__ == "__main__":
    sys.exit(main())
