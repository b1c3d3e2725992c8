"""`briefings new`: adds first drafts of content files, and takes in captures."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from generator import content, disk, explainers, project, scaffold, terminal, uris
from generator.articles import CAPTURES, SIDECAR
from generator.articles import parse as parse_article
from generator.model import ExplainerKind, Problem, SourceFile

# A longer file name than this is cut; file systems take at most 255 bytes.
_NAME_LENGTH = 80
_REFUSED = 1


@click.group()
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
    root = project.load(config_file).content_dir
    title = " ".join(title.split())
    slug = uris.slugify(title)[:_NAME_LENGTH].rstrip("-")
    name = f"{content.EXPLAINERS}/{slug}.md"
    today = datetime.now(UTC).date()
    draft = scaffold.explainer(title, ExplainerKind(kind), summary, today).encode()
    parsed = explainers.parse(SourceFile(name, draft))
    if isinstance(parsed, tuple):
        raise click.UsageError(parsed[0].message)
    if slug == content.INDEX:
        raise click.UsageError("The name `index` is taken by the list of explainers.")
    _add(root / name, draft)
    terminal.OUT.print("Write it, and run: briefings build")


@new.command("article")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def new_article(config_file: Path, file: Path) -> None:
    """Take in the captured article FILE, byte for byte, with a sidecar for the facts it lacks."""
    if file.suffix not in CAPTURES:
        raise click.UsageError(f"{file.name}: captures end in {' or '.join(CAPTURES)}.")
    root = project.load(config_file).content_dir
    name = f"{content.ARTICLES}/{uris.stem(file.name)}{file.suffix}"
    there = disk.read_content(root)
    taken = [f.path for f in there.files if uris.stem(f.path) == uris.stem(name)]
    taken = [path for path in taken if path.startswith(content.ARTICLES) and path != name]
    if captures := [path for path in taken if path.endswith(CAPTURES)]:
        _refuse(f"{terminal.path(root / captures[0])} has the same address on the site.")
    if uris.stem(name) == content.INDEX:
        _refuse("The name `index` is taken by the list of briefings: rename the file.")
    capture = SourceFile(name, file.read_bytes())
    article, problems = parse_article(capture, None, content.outlets_of(there))
    if article is None:
        for problem in problems:
            terminal.problem(_at(problem, file.name), str(file.parent))
        sys.exit(_REFUSED)
    _add(root / name, capture.data)
    if file.suffix != ".md":
        sidecar = (root / name).with_suffix(SIDECAR)
        if not sidecar.exists():
            _add(sidecar, scaffold.sidecar(article).encode())
        shown = terminal.path(sidecar)
        terminal.OUT.print(f"Fill in what you know in {shown}, and run: briefings build")


def _at(problem: Problem, name: str) -> Problem:
    """Return a problem of a capture as one of the file that was given."""
    return Problem(
        name, problem.line, problem.code, problem.message, problem.hint, problem.severity
    )


def _add(path: Path, data: bytes) -> None:
    try:
        disk.add_file(path, data)
    except FileExistsError:
        _refuse(f"{terminal.path(path)} is there already; it was left alone.")
    except OSError as error:
        _refuse(f"{terminal.path(path)} cannot be written: {error.strerror}.")
    terminal.OUT.print(f"[green]Added[/] {terminal.path(path)}")


def _refuse(message: str) -> None:
    terminal.ERR.print(f"[red]{message}[/]")
    sys.exit(_REFUSED)
