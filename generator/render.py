"""Pages rendered by MkDocs, in several processes, each of which renders some of them.

Some pages are rendered by a `mkdocs build` of their own, over a folder that holds them and, empty,
the pages that they link to and those of the navigation. These are excluded
(`InclusionLevel.EXCLUDED`, of MkDocs 1.6): links to them are resolved all the same, and no page
shows anything of another. So a build costs what it renders, however large the site is.
"""

import logging
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Protocol

from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator import uris
from generator.building.workers import Workers
from generator.plugin import BriefingsPlugin, Part

# MkDocs holds all pages that it renders in memory, some 0.1 MB each.
_AT_ONCE = 2_500
# So few pages are rendered before a process has started.
_FEW = 60
# Whatever could be the address of a page; what is no link does no harm.
_ADDRESS = re.compile(r"[^\s()<>\[\]\"'`]+\.md\b")


class Compiled(Container[str], Protocol):
    """Compiled pages."""

    def __getitem__(self, uri: str, /) -> str:
        """Return the text of a page."""


@dataclass(frozen=True, slots=True)
class _Folder:
    """Compiled pages in a folder."""

    root: Path

    def __contains__(self, uri: object) -> bool:
        return (self.root / str(uri)).is_file()

    def __getitem__(self, uri: str) -> str:
        return (self.root / uri).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of rendering some pages."""

    folder: Path
    """The folder that holds them, laid out like the site."""
    said: Sequence[tuple[str, str]]
    """What MkDocs warned of: the page, empty where that is not known, and the message."""


@dataclass(frozen=True, slots=True)
class _Job:
    """Some pages to be rendered by one process."""

    config_file: Path
    compiled: Path
    """The folder of the compiled pages."""
    work: Path
    """A folder for this job, which is not there yet."""
    pages: Sequence[str]
    assets: bool
    """Whether the theme's assets are wanted, and the pages that no Markdown stands for."""


def render(
    config_file: Path,
    compiled: Path,
    pages: Sequence[str],
    work: Path,
    workers: Workers,
    progress: Callable[[int], None],
) -> Iterator[Rendered]:
    """Render pages into folders of their own, and yield each folder when it is done.

    The assets of the theme and the pages that no Markdown stands for are in one of them.

    Args:
        config_file: `mkdocs.yml`.
        compiled: the folder of the compiled pages.
        pages: URIs of the pages.
        work: an empty folder.
        workers: render side by side.
        progress: is told how many more pages are rendered.
    """
    rounds = ceil(len(pages) / _AT_ONCE / workers.number)
    number = 1 if len(pages) <= _FEW else workers.number * rounds
    jobs = [
        _Job(config_file, compiled, work / str(n), pages[n::number], n == 0) for n in range(number)
    ]
    if number == 1:
        yield _render(jobs[0], progress)
        return
    waiting = {workers.submit(_render, job): len(job.pages) for job in jobs}
    while waiting:
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            progress(waiting.pop(future))
            yield future.result()


def _render(job: _Job, progress: Callable[[int], None] = lambda _: None) -> Rendered:
    """Render the pages of a job."""
    compiled = _Folder(job.compiled)
    pages = [uri for uri in job.pages if uri in compiled]
    return render_here(job.config_file, compiled, pages, job.work, progress, assets=job.assets)


def render_here(
    config_file: Path,
    compiled: Compiled,
    pages: Sequence[str],
    work: Path,
    progress: Callable[[int], None] = lambda _: None,
    *,
    assets: bool = False,
    said: bytes | None = None,
) -> Rendered:
    """Render pages in this process, one thread at a time.

    Args:
        config_file: `mkdocs.yml`.
        compiled: all pages.
        pages: URIs of those to be rendered.
        work: a folder that is not there yet, or empty.
        progress: is told how many more pages are rendered.
        assets: whether to render the theme's assets too, and the pages that no Markdown stands for.
        said: what `config_file` is taken to say; None for what it says now.
    """
    site = work / "site"
    file = BytesIO(said if said is not None else config_file.read_bytes())
    config = load_config(file, config_file_path=str(config_file), site_dir=str(site), strict=False)
    plugin = config.plugins["briefings"]
    assert isinstance(plugin, BriefingsPlugin)
    docs = work / "docs"
    _lay_out(compiled, docs, pages, plugin.navigation(config))
    plugin.part = part = Part(docs, frozenset(pages), assets, progress)
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
    return Rendered(site, heard.said)


def targets(uri: str, text: str, compiled: Container[str]) -> set[str]:
    """Return the pages that the text of a page may link to and which are there."""
    found = {uris.resolve(uri, address) for address in set(_ADDRESS.findall(text))}
    return {target for target in found if target and target in compiled}


def _lay_out(
    compiled: Compiled, docs: Path, pages: Sequence[str], navigation: Iterable[str]
) -> None:
    """Put pages, and empty ones for those that they lead to, into a folder laid out like all."""
    docs.mkdir(parents=True, exist_ok=True)
    texts = {uri: compiled[uri] for uri in pages}
    named = {uri for uri in navigation if uri in compiled}
    named.update(*(targets(uri, text, compiled) for uri, text in texts.items()))
    for uri in named | texts.keys():
        target = docs / uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(texts.get(uri, ""), encoding="utf-8")


class _Heard(logging.Handler):
    """Hears what MkDocs warns of, and on which page."""

    def __init__(self, part: Part) -> None:
        super().__init__(logging.WARNING)
        self._part, self.said = part, list[tuple[str, str]]()

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((self._part.page, record.getMessage()))
