"""Time the phases of one real build: `python -m bench.phases MKDOCS_YML` prints them as JSON.

The functions of the phases are wrapped with a timer, so this times the build itself. Each build
runs in a new process: the caches of sentences, dates and patterns would speed up a second one.

The processor time of a phase includes all processes that it started. The search index is built
while pages are rendered. So its wall time is part of theirs, and their processor time includes
that of the index.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import ParamSpec, TypeVar
from unittest import mock

import psutil

from bench.process import family
from briefings.build import content_folder, publish
from briefings.build.store import Store
from briefings.commands import build_site, rendering
from briefings.content import loading
from briefings.mkdocs_plugin import project
from briefings.mkdocs_plugin.listener import Listener
from briefings.site import page_mentions

P = ParamSpec("P")
T = TypeVar("T")

_STEPS: tuple[tuple[str, object, str], ...] = (
    ("digests of files", content_folder, "read_content"),
    ("read", loading, "read"),
    ("link", page_mentions, "link"),
    ("compile", build_site, "compile"),
    ("make pages", build_site, "make"),
    ("stage", publish.Staging, "begin"),
    ("render", rendering.Rendering, "render"),
    ("index", build_site.Build, "_index"),
    ("share exports", build_site.Build, "_share_exports"),
    ("publish", publish.Staged, "publish"),
    ("sweep", Store, "sweep"),
)
"""The phases: name and function of each."""


class _Watch:
    """Adds up the wall time and processor time of named calls."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, tuple[float, float]] = defaultdict(lambda: (0, 0))

    def timed(self, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """Return the function with a timer under a name."""

        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            clock, processor = perf_counter(), _processor()
            result = function(*args, **kwargs)
            before = self.seconds[name]
            self.seconds[name] = (
                before[0] + perf_counter() - clock, before[1] + _processor() - processor
            )  # fmt: skip
            return result

        return call


def _processor() -> float:
    """Return the processor time of this process and its children, in seconds."""
    ended = (getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    running = (one.cpu_times() for one in family(psutil.Process())[1:])
    return sum(
        (
            *(one.ru_utime + one.ru_stime for one in ended),
            *(float(one.user + one.system) for one in running),
        )
    )


def main(config_file: str) -> None:
    """Build and publish a project, and print the times."""
    watch = _Watch()
    loaded = project.load(Path(config_file))
    with ExitStack() as stack:
        for name, owner, function in _STEPS:
            timed = watch.timed(name, getattr(owner, function))
            stack.enter_context(mock.patch.object(owner, function, timed))
        watch.timed("all", build_site.build_site)(loaded, Listener(), print)
    json.dump(watch.seconds, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
