"""How evenly the reader does on different outlets: figures for five folds of the development pages.

A rule that helps the pages of one fold alone is fitted to an outlet. The pages of an outlet are all
in one fold, which depends only on the outlet's address.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

from briefings.text import urls

FOLDS = 5
FIGURES = ("body F1", "headings", "title", "authors")


def fold(url: str) -> int:
    """Return the number of the fold of a page, from 0."""
    return crc32(urls.host(url).encode()) % FOLDS


def split(gold: Path, predictions: Path, folder: Path) -> list[tuple[Path, Path]]:
    """Write gold and predictions of each fold into a folder, and return the files."""
    wanted = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    found = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    fold_of = {row["id"]: fold(row["url"]) for row in wanted}
    return [
        (
            _write(folder / f"gold-{n}.jsonl", [r for r in wanted if fold_of[r["id"]] == n]),
            _write(folder / f"found-{n}.jsonl", [r for r in found if fold_of[r["id"]] == n]),
        )
        for n in range(FOLDS)
    ]


def table(by_fold: Sequence[Mapping[str, float]]) -> str:
    """Return a table with a line for each figure: its values by fold, and their spread."""
    rows = [f"{'':10}" + "".join(f"{f'fold {n + 1}':>8}" for n in range(len(by_fold))) + "  spread"]
    for name in FIGURES:
        values = [figures.get(name, 0.0) for figures in by_fold]
        spread = max(values) - min(values)
        rows.append(f"{name:10}" + "".join(f"{value:8.3f}" for value in values) + f"{spread:8.3f}")
    return "\n".join(rows)


def _write(path: Path, rows: Sequence[object]) -> Path:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")
    return path
