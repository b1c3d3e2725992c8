"""Render pages on request, and cache them until their sources change."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.exceptions import MkDocsException

from briefings.cache import digest
from briefings.mkdocs_plugin import navigation, own_pages, view_pages
from briefings.mkdocs_plugin.own_pages import OwnLink
from briefings.mkdocs_plugin.render import BrokenTemplateError, Kept, Task, render_here, targets
from briefings.model.content import RefusedError
from briefings.model.site import OutputDir, Page
from briefings.preview.session import Snapshot
from briefings.text import uris

_NOT_RENDERED = (
    '<!doctype html><html lang="en"><title>Not rendered</title><body>'
    "<p>This page cannot be rendered.</p></body></html>"
)
# Number of cached pages, about 0.1 MB each: more than an editor has open.
_KEPT = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """Why pages cannot be rendered."""

    file: str
    """The template or content file with the error, or else `mkdocs.yml`."""
    line: int
    """Line in that file, from 1; 0 if unknown."""
    message: str
    """The error."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as HTML."""

    version: str
    """Digest of everything that it depends on."""
    html: str
    """The page; its last valid version if it cannot be rendered."""
    failure: Failure | None = None
    """Why it cannot be rendered; None if it can."""


@dataclass(frozen=True, slots=True)
class _Everywhere:
    """What all pages show of others."""

    titles: Mapping[str, str]
    """Titles of the pages to which the navigation gives none, by URI."""
    own_pages: Sequence[OwnLink]
    """The links to the pages of the owner."""


def _everywhere(snapshot: Snapshot) -> _Everywhere:
    def views(found: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for uri in found:
            with suppress(RefusedError):  # that page itself tells why
                files = snapshot.partial_build.build(uri)
                yield from ((uri, file.data) for file in files if file.tree is OutputDir.VIEWS)

    project = snapshot.project
    titles = {
        uri: view_pages.title(view) for uri, view in views(navigation.untitled(project.config.nav))
    }
    own = (view for _, view in views(own_pages.uris_of(snapshot.partial_build.pages)))
    return _Everywhere(titles, own_pages.links(own, project.settings.locale))


def _refused(snapshot: Snapshot, error: RefusedError) -> RenderedPage:
    """Return what is shown in place of a page that cannot be made."""
    (problem,) = error.problems
    file = f"{snapshot.project.content_name}/{problem.file}"
    failure = Failure(file, problem.line, f"{problem.message} {problem.hint}")
    return RenderedPage(digest(failure.message), _NOT_RENDERED, failure)


class Renderer:
    """Renders pages with MkDocs, one at a time."""

    def __init__(self, warn: Callable[[str], None], *, runs_scripts: bool) -> None:
        """Take how to render.

        Args:
            warn: receives MkDocs' warnings.
            runs_scripts: whether the scripts in editors' Markdown run. Where pages can write files,
                they must not: a script on a page can do what the editor at that page can.
        """
        self._warn, self._runs_scripts = warn, runs_scripts
        self.read: Set[Path] = frozenset()
        """The owner's files that pages have been rendered with (`files_read`)."""
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, RenderedPage] = OrderedDict()
        self._assets: tuple[str, Mapping[str, bytes]] = "", {}
        self._kept = "", Kept()

    def page(self, snapshot: Snapshot, uri: str) -> RenderedPage | None:
        """Return a page of a snapshot; None if there is none with this URI."""
        try:
            files = {file.tree: file for file in snapshot.partial_build.build(uri)}
        except RefusedError as error:
            return _refused(snapshot, error)
        if OutputDir.VIEWS not in files:
            return None
        page = files[OutputDir.VIEWS].data
        linked = snapshot.partial_build.linked
        everywhere = _everywhere(snapshot)
        version = digest(snapshot.theme, page, everywhere, sorted(targets(page, linked)))
        with self._lock:
            before = self._pages.get(uri)
            if before is None or before.version != version:
                rendered, failure = self._render(snapshot, {uri: page}, everywhere)
                if failure:
                    html = before.html if before else _NOT_RENDERED
                else:
                    directories = snapshot.project.settings.directory_urls
                    html = rendered[uris.output(uri, directories=directories)].decode()
                self._pages[uri] = RenderedPage(version, html, failure)
            self._pages.move_to_end(uri)
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
            return self._pages[uri]

    def apart(self, snapshot: Snapshot, uri: str, files: Iterable[Page]) -> str:
        """Return the HTML of a page that is not the current one; empty if it cannot be rendered.

        Args:
            snapshot: the content.
            uri: URI of the page.
            files: its files.
        """
        views = {file.tree: file.data for file in files}
        if OutputDir.VIEWS not in views:
            return ""
        directories = snapshot.project.settings.directory_urls
        with self._lock:
            view = {uri: views[OutputDir.VIEWS]}
            rendered, failure = self._render(snapshot, view, _everywhere(snapshot))
            return "" if failure else rendered[uris.output(uri, directories=directories)].decode()

    def assets(self, snapshot: Snapshot) -> Mapping[str, bytes]:
        """Return the theme's assets and the pages without Markdown, by path.

        While the theme has an error, they are the last valid ones.
        """
        with self._lock:
            before, assets = self._assets
            everywhere = _everywhere(snapshot)
            version = digest(snapshot.theme, everywhere)
            if version != before:
                files, failure = self._render(snapshot, {}, everywhere, assets=True)
                self._assets = version, assets if failure else files
            return self._assets[1]

    def _render(
        self,
        snapshot: Snapshot,
        pages: Mapping[str, bytes],
        everywhere: "_Everywhere",
        *,
        assets: bool = False,
    ) -> tuple[Mapping[str, bytes], Failure | None]:
        config_file = Path(snapshot.project.config.config_file_path)
        linked = snapshot.partial_build.linked
        theme, kept = self._kept
        if theme != snapshot.theme:
            kept = Kept()
        task = Task(
            config_file, snapshot.config_text, linked, pages, everywhere.titles,
            everywhere.own_pages, assets, kept, self._runs_scripts,
        )  # fmt: skip
        try:
            rendered = render_here(task)
        except BrokenTemplateError as error:
            return {}, Failure(error.file, error.line, error.reason)
        except (TemplateError, MkDocsException, OSError) as error:
            return {}, Failure(str(config_file), 0, f"{type(error).__name__}: {error}")
        self._kept = snapshot.theme, kept | rendered.kept
        self.read |= rendered.read
        for _, message in rendered.warnings:
            self._warn(message)
        return rendered.files, None
