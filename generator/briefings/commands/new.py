"""`briefings new`: add drafts of content files, and captures."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
import yaml
from rich.markup import escape

from briefings.build import content_folder, disk
from briefings.cache import Cache, Mapper
from briefings.commands import cached, terminal
from briefings.content import dossiers, duplicates, folders, loading
from briefings.content.articles import Outlets, slug_of
from briefings.content.articles import parse as parse_article
from briefings.content.duplicates import Duplicate
from briefings.editing import explainers, scaffold
from briefings.files.frontmatter import Parsed, decode, parse_yaml
from briefings.files.schemas import ArticleFields
from briefings.ingest import fetch, importing, outlet_learning
from briefings.ingest.importing import Incoming
from briefings.mkdocs_plugin import console, project
from briefings.mkdocs_plugin.project import Project
from briefings.model.article import Article
from briefings.model.content import Content, Problem, SourceFile
from briefings.model.explainer import ExplainerKind
from briefings.model.suggestion import Suggestion
from briefings.readers import formats
from briefings.readers.formats import SIDECAR
from briefings.site.compile import annotate
from briefings.suggestions import suggest
from briefings.text import report, uris

# A longer file name is cut; file systems allow at most 255 bytes.
_NAME_LENGTH = 80
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
    def find(content: Content, cache: Cache, mapper: Mapper) -> Suggestion | None:
        corpus = annotate(content, loaded.settings, cache, mapper)
        return suggest.about(suggest.survey(corpus, mapper), title)

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
    slug = uris.slugify(title)[:_NAME_LENGTH].rstrip("-")
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
        if not _is_address(given) and not Path(given).is_file():
            if Path(given).is_dir():
                raise click.UsageError(f"{given} is a folder. Give its files: {given}/*")
            meant = f" The address of a page is https://{given}." if _HOST.match(given) else ""
            raise click.UsageError(f"{given}: there is no such file.{meant}")
        if not _is_address(given) and not given.endswith(importing.ENDINGS):
            raise click.UsageError(f"{given}: captures end in {', '.join(formats.SUFFIXES)}.")
    existing = content_folder.read_content(root)
    outlets = loading.outlets_of(existing)
    found: list[_Found] = []
    refused = False
    getter = partial(fetch.fetch, robots={})
    for given in source:
        folder = "" if _is_address(given) else str(Path(given).parent)
        for item in importing.incoming(given, getter):
            parsed = item if isinstance(item, Problem) else _parse(item, outlets)
            if isinstance(parsed, Problem) and not _is_address(given):
                parsed = _of_entry(parsed, item, Path(given).name)
            if isinstance(parsed, Problem):
                terminal.problem(parsed, folder)
                refused = True
            else:
                found.append(parsed)
    known = () if anyway else _duplicates(found, existing)
    for duplicate in known:
        terminal.error(f"{duplicate.second} repeats {duplicate.first}: {duplicate.reason}.")
    left_out = {duplicate.second for duplicate in known}
    for capture in found:
        refused |= capture.incoming.name in left_out or not _add_capture(capture, root, existing)
    sys.exit(_REFUSED if refused else 0)


@dataclass(frozen=True, slots=True)
class _Found:
    """A capture to be added, parsed."""

    incoming: Incoming
    article: Article


def _of_entry(problem: Problem, item: Incoming | Problem, file: str) -> Problem:
    """Return a problem of a capture as one of the file, feed or list that the capture came from."""
    address = item.file if isinstance(item, Problem) else str(item.facts.get("url", ""))
    hint = problem.hint
    if not _is_address(address):
        title = str(item.facts.get("title", "")) if isinstance(item, Incoming) else ""
        message = f"“{title}”: {problem.message}" if title else problem.message
        return replace(problem, file=file, message=message)
    if isinstance(item, Incoming):
        hint = f"The feed may have only a teaser. Add its page: briefings new article {address}"
    return replace(problem, file=file, message=f"{address}: {problem.message}", hint=hint)


def _is_address(given: str) -> bool:
    return given.startswith(("http://", "https://"))


def _parse(item: Incoming, outlets: Outlets) -> _Found | Problem:
    facts = yaml.safe_dump(item.facts).encode() if item.facts else None
    name = f"{folders.ARTICLES}/{item.name}"
    sidecar = SourceFile(formats.stem(name) + SIDECAR, facts) if facts else None
    parsing = parse_article(SourceFile(name, item.data), sidecar, outlets)
    if parsing.article is None:
        return replace(parsing.problems[0], file=item.name)
    return _Found(item, parsing.article)


def _duplicates(found: Sequence[_Found], existing: Content) -> tuple[Duplicate, ...]:
    new_ones = [loading.candidate(item.article, item.incoming.name) for item in found]
    return duplicates.find(new_ones, loading.candidates(existing))


def _add_capture(item: _Found, root: Path, existing: Content) -> bool:
    """Add a capture and its sidecar, and return whether that succeeded."""
    name = f"{folders.ARTICLES}/{item.incoming.name}"
    if slug_of(name) == uris.INDEX:
        return _refuse("The name `index` is taken by the list of briefings: rename the file.")
    for path in (f.path for f in existing.files if f.path.startswith(f"{folders.ARTICLES}/")):
        if path.endswith(formats.SUFFIXES) and path != name and slug_of(path) == slug_of(name):
            return _refuse(f"{terminal.path(root / path)} has the same address on the site.")
    if not _add(root / name, item.incoming.data):
        return False
    if not formats.has_front_matter(name):
        sidecar = root / (formats.stem(name) + SIDECAR)
        if not sidecar.exists():
            _add(sidecar, importing.sidecar(item.incoming.facts, _missing(item.article)).encode())
        shown = terminal.path(sidecar)
        console.OUT.print(f"Add the facts that you know to {shown}, and run: briefings build")
    return True


def _missing(article: Article) -> dict[str, str]:
    """Return the keys of a sidecar that an editor may fill in, with the values known so far."""
    published = article.published.isoformat() if article.published else "YYYY-MM-DD"
    return {
        "title": scaffold.scalar(article.title),
        "published": published,
        "url": "https://…",
        "outlet": article.outlet.slug if article.outlet else "",
    }


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
