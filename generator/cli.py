"""The command `briefings`: an adapter that prints, writes and exits; the work is done elsewhere."""

import logging
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import click
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException
from rich.console import Console
from rich.logging import RichHandler
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from generator import disk, report, scaffold, uris
from generator.articles import CAPTURES, SIDECAR
from generator.articles import parse as parse_article
from generator.content import ARTICLES, EXPLAINERS, OUTLETS
from generator.model import ExplainerKind, Severity, Site, SourceFile
from generator.outlets import OutletFile
from generator.outlets import parse as parse_outlet
from generator.plugin import BriefingsPlugin, Listener
from generator.site import compile

FINE, PROBLEMS, USAGE = 0, 1, 2

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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


@main.command()
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_obj
def build(config_file: Path, strict: bool) -> None:
    """Build the site.

    All problems are shown at once. While there are errors nothing is published, and the site that
    was built last stays as it is.
    """
    started = perf_counter()
    config, plugin = _load(config_file, strict=strict)
    site_dir = Path(config.site_dir)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}.", dir=site_dir.parent))
    # A folder made by mkdtemp is closed to others, as a web server would be.
    staged.chmod(0o755)
    config.site_dir = str(staged)
    listener = _TerminalListener()
    plugin.listener = listener
    with _mkdocs_log():
        try:
            config.plugins.on_startup(command="build", dirty=False)
            with listener.progress:
                mkdocs_build(config)
            disk.publish(staged, site_dir)
        except (MkDocsException, OSError) as error:
            _err.print(f"[red]{escape(str(error))}[/] The published site was not touched.")
            sys.exit(PROBLEMS)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    seconds = perf_counter() - started
    shown = _relative(site_dir)
    _out.print(f"[green]Built[/] {shown} in {seconds:.1f} s: {listener.summary}.")
    _out.print(f"To look at it: briefings serve, or python3 -m http.server --directory {shown}")


@main.command()
@click.option("--port", default=8000, show_default=True, help="Port on this computer.")
@click.pass_obj
def serve(config_file: Path, port: int) -> None:
    """Show the site on this computer, rebuilt as you write.

    Problems are shown here; while there are errors the pages stay as they were.
    """
    with _mkdocs_log(logging.INFO):
        try:
            mkdocs_serve(str(config_file), dev_addr=f"127.0.0.1:{port}")
        except (MkDocsException, OSError) as error:
            _err.print(f"[red]{escape(str(error))}[/]")
            sys.exit(PROBLEMS)


@main.command()
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_obj
def check(config_file: Path, strict: bool) -> None:
    """Report every problem in the content, and build nothing."""
    config, plugin = _load(config_file)
    content = disk.read_content(plugin.content_dir(config))
    site = compile(content, plugin.settings(config))
    _show_problems(site, plugin.config.content_dir)
    _out.print(f"Checked {report.counts(site.counts)}: {report.tally(site.problems)}.")
    sys.exit(PROBLEMS if site.failed(strict=strict) else FINE)


@main.group()
def new() -> None:
    """Add a file to the content: an explainer, or a captured article."""


@new.command("explainer")
@click.argument("title")
@click.option(
    "--kind", type=click.Choice([kind.value for kind in ExplainerKind]), default="concept",
    show_default=True, help="What the subject is.",
)  # fmt: skip
@click.option("--summary", default="", help="One or two sentences that stand alone.")
@click.pass_obj
def new_explainer(config_file: Path, title: str, kind: str, summary: str) -> None:
    """Begin an explainer on the subject TITLE, for you to write."""
    config, plugin = _load(config_file)
    path = plugin.content_dir(config) / EXPLAINERS / f"{uris.slugify(title)}.md"
    today = datetime.now(UTC).date()
    text = scaffold.explainer(" ".join(title.split()), ExplainerKind(kind), summary, today)
    _add(path, text.encode())
    _out.print("Write it, and run: briefings build")


@new.command("article")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def new_article(config_file: Path, file: Path) -> None:
    """Take in the captured article FILE, byte for byte, with a sidecar for the facts it lacks."""
    if file.suffix not in CAPTURES:
        raise click.UsageError(f"{file.name}: captures end in {' or '.join(CAPTURES)}.")
    config, plugin = _load(config_file)
    root = plugin.content_dir(config)
    name = f"{ARTICLES}/{uris.stem(file.name)}{file.suffix}"
    capture = SourceFile(name, file.read_bytes())
    article, problems = parse_article(capture, None, _outlets(root))
    if article is None:
        for problem in problems:
            _print_problem(problem.severity, report.line(problem, _relative(root)))
        sys.exit(PROBLEMS)
    _add(root / name, capture.data)
    if file.suffix == ".txt":
        path = (root / name).with_suffix(SIDECAR)
        _add(path, scaffold.sidecar(article).encode())
        _out.print(f"Fill in what you know in {_relative(path)}, and run: briefings build")


def _outlets(root: Path) -> dict[str, OutletFile]:
    folder = disk.read_content(root)
    files = (f for f in folder.files if f.path.startswith(f"{OUTLETS}/"))
    parsed = (parse_outlet(file) for file in files)
    return {file.outlet.slug: file for file in parsed if isinstance(file, OutletFile)}


def _add(path: Path, data: bytes) -> None:
    try:
        disk.add_file(path, data)
    except FileExistsError:
        _err.print(f"[red]{_relative(path)} is there already; it was left alone.[/]")
        sys.exit(PROBLEMS)
    _out.print(f"[green]Added[/] {_relative(path)}")


def _load(config_file: Path, *, strict: bool = False) -> tuple[MkDocsConfig, BriefingsPlugin]:
    try:
        config = load_config(str(config_file), strict=strict or None)
    except ConfigurationError as error:
        raise click.UsageError(f"{config_file}: {error}") from error
    plugin = config.plugins.get("briefings")
    if not isinstance(plugin, BriefingsPlugin):
        raise click.UsageError(f"{config_file} does not name the plugin `briefings`.")
    return config, plugin


def _relative(path: Path) -> str:
    """Return a path as the user would type it from here."""
    resolved, here = path.resolve(), Path.cwd()
    return str(resolved.relative_to(here) if resolved.is_relative_to(here) else resolved)


def _print_problem(severity: Severity, line: str) -> None:
    colour = "red" if severity is Severity.ERROR else "yellow"
    _err.print(f"[{colour}]{severity.value}[/] {escape(line)}")


def _show_problems(site: Site, folder: str) -> None:
    for problem in site.problems:
        _print_problem(problem.severity, report.line(problem, folder))


class _TerminalListener(Listener):
    """Shows problems in colour and a progress bar while pages are rendered."""

    def __init__(self) -> None:
        self.progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeRemainingColumn(), console=_err, transient=True,
        )  # fmt: skip
        self.summary = ""
        self._task = self.progress.add_task("Reading and linking", total=None)

    def compiled(self, site: Site, folder: str) -> None:
        _show_problems(site, folder)
        self.summary = report.counts(site.counts)

    def rendering(self, pages: int) -> None:
        self.progress.update(self._task, description="Rendering", total=pages)

    def rendered(self) -> None:
        self.progress.advance(self._task)

    def indexed(self, pages: int) -> None:
        self.summary += f"; {report.plural(pages, 'page')} searchable"


class _mkdocs_log:  # noqa: N801 - used as a function
    """Shows MkDocs' own messages from a level up, while the block lasts."""

    def __init__(self, level: int = logging.WARNING) -> None:
        self._handler = RichHandler(
            level, _err, show_time=False, show_path=False, markup=False, rich_tracebacks=True
        )
        self._level = level

    def __enter__(self) -> None:
        logger = logging.getLogger("mkdocs")
        logger.setLevel(self._level)
        logger.addHandler(self._handler)

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self._handler)
