"""From the name of a request and its JSON to a function, and from its result to JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Generic, TypeVar

import msgspec

from briefings.files.limits import TEXT_LIMIT
from briefings.model.content import Problem
from briefings.preview.guards import Refusal

T = TypeVar("T")

_UNKNOWN = "The preview has no such request."
BODY_LIMIT = 3 * TEXT_LIMIT
"""Maximal bytes of a request. JSON may need six bytes for a character, but few characters of a text
need more than three."""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that is not what the page was made from."""

    path: str
    """Its path in the content folder."""
    digest: str
    """SHA-256 of its bytes now, in hexadecimal digits; empty if it does not exist."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was written, because files have changed."""

    message: str
    """What is the matter, in one sentence."""
    files: tuple[ChangedFile, ...]
    """The files."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a request, in JSON."""

    status: HTTPStatus
    """Its status."""
    body: bytes
    """The JSON."""

    @classmethod
    def of(cls, result: object) -> "Reply":
        """Return the answer for the result of a request."""
        match result:
            case Problem():
                said = {
                    "message": result.message, "hint": result.hint, "file": result.file,
                    "line": result.line,
                }  # fmt: skip
                return cls(HTTPStatus.BAD_REQUEST, msgspec.json.encode(said))
            case Conflict():
                return cls(HTTPStatus.CONFLICT, msgspec.json.encode(result))
            case Refusal():
                return cls.refusal(result.status, result.line)
        return cls(HTTPStatus.OK, msgspec.json.encode(result))

    @classmethod
    def refusal(cls, status: HTTPStatus, line: str) -> "Reply":
        """Return the answer with a reason why there is no result."""
        return cls(status, msgspec.json.encode({"message": line}))


@dataclass(frozen=True, slots=True)
class Route(Generic[T]):
    """A request."""

    kind: type[T]
    """The type of what it sends."""
    answer: Callable[[T], object]
    """Returns its result: a value, or a `Problem`, a `Conflict` or a `Refusal`."""
    limit: int = BODY_LIMIT
    """Maximal bytes of what it sends."""


class Routes:
    """The requests of the editor at work on a page."""

    def __init__(
        self, reading: Mapping[str, Route[Any]], writing: Mapping[str, Route[Any]] | None = None
    ) -> None:
        """Take the requests by GET and those by POST, by name."""
        self._reading, self._writing = reading, writing or {}

    def limit(self, name: str) -> int:
        """Return the maximal bytes of a request."""
        return self._writing[name].limit if name in self._writing else BODY_LIMIT

    def get(self, name: str, query: Mapping[str, str]) -> Reply:
        """Answer a request by GET."""
        if name not in self._reading:
            return _unknown(name, self._writing)
        return _answered(
            self._reading[name], lambda kind: msgspec.convert(query, kind, strict=False)
        )

    def post(self, name: str, body: bytes) -> Reply:
        """Answer a request by POST."""
        if name not in self._writing:
            return _unknown(name, self._reading)
        return _answered(self._writing[name], lambda kind: msgspec.json.decode(body, type=kind))


def _unknown(name: str, others: Mapping[str, object]) -> Reply:
    if name in others:
        return Reply.refusal(HTTPStatus.METHOD_NOT_ALLOWED, "This request has another method.")
    return Reply.refusal(HTTPStatus.NOT_FOUND, _UNKNOWN)


def _answered(route: Route[T], decode: Callable[[type[T]], T]) -> Reply:
    try:
        given = decode(route.kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return Reply.refusal(HTTPStatus.BAD_REQUEST, f"This request is not understood: {error}")
    return Reply.of(route.answer(given))
