"""Score the links of real articles against mentions judged by hand: `gold/README.md`.

    python -m tests.eval.real [--list]

The articles are not part of this repository. The gold says where a mention stands with digests of
the file's name and of the text of the block, and offsets; mentions in a text that has changed are
left out and counted. A mention is *kept* where the linker takes it for the subject of the gold and
refuses its link, if at all, for a reason other than meaning: repeated, quoted, over the budget. If
it takes a right one for another subject, it has missed this and keeps one that is wrong.
"""

import csv
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from pathlib import Path

import click

from briefings.cache import Memory
from briefings.model.content import Content, SourceFile
from briefings.model.linking import Annotated
from briefings.site.compile import annotate
from briefings.text import uris
from tests.conftest import SHARED
from tests.eval.shipped import MEANT
from tests.rendering import SETTINGS

GOLD = Path(__file__).with_name("gold") / "real.tsv"
CORPUS = SHARED / "corpus" / "content.tar.gz"
KNOWN = Memory()
"""Results of reading and linking real articles, which several scores need."""
LINKS = "links"
RIGHT, WRONG = "right", "wrong"
# How many links of the half that was judged each mention of a sample stands for; see the README.
WEIGHTS = {LINKS: 3.55, "more links": 3.55, "new links": 1, "refusals": 1, "shared": 1}
_Z = 1.96  # for intervals that hold the true share in 95 of 100 samples
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention of the gold, and what the linker says of it."""

    draw: str
    """The sample that it was drawn in."""
    verdict: str
    """`right`, `wrong` or `optional`."""
    kept: bool
    """Whether the linker would link it."""
    reason: str
    """The linker's verdict."""
    shown: str
    """The mention in its text, with the subject."""


@dataclass(frozen=True, slots=True)
class Score:
    """How the linker decides on the mentions of the gold."""

    judged: Sequence[Judged]
    """The mentions, without the optional ones."""
    changed: int
    """How many mentions of the gold stand in a text that has changed."""

    def of(self, verdict: str, *, kept: bool) -> list[Judged]:
        """Return the mentions of a verdict that are kept, or those that are not."""
        return [one for one in self.judged if one.verdict == verdict and one.kept == kept]

    def __str__(self) -> str:
        """Return the figures with their intervals, and who refused what."""
        precise = _share(self.of(RIGHT, kept=True), self.of(WRONG, kept=True))
        links = [one for one in self.judged if one.draw == LINKS and one.verdict == RIGHT]
        recalled = _share([m for m in links if m.kept], [m for m in links if not m.kept])
        lines = [
            f"precision {precise}",
            f"recall {recalled}",
            f"{self.changed} mentions of the gold stand in texts that have changed",
            f"{'draw':12}{'verdict':24}{RIGHT:>6}{WRONG:>6}",
        ]
        counts = Counter((one.draw, one.reason, one.verdict) for one in self.judged)
        for draw, reason in sorted({key[:2] for key in counts}):
            right, wrong = (counts[draw, reason, verdict] for verdict in (RIGHT, WRONG))
            lines.append(f"{draw:12}{reason:24}{right:6}{wrong:6}")
        return "\n".join(lines)


def score() -> Score:
    """Link the real articles and compare what is kept with the gold."""
    texts = _texts()
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = [row for row in rows if (row["article"], row["text"]) in texts]
    judged = [one for row in found for one in _judged(row, *texts[row["article"], row["text"]])]
    return Score([one for one in judged if one.verdict != "optional"], len(rows) - len(found))


def files() -> tuple[SourceFile, ...]:
    """Return the files of the real articles, outlets and explainers."""
    with tarfile.open(CORPUS) as tar:
        opened = ((member.name, tar.extractfile(member)) for member in tar)
        return tuple(SourceFile(name, file.read()) for name, file in opened if file)


def require_articles() -> None:
    """Raise an error for a command if there are no real articles."""
    if not CORPUS.is_file():
        raise click.ClickException(
            f"There are no real articles at {CORPUS}; BRIEFINGS_SHARED names another place."
        )


def interval(share: float, number: float) -> tuple[float, float]:
    """Return Wilson's interval of a share: https://doi.org/10.1080/01621459.1927.10502953.

    Args:
        share: the share of successes.
        number: how many trials there were; for trials of different weights, the effective number.
    """
    centre = share * number + _Z**2 / 2
    spread = _Z * sqrt(number * share * (1 - share) + _Z**2 / 4)
    return (centre - spread) / (number + _Z**2), (centre + spread) / (number + _Z**2)


def digest(text: str, length: int) -> str:
    """Return the first hexadecimal digits of a text's SHA-256."""
    return sha256(text.encode()).hexdigest()[:length]


def _share(successes: Sequence[Judged], failures: Sequence[Judged]) -> str:
    """Describe a share, in which each mention counts with the weight of its sample.

    The effective number of mentions is Kish's: the square of the sum of weights by that of squares.
    """
    weights = [WEIGHTS[one.draw] for one in (*successes, *failures)]
    total = sum(weights)
    share = sum(WEIGHTS[one.draw] for one in successes) / total if total else 0.0
    low, high = interval(share, total**2 / sum(weight**2 for weight in weights) if total else 0)
    counts = f"({len(successes)} of {len(weights)})"
    return f"{share:.3f} [{low:.3f}, {high:.3f}] {counts}"


def _texts() -> Mapping[tuple[str, str], tuple[Annotated, int]]:
    """Return the linked articles and the numbers of their passages, by the gold's digests."""
    corpus = annotate(Content(files()), SETTINGS, KNOWN)
    texts: dict[tuple[str, str], tuple[Annotated, int]] = {}
    for slug in corpus.articles:
        annotated = corpus.annotated[uris.briefing(slug)]
        for number, passage in enumerate(annotated.passages):
            texts.setdefault((digest(slug, 12), digest(passage.text, 8)), (annotated, number))
    return texts


def _judged(row: Mapping[str, str], annotated: Annotated, number: int) -> Iterator[Judged]:
    start, end, subject = int(row["start"]), int(row["end"]), row["subject"]
    text = annotated.passages[number].text
    here = [
        mention
        for mention in annotated.mentions
        if mention.passage == number and mention.start < end and start < mention.end
    ]
    meant = {mention.subject for mention in here if mention.verdict in MEANT}
    is_meant = subject in meant if subject else bool(meant)
    reasons = [m.verdict.value for m in here if not subject or m.subject in (subject, "")]
    reason = reasons[0] if reasons else "another-subject" if here else "no-mention"
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    shown = f"…{before}[{text[start:end]}]{after}…"
    yield Judged(row["draw"], row["verdict"], is_meant, reason, f"{shown} ({subject})")
    if row["verdict"] == RIGHT:
        for other in sorted(meant - {subject}):
            yield Judged(row["draw"], WRONG, True, "another-subject", f"{shown} ({other})")


@click.command()
@click.option("--list", "listed", is_flag=True, help="Show what is wrong, from the articles.")
def main(listed: bool) -> None:
    """Print how the linker does on real articles."""
    require_articles()
    result = score()
    if listed:
        for one in result.of(WRONG, kept=True):
            print(f"wrong, kept ({one.reason}): {one.shown}")
        for one in result.of(RIGHT, kept=False):
            print(f"right, refused ({one.reason}): {one.shown}")
    print(result)


if __name__ == "__main__":
    main()
