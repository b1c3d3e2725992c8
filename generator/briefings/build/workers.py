"""An executor of local processes, one for each processor."""

import os
import signal
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from itertools import chain, islice, starmap
from multiprocessing import forkserver, parent_process, resource_tracker
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any, ParamSpec, TypeVar

from briefings.build import memory

P = ParamSpec("P")
T = TypeVar("T")

# To start processes and import the readers takes about as long as this many calls.
_WORTH_A_PROCESS = 8
# Modules that workers call and that take long to import. The process that forks them imports each
# one first, if this process has imported it. They are names, as this package may not import them.
_LARGE_IMPORTS = [
    "briefings.content.parse", "briefings.site.compile", "briefings.build.search",
    "briefings.mkdocs_plugin.render",
]  # fmt: skip
# Calls in progress for each process, so that none of them waits for the next call.
_AHEAD = 3
# What a process inherits when it starts is state of this whole process.
_STARTING = threading.Lock()


class UnfitWorkerError(ChildProcessError):
    """A worker cannot do its work: it has other versions, or does not see a needed folder."""


class Workers(Executor):
    """An executor whose processes start at the first call and end with the `with` block.

    They are forked by a process that has imported what takes long (`_LARGE_IMPORTS`), and has no
    threads: imports take half a second, and 70 MB, which they share. They also end when this
    process is killed. An exception in the block terminates them at once. Their temporary files go
    to a folder that is deleted at the end.

    Raises:
        ChildProcessError: at the end of the block, if a process was killed from outside.
    """

    def __init__(self, number: int | None = None) -> None:
        """Take the number of processes; None for the number of processors."""
        self.number = number or os.cpu_count() or 1
        """How many calls run at once."""
        self.free = self.number
        """The same, without the processors that are reserved for other work."""
        self._pool: ProcessPoolExecutor | None = None
        self._context, self._lock = _Context(), threading.Lock()
        self._open = ExitStack()
        self._terminated = False

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if error:
            self.terminate()
        self.shutdown(cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            raise ChildProcessError(
                "A worker process was killed from outside: by the system, if memory ran out. "
                "Build again, with fewer other programs open."
            ) from error

    @property
    def started(self) -> bool:
        """Whether processes run already."""
        return self._pool is not None

    @contextmanager
    def one_reserved(self) -> Iterator[None]:
        """Reserve one processor for other work inside the block."""
        self.free -= 1
        try:
            yield
        finally:
            self.free += 1

    def renew(self) -> None:
        """End all processes, to free their memory; the next call starts new ones.

        No call may be in progress.
        """
        if self._pool:
            self._pool.shutdown()
            self._pool = None

    def terminate(self) -> None:
        """End all processes at once. Their calls, and later ones, raise an exception."""
        self._terminated = True
        with self._lock:  # A process that another thread is starting has no number yet.
            for process in self._context.made:
                if process.pid:
                    process.terminate()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Call a function of a module in a process; several threads may do so at once."""
        with self._lock:
            if self._terminated:
                raise RuntimeError("The workers have been terminated.")
            if self._pool is None:
                folder = self._open.enter_context(
                    tempfile.TemporaryDirectory(prefix="briefings-", ignore_cleanup_errors=True)
                )
                self._open.enter_context(_SERVER)
                self._pool = ProcessPoolExecutor(
                    self.number, self._context, initializer=_set_up, initargs=(folder,)
                )
            return self._pool.submit(fn, *args, **kwargs)

    def map(
        self,
        fn: Callable[..., T],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[T]:
        """Return the results in order, as `Executor.map` does, but take arguments only when needed.

        A few calls are made in this process: they are done before a process has started. `timeout`
        and `chunksize` have no effect.
        """
        del timeout, chunksize
        calls: Iterator[tuple[Any, ...]] = zip(*iterables, strict=False)
        first = deque(islice(calls, _WORTH_A_PROCESS))
        few = not self.started and len(first) < _WORTH_A_PROCESS
        # The arguments of a call are let go when it is made: they may be large.
        calls = chain((first.popleft() for _ in range(len(first))), calls)
        if self.number == 1 or few:
            yield from starmap(fn, calls)
            return
        waiting: deque[Future[T]] = deque()
        for arguments in calls:
            waiting.append(self.submit(fn, *arguments))
            if len(waiting) >= _AHEAD * self.number:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all processes."""
        if self._pool:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)
            self._pool = None
        self._open.close()


class _Server:
    """Keeps the process that forks others inside its `with` blocks. It starts with the first one.

    Python has one for all pools, and leaves it to end by itself: then it outlives this process for
    a moment, and its processor time is counted nowhere.
    """

    def __init__(self) -> None:
        self._users = 0

    def __enter__(self) -> None:
        with _STARTING:
            self._users += 1
            forkserver.set_forkserver_preload([n for n in _LARGE_IMPORTS if n in sys.modules])

    def __exit__(self, *_: object) -> None:
        with _STARTING:
            self._users -= 1
            if not self._users:
                forkserver._forkserver._stop()  # type: ignore[attr-defined]


_SERVER = _Server()


class _Process(ForkServerProcess):
    """A process that starts with SIGINT blocked, and without the program that was called."""

    def start(self) -> None:
        with _STARTING, _sigint_blocked(), _main_hidden():
            super().start()


class _Context(ForkServerContext):
    """Makes the processes of one pool, and remembers them."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[_Process] = []

    def Process(self, *args: Any, **kwargs: Any) -> _Process:  # type: ignore[override]  # noqa: ANN401, N802  a class there
        process = _Process(*args, **kwargs)
        self.made.append(process)
        return process


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Block SIGINT, which child processes inherit: only the parent handles Ctrl-C."""
    # If it started with the first process, it would unblock SIGINT before that one begins.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Hide `__main__`, so that a new process does not import the command that was called.

    https://github.com/python/cpython/blob/3.11/Lib/multiprocessing/spawn.py (get_preparation_data)
    """
    main = sys.modules["__main__"]
    file, spec = vars(main).pop("__file__", None), main.__spec__
    main.__spec__ = None
    try:
        yield
    finally:
        main.__spec__ = spec
        if file:
            main.__file__ = file


def _set_up(temporary: str) -> None:
    """Set the folder for temporary files, and end this process when its parent ends."""
    tempfile.tempdir = temporary
    memory.tune_gc()
    parent = parent_process()
    assert parent

    def wait_and_end() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait_and_end, daemon=True).start()
