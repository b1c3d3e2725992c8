"""Work done side by side, by as many processes as there are processors."""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process, resource_tracker
from typing import Any, Self, TypeVar

T = TypeVar("T")

# Starting a process and importing the readers takes about as long as this many pieces of work.
_WORTH_IT = 8
_STARTING = threading.Lock()
# Pieces handed out before the first of them is back, for each process: so none waits for the next.
_AHEAD = 3


class Workers:
    """Processes that are started when there is enough to do, and end with the block.

    They begin with nothing of this process in them, on every system alike, and end with it even
    when it is killed. An error in the block ends them at once.

    Raises:
        ChildProcessError: at the end of the block: one of them was ended from outside.
    """

    def __init__(self, number: int | None = None) -> None:
        """Take the number of processes; None for that of the processors."""
        self.number = number or os.cpu_count() or 1
        self.free = self.number
        """How many of the processors have nothing else to do."""
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if self._pool is None:
            return
        if error:
            for process in active_children():
                process.terminate()
        self._pool.shutdown(cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            raise ChildProcessError(
                "A process that does part of the work was ended from outside: by the system, if "
                "it ran out of memory. Build again, with fewer other programs open."
            ) from error

    @contextmanager
    def one_less(self) -> Iterator[None]:
        """Have one of the processors for something else while the block lasts."""
        self.free -= 1
        try:
            yield
        finally:
            self.free += 1

    def renew(self) -> None:
        """Let the processes end that are there, with all the memory that they hold.

        New ones are started when there is something to do. Nothing is to be under way.
        """
        if self._pool:
            self._pool.shutdown()
            self._pool = None

    def submit(self, function: Callable[..., T], *arguments: object) -> "Future[T]":
        """Have a process call a function of a module, and return what will come of it.

        Several threads may do so at once.
        """
        with _uninterrupted(), _bare():
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self.number, get_context("spawn"), initializer=_end_with_parent
                )
            return self._pool.submit(function, *arguments)

    def spread(self, function: Callable[[Any], T], work: Iterable[Any], pieces: int) -> Iterator[T]:
        """Yield what the function makes of each piece of work, in order.

        Pieces are taken from `work` as they are handed out. A few of them are done here: that is
        over before a process has started.

        Args:
            function: a function of a module, or a `partial` of one.
            work: the pieces.
            pieces: how many there are.
        """
        if self.number == 1 or (self._pool is None and pieces < _WORTH_IT):
            yield from map(function, work)
            return
        waiting: deque[Future[T]] = deque()
        for piece in work:
            waiting.append(self.submit(function, piece))
            if len(waiting) >= _AHEAD * self.number:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C, which a terminal sends to all processes: those started here never get it.

    It is for the first process to end the others; a process inherits what was held back.
    """
    # Started with the first process, it would let Ctrl-C through again before that one begins.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _bare() -> Iterator[None]:
    """Have a process that starts import nothing before it knows what it is to do; one at a time.

    It would begin with the program that was called, and so with all that any command needs: 0.7 s,
    where the search index is made by what is imported in 0.1 s. What processes call here stands in
    modules, and never in the program that was called.
    https://github.com/python/cpython/blob/3.11/Lib/multiprocessing/spawn.py (get_preparation_data)
    """
    main = sys.modules["__main__"]
    with _STARTING:
        file, spec = vars(main).pop("__file__", None), main.__spec__
        main.__spec__ = None
        try:
            yield
        finally:
            main.__spec__ = spec
            if file:
                main.__file__ = file


def _end_with_parent() -> None:
    """See to it that this process does not outlive the one that started it."""
    parent = parent_process()
    if parent:
        threading.Thread(target=_wait_and_end, args=(parent.join,), daemon=True).start()


def _wait_and_end(join: Callable[[], None]) -> None:
    join()
    os._exit(1)
