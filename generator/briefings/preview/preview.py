"""The preview: a web server and the threads that update it when files change.

After a change, open pages are rendered at once. All content is compiled when changes pause.
"""

import threading
import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter
from typing import Protocol

from briefings.build.content_folder import FileChangedError
from briefings.build.store import DamagedError
from briefings.content.duplicates import Candidate
from briefings.mkdocs_plugin import project
from briefings.model.content import Content, Problem
from briefings.model.linking import LinkCounts
from briefings.preview import computer, guards
from briefings.preview.editing_requests.requests import EditingRequests
from briefings.preview.live import EventClients
from briefings.preview.rendering import Renderer
from briefings.preview.server import Server
from briefings.preview.session import PreviewSession, Snapshot
from briefings.preview.watching import watching

# After a change the browser reloads the page; a long compile would slow that and the next change.
_QUIET_SECONDS = 1.0
# How long to wait for each thread at the end, after both were asked to stop.
_LONGEST_END_SECONDS = 0.5


class Listener(Protocol):
    """Receives the events of a preview."""

    def found(self, problems: Sequence[Problem], folder: str, config_error: str) -> None:
        """Called after a change, with the current problems.

        Args:
            problems: all problems of the content.
            folder: the content folder's name.
            config_error: why `mkdocs.yml` cannot be used; empty if it can.
        """

    def warned(self, message: str) -> None:
        """Called when MkDocs logs a warning about a page."""

    def failed(self, message: str) -> None:
        """Called after an unexpected error; the preview continues."""


@contextmanager
def preview(
    config_file: Path,
    port: int | None,
    listener: Listener,
    *,
    host: str | None = None,
    read_only: bool = False,
) -> Iterator[Server]:
    """Yield a server, and keep its preview up to date inside the block.

    Args:
        config_file: `mkdocs.yml`. Its `dev_addr` is where the server listens.
        port: another port than that of `dev_addr`, 0 for any that is free. If the port is taken,
            the next free one is used.
        listener: receives the events.
        host: another address to listen at than that of `dev_addr`.
        read_only: whether pages only show the content, and cannot change it.

    Raises:
        click.UsageError: no site can be built from `config_file`.
        OSError: the ports are taken, or a file or folder cannot be read or watched.
    """
    listens = project.load(config_file).config.dev_addr
    with ExitStack() as stack:
        clients, renderer = EventClients(), Renderer(listener.warned, runs_scripts=read_only)
        host = host or listens.host
        # First, so that a port in use is reported before all content is read.
        server = Server(
            host,
            listens.port if port is None else port,
            lambda: session.snapshot,
            renderer,
            clients,
            guards.access(host, computer.names(), read_only=read_only),
        )
        server.on_failure = listener.failed
        stack.callback(server.server_close)
        session = stack.enter_context(PreviewSession(config_file, listener.warned))
        session.rendered_with = lambda: renderer.read
        updater = _Updater(session, server, listener)
        server.on_damage = updater.on_damage
        if not server.access.read_only:
            server.routes = EditingRequests(
                updater, server.renderer, starts_programs=server.access.starts_programs
            ).routes()
        updater.report()
        batches = watching(*session.watched, updater.ended)
        stack.enter_context(updater.running(batches))
        yield server


class _Updater:
    """Updates a preview in two threads: one for open pages, one that compiles all content."""

    def __init__(self, session: PreviewSession, server: Server, listener: Listener) -> None:
        self._session, self._server, self._listener = session, server, listener
        self._due, self.ended = threading.Event(), threading.Event()
        self._compile_seconds = 0.0

    def report(self) -> None:
        """Report the current problems."""
        now = self._session.snapshot
        self._listener.found(now.problems, now.project.content_name, now.config_error)

    @property
    def snapshot(self) -> Snapshot:
        """The current content."""
        return self._session.snapshot

    def on_damage(self) -> None:
        """Compile all content soon, because the cache is damaged or incomplete."""
        self._due.set()

    def reload(self, paths: Collection[Path]) -> None:
        """Read files that this preview has written, and tell open pages, but do not wait for that.

        Raises:
            FileChangedError: as of `PreviewSession.reload`.
        """
        if self._session.reload(paths):
            self._due.set()
            threading.Thread(target=self._told, daemon=True).start()

    def _told(self) -> None:
        with self._errors_reported():
            self._notify()

    @property
    def content(self) -> Content:
        """The files of the content folder."""
        return self._session.content

    def candidates(self) -> Sequence[Candidate]:
        """Return the articles of the site for the search of duplicates."""
        return self._session.candidates()

    def links_with(self, content: Content) -> Mapping[str, LinkCounts]:
        """Return the links that all pages would have with some content."""
        return self._session.links_with(content)

    @contextmanager
    def running(self, batches: Iterator[frozenset[Path]]) -> Iterator[None]:
        """Follow batches of changed paths inside the block."""
        threads = [
            threading.Thread(target=self._follow, args=(batches,), daemon=True),
            threading.Thread(target=self._compile, daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.ended.set()
            self._due.set()
            self._session.stop()
            for thread in threads:
                thread.join(_LONGEST_END_SECONDS)

    def _follow(self, batches: Iterator[frozenset[Path]]) -> None:
        for paths in batches:
            with self._errors_reported():
                if self._session.reload(paths):
                    self._due.set()
                    self._notify()

    def _compile(self) -> None:
        with self._errors_reported():
            self._session.warm_up()
        while self._due.wait() and not self.ended.is_set():
            self._due.clear()
            if self._due.wait(min(_QUIET_SECONDS, self._compile_seconds)):
                continue
            with self._errors_reported():
                started = perf_counter()
                self._session.compile()
                self._compile_seconds = perf_counter() - started
                self._notify()

    def _notify(self) -> None:
        self._server.notify()
        self.report()

    @contextmanager
    def _errors_reported(self) -> Iterator[None]:
        """Report any exception and keep the preview running."""
        try:
            yield
        except FileChangedError:
            pass  # the watcher reports this change as well
        except DamagedError:
            self.on_damage()
        except Exception:  # noqa: BLE001  reported with its traceback
            if not self.ended.is_set():
                self._listener.failed(traceback.format_exc())
