"""Limits of connections: slow clients and many of them cannot hang the server."""

import io
import socket
import threading
from collections import OrderedDict
from contextlib import suppress
from time import monotonic

_MOST = 200
"""Maximal number of connections. A browser opens six at most to one server."""


class Connections:
    """The open connections. A connection *waits* while its next request is not complete."""

    def __init__(self, most: int = _MOST) -> None:
        self._most, self._lock = most, threading.Lock()
        self._all: set[socket.socket] = set()
        self._waiting: OrderedDict[socket.socket, None] = OrderedDict()

    def admit(self, connection: socket.socket) -> bool:
        """Add a connection, and return whether there is room for it.

        If there are too many, the one that has waited longest is closed; browsers open another
        when they need it.
        """
        with self._lock:
            if len(self._all) >= self._most:
                if not self._waiting:
                    return False
                oldest, _ = self._waiting.popitem(last=False)
                self._all.discard(oldest)
                _close(oldest)
            self._all.add(connection)
            self._waiting[connection] = None
            return True

    def wait(self, connection: socket.socket) -> None:
        """Note that a connection waits for its next request."""
        with self._lock:
            if connection in self._all:
                self._waiting[connection] = None
                self._waiting.move_to_end(connection)

    def work(self, connection: socket.socket) -> None:
        """Note that a request of a connection is complete, and is being answered."""
        with self._lock:
            self._waiting.pop(connection, None)

    def leave(self, connection: socket.socket) -> None:
        """Note that a connection is closed."""
        with self._lock:
            self._all.discard(connection)
            self._waiting.pop(connection, None)


def _close(connection: socket.socket) -> None:
    """End a connection that another thread reads from: it finds the end of the stream."""
    with suppress(OSError):  # the client has closed it
        connection.shutdown(socket.SHUT_RDWR)


class TimedReader(io.RawIOBase):
    """Reads from a connection until a moment, however slowly the bytes come.

    The timeout of a socket is one for each wait: a client that sends a byte now and then never
    exceeds it.
    """

    def __init__(self, connection: socket.socket) -> None:
        """Take a connection; nothing can be read before `allow`."""
        super().__init__()
        self._connection, self._until = connection, monotonic()

    def allow(self, seconds: float) -> None:
        """Set the time in which everything has to be read."""
        self._until = monotonic() + seconds

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Read some bytes; raises TimeoutError when the time is over."""
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError("The request did not come in time.")
        self._connection.settimeout(left)
        return self._connection.recv_into(buffer)
