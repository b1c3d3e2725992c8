"""Run whole processes and measure their cost, with all processes that they start."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

import click
import psutil

_REPOSITORY = Path(__file__).parents[1]
_EVERY = 0.5
"""Seconds between two samples of the memory in use; a sample takes about 10 ms."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a process with the processes that it started."""

    seconds: float
    """Wall time from start to end, in seconds."""
    processor: float
    """Seconds of processor time, user and system."""
    peak: int
    """Largest resident set of one of the processes, in bytes."""
    together: int
    """Peak memory of all processes together, in bytes. Shared memory counts once (proportional set
    size); on macOS, which does not tell it, in each process."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that has succeeded."""

    cost: Cost
    """Its cost."""
    printed: str
    """Its standard output."""


def run(command: Sequence[str], cwd: Path = _REPOSITORY) -> Finished:
    """Run a command, and return its cost with the processes that it started.

    Raises:
        click.ClickException: it failed; the message holds what it printed.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        started = perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=out, stderr=err)
        with _Memory(process.pid) as memory:
            _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise click.ClickException(f"{' '.join(command)} failed:\n{out.read()}{err.read()}")
        # Linux counts kibibytes, macOS bytes.
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        processor = usage.ru_utime + usage.ru_stime
        return Finished(Cost(seconds, processor, peak, max(peak, memory.most)), out.read())


class _Memory:
    """Samples the memory of a process and its descendants inside the block."""

    def __init__(self, pid: int) -> None:
        self.most = 0
        self._root = psutil.Process(pid)
        self._over = Event()
        self._watch = Thread(target=self._look)

    def __enter__(self) -> "_Memory":
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            self.most = max(self.most, sum(map(_in_memory, family(self._root))))


def family(root: psutil.Process) -> list[psutil.Process]:
    """Return a process and its descendants that still run."""
    try:
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _in_memory(process: psutil.Process) -> int:
    try:
        info = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
    return int(getattr(info, "pss", info.rss))
