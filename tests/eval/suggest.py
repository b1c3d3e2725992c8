"""Score the suggestions for real articles against names judged by hand: `gold/README.md`.

    python -m tests.eval.suggest [--list]

Each half of the articles is taken once without explainers and once with all of them. Of the first
names without an explainer, those that the gold calls worth one are counted. A name that nobody has
judged counts neither way, and is shown. Rules may be made with the first half only.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from briefings.content.folders import EXPLAINERS
from briefings.model.content import Content, SourceFile
from briefings.site.compile import annotate
from briefings.suggestions import suggest
from tests.eval import real
from tests.rendering import SETTINGS

GOLD = Path(__file__).with_name("gold") / "suggestions.tsv"
YES, NO = "yes", "no"
FIRST = (20, 100)
WITHOUT, WITH = "without", "with"


@dataclass(frozen=True, slots=True)
class Judged:
    """The suggestions for one half of the articles, and what the gold says of them."""

    half: str
    """Which half: `development` or `kept apart`."""
    explainers: str
    """`without` explainers, or `with` them."""
    names: Sequence[tuple[str, str]]
    """The first names, each with its verdict; none if nobody has judged it."""

    def share(self, first: int) -> str:
        """Return the share of the first names that are worth an explainer."""
        verdicts = [verdict for _, verdict in self.names[:first]]
        yes, no = verdicts.count(YES), verdicts.count(NO)
        open_ones = f", {len(verdicts) - yes - no} not judged" if yes + no < len(verdicts) else ""
        name = f"{self.half} {self.explainers} explainers first {first}"
        return f"{name}: {yes / max(1, yes + no):.3f} ({yes} of {yes + no}{open_ones})"

    def __str__(self) -> str:
        """Return the figures, a line each."""
        return "\n".join(self.share(first) for first in FIRST)


@dataclass(frozen=True, slots=True)
class Score:
    """The suggestions for all halves."""

    lists: Sequence[Judged]

    def __str__(self) -> str:
        """Return the figures of all lists."""
        return "\n".join(map(str, self.lists))


def score() -> Score:
    """Suggest names for the real articles and compare them with the gold."""
    gold = _gold()
    files = real.files()
    return Score([
        Judged(half, explainers, tuple(_judged(half_of, explainers, gold)))
        for half, half_of in _halves(files)
        for explainers in (WITHOUT, WITH)
    ])  # fmt: skip


def _gold() -> Mapping[tuple[str, str], str]:
    """Return the verdicts by name, and by whether there are explainers."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {(row["name"], when): row[when] for row in rows for when in (WITHOUT, WITH)}


def _halves(files: Sequence[SourceFile]) -> Iterator[tuple[str, list[SourceFile]]]:
    """Yield the halves of the articles by their digests, each with all other files."""
    for half, odd in (("development", True), ("kept apart", False)):
        yield half, [file for file in files if _is_odd(file.path) in (odd, None)]


def _is_odd(path: str) -> bool | None:
    """Return whether the last digit of the digest of an article is odd; None for other files."""
    file = PurePosixPath(path)
    if file.parts[0] != "articles":
        return None
    return int(real.digest(file.stem, 64)[-1], 16) % 2 == 1


def _judged(
    files: Sequence[SourceFile], explainers: str, gold: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str]]:
    kept = (f for f in files if explainers == WITH or not f.path.startswith(f"{EXPLAINERS}/"))
    found = suggest.survey(annotate(Content(tuple(kept)), SETTINGS, real.KNOWN))
    for name in suggest.suggest(found, limit=max(FIRST)).subjects:
        yield name.name, gold.get((name.name, explainers), "")


@click.command()
@click.option("--list", "show", is_flag=True, help="Print the names, too.")
def main(*, show: bool) -> None:
    """Print the figures."""
    for judged in score().lists:
        print(judged)
        for name, verdict in judged.names if show else ():
            print(f"    {verdict or '?':4} {name}")


if __name__ == "__main__":
    main()
