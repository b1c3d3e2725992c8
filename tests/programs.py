"""Run installed programs in processes of their own, without loading Python and modules for each.

A server that has loaded the modules forks a process for each call. To load them takes longer than
to build a small site: https://docs.python.org/3/library/multiprocessing.html (forkserver).
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from multiprocessing import forkserver
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from briefings.build import workers

_CONTEXT = multiprocessing.get_context("forkserver")
# One of its own: `Workers` gives Python's one other modules to load, and stops it.
_SERVER = forkserver.ForkServer()
_SERVER.set_forkserver_preload(["mkdocs.__main__", "mkdocs.commands.build", "tests.warm_up"])


def run(
    program: str, arguments: Sequence[str], folder: Path, env: dict[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Run a program in a folder, as `subprocess.run` does.

    Args:
        program: the name of the program.
        arguments: its arguments.
        folder: the folder.
        env: its environment. What else than `PYTHONPATH` Python reads of it when it starts, and
            modules when they are loaded, must be the same for all programs.
    """
    with TemporaryDirectory() as printed:
        with mock.patch.dict(os.environ, env, clear=True):
            _SERVER.ensure_running()
        out, err = Path(printed, "out"), Path(printed, "err")
        process = _CONTEXT.Process(target=_run, args=(program, arguments, folder, env, out, err))
        with (
            workers._main_hidden(),  # which is pytest
            mock.patch.object(forkserver, "connect_to_new_process", _SERVER.connect_to_new_process),
        ):
            process.start()
        process.join()
        status = process.exitcode
        assert status is not None
        texts = (out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))
        return subprocess.CompletedProcess([program, *arguments], status, *texts)


def _run(
    program: str, arguments: Sequence[str], folder: Path, env: dict[str, str], out: Path, err: Path
) -> None:
    for descriptor, path in ((1, out), (2, err)):
        with path.open("wb") as file:
            os.dup2(file.fileno(), descriptor)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    sys.path[:0] = filter(None, env.get("PYTHONPATH", "").split(os.pathsep))
    sys.argv = [program, *arguments]
    (found,) = entry_points(group="console_scripts", name=program)
    sys.exit(found.load()())
