"""Output of the commands on the terminal."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

import msgspec
from rich.json import JSON
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from briefings.mkdocs_plugin.console import ERR, OUT
from briefings.mkdocs_plugin.listener import Listener
from briefings.model.content import Problem, Severity
from briefings.model.site import Counts
from briefings.text import problem_groups, report
from briefings.text.problem_groups import Findings, Line


def path(name: Path) -> str:
    """Return a path relative to the current folder if it is inside, escaped for printing."""
    here = Path.cwd()
    resolved = name.resolve()
    return escape(str(resolved.relative_to(here) if resolved.is_relative_to(here) else resolved))


def error(message: str) -> None:
    """Print an error."""
    ERR.print(f"[red]{escape(message)}[/]")


def warning(message: str) -> None:
    """Print a warning."""
    ERR.print(f"[yellow]warning[/] {escape(message)}")


def require_dask(command: str) -> None:
    """Exit with an error if Dask is not installed, which a command needs."""
    if find_spec("distributed") is None:
        error(f"`{command}` needs Dask. Install it: pip install 'annotated-briefings[cluster]'")
        sys.exit(1)


def waiting(process: str) -> None:
    """Print that this process waits for another one, which builds the site."""
    name = f"process {escape(process)}" if process else "another process"
    ERR.print(f"The site is being built by {name}; waiting until it ends.")


def problem(found: Problem, folder: str) -> None:
    """Print one problem, as `error content/articles/a.yml:3: …`."""
    show_problems([(found.severity, report.line(found, folder))])


def show_problems(lines: Iterable[Line]) -> None:
    """Print lines about problems."""
    for severity, text in lines:
        if severity is None:
            OUT.print(f"[dim]{escape(text)}[/]")
        else:
            colour = "red" if severity is Severity.ERROR else "yellow"
            ERR.print(f"[{colour}]{severity.value}[/] {escape(text)}")


def print_json(value: object, default: Callable[[object], object] | None = None) -> None:
    """Print a value as JSON, in colour on a terminal.

    Args:
        value: the value.
        default: converts values without a JSON equivalent, like that of `json.dumps`.
    """
    if OUT.is_terminal:
        OUT.print_json(data=value, default=default)
    else:  # a hundred times as fast, because nothing is coloured
        OUT.file.write(json.dumps(value, indent=2, ensure_ascii=False, default=default) + "\n")


def print_array(values: Iterable[object]) -> None:
    """Print values as a JSON array, each on a line, in colour on a terminal.

    Only one value is in memory at a time.
    """
    before = "[\n"
    for value in values:
        line = msgspec.json.encode(value).decode()
        if OUT.is_terminal:
            OUT.print(before, JSON(line, indent=None).text, sep="", end="", soft_wrap=True)
        else:
            OUT.file.write(f"{before}{line}")
        before = ",\n"
    OUT.file.write("[]\n" if before[0] == "[" else "\n]\n")


def bar() -> Progress:
    """Return a progress bar with the number of finished items and the remaining time."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TimeRemainingColumn(), console=ERR, transient=True,
    )  # fmt: skip


class TerminalListener(Listener):
    """Shows problems in colour, and a progress bar."""

    def __init__(self) -> None:
        """Create an empty bar; `progress` is a context manager that shows it."""
        self.progress = bar()
        self.summary = ""
        self.briefings = 0
        self._task = self.progress.add_task("Reading", total=None)

    def compiled(self, found: Findings, counts: Counts, folder: str, *, strict: bool) -> None:
        """Print the problems, and add the counts to the summary."""
        show_problems(problem_groups.lines(found, folder, all_known=strict))
        self.summary = report.counts(counts)
        self.briefings = counts.briefings

    def links_changed(self, summary: str) -> None:
        """Print a summary of the changed links."""
        OUT.print(f"{escape(summary)}; to see them: briefings ledger --diff")

    def warned(self, message: str) -> None:
        """Print a warning of MkDocs."""
        warning(message)

    def begin(self, doing: str, number: int) -> None:
        """Start a new bar."""
        self.progress.reset(self._task, description=doing, total=number)

    def advance(self, number: int = 1) -> None:
        """Advance the bar."""
        self.progress.advance(self._task, number)

    def renders_all(self, because: Sequence[str]) -> None:
        """Print why all pages are rendered."""
        OUT.print(
            "All pages are rendered, because these need the whole site: "
            f"{escape(', '.join(because))}; to see what this means: briefings help plugins"
        )

    def indexed(self, pages: int) -> None:
        """Add the number of searchable pages to the summary."""
        self.summary += f"; {report.plural(pages, 'page')} searchable"


class PreviewListener:
    """Prints each new problem, and the number of problems when it changes."""

    def __init__(self) -> None:
        self._known: frozenset[Problem] = frozenset()
        self._config_error = ""

    def found(self, problems: Sequence[Problem], folder: str, config_error: str) -> None:
        """Print new problems."""
        new = tuple(found for found in problems if found not in self._known)
        show_problems(problem_groups.lines(Findings(new), folder))
        if config_error and config_error != self._config_error:
            error(config_error)
        if self._known != frozenset(problems):
            OUT.print(f"There are now {report.tally(problems)}.")
        self._known, self._config_error = frozenset(problems), config_error

    def warned(self, message: str) -> None:
        """Print a warning of MkDocs."""
        warning(message)

    def failed(self, message: str) -> None:
        """Print an error."""
        error(message)
