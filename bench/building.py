"""Measure whole builds of several sizes: full, unchanged and after edits, ours and those of peers.

One turn of a size: our full build, one with nothing changed, one after each edit; plain MkDocs;
Zensical. The code of another revision, if one is named, builds the same after each of ours. Each
run has one turn of each size. Zensical takes longest and is no part of a limit, so it runs only in
the first run. The edits are undone afterwards. A build after an edit counts only if the site and
its search index show the edit.
"""

import json
import shutil
import sys
import tarfile
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from subprocess import DEVNULL, CalledProcessError
from subprocess import run as run_process

import click

from bench import corpus, process
from bench.process import Cost
from bench.projects import Corpus, is_published, pick_explainers, prepare_ours, prepare_peer

_REPOSITORY = Path(__file__).parents[1]
_BIN = Path(sys.executable).parent
_ZENSICAL = "zensical==0.0.73"
_SENTENCE = "The reader finds a quoxibrand here."
_WORD = "quoxibrand"
FULL = "from nothing"
NOTHING = "nothing changed"
EXPLAINER = "one explainer edited"
NAMED = "most named explainer edited"
ARTICLE = "one article added"
STATES = (FULL, NOTHING, EXPLAINER, NAMED, ARTICLE)
"""The builds of one turn, in order."""
MAKING = "making a page: view, Markdown, record"
RENDERING = "rendering it: MkDocs, template, writing"


@dataclass(frozen=True, slots=True)
class Turn:
    """The cost of each build of one size, in one run."""

    ours: Mapping[str, Cost]
    """Our builds, by state."""
    beside: Mapping[str, Cost]
    """Those of another revision; empty if none was named."""
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


Phases = Mapping[str, tuple[float, float]]
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
    naming: Mapping[str, int]
    """Number of briefings that link to the edited explainer, by state."""
    turns: Sequence[Turn]
    """The builds of each run."""
    ours: Output
    """Sizes of our site."""
    peer: Output
    """Sizes of the site of plain MkDocs."""
    loaded: Mapping[str, float]
    """Bytes that a browser loads for a page, by the kind of page."""
    phases: Mapping[str, Phases]
    """Phases of our builds, by state."""
    steps: Sequence[Mapping[str, float]]
    """Milliseconds of processor time for a briefing, by step, in each run."""


def measure(
    content: Corpus,
    folder: Path,
    sizes: Sequence[int],
    runs: int,
    revision: str,
    tell: Callable[[str], None],
) -> list[Size]:
    """Measure the builds of several numbers of briefings.

    Args:
        content: what is built.
        folder: an empty folder to work in.
        sizes: the numbers of briefings.
        runs: how often.
        revision: git revision whose code builds the same; empty for none.
        tell: is told what is done now.
    """
    tell("Looking for Zensical")
    zensical = _zensical(folder / "zensical")
    code = _code(revision, folder / "code") if revision else None
    benches = [_Bench(folder / str(number), content, number, code, tell) for number in sizes]
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


def _code(revision: str, folder: Path) -> Path:
    """Write the files of a revision into a folder, and return the folder that its package is in."""
    command = ["git", "archive", revision]
    try:
        packed = run_process(command, check=True, capture_output=True, cwd=_REPOSITORY).stdout
    except CalledProcessError as error:
        raise click.ClickException(error.stderr.decode()) from error
    with tarfile.open(fileobj=BytesIO(packed)) as files:
        files.extractall(folder, filter="data")
    return folder / "generator"


class _Bench:
    """The projects of one size."""

    def __init__(
        self,
        folder: Path,
        content: Corpus,
        briefings: int,
        code: Path | None,
        tell: Callable[[str], None],
    ) -> None:
        self.briefings, self.turn = briefings, ""
        self._ours, self._plain, self._zen = folder / "ours", folder / "plain", folder / "zensical"
        self._beside, self._code = folder / "beside", code
        self._content, self._tell = content, tell
        tell(f"Writing {briefings:,} briefings")
        content.write(self._ours / "content", briefings)
        prepare_ours(self._ours)
        if code:
            prepare_ours(self._beside, code.parent)
            (self._beside / "content").symlink_to(self._ours / "content")
        self._edited: dict[str, tuple[str, int]] = {}

    def run(self, zensical: Path | None) -> Turn:
        """Take one turn, with Zensical if it is installed."""
        build, beside_it = (
            [str(_BIN / "briefings"), "-f", str(project / "mkdocs.yml"), "build"]
            for project in (self._ours, self._beside)
        )
        ours, beside = dict[str, Cost](), dict[str, Cost]()
        for state in self._states():
            ours[state] = process.run(build).cost
            if self._code:
                self._say(f"the other revision, {state}")
                other = ["env", f"PYTHONPATH={self._code}", *beside_it]
                beside[state] = process.run(other).cost
        self._say("plain MkDocs")
        shutil.rmtree(self._plain / "site", ignore_errors=True)
        peer = [str(_BIN / "mkdocs"), "build", "-q", "-f", str(self._plain / "mkdocs.yml")]
        mkdocs = process.run(peer).cost
        second = None
        if zensical:
            self._say("Zensical")
            for made in ("site", ".cache"):
                shutil.rmtree(self._zen / made, ignore_errors=True)
            # Its index has limits: of 10,000 briefings version 0.0.73 refuses the longest lists.
            with suppress(click.ClickException):
                second = process.run([str(zensical), "build", "--clean"], self._zen).cost
        return Turn(ours, beside, mkdocs, second)

    def result(self, turns: Sequence[Turn]) -> Size:
        """Return all measurements, with those that are made once."""
        ours, plain = self._ours / "build" / "site", self._plain / "site"
        module = [sys.executable, "-m"]
        config_file = str(self._ours / "mkdocs.yml")
        phases = {
            state: json.loads(process.run([*module, "bench.phases", config_file]).printed)
            for state in self._states()
        }
        self._say("one page, and what a reader loads")
        steps = [
            json.loads(process.run([*module, "bench.steps", config_file]).printed) for _ in turns
        ]
        loading = process.run([*module, "bench.loading", str(ours)])
        briefings = {path.stem for path in self._ours.glob("content/articles/*")}
        return Size(
            briefings=self.briefings,
            explainers=len(list(self._ours.glob("content/explainers/*"))),
            pages=len(list(self._plain.glob("docs/**/*.md"))),
            naming={state: number for state, (_, number) in self._edited.items()},
            turns=turns,
            ours=_output(ours, briefings),
            peer=_output(plain, briefings),
            loaded=json.loads(loading.printed),
            phases=phases,
            steps=steps,
        )

    def _states(self) -> Iterator[str]:
        """Yield each state when the content is in it; undo the edits at the end."""
        content, site = self._ours / "content", self._ours / "build" / "site"
        for project in (self._ours, self._beside):
            shutil.rmtree(project / "build", ignore_errors=True)
        for state in (FULL, NOTHING):
            self._say(state)
            yield state
        if not self._edited:
            prepare_peer(self._plain, self._ours)
            prepare_peer(self._zen, self._ours, mkdocs=False)
            self._edited = dict(zip((EXPLAINER, NAMED), pick_explainers(self._ours), strict=True))
        before = {}
        for state, (name, _) in self._edited.items():
            path = content / "explainers" / f"{name}.md"
            before[path] = path.read_bytes()
            corpus.edit_explainer(path, _SENTENCE)
            self._say(state)
            yield state
            _require(site, f"explainers/{name}")
        capture = self._content.add(content, self.briefings, _SENTENCE)
        self._say(ARTICLE)
        yield ARTICLE
        _require(site, f"briefings/{capture.stem}")
        for path, data in before.items():
            path.write_bytes(data)
        capture.unlink()
        capture.with_suffix(".yml").unlink(missing_ok=True)

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
