"""The web server of the preview: it answers each request from the current snapshot."""

import errno
import io
import ipaddress
import socket
import traceback
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote_to_bytes, urlsplit

from briefings.build.content_folder import FileChangedError
from briefings.build.store import DamagedError
from briefings.preview import answers, computer, guards, live, scripts
from briefings.preview.answers import HTML, Answer
from briefings.preview.connections import Connections, TimedReader
from briefings.preview.guards import PREFIX, Access, Head, Refusal
from briefings.preview.live import EventClients
from briefings.preview.rendering import Renderer
from briefings.preview.routes import Reply, Routes
from briefings.preview.session import Snapshot

# How many ports are tried, the first included.
_PORTS = 20
_EVENTS = f"{PREFIX}events"
_NOT_FOUND = "404.html"
# In which the head and the body of a request must be there, and an answer must be taken.
_HEAD_SECONDS, _BODY_SECONDS, _ANSWER_SECONDS = 20, 60, 60
_Request = socket.socket | tuple[bytes, socket.socket]  # the second is one without a connection
_JSON = "application/json"
_TEXT = "text/plain; charset=utf-8"
_DAMAGED = (
    b'<!doctype html><html lang="en"><title>Please wait</title><body>'
    b"<p>The cache was damaged and is being rebuilt. Please wait.</p>"
    b"</body></html>"
)
_CHANGING = (
    b'<!doctype html><html lang="en"><title>Please wait</title><body>'
    b"<p>A file of this page is being changed. Please wait.</p></body></html>"
)
_ASKING = f"""<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>Preview</title><body><h1>Preview</h1><form action="{guards.OPEN}"><p><label>This preview asks
for the token that the terminal shows: <input name="token" type="password" required
autocomplete="off"></label> <button>Open</button></form></body></html>"""


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
        access: Access,
    ) -> None:
        """Take a port.

        Args:
            host: the address to listen at; `0.0.0.0` is reached from other computers.
            port: the port, 0 for any that is free. If it is taken, the next free one is used.
            snapshot: returns the current snapshot.
            renderer: renders pages.
            clients: the clients that have a page open.
            access: what is let in.

        Raises:
            OSError: the port and those after it are taken, or the host is not this computer.
        """
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler, bind_and_activate=False)
        self.wanted_port = port
        """The port that was asked for."""
        self._take(host, port)
        self.snapshot, self.renderer, self.clients = snapshot, renderer, clients
        self.access, self.connections = access, Connections()
        self.routes = Routes({})
        """The requests of the editor at work on a page."""
        self.on_damage: Callable[[], None] = lambda: None
        """Called when the cache turns out to be damaged."""
        self.on_failure: Callable[[str], None] = lambda _: None
        """Called with the traceback of an unexpected error."""

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

    def process_request(self, request: _Request, client_address: object) -> None:
        """Answer the requests of a new connection in a thread."""
        assert isinstance(request, socket.socket)
        if self.connections.admit(request):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def shutdown_request(self, request: _Request) -> None:
        """Close a connection."""
        assert isinstance(request, socket.socket)
        self.connections.leave(request)
        super().shutdown_request(request)

    def handle_error(self, request: _Request, client_address: object) -> None:
        """Report an unexpected error."""
        del request, client_address
        self.on_failure(traceback.format_exc())

    @property
    def address(self) -> str:
        """URL of the home page."""
        return f"{self._origin(str(self.server_address[0]))}{answers.mount(self.snapshot())}"

    def opening_addresses(self) -> list[str]:
        """Return the URLs that open the preview with the password, one for each network."""
        host = str(self.server_address[0])
        hosts = computer.numbers() if ipaddress.ip_address(host).is_unspecified else [host]
        path = f"{guards.OPEN}?token={self.access.password}"
        return [f"{self._origin(one)}{path}" for one in hosts]

    def _origin(self, host: str) -> str:
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.server_port}"

    def answer(self, snapshot: Snapshot, path: str) -> Answer:
        """Return the answer of a snapshot for a URL path."""
        mount = answers.mount(snapshot)
        if path == scripts.NEW_ARTICLE:
            path = f"{mount}{_NOT_FOUND}"
        if not path.startswith(mount):
            return Answer("", HTTPStatus.FOUND, location=mount)
        try:
            return answers.answer(snapshot, self.renderer, path.removeprefix(mount))
        except FileChangedError:  # the watcher reports it, and the page loads itself again
            return Answer("changing", HTTPStatus.SERVICE_UNAVAILABLE, body=_CHANGING)
        except DamagedError:
            self.on_damage()
            return Answer("damaged", HTTPStatus.SERVICE_UNAVAILABLE, body=_DAMAGED)

    def message(self, snapshot: Snapshot, path: str) -> str:
        """Return what an open page is told about itself and the problems of the content."""
        answer = self.answer(snapshot, path)
        return live.message(snapshot, answer, starts_programs=self.access.starts_programs)

    def notify(self) -> None:
        """Send every open page its current version and problems."""
        snapshot = self.snapshot()
        self.clients.send(lambda path: self.message(snapshot, path))


class _Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: Server
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        """Prepare the connection."""
        super().setup()
        self._reader = TimedReader(self.connection)
        self.rfile = io.BufferedReader(self._reader)

    def handle_one_request(self) -> None:
        """Read a request, and answer it."""
        self.server.connections.wait(self.connection)
        self._reader.allow(_HEAD_SECONDS)
        try:
            super().handle_one_request()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the terminal shows only problems of the content."""

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self._answer()

    def do_GET(self) -> None:
        """Answer a request that changes nothing."""
        self._answer()

    def do_POST(self) -> None:
        """Answer a request of the editor."""
        self._answer()

    def _answer(self) -> None:
        self.server.connections.work(self.connection)
        self.connection.settimeout(_ANSWER_SECONDS)
        try:
            self._route()
        except (ConnectionError, TimeoutError):
            raise
        except Exception:  # noqa: BLE001  reported with its traceback
            self.server.on_failure(traceback.format_exc())
            self.close_connection = True
            self._refuse(
                Refusal(
                    HTTPStatus.INTERNAL_SERVER_ERROR,
                    "The preview could not answer this; the terminal shows why.",
                )
            )

    def _route(self) -> None:
        try:
            # A browser sends ASCII; what else comes is UTF-8 more likely than Latin-1.
            url = urlsplit(self.path)
            path = unquote_to_bytes(url.path.encode("latin-1", "replace")).decode(
                "utf-8", "replace"
            )
        except ValueError:
            self._refuse(Refusal(HTTPStatus.BAD_REQUEST, "This is no address."))
            return
        access = self.server.access
        names = {name.lower() for name in self.headers}
        values = {name: self.headers.get_all(name, []) for name in names}
        head = Head(self.command, path, values)
        name = path.removeprefix(PREFIX) if path.startswith(PREFIX) else ""
        limit = self.server.routes.limit(name)
        if refusal := guards.refusal(access, head, limit):
            self._refuse(refusal, asks=not name)
        elif path == guards.OPEN and access.is_open:
            self._open(url.query)
        elif path == _EVENTS and self.command == "GET":
            self._follow(parse_qs(url.query).get("path", ["/"])[0])
        elif (code := scripts.script(path)) is not None:
            self._send(Answer("", media_type="text/javascript; charset=utf-8", body=code), code)
        elif name and (path != scripts.NEW_ARTICLE or access.read_only):
            self._reply(name, url.query)
        else:
            self._show(path)

    def _show(self, path: str) -> None:
        snapshot = self.server.snapshot()
        answer = self.server.answer(snapshot, path)
        body = answer.body.read_bytes() if isinstance(answer.body, Path) else answer.body
        version = answer.version
        if answer.media_type == HTML and not answer.location:
            locale = snapshot.project.settings.locale
            body, version = scripts.added(body, version, locale, self.server.access)
        self._send(answer, body, version)

    def _reply(self, name: str, query: str) -> None:
        """Answer a request of the editor."""
        if self.command == "POST":
            self._reader.allow(_BODY_SECONDS)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            reply = self.server.routes.post(name, body)
        else:
            found = parse_qs(query, max_num_fields=20)
            reply = self.server.routes.get(name, {key: values[0] for key, values in found.items()})
        self._send_reply(reply)

    def _send_reply(self, reply: Reply) -> None:
        self._send(Answer("", reply.status, _JSON), reply.body)

    def _refuse(self, refusal: Refusal, *, asks: bool = False) -> None:
        """Answer with the reason why there is no other answer.

        Args:
            refusal: the reason.
            asks: whether to ask for the password, if that is what is missing.
        """
        # The rest of the request is not read.
        self.close_connection |= self.command == "POST"
        if asks and refusal.status is HTTPStatus.UNAUTHORIZED:
            body, media_type = _ASKING.encode(), HTML
        elif self.command == "POST":
            body, media_type = Reply.refusal(refusal.status, refusal.line).body, _JSON
        else:
            body, media_type = f"{refusal.line}\n".encode(), _TEXT
        self._send(Answer("", refusal.status, media_type), body)

    def _open(self, query: str) -> None:
        """Let a browser in that has the password in the address."""
        given = parse_qs(query, max_num_fields=20).get("token", [""])[0]
        values = {"host": self.headers.get_all("Host", [])}
        if not guards.same(given, self.server.access.password):
            self._send(Answer("", HTTPStatus.UNAUTHORIZED), _ASKING.encode())
            return
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", quote(answers.mount(self.server.snapshot())))
        self.send_header(
            "Set-Cookie",
            f"{guards.cookie_name(values)}={given}; Path=/; HttpOnly; SameSite=Strict",
        )
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, answer: Answer, body: bytes, version: str = "") -> None:
        """Send an answer.

        Args:
            answer: its head.
            body: its body.
            version: changes whenever the answer does; empty if that is not known.
        """
        tag = f'"{version}"'
        if version and self.headers and self.headers["If-None-Match"] == tag:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.end_headers()
            return
        self.send_response(answer.status)
        if answer.location:
            self.send_header("Location", quote(answer.location, safe="/:.%#?&="))
        if version and answer.status == HTTPStatus.OK:
            self.send_header("ETag", tag)
        self.send_header("Cache-Control", "no-store" if answer.media_type == _JSON else "no-cache")
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(body)))
        # Another site must neither frame a page, whose buttons write, nor use a file.
        self.send_header("Content-Security-Policy", "frame-ancestors 'self'")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.close_connection:
            self.send_header("Connection", "close")
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
            message: str | None = self.server.message(snapshot, path)
            while message is not None:
                self.wfile.write(
                    f"data: {message}\n\n".encode() if message else b": still here\n\n"
                )
                self.wfile.flush()
                message = wait()
