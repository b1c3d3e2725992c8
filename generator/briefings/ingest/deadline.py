"""An end to requests that take too long altogether."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import httpx


class DeadlineError(Exception):
    """The time was over before the request was."""


class _Deadline:
    """Ends a request when its time is over, by closing the connection under it.

    The client's own timeouts bound each wait for the network, not their sum: a server that sends
    a byte every few seconds would hold us for ever.
    """

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.socket: socket.socket | None = None
        self.timer = threading.Timer(seconds, self.close)
        self.timer.daemon = True

    @property
    def over(self) -> bool:
        return time.monotonic() >= self.until

    def trace(self, _event: str, info: Mapping[str, object]) -> None:
        """Keep hold of the connection; called by httpcore at each step of a request."""
        stream = info.get("return_value")
        if stream is not None and hasattr(stream, "get_extra_info"):
            self.socket = stream.get_extra_info("socket")
        if self.over:
            self.close()

    def close(self) -> None:
        """Break the connection off."""
        if self.socket is not None:
            # It may be closed already, or TLS has taken it over; then the next step ends it.
            with suppress(OSError):
                # Not TLS's own shutdown, which is not safe while another thread reads.
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)


Trace = Callable[[str, Mapping[str, object]], None]
"""The request extension `trace` of httpx and httpcore."""


@contextmanager
def deadline(seconds: float) -> Iterator[Trace]:
    """Give a block of code this many seconds for one request.

    Yields:
        The `trace` extension which that request must carry.

    Raises:
        DeadlineError: the time was over first.
    """
    limit = _Deadline(seconds)
    limit.timer.start()
    try:
        yield limit.trace
    except (httpx.HTTPError, OSError) as error:
        if limit.over:
            raise DeadlineError from error
        raise
    finally:
        limit.timer.cancel()
    if limit.over:
        raise DeadlineError
