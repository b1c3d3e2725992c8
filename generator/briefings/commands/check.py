"""`briefings check`: report every problem in the content."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click
from rich.markup import escape

from briefings.build import outcome
from briefings.cache import Cache, Mapper
from briefings.commands import cached, terminal
from briefings.content.checks import reviews
from briefings.content.checks.reviews import Change
from briefings.mkdocs_plugin import console, project
from briefings.model.content import Content, Settings
from briefings.model.site import Outcome
from briefings.site.compile import compile_all
from briefings.site.corpus import Corpus
from briefings.text import report, uris

_FINE, _PROBLEMS = 0, 1


@click.command()
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="Also list the briefings whose background has changed since that day.",
)  # fmt: skip
@click.pass_obj
def check(config_file: Path, strict: bool, since: datetime | None) -> None:
    """Report every problem in the content, and build nothing.

    With --since it also lists the briefings that link to an explainer which was reviewed,
    corrected or updated on that day or later, or has a timeline entry from that day or later.
    """
    loaded = project.load(config_file)
    day = since.date() if since else None
    found, changed = cached.with_content(loaded, partial(_check, loaded.settings, day))
    folder = loaded.content_name
    for problem in found.problems:
        terminal.problem(problem, folder)
    for path, changes in changed.items():
        listed = "; ".join(map(_described, changes))
        console.OUT.print(escape(f"{folder}/{path}: {listed}"))
    if day:
        number = report.plural(len(changed), "briefing")
        console.OUT.print(f"The background of {number} has changed since {day}.")
    tally = report.tally(found.problems)
    console.OUT.print(f"Checked {report.counts(found.counts)}: {tally}.")
    sys.exit(_PROBLEMS if found.failed(strict=strict) else _FINE)


def _check(
    settings: Settings, since: date | None, content: Content, cache: Cache, mapper: Mapper
) -> tuple[Outcome, dict[str, Sequence[Change]]]:
    """Return the outcome of compiling, and the changes since a day, by path of the capture."""
    key = outcome.key(content, settings)
    known = outcome.find(cache, key)
    if known and not since:
        return known, {}
    whole = compile_all(content, settings, cache, mapper)
    outcome.keep(cache, key, whole.site)
    return whole.site, _changed(whole.corpus, since) if since else {}


def _changed(corpus: Corpus, since: date) -> dict[str, Sequence[Change]]:
    linking = [(slug, corpus.subjects(uris.briefing(slug))) for slug in corpus.articles]
    changed = reviews.changed_since(since, corpus.explainers, linking)
    return {corpus.articles[slug].capture.path: changes for slug, changes in changed.items()}


def _described(change: Change) -> str:
    reviewed = [f"reviewed {change.reviewed}"] if change.reviewed else []
    entries = [f"timeline {', '.join(change.entries)}"] if change.entries else []
    revisions = [f"{one.kind.value} {one.day}" for one in change.revisions]
    return f"{change.title} ({', '.join(reviewed + revisions + entries)})"
