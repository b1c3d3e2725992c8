"""`briefings new`: add drafts of content files, and captures."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from rich.markup import escape

from briefings.build import content_folder, disk, owned
from briefings.build.owned import Owned
from briefings.build.store import Store
from briefings.cache import Mapper
from briefings.commands import cached, terminal
from briefings.content import dossiers, folders, loading
from briefings.editing import explainers, scaffold
from briefings.files.frontmatter import Parsed, decode, parse_yaml
from briefings.files.schemas.articles import ArticleFields
from briefings.ingest import adding, fetch, importing, outlet_learning
from briefings.ingest.adding import Found
from briefings.mkdocs_plugin import console, project
from briefings.mkdocs_plugin.project import Project
from briefings.model.content import Content, Problem, SourceFile
from briefings.model.explainer import ExplainerKind
from briefings.model.suggestion import Suggestion
from briefings.readers import formats
from briefings.readers.formats import SIDECAR
from briefings.site.compile import annotate
from briefings.suggestions import suggest
from briefings.text import report, uris

_HOST = re.compile(r"www\.|(?:[\w-]+\.)+[a-z]{2,}/", re.IGNORECASE)
"""How an address without its scheme begins."""
_REFUSED = 1


@click.group()
def new() -> None:
    """Add explainers, dossiers, outlets or articles to the content."""


@new.command("explainer")
@click.argument("title")
@click.option(
    "--kind", type=click.Choice([kind.value for kind in ExplainerKind]),
    help="Kind of the subject.  [default: the kind that its name shows, else concept]",
)  # fmt: skip
@click.option("--summary", default="", help="One or two sentences that stand alone.")
@click.option("--blank", is_flag=True, help="Do not search the briefings for the subject.")
@click.pass_obj
def new_explainer(
    config_file: Path, title: str, kind: str | None, summary: str, blank: bool
) -> None:
    """Add a draft of an explainer on the subject TITLE.

    If briefings name the subject and no explainer covers it (`briefings suggest` lists such names),
    the draft contains its other names, and as context the subjects of the same briefings.
    """
    loaded = project.load(config_file)
    root = loaded.content_dir
    today = datetime.now(UTC).date()
    chosen = ExplainerKind(kind) if kind else None
    draft = explainers.draft(title, chosen, today, summary)
    if isinstance(draft, Problem):
        raise click.UsageError(draft.message)
    known = None if blank or (root / draft.path).exists() else _known(loaded, title)
    if known:
        draft = explainers.draft(title, chosen, today, summary, known)
    if isinstance(draft, Problem):
        raise click.UsageError(draft.message)
    if not _add(root / draft.path, draft.data):
        sys.exit(_REFUSED)
    if known:
        console.OUT.print(
            f"{report.plural(known.briefings, 'briefing')} named it without an explainer. The "
            "aliases, forms and context come from them; check them."
        )
    for like in known.looks_like if known else ():
        console.OUT.print(
            f"It looks like {escape(like.name)} ({like.slug}), which may lack an alias."
        )
    console.OUT.print(
        "Write the text, and look at it: briefings serve. Delete the line `draft` to publish it.",
        markup=False,
    )


def _known(loaded: Project, title: str) -> Suggestion | None:
    def find(content: Content, store: Store, mapper: Mapper) -> Suggestion | None:
        corpus = annotate(content, loaded.settings, store, mapper)
        kept = Owned(store, owned.SUGGEST)
        return suggest.about(suggest.survey(corpus, kept, mapper), title)

    with console.ERR.status("Searching the briefings for the subject"):
        return cached.with_content(loaded, find)


@new.command("dossier")
@click.argument("title")
@click.pass_obj
def new_dossier(config_file: Path, title: str) -> None:
    """Add a draft of a dossier with the title TITLE.

    A dossier puts briefings and explainers in order, with an introduction.
    """
    root = project.load(config_file).content_dir
    title = " ".join(title.split())
    slug = uris.file_name(title)
    name = f"{folders.DOSSIERS}/{slug}.md"
    draft = scaffold.dossier(title).encode()
    _, problems = dossiers.parse(SourceFile(name, draft))
    if problems:
        raise click.UsageError(problems[0].message)
    if slug == uris.INDEX:
        raise click.UsageError("The name `index` is taken by the list of dossiers.")
    if not _add(root / name, draft):
        sys.exit(_REFUSED)
    console.OUT.print(
        "List its briefings and explainers as `entries`, write the introduction, and look at it: "
        "briefings serve. Delete the line `draft` to publish it.",
        markup=False,
    )


@new.command("outlet")
@click.argument("name")
@click.argument(
    "captures", nargs=-1, required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)  # fmt: skip
@click.pass_obj
def new_outlet(config_file: Path, name: str, captures: tuple[Path, ...]) -> None:
    """Add a draft of the outlet NAME.

    Its profile is learned from several text CAPTURES of the outlet, three or more if you can:
    lines that they share become boilerplate, and how they write headline, byline and day becomes
    patterns. Each entry has its evidence as a comment: check the entries before you use them. What
    the captures do not show is listed. Addresses in their sidecars show the home page.
    """
    if other := next((path for path in captures if path.suffix != ".txt"), None):
        raise click.UsageError(f"{other}: a profile is learned from text captures (.txt).")
    root = project.load(config_file).content_dir
    texts = [decode(SourceFile(str(path), path.read_bytes())) for path in captures]
    for text in texts:
        if isinstance(text, Problem):
            terminal.problem(text, "")
            sys.exit(_REFUSED)
    read = [text for text in texts if isinstance(text, str)]
    learned = outlet_learning.learn(read, name, list(_addresses(captures)))
    path = root / folders.OUTLETS / f"{uris.slugify(name)}{SIDECAR}"
    if not _add(path, outlet_learning.as_yaml(name, learned).encode()):
        sys.exit(_REFUSED)
    for missing in learned.missing:
        why = f"{missing.why}): add it, or {missing.value}."
        console.OUT.print(f"[yellow]Not learned:[/] `{missing.key}` ({escape(why)}")
    console.OUT.print(f"Check it, and try it: briefings read {terminal.path(captures[0])}")


def _addresses(captures: Sequence[Path]) -> Iterator[str]:
    """Yield the addresses in the sidecars of captures."""
    for path in captures:
        sidecar = Path(formats.stem(str(path)) + SIDECAR)
        if sidecar.is_file():
            parsed = parse_yaml(SourceFile(str(sidecar), sidecar.read_bytes()), ArticleFields)
            if isinstance(parsed, Parsed) and parsed.fields.url:
                yield parsed.fields.url


@new.command("article", epilog=f"Captures end in {', '.join(formats.SUFFIXES)}.")
@click.argument("source", nargs=-1, required=True)
@click.option("--anyway", is_flag=True, help="Also add articles that seem to be duplicates.")
@click.pass_obj
def new_article(config_file: Path, source: tuple[str, ...], anyway: bool) -> None:
    """Add captured articles, byte for byte.

    Each one gets a sidecar for the facts that it lacks.

    SOURCE is a captured file, the address of a page, a feed (.xml, .rss, .atom), or a list of
    addresses, one on each line (.txt, .urls). Duplicates of existing articles, by address or by
    text, are reported and not added.
    """
    root = project.load(config_file).content_dir
    for given in source:
        if not adding.is_address(given) and not Path(given).is_file():
            if Path(given).is_dir():
                raise click.UsageError(f"{given} is a folder. Give its files: {given}/*")
            meant = f" The address of a page is https://{given}." if _HOST.match(given) else ""
            raise click.UsageError(f"{given}: there is no such file.{meant}")
        if not adding.is_address(given) and not given.endswith(importing.ENDINGS):
            raise click.UsageError(f"{given}: captures end in {', '.join(formats.SUFFIXES)}.")
    existing = content_folder.read_content(root)
    outlets = loading.outlets_of(existing)
    found: list[Found] = []
    refused = False
    getter = partial(fetch.fetch, robots={})
    for given in source:
        folder = "" if adding.is_address(given) else str(Path(given).parent)
        for item in importing.incoming(given, getter):
            parsed = item if isinstance(item, Problem) else adding.parsed(item, outlets)
            if isinstance(parsed, Problem) and not adding.is_address(given):
                parsed = adding.of_entry(parsed, item, Path(given).name)
            if isinstance(parsed, Problem):
                terminal.problem(parsed, folder)
                refused = True
            else:
                found.append(parsed)
    known = () if anyway else adding.repeated(found, loading.candidates(existing))
    for duplicate in known:
        terminal.error(f"{duplicate.second} repeats {duplicate.first}: {duplicate.reason}.")
    left_out = {duplicate.second for duplicate in known}
    for capture in found:
        refused |= capture.incoming.name in left_out or not _add_capture(capture, root, existing)
    sys.exit(_REFUSED if refused else 0)


def _add_capture(item: Found, root: Path, existing: Content) -> bool:
    """Add a capture and its sidecar, and return whether that succeeded."""
    if problem := adding.taken(item, (file.path for file in existing.files)):
        return _refuse(report.line(replace(problem, file=terminal.path(root / problem.file)), ""))
    capture, sidecar = adding.files(item)
    if not _add(root / capture.path, capture.data):
        return False
    if sidecar:
        path = root / sidecar.path
        if not path.exists():
            _add(path, sidecar.data)
        shown = terminal.path(path)
        console.OUT.print(f"Add the facts that you know to {shown}, and run: briefings build")
    return True


def _add(path: Path, data: bytes) -> bool:
    try:
        disk.add_file(path, data)
    except FileExistsError:
        return _refuse(f"{terminal.path(path)} exists already; it was not changed.")
    except OSError as error:
        return _refuse(f"{terminal.path(path)} cannot be written: {error.strerror}.")
    console.OUT.print(f"[green]Added[/] {terminal.path(path)}")
    return True


def _refuse(message: str) -> bool:
    console.ERR.print(f"[red]{message}[/]")
    return False
