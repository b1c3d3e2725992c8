"""The preview: a server, and what keeps it up with the files that people write.

When a file changes, the pages that are open are made anew first, and all the rest when it is quiet.
"""

import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter
from typing import Protocol

from briefings.model.content import Problem
from briefings.preview.live import EventClients
from briefings.preview.rendering import Renderer
from briefings.preview.server import Server
from briefings.preview.session import PreviewSession
from briefings.preview.watching import watching

# After a change the browser loads the page with all that belongs to it; a compile that takes long
# would be in its way, and in that of the next change.
_QUIET_SECONDS = 1.0
_LONGEST_COMPILE_SECONDS = 30


class Listener(Protocol):
    """Hears what happens in a preview."""

    def found(self, problems: Sequence[Problem], folder: str, unloaded: str) -> None:
        """Something has changed.

        Args:
            problems: all that is wrong with the content.
            folder: the content folder's name.
            unloaded: why `mkdocs.yml` cannot be used; empty where it can.
        """

    def warned(self, message: str) -> None:
        """MkDocs warned of something while it rendered a page."""

    def failed(self, message: str) -> None:
        """Something went wrong that should not; the preview goes on."""


@contextmanager
def preview(config_file: Path, port: int, listener: Listener) -> Iterator[Server]:
    """Keep a preview of a site while the block lasts, which runs the server that it is given.

    Args:
        config_file: `mkdocs.yml`.
        port: port on this computer; 0 for any that is free.
        listener: hears what happens.

    Raises:
        click.UsageError: `config_file` is no configuration that a site can be built from.
        OSError: the port is taken, or something cannot be read or watched.
    """
    with ExitStack() as stack:
        readers = EventClients()
        # First of all, since reading everything may take a while and the port may be taken.
        server = Server(port, lambda: session.snapshot, Renderer(listener.warned), readers)
        stack.callback(server.server_close)
        session = stack.enter_context(PreviewSession(config_file))
        keeper = _Keeper(session, server, listener)
        server.damaged = keeper.renew
        keeper.say()
        batches = watching(*session.watched, keeper.ended)
        stack.enter_context(keeper.running(batches))
        yield server


class _Keeper:
    """Keeps a preview up with its files, in two threads: one for what is open, one for the rest."""

    def __init__(self, session: PreviewSession, server: Server, listener: Listener) -> None:
        self._workshop, self._server, self._listener = session, server, listener
        self._due, self.ended = threading.Event(), threading.Event()
        self._compile_seconds = 0.0

    def say(self) -> None:
        """Say what is wrong."""
        now = self._workshop.snapshot
        self._listener.found(now.problems, now.project.content_name, now.unloaded)

    def renew(self) -> None:
        """Compile everything soon: something that was kept is gone or damaged."""
        self._due.set()

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
            for thread in threads:
                thread.join(_LONGEST_COMPILE_SECONDS)

    def _follow(self, batches: Iterator[frozenset[Path]]) -> None:
        for paths in batches:
            with self._going_on():
                if self._workshop.read_again(paths):
                    self._due.set()
                    self._tell()

    def _compile(self) -> None:
        with self._going_on():
            self._workshop.rehearse()
        while self._due.wait() and not self.ended.is_set():
            self._due.clear()
            if self._due.wait(min(_QUIET_SECONDS, self._compile_seconds)):
                continue
            with self._going_on():
                started = perf_counter()
                self._workshop.compile()
                self._compile_seconds = perf_counter() - started
                self._tell()

    def _tell(self) -> None:
        self._server.tell()
        self.say()

    @contextmanager
    def _going_on(self) -> Iterator[None]:
        """Go on whatever happens: a preview that has ended shows nobody what to mend."""
        try:
            yield
        except Exception:  # noqa: BLE001 - it is told, with all that is known of it
            self._listener.failed(traceback.format_exc())
