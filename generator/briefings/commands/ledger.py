"""`briefings ledger`: show the rule for each match of a name, and the links that changed."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import click
from rapidfuzz import process
from rich.markup import escape

from briefings.build import links_file
from briefings.cache import Cache, Mapper
from briefings.commands import cached, terminal
from briefings.linking import ledger, related
from briefings.linking.ledger import Change, Entry
from briefings.mkdocs_plugin import console, project
from briefings.model.content import Content, Settings
from briefings.model.linking import LinkCounts, Sense, Verdict
from briefings.model.related import RelatedLine
from briefings.site.compile import annotate, link_counts
from briefings.site.corpus import Corpus
from briefings.text import report, uris

_FAILED = 1
# Number of pages shown for a change; --json shows all.
_SHOWN_PAGES = 3


@click.command(name="ledger")
@click.argument("query", default="", metavar="[PAGE|EXPLAINER|ALIAS]")
@click.option("--diff", is_flag=True, help="Show what has changed since the last build.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_obj
def show(config_file: Path, query: str, diff: bool, as_json: bool) -> None:
    """Show each match of a name, linked or not, and the rule for it.

    It shows the matches of one page (the name of its file), one explainer or one alias, or all
    matches. With --diff it shows which links have changed since the last build.
    """
    loaded = project.load(config_file)
    found = cached.with_content(loaded, partial(_ledger, loaded.settings, query, diff))
    if diff:
        _show_changes(found.links, loaded.compiled_dir, query, as_json)
        return
    if query and not found.entries and not found.lines:
        _unknown(found.corpus, query)
    if as_json:
        related_lines = [
            {"page": f"briefings/{found_line.slug}", **asdict(found_line.line)}
            for found_line in found.lines
        ]
        terminal.print_json([*map(asdict, found.entries), *related_lines])
    else:
        _show(found.entries)
        _show_related(found.lines)


@dataclass(frozen=True, slots=True)
class _Line:
    """A related line or a headline of a briefing."""

    slug: str
    """Slug of the briefing."""
    place: int | None
    """Line of the capture, from 1; None for a headline."""
    line: RelatedLine
    """The line, and where it links to."""


@dataclass(frozen=True, slots=True)
class _Ledger:
    """The answer to a query."""

    corpus: Corpus
    """All content. Texts and mentions cannot be used: the cache is closed."""
    links: Mapping[str, LinkCounts]
    """The links of every page."""
    entries: Sequence[Entry] = ()
    """Mentions."""
    lines: Sequence[_Line] = ()
    """Related lines and headlines."""


def _ledger(
    settings: Settings, query: str, diff: bool, content: Content, cache: Cache, mapper: Mapper
) -> _Ledger:
    corpus = annotate(content, settings, cache, mapper)
    links = link_counts(corpus)
    if diff:
        return _Ledger(corpus, links)
    name = query.removeprefix("briefings/")
    lines = [
        _Line(slug, corpus.texts[slug].blocks[line.block].line if line.block >= 0 else None, line)
        for slug, listed in related.find([*corpus.articles.values()]).items()
        for line in listed
        if not query or name in (slug, *line.slugs)
    ]
    entries = [entry for entry in _entries(corpus) if not query or entry.concerns(query)]
    return _Ledger(corpus, links, entries, lines)


def _entries(corpus: Corpus) -> Iterator[Entry]:
    languages = {uris.briefing(slug): article.lang for slug, article in corpus.articles.items()}
    for uri, annotated in corpus.annotated.items():
        yield from ledger.entries(uri.removesuffix(".md"), languages.get(uri, "en"), annotated)


def _show(found: Sequence[Entry]) -> None:
    for page, listed in groupby(found, key=attrgetter("page")):
        console.OUT.print(f"[bold]{escape(page)}[/]")
        for entry in listed:
            linked = entry.verdict is Verdict.LINKED
            meant = entry.subject or " or ".join(entry.candidates) or "no explainer"
            mark = f"[green]→ {entry.subject}[/]" if linked else f"[dim]✗ {meant}[/]"
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


def _show_related(lines: Sequence[_Line]) -> None:
    """Print related lines and headlines, and where they link to."""
    for slug, listed in groupby(lines, key=attrgetter("slug")):
        console.OUT.print(f"[bold]briefings/{slug}[/] related lines and headlines")
        for found in listed:
            line, named = found.line, " or ".join(found.line.slugs)
            mark = f"[green]→ {named}[/]" if line.target else f"[dim]✗ {named}[/]"
            why = f"{line.rule.value}, {line.score:.0f} % alike" if named else line.rule.value
            console.OUT.print(f"{found.place or '':5} {escape(line.text)} {mark} [yellow]{why}[/]")
    if lines:
        linked = sum(bool(found.line.target) for found in lines)
        shown = report.plural(len(lines), "related line")
        console.OUT.print(f"{shown} and headlines, {linked:,} linked.")


def _unknown(corpus: Corpus, query: str) -> None:
    """Report that nothing was found, with similar names, and exit."""
    names = [name.text for explainer in corpus.explainers.values() for name in explainer.names]
    if query in corpus.articles or query in corpus.explainers or query in names:
        console.OUT.print(f"{escape(query)}: no match on any page.")
        sys.exit(0)
    known = [*corpus.articles, *corpus.explainers, *names]
    close = [name for name, *_ in process.extract(query, known, limit=3, score_cutoff=70)]
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    terminal.error(f"{query} is not a page, an explainer or an alias.{hint}")
    sys.exit(_FAILED)


def _show_changes(
    links: Mapping[str, LinkCounts], compiled_dir: Path, query: str, as_json: bool
) -> None:
    before = links_file.read(links_file.beside(compiled_dir))
    if before is None:
        terminal.error("There is no earlier build to compare with. Run `briefings build` first.")
        sys.exit(_FAILED)
    found = ledger.changes(before, links)
    found = tuple(change for change in found if not query or _concerns(change, query))
    if as_json:
        terminal.print_json([asdict(change) for change in found])
        return
    for change in found:
        colour = "green" if change.links > 0 else "red"
        console.OUT.print(f"[{colour}]{escape(ledger.describe(change))}[/]")
        shown = ", ".join(change.pages[:_SHOWN_PAGES])
        more = len(change.pages) - _SHOWN_PAGES
        console.OUT.print(f"      [dim]{shown}{f' and {more:,} more' if more > 0 else ''}[/]")
    console.OUT.print(f"{ledger.summary(found) or 'No link has changed since the last build'}.")


def _concerns(change: Change, query: str) -> bool:
    named = {change.subject, change.phrase, *change.pages}
    return query in named or query in {page.rpartition("/")[2] for page in change.pages}
