"""Render pages on request, and cache them until their sources change."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.exceptions import MkDocsException

from briefings.cache import digest
from briefings.mkdocs_plugin import view_pages
from briefings.mkdocs_plugin.plugin import untitled_pages
from briefings.mkdocs_plugin.render import BrokenTemplateError, Task, render_here, targets
from briefings.model.site import OutputDir
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
    """The template with the error, or else `mkdocs.yml`."""
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


class Renderer:
    """Renders pages with MkDocs, one at a time."""

    def __init__(self, warn: Callable[[str], None]) -> None:
        """Take a function that receives MkDocs' warnings."""
        self._warn = warn
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, RenderedPage] = OrderedDict()
        self._assets: tuple[str, Mapping[str, bytes]] = "", {}
        self._editorial: tuple[str, Mapping[str, str]] = "", {}

    def page(self, snapshot: Snapshot, uri: str) -> RenderedPage | None:
        """Return a page of a snapshot; None if there is none with this URI."""
        files = {file.tree: file for file in snapshot.partial_build.build(uri)}
        if OutputDir.VIEWS not in files:
            return None
        page = files[OutputDir.VIEWS].data
        linked = snapshot.partial_build.linked
        titles = self._titles(snapshot)
        version = digest(snapshot.theme, page, titles, sorted(targets(page, linked)))
        with self._lock:
            before = self._pages.get(uri)
            if before is None or before.version != version:
                rendered, failure = self._render(snapshot, {uri: page}, titles)
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

    def assets(self, snapshot: Snapshot) -> Mapping[str, bytes]:
        """Return the theme's assets and the pages without Markdown, by path.

        While the theme has an error, they are the last valid ones.
        """
        with self._lock:
            theme, assets = self._assets
            if theme != snapshot.theme:
                files, failure = self._render(snapshot, {}, self._titles(snapshot), assets=True)
                self._assets = snapshot.theme, assets if failure else files
            return self._assets[1]

    def _titles(self, snapshot: Snapshot) -> dict[str, str]:
        """Return the titles of the pages to which the navigation gives none, by URI."""
        return {
            uri: view_pages.title(file.data)
            for uri in untitled_pages(snapshot.project.config.nav)
            for file in snapshot.partial_build.build(uri)
            if file.tree is OutputDir.VIEWS
        }

    def _render(
        self,
        snapshot: Snapshot,
        pages: Mapping[str, bytes],
        titles: Mapping[str, str],
        *,
        assets: bool = False,
    ) -> tuple[Mapping[str, bytes], Failure | None]:
        config_file = Path(snapshot.project.config.config_file_path)
        linked = snapshot.partial_build.linked
        theme, editorial = self._editorial
        kept = editorial if theme == snapshot.theme else {}
        task = Task(config_file, snapshot.config_text, linked, pages, titles, assets, kept)
        try:
            rendered = render_here(task)
        except BrokenTemplateError as error:
            return {}, Failure(error.file, error.line, error.reason)
        except (TemplateError, MkDocsException, OSError) as error:
            return {}, Failure(str(config_file), 0, f"{type(error).__name__}: {error}")
        self._editorial = snapshot.theme, {**kept, **rendered.editorial}
        for _, message in rendered.warnings:
            self._warn(message)
        return rendered.files, None
