"""Fetching one page: polite, within limits, and from public addresses only."""

import asyncio
import functools
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import httpx
import pytest
import trustme

from briefings.ingest import fetch as module
from briefings.ingest import hosts
from briefings.ingest.fetch import USER_AGENT, fetch

Respond = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A web server on this machine: paths and what answers to them."""

    def __init__(self) -> None:
        self.pages: dict[str, Respond] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name that http.server calls
                site.requests.append((self.path, dict(self.headers)))
                respond = site.pages.get(self.path, answer(b"", 404))
                try:
                    respond(self)
                except OSError:
                    self.close_connection = True  # the client went away, as some tests want it to

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def answer(data: bytes, status: int = 200, **headers: str) -> Respond:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return respond


def redirect(target: str, status: int = 302) -> Respond:
    return answer(b"", status, Location=target)


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


get = functools.partial(fetch, allow_private=True)


def test_a_page_comes_with_its_bytes_address_type_and_time(site: Site) -> None:
    site.pages["/a?b=1"] = answer(b"caf\xe9 \0", Content_Type="text/html; charset=latin-1")
    page = get(f"{site.url}/a?b=1#part")
    assert page.data == b"caf\xe9 \0"
    assert page.final_url == f"{site.url}/a?b=1"
    assert page.content_type == "text/html; charset=latin-1"
    assert page.fetched_at.utcoffset() is not None


def test_a_page_is_fetched_where_an_event_loop_runs_already(site: Site) -> None:
    site.pages["/a"] = answer(b"x")

    async def notebook() -> bytes:
        return get(f"{site.url}/a").data

    with ThreadPoolExecutor(1) as thread:  # this one may run the loop of the browser tests
        assert thread.submit(asyncio.run, notebook()).result() == b"x"


def test_robots_txt_is_fetched_first_with_our_user_agent(site: Site) -> None:
    site.pages["/a"] = answer(b"x")
    get(f"{site.url}/a")
    assert site.paths == ["/robots.txt", "/a"]
    for _, headers in site.requests:
        assert headers["User-Agent"] == USER_AGENT
        assert "annotated-briefings/" in USER_AGENT
        assert headers["Host"] == f"127.0.0.1:{site.port}"


def test_compressed_pages_are_unpacked(site: Site) -> None:
    site.pages["/a"] = answer(gzip.compress(b"text" * 1000), Content_Encoding="gzip")
    assert get(f"{site.url}/a").data == b"text" * 1000


# ------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.org/a", "file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)"),
        *(
            "http://",
            "http:///a",
            "https://user:secret@example.org/",
            "http://[::1",
            "http://a\0b/",
        ),
        "http://example.org/" + "a" * 10_000,
    ],
)
def test_only_http_addresses_without_secrets_are_fetched(url: str) -> None:
    with pytest.raises(module.BadAddressError):
        fetch(url)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.0.0.1",
            "localhost",
            "0.0.0.0",
            "[::1]",
            "[::]",
        ),
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "224.0.0.1"),
        *("240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]"),
        *("[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]"),
        *("[64:ff9b:1::a00:1]", "[2002:7f00:1::1]", "[2001:0:808:808:0:0:80ff:fffe]"),
    ],
)
def test_private_local_and_reserved_addresses_are_refused(host: str) -> None:
    with pytest.raises(module.ForbiddenAddressError, match="not a public address"):
        fetch(f"http://{host}/")


@pytest.mark.parametrize("number", ["93.184.215.14", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_not_refused(number: str) -> None:
    assert hosts.is_public(ip_address(number))


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Names that this machine's resolver knows in a test, each with answers used up in order."""
    known: dict[str, list[str]] = {}
    real = socket.getaddrinfo

    def lookup(host: str, port: int, family: int = 0, type: int = 0) -> object:
        if host in known:
            return real(known[host].pop(0), port, family, type)
        assert host.replace(".", "").isdigit(), f"nobody should look up {host}"
        return real(host, port, family, type)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return known


def test_a_host_with_a_private_address_is_refused(names: dict[str, list[str]]) -> None:
    names["inside.example"] = ["10.1.2.3"]
    with pytest.raises(module.ForbiddenAddressError, match=r"inside\.example is at 10\.1\.2\.3"):
        fetch("http://inside.example/")


def test_the_connection_goes_to_the_address_that_was_checked(
    site: Site, names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Rebinding: each request may look the name up once; a second look would get another answer.
    monkeypatch.setattr(hosts, "is_public", lambda number: str(number) == "127.0.0.1")
    site.pages["/a"] = answer(b"x")
    names["news.example"] = ["127.0.0.1", "127.0.0.1", "10.0.0.1"]
    page = fetch(f"http://news.example:{site.port}/a")
    assert page.final_url == f"http://news.example:{site.port}/a"
    assert {headers["Host"] for _, headers in site.requests} == {f"news.example:{site.port}"}
    assert names["news.example"] == ["10.0.0.1"]


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("http://127.0.0.2:{port}/secret", module.ForbiddenAddressError),
        ("//127.0.0.2:{port}/secret", module.ForbiddenAddressError),
        ("http://169.254.169.254/latest/meta-data/", module.ForbiddenAddressError),
        ("file:///etc/passwd", module.BadAddressError),
        ("http://a:b@127.0.0.1:{port}/", module.BadAddressError),
        ("", module.TooManyRedirectsError),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(
    site: Site, monkeypatch: pytest.MonkeyPatch, target: str, error: type[Exception]
) -> None:
    monkeypatch.setattr(hosts, "is_public", lambda number: str(number) == "127.0.0.1")
    site.pages["/a"] = redirect(target.format(port=site.port))
    with pytest.raises(error):
        fetch(f"{site.url}/a")
    assert site.paths == ["/robots.txt", "/a"]


# ------------------------------------------------------------------- redirects and robots.txt


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_final_address_is_recorded(site: Site, status: int) -> None:
    site.pages["/old/a"] = redirect("../new", status)
    site.pages["/new"] = answer(b"x")
    assert get(f"{site.url}/old/a").final_url == f"{site.url}/new"


def test_five_redirects_and_no_more(site: Site) -> None:
    site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(1, 7)}
    site.pages["/7"] = answer(b"x")
    assert get(f"{site.url}/2").data == b"x"
    with pytest.raises(module.TooManyRedirectsError, match="more than 5 times"):
        get(f"{site.url}/1")


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (answer(b"User-agent: *\nDisallow: /a\n"), False),
        (answer(b"User-agent: *\nDisallow: /\nAllow: /a\n"), True),
        (answer(b"User-agent: annotated-briefings\nDisallow: /\n"), False),
        (answer(b"User-agent: other\nDisallow: /\n"), True),
        (answer(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a\r\n"), False),
        (answer(b"\xff\xfe\0<html>"), True),
        (answer(b"# much\n" * 100_000 + b"User-agent: *\nDisallow: /\n"), True),
        (answer(b"", 404), True),
        (answer(b"", 403), True),
        (answer(b"", 503), False),
        (redirect("/robots-elsewhere.txt"), False),
        (redirect("/robots.txt"), True),
    ],
)
def test_robots_txt_is_obeyed(site: Site, robots: Respond, allowed: bool) -> None:
    site.pages |= {"/robots.txt": robots, "/a": answer(b"x")}
    site.pages["/robots-elsewhere.txt"] = answer(b"User-agent: *\nDisallow: /")
    if allowed:
        assert get(f"{site.url}/a").data == b"x"
    else:
        with pytest.raises(module.RobotsError, match=r"robots\.txt"):
            get(f"{site.url}/a")
        assert "/a" not in site.paths


def test_robots_txt_is_checked_for_the_target_of_a_redirect(site: Site) -> None:
    site.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /private/")
    site.pages |= {"/a": redirect("/private/a"), "/private/a": answer(b"x")}
    with pytest.raises(module.RobotsError):
        get(f"{site.url}/a")


def test_robots_txt_is_fetched_once_for_each_site(site: Site) -> None:
    site.pages |= {"/a": answer(b"x"), "/b": answer(b"y")}
    robots: module.Robots = {}
    for path in ("/a", "/b"):
        get(site.url + path, robots=robots)
    assert site.paths == ["/robots.txt", "/a", "/b"]


# ------------------------------------------------------------------- limits


@pytest.mark.parametrize("status", [204, 401, 403, 404, 410, 451, 500])
def test_an_error_page_is_no_article(site: Site, status: int) -> None:
    site.pages["/a"] = answer(b"", status)
    with pytest.raises(module.StatusError) as caught:
        get(f"{site.url}/a")
    assert caught.value.status == status


def drip(handler: BaseHTTPRequestHandler, data: bytes = b"x", pause: float = 0.02) -> None:
    for _ in range(500):
        handler.wfile.write(data)
        handler.wfile.flush()
        time.sleep(pause)


def endless(handler: BaseHTTPRequestHandler) -> None:
    answer(b"")(handler)
    drip(handler, b"x" * 1024 * 1024, 0)


@pytest.mark.parametrize(
    "respond",
    [endless, answer(gzip.compress(b"\0" * 30 * 1024 * 1024, 1), Content_Encoding="gzip")],
    ids=["without end", "compression bomb"],
)
def test_a_page_that_is_too_large_is_refused(site: Site, respond: Respond) -> None:
    site.pages["/a"] = respond
    with pytest.raises(module.TooLargeError, match="larger than 20 MB"):
        get(f"{site.url}/a")


@pytest.mark.parametrize("before", [b"", b"HTTP/1.0 200 OK\r\n", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_a_slow_server_exceeds_the_time_limit(site: Site, before: bytes) -> None:
    # Each byte comes well within the client's timeouts: only the sum is too long.
    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(before)
        drip(handler)

    site.pages["/a"] = respond
    began = time.monotonic()
    with pytest.raises(module.TooSlowError):
        get(f"{site.url}/a", total_seconds=0.2)
    assert time.monotonic() - began < 5


def test_a_silent_server_exceeds_the_time_limit(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/a"] = lambda _: time.sleep(0.5)
    monkeypatch.setattr(module, "_TIMEOUT", httpx.Timeout(0.1))
    with pytest.raises(module.TooSlowError, match="does not answer in time"):
        get(f"{site.url}/a")


@pytest.mark.parametrize(
    "respond",
    [
        lambda handler: handler.wfile.write(b"\0\1\2 not http\r\n\r\n"),
        lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"),
        answer(gzip.compress(b"cut short" * 99)[:-9], Content_Encoding="gzip"),
        answer(b"not gzip", Content_Encoding="gzip"),
        answer(b"?", Content_Encoding="gzip, gzip"),
        answer(b"?", Content_Encoding="br"),
        lambda _: None,
    ],
)
def test_a_broken_answer_is_no_page(site: Site, respond: Respond) -> None:
    site.pages["/a"] = respond
    with pytest.raises(module.UnreachableError):
        get(f"{site.url}/a")


def test_an_unknown_host_and_a_closed_port_are_unreachable(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.close()
    with pytest.raises(module.RobotsError, match="cannot be reached"):
        get(f"{site.url}/a")

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(module.RobotsError, match=r"nowhere\.example is unknown"):
        get("http://nowhere.example/")


# ------------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.mark.parametrize(
    ("certified", "trusted", "readable"),
    [
        ("news.example", True, True),
        ("other.example", True, False),
        ("127.0.0.1", True, False),
        ("news.example", False, False),
    ],
)
def test_tls_verifies_the_name_though_the_connection_goes_to_a_number(
    site: Site,
    authority: trustme.CA,
    names: dict[str, list[str]],
    certified: str,
    trusted: bool,
    readable: bool,
) -> None:
    names["news.example"] = ["127.0.0.1"] * 2
    site.pages["/a"] = answer(b"x")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(certified).configure_cert(server)
    site.server.socket = server.wrap_socket(site.server.socket, server_side=True)
    trust = ssl.create_default_context()
    if trusted:
        authority.configure_trust(trust)
    url = f"https://news.example:{site.port}/a"
    if readable:
        assert get(url, verify=trust).data == b"x"
    else:
        with pytest.raises(module.RobotsError, match="CERTIFICATE_VERIFY_FAILED"):
            get(url, verify=trust)
        assert site.requests == []
