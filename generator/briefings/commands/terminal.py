"""The terminal: what the commands print, and how MkDocs' own messages are shown."""

import json
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from briefings.mkdocs_plugin.console import ERR, OUT
from briefings.mkdocs_plugin.plugin import Listener
from briefings.model.content import Problem, Severity
from briefings.model.site import Counts
from briefings.text import report


def path(name: Path) -> str:
    """Return a path as the user would type it from here, safe to print."""
    here = Path.cwd()
    resolved = name.resolve()
    return escape(str(resolved.relative_to(here) if resolved.is_relative_to(here) else resolved))


def error(message: str) -> None:
    """Print what went wrong."""
    ERR.print(f"[red]{escape(message)}[/]")


def require_dask(command: str) -> None:
    """Exit with an error if Dask is not installed, which a command needs."""
    if find_spec("distributed") is None:
        error(f"`{command}` needs Dask. Install it: pip install 'annotated-briefings[cluster]'")
        sys.exit(1)


def waiting(process: str) -> None:
    """Print that another process builds the site, and that this one waits for it."""
    who = f"process {escape(process)}" if process else "another process"
    ERR.print(f"The site is being built by {who}; waiting for that to end.")


def problem(found: Problem, folder: str) -> None:
    """Print one problem, as `error content/articles/a.yml:3: …`."""
    colour = "red" if found.severity is Severity.ERROR else "yellow"
    ERR.print(f"[{colour}]{found.severity.value}[/] {escape(report.line(found, folder))}")


def print_json(value: object, default: Callable[[object], object] | None = None) -> None:
    """Print a value as JSON, in colour on a terminal.

    Args:
        value: the value.
        default: converts values that JSON does not have, as of `json.dumps`.
    """
    if OUT.is_terminal:
        OUT.print_json(data=value, default=default)
    else:  # without the search for what to colour, which takes a hundred times as long
        OUT.file.write(json.dumps(value, indent=2, ensure_ascii=False, default=default) + "\n")


def bar() -> Progress:
    """Return a progress bar that tells what is done, what remains and how long that takes."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TimeRemainingColumn(), console=ERR, transient=True,
    )  # fmt: skip


class TerminalListener(Listener):
    """Shows problems in colour, and while something is done a bar of how far it has come."""

    def __init__(self) -> None:
        """Begin with an empty bar; `progress` is a context manager that shows it."""
        self.progress = bar()
        self.summary = ""
        self._task = self.progress.add_task("Reading", total=None)

    def compiled(self, problems: Sequence[Problem], counts: Counts, folder: str) -> None:
        """Print the problems, and remember the counts."""
        for found in problems:
            problem(found, folder)
        self.summary = report.counts(counts)

    def links_changed(self, summary: str) -> None:
        """Print what has changed about links, in one line."""
        OUT.print(f"{escape(summary)}; briefings ledger --diff shows them.")

    def warned(self, message: str) -> None:
        """Print what MkDocs warned of."""
        ERR.print(f"[yellow]warning[/] {escape(message)}")

    def begin(self, doing: str, number: int) -> None:
        """Begin a bar of a length."""
        self.progress.reset(self._task, description=doing, total=number)

    def advance(self, number: int = 1) -> None:
        """Move the bar."""
        self.progress.advance(self._task, number)

    def indexed(self, pages: int) -> None:
        """Remember the number of searchable pages."""
        self.summary += f"; {report.plural(pages, 'page')} searchable"


class PreviewListener:
    """Prints each problem once, when it comes up, and how many there are when that changes."""

    def __init__(self) -> None:
        self._known: frozenset[Problem] = frozenset()
        self._unloaded = ""

    def found(self, problems: Sequence[Problem], folder: str, config_error: str) -> None:
        """Print what is new."""
        for found in problems:
            if found not in self._known:
                problem(found, folder)
        if config_error and config_error != self._unloaded:
            error(config_error)
        if self._known != frozenset(problems):
            OUT.print(f"There are now {report.tally(problems)}.")
        self._known, self._unloaded = frozenset(problems), config_error

    def warned(self, message: str) -> None:
        """Print what MkDocs warned of."""
        ERR.print(f"[yellow]warning[/] {escape(message)}")

    def failed(self, message: str) -> None:
        """Print what went wrong."""
        error(message)
