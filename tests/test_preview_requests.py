"""Which requests the preview answers, and that none can hang it: with raw sockets."""

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from briefings.preview import guards, scripts
from briefings.preview import server as server_module
from briefings.preview.connections import Connections
from briefings.preview.guards import Access, Head
from briefings.preview.live import EventClients
from tests.previews import Heard, Site, previewed
from tests.project import SMALL, Project

# ------------------------------------------------------------------------- the table of requests

OURS = "http://127.0.0.1:8000"
READS = {"Host": "127.0.0.1:8000"}
WRITES = {
    **READS, "Origin": OURS, "X-Briefings-Token": "secret", "Content-Type": "application/json",
    "Content-Length": "2",
}  # fmt: skip
LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
LOCAL = Access(token="secret", names=frozenset({"127.0.0.1"}))
OPENED = Access(token="secret", password="pass", names=frozenset({"0.0.0.0", "desk.local"}))
EDIT = "/-preview/edit"
FORM = "application/x-www-form-urlencoded"


def asked(
    access: Access, method: str, path: str, headers: dict[str, str | None]
) -> tuple[int, str]:
    """Return status and line of a refusal; (200, "") if the request is let in."""
    given = {name.lower(): [value] for name, value in headers.items() if value is not None}
    refusal = guards.refusal(access, Head(method, path, given), 1000)
    return (int(refusal.status), refusal.line) if refusal else (200, "")


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "line"),
    [
        # Host: only names of this computer; others may be foreign sites (DNS rebinding).
        ("GET", "/", READS, 200, ""),
        ("GET", "/", {"Host": "localhost:8000"}, 200, ""),
        ("GET", "/", {"Host": "LOCALHOST"}, 200, ""),
        ("GET", "/", {"Host": "news.localhost:8000"}, 200, ""),
        ("GET", "/", {"Host": "[::1]:8000"}, 200, ""),
        ("GET", "/", {"Host": "127.0.0.2"}, 200, ""),
        ("GET", "/", {"Host": "evil.example"}, 403, "does not answer to the name"),
        ("GET", "/", {"Host": "localhost.evil.example:8000"}, 403, "does not answer"),
        ("GET", "/", {"Host": "127.0.0.1.evil.example"}, 403, "does not answer"),
        ("GET", "/", {"Host": "evil-localhost"}, 403, "does not answer"),
        ("GET", "/", {"Host": "192.168.1.5:8000"}, 403, "does not answer"),
        ("GET", "/", {"Host": ""}, 400, "one Host header"),
        ("GET", "/", {"Host": "localhost:8000:9"}, 400, "one Host header"),
        ("GET", "/", {"Host": "a@localhost"}, 403, "does not answer"),
        ("GET", "/", {}, 400, "one Host header"),
        ("POST", EDIT, {**WRITES, "Host": "evil.example"}, 403, "does not answer"),
        # From another site only a link leads here, and to pages only.
        ("GET", "/", {**READS, **LINK}, 200, ""),
        ("GET", "/", {**READS, "Sec-Fetch-Site": "none"}, 200, ""),
        ("GET", "/", {**READS, "Sec-Fetch-Site": "cross-site"}, 403, "another site"),
        ("GET", "/", {**READS, **LINK, "Sec-Fetch-Mode": "no-cors"}, 403, "another site"),
        ("GET", "/", {**READS, **LINK, "Sec-Fetch-Site": "same-site"}, 200, ""),
        ("GET", "/-preview/page", {**READS, **LINK}, 403, "another site"),
        ("GET", "/-preview/editor/main.js", {**READS, **LINK}, 403, "another site"),
        ("GET", "/-preview/page", {**READS, "Sec-Fetch-Site": "same-origin"}, 200, ""),
        ("POST", EDIT, {**WRITES, **LINK}, 403, "another site"),
        ("POST", EDIT, {**WRITES, "Sec-Fetch-Site": "same-site"}, 403, "another site"),
        # What writes comes from a page of ours, with its token.
        ("POST", EDIT, WRITES, 200, ""),
        ("POST", EDIT, {**WRITES, "Sec-Fetch-Site": "same-origin"}, 200, ""),
        ("POST", "/", WRITES, 405, "only read"),
        ("POST", "/briefings/a/", WRITES, 405, "only read"),
        ("POST", EDIT, {**WRITES, "Origin": None}, 403, "not come from a page"),
        ("POST", EDIT, {**WRITES, "Origin": "null"}, 403, "not come from a page"),
        ("POST", EDIT, {**WRITES, "Origin": "http://evil.example"}, 403, "not come from a page"),
        ("POST", EDIT, {**WRITES, "Origin": "http://127.0.0.1:8001"}, 403, "not come from a page"),
        ("POST", EDIT, {**WRITES, "Origin": "https://127.0.0.1:8000"}, 403, "not come from"),
        ("POST", EDIT, {**WRITES, "Origin": f"{OURS}.evil.example"}, 403, "not come from a page"),
        ("POST", EDIT, {**WRITES, "X-Briefings-Token": None}, 403, "token"),
        ("POST", EDIT, {**WRITES, "X-Briefings-Token": ""}, 403, "token"),
        ("POST", EDIT, {**WRITES, "X-Briefings-Token": "secre"}, 403, "token"),
        ("POST", EDIT, {**WRITES, "X-Briefings-Token": "séçret"}, 403, "token"),
        # It is JSON, which no form of a page can send, and says how long it is.
        ("POST", EDIT, {**WRITES, "Content-Type": None}, 415, "JSON"),
        ("POST", EDIT, {**WRITES, "Content-Type": "text/plain"}, 415, "JSON"),
        ("POST", EDIT, {**WRITES, "Content-Type": FORM}, 415, "JSON"),
        ("POST", EDIT, {**WRITES, "Content-Type": "multipart/form-data"}, 415, "JSON"),
        ("POST", EDIT, {**WRITES, "Content-Type": "application/json; charset=UTF-8"}, 200, ""),
        ("POST", EDIT, {**WRITES, "Content-Type": "application/json; charset=utf-7"}, 415, "JSON"),
        ("POST", EDIT, {**WRITES, "Content-Length": None}, 411, "how long"),
        ("POST", EDIT, {**WRITES, "Transfer-Encoding": "chunked"}, 411, "how long"),
        ("POST", EDIT, {**WRITES, "Content-Length": "-1"}, 400, "no number"),
        ("POST", EDIT, {**WRITES, "Content-Length": "two"}, 400, "no number"),
        ("POST", EDIT, {**WRITES, "Content-Length": "1000"}, 200, ""),
        ("POST", EDIT, {**WRITES, "Content-Length": "1001"}, 413, "the limit is 1,000"),
    ],
)  # fmt: skip
def test_a_request_is_answered_or_refused_with_a_line(
    method: str, path: str, headers: dict[str, str | None], status: int, line: str
) -> None:
    found, said = asked(LOCAL, method, path, headers)
    assert (found, line in said) == (status, True), said


@pytest.mark.parametrize("name", ["host", "origin", "x-briefings-token", "content-length"])
def test_a_header_that_is_given_twice_is_refused(name: str) -> None:
    headers = {key.lower(): [value] for key, value in WRITES.items()}
    headers[name] *= 2
    assert guards.refusal(LOCAL, Head("POST", EDIT, headers), 1000)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("cookie", "known"),
    [
        ("briefings-8000=pass", True),
        ("a=b; briefings-8000=pass; c=d", True),
        ("briefings-8001=pass", False),  # that of another preview
        ("briefings-8000=", False),
        ("briefings-8000=past", False),
        ("]]briefings-8000=pass", False),
        (None, False),
    ],
)
def test_with_a_host_a_request_needs_the_password(
    method: str, cookie: str | None, known: bool
) -> None:
    headers = {**WRITES, "Cookie": cookie}
    status, line = asked(OPENED, method, EDIT, headers)
    assert status == (200 if known else 401), line


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("192.168.1.5:8000", 401),
        ("desk.local:8000", 401),
        ("DESK.LOCAL:8000", 401),
        ("localhost:8000", 401),
        ("evil.example:8000", 403),
    ],
)
def test_with_a_host_the_names_of_this_computer_are_known(host: str, status: int) -> None:
    assert asked(OPENED, "GET", "/", {"Host": host})[0] == status


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True),
        ("0.0.0.0", False), ("::", False), ("192.168.1.5", False), ("example.org", False),
    ],
)  # fmt: skip
def test_what_other_computers_reach_asks_for_a_password(host: str, local: bool) -> None:
    access = guards.access(host, ["desk"], read_only=False)
    assert bool(access.password) != local
    assert access.token != guards.access(host, ["desk"], read_only=False).token
    assert not guards.access(host, [], read_only=True).token


def test_nothing_is_written_by_a_read_only_preview() -> None:
    status, line = asked(Access(names=LOCAL.names), "POST", EDIT, dict(WRITES))
    assert (status, line) == (403, "This preview is read-only.")
    status, _ = asked(Access(names=LOCAL.names), "POST", EDIT, {**WRITES, "X-Briefings-Token": ""})
    assert status == 403


# ------------------------------------------------------------------------------- a server that runs


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    heard = Heard()
    with previewed(Project(tmp_path_factory.mktemp("requests"), SMALL), heard) as site:
        yield site
    assert heard.failures == []


def connect(site: Site) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", site.server.server_port), timeout=20)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def received(connection: socket.socket) -> bytes:
    """Return what comes until the connection is closed."""
    data = b""
    while more := connection.recv(65536):
        data += more
    return data


def raw(site: Site, line: bytes, *headers: str, body: bytes = b"") -> tuple[int, str]:
    """Send a request as it is, and return status and body of the answer."""
    with connect(site) as connection:
        head = [f"Host: 127.0.0.1:{site.server.server_port}", "Connection: close", *headers]
        connection.sendall(line + b"\r\n" + "\r\n".join([*head, "", ""]).encode() + body)
        answer = received(connection).decode(errors="replace")
    head_text, _, text = answer.partition("\r\n\r\n")
    assert head_text.startswith("HTTP/1.1 "), answer[:200]
    assert "Access-Control" not in head_text
    return int(head_text.split()[1]), text


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET / HTTP/1.1", 200),
        (b"HEAD / HTTP/1.1", 200),
        (b"GET /%00 HTTP/1.1", 404),
        (b"GET /briefings/\x00/ HTTP/1.1", 404),
        (b"GET /%ff%fe/ HTTP/1.1", 404),
        (b"GET /\xff\xfe/ HTTP/1.1", 404),
        (b"GET /\xc3\xa9/ HTTP/1.1", 404),
        (b"GET /%ed%a0%80 HTTP/1.1", 404),
        (b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", 404),
        (b"GET /pagefind/%2e%2e/%2e%2e/mkdocs.yml HTTP/1.1", 404),
        (b"GET /" + b"a" * 300 + b"/ HTTP/1.1", 404),
        (b"GET /" + b"a/" * 20_000 + b" HTTP/1.1", 404),
        (b"GET /" + b"a" * 60_000 + b" HTTP/1.1", 404),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1", 414),
        (b"GET //[ HTTP/1.1", 404),
        (b"GET http://[/ HTTP/1.1", 400),
        (b"GET /briefings/talks%0d%0aSet-Cookie:a=b HTTP/1.1", 404),
        (b"GET /-preview/ HTTP/1.1", 404),
        (b"GET /-preview/none HTTP/1.1", 404),
        (b"GET /-preview/editor/../server.py HTTP/1.1", 404),
        (b"GET /-preview/editor/%2e%2e/live.py HTTP/1.1", 404),
        (b"GET /-preview/editor/__init__.py HTTP/1.1", 404),
        (b"DELETE / HTTP/1.1", 501),
        (b"OPTIONS /-preview/edit HTTP/1.1", 501),
        (b"POST / HTTP/1.1", 405),
    ],
)
def test_every_address_gets_an_answer(site: Site, line: bytes, status: int) -> None:
    assert raw(site, line)[0] == status


def test_a_foreign_name_is_refused_for_every_address(site: Site) -> None:
    for path in ("/", "/briefings/talks/", "/-preview/events", "/-preview/page", "/none"):
        with connect(site) as connection:
            connection.sendall(
                f"GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode()
            )
            answer = received(connection)
        assert answer.startswith(b"HTTP/1.1 403 ")
        assert b"Envoys" not in answer


def configuration(html: str) -> dict[str, object]:
    """Return what a page tells the editing script."""
    found = re.findall(
        rf'<script type="application/json" id="{scripts.CONFIGURATION}">(.*?)</', html
    )
    value: dict[str, object] = json.loads(found[-1])
    return value


def test_only_a_page_of_the_preview_has_the_token(site: Site) -> None:
    _, html = raw(site, b"GET /briefings/talks/ HTTP/1.1")
    assert configuration(html)["token"] == site.server.access.token
    for path in (
        "llms.txt",
        "briefings/talks.md",
        "data/briefings.json",
        "-preview/editor/main.js",
    ):
        _, text = raw(site, f"GET /{path} HTTP/1.1".encode())
        assert site.server.access.token not in text


def test_a_browser_asks_for_the_page_again_after_a_new_start(site: Site) -> None:
    """A page of an earlier preview has another token: it must not be taken from the cache."""

    def tag() -> str:
        with connect(site) as connection:
            connection.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            found = re.search(r"ETag: (.*)\r\n", received(connection).decode())
        assert found
        return found[1]

    first = tag()
    assert raw(site, b"GET / HTTP/1.1", f"If-None-Match: {first}")[0] == 304
    before = site.server.access
    try:
        site.server.access = guards.access("127.0.0.1", [], read_only=False)
        assert tag() != first
    finally:
        site.server.access = before


# ------------------------------------------------------------------- slow clients, and many of them


def test_slow_clients_do_not_hang_the_preview(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.server, "connections", Connections(20))
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(site)) for _ in range(40)]
        for number, connection in enumerate(slow):
            connection.sendall(b"GET / HT" if number % 2 else b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
        started = time.monotonic()
        assert raw(site, b"GET /briefings/talks/ HTTP/1.1")[0] == 200
        assert time.monotonic() - started < 5
        # Those that waited longest were closed.
        slow[0].settimeout(5)
        assert slow[0].recv(1) == b""


def test_a_request_that_drips_is_ended(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "_HEAD_SECONDS", 0.4)
    with connect(site) as connection:
        started = time.monotonic()
        connection.settimeout(0.05)
        with suppress(ConnectionError):
            while time.monotonic() - started < 10:
                connection.sendall(b"G")
                with suppress(TimeoutError):
                    if not connection.recv(1):
                        break
        assert time.monotonic() - started < 5


def test_a_body_that_does_not_come_is_not_waited_for(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "_BODY_SECONDS", 0.3)
    access, port = site.server.access, site.server.server_port
    with connect(site) as connection:
        connection.sendall((
            f"POST /-preview/undo HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: "
            f"http://localhost:{port}\r\nX-Briefings-Token: {access.token}\r\nContent-Type: "
            "application/json\r\nContent-Length: 100\r\n\r\n{"
        ).encode())  # fmt: skip
        assert received(connection) == b""


def test_of_many_open_pages_the_first_are_closed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site.server, "clients", EventClients(3))
    with ExitStack() as stack:
        streams = [stack.enter_context(connect(site)) for _ in range(5)]
        for stream in streams:
            stream.sendall(
                b"GET /-preview/events?path=/briefings/talks/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
            )
            data = b""
            while b"data: " not in data:
                data += stream.recv(65536)
        for stream in streams[:2]:
            received(stream)  # until its end
        site.server.notify()
        for stream in streams[2:]:
            assert stream.recv(65536)


def test_a_connection_that_works_is_not_closed_for_another() -> None:
    connections = Connections(2)
    with ExitStack() as stack:
        pairs = [stack.enter_context(one) for _ in range(3) for one in socket.socketpair()]
        first, second, third = pairs[::2]
        assert connections.admit(first)
        assert connections.admit(second)
        connections.work(first)
        assert connections.admit(third)
        assert pairs[3].recv(1) == b""  # the second has been closed
        connections.work(third)
        assert not connections.admit(second)
        connections.leave(first)
        assert connections.admit(second)


# ----------------------------------------------------------------------------- from other computers


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    heard = Heard()
    project = Project(tmp_path_factory.mktemp("opened"), SMALL)
    with previewed(project, heard, host="0.0.0.0", read_only=True) as site:
        yield site
    assert heard.failures == []


def test_with_a_host_a_browser_is_let_in_by_the_address_in_the_terminal(opened: Site) -> None:
    status, text = raw(opened, b"GET / HTTP/1.1")
    assert (status, 'name="token"' in text, "Envoys" in text) == (401, True, False)
    assert raw(opened, b"GET /-preview/events HTTP/1.1")[0] == 401
    assert raw(opened, b"GET /-preview/open?token=wrong HTTP/1.1")[0] == 401
    address = opened.server.opening_addresses()[0]
    path = address.removeprefix(f"http://127.0.0.1:{opened.server.server_port}")
    with connect(opened) as connection:
        host = f"localhost:{opened.server.server_port}"
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = received(connection).decode()
    assert answer.startswith("HTTP/1.1 303 ")
    assert "Location: /\r\n" in answer
    cookie = re.search(r"Set-Cookie: ([^;]+); Path=/; HttpOnly; SameSite=Strict\r\n", answer)
    assert cookie
    status, text = raw(opened, b"GET / HTTP/1.1", f"Cookie: {cookie[1]}")
    assert (status, "Envoys" in text) == (200, True)


def test_a_read_only_page_has_no_token(opened: Site) -> None:
    password = opened.server.access.password
    cookie = f"Cookie: briefings-{opened.server.server_port}={password}"
    _, html = raw(opened, b"GET /briefings/talks/ HTTP/1.1", cookie)
    assert configuration(html)["token"] == ""
    assert raw(opened, b"GET /-preview/page?path=/briefings/talks/ HTTP/1.1", cookie)[0] == 404
