"""`briefings check`: reports every problem in the content."""

import sys
from datetime import date, datetime
from pathlib import Path

import click
from rich.markup import escape

from briefings.build import content_folder
from briefings.commands import terminal
from briefings.content.checks import reviews
from briefings.content.checks.reviews import Change
from briefings.mkdocs_plugin import console, project
from briefings.site.compile import annotate, compile
from briefings.site.corpus import Corpus
from briefings.text import report, uris

_FINE, _PROBLEMS = 0, 1


@click.command()
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="List the briefings whose background has changed since that day, too.",
)  # fmt: skip
@click.pass_obj
def check(config_file: Path, strict: bool, since: datetime | None) -> None:
    """Report every problem in the content, and build nothing.

    With --since it lists the briefings that link to an explainer which was reviewed on that day or
    later, or whose timeline tells of something that happened then.
    """
    loaded = project.load(config_file)
    content = content_folder.read_content(loaded.content_dir)
    site = compile(content, loaded.settings)
    folder = loaded.content_name
    for problem in site.problems:
        terminal.problem(problem, folder)
    if since:
        _show_changed(annotate(content, loaded.settings), since.date(), folder)
    counts, tally = report.counts(site.counts), report.tally(site.problems)
    console.OUT.print(f"Checked {counts}: {tally}.")
    sys.exit(_PROBLEMS if site.failed(strict=strict) else _FINE)


def _show_changed(corpus: Corpus, since: date, folder: str) -> None:
    linking = [(slug, corpus.subjects(uris.briefing(slug))) for slug in corpus.articles]
    changed = reviews.changed_since(since, corpus.explainers, linking)
    for slug, changes in changed.items():
        listed = "; ".join(map(_told, changes))
        file = f"{folder}/{corpus.articles[slug].capture.path}"
        console.OUT.print(f"{escape(file)}: {escape(listed)}")
    console.OUT.print(
        f"The background of {report.plural(len(changed), 'briefing')} has changed since {since}."
    )


def _told(change: Change) -> str:
    reviewed = [f"reviewed {change.reviewed}"] if change.reviewed else []
    entries = [f"timeline {', '.join(change.entries)}"] if change.entries else []
    return f"{change.title} ({', '.join(reviewed + entries)})"
