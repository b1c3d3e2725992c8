"""The web server of the preview: every request is answered with what there is at that moment."""

from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from briefings.build.store import DamagedError
from briefings.preview import answers, live
from briefings.preview.answers import HTML, Answer
from briefings.preview.live import EventClients
from briefings.preview.rendering import Renderer
from briefings.preview.session import Snapshot

_HOST = "127.0.0.1"
_OURS = "/-preview/"
_EVENTS, _SCRIPT = f"{_OURS}events", f"{_OURS}live.js"
_DAMAGED = (
    b'<!doctype html><html lang="en"><title>One moment</title><body>'
    b"<p>What was kept from earlier builds is damaged, and is made again. This page will come.</p>"
    b"</body></html>"
)
_LIVE = files("briefings.preview").joinpath("live.js").read_bytes()


class Server(ThreadingHTTPServer):
    """Serves a site on this computer alone."""

    daemon_threads = True
    # With the default of 5 a page with more files than that would wait for some of them.
    request_queue_size = 64

    def __init__(
        self, port: int, snapshot: Callable[[], Snapshot], renderer: Renderer, readers: EventClients
    ) -> None:
        """Take a port, 0 for any that is free.

        Args:
            port: the port.
            snapshot: gives what pages are made from now.
            renderer: renders them.
            readers: those who have a page open.

        Raises:
            OSError: the port is taken.
        """
        super().__init__((_HOST, port), _Handler)
        self.snapshot, self.renderer, self.readers = snapshot, renderer, readers
        self.damaged: Callable[[], None] = lambda: None
        """Is called when what is kept from earlier builds turns out to be damaged."""

    @property
    def address(self) -> str:
        """The address of the home page."""
        return f"http://{_HOST}:{self.server_port}{answers.mount(self.snapshot())}"

    def answer(self, snapshot: Snapshot, path: str) -> Answer:
        """Return what stands at the path of an address, at a moment."""
        mount = answers.mount(snapshot)
        if not path.startswith(mount):
            return Answer("", HTTPStatus.FOUND, location=mount)
        try:
            return answers.answer(snapshot, self.renderer, path.removeprefix(mount))
        except DamagedError:
            self.damaged()
            return Answer("damaged", HTTPStatus.SERVICE_UNAVAILABLE, body=_DAMAGED)

    def tell(self) -> None:
        """Tell every reader what there is now."""
        snapshot = self.snapshot()
        self.readers.tell(lambda path: live.message(snapshot, self.answer(snapshot, path)))


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for what is wrong with the content."""

    def do_HEAD(self) -> None:
        """Answer without the body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer."""
        try:
            url = urlsplit(self.path)
            path = unquote(url.path)
            if path == _EVENTS:
                self._follow(parse_qs(url.query).get("path", ["/"])[0])
            elif path == _SCRIPT:
                self._send(Answer("", kind="text/javascript; charset=utf-8", body=_LIVE), _LIVE)
            else:
                self._show(path)
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            self.close_connection = True

    def _show(self, path: str) -> None:
        answer = self.server.answer(self.server.snapshot(), path)
        body = answer.body.read_bytes() if isinstance(answer.body, Path) else answer.body
        if answer.kind == HTML and not answer.location:
            script = f'<script src="{_SCRIPT}" data-version="{answer.version}" defer></script>'
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
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _follow(self, path: str) -> None:
        """Tell of a page until it is closed."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with self.server.readers.reading(path) as wait:
            snapshot = self.server.snapshot()
            message = live.message(snapshot, self.server.answer(snapshot, path))
            while True:
                self.wfile.write(
                    f"data: {message}\n\n".encode() if message else b": still here\n\n"
                )
                self.wfile.flush()
                message = wait()
