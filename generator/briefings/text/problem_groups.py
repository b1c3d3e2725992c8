"""Problems for people: a line for each while they are few, else by code and cause."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from briefings.model.content import Problem, Severity
from briefings.text import report

FEW = 20
"""Up to this number each problem has a line: a screen shows them all."""
_CAUSES = 3
_PLACES = 3
_NEW = "New since the last build:"
_KNOWN = "As in the last build:"

Line = tuple[Severity | None, str]
"""A line, or several, about problems of a severity; None for other lines."""
T = TypeVar("T")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Findings:
    """The problems of a site, beside those of its last build."""

    new: tuple[Problem, ...]
    """Those that the last build did not have; all if there was none."""
    known: tuple[Problem, ...] = ()
    """Those that it had."""


def lines(found: Findings, folder: str, *, all_known: bool = False) -> Iterator[Line]:
    """Yield what a build says about problems; known warnings are one line.

    Args:
        found: the problems.
        folder: path of the content folder, relative to the working directory.
        all_known: whether known warnings are shown too, because they count as errors.
    """
    shown = [p for p in found.known if all_known or p.severity is Severity.ERROR]
    if found.new and shown:
        yield None, _NEW
    yield from _grouped(found.new, folder)
    if found.new and shown:
        yield None, _KNOWN
    yield from _grouped(shown, folder)
    if hidden := len(found.known) - len(shown):
        new = "" if found.new else "No problem is new. "
        remain = "remains" if hidden == 1 else "remain"
        number = report.plural(hidden, "warning")
        yield None, f"{new}{number} of the last build {remain}: briefings check shows all."


def each(found: Findings, folder: str) -> Iterator[Line]:
    """Yield a line for every problem, new ones first. Arguments as of `lines`."""
    headings = (_NEW, _KNOWN) if found.new and found.known else ("", "")
    for heading, problems in zip(headings, (found.new, found.known), strict=True):
        if heading:
            yield None, heading
        yield from ((p.severity, report.line(p, folder)) for p in problems)


def numbers(problems: Iterable[Problem]) -> str:
    """Return how many problems have each code: `1,100 unknown-date, 3 left-out`."""
    listed = _by(problems, lambda problem: problem.code)
    listed.sort(key=len, reverse=True)
    return ", ".join(f"{len(one):,} {one[0].code}" for one in listed)


def _grouped(problems: Sequence[Problem], folder: str) -> Iterator[Line]:
    """Yield a line for each problem, or for each code if there are many."""
    if len(problems) <= FEW:
        yield from ((p.severity, report.line(p, folder)) for p in problems)
        return
    codes = _by(problems, lambda problem: (problem.severity, problem.code))
    for listed in sorted(codes, key=lambda one: one[0].severity is not Severity.ERROR):
        if len(listed) <= _CAUSES:
            yield from ((p.severity, report.line(p, folder)) for p in listed)
        else:
            yield listed[0].severity, _group(listed, folder)


def _group(problems: Sequence[Problem], folder: str) -> str:
    """Return the lines of the problems of one code."""
    causes = _by(problems, lambda problem: problem.message)
    causes.sort(key=len, reverse=True)
    title = f"[{problems[0].code}] {len(problems):,} times"
    if len(causes) == 1:
        return f"{title}: {_cause(problems, folder)}"
    told = [f"    {_cause(listed, folder)}" for listed in causes[:_CAUSES]]
    rest = sum(map(len, causes[_CAUSES:]))
    more = [f"    and {rest:,} more: briefings check --code {problems[0].code}"] if rest else []
    return "\n".join([f"{title}:", *told, *more])


def _cause(problems: Sequence[Problem], folder: str) -> str:
    """Return a message with its number, its hint and its first places."""
    first = problems[0]
    if len(problems) == 1:
        return f"{report.where(first, folder)}: {first.message} {first.hint}"
    places = ", ".join(report.where(p, folder) for p in islice(problems, _PLACES))
    rest = len(problems) - _PLACES
    same = all(p.hint == first.hint for p in problems)
    hint = first.hint if same else f"For the first: {first.hint}"
    return f"{first.message} {hint}\n        {places}{f' and {rest:,} more' if rest > 0 else ''}"


def _by(values: Iterable[T], key: Callable[[T], Key]) -> list[list[T]]:
    """Return values in groups of the same key, in the order of the first of each."""
    found: dict[Key, list[T]] = defaultdict(list)
    for value in values:
        found[key(value)].append(value)
    return list(found.values())
