"""What is done for each request, with the state that requests share."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Protocol, TypeVar

from briefings.build.content_folder import FileChangedError
from briefings.build.store import DamagedError
from briefings.content import folders, loading
from briefings.content.duplicates import Candidate
from briefings.editing import apply as editing
from briefings.editing.context import Context
from briefings.editing.edits import FileChange, NewExplainer, WriteExplainer
from briefings.editing.why import why
from briefings.files.limits import PACKED_LIMIT
from briefings.ingest import fetch
from briefings.model.content import Content, Problem, SourceFile
from briefings.model.linking import LinkCounts
from briefings.preview import opening, pages, rendered, taking_in, writing
from briefings.preview.editing_requests.differences import conflict, diff, sentences
from briefings.preview.editing_requests.messages import (
    Added,
    Asked,
    AtPage,
    EditPage,
    Effect,
    FileDiff,
    FileToOpen,
    Found,
    KnownEffect,
    Named,
    Previewed,
    Repeated,
    Saved,
    TakenIn,
    Undo,
    WordsOfPage,
    WrittenFile,
)
from briefings.preview.editing_requests.time_limit import TimeLimit
from briefings.preview.effects import Effects
from briefings.preview.guards import Refusal
from briefings.preview.pages import PageState
from briefings.preview.rendering import Renderer
from briefings.preview.routes import BODY_LIMIT, Conflict, Route, Routes
from briefings.preview.session import Snapshot
from briefings.preview.surveys import Surveys
from briefings.preview.taking_in import NewArticle
from briefings.preview.writing import FileEdit
from briefings.site.partial_build import PartialBuild
from briefings.text import uris

A = TypeVar("A")

# In which the disk must answer; nothing is written after it.
_SECONDS = 20.0
# A page and its robots.txt, each with redirects; `fetch` has its own limits.
_FETCH_SECONDS = 150.0
# Base64 has four characters for three bytes.
_ARTICLE_LIMIT = PACKED_LIMIT * 4 // 3 + 100_000
_UNDO_BYTES = 9
_MOST_FOUND = 30

_LATE = Refusal(
    HTTPStatus.GATEWAY_TIMEOUT,
    "This takes too long: the disk or the network does not answer. Nothing was written; try again.",
)
_WRITING = Refusal(
    HTTPStatus.GATEWAY_TIMEOUT,
    "This takes too long: the disk does not answer. It may still be written: load the page again, "
    "and look whether it was.",
)
_CHANGING = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE, "A file of this page is being changed. Try again."
)
_DAMAGED = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE, "The cache was damaged and is being rebuilt. Try again."
)
_NO_PAGE = Refusal(HTTPStatus.NOT_FOUND, "There is no page at this address.")
_FROM_ELSEWHERE = Refusal(
    HTTPStatus.FORBIDDEN, "A preview that other computers reach starts no programs."
)
_NO_UNDO = Refusal(
    HTTPStatus.NOT_FOUND, "This cannot be undone: it was not saved since the preview was started."
)


@dataclass(frozen=True, slots=True)
class _Done:
    """An edit that was written."""

    edits: tuple[FileEdit, ...]
    links: Mapping[str, LinkCounts]
    """The links of all pages before it."""


class Preview(Protocol):
    """The running preview, as the requests use it."""

    @property
    def snapshot(self) -> Snapshot:
        """The current content."""

    @property
    def content(self) -> Content:
        """The files of the content folder."""

    def reload(self, paths: Collection[Path]) -> None:
        """Read files that have changed, and tell open pages."""

    def on_damage(self) -> None:
        """Compile everything again, because the cache is damaged."""

    def links_with(self, content: Content) -> Mapping[str, LinkCounts]:
        """Return the links that all pages would have with some content."""

    def candidates(self) -> Sequence[Candidate]:
        """Return the articles of the site for the search of duplicates."""


class EditingRequests:
    """Answers the requests, with what was written since the preview was started."""

    def __init__(self, preview: Preview, renderer: Renderer, *, starts_programs: bool) -> None:
        """Take the preview, what renders its pages, and whether it may start an editor program."""
        self._preview, self._renderer = preview, renderer
        self._starts_programs = starts_programs
        self._surveys = Surveys(lambda: preview.snapshot, preview.on_damage)
        self._effects = Effects(preview.links_with)
        self._done: dict[str, _Done] = {}

    def routes(self) -> Routes:
        """Return the requests by name."""
        return Routes(
            {
                "page": self._route(AtPage, self._page),
                "explainers": self._route(Asked, self._explainers),
                "explainer": self._route(Named, self._explainer),
                "effect": self._route(Effect, self._effect),
            },
            {
                "edit": self._route(EditPage, self._edit),
                "preview-edit": self._route(EditPage, self._preview_edit),
                "undo": self._route(Undo, self._undo),
                "why": self._route(WordsOfPage, self._why),
                "open-file": self._route(FileToOpen, self._open_file),
                "note-html": self._route(rendered.Drafted, self._note_html),
                "article": self._route(
                    NewArticle, self._article, seconds=_FETCH_SECONDS, limit=_ARTICLE_LIMIT
                ),
            },
        )

    # ----------------------------------------------------------------------------- taking in

    def _article(self, asked: NewArticle, time: TimeLimit) -> object:
        snapshot = self._preview.snapshot
        content = Content(tuple(snapshot.files.values()))
        existing = [one for one in self._preview.candidates() if one.name in snapshot.files]
        taken = taking_in.take(asked, content, existing, partial(fetch.fetch, robots={}))
        if isinstance(taken, Problem):
            return taken
        saved = self._write(taken.edits, time) if taken.edits else None
        if isinstance(saved, Conflict | Problem):
            return saved
        added = tuple(
            Added(f"{folders.ARTICLES}/{one.incoming.name}", self._address(uris.briefing(slug)))
            for one in taken.found
            if (slug := taking_in.slug(one))
        )
        titles = {a.capture.path: a for a in snapshot.compilation.corpus.articles.values()}
        return TakenIn(
            path=added[0].path if added else "",
            url=added[0].url if added else "",
            added=added,
            files=tuple(one.path for one in saved.files) if saved else (),
            undo=saved.undo if saved else "",
            problems=pages.problems(snapshot, taken.problems, ""),
            duplicates=tuple(
                Repeated(
                    titles[one.first].title, self._address(uris.briefing(titles[one.first].slug))
                )
                for one in taken.duplicates
                if one.first in titles
            ),
        )

    def _route(
        self,
        kind: type[A],
        answer: Callable[[A, TimeLimit], object],
        *,
        seconds: float | None = None,
        limit: int = BODY_LIMIT,
    ) -> Route[A]:
        return Route(kind, lambda asked: self._answered(answer, asked, seconds), limit)

    def _answered(
        self, answer: Callable[[A, TimeLimit], object], asked: A, seconds: float | None
    ) -> object:
        """Return what a function returns, unless the disk or the network is too slow."""
        time = TimeLimit()
        try:
            return time.within(seconds or _SECONDS, lambda: answer(asked, time))
        except TimeoutError:
            return _LATE if time.end() else _WRITING
        except FileChangedError:
            return _CHANGING
        except DamagedError:
            self._preview.on_damage()
            return _DAMAGED

    # ------------------------------------------------------------------------------- reading

    def _page(self, asked: AtPage, _: TimeLimit) -> PageState:
        snapshot = self._preview.snapshot
        uri = pages.uri_at(snapshot, asked.path)
        return pages.state(snapshot, uri, self._surveys.suggestions(uri))

    def _explainers(self, asked: Asked, _: TimeLimit) -> Found:
        return Found(pages.explainers(self._preview.snapshot, asked.q, _MOST_FOUND))

    def _explainer(self, asked: Named, _: TimeLimit) -> object:
        snapshot = self._preview.snapshot
        return pages.explainer(snapshot, asked.slug) or _NO_PAGE

    def _why(self, asked: WordsOfPage, _: TimeLimit) -> object:
        snapshot = self._preview.snapshot
        uri = pages.uri_at(snapshot, asked.path)
        page = pages.mentions(snapshot, uri)
        return why(asked.at, page, snapshot.project.settings.locale) if page else _NO_PAGE

    def _note_html(self, asked: rendered.Drafted, _: TimeLimit) -> object:
        snapshot = self._preview.snapshot
        uri = pages.uri_at(snapshot, asked.path)
        return rendered.draft(snapshot, self._renderer, uri, asked) or _NO_PAGE

    def _open_file(self, asked: FileToOpen, _: TimeLimit) -> object:
        if not self._starts_programs:
            return _FROM_ELSEWHERE
        return opening.open_file(self._preview.snapshot, asked.path, asked.line)

    # ------------------------------------------------------------------------------- editing

    def _changes(self, asked: EditPage) -> tuple[FileChange, ...] | Conflict | Problem:
        """Return what an edit changes in the files as they are on disk."""
        uri = pages.uri_at(self._preview.snapshot, asked.path)
        own = [path for path in pages.files_of(self._preview.snapshot, uri) if path]
        slug = getattr(asked.edit, "slug", "")
        build = self._preview.snapshot.partial_build
        named = [path] if slug and (path := build.source(uris.explainer(slug))) else []
        root = self._preview.snapshot.project.content_dir.absolute()
        self._preview.reload([root / path for path in (*own, *named)])
        snapshot = self._preview.snapshot
        context = Context(
            files=snapshot.files,
            file=own[0] if own else "",
            parsing=snapshot.partial_build.parsing(uri) if uri else None,
            outlets=loading.outlets_of(
                Content([f for p, f in snapshot.files.items() if p.startswith(folders.OUTLETS)])
            ),
            today=datetime.now(UTC).date(),
            known=self._surveys.about(asked.edit.title)
            if isinstance(asked.edit, NewExplainer)
            else None,
        )
        changes = editing.apply(asked.edit, context)
        if isinstance(changes, Problem):
            return changes
        must = {*own, *(named if isinstance(asked.edit, WriteExplainer) else ())}
        return conflict(changes, asked.digests, must) or changes

    def _edit(self, asked: EditPage, time: TimeLimit) -> object:
        changes = self._changes(asked)
        if not isinstance(changes, tuple):
            return changes
        found = self._write(tuple(FileEdit(c.path, c.before, c.after) for c in changes), time)
        if isinstance(found, Saved) and isinstance(asked.edit, NewExplainer) and changes:
            slug = uris.stem(changes[0].path)
            return Saved(found.files, found.undo, found.ledger, self._address(uris.explainer(slug)))
        return found

    def _address(self, uri: str) -> str:
        snapshot = self._preview.snapshot
        settings = snapshot.project.settings
        return pages.address(snapshot, uris.address(uri, directories=settings.directory_urls))

    def _undo(self, asked: Undo, time: TimeLimit) -> object:
        done = self._done.get(asked.id)
        return self._write(tuple(edit.undone for edit in done.edits), time) if done else _NO_UNDO

    def _write(self, edits: tuple[FileEdit, ...], time: TimeLimit) -> Saved | Conflict | Problem:
        """Write files, and remember how to undo that."""
        snapshot = self._preview.snapshot
        root = snapshot.project.content_dir.absolute()
        refused = writing.write(root, edits, time.begin)
        if refused:
            return refused
        links = snapshot.compilation.site.links
        id_ = secrets.token_urlsafe(_UNDO_BYTES)
        self._done[id_] = _Done(edits, links)
        with suppress(FileChangedError):  # another file has changed: the watcher reports it
            self._preview.reload([root / edit.path for edit in edits])
        name = snapshot.project.content_name
        files = (
            WrittenFile(edit.path, writing.digest(edit.after), diff(edit, name)) for edit in edits
        )
        return Saved(tuple(files), id_, None, None)

    def _preview_edit(self, asked: EditPage, _: TimeLimit) -> object:
        changes = self._changes(asked)
        if not isinstance(changes, tuple):
            return changes
        snapshot = self._preview.snapshot
        new = {change.path: SourceFile(change.path, change.after) for change in changes}
        files = {**snapshot.files, **new}
        build = PartialBuild(
            snapshot.compilation, files, snapshot.changed | new.keys(), snapshot.project.settings
        )
        uri = pages.uri_at(snapshot, asked.path)
        found = [problem for problem in build.problems if problem.file in new]
        name = snapshot.project.content_name
        return Previewed(
            tuple(
                FileDiff(c.path, diff(FileEdit(c.path, c.before, c.after), name)) for c in changes
            ),
            self._effect_of(snapshot, build, uri, new),
            pages.problems(snapshot, found, uri),
        )

    def _effect_of(
        self, snapshot: Snapshot, build: PartialBuild, uri: str, new: Mapping[str, SourceFile]
    ) -> tuple[str, ...] | None:
        """Return what an edit would do to links; None if that is not known in time.

        Args:
            snapshot: the content.
            build: the content after the edit.
            uri: URI of the page on which the edit is made.
            new: the changed files, by path.
        """
        if all(path.startswith(f"{folders.ARTICLES}/") for path in new):
            # An article changes no links on other pages.
            name = uri.removesuffix(".md")
            then, now = snapshot.partial_build.mentions(uri), build.mentions(uri)
            sides = [{name: one[0].counts} if one else {} for one in (then, now)]
            return sentences(*sides)
        files = {**snapshot.files, **new}
        content = Content(tuple(files.values()), day=self._preview.content.day, with_drafts=True)
        after = self._effects.links(content)
        return None if after is None else sentences(snapshot.compilation.site.links, after)

    def _effect(self, asked: Effect, _: TimeLimit) -> object:
        done, snapshot = self._done.get(asked.undo), self._preview.snapshot
        if not done:
            return _NO_UNDO
        read = snapshot.compiled_from
        known = all(
            (read[edit.path].digest if edit.path in read else "") != writing.digest(edit.before)
            for edit in done.edits
        )
        return KnownEffect(
            sentences(done.links, snapshot.compilation.site.links) if known else None
        )
