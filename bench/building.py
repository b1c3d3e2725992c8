"""Measures whole builds at some sizes: ours, of everything and of what an edit changes, and peers'.

One turn of a size is six processes, in this order: our build from nothing; the same again, with
nothing changed; after an edit of one explainer; after one article more; a build of plain MkDocs and
one of Zensical, each from nothing. In a run each size has its turn. Zensical, which takes longest
and which nothing is required against, takes part in the first run alone. Edits are undone
afterwards. A build after an edit counts only if the site shows what was edited, and its search
index has it.
"""

import json
import shutil
import sys
import venv
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, CalledProcessError
from subprocess import run as run_process

import click

from bench import corpus, process
from bench.process import Cost
from bench.projects import is_published, pick_explainer, prepare_ours, prepare_peer

_BIN = Path(sys.executable).parent
_ZENSICAL = "zensical==0.0.73"
_SENTENCE = "The reader finds a quoxibrand here."
_WORD = "quoxibrand"
EXPLAINERS = 1000


@dataclass(frozen=True, slots=True)
class Turn:
    """What each build of one size cost, in one run."""

    full: Cost
    """Ours, from nothing."""
    nothing: Cost
    """Ours, with nothing changed."""
    explainer: Cost
    """Ours, after an edit of one explainer."""
    article: Cost
    """Ours, with one article more."""
    mkdocs: Cost
    """Plain MkDocs with Material."""
    zensical: Cost | None
    """Zensical; None where it is not there or fails, and after the first run."""


@dataclass(frozen=True, slots=True)
class Output:
    """Sizes of a built site, in bytes."""

    briefing: float
    """The files of a briefing for readers and machines, on average."""
    index: int
    """The search index, with the scripts that stand beside it."""
    whole: int
    """Everything."""


Phases = dict[str, tuple[float, float]]
"""Seconds of each phase of a build, by the clock and of all processors."""


@dataclass(frozen=True, slots=True)
class Size:
    """All that was measured at one size."""

    briefings: int
    """Number of briefings."""
    explainers: int
    """Number of explainers."""
    pages: int
    """Number of pages, lists and all."""
    naming: int
    """How many briefings link to the explainer that was edited."""
    turns: Sequence[Turn]
    """One for each run."""
    ours: Output
    """Of our site."""
    peer: Output
    """Of that of plain MkDocs."""
    loaded: dict[str, float]
    """Bytes that a browser loads for a page, by the kind of page."""
    phases: dict[str, Phases]
    """Phases of our build, by what has changed before it."""


def measure(
    folder: Path, sizes: Sequence[int], runs: int, tell: Callable[[str], None]
) -> list[Size]:
    """Measure the builds of some numbers of briefings.

    Args:
        folder: an empty folder to work in.
        sizes: the numbers of briefings.
        runs: how often.
        tell: is told what is done now.
    """
    tell("Looking for Zensical")
    zensical = _zensical(folder / "zensical")
    benches = [_Bench(folder / str(number), number, tell) for number in sizes]
    turns: list[list[Turn]] = [[] for _ in sizes]
    for number in range(1, runs + 1):
        for bench, taken in zip(benches, turns, strict=True):
            bench.turn = f"{bench.briefings:,} briefings, run {number} of {runs}"
            taken.append(bench.run(zensical if number == 1 else None))
    return [bench.result(taken) for bench, taken in zip(benches, turns, strict=True)]


def _zensical(folder: Path) -> Path | None:
    """Return Zensical, installed into a folder of its own; None where that cannot be done.

    It is no dependency: it brings a MkDocs-like program that nothing else here uses.
    """
    venv.create(folder, with_pip=True)
    command = [str(folder / "bin" / "pip"), "install", "--quiet", _ZENSICAL]
    try:
        run_process(command, check=True, stdout=DEVNULL, stderr=DEVNULL)
    except CalledProcessError:
        return None
    return folder / "bin" / "zensical"


class _Bench:
    """The projects of one size."""

    def __init__(self, folder: Path, briefings: int, tell: Callable[[str], None]) -> None:
        self.briefings, self.turn = briefings, ""
        self._ours, self._plain, self._zen = folder / "ours", folder / "plain", folder / "zensical"
        self._tell = tell
        tell(f"Inventing {briefings:,} briefings")
        prepare_ours(self._ours, briefings, EXPLAINERS)
        self._edited, self._naming = "", 0

    def run(self, zensical: Path | None) -> Turn:
        """Take one turn, with Zensical if it is there."""
        build = [str(_BIN / "briefings"), "-f", str(self._ours / "mkdocs.yml"), "build"]
        full, nothing, explainer, article = self._states(lambda: process.run(build))
        self._say("plain MkDocs")
        shutil.rmtree(self._plain / "site", ignore_errors=True)
        peer = [str(_BIN / "mkdocs"), "build", "-q", "-f", str(self._plain / "mkdocs.yml")]
        mkdocs = process.run(peer).cost
        other = None
        if zensical:
            self._say("Zensical")
            for made in ("site", ".cache"):
                shutil.rmtree(self._zen / made, ignore_errors=True)
            # Its index has limits: of 10,000 briefings version 0.0.73 refuses the longest lists.
            with suppress(click.ClickException):
                other = process.run([str(zensical), "build", "--clean"], self._zen).cost
        return Turn(full.cost, nothing.cost, explainer.cost, article.cost, mkdocs, other)

    def result(self, turns: Sequence[Turn]) -> Size:
        """Return all that was measured, with what is measured once."""
        ours, plain = self._ours / "build" / "site", self._plain / "site"
        self._say("what a reader loads")
        loading = process.run([sys.executable, "-m", "bench.loading", str(ours)])
        module = [sys.executable, "-m", "bench.phases", str(self._ours / "mkdocs.yml")]
        phases = [json.loads(one.printed) for one in self._states(lambda: process.run(module))]
        briefings = {path.stem for path in self._ours.glob("content/articles/*.txt")}
        pages = len(list(self._plain.glob("docs/**/*.md")))
        return Size(
            briefings=self.briefings,
            explainers=EXPLAINERS,
            pages=pages,
            naming=self._naming,
            turns=turns,
            ours=_output(ours, briefings),
            peer=_output(plain, briefings),
            loaded=json.loads(loading.printed),
            phases=dict(zip(Turn.__slots__, phases, strict=False)),
        )

    def _states(self, build: Callable[[], process.Finished]) -> Iterator[process.Finished]:
        """Build from nothing, with nothing changed, after each edit, and undo the edits."""
        content, site = self._ours / "content", self._ours / "build" / "site"
        shutil.rmtree(self._ours / "build", ignore_errors=True)
        self._say("ours, from nothing")
        yield build()
        if not self._plain.exists():
            self._prepare_peers()
        self._say("ours, nothing changed")
        yield build()
        self._say("ours, one explainer edited")
        if not self._edited:
            self._edited, self._naming = pick_explainer(self._ours)
        path = content / "explainers" / f"{self._edited}.md"
        before = path.read_bytes()
        corpus.edit_explainer(path, _SENTENCE)
        yield build()
        _require(site, f"explainers/{self._edited}")
        self._say("ours, one article added")
        capture = corpus.add_briefing(content, self.briefings, EXPLAINERS, _SENTENCE)
        yield build()
        _require(site, f"briefings/{capture.stem}")
        path.write_bytes(before)
        capture.unlink()
        capture.with_suffix(".yml").unlink()

    def _prepare_peers(self) -> None:
        prepare_peer(self._plain, self._ours)
        prepare_peer(self._zen, self._ours, mkdocs=False)

    def _say(self, what: str) -> None:
        self._tell(f"{self.turn}: {what}")


def _require(site: Path, page: str) -> None:
    """See to it that an edit has come to the readers."""
    if not is_published(site, page, _WORD):
        raise click.ClickException(f"{page} of {site} does not show what was edited, or its index.")


def _output(site: Path, briefings: Set[str]) -> Output:
    """Return the sizes of what was built, of which these are briefings."""
    folder = site / "briefings"
    of_briefings = (
        path
        for path in folder.rglob("*")
        if path.relative_to(folder).parts[0].partition(".")[0] in briefings
    )
    # Pagefind's folder is ours, and the other one Material's.
    index = [*site.glob("pagefind/**/*"), *site.glob("search/search_index.json")]
    return Output(
        briefing=sum(map(_bytes, of_briefings)) / len(briefings),
        index=sum(map(_bytes, index)),
        whole=sum(map(_bytes, site.rglob("*"))),
    )


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
