"""`make bench`: measures what our command costs beside its peer, and writes RESULTS.md.

What is compared. Ours is `briefings build`: it reads the captures, links them, writes Markdown, has
MkDocs render it with our templates, and has Pagefind index it. The peer is `mkdocs build` with
Material as it comes and its own search, over the Markdown that ours has just compiled. So the
peer is given our work for nothing, and a ratio of 1 would mean that captures, links and search cost
no more than a plain site made by hand from the same text.

Why it is fair. Both render the same pages on the same machine in the same MkDocs, with the same
Markdown extensions, language and navigation (briefings and explainers are not listed in it,
which spares the peer a navigation of hundreds of entries on each page). The one change to the
Markdown is that `template:` is taken out of the front matter, as the peer has no such templates.
Both are whole processes that start with an empty build folder. They take turns, so that what else
the machine does falls on both; a ratio is formed within a run, and the median of the ratios is
what counts. Processor time stands beside the time by the clock because other programs disturb it
less.

Memory is the largest resident set that the kernel saw in the process or in one it waited for
(Pagefind is a program of its own), not their sum. A child begins with the peak of its parent on
that account, so this process stays small: nothing of the generator is imported here.

What reading costs is compared with trafilatura in `bench.reading`, what linking costs with a bare
scan in `bench.linking`, and what a search costs its readers with Material's in `bench.searching`;
`make bench ARGS=reading`, `ARGS=linking` and `ARGS=search` measure them alone.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import click
import yaml
from rich.console import Console

from bench import corpus, report
from bench.report import Cost, Output, Run, Stages

REPOSITORY = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("RESULTS.md")
BIN = Path(sys.executable).parent
PARTS = ("reading", "linking", "search", "build")
_SEARCHED = (10_000, 1_000)
"""How many briefings and explainers the search is measured with."""
_SAMPLE = (200, 20)
"""How many of which the peer's index is made, to know what a page weighs in it."""
_LINKING = (("1000",), ("20000",), ("100000",), ("100000", "--curly"))


@dataclass(frozen=True, slots=True)
class _Process:
    cost: Cost
    printed: str


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(PARTS))
@click.option("--briefings", default=300, show_default=True, type=click.IntRange(1))
@click.option("--explainers", default=100, show_default=True, type=click.IntRange(1))
@click.option("--runs", default=3, show_default=True, type=click.IntRange(3), help="Of each.")
def main(parts: tuple[str, ...], briefings: int, explainers: int, runs: int) -> None:
    """Measure reading, linking, searching and a whole build beside their peers.

    PARTS are `reading`, `linking`, `search` and `build`; without any all are measured, and
    bench/RESULTS.md is written.
    """
    console = Console()
    busy = os.getloadavg()[0]
    tables: list[report.Table] = []
    if "reading" in (parts or PARTS):
        tables += _measure_reading(console, runs)
    if "linking" in (parts or PARTS):
        tables.append(_measure_linking(console, runs))
    if "search" in (parts or PARTS):
        tables.append(_measure_search(console))
    if "build" in (parts or PARTS):
        size, measured, built = _measure_build(console, briefings, explainers, runs)
        tables += built
        if not parts:
            RESULTS.write_text(report.page(size, measured, tables, busy), encoding="utf-8")
    for table in tables:
        console.print(table.rich())


def _measure_reading(console: Console, runs: int) -> list[report.Table]:
    """Return the table of reading; none where there is nothing to read."""
    sets = Path(os.environ.get("BRIEFINGS_SHARED", REPOSITORY.parent / "shared"), "eval", "reading")
    if not sets.is_dir():
        console.print(
            f"Reading is not measured: there are no development captures in {sets}. "
            "BRIEFINGS_SHARED names another place."
        )
        return []
    passes = []
    with console.status("Reading") as status:
        for number in range(1, runs + 1):
            status.update(f"Reading, pass {number} of {runs}")
            printed = _process([sys.executable, "-m", "bench.reading", str(sets)]).printed
            passes.append(report.Reading(**json.loads(printed)))
    return [report.reading(passes)]


def _measure_linking(console: Console, runs: int) -> report.Table:
    """Return the table of linking."""
    measured = []
    with console.status("Linking") as status:
        for options in _LINKING:
            status.update(f"Linking with {int(options[0]):,} aliases")
            command = [sys.executable, "-m", "bench.linking", *options, "--rounds", str(runs)]
            measured.append(report.Linking(**json.loads(_process(command).printed)))
    return report.linking(measured)


def _measure_search(console: Console) -> report.Table:
    """Return the table of searching."""
    module = [sys.executable, "-m", "bench.searching"]
    with (
        tempfile.TemporaryDirectory(prefix="briefings-bench-") as folder,
        console.status("Inventing a corpus for the search") as status,
    ):
        large, small, peer = Path(folder, "large"), Path(folder, "small"), Path(folder, "peer")
        _prepare_ours(large, *_SEARCHED)
        records = Path(folder, "records.json")
        _process([*module, "prepare", str(large / "mkdocs.yml"), str(records)])
        _prepare_ours(small, *_SAMPLE)
        _process([str(BIN / "briefings"), "-f", str(small / "mkdocs.yml"), "build"])
        _prepare_peer(peer, small)
        _process([str(BIN / "mkdocs"), "build", "-q", "-f", str(peer / "mkdocs.yml")])
        whole = _bytes(peer / "site/search/search_index.json") / sum(_SAMPLE) * sum(_SEARCHED)
        measured = []
        for name, at_least in report.PART_SIZES.items():
            status.update(f"Searching: {name}")
            made = Path(folder, str(at_least))
            command = [*module, "index", str(records), str(made), str(at_least)]
            first = _process(command)
            again, changed = _process(command), _process([*command, "--change"])
            asked = _process(
                [*module, "ask", str(small / "build/site"), str(made / "pagefind"),
                 str(large / "content")]
            )  # fmt: skip
            measured.append(report.Searching(
                name, **json.loads(first.printed), **json.loads(asked.printed),
                whole=first.cost, unchanged=again.cost, changed=changed.cost,
            ))  # fmt: skip
            shutil.rmtree(made)
    return report.searching(_SEARCHED, measured, whole)


def _measure_build(
    console: Console, briefings: int, explainers: int, runs: int
) -> tuple[report.Size, list[Run], tuple[report.Table, ...]]:
    """Return what was built, what that took, and the tables of it."""
    with tempfile.TemporaryDirectory(prefix="briefings-bench-") as folder:
        ours, peer = Path(folder, "ours"), Path(folder, "peer")
        with console.status("Inventing a corpus") as status:
            _prepare_ours(ours, briefings, explainers)
            measured = []
            for number in range(1, runs + 1):
                status.update(f"Run {number} of {runs}")
                measured.append(_run(ours, peer))
        size = report.Size(briefings, explainers, len(list(peer.glob("docs/**/*.md"))))
        outputs = (_output(ours / "build" / "site"), _output(peer / "site"))
    return size, measured, report.tables(size, measured, outputs)


def _run(ours: Path, peer: Path) -> Run:
    """Compile, build ours and build the peer, each from nothing."""
    shutil.rmtree(ours / "build", ignore_errors=True)
    compiled = _process([sys.executable, "-m", "bench.stages", str(ours / "mkdocs.yml")])
    shutil.rmtree(ours / "build", ignore_errors=True)
    built = _process([str(BIN / "briefings"), "-f", str(ours / "mkdocs.yml"), "build"])
    if not peer.exists():
        _prepare_peer(peer, ours)
    shutil.rmtree(peer / "site", ignore_errors=True)
    rendered = _process([str(BIN / "mkdocs"), "build", "-q", "-f", str(peer / "mkdocs.yml")])
    return Run(
        stages=Stages(**json.loads(compiled.printed)),
        compiled=compiled.cost,
        ours=built.cost,
        peer=rendered.cost,
    )


def _process(command: Sequence[str]) -> _Process:
    """Run a command to its end; what it costs includes the processes that it started."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        started = perf_counter()
        process = subprocess.Popen(command, cwd=REPOSITORY, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise click.ClickException(f"{' '.join(command)} failed:\n{out.read()}{err.read()}")
        # Linux counts kibibytes, macOS bytes.
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return _Process(Cost(seconds, usage.ru_utime + usage.ru_stime, peak), out.read())


def _prepare_ours(ours: Path, briefings: int, explainers: int) -> None:
    """Make a copy of the project with an invented corpus for its content."""
    corpus.write(ours / "content", briefings, explainers)
    shutil.copy(REPOSITORY / "mkdocs.yml", ours)
    shutil.copytree(REPOSITORY / "theme_overrides", ours / "theme_overrides")


def _prepare_peer(peer: Path, ours: Path) -> None:
    """Make a plain MkDocs project of what ours compiled: no plugin but search, no templates."""
    settings = yaml.safe_load((ours / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["theme"] = {"name": "material", "language": "en", "font": False}
    settings |= {"docs_dir": "docs", "site_dir": "site", "plugins": ["search"]}
    compiled = ours / "build" / "docs"
    for source in compiled.rglob("*.md"):
        target = peer / "docs" / source.relative_to(compiled)
        target.parent.mkdir(parents=True, exist_ok=True)
        _, header, body = source.read_text(encoding="utf-8").split("---\n", 2)
        lines = (line for line in header.splitlines(True) if not line.startswith("template:"))
        target.write_text(f"---\n{''.join(lines)}---\n{body}", encoding="utf-8")
    (peer / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def _output(site: Path) -> Output:
    """Return the size of what was built."""
    pages = list(site.glob("briefings/*/index.html"))
    # Pagefind's folder is ours, and the other one Material's.
    index = [*site.glob("pagefind/**/*"), *site.glob("search/search_index.json")]
    return Output(
        page=sum(map(_bytes, pages)) / len(pages),
        search=sum(map(_bytes, index)),
        site=sum(map(_bytes, site.rglob("*"))),
    )


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


if __name__ == "__main__":
    main()
