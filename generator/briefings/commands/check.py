"""`briefings check`: report every problem in the content."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click
from rich.markup import escape

from briefings.build import outcome
from briefings.build.store import Store
from briefings.cache import Mapper
from briefings.commands import cached, codes, terminal
from briefings.content.checks import reviews
from briefings.content.checks.reviews import Change
from briefings.mkdocs_plugin import console, project
from briefings.model.content import Content, Problem, Settings
from briefings.model.site import Counts, Outcome
from briefings.site.compile import compile_all
from briefings.site.corpus import Corpus
from briefings.text import problem_groups, report, uris
from briefings.text.problem_groups import Findings

_FINE, _PROBLEMS = 0, 1


@click.command()
@codes.strict()
@click.option(
    "--code", "only", type=codes.Codes(), default="", metavar="CODE,…",
    help="Show the problems of these codes only.",
)  # fmt: skip
@click.option(
    "--since-last", is_flag=True, help="Show only problems that the last build did not have."
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="Also list the briefings whose background has changed since that day.",
)  # fmt: skip
@click.pass_obj
def check(
    config_file: Path,
    strict: frozenset[str],
    only: frozenset[str],
    since_last: bool,
    as_json: bool,
    since: datetime | None,
) -> None:
    """Report every problem in the content, and build nothing.

    Problems that the last build did not have come first. With --since it also lists the briefings
    that link to an explainer which was reviewed, corrected or updated on that day or later, or has
    a timeline entry from that day or later.
    """
    loaded = project.load(config_file)
    day = since.date() if since else None
    found, changed = cached.with_content(loaded, partial(_check, loaded.settings, day, strict))
    shown = _chosen(found.findings, only, since_last=since_last)
    folder = loaded.content_name
    if as_json:
        terminal.print_json([
            {**asdict(problem), "new": is_new}
            for is_new, listed in ((True, shown.new), (False, shown.known))
            for problem in listed
        ])  # fmt: skip
    else:
        _print(found, shown, folder, since_last=since_last)
        _print_changed(changed, folder, day)
        tally = report.tally((*found.findings.new, *found.findings.known))
        console.OUT.print(f"Checked {report.counts(found.counts)}: {tally}.")
    outcome_shown = Outcome((*shown.new, *shown.known), found.counts)
    sys.exit(_PROBLEMS if outcome_shown.failed(strict=codes.ALL in strict) else _FINE)


@dataclass(frozen=True, slots=True)
class _Checked:
    """The result of a check."""

    findings: Findings
    """All problems."""
    counts: Counts
    """Numbers of pages and links."""
    has_last: bool
    """Whether there is an earlier build to compare with."""


def _chosen(found: Findings, only: frozenset[str], *, since_last: bool) -> Findings:
    """Return the problems that options choose."""

    def of_codes(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        return tuple(p for p in problems if not only or p.code in only)

    return Findings(of_codes(found.new), () if since_last else of_codes(found.known))


def _print(found: _Checked, shown: Findings, folder: str, *, since_last: bool) -> None:
    terminal.show_problems(problem_groups.each(shown, folder))
    if since_last and not found.has_last:
        console.OUT.print("There is no earlier build: all problems are new.")
    elif since_last and not shown.new:
        console.OUT.print("No problem is new since the last build.")
    problems = (*shown.new, *shown.known)
    if len(problems) > problem_groups.FEW:
        console.OUT.print(f"By code: {problem_groups.numbers(problems)}.")


def _print_changed(
    changed: Mapping[str, Sequence[Change]], folder: str, since: date | None
) -> None:
    for path, changes in changed.items():
        listed = "; ".join(map(_described, changes))
        console.OUT.print(escape(f"{folder}/{path}: {listed}"))
    if since:
        number = report.plural(len(changed), "briefing")
        console.OUT.print(f"The background of {number} has changed since {since}.")


def _check(
    settings: Settings,
    since: date | None,
    strict: frozenset[str],
    content: Content,
    store: Store,
    mapper: Mapper,
) -> tuple[_Checked, Mapping[str, Sequence[Change]]]:
    """Return the outcome of compiling, and the changes since a day, by path of the capture."""
    key = outcome.key(content, settings)
    found = outcome.find(store, key)
    changed: Mapping[str, Sequence[Change]] = {}
    if found is None or since:
        whole = compile_all(content, settings, store, mapper)
        outcome.keep(store, key, whole.site)
        found = whole.site
        changed = _changed(whole.corpus, since) if since else {}
    found = found.with_errors(strict)
    findings = outcome.since_last(store, found.problems)
    return _Checked(findings, found.counts, outcome.has_last(store)), changed


def _changed(corpus: Corpus, since: date) -> dict[str, Sequence[Change]]:
    linking = [(slug, corpus.subjects(uris.briefing(slug))) for slug in corpus.articles]
    changed = reviews.changed_since(since, corpus.explainers, linking)
    return {corpus.articles[slug].capture.path: changes for slug, changes in changed.items()}


def _described(change: Change) -> str:
    reviewed = [f"reviewed {change.reviewed}"] if change.reviewed else []
    entries = [f"timeline {', '.join(change.entries)}"] if change.entries else []
    revisions = [f"{one.kind.value} {one.day}" for one in change.revisions]
    return f"{change.title} ({', '.join(reviewed + revisions + entries)})"
