"""Run builds in separate processes, which a test may kill at any moment or let fail.

Python and all modules are loaded once, by a server that forks a child for each build; so fifty
killed builds take seconds. As root it gives away root's right to pass over permissions.
"""

import errno
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import IO

from briefings.build import atomic_swap, publish
from briefings.commands.main import main
from tests.project import REPOSITORY, SMALL, Project, environment

_WRITING = os.O_WRONLY | os.O_RDWR
_STEPS = {"open", "os.scandir", "os.listdir"}
_STEPS |= {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link"}
_ORDINARY_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")


@dataclass(frozen=True)
class Build:
    """What to run, and the fault to inject.

    A step is a call for a file or folder below `folder`.
    """

    folder: str
    arguments: tuple[str, ...] = ("build",)
    """Arguments of `briefings`; without any, two small files are published by hand."""
    end_after: float = 0
    """Kill the process and all its children after some seconds, if it still runs."""
    end_at: int = 0
    """End the process before this step."""
    publishing: bool = False
    """Whether a step is any call of a function instead, once the next site is complete."""
    end_by: int = signal.SIGKILL
    """The signal it gets there; its children are killed with it."""
    full_at: int = 0
    """From this step on every file that is opened for writing fails, as on a full disk."""
    exchange: bool = True
    """Whether the file system can exchange two names."""


@dataclass(frozen=True)
class Ended:
    """How a build ended."""

    status: int
    """Its exit status, or minus the number of the signal that ended it."""
    printed: str
    steps: int
    """Steps it took, if it was not killed."""


class Server:
    """Runs builds, one at a time."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin
        assert process.stdout
        self._ask: IO[str] = process.stdin
        self._answers: IO[str] = process.stdout
        assert self._answers.readline() == "ready\n"

    def start(self, build: Build) -> int:
        """Start a build, and return the number of its process."""
        self._ask.write(f"{json.dumps(asdict(build))}\n")
        self._ask.flush()
        return int(self._answers.readline())

    def wait(self) -> Ended:
        """Wait for the build that was started last."""
        return Ended(**json.loads(self._answers.readline()))

    def run(self, build: Build) -> Ended:
        """Run a build to its end."""
        self.start(build)
        return self.wait()


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """Run a server that keeps its own things in an empty folder."""
    rights = _ORDINARY_RIGHTS if os.geteuid() == 0 else ()
    process = subprocess.Popen(
        [*rights, sys.executable, "-m", "tests.builds", folder],
        cwd=REPOSITORY,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Server(process)
        process.communicate()


# ----------------------------------------------------------------- in the server


def _serve(folder: Path) -> None:
    Project(folder / "warm-up", SMALL).built()
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        build = Build(**{**asked, "arguments": tuple(asked["arguments"])})
        log, steps = folder / "log", folder / "steps"
        steps.unlink(missing_ok=True)
        child = os.fork()
        if not child:
            _become(build, log, steps)
        while os.getpgid(child) != child:  # until it leads its group
            time.sleep(0.001)
        print(child, flush=True)
        if build.end_after:
            time.sleep(build.end_after)
            os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        taken = int((steps.exists() and steps.read_text()) or 0)  # it may have been killed there
        ended = Ended(os.waitstatus_to_exitcode(status), log.read_text(), taken)
        print(json.dumps(asdict(ended)), flush=True)


def _become(build: Build, log: Path, steps: Path) -> None:
    status = 70
    try:
        os.chdir(build.folder)
        with log.open("w") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        os.setpgid(0, 0)
        if not build.exchange:
            _forbid_exchange()
        counted = _befall(build)
        if build.arguments:
            status = _exit_status(lambda: main(build.arguments))
        else:
            status = _exit_status(lambda: publish_by_hand(Path("site"), "new"))
        steps.write_text(str(counted()))
    except BaseException:  # noqa: BLE001 - the child must not go on as a server
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def _exit_status(run: Callable[[], object]) -> int:
    try:
        run()
    except SystemExit as exit:
        return int(exit.code or 0)
    return 0


def publish_by_hand(site: Path, text: str) -> None:
    """Publish a site in which one file is kept from the last one, one is changed, one has gone."""
    with publish.staging(site, lambda _: None) as staging:
        keep = ["kept/index.html"] if (site / "kept/index.html").exists() else []
        staged = staging.begin(keep)
        files = {"changed/index.html": text, f"{text}/index.html": text}
        for name, data in {**files, **({} if keep else {"kept/index.html": "kept"})}.items():
            (staged.folder / name).parent.mkdir(exist_ok=True)
            (staged.folder / name).write_text(data)
        staged.publish()


def _forbid_exchange() -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    atomic_swap._exchange = refuse  # type: ignore[assignment]


def _befall(build: Build) -> Callable[[], int]:
    """Make happen what shall happen to a build; return how to tell the steps taken so far."""
    here, numbers, ended = Path.cwd(), count(1), False  # `count`, since a build has threads

    def step() -> int:
        taken = next(numbers)
        if taken == build.end_at:
            if build.end_by == signal.SIGKILL:
                os.killpg(0, signal.SIGKILL)
            os.kill(os.getpid(), build.end_by)
        return taken

    def on_event(event: str, arguments: tuple[object, ...]) -> None:
        if ended or event not in _STEPS or not isinstance(arguments[0], str | bytes):
            return
        if here not in Path(here, os.fsdecode(arguments[0])).parents:
            return
        taken = step()
        written = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if written and 0 < build.full_at <= taken:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), arguments[0])

    def on_call(*_: object) -> None:
        step()

    def publish_in_steps(staged: publish.Staged) -> None:
        sys.setprofile(on_call)
        make_public(staged)

    def stop() -> int:
        nonlocal ended
        sys.setprofile(None)
        ended = True
        return next(numbers) - 1

    if build.publishing:
        make_public = publish.Staged.publish
        publish.Staged.publish = publish_in_steps  # type: ignore[assignment,method-assign]
    else:
        sys.addaudithook(on_event)
    return stop


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
