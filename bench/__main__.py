"""`make bench`: measure the cost of our command and of its peers, and write RESULTS.md.

What is compared: `briefings build` parses the captures, links them, writes Markdown, prints views
with MkDocs and our templates, builds the search index and the files for machines, and publishes
all of it. The peers are `mkdocs build` with Material and its own search, and `zensical build`, over
the Markdown that our build has written. There are two corpora: an invented one (`bench.corpus`),
and real articles (`bench.real_corpus`).

Why it is fair: all render the same pages on the same machine, with the same Markdown extensions,
language and navigation. Briefings and explainers are not in the navigation, which saves the peers
thousands of entries on each page. All are whole processes that start without a cache unless a row
says otherwise. They take turns, so that other programs disturb each of them alike; a ratio is
computed within a run, and the result is the median of the ratios. Processor time is shown beside
wall time because other programs disturb it less.

Memory is measured twice: the largest resident set of one process, from the kernel; and the sum over
all processes, sampled twice a second, with shared memory counted once (the "proportional set size"
of Linux). A child process inherits the largest resident set of its parent, so this process stays
small: it imports next to nothing of the generator.

`bench.reading` compares parsing with trafilatura, `bench.linking` linking with a bare scan,
`bench.searching` a first search with Material's. `bench.previewing` measures how soon the preview
shows an edit, `bench.commands` what commands cost that build nothing. `make bench ARGS=reading`,
`ARGS=linking`, `ARGS=search`, `ARGS=preview` and `ARGS=commands` run them alone.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from bench import building, commands, process, report, report_builds
from bench.projects import Corpus, invented, prepare_ours, prepare_peer, real

REPOSITORY = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("RESULTS.md")
SHARED = Path(os.environ.get("BRIEFINGS_SHARED") or REPOSITORY.parent / "shared")
BIN = Path(sys.executable).parent
PARTS = ("reading", "linking", "search", "preview", "commands", "build", "build-real")
_SIZES = (1_000, 10_000)
"""Numbers of briefings to build."""
_EXPLAINERS = 1_000
"""Number of explainers in the invented corpus."""
_SEARCHED = (10_000, 1_000)
"""Numbers of briefings and explainers for the search and the preview."""
_SAMPLE = (200, 20)
"""Numbers of both in the peer's index, from which the size of a page in it is estimated."""
_LINKING = (("1000",), ("20000",), ("100000",), ("100000", "--curly"))


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(PARTS))
@click.option(
    "--briefings",
    multiple=True,
    default=_SIZES,
    show_default=True,
    type=click.IntRange(1),
    help="How many are built; may be given several times.",
)
@click.option("--runs", default=3, show_default=True, type=click.IntRange(1), help="Of each.")
@click.option(
    "--beside", default="", metavar="REVISION", help="Build with the code of this revision too."
)
def main(parts: tuple[str, ...], briefings: tuple[int, ...], runs: int, beside: str) -> None:
    """Measure readers, linking, search and builds with their peers, the preview and commands.

    PARTS are `reading`, `linking`, `search`, `preview`, `commands`, `build` and `build-real`;
    without any all are measured. Their sections of bench/RESULTS.md are written anew, and the
    others stay.
    """
    console = Console()
    measures = {
        "reading": lambda: _measure_reading(console, runs),
        "linking": lambda: [_measure_linking(console, runs)],
        "search": lambda: [_measure_search(console)],
        "preview": lambda: [_measure_preview(console)],
        "commands": lambda: _measure_commands(console, briefings),
        "build": lambda: _measure_build(
            console, "build", invented(_EXPLAINERS), briefings, runs, beside
        ),
        "build-real": lambda: _measure_real(console, briefings, runs, beside),
    }
    sections = {}
    for part in parts or PARTS:
        busy = os.getloadavg()[0]
        tables = measures[part]()
        for table in tables:
            console.print(table.rich())
        if tables:
            sections[part] = report.section(part, tables, busy)
    before = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else ""
    RESULTS.write_text(report.page(before, sections), encoding="utf-8")


def _measure_reading(console: Console, runs: int) -> list[report.Table]:
    """Return the table of the readers; none without captures."""
    sets = SHARED / "eval" / "reading"
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
            printed = process.run([sys.executable, "-m", "bench.reading", str(sets)]).printed
            passes.append(report.Reading(**json.loads(printed)))
    return [report.reading(passes)]


def _measure_linking(console: Console, runs: int) -> report.Table:
    """Return the table of the linker."""
    measured = []
    with console.status("Linking") as status:
        for options in _LINKING:
            status.update(f"Linking with {int(options[0]):,} aliases")
            command = [sys.executable, "-m", "bench.linking", *options, "--rounds", str(runs)]
            measured.append(report.Linking(**json.loads(process.run(command).printed)))
    return report.linking(measured)


def _measure_search(console: Console) -> report.Table:
    """Return the table of the search."""
    module = [sys.executable, "-m", "bench.searching"]
    with (
        tempfile.TemporaryDirectory(prefix="briefings-bench-") as folder,
        console.status("Inventing a corpus for the search") as status,
    ):
        large, small, peer = Path(folder, "large"), Path(folder, "small"), Path(folder, "peer")
        _invent(large, *_SEARCHED)
        records = Path(folder, "records.json")
        process.run([*module, "prepare", str(large / "mkdocs.yml"), str(records)])
        _invent(small, *_SAMPLE)
        process.run([str(BIN / "briefings"), "-f", str(small / "mkdocs.yml"), "build"])
        prepare_peer(peer, small)
        process.run([str(BIN / "mkdocs"), "build", "-q", "-f", str(peer / "mkdocs.yml")])
        whole = (
            (peer / "site/search/search_index.json").stat().st_size / sum(_SAMPLE) * sum(_SEARCHED)
        )
        measured = []
        for name, at_most in report.PART_SIZES.items():
            status.update(f"Searching: {name}")
            made = Path(folder, str(at_most))
            command = [*module, "index", str(records), str(made), str(at_most)]
            first = process.run(command)
            again, changed = process.run(command), process.run([*command, "--change"])
            asked = process.run(
                [*module, "ask", str(small / "build/site"), str(made / "pagefind"),
                 str(large / "content")]
            )  # fmt: skip
            measured.append(report.Searching(
                name, **json.loads(first.printed), **json.loads(asked.printed),
                whole=first.cost, unchanged=again.cost, changed=changed.cost,
            ))  # fmt: skip
            shutil.rmtree(made)
    return report.searching(_SEARCHED, measured, whole)


def _invent(folder: Path, briefings: int, explainers: int) -> None:
    """Make a project with the invented corpus."""
    invented(explainers).write(folder / "content", briefings)
    prepare_ours(folder)


def _measure_preview(console: Console) -> report.Table:
    """Return the table of the preview."""
    with (
        tempfile.TemporaryDirectory(prefix="briefings-bench-") as folder,
        console.status("Previewing"),
    ):
        _invent(Path(folder), *_SEARCHED)
        printed = process.run([sys.executable, "-m", "bench.previewing", folder]).printed
        return report.previewing(_SEARCHED, json.loads(printed))


def _measure_commands(console: Console, sizes: Sequence[int]) -> list[report.Table]:
    """Return the tables of commands that build nothing; none without articles."""
    if not (content := _real_articles(console)):
        return []
    tables = []
    for size in sizes:
        with (
            tempfile.TemporaryDirectory(prefix="briefings-bench-") as folder,
            console.status("Measuring commands") as status,
        ):
            tell = status.update if console.is_terminal else console.print
            measured = list(commands.measure(content, Path(folder), size, tell))
            tables.append(report.commands(size, measured))
    return tables


def _measure_real(
    console: Console, sizes: Sequence[int], runs: int, revision: str
) -> list[report.Table]:
    """Return the tables of whole builds of real articles; none without articles."""
    content = _real_articles(console)
    return _measure_build(console, "build-real", content, sizes, runs, revision) if content else []


def _real_articles(console: Console) -> Corpus | None:
    """Return the corpus of real articles; None if it is not there."""
    archive = SHARED / "corpus" / "content.tar.gz"
    if archive.is_file():
        return real(archive)
    console.print(
        f"Real articles are not measured: there is no {archive}. "
        "BRIEFINGS_SHARED names another place."
    )
    return None


def _measure_build(
    console: Console, part: str, content: Corpus, sizes: Sequence[int], runs: int, revision: str
) -> list[report.Table]:
    """Return the tables of whole builds."""
    with (
        tempfile.TemporaryDirectory(prefix="briefings-bench-") as folder,
        console.status("Building") as status,
    ):
        # What is no terminal shows no status, and this takes long.
        tell = status.update if console.is_terminal else console.print
        measured = building.measure(content, Path(folder), sizes, runs, revision, tell)
        return report_builds.tables(part, measured, revision)


if __name__ == "__main__":
    main()
