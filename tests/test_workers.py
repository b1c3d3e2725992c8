"""Workers: calls in other processes, results in order, and no process left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import psutil
import pytest

from briefings.build.workers import Workers
from tests.project import REPOSITORY


def squared(number: int) -> int:
    if number < 0:
        raise ValueError(f"{number} is below 0")
    return number * number


def process(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("calls", [0, 1, 30])
def test_results_come_in_order(number: int, calls: int) -> None:
    with Workers(number) as workers:
        found = list(workers.map(squared, iter(range(calls))))
    assert found == [n * n for n in range(calls)]


def test_many_calls_are_made_in_other_processes_and_a_few_in_this_one() -> None:
    with Workers(2) as workers:
        assert set(workers.map(process, range(3))) == {os.getpid()}
        assert os.getpid() not in set(workers.map(process, range(30)))


class Capture:
    """An argument that is as large as a capture may be."""


def test_arguments_are_not_kept_when_their_call_is_made() -> None:
    kept = weakref.WeakSet[Capture]()

    def captures() -> Iterator[Capture]:
        for _ in range(20):
            capture = Capture()
            kept.add(capture)
            yield capture

    with Workers(1) as workers:
        alive = list(workers.map(lambda _: len(kept), captures()))
    assert max(alive[8:]) <= 3


def test_renewing_ends_all_processes_and_starts_new_ones() -> None:
    with Workers(2) as workers:
        before = set(workers.map(process, range(30)))
        workers.renew()
        assert not before & {child.pid for child in psutil.Process().children(recursive=True)}
        assert not before & set(workers.map(process, range(30)))


def test_a_processor_can_be_reserved() -> None:
    with Workers(2) as workers:
        with workers.one_reserved():
            assert workers.free == 1
        assert workers.free == workers.number == 2


def imported(_: int) -> bool:
    return "all_commands" in sys.modules


PROGRAM = """
import all_commands
from briefings.build.workers import Workers
from tests.test_workers import imported

if __name__ == "__main__":
    with Workers(2) as workers:
        print(set(workers.map(imported, range(30))))
    print(__file__)
"""


def test_processes_do_not_import_the_program_that_was_called(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    (tmp_path / "all_commands.py").touch()
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, program], env=env, capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == ["{False}", str(program)]


def test_an_exception_of_a_call_is_raised_in_this_process() -> None:
    with Workers(2) as workers, pytest.raises(ValueError, match="-1 is below 0"):
        list(workers.map(squared, [*range(20), -1]))


def kill(this: int) -> None:
    if this:
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_process_is_an_error() -> None:
    with pytest.raises(ChildProcessError, match="killed from outside"), Workers(2) as workers:
        list(workers.map(kill, [0] * 9 + [1]))


def interrupt(_: int) -> int:
    os.kill(os.getpid(), signal.SIGINT)
    return os.getpid()


INTERRUPTED = """
import os
from briefings.build.workers import Workers
from tests.test_workers import interrupt

if __name__ == "__main__":
    with Workers(2) as workers:
        found = set(workers.map(interrupt, range(30)))
    assert found and os.getpid() not in found
"""


def test_processes_do_not_receive_ctrl_c(tmp_path: Path) -> None:
    program = tmp_path / "interrupted.py"
    program.write_text(INTERRUPTED)
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    subprocess.run([sys.executable, program], env=environment, check=True)


def write_late(path: Path) -> None:
    path.with_suffix(".begun").touch()
    time.sleep(4)
    path.touch()


def begin_and_stop(path: Path) -> None:
    with Workers(1) as workers:
        workers.submit(write_late, path)
        while not path.with_suffix(".begun").exists():
            time.sleep(0.05)
        raise KeyboardInterrupt


def test_an_exception_in_the_block_ends_the_processes_at_once(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        begin_and_stop(tmp_path / "late")
    assert not (tmp_path / "late").exists()


def test_a_process_that_another_thread_is_starting_is_ended_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    starting, start = threading.Event(), ForkServerProcess.start

    def start_late(process: ForkServerProcess) -> None:
        starting.set()
        time.sleep(0.2)
        start(process)

    monkeypatch.setattr(ForkServerProcess, "start", start_late)
    with ThreadPoolExecutor() as threads, Workers(2) as workers:
        submitted = threads.submit(workers.submit, sleep, 60)
        assert starting.wait(20)
        workers.terminate()
        with pytest.raises(BrokenProcessPool):
            submitted.result().result(timeout=20)


def test_an_exception_in_the_block_ends_no_process_of_others(tmp_path: Path) -> None:
    foreign = get_context("spawn").Process(target=sleep, args=(60,))
    foreign.start()
    with Workers(1) as others:
        theirs = others.submit(process, 0).result()
        with pytest.raises(KeyboardInterrupt):
            begin_and_stop(tmp_path / "late")
        assert foreign.is_alive()
        assert others.submit(process, 0).result() == theirs
    foreign.kill()
    foreign.join()


KILLED = """
import sys, time
from briefings.build.workers import Workers
from tests.test_workers import process, sleep

if __name__ == "__main__":
    with Workers(1) as workers:
        print(workers.submit(process, 0).result(), flush=True)
        workers.submit(sleep, 60).result()
"""


def sleep(seconds: int) -> None:
    time.sleep(seconds)


def test_a_process_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "killed.py"
    program.write_text(KILLED)
    started = subprocess.Popen(
        [sys.executable, program], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    assert started.stdout
    with started.stdout:
        worker = int(started.stdout.readline())
        started.send_signal(signal.SIGKILL)
        started.wait()
        for _ in range(200):
            if not _runs(worker):
                return
            time.sleep(0.05)
    pytest.fail("it goes on")


def _runs(process: int) -> bool:
    try:
        # An ended process whose new parent has not looked yet is a zombie.
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
