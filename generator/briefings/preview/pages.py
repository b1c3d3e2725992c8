"""What an editor can change on a page: its files, notes, facts, lines and problems."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefings.content import articles, evidence, loading
from briefings.content.articles import Parsing
from briefings.editing import why
from briefings.editing.documents import opened
from briefings.editing.edits import SourceDraft
from briefings.files.frontmatter import decode, split
from briefings.linking.folding import fold_phrase
from briefings.markup import notes
from briefings.mkdocs_plugin import editors
from briefings.model.article import Article, Brief
from briefings.model.content import Problem, Severity
from briefings.model.note import Note
from briefings.model.reading import DROPPED, Fact, Field
from briefings.preview import answers, live
from briefings.preview.session import Snapshot
from briefings.readers import formats
from briefings.readers.formats import SIDECAR
from briefings.text import report, uris, words

# The panel shows no more; the terminal shows all.
_MOST_PROBLEMS = 200
# A longer list is searched.
_MOST_EXPLAINERS = 300


@dataclass(frozen=True, slots=True)
class SavedNote:
    """A note as its file states it, with its place on the page."""

    line: int
    """Its first line in its file."""
    kind: str
    quote: str
    prefix: str
    suffix: str
    text: str
    sources: tuple[SourceDraft, ...]
    author: str
    day: str
    """The day on which it was added, in ISO 8601; may be empty."""
    number: int | None
    """Its number on the page; None if it is not on the page."""
    state: str
    """`anchored`, `moved`: the article has other words now, or `lost`."""
    message: str
    """What was found instead of the quotation; empty if it is anchored."""


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact about an article."""

    key: str
    """Its key in the sidecar."""
    label: str
    """Its name in the site's language."""
    value: str | tuple[str, ...] | None
    """Its value; None if it is unknown."""
    evidence: str
    """The kind of evidence; empty if it is unknown."""
    rule: str
    """Where it stands; empty if it is unknown."""


@dataclass(frozen=True, slots=True)
class LineLeftOut:
    """A line of a capture that a reader dropped."""

    line: int
    text: str
    rule: str
    reason: str
    """The rule in words."""


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem of the content."""

    code: str
    severity: str
    path: str
    """The file, as the terminal names it."""
    line: int
    message: str
    hint: str
    here: bool
    """Whether its file is that of this page."""
    link: str
    """Opens the file in the editor program of the settings; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An explainer."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class PageState:
    """A page, as an editor sees it."""

    uri: str
    kind: str
    """`briefing`, `explainer`, `dossier`, `page`, `home` or `other`."""
    file: str
    """Its content file; empty if it has none."""
    sidecar: str
    """The file with the facts and notes of an article; empty for other pages."""
    absolute: Mapping[str, str]
    """The absolute path of each of these files."""
    digests: Mapping[str, str]
    """The digest of each of them when the page was made; empty if it does not exist."""
    notes: tuple[SavedNote, ...]
    facts: tuple[ShownFact, ...]
    lines_left_out: tuple[LineLeftOut, ...]
    problems: tuple[ShownProblem, ...]
    suggestions: Sequence[object] | None
    """Names to explain; None if they are not known yet."""
    explainers: tuple[Subject, ...]
    """The explainers, at most some hundreds."""


_KINDS = {
    "articles": "briefing", "explainers": "explainer", "dossiers": "dossier", "pages": "page",
}  # fmt: skip


def uri_at(snapshot: Snapshot, path: str) -> str:
    """Return the URI of the page at a URL path; empty if there is none."""
    mount = answers.mount(snapshot)
    if not path.startswith(mount):
        return ""
    return next(
        (
            uri
            for uri in answers.uris_at(snapshot, path.removeprefix(mount))
            if uri in snapshot.partial_build.pages
        ),
        "",
    )


def files_of(snapshot: Snapshot, uri: str) -> tuple[str, str]:
    """Return the content file of a page and its file of facts and notes; each may be empty."""
    file = snapshot.partial_build.source(uri)
    if not file.startswith("articles/"):
        return file, ""
    return file, file if formats.has_front_matter(file) else formats.stem(file) + SIDECAR


def state(snapshot: Snapshot, uri: str, suggestions: Sequence[object] | None = ()) -> PageState:
    """Return what an editor can change on a page.

    Args:
        snapshot: the content.
        uri: URI of the page; empty for an address without a page.
        suggestions: as of `PageState`.
    """
    file, sidecar = files_of(snapshot, uri) if uri else ("", "")
    paths = dict.fromkeys(filter(None, (file, sidecar)))
    root = snapshot.project.content_dir.absolute()
    parsing = snapshot.partial_build.parsing(uri) if sidecar else None
    kind = "home" if file == "index.md" else _KINDS.get(file.partition("/")[0], "other")
    return PageState(
        uri=uri,
        kind=kind,
        file=file,
        sidecar=sidecar,
        absolute={path: str(root / path) for path in paths},
        digests={
            path: found.digest if (found := snapshot.files.get(path)) else "" for path in paths
        },
        notes=tuple(_notes(snapshot, sidecar, parsing)) if parsing else (),
        facts=tuple(facts(parsing, snapshot.project.settings.locale)) if parsing else (),
        lines_left_out=tuple(_left_out(parsing)) if parsing else (),
        problems=problems(snapshot, snapshot.problems, uri),
        suggestions=suggestions,
        explainers=explainers(snapshot, "", _MOST_EXPLAINERS),
    )


# ------------------------------------------------------------------------------------------ notes


def _notes(snapshot: Snapshot, path: str, parsing: Parsing) -> Iterator[SavedNote]:
    article = parsing.article or parsing.faulty
    placed = {one.note.line: one for one in article.notes} if article else {}
    said = {
        problem.line: problem.message
        for problem in parsing.problems
        if problem.file == path and problem.code.startswith("note-")
    }
    for note in _written(snapshot, path):
        anchored = placed.get(note.line)
        moved = "moved" if anchored and not anchored.exact else "anchored"
        yield SavedNote(
            line=note.line,
            kind=note.kind.value,
            quote=note.quote,
            prefix=note.prefix,
            suffix=note.suffix,
            text=note.text,
            sources=tuple(SourceDraft(source.title, source.url) for source in note.sources),
            author=note.author,
            day=note.day.isoformat() if note.day else "",
            number=anchored.number if anchored else None,
            state=moved if anchored else "lost",
            message=said.get(note.line, ""),
        )


def _written(snapshot: Snapshot, path: str) -> tuple[Note, ...]:
    """Return the notes of a file in their order, on the page or not."""
    found = snapshot.files.get(path)
    if not found:
        return ()
    parsed = articles.fields_of(found.load())
    return () if isinstance(parsed, tuple) else tuple(notes.written(parsed, path))


# ------------------------------------------------------------------------------------------ facts


def facts(parsing: Parsing, locale: str) -> Iterator[ShownFact]:
    """Yield the facts of an article, known or not, which an editor can state.

    Args:
        parsing: the parsed capture.
        locale: the locale of the labels.
    """
    gettext = words.of(locale).gettext
    single = {
        Field.TITLE: gettext("Title"),
        Field.PUBLISHED: gettext("Published"),
        Field.OUTLET: gettext("Outlet"),
        Field.URL: gettext("Address"),
        Field.LANG: gettext("Language"),
        Field.SUMMARY: gettext("Summary"),
        Field.CAPTURED: gettext("Captured"),
    }
    several = {Field.AUTHOR: gettext("Authors"), Field.TAG: gettext("Topics")}
    article = parsing.article or parsing.faulty
    known: Sequence[Fact] = (
        article.facts if article else parsing.reading.facts if parsing.reading else ()
    )
    for field, label in single.items():
        fact = evidence.first(known, field)
        yield ShownFact(field.value, label, fact.value if fact else None, *_evidence(fact))
    for field, label in several.items():
        found = evidence.strongest(known, field)
        values = evidence.values(known, field)
        first = found[0] if found else None
        yield ShownFact(f"{field.value}s", label, values or None, *_evidence(first))
    yield from _brief(article, locale)


def _evidence(fact: Fact | None) -> tuple[str, str]:
    return (fact.evidence.value, fact.where) if fact else ("", "")


def _brief(article: Article | None, locale: str) -> Iterator[ShownFact]:
    gettext = words.of(locale).gettext
    brief = article.brief if article and article.brief else Brief()
    for key, label, text in (
        ("says", gettext("What it says"), brief.says),
        ("matters", gettext("Why it matters"), brief.matters),
        ("disputed", gettext("What is disputed"), brief.disputed),
    ):
        stated = "sidecar" if text else ""
        yield ShownFact(f"brief.{key}", label, text or None, stated, "")


def _left_out(parsing: Parsing) -> Iterator[LineLeftOut]:
    for line in parsing.reading.decisions if parsing.reading else ():
        if line.role == DROPPED:
            yield LineLeftOut(line.line, line.text, line.rule, line.rule.replace("-", " "))


# --------------------------------------------------------------------------------------- problems


def problems(snapshot: Snapshot, found: Sequence[Problem], uri: str) -> tuple[ShownProblem, ...]:
    """Return problems as a page shows them, those of the page first.

    Args:
        snapshot: the content.
        found: the problems.
        uri: URI of the page.
    """
    folder, root = snapshot.project.content_name, snapshot.project.content_dir.absolute()
    editor = editors.editor(snapshot.project.plugin.config.editor)
    first = sorted(
        found, key=lambda p: (not live.is_here(p, uri), p.severity is not Severity.ERROR)
    )
    return tuple(
        ShownProblem(
            code=problem.code,
            severity=problem.severity.value,
            path=report.place(problem.file, folder),
            line=problem.line,
            message=problem.message,
            hint=problem.hint,
            here=live.is_here(problem, uri),
            link=editor.link(Path(root, problem.file), problem.line),
        )
        for problem in first[:_MOST_PROBLEMS]
    )


def mentions(snapshot: Snapshot, uri: str) -> why.Page | None:
    """Return a page with its mentions; None for a page in which none are looked for."""
    build, slug = snapshot.partial_build, uris.stem(uri)
    found, article = build.mentions(uri), build.article(uri)
    shown = article or build.subjects.get(slug) or snapshot.compilation.corpus.dossiers.get(slug)
    if found is None or shown is None:
        return None
    policy, _ = loading.site_policy(snapshot.project.settings, snapshot.compilation.sources)
    return why.Page(
        found[1], shown.lang, build.source(uri), build.subjects,
        shown.links.over(policy).once_per, is_article=article is not None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExplainerFile:
    """An explainer as it is written."""

    slug: str
    title: str
    path: str
    """Its file."""
    digest: str
    """The digest of the file."""
    text: str
    """The whole text of the file."""
    body: str
    """The text below the front matter."""
    fields: object
    """The front matter."""


def explainer(snapshot: Snapshot, slug: str) -> ExplainerFile | Problem | None:
    """Return an explainer as it is written; None if there is none with this slug."""
    path = snapshot.partial_build.source(uris.explainer(slug))
    if path not in snapshot.files:
        return None
    source = snapshot.files[path].load()
    document = opened(path, source.data, front_matter=True)
    if isinstance(document, Problem):
        return document
    text = decode(source)
    if isinstance(text, Problem):
        return text
    found, values = split(text), document.values
    if isinstance(values, Problem):
        return values
    return ExplainerFile(
        slug, str(values.get("title", slug)), path, source.digest, text,
        found.body if found else text, values,
    )  # fmt: skip


def address(snapshot: Snapshot, relative: str) -> str:
    """Return the URL path of an address relative to the home page."""
    return answers.mount(snapshot) + relative


def explainers(snapshot: Snapshot, query: str, most: int) -> tuple[Subject, ...]:
    """Return explainers that have a query in a name; all if it is empty.

    Args:
        snapshot: the content.
        query: the words.
        most: maximal number of explainers.
    """
    wanted = fold_phrase(query).lower()
    found: list[Subject] = []
    for one in snapshot.partial_build.subjects.values():
        if not wanted or any(wanted in fold_phrase(name.text).lower() for name in one.names):
            found.append(Subject(one.slug, one.title))
            if len(found) == most:
                break
    return tuple(found)
