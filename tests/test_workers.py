"""Work done side by side: in order, by other processes, which do not outlive this one."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import get_context
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
@pytest.mark.parametrize("pieces", [0, 1, 30])
def test_what_comes_of_each_piece_comes_in_order(number: int, pieces: int) -> None:
    with Workers(number) as workers:
        found = list(workers.map(squared, iter(range(pieces))))
    assert found == [n * n for n in range(pieces)]


def test_much_work_is_done_by_other_processes_and_little_here() -> None:
    with Workers(2) as workers:
        assert set(workers.map(process, range(3))) == {os.getpid()}
        assert os.getpid() not in set(workers.map(process, range(30)))


def test_renewed_processes_are_others_and_those_before_have_ended() -> None:
    with Workers(2) as workers:
        before = set(workers.map(process, range(30)))
        workers.renew()
        assert not before & {child.pid for child in psutil.Process().children()}
        assert not before & set(workers.map(process, range(30)))


def test_a_processor_can_be_had_for_something_else_for_a_while() -> None:
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


def test_processes_do_not_import_what_the_program_does_that_was_called(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    (tmp_path / "all_commands.py").touch()
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, program], env=env, capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == ["{False}", str(program)]


def test_an_error_of_a_piece_is_raised_here() -> None:
    with Workers(2) as workers, pytest.raises(ValueError, match="-1 is below 0"):
        list(workers.map(squared, [*range(20), -1]))


def kill(this: int) -> None:
    if this:
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_killed_is_an_error_that_says_so() -> None:
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


def test_processes_do_not_hear_the_ctrl_c_that_is_meant_for_the_first_one(tmp_path: Path) -> None:
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


def test_an_error_here_ends_them_at_once(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        begin_and_stop(tmp_path / "late")
    assert not (tmp_path / "late").exists()


def test_an_error_here_ends_no_process_that_something_else_has_started(tmp_path: Path) -> None:
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


def test_a_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
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
