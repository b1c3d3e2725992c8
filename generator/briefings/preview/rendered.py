"""What an editor writes, rendered as its page will show it, before it is saved."""

from dataclasses import dataclass, replace

import nh3
from lxml.html import document_fromstring, tostring
from msgspec import Struct

from briefings.content import folders
from briefings.editing.edits import SourceDraft
from briefings.files import complexity
from briefings.files.limits import TEXT_LIMIT
from briefings.markup import notes
from briefings.model.content import Problem, RefusedError, SourceFile
from briefings.model.note import AnchoredNote, Note, NoteKind, NoteSource
from briefings.preview import pages
from briefings.preview.pages import ShownProblem
from briefings.preview.rendering import Renderer
from briefings.preview.session import Snapshot
from briefings.site.partial_build import PartialBuild
from briefings.text import uris

EXPLAINER = "explainer"
"""The kind of a draft that is the body of an explainer."""
# A slug that no explainer has.
_SLUG = "unsaved-text-in-the-preview"
_FRONT_MATTER = f"---\ntitle: {_SLUG}\nkind: concept\nsummary: Unsaved.\n---\n\n"
# Besides what nh3 allows: our pages have these.
_TAGS = {"aside", "figcaption", "figure", "nav", "section"}
_ATTRIBUTES = {"class", "dir", "id", "lang", "role"}


class Drafted(Struct, frozen=True, forbid_unknown_fields=True):
    """A text that is being written."""

    path: str
    """URL path of the page."""
    text: str
    """The text in Markdown."""
    kind: str = NoteKind.CONTEXT.value
    """The kind of the note, or `EXPLAINER`."""
    sources: tuple[SourceDraft, ...] = ()
    """Sources of the note."""
    author: str = ""
    """Its author."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text."""

    html: str
    """Its HTML, without scripts."""
    problems: tuple[ShownProblem, ...]
    """Its problems."""


def draft(
    snapshot: Snapshot, renderer: Renderer, uri: str, drafted: Drafted
) -> Rendered | Problem | None:
    """Return a draft as a page will show it; None if there is no such page.

    Args:
        snapshot: the content.
        renderer: renders the page.
        uri: URI of the page.
        drafted: the text.
    """
    if len(drafted.text) > TEXT_LIMIT:
        return Problem("", 0, "too-large", "This text is too long.", "Shorten it.")
    if too_complex := complexity.fault("", 1, [drafted.text]):
        return too_complex
    try:
        if drafted.kind == EXPLAINER:
            return _explainer(snapshot, renderer, drafted)
        if drafted.kind not in set(NoteKind):
            return Problem("", 0, "kind", f"There is no kind {drafted.kind!r}.", "Choose another.")
        return _note(snapshot, renderer, uri, drafted, NoteKind(drafted.kind))
    except RefusedError as error:
        return error.problems[0]


def _note(
    snapshot: Snapshot, renderer: Renderer, uri: str, drafted: Drafted, kind: NoteKind
) -> Rendered | None:
    article = snapshot.partial_build.article(uri)
    if article is None:
        return None
    sources = tuple(NoteSource(one.title, one.url) for one in drafted.sources)
    _, facts_file = pages.files_of(snapshot, uri)
    note = Note(
        kind, "", drafted.text.strip(), sources=sources, author=drafted.author, file=facts_file
    )
    # On the first words of the article, as its only note.
    number = next(n for n, block in enumerate(article.blocks) if block.text)
    shown = replace(article, notes=(AnchoredNote(note, 1, ((number, 0, 1),)),))
    html = renderer.apart(snapshot, uri, snapshot.partial_build.build(uri, shown))
    return Rendered(_inside(html, "note-1"), pages.problems(snapshot, [*notes.unsafe(note)], uri))


def _explainer(snapshot: Snapshot, renderer: Renderer, drafted: Drafted) -> Rendered:
    path, uri = f"{folders.EXPLAINERS}/{_SLUG}.md", uris.explainer(_SLUG)
    source = SourceFile(path, f"{_FRONT_MATTER}{drafted.text}".encode())
    build = PartialBuild(
        snapshot.compilation, {**snapshot.files, path: source}, snapshot.changed | {path},
        snapshot.project.settings,
    )  # fmt: skip
    html = renderer.apart(snapshot, uri, build.build(uri))
    return Rendered(
        _inside(html, "prose"),
        pages.problems(snapshot, [p for p in build.problems if p.file == path], uri),
    )


def _inside(html: str, name: str) -> str:
    """Return the HTML of an element of a page, without what could run or send something.

    Editors may write HTML with scripts, which run on the page; a draft runs none.

    Args:
        html: the page; empty if it cannot be rendered.
        name: the id or class of the element.
    """
    for element in document_fromstring(html).iter() if html else ():
        if name in (element.get("id"), element.get("class")):
            element.tail = None
            attributes = {"*": _ATTRIBUTES | nh3.ALLOWED_ATTRIBUTES.get("*", set())}
            return nh3.clean(
                tostring(element, encoding="unicode"),
                tags=nh3.ALLOWED_TAGS | _TAGS,
                attributes={**nh3.ALLOWED_ATTRIBUTES, **attributes},
                generic_attribute_prefixes={"aria-", "data-"},
                link_rel=None,
            )
    return ""
