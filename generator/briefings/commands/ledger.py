"""`briefings ledger`: why each phrase is linked or not, and what has changed about links."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click
from rapidfuzz import process
from rich.markup import escape

from briefings.build import content_folder, links_file
from briefings.commands import terminal
from briefings.linking import ledger, related
from briefings.linking.ledger import Change, Entry
from briefings.mkdocs_plugin import console, project
from briefings.model.linking import Sense, Verdict
from briefings.model.related import RelatedLine
from briefings.site.compile import annotate, link_counts
from briefings.site.corpus import Corpus
from briefings.text import report, uris

_FAILED = 1
# Change lists longer than this are cut, unless asked for by --json.
_SHOWN_PAGES = 3


@click.command(name="ledger")
@click.argument("query", default="", metavar="[PAGE|EXPLAINER|ALIAS]")
@click.option("--diff", is_flag=True, help="Show what has changed since the last build.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_obj
def show(config_file: Path, query: str, diff: bool, as_json: bool) -> None:
    """Show each match of a name, linked or not, and the rule for it.

    For one page (its file's name), one explainer or one alias, or for all. With --diff it shows
    what an edit has changed about links since the site was last built.
    """
    loaded = project.load(config_file)
    corpus = annotate(content_folder.read_content(loaded.content_dir), loaded.settings)
    if diff:
        _show_changes(corpus, loaded.compiled_dir, query, as_json)
        return
    found = [entry for entry in _entries(corpus) if not query or entry.concerns(query)]
    lines = [
        (slug, line)
        for slug, listed in related.find([*corpus.articles.values()]).items()
        for line in listed
        if not query or query.removeprefix("briefings/") in (slug, *line.slugs)
    ]
    if query and not found and not lines:
        _unknown(corpus, query)
    if as_json:
        pointed = [{"page": f"briefings/{slug}", **asdict(line)} for slug, line in lines]
        console.OUT.print_json(json.dumps([*map(asdict, found), *pointed]))
    else:
        _show(found)
        _show_related(corpus, lines)


def _entries(corpus: Corpus) -> list[Entry]:
    languages = {uris.briefing(slug): article.lang for slug, article in corpus.articles.items()}
    return [
        entry
        for uri, annotated in corpus.annotated.items()
        for entry in ledger.entries(uri.removesuffix(".md"), languages.get(uri, "en"), annotated)
    ]


def _show(found: Sequence[Entry]) -> None:
    for page, listed in groupby(found, key=lambda entry: entry.page):
        console.OUT.print(f"[bold]{escape(page)}[/]")
        for entry in listed:
            linked = entry.verdict is Verdict.LINKED
            mark = f"[green]→ {entry.subject}[/]" if linked else f"[dim]✗ {_meant(entry)}[/]"
            why = [] if linked else [entry.verdict.value]
            why += [] if entry.sense in (Sense.ONLY, Sense.OPEN) else [entry.sense.value]
            why += ["quoted"] if entry.quoted and entry.verdict is not Verdict.IN_QUOTATION else []
            reason = f" [yellow]{', '.join(why)}[/]" if why else ""
            console.OUT.print(f"{entry.line:5} {escape(entry.text)} {mark}{reason}")
            before, after = entry.sentence[: entry.start], entry.sentence[entry.end :]
            name = entry.sentence[entry.start : entry.end]
            console.OUT.print(
                f"      [dim]{escape(before)}[/][underline]{escape(name)}[/][dim]{escape(after)}[/]"
            )
    links = sum(entry.verdict is Verdict.LINKED for entry in found)
    pages = len({entry.page for entry in found})
    console.OUT.print(
        f"{report.plural(len(found), 'match', 'matches')} on {report.plural(pages, 'page')}, "
        f"{links:,} linked."
    )


def _show_related(corpus: Corpus, lines: Sequence[tuple[str, RelatedLine]]) -> None:
    """Show what is decided about related lines and headlines."""
    for slug, listed in groupby(lines, key=lambda pair: pair[0]):
        console.OUT.print(f"[bold]briefings/{slug}[/] related lines and headlines")
        for _, line in listed:
            place = corpus.texts[slug].blocks[line.block].line if line.block >= 0 else ""
            named = " or ".join(line.slugs)
            mark = f"[green]→ {named}[/]" if line.target else f"[dim]✗ {named}[/]"
            why = f"{line.rule.value}, {line.score:.0f} % alike" if named else line.rule.value
            console.OUT.print(f"{place:5} {escape(line.text)} {mark} [yellow]{why}[/]")
    if lines:
        linked = sum(bool(line.target) for _, line in lines)
        shown = report.plural(len(lines), "related line")
        console.OUT.print(f"{shown} and headlines, {linked:,} linked.")


def _meant(entry: Entry) -> str:
    return entry.subject or " or ".join(entry.candidates) or "nobody"


def _unknown(corpus: Corpus, query: str) -> None:
    names = [name.text for explainer in corpus.explainers.values() for name in explainer.names]
    if query in corpus.articles or query in corpus.explainers or query in names:
        console.OUT.print(f"{escape(query)}: no match on any page.")
        sys.exit(0)
    known = [*corpus.articles, *corpus.explainers, *names]
    close = [name for name, *_ in process.extract(query, known, limit=3, score_cutoff=70)]
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    terminal.error(f"{query} is no page, no explainer and no alias.{hint}")
    sys.exit(_FAILED)


def _show_changes(corpus: Corpus, compiled_dir: Path, query: str, as_json: bool) -> None:
    before = links_file.read(links_file.beside(compiled_dir))
    if before is None:
        terminal.error("There is no last build to compare with. Run `briefings build` first.")
        sys.exit(_FAILED)
    found = ledger.changes(before, link_counts(corpus))
    found = tuple(change for change in found if not query or _concerns(change, query))
    if as_json:
        console.OUT.print_json(json.dumps([asdict(change) for change in found]))
        return
    for change in found:
        colour = "green" if change.links > 0 else "red"
        console.OUT.print(f"[{colour}]{escape(ledger.told(change))}[/]")
        shown = ", ".join(change.pages[:_SHOWN_PAGES])
        more = len(change.pages) - _SHOWN_PAGES
        console.OUT.print(f"      [dim]{shown}{f' and {more:,} more' if more > 0 else ''}[/]")
    console.OUT.print(f"{ledger.summary(found) or 'No link has changed since the last build'}.")


def _concerns(change: Change, query: str) -> bool:
    named = {change.subject, change.phrase, *change.pages}
    return query in named or query in {page.rpartition("/")[2] for page in change.pages}
