"""Times one compile by its stages: `python -m bench.stages MKDOCS_YML` prints them as JSON.

Each compile is timed in a process of its own, because caches (of sentences, dates and patterns)
would make a second one in the same process faster than any real build. The clock starts after
the imports. Reading is `content.read`, linking is `site._link`, and rendering is the rest of
`site.compile`; the two functions are wrapped with a clock, so that what is timed is the real
compile and not a copy of it.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import ParamSpec, TypeVar
from unittest import mock

from mkdocs.config import load_config

from generator import content, disk, site
from generator.plugin import BriefingsPlugin

P = ParamSpec("P")
T = TypeVar("T")


class _Watch:
    """Adds up the time that named calls take: by the clock, and of the processor."""

    def __init__(self) -> None:
        self.seconds: dict[str, tuple[float, float]] = {}

    def timed(self, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """Return the function, timed under a name."""

        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            clock, processor = perf_counter(), process_time()
            result = function(*args, **kwargs)
            self.seconds[name] = perf_counter() - clock, process_time() - processor
            return result

        return call


def main(config_file: str) -> None:
    """Load content, compile it and write the pages, as the plugin does, and print the times."""
    config = load_config(config_file)
    plugin = config.plugins["briefings"]
    assert isinstance(plugin, BriefingsPlugin)
    compiled_dir = Path(config_file).parent / "build" / "docs"
    watch = _Watch()
    files = watch.timed("load", disk.read_content)(plugin.content_dir(config))
    with (
        mock.patch.object(content, "read", watch.timed("read", content.read)),
        mock.patch.object(site, "_link", watch.timed("link", site._link)),
    ):
        made = watch.timed("compile", site.compile)(files, plugin.settings(config))
    watch.timed("write", disk.write_pages)(made.pages, compiled_dir)
    json.dump({**watch.seconds, "links": made.counts.links}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
