"""The web server of the preview: it answers each request from the current snapshot."""

import errno
import socket
from collections.abc import Callable
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from briefings.build.content_folder import FileChangedError
from briefings.build.store import DamagedError
from briefings.preview import answers, live
from briefings.preview.answers import HTML, Answer
from briefings.preview.live import EventClients
from briefings.preview.rendering import Renderer
from briefings.preview.session import Snapshot

# How many ports are tried, the first included.
_PORTS = 20
_PREFIX = "/-preview/"
_EVENTS, _SCRIPT = f"{_PREFIX}events", f"{_PREFIX}live.js"
_DAMAGED = (
    b'<!doctype html><html lang="en"><title>Please wait</title><body>'
    b"<p>The cache was damaged and is being rebuilt. Please wait.</p>"
    b"</body></html>"
)
_CHANGING = (
    b'<!doctype html><html lang="en"><title>Please wait</title><body>'
    b"<p>A file of this page is being changed. Please wait.</p></body></html>"
)
_LIVE = files("briefings.preview").joinpath("live.js").read_bytes()


class Server(ThreadingHTTPServer):
    """Serves a site, by default to this computer only."""

    daemon_threads = True
    # The default of 5 delays pages with more files.
    request_queue_size = 64

    def __init__(
        self,
        host: str,
        port: int,
        snapshot: Callable[[], Snapshot],
        renderer: Renderer,
        clients: EventClients,
    ) -> None:
        """Take a port.

        Args:
            host: the address to listen at; `0.0.0.0` is reached from other computers.
            port: the port, 0 for any that is free. If it is taken, the next free one is used.
            snapshot: returns the current snapshot.
            renderer: renders pages.
            clients: the clients that have a page open.

        Raises:
            OSError: the port and those after it are taken, or the host is not this computer.
        """
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler, bind_and_activate=False)
        self.wanted_port = port
        """The port that was asked for."""
        self._take(host, port)
        self.snapshot, self.renderer, self.clients = snapshot, renderer, clients
        self.on_damage: Callable[[], None] = lambda: None
        """Called when the cache turns out to be damaged."""

    def _take(self, host: str, port: int) -> None:
        """Bind to the first free port, and listen."""
        for other in range(port, port + _PORTS):
            self.server_address = host, other
            try:
                self.server_bind()
            except OSError as error:
                if error.errno != errno.EADDRINUSE or other == port + _PORTS - 1:
                    self.server_close()
                    raise
            else:
                break
        self.server_activate()

    @property
    def address(self) -> str:
        """URL of the home page."""
        host = str(self.server_address[0])
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.server_port}{answers.mount(self.snapshot())}"

    def answer(self, snapshot: Snapshot, path: str) -> Answer:
        """Return the answer of a snapshot for a URL path."""
        mount = answers.mount(snapshot)
        if not path.startswith(mount):
            return Answer("", HTTPStatus.FOUND, location=mount)
        try:
            return answers.answer(snapshot, self.renderer, path.removeprefix(mount))
        except FileChangedError:  # the watcher reports it, and the page loads itself again
            return Answer("changing", HTTPStatus.SERVICE_UNAVAILABLE, body=_CHANGING)
        except DamagedError:
            self.on_damage()
            return Answer("damaged", HTTPStatus.SERVICE_UNAVAILABLE, body=_DAMAGED)

    def notify(self) -> None:
        """Send every open page its current version and problems."""
        snapshot = self.snapshot()
        self.clients.send(lambda path: live.message(snapshot, self.answer(snapshot, path)))


class _Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the terminal shows only problems of the content."""

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer a request."""
        try:
            url = urlsplit(self.path)
            path = unquote(url.path)
            if path == _EVENTS:
                self._follow(parse_qs(url.query).get("path", ["/"])[0])
            elif path == _SCRIPT:
                self._send(
                    Answer("", media_type="text/javascript; charset=utf-8", body=_LIVE), _LIVE
                )
            else:
                self._show(path)
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            self.close_connection = True

    def _show(self, path: str) -> None:
        snapshot = self.server.snapshot()
        answer = self.server.answer(snapshot, path)
        body = answer.body.read_bytes() if isinstance(answer.body, Path) else answer.body
        if answer.media_type == HTML and not answer.location:
            words = escape(live.interface(snapshot.project.settings.locale))
            script = f'<script src="{_SCRIPT}" data-version="{answer.version}" '
            script += f'data-words="{words}" defer></script>'
            before, end, after = body.rpartition(b"</body>")
            body = before + script.encode() + end + after
        self._send(answer, body)

    def _send(self, answer: Answer, body: bytes) -> None:
        tag = f'"{answer.version}"'
        known = answer.version and self.headers["If-None-Match"] == tag
        if known:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.end_headers()
            return
        self.send_response(answer.status)
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.version and answer.status == HTTPStatus.OK:
            self.send_header("ETag", tag)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _follow(self, path: str) -> None:
        """Send events for a page until it is closed."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with self.server.clients.subscribed(path) as wait:
            snapshot = self.server.snapshot()
            message = live.message(snapshot, self.server.answer(snapshot, path))
            while True:
                self.wfile.write(
                    f"data: {message}\n\n".encode() if message else b": still here\n\n"
                )
                self.wfile.flush()
                message = wait()
