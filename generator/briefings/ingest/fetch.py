"""Fetch single web pages: the only module that uses the network.

Polite: one request for the page, one for robots.txt (RFC 9309), a User-Agent with the product's
name, no retries. Safe: an address may come from a feed or a redirect, so it is foreign text. Only
http and https to public addresses are allowed, and every redirect is checked. A host name is
resolved once, and the connection goes to the address that was checked, while TLS verifies the
name. So DNS rebinding, a name that resolves differently a moment later, is harmless. Proxies of
the environment are not used, because they would resolve the name themselves.
"""

import asyncio
import ssl
import zlib
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from urllib.parse import urljoin

import httpx
from protego import Protego

from briefings.ingest import hosts

PRODUCT = "annotated-briefings"
USER_AGENT = f"{PRODUCT}/{version('annotated-briefings')} (captures single pages for editors)"

MAX_BYTES = 20 * 1024 * 1024
"""Maximal size of a page, decompressed. The largest page of the development sets has 3 MB."""
MAX_REDIRECTS = 5
"""Maximal number of redirects; browsers allow 20, RFC 9309 asks for five for robots.txt."""
TOTAL_SECONDS = 60.0
"""Maximal time of one request. httpx limits only each wait: a slow server could send forever."""
_TIMEOUT = httpx.Timeout(15.0, connect=10.0)
_MAX_ROBOTS_BYTES = 500 * 1024  # RFC 9309, section 2.5
_MAX_ADDRESS = 8192
_MAX_CONNECTIONS = 3  # addresses of a host that are tried
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Robots = MutableMapping[str, Protego]
"""Parsed robots.txt files by origin; shared by several fetches."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page from a server."""

    data: bytes
    """The bytes, decompressed."""
    final_url: str
    """The address after all redirects."""
    content_type: str
    """The server's `Content-Type`; may be empty."""
    fetched_at: datetime
    """Time of the response's start, in UTC."""


class FetchError(Exception):
    """The page was not fetched; the message gives the reason."""


class BadAddressError(FetchError):
    """The address is not fetched: other scheme, no host, with a password, or too long."""


class ForbiddenAddressError(FetchError):
    """The host has a private, local or reserved address."""


class RobotsError(FetchError):
    """The site's robots.txt forbids the page, or cannot be read."""


class UnreachableError(FetchError):
    """No valid response: unknown host, refused connection, invalid TLS or protocol."""


class _ConnectError(UnreachableError):
    """One address of a host does not answer; another may."""


class TooSlowError(FetchError):
    """The server exceeded a time limit."""


class TooLargeError(FetchError):
    """The page is larger than `MAX_BYTES`."""


class TooManyRedirectsError(FetchError):
    """More than `MAX_REDIRECTS` redirects, or one without an address."""


class StatusError(FetchError):
    """The server responded with an error.

    Attributes:
        status: HTTP status code.
    """

    def __init__(self, url: str, status: int) -> None:
        super().__init__(f"{url} responds with the status {status}.")
        self.status = status


def fetch(
    url: str,
    *,
    verify: ssl.SSLContext | bool = True,
    robots: Robots | None = None,
    allow_private: bool = False,
    total_seconds: float = TOTAL_SECONDS,
) -> Fetched:
    """Fetch one page.

    Args:
        url: an http or https address.
        verify: the TLS settings; True for the usual certificates.
        robots: known robots.txt files; receives new ones.
        allow_private: also fetch from private and local addresses. For tests.
        total_seconds: maximal time of each request.

    Returns:
        The page.

    Raises:
        FetchError: one of its subclasses for each kind of failure.
    """
    robots = {} if robots is None else robots
    page = _fetch(url, verify, robots, allow_private, total_seconds)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(page)
    # A notebook runs an event loop in this thread, and one thread cannot run two.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, page).result()


async def _fetch(
    url: str, verify: ssl.SSLContext | bool, robots: Robots, allow_private: bool, seconds: float
) -> Fetched:
    async with httpx.AsyncClient(verify=verify, timeout=_TIMEOUT, trust_env=False) as client:
        getter = _Getter(client, allow_private, seconds)
        address = _address(url)
        for _ in range(MAX_REDIRECTS + 1):
            await _check_robots(getter, address, robots)
            answer = await getter.get(address, MAX_BYTES)
            if answer.redirect is None:
                if answer.status != httpx.codes.OK:
                    raise StatusError(str(address), answer.status)
                return Fetched(answer.data, str(address), answer.content_type, answer.at)
            address = answer.redirect
    raise TooManyRedirectsError(f"{url} redirects more than {MAX_REDIRECTS} times.")


def _address(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """Return a valid address without its fragment."""
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
    """Sends single requests, each to an address that was checked."""

    client: httpx.AsyncClient
    allow_private: bool
    seconds: float

    async def get(self, address: httpx.URL, limit: int, *, cut: bool = False) -> _Answer:
        """Return the response of one request, without following redirects.

        Args:
            address: the address.
            limit: maximal number of bytes.
            cut: cut a longer response to `limit` bytes instead of raising an error.
        """
        *others, last = self._numbers(address)[:_MAX_CONNECTIONS]
        for number in others:
            try:
                return await self._get(address, number, limit, cut)
            except _ConnectError:
                continue
        return await self._get(address, last, limit, cut)

    def _numbers(self, address: httpx.URL) -> list[str]:
        """Return the IP addresses of a host; all are checked."""
        host = address.raw_host.decode("ascii").strip("[]")
        port = address.port or (443 if address.scheme == "https" else 80)
        try:
            found = hosts.numbers(host, port)
        except (OSError, UnicodeError) as error:
            raise UnreachableError(f"The host {host} is unknown.") from error
        if not self.allow_private and (number := hosts.private(found)):
            raise ForbiddenAddressError(f"{host} is at {number}, which is not a public address.")
        return found

    async def _get(self, address: httpx.URL, number: str, limit: int, cut: bool) -> _Answer:
        request = self.client.build_request(
            "GET",
            address.copy_with(host=number),
            headers={
                "Host": address.netloc.decode("ascii"),
                "User-Agent": USER_AGENT,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                # Other encodings could expand too much within one network read.
                "Accept-Encoding": "gzip",
                # A reused connection could serve another name, which TLS has not verified.
                "Connection": "close",
            },
        )
        # TLS sends and verifies the name instead of the number.
        request.extensions["sni_hostname"] = address.raw_host.decode("ascii")
        try:
            async with asyncio.timeout(self.seconds):
                response = await self.client.send(request, stream=True)
                try:
                    return await self._read(address, response, limit, cut)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            raise TooSlowError(f"{address} needs more than {self.seconds:.0f} seconds.") from error
        except httpx.TimeoutException as error:
            raise TooSlowError(f"{address} does not answer in time.") from error
        except httpx.ConnectError as error:
            raise _ConnectError(f"{address} cannot be reached: {error}.") from error
        except (httpx.HTTPError, zlib.error, OSError) as error:
            raise UnreachableError(f"{address} cannot be read: {error}.") from error

    @staticmethod
    async def _read(address: httpx.URL, response: httpx.Response, limit: int, cut: bool) -> _Answer:
        at = datetime.now(UTC)
        redirect = None
        if response.status_code in _REDIRECTS:
            location = response.headers.get("Location")
            if not location:
                raise TooManyRedirectsError(f"{address} redirects without an address.")
            redirect = _address(location, address)
        data = b"" if redirect else await _body(response, address, limit, cut)
        content_type = response.headers.get("Content-Type", "")
        return _Answer(response.status_code, data, content_type, redirect, at)


async def _body(response: httpx.Response, address: httpx.URL, limit: int, cut: bool) -> bytes:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise UnreachableError(f"{address} has the encoding {encoding}, which was not requested.")
    unzip = zlib.decompressobj(wbits=31) if encoding.endswith("gzip") else None
    data = bytearray()
    async for chunk in response.aiter_raw():
        # One byte beyond the limit is enough to detect a longer body.
        room = limit + 1 - len(data)
        data += unzip.decompress(chunk, room) if unzip else chunk[:room]
        if len(data) > limit:
            if cut:
                return bytes(data[:limit])
            raise TooLargeError(f"{address} is larger than {limit // 1024 // 1024} MB.")
        if unzip and unzip.eof:
            break
    if unzip and not unzip.eof and data:
        raise UnreachableError(f"{address} is incomplete.")
    return bytes(data)


# ------------------------------------------------------------------- robots.txt


async def _check_robots(getter: _Getter, address: httpx.URL, known: Robots) -> None:
    """Raise `RobotsError` if the site forbids robots to fetch this address."""
    origin = f"{address.scheme}://{address.netloc.decode('ascii')}"
    if origin not in known:
        text = await _robots_text(getter, _address(f"{origin}/robots.txt"))
        known[origin] = Protego.parse(text)
    if not known[origin].can_fetch(str(address), USER_AGENT):
        raise RobotsError(f"The robots.txt of {origin} forbids robots to fetch {address}.")


async def _robots_text(getter: _Getter, address: httpx.URL) -> str:
    """Return robots.txt; empty if there is none (RFC 9309, section 2.3.1)."""
    first = address
    for _ in range(MAX_REDIRECTS + 1):
        try:
            answer = await getter.get(address, _MAX_ROBOTS_BYTES, cut=True)
        except (UnreachableError, TooSlowError) as error:
            raise RobotsError(f"{first} cannot be read: {error}") from error
        if answer.status >= 500 or answer.status == httpx.codes.TOO_MANY_REQUESTS:
            raise RobotsError(f"{first} responds with the status {answer.status}.")
        if answer.redirect is None:
            # Invalid bytes are replaced; a byte order mark is not part of a rule.
            text = answer.data.decode("utf-8-sig", "replace")
            return text if answer.status == httpx.codes.OK else ""
        address = answer.redirect
    return ""
