"""Render pages with MkDocs, in several processes.

Each process runs a `mkdocs build` of its own, with some of the pages and the names of those that
they and the navigation link to. These are excluded (`InclusionLevel.EXCLUDED`, since MkDocs 1.6):
links to them are resolved, and no page shows anything of another page. So the time depends on the
pages to render, not on the size of the site.

A process gets the views of its pages and returns their HTML: it needs none of the project's
folders.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack, chdir
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb
from typing import TypeVar

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from briefings.build.workers import Workers
from briefings.mkdocs_plugin import configuration, defaults, files_read, navigation
from briefings.mkdocs_plugin.own_pages import OwnLink
from briefings.mkdocs_plugin.plugin import BriefingsPlugin
from briefings.mkdocs_plugin.render_job import RenderJob
from briefings.views import registry

# MkDocs holds all pages that it renders in memory, about 0.1 MB each.
_PAGES_PER_TASK = 250
# Two new processes start in about 0.8 s, and a page takes 2 ms: up to this number of pages, to
# render in this process should take no longer. Computed from these two, not measured.
_FEW_PAGES = 400
_PAGE_IN_WARNING = re.compile(r"Doc file '([^']+)'")

T = TypeVar("T")

Warnings = Sequence[tuple[str, str]]
"""Warnings of MkDocs: the URI of the page, empty where it is not known, and the message."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What tasks keep for later ones, as long as the theme and the configuration stay."""

    editorial: Mapping[str, str] = field(default_factory=dict)
    """HTML of editors' Markdown (`editorial.Renderer`)."""
    templates: Mapping[str, bytes] = field(default_factory=dict)
    """Code of templates (`CompiledTemplates`)."""

    def __or__(self, other: "Kept") -> "Kept":
        """Return both; `other` has the newer values."""
        return Kept({**self.editorial, **other.editorial}, {**self.templates, **other.templates})


@dataclass(frozen=True, slots=True)
class Task:
    """What a process needs to render pages."""

    config_file: Path
    """Path of `mkdocs.yml`."""
    config: bytes
    """Content of that file."""
    known: Set[str]
    """URIs of all pages of the site to which a link of these pages may lead, rendered or not."""
    pages: Mapping[str, bytes]
    """The file with the view of each page to render, by the page's URI."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of the pages to which the navigation gives none, by URI."""
    own_pages: Sequence[OwnLink] = ()
    """The links to the pages of the owner."""
    assets: bool = True
    """Whether to render the theme's assets and the pages without Markdown too."""
    kept: Kept = Kept()
    """What earlier tasks have kept."""
    runs_scripts: bool = True
    """Whether the scripts in editors' Markdown run."""
    project: Mapping[str, bytes] | None = None
    """The files beside `mkdocs.yml` that it names, by path, for a process on another machine; None
    for a process that finds them at `config_file`."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The result of a task."""

    files: Mapping[str, bytes]
    """Files of the site, by path."""
    warnings: Warnings
    """What MkDocs warned of."""
    kept: Kept
    """What is new of what the next tasks should get."""
    read: Set[Path] = frozenset()
    """The files of the owner that were read for it, as `files_read.of` finds them; of a task with a
    `project` they are relative to it."""


_EXTENDS = '{% extends "theme/main.html" %}'


class BrokenTemplateError(BuildError):
    """A template cannot be rendered."""

    def __init__(self, reason: str, file: str, line: int) -> None:
        """Take Jinja's error, and the template's path and line."""
        self.reason = (
            f"This template cannot be rendered: {reason}. "
            "Mend it, or remove it to use the template of the theme."
        )
        super().__init__(f"{file}:{line}: {self.reason}")
        self.file, self.line = file, line
        self.args = reason, file, line  # processes send an error as its class and these


def render(
    task: Task,
    pages: Sequence[str],
    view: Callable[[str], bytes],
    target: Path,
    workers: Workers,
    progress: Callable[[int], None],
    named: Set[str],
) -> Rendered:
    """Render pages into a folder with the layout of the site.

    Args:
        task: what is needed to render a page, without pages.
        pages: URIs of the pages.
        view: returns the file with the view of a page.
        target: the folder.
        workers: render in parallel.
        progress: receives the number of pages that have been rendered since the last call.
        named: the pages in the navigation of `mkdocs.yml`.

    Returns:
        The results of all tasks, without files, which are in the folder; `kept` has that of the
        task too.
    """
    number = _number_of_tasks(len(pages), workers)
    kept = task.kept

    def part(n: int) -> Task:
        some = {uri: view(uri) for uri in pages[n::number]}
        # All pages of the site would be sent with each task: that is no linear time.
        known = always.union(*(targets(page, task.known) for page in some.values()))
        return replace(task, kept=kept, pages=some, known=known, assets=task.assets and n == 0)

    always = frozenset(named & task.known)
    tasks = map(part, range(number))
    warnings: list[tuple[str, str]] = []
    read = set[Path]()
    if number == 1:
        results = iter([render_here(next(tasks), progress)])
    else:
        results = _in_parallel(tasks, workers, progress)
    for rendered in results:
        _write(target, rendered.files)
        warnings += rendered.warnings
        kept |= rendered.kept
        read |= rendered.read
    return Rendered({}, warnings, kept, read)


def renders_here(pages: int, workers: Workers) -> bool:
    """Return whether `render` renders a number of pages in this process."""
    return _number_of_tasks(pages, workers) == 1


def _number_of_tasks(pages: int, workers: Workers) -> int:
    rounds = ceil(pages / _PAGES_PER_TASK / workers.number)
    return 1 if pages <= _FEW_PAGES else workers.number * rounds


def _in_parallel(
    tasks: Iterator[Task], workers: Workers, progress: Callable[[int], None]
) -> Iterator[Rendered]:
    """Yield the result of each task when it is there; a reserved processor gets no task."""
    waiting: dict[Future[Rendered], int] = {}
    ended: list[Rendered] = []
    while True:
        while len(waiting) < max(workers.free, 1) and (task := next(tasks, None)):
            waiting[workers.submit(render_here, task)] = len(task.pages)
        yield from ended
        if not waiting:
            return
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        progress(sum(waiting.pop(future) for future in done))
        ended = [future.result() for future in done]


def render_here(task: Task, progress: Callable[[int], None] = lambda _: None) -> Rendered:
    """Render the pages of a task in this process; not for several threads at once."""
    with TemporaryDirectory(prefix="briefings-") as work, ExitStack() as stack:
        project, site = Path(work, "project"), Path(work, "site")
        config_file = task.config_file
        if task.project is not None:
            _write(project, task.project)
            config_file = project / config_file.name
            # Names of included files may be relative to the folder in which a build is begun.
            stack.enter_context(chdir(project))
        config = configuration.load(config_file, task.config, site_dir=str(site), strict=False)
        linked = set(navigation.pages(config.nav)).intersection(task.known)
        linked |= {page.uri for page in task.own_pages}
        for page in task.pages.values():
            linked |= targets(page, task.known)
        linked -= task.pages.keys()
        job = RenderJob(
            task.pages, linked, task.titles, task.own_pages, task.assets, progress,
            dict(task.kept.editorial), dict(task.kept.templates), runs_scripts=task.runs_scripts,
        )  # fmt: skip
        warnings = _build(config, job)
        made = (path for path in site.rglob("*") if path.is_file())
        files = {path.relative_to(site).as_posix(): path.read_bytes() for path in made}
        new = Kept(
            _new(job.editorial, task.kept.editorial), _new(job.templates, task.kept.templates)
        )
        read = _read(config)
        if task.project is not None:  # these are copies
            read = frozenset(path.relative_to(project) for path in read)
        return Rendered(files | job.files, warnings, new, read)


def render_all(task: Task, target: Path, progress: Callable[[int], None]) -> Rendered:
    """Render all pages into a folder in this process, as `mkdocs build` does, with all else.

    Every plugin then gets every event once, for all pages.

    Args:
        task: what is needed to render a page, without pages.
        target: the folder.
        progress: as in `render`.

    Returns:
        The result, without files, which are in the folder; `kept` is that of the task.
    """
    with TemporaryDirectory(prefix="all-", dir=target.parent) as site:
        config = configuration.load(task.config_file, task.config, site_dir=site, strict=False)
        # No HTML of notes is kept from other builds: plugins may count what they get.
        job = RenderJob({}, set(), task.titles, task.own_pages, True, progress, {}, {}, whole=True)
        warnings = _build(config, job)
        for path in [path for path in Path(site).rglob("*") if path.is_file()]:
            file = target / path.relative_to(site)
            file.parent.mkdir(parents=True, exist_ok=True)
            path.replace(file)
        return Rendered({}, warnings, task.kept, _read(config))


def _new(after: Mapping[str, T], before: Mapping[str, T]) -> dict[str, T]:
    return {key: value for key, value in after.items() if before.get(key) != value}


def _read(config: MkDocsConfig) -> Set[Path]:
    plugin = config.plugins["briefings"]
    assert isinstance(plugin, BriefingsPlugin)
    return files_read.of(config, plugin.folders(config))


def _build(config: MkDocsConfig, job: RenderJob) -> Warnings:
    """Run MkDocs for a job, and return its warnings."""
    plugin = config.plugins["briefings"]
    assert isinstance(plugin, BriefingsPlugin)
    plugin.job = job
    logger, log = logging.getLogger("mkdocs"), _LogCapture(job)
    before = logger.level
    logger.setLevel(logging.WARNING)
    logger.addHandler(log)
    try:
        with files_read.listening():
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
    except Exception as error:
        # MkDocs replaces what a plugin reports.
        reported = error.__context__ if isinstance(error.__context__, BuildError) else error
        raise _owners_error(error, config) or reported from error
    finally:
        # MkDocs has one instance of a plugin for all configurations of a process.
        plugin.job = None
        logger.removeHandler(log)
        logger.setLevel(before)
    return log.warnings


def _owners_error(error: Exception, config: MkDocsConfig) -> BuildError | None:
    """Return an error with file and line for one of a template or a hook; None for others."""
    hooks = {str(Path(config.config_file_path).parent / hook) for hook in config.hooks}
    # Jinja writes the lines of templates into the traceback.
    for frame in reversed(extract_tb(error.__traceback__)):
        file, line = Path(frame.filename), frame.lineno or 0
        if frame.filename in hooks:
            said = f"{type(error).__name__}: {error}"
            return BuildError(f"{file}:{line}: This hook has failed: {said}. Mend it.")
        if any(file.is_relative_to(folder) for folder in defaults.theme_folders(config)):
            return BrokenTemplateError(str(error).rstrip("."), frame.filename, line)
        if any(file.is_relative_to(folder) for folder in config.theme.dirs):
            reason = f"it is one of Material; write {_EXTENDS} in yours ({error})"
            return BrokenTemplateError(reason, frame.filename, line)
    return None


def targets(page: bytes, known: Set[str]) -> set[str]:
    """Return those of the known pages to which the editors' Markdown of a page may link.

    Args:
        page: the file with the view of the page.
        known: URIs of all pages.
    """
    return {uri for uri in registry.file(page).links if uri in known}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        # A file that is there may be a hard link to one of the published site.
        file.unlink(missing_ok=True)
        file.write_bytes(data)


class _LogCapture(logging.Handler):
    """Collects MkDocs' warnings, each with the page that is rendered."""

    def __init__(self, job: RenderJob) -> None:
        super().__init__(logging.WARNING)
        self._job, self.warnings = job, list[tuple[str, str]]()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        # Warnings after the last page, such as those of missing anchors, name the page.
        named = _PAGE_IN_WARNING.search(message)
        self.warnings.append((self._job.page or (named[1] if named else ""), message))
