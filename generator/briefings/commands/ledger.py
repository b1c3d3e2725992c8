"""`briefings ledger`: show the rule for each match of a name, and the links that changed."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryFile

import click
from rapidfuzz import process
from rich.markup import escape

from briefings.build import links_file
from briefings.cache import Cache, Mapper
from briefings.commands import cached, terminal
from briefings.commands.spool import Spool
from briefings.linking import ledger, related
from briefings.linking.ledger import Change, Entry
from briefings.mkdocs_plugin import console, project
from briefings.mkdocs_plugin.project import Project
from briefings.model.article import Metadata
from briefings.model.content import Content, Settings
from briefings.model.linking import LinkCounts, Sense, Verdict
from briefings.model.related import RelatedLine
from briefings.site.compile import annotate, link_counts
from briefings.site.corpus import Annotations
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
    if diff:
        _show_changes(_changes(loaded), query, as_json)
        return
    with TemporaryFile() as entries, TemporaryFile() as lines:
        found = _Ledger(Spool(entries, Entry), Spool(lines, _Line))
        unknown = cached.with_content(loaded, partial(_fill, found, loaded.settings, query))
        if unknown:
            terminal.error(unknown)
            sys.exit(_FAILED)
        if as_json:
            terminal.print_array(chain(found.entries, map(_as_data, found.lines)))
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


def _as_data(found: _Line) -> dict[str, object]:
    return {"page": f"briefings/{found.slug}", **asdict(found.line)}


@dataclass(frozen=True, slots=True)
class _Ledger:
    """The answer to a query, which is printed when the cache is closed."""

    entries: Spool[Entry]
    """Mentions."""
    lines: Spool[_Line]
    """Related lines and headlines."""


def _fill(
    found: _Ledger,
    settings: Settings,
    query: str,
    content: Content,
    cache: Cache,
    mapper: Mapper,
) -> str:
    """Write the answer to a query, and return what is wrong with the query; empty for nothing."""
    corpus = annotate(content, settings, cache, mapper)
    found.entries.fill(_entries(corpus, query))
    found.lines.fill(_lines(corpus, query.removeprefix("briefings/")))
    return "" if found.entries or found.lines else _unknown(corpus, query)


def _entries(corpus: Annotations, query: str) -> Iterator[Entry]:
    pages = chain(
        ((uris.briefing(slug), article.lang) for slug, article in corpus.articles.items()),
        ((uris.explainer(slug), subject.lang) for slug, subject in corpus.explainers.items()),
        ((uris.dossier(slug), dossier.lang) for slug, dossier in corpus.dossiers.items()),
    )
    for uri, lang in pages:
        yield from ledger.entries(uri.removesuffix(".md"), lang, corpus.annotated[uri], query)


def _lines(corpus: Annotations, query: str) -> Iterator[_Line]:
    articles = corpus.articles.values()
    chosen: Iterable[Metadata] = articles
    if query:
        asked = corpus.articles.get(query)
        is_near = asked and related.may_name(asked)
        chosen = (a for a in articles if is_near and (a.slug == query or is_near(a)))
    for slug, listed in related.find(articles, chosen):
        wanted = [line for line in listed if not query or query in (slug, *line.slugs)]
        blocks = corpus.texts[slug].blocks if any(line.block >= 0 for line in wanted) else ()
        for line in wanted:
            yield _Line(slug, blocks[line.block].line if line.block >= 0 else None, line)


def _show(found: Spool[Entry]) -> None:
    links = pages = 0
    for page, listed in groupby(found, key=attrgetter("page")):
        console.OUT.print(f"[bold]{escape(page)}[/]")
        pages += 1
        for entry in listed:
            linked = entry.verdict is Verdict.LINKED
            links += linked
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
    console.OUT.print(
        f"{report.plural(len(found), 'match', 'matches')} on {report.plural(pages, 'page')}, "
        f"{links:,} linked."
    )


def _show_related(lines: Spool[_Line]) -> None:
    """Print related lines and headlines, and where they link to."""
    linked = 0
    for slug, listed in groupby(lines, key=attrgetter("slug")):
        console.OUT.print(f"[bold]briefings/{slug}[/] related lines and headlines")
        for found in listed:
            line, named = found.line, " or ".join(found.line.slugs)
            linked += bool(line.target)
            mark = f"[green]→ {named}[/]" if line.target else f"[dim]✗ {named}[/]"
            why = f"{line.rule.value}, {line.score:.0f} % alike" if named else line.rule.value
            console.OUT.print(f"{found.place or '':5} {escape(line.text)} {mark} [yellow]{why}[/]")
    if lines:
        shown = report.plural(len(lines), "related line")
        console.OUT.print(f"{shown} and headlines, {linked:,} linked.")


def _unknown(corpus: Annotations, query: str) -> str:
    """Describe a query that is no page, explainer or alias, with similar names; else empty."""
    names = [name.text for explainer in corpus.explainers.values() for name in explainer.names]
    slug = query.removeprefix("briefings/")
    if not query or slug in corpus.articles or query in corpus.explainers or query in names:
        return ""
    known = chain(corpus.articles, corpus.explainers, names)
    close = [name for name, *_ in process.extract(query, known, limit=3, score_cutoff=70)]
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    return f"{query} is not a page, an explainer or an alias.{hint}"


def _changes(loaded: Project) -> tuple[Change, ...]:
    """Return what has changed since the last build; exit if there is none."""
    path = links_file.beside(loaded.compiled_dir)

    def differing(
        content: Content, cache: Cache, mapper: Mapper
    ) -> tuple[Mapping[str, LinkCounts], Mapping[str, LinkCounts]] | None:
        linked = annotate(content, loaded.settings, cache, mapper).linked
        return links_file.differing(path, link_counts(linked))

    found = cached.with_content(loaded, differing)
    if found is None:
        terminal.error("There is no earlier build to compare with. Run `briefings build` first.")
        sys.exit(_FAILED)
    return ledger.changes(*found)


def _show_changes(found: Iterable[Change], query: str, as_json: bool) -> None:
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
