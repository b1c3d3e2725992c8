"""Score the speakers that readers are shown against those judged by hand: `gold/README.md`.

    python -m tests.eval.speakers [--list]

The gold says where a quotation stands with digests of the article's name and of the text of the
paragraph, and offsets; quotations in a text that has changed are left out and counted.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from briefings.content.articles import parse
from briefings.model.content import SourceFile
from briefings.model.reading import Block
from briefings.readers.quotations import finder
from tests.eval import quotations
from tests.eval.real import digest, files, interval, require_articles

GOLD = Path(__file__).with_name("gold") / "speakers.tsv"
_SIDECAR = ".yml"

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """How the speakers that are shown compare with the gold."""

    right: int
    """How many are right."""
    wrong: tuple[str, ...]
    """Those that are not, described."""
    unknown: int
    """How many quotations have no certain speaker."""
    changed: int
    """How many stand in a text that has changed."""

    def __str__(self) -> str:
        """Return the figures, with the interval of the share that is right."""
        shown = self.right + len(self.wrong)
        share = self.right / max(1, shown)
        low, high = interval(share, shown)
        return (
            f"certain speakers {share:.3f} [{low:.3f}, {high:.3f}] ({self.right} of {shown})"
            f" certain {shown / max(1, shown + self.unknown):.3f}"
        )


def score() -> Score:
    """Find the certain speakers of the gold's articles and compare them."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    texts = dict(_articles({row["article"] for row in rows}))
    found = Counter[str]()
    wrong: list[str] = []
    for row in rows:
        name = _name(row, texts.get(row["article"], {}))
        if name is None or not name:
            found["changed" if name is None else "unknown"] += 1
        elif name.casefold() in row["speaker"].casefold().split("|"):
            found["right"] += 1
        else:
            wrong.append(f"{row['article']} {row['text']}: {name}, not {row['speaker']}")
    return Score(found["right"], tuple(wrong), found["unknown"], found["changed"])


_Names = Mapping[tuple[str, int, int], str]
"""The certain speakers of an article, by the digest of the paragraph and the offsets."""


def _name(row: Row, names: _Names) -> str | None:
    """Return the certain speaker of a quotation; empty for none, None if its text has changed."""
    return names.get((row["text"], int(row["start"]), int(row["end"])))


def _articles(wanted: set[str]) -> Iterator[tuple[str, _Names]]:
    """Yield the certain speakers of each article, by the digest of its name."""
    sources = {source.path: source for source in files()}
    for path, source in sources.items():
        name = digest(PurePosixPath(path).stem, 12)
        if path.startswith("articles/") and not path.endswith(_SIDECAR) and name in wanted:
            sidecar = sources.get(str(PurePosixPath(path).with_suffix(_SIDECAR)))
            yield name, _corpus_article(source, sidecar)
    for page, blocks in quotations.pages():
        if digest(page, 12) in wanted:
            yield digest(page, 12), _names(blocks, "en")


def _corpus_article(source: SourceFile, sidecar: SourceFile | None) -> _Names:
    article = parse(source, sidecar, {}).article
    return _names(article.blocks, article.lang) if article else {}


def _names(blocks: Sequence[Block], lang: str) -> _Names:
    return {
        (digest(blocks[one.block].text, 8), one.start, one.end): one.naming.name
        if one.naming
        else ""
        for one in finder.certain(blocks, lang)
    }


@click.command()
@click.option("--list", "listed", is_flag=True, help="Show what is wrong.")
def main(listed: bool) -> None:
    """Print how many of the speakers that are shown are right."""
    require_articles()
    result = score()
    if listed:
        print("\n".join(result.wrong))
    print(result)
    print(f"{result.changed} quotations of the gold stand in texts that have changed")


if __name__ == "__main__":
    main()
