"""`briefings suggest`: missing explainers, missing aliases, and aliases without effect."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path

import click
from rich.markup import escape
from rich.text import Text

from briefings.build import outcome, owned
from briefings.build.owned import Owned
from briefings.build.store import Store
from briefings.cache import Mapper, Result, digest, encode, load
from briefings.commands import cached, terminal
from briefings.mkdocs_plugin import console, project
from briefings.model.content import Content
from briefings.model.suggestion import (
    IdleName,
    LongerName,
    Sample,
    Suggestion,
    Suggestions,
    Unmentioned,
)
from briefings.site.compile import annotate
from briefings.suggestions import suggest as suggestions
from briefings.text import report

# Minimal number of briefings with a name, and maximal number of names of each kind.
_Asked = tuple[int, int | None]
_FREQUENT: _Asked = (2, 20)
_ALL: _Asked = (1, None)
_SHOWN_NAMES = 5
# Two lines of a terminal of 80 characters.
_EXCERPT = 140
_INDENT = 6


@click.command()
@click.option(
    "--all",
    "all_names",
    is_flag=True,
    help="Show all names, also those of one briefing.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_obj
def suggest(config_file: Path, all_names: bool, as_json: bool) -> None:
    """Suggest new explainers, and aliases to add or delete.

    It lists names without an explainer, the most frequent first, each with a sentence; names that
    are similar to a name of an explainer, which may lack an alias; longer names in which a name of
    an explainer is not linked; aliases that occur in no text or only within longer names; and
    explainers that no page mentions.
    """
    loaded = project.load(config_file)
    asked = (_ALL, _FREQUENT) if all_names else (_FREQUENT, _ALL)
    least, limit = asked[0]

    def survey(content: Content, store: Store, mapper: Mapper) -> Suggestions:
        # A name with a draft needs no other explainer.
        content = replace(content, with_drafts=True)
        kept, made_from = Owned(store, owned.SUGGEST), outcome.key(content, loaded.settings)
        key, *others = (digest("suggestions", made_from, one) for one in asked)
        for _, answer in load(kept, Suggestions, [key]):
            return answer
        corpus = annotate(content, loaded.settings, store, mapper)
        answer = suggestions.suggest(suggestions.survey(corpus, kept, mapper), least, limit)
        kept.keep([Result(key, encode(answer))])
        kept.sweep(others)
        return answer

    with console.ERR.status("Reading the briefings"):
        found = cached.with_content(loaded, survey)
    if as_json:
        terminal.print_json(asdict(found))
    else:
        _show(found, loaded.content_name, limit)


def _show(found: Suggestions, folder: str, limit: int | None) -> None:
    _title("Names without an explainer", len(found.subjects), found.subjects_in_all)
    for name in found.subjects:
        _show_name(name)
    _title("Places without an explainer", len(found.places), found.places_in_all)
    for place in found.places:
        _show_name(place)
    _title("Possibly a missing alias", len(found.aliases), found.aliases_in_all)
    for name in found.aliases:
        _show_name(name)
        for like in name.looks_like:
            _print_line(
                f"looks like {like.name} ({like.slug}; {like.why.value}): add the alias?", "yellow"
            )
    if found.longer:
        _title("Longer names with a name of an explainer", len(found.longer), found.longer_in_all)
        _print(Text("Write an explainer, or add them to links_inside of the one named.", "dim"), 2)
    for longer in found.longer:
        _print(Text(_longer(longer)), 2)
    files = groupby(found.unused, key=lambda name: name.file)
    unused = [_unused_names(f"{folder}/{path}", list(names), limit) for path, names in files]
    _list("Aliases and forms that occur in no text", unused, limit)
    shadowed = [
        f"{folder}/{name.file}:{name.line}: {name.text}, only within {name.behind}"
        for name in found.shadowed
    ]
    _list("Aliases and forms that occur only within longer names", shadowed, limit)
    lonely = [_unmentioned(explainer, folder) for explainer in found.unmentioned]
    _list("Explainers that no page mentions", lonely, limit)
    if found.subjects:
        example = escape(found.subjects[0].name)
        console.OUT.print(f'\nTo write one of them: briefings new explainer "{example}"')


def _title(text: str, shown: int, total: int) -> None:
    number = f"{shown:,} of {total:,}, --all for all" if shown < total else f"{total:,}"
    console.OUT.print(f"\n[bold]{text}[/] [dim]({number})[/]")


def _show_name(name: Suggestion) -> None:
    kind = f" [dim]{name.kind.value}[/]" if name.kind else ""
    counts = (
        f"{report.plural(name.briefings, 'briefing')}, {report.plural(name.mentions, 'mention')}"
    )
    console.OUT.print(f"  [green]{escape(name.name)}[/]{kind} [dim]{counts}[/]")
    also = [f"{variant.text} ({variant.mentions})" for variant in (*name.variants, *name.forms)]
    if also:
        _print_line(f"also {', '.join(also)}")
    for sample in name.samples[:1]:
        _print(_excerpt(sample))


def _print_line(text: str, style: str = "") -> None:
    _print(Text(text, style))


def _print(text: Text, indent: int = _INDENT) -> None:
    """Print an indented text, wrapped at the width of the terminal."""
    for line in text.wrap(console.OUT, console.OUT.width - indent):
        line.rstrip()
        console.OUT.print(Text(" " * indent) + line)


def _excerpt(sample: Sample) -> Text:
    """Return the words around the name in its sentence, with the name underlined."""
    text, start, end = sample.sentence, sample.start, sample.end
    room = max(_EXCERPT - (end - start), 0)
    first = max(0, start - max(room // 2, room - (len(text) - end)))
    last = min(len(text), end + max(room // 2, room - start))
    if first:
        first = text.rfind(" ", 0, first + 1) + 1
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    return Text.assemble(
        ("… " if first else "") + text[first:start],
        (text[start:end], "underline"),
        text[end:last] + (" …" if last < len(text) else ""),
        f" ({sample.slug})",
        style="dim",
    )


def _unused_names(path: str, names: Sequence[IdleName], limit: int | None) -> str:
    shown = names[: limit and _SHOWN_NAMES]
    more = len(names) - len(shown)
    return f"{path}: {', '.join(name.text for name in shown)}{f' and {more} more' if more else ''}"


def _longer(longer: LongerName) -> str:
    name = longer.name.replace(longer.part, f"[{longer.part}]", 1)
    return f"{name} ({', '.join(longer.slugs)}): {report.plural(longer.briefings, 'briefing')}"


def _unmentioned(explainer: Unmentioned, folder: str) -> str:
    return f"{folder}/{explainer.file}: {explainer.title}"


def _list(title: str, lines: Sequence[str], limit: int | None) -> None:
    if lines:
        _title(title, len(lines[:limit]), len(lines))
    for line in lines[:limit]:
        _print(Text(line), 2)
