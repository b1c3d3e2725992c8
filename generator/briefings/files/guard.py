"""Whatever a file does to what works on it is a problem of that file, and all others are published.

Readers, linking and pages are written for any input, and their time is linear in its size. This is
for what nobody has thought of: an exception, or more processor time than any file needs.
"""

import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import PurePath
from traceback import extract_tb
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from briefings.cache import GoneError
from briefings.model.content import Content, Problem, RefusedError, SourceFile

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 4.0
"""Most processor time of one step for one file: to read it, to link it, to make its page. To read
the largest pages that people save takes half a second."""
AGAIN = 0.25
"""Seconds after which a library that catches every exception gets another one."""
READING, LINKING = "Reading this file", "Linking this file"
MAKING = "Making the page of this file"
"""The steps in the work on a file, as problems name them."""
_LONGEST = 200
_PACKAGE = PurePath(__file__).parent.parent


class TooLongError(BaseException):
    """Reading takes too long. It is no `Exception`, which libraries catch and ignore."""


@contextmanager
def bounded(path: str, step: str) -> Iterator[None]:
    """Guard a step in the work on a file.

    Args:
        path: the file.
        step: the step, as in “Linking this file”.

    Raises:
        RefusedError: the `with` block has raised an exception, or takes too long. An `OSError` and
            a `GoneError` are passed on: they tell of a disk or of the cache, not of the file.
    """
    try:
        with time_limit(SECONDS):
            yield
    except (RefusedError, OSError, GoneError):
        raise
    except TooLongError as error:
        raise RefusedError(_too_long(path, step)) from error
    except Exception as error:  # MemoryError and RecursionError among them
        raise RefusedError(_failed(path, step, error)) from error


def guarded(
    refused: Callable[[Problem], Any],
) -> Callable[[Callable[Concatenate[SourceFile, P], T]], Callable[Concatenate[SourceFile, P], T]]:
    """Decorate a function that reads a file, so that it always returns, and in bounded time.

    A file that has been refused (`SourceFile.refused`) is not read. A RefusedError about another
    file, with which this one is read, is passed on.

    Args:
        refused: returns the result for a file that cannot be read, from its one problem.
    """

    def decorate(
        read: Callable[Concatenate[SourceFile, P], T],
    ) -> Callable[Concatenate[SourceFile, P], T]:
        @wraps(read)
        def call(source: SourceFile, /, *args: P.args, **kwargs: P.kwargs) -> T:
            if source.refused:
                return cast(T, refused(source.refused))
            try:
                with bounded(source.path, READING):
                    return read(source, *args, **kwargs)
            except RefusedError as error:
                (problem,) = error.problems
                if problem.file != source.path:
                    raise
            except OSError as error:  # of a process that reads it
                problem = _failed(source.path, READING, error)
            return cast(T, refused(problem))

        return call

    return decorate


def without_refused(content: Content, do: Callable[[Content], T]) -> T:
    """Return what a function makes of content, without the files that it refuses."""
    while True:
        try:
            return do(content)
        except RefusedError as error:
            content = content.refusing(error.problems)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLongError when the `with` block takes more processor time than this.

    In the main thread of a process a signal does so, which also ends a long regular expression. In
    other threads it is another thread, which ends what runs in Python. A call of compiled code that
    does not look for signals is ended at its end. On systems that lack these clocks there is no
    limit. Limits may be inside each other.
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


@contextmanager
def unlimited() -> Iterator[None]:
    """Leave the `with` block out of the limits around it: what it does is for all files.

    So what is computed at its first use is not charged to the file that is the first to use it.
    """
    if threading.current_thread() is threading.main_thread():
        if not hasattr(signal, "setitimer"):
            yield
            return
        left = signal.setitimer(signal.ITIMER_PROF, 0)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, *left)
        return
    limits = [*_LIMITS.here]
    ends, began = [limit.end for limit in limits], time.thread_time()
    for limit in limits:
        limit.end = math.inf
    try:
        yield
    finally:
        for limit, end in zip(limits, ends, strict=True):
            limit.end = end + time.thread_time() - began


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


@dataclass(eq=False, slots=True)
class _Limit:
    """A limit of a thread."""

    end: float
    """Processor time of the thread at which it is exceeded."""


class _Limits(threading.local):
    """The limits of this thread."""

    def __init__(self) -> None:
        self.here: list[_Limit] = []


_LIMITS = _Limits()


def _in_thread(seconds: float) -> Callable[[], None]:
    thread, ended = threading.get_ident(), threading.Event()
    clock = time.pthread_getcpuclockid(thread)
    limit, limits = _Limit(time.clock_gettime(clock) + seconds), _LIMITS.here
    limits.append(limit)

    def watch() -> None:
        wait = seconds  # processor time passes no faster
        while not ended.wait(wait):
            if time.clock_gettime(clock) >= limit.end:
                _raise_in(thread, TooLongError)
            wait = AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()

    def end() -> None:
        ended.set()
        watcher.join()
        if limit in limits:
            limits.remove(limit)
        _raise_in(thread, None)  # takes back an exception that has not come yet

    return end


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise an exception in another thread, when it next runs Python; None takes it back."""
    import ctypes  # noqa: PLC0415  few processes need it

    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)


def _too_long(path: str, step: str) -> Problem:
    return Problem(
        path, 0, "too-costly",
        f"{step} takes more than {SECONDS:.0f} seconds of processor time.",
        "Shorten it. If it is a capture, save the article alone, or in another format.",
    )  # fmt: skip


def _failed(path: str, step: str, error: Exception) -> Problem:
    said = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(".: ")
    return Problem(
        path, 0, "reader-failed",
        f"{step} fails: {said[:_LONGEST]}{_place(error)}.",
        "This is a mistake of the program; please report it with the file. Until it is mended, "
        "take the file out of the content folder; a capture may also work in another format.",
    )  # fmt: skip


def _place(error: Exception) -> str:
    """Return the place in this package where an exception comes from."""
    for frame in reversed(extract_tb(error.__traceback__)[1:]):
        file = PurePath(frame.filename)
        if file.is_relative_to(_PACKAGE) and frame.filename != __file__:
            return f" ({file.relative_to(_PACKAGE).as_posix()}:{frame.lineno})"
    return ""
