"""What the pages of a build are rendered with, and how."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import msgspec
from mkdocs.exceptions import MkDocsException

from briefings.build import manifest
from briefings.build.store import Store
from briefings.build.workers import Workers
from briefings.cache import decoder, digest, encode
from briefings.mkdocs_plugin import files_read, navigation, other_plugins, own_pages, view_pages
from briefings.mkdocs_plugin.listener import Listener
from briefings.mkdocs_plugin.own_pages import OwnLink
from briefings.mkdocs_plugin.project import Project
from briefings.mkdocs_plugin.render import (
    Kept,
    Rendered,
    Task,
    Warnings,
    render,
    render_all,
    renders_here,
)
from briefings.model.site import OutputDir
from briefings.text import uris

_RENDERING = "rendering"


@dataclass(frozen=True, slots=True)
class _Record:
    """What rendering has kept, until the theme or the configuration changes."""

    theme: str
    """Digest of everything that pages are rendered with: `Project.theme`."""
    kept: Kept
    """What it has kept."""


class Rendering:
    """The rendering of the pages of one build."""

    def __init__(
        self,
        project: Project,
        listener: Listener,
        store: Store,
        local: Workers,
        workers: Workers,
        read: Iterable[str],
    ) -> None:
        """Take what renders.

        Args:
            project: the site's configuration.
            listener: receives progress.
            store: the cache, which lists the views.
            local: processes of this machine.
            workers: the processes that render; they may be the same.
            read: paths of the owner's files that pages of earlier builds have been rendered with.
        """
        self._project, self._listener, self._store = project, listener, store
        self._local, self._workers = local, workers
        self._folders = project.plugin.folders(project.config)
        self._project_theme = project.theme
        self._read = files_read.state(map(Path, read))
        self._new: Kept | None = None
        self.needing_site = other_plugins.needing_site(
            project.config, project.plugin.config.per_page_plugins
        )
        """Names of the other plugins that need all pages at once."""

    @property
    def theme(self) -> str:
        """Digest of everything that pages are rendered with, as far as it is known.

        Of a file that is read it has the state at its first reading, so that an edit during a build
        counts at the next one.
        """
        return digest(self._project_theme, self._read)

    @property
    def everywhere(self) -> str:
        """Digest of what all pages depend on: the theme, and what they show of others."""
        return digest(self.theme, self._titles, self._own_pages)

    @property
    def read(self) -> tuple[str, ...]:
        """Paths of the owner's files that pages have been rendered with, also in earlier builds."""
        return tuple(self._read)

    def keep(self) -> None:
        """Keep what rendering has made for later builds, if there is anything new."""
        if self._new is not None:
            self._store.set_value(_RENDERING, encode(_Record(self.theme, self._new)))

    def render(self, folder: Path, pages: Mapping[str, str], known: Set[str]) -> Warnings:
        """Render pages into a folder, and return the warnings about them.

        Args:
            folder: the folder of the site.
            pages: the digests of the views of pages, by the page's URI.
            known: URIs of all pages of the site.
        """
        self._listener.begin("Rendering", len(pages))
        config_file = Path(self._project.config.config_file_path)
        kept = self._kept()
        config = config_file.read_bytes()
        task = Task(
            config_file, config, known, pages={}, titles=self._titles,
            own_pages=self._own_pages, kept=kept,
        )  # fmt: skip
        if self.needing_site:
            self._listener.renders_all(self.needing_site)
            manifest.verify(self._folders.reused, self._store)
            rendered = render_all(task, folder, self._listener.advance)
        else:

            def rendered_by(workers: Workers, task: Task) -> Rendered:
                return render(
                    task, list(pages), lambda uri: self._view(uri, pages[uri]),
                    folder, workers, self._listener.advance,
                    frozenset(navigation.pages(self._project.config.nav)),
                )  # fmt: skip

            if self._workers is self._local or renders_here(len(pages), self._workers):
                rendered = rendered_by(self._local, task)
            else:
                rendered = self._render_elsewhere(task, rendered_by)
        found = files_read.state(path for path in rendered.read if str(path) not in self._read)
        self._read |= found
        if found or rendered.kept != kept:
            self._new = rendered.kept
        return rendered.warnings

    def _render_elsewhere(
        self, task: Task, rendered_by: Callable[[Workers, Task], Rendered]
    ) -> Rendered:
        """Render pages on the cluster, again until it has all files that pages are made from.

        Which files extensions and hooks include is known when a worker has looked for them. A hook
        that fails, perhaps as it lacks one, is tried on this machine.
        """
        folder = Path(self._project.config.config_file_path).parent
        read = files_read.of(self._project.config, self._folders) | set(map(Path, self._read))
        while True:
            sent = self._project.files(read)
            try:
                rendered = rendered_by(
                    self._workers,
                    replace(task, config_file=Path(task.config_file.name), project=sent),
                )
            except MkDocsException:
                return rendered_by(self._local, task)
            asked = {folder / path for path in rendered.read}
            new = (path for path in asked - read if str(path.relative_to(folder)) not in sent)
            if not any(path.exists() for path in new):
                return replace(rendered, read=read | asked)
            read |= asked

    def _kept(self) -> Kept:
        """Return what rendering has kept in earlier builds."""
        try:
            found = decoder(_Record)(self._store.value(_RENDERING))
        except msgspec.MsgspecError:
            return Kept()
        return found.kept if found.theme == self.theme else Kept()

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        """Titles of the compiled pages to which the navigation gives none, by URI."""
        made = self._store.files(OutputDir.VIEWS)
        return {
            uri: view_pages.title(self._view(uri, made[uris.view(uri)].digest))
            for uri in navigation.untitled(self._project.config.nav)
            if uris.view(uri) in made
        }

    @cached_property
    def _own_pages(self) -> Sequence[OwnLink]:
        """The links to the pages of the owner, which stand on every page."""
        made = self._store.files(OutputDir.VIEWS)
        found = own_pages.uris_of(map(uris.of_view, made))
        packed = (self._view(uri, made[uris.view(uri)].digest) for uri in found)
        return own_pages.links(packed, self._project.settings.locale)

    def _view(self, uri: str, digest: str) -> bytes:
        """Return the file with the view of a page, which has a digest."""
        path = self._folders.outputs[OutputDir.VIEWS] / uris.view(uri)
        return manifest.verified(path, digest)
