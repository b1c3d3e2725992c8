"""The text form of problems and counts, for the terminal and the log."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from posixpath import normpath

from briefings.model.content import Problem, Severity
from briefings.model.site import Counts


def where(problem: Problem, folder: str) -> str:
    """Return the place of a problem, such as `content/articles/a.yml:3`.

    Args:
        problem: the finding.
        folder: path of the content folder; empty for files elsewhere, and for addresses.
    """
    path = place(problem.file, folder)
    return f"{path}:{problem.line}" if problem.line else path


def place(file: str, folder: str) -> str:
    """Return the path of a file with that of the content folder before it, as `where` does."""
    path = f"{folder}/{file}" if folder else file
    # The settings are beside the content folder.
    return normpath(path) if file.startswith("../") else path


def line(problem: Problem, folder: str) -> str:
    """Return a problem on one line.

    Args:
        problem: the finding.
        folder: path of the content folder, relative to the working directory.
    """
    return f"{where(problem, folder)}: {problem.message} {problem.hint} [{problem.code}]"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems sorted by file and line."""
    return tuple(sorted(problems, key=lambda p: (p.file, p.line, p.code, p.message)))


def tally(problems: Sequence[Problem]) -> str:
    """Return `2 errors, 1 warning`."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return f"{plural(errors, 'error')}, {plural(len(problems) - errors, 'warning')}"


def counts(number: Counts) -> str:
    """Return `3 briefings, 2 explainers, …`."""
    return (
        f"{plural(number.briefings, 'briefing')}, {plural(number.explainers, 'explainer')}, "
        f"{plural(number.links, 'link')}, {plural(number.topics, 'topic')}, "
        f"{plural(number.outlets, 'outlet')}"
    )


def plural(number: int, noun: str, nouns: str = "") -> str:
    """Return `1 page` or `2 pages`; `nouns` is an irregular plural."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def ranges(lines: Sequence[int], most: int = 8) -> str:
    """Return numbers of lines in a short form: `3, 5–7, …`.

    Args:
        lines: the numbers, in order; each may occur several times.
        most: how many ranges are written out.
    """
    numbers = list(dict.fromkeys(lines))
    starts = [n for n, (a, b) in enumerate(pairwise([-1, *numbers])) if b != a + 1]
    found = []
    for start, end in pairwise([*starts, len(numbers)]):
        first, last = numbers[start], numbers[end - 1]
        found.append(f"{first}" if first == last else f"{first}–{last}")
    return ", ".join([*found[:most], *(["…"] if len(found) > most else [])])
