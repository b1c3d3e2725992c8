"""What pages are made from: the content, compiled, and the files that have changed since.

a file changes ─→ read again ─→ the next moment: what is looked at can be made anew at once
                      └─ when it is quiet ─→ compile all ─→ the next moment
"""

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import click

from briefings.build import fingerprint
from briefings.build.content_folder import FileChangedError
from briefings.build.store import DamagedError, Store
from briefings.build.workers import Workers
from briefings.mkdocs_plugin import defaults, project
from briefings.mkdocs_plugin.project import Project
from briefings.model.content import Content, ContentFile, Problem, Severity
from briefings.model.site import Target
from briefings.preview.folder import Folder
from briefings.readers import formats
from briefings.site.compile import Compilation, compile_all
from briefings.site.partial_build import PartialBuild
from briefings.text import uris

Files = Mapping[str, ContentFile]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that pages are made from at a moment."""

    project: Project
    """The site's configuration."""
    config_text: bytes
    """Content of `mkdocs.yml` when it was loaded."""
    theme: str
    """Fingerprint of all that pages are rendered with."""
    revision: PartialBuild
    """The pages."""
    exports: Mapping[str, Target]
    """How to make the files for machines, by their URIs."""
    problems: tuple[Problem, ...]
    """What is wrong with the content."""
    unloaded: str = ""
    """Why `mkdocs.yml` cannot be used as it is now; empty where it can."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """All content, compiled."""

    read: Files
    """The files that were read."""
    good: Files
    """The files of which pages are made: for one with errors that of before, if it had none."""
    whole: Compilation
    """What came of these."""
    problems: tuple[Problem, ...]
    """What is wrong with the files that were read."""


class PreviewSession:
    """Keeps up with files that change. Use it as a context manager."""

    def __init__(self, config_file: Path) -> None:
        """Load a project, and read and compile all of its content.

        Raises:
            click.UsageError: `config_file` is no configuration that a site can be built from.
        """
        self._config_file = config_file.absolute()
        text, loaded = self._load()
        self._cache = loaded.plugin.folders(loaded.config).cache
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        self._program = fingerprint.program()
        self._store = Store(self._cache, self._program)
        self._lock = threading.Lock()
        self._folder = Folder(loaded.content_dir)
        self._compiled = self._compile(self._folder.content, loaded, {})
        self.snapshot = self._next(loaded, text, loaded.theme)
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        self._store.__exit__()

    @property
    def watched(self) -> tuple[list[Path], list[Path]]:
        """The folders and the files that pages depend on."""
        return [self._folder.root, *self._themes], [self._config_file]

    def read_again(self, paths: Collection[Path]) -> bool:
        """Read files again that may have changed, and return whether there is a new moment.

        What follows from them for other pages comes with the next `compile`.
        """
        with self._lock:
            before = self.snapshot
            loaded, text, theme, unloaded = (
                before.project,
                before.config_text,
                before.theme,
                before.unloaded,
            )
            changed = self._folder.read_again(paths)
            if self._config_file in paths:
                try:
                    (text, loaded), unloaded = self._load(), ""
                except click.UsageError as error:
                    unloaded = error.message
            if self._config_file in paths or _any_below(self._themes, paths):
                theme = loaded.theme
            if changed or (theme, unloaded) != (before.theme, before.unloaded):
                self.snapshot = self._next(loaded, text, theme, unloaded)
                return True
            return False

    def rehearse(self) -> None:
        """Make a page as if it had been edited: what is loaded once is there for the first edit."""
        whole, files = self._compiled.whole, self._folder.files
        for article in [*whole.corpus.articles.values()][:1]:
            settings = self.snapshot.project.settings
            again = PartialBuild(whole, files, {article.capture.path}, settings)
            again.build(uris.briefing(article.slug))

    def compile(self) -> None:
        """Compile all content as it is now, and begin a moment with it."""
        with self._lock:
            content, loaded, good = self._folder.content, self.snapshot.project, self._compiled.good
        compiled = self._compile_anyway(content, loaded, good)
        if compiled is None:
            return
        with self._lock:
            self._compiled = compiled
            now = self.snapshot
            self.snapshot = self._next(now.project, now.config_text, now.theme, now.unloaded)

    def _compile_anyway(self, content: Content, loaded: Project, good: Files) -> _Compiled | None:
        """Compile, without what is kept where that is damaged; nothing once the preview has ended.

        A result may only be gone, because a build had no use for it: that is made again first.
        """
        for attempt in range(3):
            try:
                return self._compile(content, loaded, good)
            except FileChangedError:
                return None  # the watcher reports this change as well
            except DamagedError:
                if self._ended:
                    return None
                if attempt == 1:
                    self._store.__exit__()
                    self._cache.unlink(missing_ok=True)
                    self._store = Store(self._cache, self._program)
        raise DamagedError(str(self._cache))

    @property
    def _themes(self) -> list[Path]:
        return defaults.theme_folders(self.snapshot.project.config)

    def _compile(self, content: Content, loaded: Project, good: Files) -> _Compiled:
        files = {file.path: file for file in content.files}
        with Workers() as workers:
            whole = compile_all(content, loaded.settings, self._store, workers.map)
            problems = whole.site.problems
            mended = _mended(files, good, problems)
            if mended != files:
                content = Content(tuple(mended.values()))
                try:
                    whole = compile_all(content, loaded.settings, self._store, workers.map)
                except FileChangedError:
                    mended = files  # the version without errors is neither on disk nor in the store
        return _Compiled(files, mended, whole, problems)

    def _load(self) -> tuple[bytes, Project]:
        """Load the configuration, and return what its file says too."""
        loaded = project.load(self._config_file)
        return self._config_file.read_bytes(), loaded

    def _next(self, loaded: Project, text: bytes, theme: str, unloaded: str = "") -> Snapshot:
        """Return the next moment."""
        files, compiled = self._folder.files, self._compiled
        changed = _different(files, compiled.good)
        revision = PartialBuild(compiled.whole, files, changed, loaded.settings)
        since = {formats.stem(path) for path in _different(files, compiled.read)}
        known = (p for p in compiled.problems if formats.stem(p.file) not in since)
        new = (p for p in revision.problems if formats.stem(p.file) in since)
        exports = {uri: target for target in compiled.whole.site.targets for uri in target.exports}
        return Snapshot(loaded, text, theme, revision, exports, (*known, *new), unloaded)


def _mended(files: Files, good: Files, problems: Collection[Problem]) -> Files:
    """Return files with those of before in place of those that have errors, with their sidecars."""
    errors = (problem for problem in problems if problem.severity is Severity.ERROR)
    broken = {formats.stem(problem.file) for problem in errors}
    return {
        path: good.get(path, file) if formats.stem(path) in broken else file
        for path, file in files.items()
    }


def _different(files: Files, others: Files) -> set[str]:
    """Return the paths of files that are not the very same."""
    return {
        path for path in files.keys() | others.keys() if files.get(path) is not others.get(path)
    }


def _any_below(folders: Collection[Path], paths: Collection[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders for path in paths)
