"""`briefings read`: show the facts, the body and the dropped lines of a capture."""

import sys
from dataclasses import asdict, replace
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from briefings.build import content_folder
from briefings.commands import terminal
from briefings.content import evidence, folders, loading
from briefings.content.articles import Parsing, parse
from briefings.files import charsets
from briefings.mkdocs_plugin import console, project
from briefings.model.article import Article
from briefings.model.content import Problem
from briefings.model.reading import DROPPED, BlockKind, Field, Reading
from briefings.readers.formats import SIDECAR, SUFFIXES, stem
from briefings.readers.quotations import finder
from briefings.text import report
from briefings.text.superscripts import plain

_FAILED = 1


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--diff", is_flag=True, help="Print every line with its label and rule.")
@click.pass_obj
def read(config_file: Path, file: Path, as_json: bool, diff: bool) -> None:
    """Show the result of parsing the captured article FILE.

    It shows the facts with their evidence, the body, and every dropped line with the rule that
    dropped it. If FILE has a sidecar, its facts are used.
    """
    if not file.name.endswith(SUFFIXES):
        raise click.UsageError(f"{file.name}: captures end in {', '.join(SUFFIXES)}.")
    loaded = project.load(config_file)
    outlets = loading.outlets_of(content_folder.read_content(loaded.content_dir))
    sidecar_path = Path(stem(str(file)) + SIDECAR)
    capture = content_folder.read_file(file, file.name)
    sidecar = (
        content_folder.read_file(sidecar_path, sidecar_path.name)
        if sidecar_path.is_file()
        else None
    )
    if isinstance(capture, Problem) or isinstance(sidecar, Problem):
        unreadable = (problem for problem in (capture, sidecar) if isinstance(problem, Problem))
        parsing = Parsing(tuple(unreadable))
    else:
        parsing = parse(capture, sidecar, outlets)
    if as_json:
        terminal.print_json(_as_data(parsing), default=_plain)
    elif parsing.reading and diff:
        _show_diff(parsing.reading)
    elif parsing.reading:
        _show(parsing.article, parsing.reading)
    if not as_json:
        for problem in parsing.problems:
            is_outlet = problem.file.startswith(folders.OUTLETS)
            terminal.problem(problem, str(loaded.content_dir if is_outlet else file.parent))
    sys.exit(0 if parsing.article else _FAILED)


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _as_data(parsing: Parsing) -> dict[str, object]:
    decisions = parsing.reading.decisions if parsing.reading else ()
    charset = parsing.reading.charset if parsing.reading else None
    article = parsing.article
    if article:
        said = finder.attributed(article.blocks, article.lang)
        article = replace(article, quotations=said)
    return {
        "charset": charsets.describe(charset) if charset else None,
        "article": asdict(article) if article else None,
        "decisions": [asdict(decision) for decision in decisions],
        "problems": [asdict(problem) for problem in parsing.problems],
    }


def _show(article: Article | None, found: Reading) -> None:
    if found.charset:
        console.OUT.print(f"[bold]charset:[/] {escape(charsets.describe(found.charset))}\n")
    facts = Table("fact", "value", "evidence", "where", box=None, pad_edge=False)
    known = article.facts if article else found.facts
    for field in Field:
        strongest = evidence.strongest(known, field)
        for fact in (*strongest, *(f for f in known if f.field is field and f not in strongest)):
            style = "" if fact in strongest else "dim strike"
            cells = (field.value, fact.value, fact.evidence.value, fact.where)
            facts.add_row(*(escape(cell) for cell in cells), style=style)
    console.OUT.print(facts)
    for block in found.blocks:
        console.OUT.print()
        mark = "" if block.kind is BlockKind.PARAGRAPH else f"[dim]{block.kind.value}:[/] "
        console.OUT.print(mark + escape(plain(block)))
    if article:
        _show_quotations(article)
    dropped = [d for d in found.decisions if d.role == DROPPED]
    console.OUT.print(f"\n[bold]{report.plural(len(dropped), 'line')} dropped[/]")
    for decision in dropped:
        console.OUT.print(f"[dim]{decision.line:5} {decision.rule}:[/] {escape(decision.text)}")


def _show_quotations(article: Article) -> None:
    quotations = finder.attributed(article.blocks, article.lang)
    console.OUT.print(f"\n[bold]{report.plural(len(quotations), 'quotation')}[/]")
    for quotation in quotations:
        words = article.blocks[quotation.block].text[quotation.start : quotation.end]
        speaker = escape(quotation.speaker) or "speaker unknown"
        console.OUT.print(f"[dim]{speaker}:[/] {escape(words)}")


def _show_diff(found: Reading) -> None:
    for decision in found.decisions:
        sign, style = ("-", "red") if decision.role == DROPPED else (" ", "default")
        why = f"{decision.role}: {decision.rule}"
        console.OUT.print(
            f"[{style}]{sign} {escape(decision.text)}[/] [dim]({decision.line}, {why})[/]"
        )
