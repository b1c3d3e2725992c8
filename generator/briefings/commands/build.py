"""`briefings build`: build the site."""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import click
from mkdocs.exceptions import MkDocsException

from briefings.build import content_folder
from briefings.build.disk import ForeignFolderError
from briefings.build.publish import PublishError
from briefings.commands import codes, terminal, upgrade
from briefings.commands.build_site import build_site
from briefings.mkdocs_plugin import console, project

_FAILED = 1


@click.command()
@codes.strict()
@click.option(
    "--scheduler", metavar="ADDRESS",
    help="Address of a Dask cluster that does the work, such as tcp://10.0.0.1:8786.",
)  # fmt: skip
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="Build the site as of this day, which decides about `publish_on`.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.pass_obj
def build(
    config_file: Path,
    strict: frozenset[str],
    scheduler: str | None,
    today: datetime | None,
    quiet: bool,
) -> None:
    """Build the site.

    Problems that the last build did not have are shown at once, many of a kind together;
    `briefings check` shows all. If there are errors, nothing is published, and the last site stays
    published.
    """
    if scheduler:
        terminal.require_dask("briefings build --scheduler")
    if today:
        os.environ[content_folder.EPOCH] = f"{today.replace(tzinfo=UTC).timestamp():.0f}"
    console.OUT.quiet = quiet
    started = perf_counter()
    # On SIGTERM, end the workers too, and reset the terminal.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    every = codes.ALL in strict
    loaded = project.load(config_file, strict=every)
    compiled_dir = loaded.plugin.compiled_dir(loaded.config)
    listener = terminal.TerminalListener()
    listener.progress.disable = quiet
    try:
        with listener.progress:
            changed = build_site(
                loaded, listener, terminal.waiting,
                strict=every, errors=strict, scheduler=scheduler,
            )  # fmt: skip
    except (MkDocsException, ForeignFolderError, PublishError, OSError) as error:
        terminal.error(f"{error} The published site was not touched.")
        upgrade.tell(compiled_dir)
        sys.exit(_FAILED)
    shown = terminal.path(Path(loaded.config.site_dir))
    done = "Built" if changed else "Nothing has changed in"
    seconds = perf_counter() - started
    number = listener.briefings
    each = f" ({1000 * seconds / number:.0f} ms a briefing)" if changed and number else ""
    console.OUT.print(f"[green]{done}[/] {shown} in {seconds:.1f} s{each}: {listener.summary}.")
    console.OUT.print(
        f"To view it: briefings serve, or python3 -m http.server --directory {shown}; "
        "then open http://localhost:8000/"
    )
    upgrade.tell(compiled_dir)
    upgrade.remember(compiled_dir, said=not quiet)
