"""The command `briefings`: an adapter that prints, writes and exits; the work is done elsewhere."""

import signal
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import click
from mkdocs.exceptions import MkDocsException
from rich.markup import escape

from briefings.build import disk
from briefings.build.outputs import ForeignFolderError
from briefings.build.publish import PublishError
from briefings.build.shards import PartsError, Shard
from briefings.commands import terminal
from briefings.commands.build import build as build_site
from briefings.commands.build_shard import build_part
from briefings.commands.lazy import LazyGroup
from briefings.content.checks import reviews
from briefings.content.checks.reviews import Change
from briefings.mkdocs_plugin import console, project
from briefings.mkdocs_plugin.project import Project
from briefings.preview.preview import preview
from briefings.site.compile import annotate, compile
from briefings.site.corpus import Corpus
from briefings.text import report, uris

T = TypeVar("T")

FINE, PROBLEMS = 0, 1


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-f", "--config-file", default="mkdocs.yml", show_default=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The site's settings; folders are relative to this file.",
)  # fmt: skip
@click.version_option(package_name="annotated-briefings")
@click.pass_context
def main(context: click.Context, config_file: Path) -> None:
    """Publish annotated news briefings.

    Captured articles lie in content/articles, explainers in content/explainers. `briefings build`
    links every mention of a subject to its explainer and makes the site in build/site.

    Exit status: 0 fine, 1 problems in the content, 2 the command was called wrongly.
    """
    context.obj = config_file


main.elsewhere = {
    "archive": "briefings.commands.archive:archive",
    "ledger": "briefings.commands.ledger:show",
    "new": "briefings.commands.new:new",
    "read": "briefings.commands.read:read",
    "suggest": "briefings.commands.suggest:suggest",
}


def _shard(value: str) -> Shard:
    """Return the part of a site that is written as 2/4."""
    number, _, of = value.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise click.BadParameter(f"{value!r} is no part; write the second of four as 2/4.")
    return Shard(int(number), int(of))


_STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")


@main.command()
@_STRICT
@click.option(
    "--shard", type=_shard, metavar="I/N",
    help="Build only one of N equal parts, into build/part-I-of-N.sqlite, for `briefings merge`.",
)  # fmt: skip
@click.pass_obj
def build(config_file: Path, strict: bool, shard: Shard | None) -> None:
    """Build the site.

    All problems are shown at once. While there are errors nothing is published, and the site that
    was built last stays as it is.
    """
    if shard:
        _, part, told = _run(config_file, partial(build_part, shard=shard), strict=strict)
        console.OUT.print(f"[green]Built[/] {terminal.path(part)} {told}.")
    else:
        _build(config_file, build_site, strict=strict)


@main.command()
@_STRICT
@click.argument(
    "parts", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.pass_obj
def merge(config_file: Path, parts: tuple[Path, ...], strict: bool) -> None:
    """Build the site from parts that other machines have built.

    PARTS are the files of all parts, in any order, made by `briefings build --shard` from the same
    content, settings and program as there are here. The site is the one that `briefings build`
    would make.
    """
    _build(config_file, partial(build_site, handed=parts), strict=strict)


def _build(config_file: Path, build: Callable[..., bool], *, strict: bool) -> None:
    """Build the site, and say where it is."""
    loaded, anything, told = _run(config_file, build, strict=strict)
    shown = terminal.path(Path(loaded.config.site_dir))
    done = "Built" if anything else "Nothing has changed in"
    console.OUT.print(f"[green]{done}[/] {shown} {told}.")
    console.OUT.print(
        f"To look at it: make serve, or python3 -m http.server --directory {shown}; "
        "then open http://localhost:8000/"
    )


def _run(config_file: Path, build: Callable[..., T], *, strict: bool) -> tuple[Project, T, str]:
    """Build something, showing how far it has come; where that fails, say why and exit.

    Returns the project, what was built, and in words how long it took and how much there is.
    """
    started = perf_counter()
    # An ended process must end those that it started, and put the terminal back.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    loaded = project.load(config_file, strict=strict)
    listener = terminal.TerminalListener()
    try:
        with listener.progress:
            built = build(loaded, listener, terminal.waiting, strict=strict)
    except (MkDocsException, ForeignFolderError, PartsError, PublishError, OSError) as error:
        terminal.error(f"{error} The published site was not touched.")
        sys.exit(PROBLEMS)
    return loaded, built, f"in {perf_counter() - started:.1f} s: {listener.summary}"


@main.command()
@click.option("--port", default=8000, show_default=True, help="Port on this computer.")
@click.pass_obj
def serve(config_file: Path, port: int) -> None:
    """Show the site on this computer, and every change as you write.

    Pages are made when they are looked at. Problems are shown here and on the pages; a page whose
    file has errors stays as it was.
    """
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    # While everything is compiled, a page must not wait 5 ms each time that it has read a file.
    sys.setswitchinterval(0.0005)
    try:
        with (
            console.ERR.status("Reading") as status,
            preview(config_file, port, terminal.PreviewListener()) as server,
        ):
            status.stop()
            console.OUT.print(f"The preview is at {server.address} (Ctrl+C ends it).")
            server.serve_forever()
    except KeyboardInterrupt:
        pass
    except OSError as error:
        terminal.error(str(error))
        sys.exit(PROBLEMS)


@main.command()
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="List the briefings whose background has changed since that day, too.",
)  # fmt: skip
@click.pass_obj
def check(config_file: Path, strict: bool, since: datetime | None) -> None:
    """Report every problem in the content, and build nothing.

    With --since it lists the briefings that link to an explainer which was reviewed on that day or
    later, or whose timeline tells of something that happened then.
    """
    loaded = project.load(config_file)
    content = disk.read_content(loaded.content_dir)
    site = compile(content, loaded.settings)
    folder = loaded.content_name
    for problem in site.problems:
        terminal.problem(problem, folder)
    if since:
        _show_changed(annotate(content, loaded.settings), since.date(), folder)
    counts, tally = report.counts(site.counts), report.tally(site.problems)
    console.OUT.print(f"Checked {counts}: {tally}.")
    sys.exit(PROBLEMS if site.failed(strict=strict) else FINE)


def _show_changed(corpus: Corpus, since: date, folder: str) -> None:
    linking = [(slug, corpus.subjects(uris.briefing(slug))) for slug in corpus.articles]
    changed = reviews.changed_since(since, corpus.explainers, linking)
    for slug, changes in changed.items():
        listed = "; ".join(map(_told, changes))
        file = f"{folder}/{corpus.articles[slug].capture.path}"
        console.OUT.print(f"{escape(file)}: {escape(listed)}")
    console.OUT.print(
        f"The background of {report.plural(len(changed), 'briefing')} has changed since {since}."
    )


def _told(change: Change) -> str:
    reviewed = [f"reviewed {change.reviewed}"] if change.reviewed else []
    entries = [f"timeline {', '.join(change.entries)}"] if change.entries else []
    return f"{change.title} ({', '.join(reviewed + entries)})"
