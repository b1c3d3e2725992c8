"""`make eval`: read and link the development sets, print the scorer's tables, hold the floors.

The sets are not part of this repository: `BRIEFINGS_SHARED` names the folder they lie in. A floor
is a figure that was reached and may only go up; `floors.json` keeps them. The links of the shipped
articles are scored as well (`shipped.py`), and so are links in real articles (`real.py`), shared
names (`shared_names.py`), quotations and their speakers (`quotations.py`), the speakers that
readers are shown (`speakers.py`), and suggestions (`suggest.py`); `tests/test_gold.py` holds the
floors of these.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import SHARED
from tests.eval import folds, quotations, real, shared_names, shipped, speakers, suggest

FLOORS = Path(__file__).with_name("floors.json")
SHIPPED = "shipped articles"
REAL = "real articles"
QUOTATIONS = "quotations"
SPEAKERS = "speakers"
SUGGESTIONS = "suggestions"
SHARED_NAMES = "shared names, shipped"
READING = SHARED / "eval" / "reading"
LINKING = SHARED / "eval" / "linking"
READING_SETS = {
    "html": ("--html", str(READING / "html")),
    "text, no profiles": ("--text", str(READING / "text.jsonl"), "--no-profiles"),
}
LINKING_SETS = ("kore50", "oke-2016-train", "rss-500", "wiki-fair-half")
_FIGURE = re.compile(r"(?P<name>[\w ]+?):? (?P<value>\d\.\d+)")


def main() -> int:
    """Score every set; return 0 where all floors hold."""
    if not all(material.exists() for material in (READING, LINKING, real.CORPUS)):
        print(f"There is no evaluation material at {SHARED}; BRIEFINGS_SHARED names another place.")
        return 1
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    tables = {name: score_reading(options) for name, options in READING_SETS.items()}
    tables |= {name: score_linking(name) for name in LINKING_SETS}
    tables[SHIPPED] = f"{shipped.score()}\n"
    tables[REAL] = f"{real.score()}\n"
    tables[QUOTATIONS] = f"{quotations.score()}\n"
    tables[SPEAKERS] = f"{speakers.score()}\n"
    tables[SUGGESTIONS] = f"{suggest.score()}\n"
    tables[SHARED_NAMES] = f"{shared_names.shipped()}\n"
    tables["shared names, real"] = f"{shared_names.real()}\n"
    print(f"== html by outlet\n{score_folds(READING_SETS['html'])}\n")
    below = []
    for name, table in tables.items():
        print(f"== {name}\n{table}")
        below += [f"{name}: {fault}" for fault in faults(figures(table), floors.get(name, {}))]
    print("\n".join(below) or "All floors hold.")
    return 1 if below else 0


def score_reading(options: Sequence[str]) -> str:
    """Return the scorer's table for a set of pages."""
    gold = READING / "gold.jsonl"
    return _score("reading", gold, ["tests.eval.read", "--gold", str(gold), *options])


def score_linking(name: str) -> str:
    """Return the scorer's table for a set of texts with a dictionary."""
    texts, explainers = LINKING / f"{name}.jsonl", LINKING / f"{name}.explainers.json"
    return _score("linking", texts, ["tests.eval.link", str(texts), str(explainers)])


def score_folds(options: Sequence[str]) -> str:
    """Return a table of the figures for five folds of a set of pages, split by outlet."""
    gold = READING / "gold.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "predictions.jsonl"
        _predict(["tests.eval.read", "--gold", str(gold), *options], found)
        files = folds.split(gold, found, Path(folder))
        return folds.table([figures(_table("reading", *pair)) for pair in files])


def _score(kind: str, gold: Path, predict: Sequence[str]) -> str:
    """Return the scorer's table for the predictions of a module that is called like this."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        _predict(predict, out)
        return _table(kind, gold, out)


def _predict(predict: Sequence[str], out: Path) -> None:
    subprocess.run([sys.executable, "-m", *predict, "--out", str(out)], check=True)


def _table(kind: str, gold: Path, predictions: Path) -> str:
    scorer = [sys.executable, str(SHARED / "eval" / "score.py"), kind, str(gold), str(predictions)]
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
