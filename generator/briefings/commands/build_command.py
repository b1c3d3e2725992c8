"""`briefings build` and `briefings merge`: build the site, or one part of it."""

import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import click
from mkdocs.exceptions import MkDocsException

from briefings.build.outputs import ForeignFolderError
from briefings.build.publish import PublishError
from briefings.build.shards import PartsError, Shard
from briefings.commands import terminal
from briefings.commands.build import build as build_site
from briefings.commands.build_shard import build_part
from briefings.mkdocs_plugin import console, project
from briefings.mkdocs_plugin.project import Project

T = TypeVar("T")

_FAILED = 1


def _shard(value: str) -> Shard:
    """Return the part of a site that is written as 2/4."""
    number, _, of = value.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise click.BadParameter(f"{value!r} is no part; write the second of four as 2/4.")
    return Shard(int(number), int(of))


_STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")


@click.command()
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


@click.command()
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
        sys.exit(_FAILED)
    return loaded, built, f"in {perf_counter() - started:.1f} s: {listener.summary}"
