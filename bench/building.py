"""Measure whole builds of several sizes: full, unchanged and after edits, ours and those of peers.

One turn of a size is six processes, in this order: our full build; the same with nothing changed;
after an edit of one explainer; after one new article; a full build of plain MkDocs; a full build of
Zensical. Each run has one turn of each size. Zensical takes longest and is no part of a limit, so
it runs only in the first run. The edits are undone afterwards. A build after an edit counts only if
the site and its search index show the edit.
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
    """The cost of each build of one size, in one run."""

    full: Cost
    """Our full build."""
    nothing: Cost
    """Our build without changes."""
    explainer: Cost
    """Our build after an edit of one explainer."""
    article: Cost
    """Our build after one new article."""
    mkdocs: Cost
    """Plain MkDocs with Material."""
    zensical: Cost | None
    """Zensical; None if it is missing or fails, and after the first run."""


@dataclass(frozen=True, slots=True)
class Output:
    """Sizes of a built site, in bytes."""

    briefing: float
    """The files of one briefing, on average."""
    index: int
    """The search index with its scripts."""
    whole: int
    """Everything."""


Phases = dict[str, tuple[float, float]]
"""Seconds of each phase of a build: wall time, and processor time of all processes."""


@dataclass(frozen=True, slots=True)
class Size:
    """All measurements of one size."""

    briefings: int
    """Number of briefings."""
    explainers: int
    """Number of explainers."""
    pages: int
    """Number of pages, with lists."""
    naming: int
    """Number of briefings that link to the edited explainer."""
    turns: Sequence[Turn]
    """The builds of each run."""
    ours: Output
    """Sizes of our site."""
    peer: Output
    """Sizes of the site of plain MkDocs."""
    loaded: dict[str, float]
    """Bytes that a browser loads for a page, by the kind of page."""
    phases: dict[str, Phases]
    """Phases of our build, by the change before it."""


def measure(
    folder: Path, sizes: Sequence[int], runs: int, tell: Callable[[str], None]
) -> list[Size]:
    """Measure the builds of several numbers of briefings.

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
    """Install Zensical into a folder and return its program; None if that fails.

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
        """Take one turn, with Zensical if it is installed."""
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
        """Return all measurements, with those that are made once."""
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
        """Run the full build, the unchanged one and those after each edit; undo the edits."""
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
    """Check that the site shows an edit."""
    if not is_published(site, page, _WORD):
        raise click.ClickException(f"{page} of {site} does not show what was edited, or its index.")


def _output(site: Path, briefings: Set[str]) -> Output:
    """Return the sizes of a site with these briefings."""
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
