"""One page of the web, fetched politely and safely: the only module that goes to the network.

*Politely*: one request for the page, one for robots.txt (RFC 9309), a User-Agent that names the
product, no retries. *Safely*: an address may come from a feed or a redirect, so it is foreign text.
Only http and https are followed, only to public addresses, and every hop is checked anew. A host's
name is resolved once and the connection goes to the very address that was checked, while the name
is still what TLS verifies; a name that resolves differently a moment later (DNS rebinding) gains
nothing. Proxies of the environment are not used, since they would resolve the name themselves.
"""

import zlib
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from urllib.parse import urljoin

import httpx
from protego import Protego

from briefings.ingest import hosts
from briefings.ingest.deadline import DeadlineError, deadline

PRODUCT = "annotated-briefings"
USER_AGENT = f"{PRODUCT}/{version('annotated-briefings')} (captures single pages for editors)"

MAX_BYTES = 20 * 1024 * 1024
"""Largest page, decompressed. The largest page of the development sets has 3 MB."""
MAX_REDIRECTS = 5
"""Hops to other addresses; browsers allow 20, RFC 9309 asks for five for robots.txt."""
TOTAL_SECONDS = 60.0
"""Longest time for one request, from name to last byte."""
_TIMEOUT = httpx.Timeout(15.0, connect=10.0)
_MAX_ROBOTS_BYTES = 500 * 1024  # RFC 9309, section 2.5
_MAX_ADDRESS = 8192
_MAX_CONNECTIONS = 3  # how many of a host's addresses are tried
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Robots = MutableMapping[str, Protego]
"""What robots.txt says, by origin: kept by the caller of several fetches to ask each site once."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as its server sent it."""

    data: bytes
    """The bytes, without the compression of the transport."""
    final_url: str
    """The address that answered, after all redirects."""
    content_type: str
    """The server's `Content-Type`, as it is; empty where there is none."""
    fetched_at: datetime
    """When the answer began, in UTC."""


class FetchError(Exception):
    """The page was not fetched; the message says why in a sentence fit for an editor."""


class BadAddressError(FetchError):
    """The address is not one of a web page: other scheme, no host, a password in it, too long."""


class ForbiddenAddressError(FetchError):
    """The host is on a private, local or reserved address, or a redirect leads to one."""


class RobotsError(FetchError):
    """The site's robots.txt asks robots to stay away, or could not be read."""


class UnreachableError(FetchError):
    """No answer: unknown host, refused connection, broken TLS or protocol."""


class _ConnectError(UnreachableError):
    """One of a host's addresses does not answer; another may."""


class TooSlowError(FetchError):
    """The server took longer than the limits above."""


class TooLargeError(FetchError):
    """The page is larger than `MAX_BYTES`."""


class TooManyRedirectsError(FetchError):
    """More than `MAX_REDIRECTS` redirects, or one without an address."""


class StatusError(FetchError):
    """The server answered with an error.

    Attributes:
        status: HTTP status code.
    """

    def __init__(self, url: str, status: int) -> None:
        super().__init__(f"{url} answers with the status {status}.")
        self.status = status


def fetch(
    url: str,
    *,
    client: httpx.Client | None = None,
    robots: Robots | None = None,
    allow_private: bool = False,
    total_seconds: float = TOTAL_SECONDS,
) -> Fetched:
    """Fetch one page.

    Args:
        url: an http or https address.
        client: makes the requests; its limits, headers and TLS settings count. One with this
            module's own settings if None.
        robots: what is known of robots.txt files, and receives what is learned.
        allow_private: also fetch from private and local addresses. For tests.
        total_seconds: longest time for each request.

    Returns:
        The page.

    Raises:
        FetchError: one of its subclasses for each way in which it can fail.
    """
    if client is None:
        with new_client() as own:
            return fetch(
                url,
                client=own,
                robots=robots,
                allow_private=allow_private,
                total_seconds=total_seconds,
            )
    robots = {} if robots is None else robots
    getter = _Getter(client, allow_private, total_seconds)
    address = _address(url)
    for _ in range(MAX_REDIRECTS + 1):
        _ask_robots(getter, address, robots)
        answer = getter.get(address, MAX_BYTES)
        if answer.redirect is None:
            if answer.status != httpx.codes.OK:
                raise StatusError(str(address), answer.status)
            return Fetched(answer.data, str(address), answer.content_type, answer.at)
        address = answer.redirect
    raise TooManyRedirectsError(f"{url} redirects more than {MAX_REDIRECTS} times.")


def new_client() -> httpx.Client:
    """Return a client with the settings of this module."""
    return httpx.Client(timeout=_TIMEOUT, trust_env=False, limits=httpx.Limits(max_connections=4))


def _address(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """Return an address that may be fetched, without its fragment."""
    try:
        address = httpx.URL(urljoin(str(base), url) if base else url.strip())
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise BadAddressError(f"“{url[:200]}” is not an address.") from error
    if len(url) > _MAX_ADDRESS:
        raise BadAddressError("The address is too long.")
    if address.scheme not in {"http", "https"} or not address.host:
        raise BadAddressError(f"“{url[:200]}” is not an http or https address.")
    if address.userinfo:
        raise BadAddressError("An address with a user name or password is not fetched.")
    return address.copy_with(fragment=None)


# ------------------------------------------------------------------- requests


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    data: bytes
    content_type: str
    redirect: httpx.URL | None
    at: datetime


@dataclass(frozen=True, slots=True)
class _Getter:
    """Makes single requests, each to an address that was checked."""

    client: httpx.Client
    allow_private: bool
    seconds: float

    def get(self, address: httpx.URL, limit: int, *, cut: bool = False) -> _Answer:
        """Return the answer of one request, without following redirects.

        Args:
            address: what to ask for.
            limit: the most bytes to take.
            cut: keep the first `limit` bytes of a longer answer, rather than to refuse it.
        """
        *others, last = self._numbers(address)[:_MAX_CONNECTIONS]
        for number in others:
            try:
                return self._get(address, number, limit, cut)
            except _ConnectError:
                continue
        return self._get(address, last, limit, cut)

    def _numbers(self, address: httpx.URL) -> list[str]:
        """Return the IP addresses of a host after all of them have been checked."""
        host = address.raw_host.decode("ascii").strip("[]")
        port = address.port or (443 if address.scheme == "https" else 80)
        try:
            found = hosts.numbers(host, port)
        except (OSError, UnicodeError) as error:
            raise UnreachableError(f"The host {host} is not known.") from error
        if not self.allow_private and (number := hosts.private(found)):
            raise ForbiddenAddressError(f"{host} is at {number}, which is not a public address.")
        return found

    def _get(self, address: httpx.URL, number: str, limit: int, cut: bool) -> _Answer:
        request = self.client.build_request(
            "GET",
            address.copy_with(host=number),
            headers={
                "Host": address.netloc.decode("ascii"),
                "User-Agent": USER_AGENT,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                # No encoding that could be a bomb within one network read.
                "Accept-Encoding": "gzip",
                # A kept connection could be used for another name on the same machine, which
                # TLS has not verified.
                "Connection": "close",
            },
        )
        try:
            with deadline(self.seconds) as trace:
                # TLS asks for, and verifies, the name rather than the number.
                name = address.raw_host.decode("ascii")
                request.extensions |= {"trace": trace, "sni_hostname": name}
                response = self.client.send(request, stream=True, follow_redirects=False)
                try:
                    return self._read(address, response, limit, cut)
                finally:
                    response.close()
        except DeadlineError as error:
            raise TooSlowError(f"{address} needs more than {self.seconds:.0f} seconds.") from error
        except httpx.TimeoutException as error:
            raise TooSlowError(f"{address} does not answer in time.") from error
        except httpx.ConnectError as error:
            raise _ConnectError(f"{address} cannot be reached: {error}.") from error
        except (httpx.HTTPError, zlib.error, OSError) as error:
            raise UnreachableError(f"{address} cannot be read: {error}.") from error

    @staticmethod
    def _read(address: httpx.URL, response: httpx.Response, limit: int, cut: bool) -> _Answer:
        at = datetime.now(UTC)
        redirect = None
        if response.status_code in _REDIRECTS:
            location = response.headers.get("Location")
            if not location:
                raise TooManyRedirectsError(f"{address} redirects without an address.")
            redirect = _address(location, address)
        data = b"" if redirect else _body(response, address, limit, cut)
        content_type = response.headers.get("Content-Type", "")
        return _Answer(response.status_code, data, content_type, redirect, at)


def _body(response: httpx.Response, address: httpx.URL, limit: int, cut: bool) -> bytes:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise UnreachableError(f"{address} is encoded as {encoding}, which was not asked for.")
    unzip = zlib.decompressobj(wbits=31) if encoding.endswith("gzip") else None
    data = bytearray()
    for chunk in response.iter_raw():
        # One byte more than fits shows that it does not.
        room = limit + 1 - len(data)
        data += unzip.decompress(chunk, room) if unzip else chunk[:room]
        if len(data) > limit:
            if cut:
                return bytes(data[:limit])
            raise TooLargeError(f"{address} is larger than {limit // 1024 // 1024} MB.")
        if unzip and unzip.eof:
            break
    if unzip and not unzip.eof and data:
        raise UnreachableError(f"{address} ends before its end.")
    return bytes(data)


# ------------------------------------------------------------------- robots.txt


def _ask_robots(getter: _Getter, address: httpx.URL, known: Robots) -> None:
    """Raise `RobotsError` if the site asks robots not to fetch this address."""
    origin = f"{address.scheme}://{address.netloc.decode('ascii')}"
    if origin not in known:
        known[origin] = Protego.parse(_robots_text(getter, _address(f"{origin}/robots.txt")))
    if not known[origin].can_fetch(str(address), USER_AGENT):
        raise RobotsError(f"The robots.txt of {origin} asks robots not to fetch {address}.")


def _robots_text(getter: _Getter, address: httpx.URL) -> str:
    """Return what robots.txt says; nothing where there is none (RFC 9309, section 2.3.1)."""
    asked = address
    for _ in range(MAX_REDIRECTS + 1):
        try:
            answer = getter.get(address, _MAX_ROBOTS_BYTES, cut=True)
        except (UnreachableError, TooSlowError) as error:
            raise RobotsError(f"{asked} cannot be read: {error}") from error
        if answer.status >= 500 or answer.status == httpx.codes.TOO_MANY_REQUESTS:
            raise RobotsError(f"{asked} answers with the status {answer.status}.")
        if answer.redirect is None:
            # `replace` takes any bytes; a byte order mark belongs to no rule.
            text = answer.data.decode("utf-8-sig", "replace")
            return text if answer.status == httpx.codes.OK else ""
        address = answer.redirect
    return ""
