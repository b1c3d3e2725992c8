"""`briefings archive`: parse and link any number of captures."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from briefings.archive import folder, parts, reader, sources
from briefings.archive.folder import ArchivePaths
from briefings.archive.parts import Part
from briefings.archive.reader import Background
from briefings.build import content_folder
from briefings.commands import terminal
from briefings.mkdocs_plugin import console, project
from briefings.model.content import Severity
from briefings.text import report

if TYPE_CHECKING:
    from briefings.archive.run import Outcome

_FAILED = 1
# Number of failed parts to show: most fail for the same reason.
_SHOWN = 10


@click.command()
@click.argument("source", nargs=-1)
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the archive.",
)  # fmt: skip
@click.option(
    "--files-from", metavar="FILE", type=click.File(encoding="utf-8", errors="surrogateescape"),
    help="Take more sources from a file, one on a line; - for standard input.",
)  # fmt: skip
@click.option(
    "--scheduler", metavar="ADDRESS", help="Address of a Dask cluster that does the work."
)
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=1),
    help="Processes on this machine.  [default: one for each processor]",
)  # fmt: skip
@click.option(
    "--part-size", metavar="N", type=click.IntRange(min=1), default=parts.SIZE, show_default=True,
    help="Captures in one file of records, on average.",
)  # fmt: skip
@click.pass_obj
def archive(
    config_file: Path,
    source: Sequence[str],
    out: Path,
    files_from: TextIO | None,
    scheduler: str | None,
    workers: int | None,
    part_size: int,
) -> None:
    """Parse and link any number of captures; write JSON Lines.

    A SOURCE is a capture, a folder of captures or a pattern such as '2018/**/*.html.gz'. Captures
    are parsed with the outlets, and linked with the explainers, of the content folder.

    Run it again to continue after an interruption or to update the archive. It writes only parts
    with new or changed captures, but all parts if an explainer or outlet has changed. At the end
    DIR has one record for each capture of the sources, and no others.

    Exit status: 0 every capture has a record (also one with errors), 1 a record is missing, or the
    content folder has errors, 2 the command was called wrongly.
    """
    terminal.require_dask("briefings archive")
    if scheduler and workers:
        raise click.UsageError(
            "--workers cannot be used with --scheduler: a cluster has its own workers."
        )
    # On SIGTERM, end the workers too.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    named = [*source, *(line.rstrip("\r\n") for line in files_from or () if line.strip())]
    paths = ArchivePaths(Path.cwd(), out.resolve())
    listing = sources.find(named, paths.root)
    if not named or listing.nothing:
        raise click.UsageError("\n".join(listing.nothing) or "Name a SOURCE, or give --files-from.")
    for problem in listing.unlisted:
        terminal.problem(problem, str(paths.root))
    background = _background(config_file)
    todo = parts.split(listing.captures, part_size)
    try:
        outcomes = _write(todo, background, paths, scheduler, workers)
    except (folder.FolderError, OSError) as error:
        terminal.error(str(error))
        sys.exit(_FAILED)
    except KeyboardInterrupt:
        terminal.error("Stopped. Finished parts are kept. Run the command again to continue.")
        sys.exit(128 + signal.SIGINT)
    complete = _report(outcomes, paths)
    sys.exit(0 if complete and not listing.unlisted else _FAILED)


def _background(config_file: Path) -> Background:
    """Return the explainers, outlets and rules; exit if they have errors."""
    loaded = project.load(config_file)
    files = content_folder.read_content(loaded.content_dir)
    background, problems = reader.background(files, loaded.settings)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in errors:
        terminal.problem(problem, loaded.content_name)
    if errors:
        terminal.error(f"No capture was parsed: {report.tally(errors)} in the content.")
        sys.exit(_FAILED)
    return background


def _write(
    todo: Sequence[Part],
    background: Background,
    paths: ArchivePaths,
    scheduler: str | None,
    workers: int | None,
) -> "list[Outcome]":
    """Write an archive with a progress bar, and return the outcomes of the parts, in order."""
    from briefings.archive import run  # noqa: PLC0415  Dask may not be installed
    from briefings.build import cluster  # noqa: PLC0415

    outcomes: dict[str, Outcome] = {}
    with (
        cluster.connected(scheduler, workers) as executor,
        folder.prepared(paths),
        terminal.bar() as bar,
    ):
        total = sum(len(part.captures) for part in todo)
        task = bar.add_task("Parsing and linking", total=total)
        for outcome in run.run(todo, background, paths, executor):
            outcomes[outcome.part.name] = outcome
            bar.advance(task, len(outcome.part.captures))
        done = [(part, done) for part in todo if (done := outcomes[part.name].done)]
        if len(done) == len(todo):
            folder.finish(paths, done)
    return [outcomes[part.name] for part in todo]


def _report(outcomes: "Sequence[Outcome]", paths: ArchivePaths) -> bool:
    """Print a summary of the archive, and return whether it is complete."""
    failed = [outcome for outcome in outcomes if not outcome.done]
    for outcome in failed[:_SHOWN]:
        first, last = outcome.part.captures[0], outcome.part.captures[-1]
        terminal.error(f"{first} … {last}: {outcome.error}")
    if failed:
        captures = sum(len(outcome.part.captures) for outcome in failed)
        terminal.error(
            f"{report.plural(captures, 'capture')} in {report.plural(len(failed), 'part')} have no "
            "record yet. Run the command again for these."
        )
        return False
    done = [outcome.done for outcome in outcomes if outcome.done]
    captures = sum(d.captures for d in done)
    articles = sum(d.articles for d in done)
    mentions = sum(d.mentions for d in done)
    before = sum(outcome.before for outcome in outcomes)
    printed = [
        f"{report.plural(captures, 'capture')} in {report.plural(len(done), 'part')}, "
        f"{before:,} of them unchanged",
        f"{report.plural(articles, 'article')} with {report.plural(mentions, 'mention')}",
    ]
    if captures > articles:
        printed.append(f"{captures - articles:,} without an article; their records give the reason")
    console.OUT.print(f"[green]Archived[/] in {terminal.path(paths.out)}: {'; '.join(printed)}.")
    return True
