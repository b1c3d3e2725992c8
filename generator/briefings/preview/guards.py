"""Which requests are answered: the safety of the preview, as functions of a request's head.

The preview reads drafts and writes files. A person opens it, but other web sites run scripts in the
same browser, which can send requests to this computer. So:

- `Host` must be a name of this computer. A foreign name means DNS rebinding, where a site lets its
  own name lead to this computer, to read the answers.
- From another site only a link may lead here (`Sec-Fetch-Site`), and no page of another site can
  read an answer: no CORS header is ever sent.
- A request that writes comes from a page of this server (`Origin`), has the token that only its
  pages contain, is JSON, and says how long it is.
- If other computers can reach the server, each request needs a password: a cookie that is set by
  the address in the terminal.
"""

import ipaddress
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie

PREFIX = "/-preview/"
"""How the addresses of the preview's own files and requests begin."""
OPEN = f"{PREFIX}open"
"""The address that takes the password and sets the cookie."""
TOKEN_HEADER = "X-Briefings-Token"
_HOST = re.compile(r"(\[[^]]*\]|[^:]*)(:\d+)?")
_LENGTH = re.compile(r"\d{1,15}")
_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Access:
    """What the server lets in."""

    token: str = ""
    """What a writing request must contain; empty if nothing can be written."""
    password: str = ""
    """What a browser must have been opened with; empty if only this computer can connect."""
    names: frozenset[str] = frozenset()
    """Names of this computer, apart from `localhost` and its numbers."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return not self.token

    @property
    def starts_programs(self) -> bool:
        """Whether a page may open a file in an editor program on this computer."""
        return not (self.read_only or self.is_open)

    @property
    def is_open(self) -> bool:
        """Whether other computers can reach the server."""
        return bool(self.password)


def access(host: str, names: Sequence[str], *, read_only: bool) -> Access:
    """Return what a new server lets in.

    Args:
        host: the address at which it listens.
        names: names of this computer.
        read_only: whether nothing can be written.
    """
    local = is_loopback(host)
    return Access(
        token="" if read_only else secrets.token_urlsafe(_TOKEN_BYTES),
        password="" if local else secrets.token_urlsafe(_TOKEN_BYTES),
        names=frozenset(name.lower() for name in ([host] if local else [host, *names])),
    )


def is_loopback(host: str) -> bool:
    """Return whether only this computer can reach a host."""
    if number := _number(host):
        return number.is_loopback
    return _is_localhost(host)


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None


def _is_localhost(host: str) -> bool:
    # `localhost` and names below it are this computer, whatever DNS says (RFC 6761, section 6.3).
    return host == "localhost" or host.endswith(".localhost")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a request."""

    method: str
    """The method."""
    path: str
    """The path of the address, decoded."""
    headers: Mapping[str, Sequence[str]]
    """The values of each header, by its name in lower case."""

    def one(self, name: str) -> str | None:
        """Return the value of a header; None unless there is exactly one."""
        values = self.headers.get(name.lower(), ())
        return values[0].strip() if len(values) == 1 else None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered."""

    status: HTTPStatus
    """The status of the answer."""
    line: str
    """The reason, in one line."""


def refusal(access: Access, head: Head, limit: int) -> Refusal | None:
    """Return why a request is refused; None if it is answered.

    Args:
        access: what is let in.
        head: the request.
        limit: maximal bytes of its body.
    """
    return (
        _wrong_host(access, head)
        or _from_elsewhere(head)
        or _without_password(access, head)
        or (_unsafe_write(access, head, limit) if head.method == "POST" else None)
    )


def _wrong_host(access: Access, head: Head) -> Refusal | None:
    given = head.one("Host")
    found = _HOST.fullmatch(given.lower()) if given else None
    if not (given and found):
        return Refusal(HTTPStatus.BAD_REQUEST, "A request has one Host header.")
    host = found[1]
    number = _number(host)
    # A number is never the name of a foreign site, so with `--host` any is let in: in a container,
    # the server does not know the number at which it is reached.
    if number and (number.is_loopback or access.is_open):
        return None
    if _is_localhost(host) or host.strip("[]") in access.names:
        return None
    return Refusal(
        HTTPStatus.FORBIDDEN,
        f"This preview does not answer to the name {host[:80]!r}. Open it at the address that "
        "the terminal shows.",
    )


def _from_elsewhere(head: Head) -> Refusal | None:
    # Browsers of today send it: https://www.w3.org/TR/fetch-metadata/
    if head.one("Sec-Fetch-Site") not in ("cross-site", "same-site"):
        return None
    is_link = head.one("Sec-Fetch-Mode") == "navigate" and head.method in ("GET", "HEAD")
    if is_link and (not head.path.startswith(PREFIX) or head.path == OPEN):
        return None
    return Refusal(HTTPStatus.FORBIDDEN, "This request comes from another site.")


def _without_password(access: Access, head: Head) -> Refusal | None:
    if not access.password or head.path == OPEN or is_known(access, head.headers):
        return None
    return Refusal(
        HTTPStatus.UNAUTHORIZED, "This preview asks for the token that the terminal shows."
    )


def cookie_name(headers: Mapping[str, Sequence[str]]) -> str:
    """Return the name of the cookie; it has the port, because all ports share their cookies."""
    port = (headers.get("host") or [""])[0].rpartition(":")[2]
    return f"briefings-{port}" if port.isdigit() else "briefings"


def is_known(access: Access, headers: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a request has the cookie with the password."""
    name = cookie_name(headers)
    for line in headers.get("cookie", ()):
        try:
            morsel = SimpleCookie(line).get(name)
        except CookieError:
            continue
        if morsel and same(morsel.value, access.password):
            return True
    return False


def same(given: str, secret: str) -> bool:
    """Compare with a secret in a time that does not depend on the difference."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _unsafe_write(access: Access, head: Head, limit: int) -> Refusal | None:
    if not head.path.startswith(PREFIX):
        return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "A page is only read.")
    if access.read_only:
        return Refusal(HTTPStatus.FORBIDDEN, "This preview is read-only.")
    if head.one("Origin") != f"http://{head.one('Host')}":
        return Refusal(
            HTTPStatus.FORBIDDEN, "This request does not come from a page of the preview."
        )
    if not same(head.one(TOKEN_HEADER) or "", access.token):
        return Refusal(
            HTTPStatus.FORBIDDEN,
            "The token is missing or that of an earlier preview: load the page again.",
        )
    media_type, _, parameters = (head.one("Content-Type") or "").lower().partition(";")
    if media_type.strip() != "application/json" or parameters.strip() not in ("", "charset=utf-8"):
        return Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A request is JSON in UTF-8.")
    return _wrong_length(head, limit)


def _wrong_length(head: Head, limit: int) -> Refusal | None:
    length = head.one("Content-Length")
    if "transfer-encoding" in head.headers or "content-length" not in head.headers:
        return Refusal(HTTPStatus.LENGTH_REQUIRED, "A request says how long it is.")
    if not (length and _LENGTH.fullmatch(length)):
        return Refusal(HTTPStatus.BAD_REQUEST, "The length of the request is no number.")
    if int(length) > limit:
        return Refusal(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"This request has {int(length):,} bytes; the limit is {limit:,}.",
        )
    return None
