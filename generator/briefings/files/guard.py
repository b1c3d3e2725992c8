"""Whatever a file does to what reads it is a problem of that file, and all others are read.

Readers are written for any input, and their time is linear in its size. This is for what nobody has
thought of: an exception, or more processor time than any file needs.
"""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import PurePath
from traceback import extract_tb
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from briefings.model.content import Problem, SourceFile

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 4.0
"""Most processor time to read one file. The largest pages that people save take half a second."""
AGAIN = 0.25
"""Seconds after which a library that catches every exception gets another one."""
_LONGEST = 200
_PACKAGE = PurePath(__file__).parent.parent


class TooLongError(BaseException):
    """Reading takes too long. It is no `Exception`, which libraries catch and ignore."""


def guarded(
    refused: Callable[[Problem], Any],
) -> Callable[[Callable[Concatenate[SourceFile, P], T]], Callable[Concatenate[SourceFile, P], T]]:
    """Decorate a function that reads a file, so that it always returns, and in bounded time.

    Args:
        refused: returns the result for a file that cannot be read, from its one problem.
    """

    def decorate(
        read: Callable[Concatenate[SourceFile, P], T],
    ) -> Callable[Concatenate[SourceFile, P], T]:
        @wraps(read)
        def call(source: SourceFile, /, *args: P.args, **kwargs: P.kwargs) -> T:
            try:
                with time_limit(SECONDS):
                    return read(source, *args, **kwargs)
            except TooLongError:
                problem = _too_long(source.path)
            except Exception as error:  # noqa: BLE001  MemoryError and RecursionError among them
                problem = _failed(source.path, error)
            return cast(T, refused(problem))

        return call

    return decorate


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLongError when the `with` block takes more processor time than this.

    In the main thread of a process a signal does so, which also ends a long regular expression. In
    other threads it is another thread, which ends what runs in Python. On systems that lack these
    clocks there is no limit. Limits may be inside each other.
    """
    if threading.current_thread() is not threading.main_thread():
        limit = _in_thread if hasattr(time, "pthread_getcpuclockid") else _no_limit
    else:
        limit = _in_main_thread if hasattr(signal, "setitimer") else _no_limit
    end = limit(seconds)
    try:
        yield
    finally:
        while True:
            try:
                end()
                break
            except TooLongError:  # it came between the end of the block and the end of the limit
                continue


def _no_limit(_: float) -> Callable[[], None]:
    return lambda: None


def _in_main_thread(seconds: float) -> Callable[[], None]:
    """Begin a limit, and return a function that ends it; so do the others."""
    before = signal.signal(signal.SIGPROF, _interrupt)
    left, interval = signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)

    def end() -> None:
        signal.setitimer(signal.ITIMER_PROF, left, interval)
        signal.signal(signal.SIGPROF, before)

    return end


def _interrupt(*_: object) -> None:
    raise TooLongError


def _in_thread(seconds: float) -> Callable[[], None]:
    thread, ended = threading.get_ident(), threading.Event()
    clock = time.pthread_getcpuclockid(thread)
    latest = time.clock_gettime(clock) + seconds

    def watch() -> None:
        wait = seconds  # processor time passes no faster
        while not ended.wait(wait):
            if time.clock_gettime(clock) >= latest:
                _raise_in(thread, TooLongError)
            wait = AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()

    def end() -> None:
        ended.set()
        watcher.join()
        _raise_in(thread, None)  # takes back an exception that has not come yet

    return end


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise an exception in another thread, when it next runs Python; None takes it back."""
    import ctypes  # noqa: PLC0415  few processes need it

    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)


def _too_long(path: str) -> Problem:
    return Problem(
        path, 0, "too-costly",
        f"Reading this file takes more than {SECONDS:.0f} seconds of processor time.",
        "Reduce it to the article, or save the article in another way.",
    )  # fmt: skip


def _failed(path: str, error: Exception) -> Problem:
    said = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(".: ")
    return Problem(
        path, 0, "reader-failed",
        f"Reading this file fails: {said[:_LONGEST]}{_place(error)}.",
        "This is a mistake of the program; please report it with the file. Until it is mended, "
        "save the article in another way, or take the file out of the content folder.",
    )  # fmt: skip


def _place(error: Exception) -> str:
    """Return the place in this package where an exception comes from."""
    for frame in reversed(extract_tb(error.__traceback__)[1:]):
        file = PurePath(frame.filename)
        if file.is_relative_to(_PACKAGE):
            return f" ({file.relative_to(_PACKAGE).as_posix()}:{frame.lineno})"
    return ""
