"""The time limit of a request, after which it writes nothing."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

R = TypeVar("R")


class TimeLimit:
    """The time of a request: after its end, writing cannot begin."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun = self._ended = False

    def within(self, seconds: float, do: Callable[[], R]) -> R:
        """Return what a function returns; raises TimeoutError if that takes too long.

        It goes on then, in a thread that does not keep the program from its end.
        """
        done = Future[R]()

        def run() -> None:
            try:
                done.set_result(do())
            except BaseException as error:  # noqa: BLE001  raised by `result`
                done.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return done.result(seconds)

    def begin(self) -> bool:
        """Begin to write, and return whether that is still wanted."""
        with self._lock:
            self._begun = not self._ended
            return self._begun

    def end(self) -> bool:
        """End the time, and return whether writing has not begun."""
        with self._lock:
            self._ended = not self._begun
            return self._ended
