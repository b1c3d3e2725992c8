"""Pages rendered by MkDocs, in several processes, each of which renders some of them.

Some pages are rendered by a `mkdocs build` of their own, which is given them and the names of those
that they link to and of those in the navigation. These are excluded (`InclusionLevel.EXCLUDED`, of
MkDocs 1.6): links to them are resolved all the same, and no page shows anything of another. So a
build costs what it renders, however large the site is.
"""

import logging
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from mkdocs.commands.build import build

from briefings.build.workers import Workers
from briefings.mkdocs_plugin import defaults
from briefings.mkdocs_plugin.plugin import BriefingsPlugin, Part, navigation_pages
from briefings.text import uris

# MkDocs holds all pages that it renders in memory, some 0.1 MB each.
_AT_ONCE = 250
# So few pages are rendered here about as soon as by processes that have to start first: that takes
# them a second each, and a page some 14 ms.
_FEW = 150
SITE = "site"
"""Folder of the rendered pages, in the one that they are rendered in."""
_WORK = ".rendering"  # where the processes work, in the folder that they render into
# Whatever could be the address of a page; what is no link does no harm. It begins where a word
# does: else each letter of a long word would be tried.
_ADDRESS = re.compile(r"(?<![^\s()<>\[\]\"'`])[^\s()<>\[\]\"'`]+\.md\b")

_NAMED = re.compile(r"Doc file '([^']+)'")


Said = Sequence[tuple[str, str]]
"""What MkDocs warned of: the page, empty where that is not known, and the message."""


@dataclass(frozen=True, slots=True)
class Task:
    """Pages to be rendered."""

    config_file: Path
    """`mkdocs.yml`."""
    compiled: Path
    """The folder of the compiled pages."""
    pages: Sequence[str]
    """URIs of the pages."""
    known: Set[str]
    """URIs of all pages of the site: a link to one of them leads there, compiled or not."""
    assets: bool = True
    """Whether the theme's assets are wanted, and the pages that no Markdown stands for."""
    said: bytes | None = None
    """What `config_file` is taken to say; None for what it says now."""


def render(task: Task, target: Path, workers: Workers, progress: Callable[[int], None]) -> Said:
    """Render pages into a folder laid out like the site, and return what MkDocs warned of.

    Args:
        task: the pages.
        target: the folder.
        workers: render side by side.
        progress: is told how many more pages are rendered.
    """
    rounds = ceil(len(task.pages) / _AT_ONCE / workers.number)
    number = 1 if len(task.pages) <= _FEW else workers.number * rounds
    work = target / _WORK
    shutil.rmtree(work, ignore_errors=True)  # what a killed build has left
    work.mkdir()
    jobs = {
        work / str(n): replace(task, pages=task.pages[n::number], assets=task.assets and n == 0)
        for n in range(number)
    }
    said: list[tuple[str, str]] = []
    for folder, heard in _rendered(jobs, workers, progress):
        _move(folder / SITE, target)
        said += heard
    shutil.rmtree(work)
    return said


def _rendered(
    jobs: Mapping[Path, Task], workers: Workers, progress: Callable[[int], None]
) -> Iterator[tuple[Path, Said]]:
    """Yield the folder of each job when it is done, with what MkDocs warned of."""
    if len(jobs) == 1:
        yield from ((folder, render_here(task, folder, progress)) for folder, task in jobs.items())
        return
    due = list(jobs.items())[::-1]
    waiting: dict[Future[Said], Path] = {}
    ended: list[tuple[Path, Said]] = []
    while due or waiting or ended:
        while due and len(waiting) < max(workers.free, 1):
            folder, task = due.pop()
            waiting[workers.submit(render_here, task, folder)] = folder
        yield from ended
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        ended = [(waiting.pop(future), future.result()) for future in done]
        progress(sum(len(jobs[folder].pages) for folder, _ in ended))


def render_here(task: Task, work: Path, progress: Callable[[int], None] = lambda _: None) -> Said:
    """Render pages in this process, one thread at a time, and return what MkDocs warned of.

    Args:
        task: the pages.
        work: a folder to work in, there or not; the rendered pages are in its folder `SITE`
            afterwards.
        progress: is told how many more pages are rendered.
    """
    said = task.config_file.read_bytes() if task.said is None else task.said
    config = defaults.load(task.config_file, said, site_dir=str(work / SITE), strict=False)
    plugin = config.plugins["briefings"]
    assert isinstance(plugin, BriefingsPlugin)
    led_to = _led_to(task, list(navigation_pages(config.nav)))
    plugin.part = part = Part(task.compiled, task.pages, led_to, task.assets, progress)
    logger, heard = logging.getLogger("mkdocs"), _Heard(part)
    before = logger.level
    logger.setLevel(logging.WARNING)
    logger.addHandler(heard)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    finally:
        logger.removeHandler(heard)
        logger.setLevel(before)
    return heard.said


def targets(uri: str, text: str, known: Set[str]) -> set[str]:
    """Return the pages of those known that the text of a page may link to."""
    found = {uris.resolve(uri, address) for address in _ADDRESS.findall(text)}
    return found.intersection(known)


def _led_to(task: Task, navigation: Sequence[str]) -> set[str]:
    """Return the pages that some pages and the navigation lead to, without these themselves."""
    led_to = set(navigation).intersection(task.known)
    for uri in task.pages:
        text = (task.compiled / uri).read_text(encoding="utf-8")
        led_to |= targets(uri, text, task.known)
    return led_to.difference(task.pages)


def _move(source: Path, target: Path) -> None:
    """Move all that is in a folder into another one, whole folders where they are new there."""
    for path in list(source.iterdir()):
        place = target / path.name
        if path.is_dir() and place.is_dir():
            _move(path, place)
        else:
            path.replace(place)


class _Heard(logging.Handler):
    """Hears what MkDocs warns of, and on which page."""

    def __init__(self, part: Part) -> None:
        super().__init__(logging.WARNING)
        self._part, self.said = part, list[tuple[str, str]]()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        # What it finds after the last page, such as an anchor that is not there, names the page.
        named = _NAMED.search(message)
        self.said.append((self._part.page or (named[1] if named else ""), message))
