"""The content of a preview: the last compile, and the files that have changed since.

a file changes ─→ reload it ─→ next snapshot: open pages are rendered from it at once
                     └─ when changes pause ─→ compile all content ─→ next snapshot
"""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import click

from briefings.build import fingerprint, store
from briefings.build.content_folder import FileChangedError
from briefings.build.store import DamagedError, Store
from briefings.build.workers import Workers
from briefings.cache import digest
from briefings.content import loading
from briefings.content.duplicates import Candidate
from briefings.mkdocs_plugin import defaults, files_read, project
from briefings.mkdocs_plugin.project import Project
from briefings.model.content import Content, ContentFile, Problem, Severity
from briefings.model.linking import LinkCounts
from briefings.model.site import Target
from briefings.preview.folder import Folder
from briefings.readers import formats
from briefings.site.compile import Compilation, annotate, compile_all, link_counts
from briefings.site.partial_build import PartialBuild
from briefings.text import uris

Files = Mapping[str, ContentFile]

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that pages are rendered from, at one point in time."""

    project: Project
    """The site's configuration."""
    config_text: bytes
    """Content of `mkdocs.yml` when it was loaded."""
    theme: str
    """Digest of everything that pages are rendered with, except the program."""
    partial_build: PartialBuild
    """The pages."""
    exports: Mapping[str, Target]
    """Targets of the files for machines, by URI."""
    problems: tuple[Problem, ...]
    """All problems of the content."""
    files: Files
    """The files of the content folder, by path."""
    compilation: Compilation
    """The last compilation."""
    changed: frozenset[str]
    """Paths of the files that have changed since."""
    compiled_from: Files
    """The files that were read for the last compilation."""
    config_error: str = ""
    """Why the current `mkdocs.yml` cannot be used; empty if it can."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """All content, compiled."""

    read: Files
    """The files that were read."""
    good: Files
    """The source files of pages: in place of a file with errors, its last valid version."""
    compilation: Compilation
    """The result of compiling these."""
    problems: tuple[Problem, ...]
    """All problems of the files that were read."""


class PreviewSession:
    """Compiles content again when files change. Use it as a context manager."""

    def __init__(self, config_file: Path, warn: Callable[[str], object] = str) -> None:
        """Load a project, and read and compile all of its content.

        Args:
            config_file: its settings.
            warn: gets a message when the cache was damaged.

        Raises:
            click.UsageError: no site can be built from `config_file`.
        """
        self._config_file = config_file.absolute()
        text, loaded = self._load()
        self._settings_files = loaded.settings_files
        self._cache = loaded.plugin.folders(loaded.config).cache
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        self._program, self._warn = fingerprint.program(), warn
        self._store = Store(self._cache, self._program)
        self.rendered_with: Callable[[], Set[Path]] = frozenset
        """Returns the owner's files that pages have been rendered with so far (`files_read`)."""
        self._lock = threading.Lock()
        self._workers = Workers()
        self._ended = self._outdated = False
        self._folder = Folder(loaded.content_dir)
        self._compiled = self._compile(self._folder.content, loaded, {})
        self.snapshot = self._next(loaded, text, loaded.theme)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._store.__exit__()

    def stop(self) -> None:
        """Stop a compile that another thread runs; it raises an exception there."""
        self._ended = True
        self._workers.terminate()

    @property
    def watched(self) -> tuple[list[Path], Callable[[], list[Path]]]:
        """Folders that pages depend on, and what returns the files."""
        files = self._settings_files
        return [self._folder.root, *self._themes], lambda: [*files, *self.rendered_with()]

    def reload(self, paths: Collection[Path]) -> bool:
        """Read files that may have changed, and return whether there is a new snapshot.

        Other pages show their effects after the next `compile`.

        Raises:
            FileChangedError: another file has changed too, which the watcher reports as well. There
                is no new snapshot before the next call.
        """
        with self._lock:
            before = self.snapshot
            loaded, text, theme, config_error = (
                before.project,
                before.config_text,
                before.theme,
                before.config_error,
            )
            self._outdated |= self._folder.reload(paths)
            settings_changed = not set(self._settings_files).isdisjoint(paths)
            if settings_changed:
                try:
                    (text, loaded), config_error = self._load(), ""
                except click.UsageError as error:
                    config_error = error.message
            read = self.rendered_with()
            changed = settings_changed or _any_below(self._themes, paths)
            if (changed or not read.isdisjoint(paths)) and not config_error:
                theme = digest(loaded.theme, files_read.state(read))
            if self._outdated or (theme, config_error) != (before.theme, before.config_error):
                self.snapshot = self._next(loaded, text, theme, config_error)
                self._outdated = False
                return True
            return False

    def warm_up(self) -> None:
        """Build one page, so that lazy imports are done before the first edit."""
        compilation, files = self._compiled.compilation, self._folder.files
        for article in [*compilation.corpus.articles.values()][:1]:
            settings = self.snapshot.project.settings
            edited = PartialBuild(compilation, files, {article.capture.path}, settings)
            edited.build(uris.briefing(article.slug))

    def compile(self) -> None:
        """Compile all current content, and make a snapshot of it."""
        with self._lock:
            content, loaded, good = self._folder.content, self.snapshot.project, self._compiled.good
        try:
            compiled = self._compile(content, loaded, good)
        except FileChangedError:
            return  # the watcher reports this change as well
        except DamagedError:
            if self._ended:
                return
            raise
        with self._lock:
            self._compiled = compiled
            now = self.snapshot
            self.snapshot = self._next(now.project, now.config_text, now.theme, now.config_error)

    def links_with(self, content: Content) -> Mapping[str, LinkCounts]:
        """Return the links that all pages would have with some content.

        What is computed is kept, so that a compile of this content takes less time.
        """
        corpus = annotate(content, self.snapshot.project.settings, self._store)
        return dict(link_counts(corpus.linked))

    def candidates(self) -> Sequence[Candidate]:
        """Return the articles of the last compile for the search of duplicates."""
        compilation = self.snapshot.compilation
        return list(loading.candidates_of(compilation.sources, self._store))

    @property
    def content(self) -> Content:
        """All content, as last read."""
        return self._folder.content

    def _compile(self, content: Content, loaded: Project, good: Files) -> _Compiled:
        """Compile, with two retries if the cache is damaged.

        A build may have removed a result from the cache: the first retry computes it again. The
        second retry starts with an empty cache, as all do if SQLite cannot read it.
        """
        damaged: list[str] = []
        for attempt in range(_ATTEMPTS):
            if self._store.is_broken or attempt == _ATTEMPTS - 1:
                damaged += self._store.damaged
                self._store.__exit__()
                store.delete(self._cache)
                self._store = Store(self._cache, self._program)
            try:
                compiled = self._compile_once(content, loaded, good)
            except DamagedError as error:
                if self._ended:
                    raise
                if attempt == _ATTEMPTS - 1:
                    raise OSError(f"{self._cache} stays damaged: {error}") from error
            else:
                store.tell([*damaged, *self._store.damaged], self._warn)
                self._store.damaged.clear()
                return compiled
        raise AssertionError

    @property
    def _themes(self) -> list[Path]:
        return defaults.theme_folders(self.snapshot.project.config)

    def _compile_once(self, content: Content, loaded: Project, good: Files) -> _Compiled:
        files = {file.path: file for file in content.files}
        with Workers() as workers:
            self._workers = workers
            if self._ended:
                workers.terminate()
            compilation = compile_all(content, loaded.settings, self._store, workers.map)
            problems = compilation.site.problems
            good_files = _without_errors(files, good, problems)
            if good_files != files:
                content = replace(content, files=tuple(good_files.values()), problems=())
                try:
                    compilation = compile_all(content, loaded.settings, self._store, workers.map)
                except FileChangedError:
                    good_files = (
                        files  # the version without errors is neither on disk nor in the store
                    )
        return _Compiled(files, good_files, compilation, problems)

    def _load(self) -> tuple[bytes, Project]:
        """Return the content of the configuration file, and the project that it configures."""
        loaded = project.load(self._config_file)
        return self._config_file.read_bytes(), loaded

    def _next(self, loaded: Project, text: bytes, theme: str, config_error: str = "") -> Snapshot:
        """Return a snapshot of the current files."""
        files, compiled = self._folder.files, self._compiled
        changed = _changed_paths(files, compiled.good)
        partial_build = PartialBuild(compiled.compilation, files, changed, loaded.settings)
        since = {formats.stem(path) for path in _changed_paths(files, compiled.read)}
        known = (p for p in compiled.problems if formats.stem(p.file) not in since)
        new = (p for p in partial_build.problems if formats.stem(p.file) in since)
        exports = {
            uri: target for target in compiled.compilation.site.targets for uri in target.exports
        }
        exports |= partial_build.exports
        return Snapshot(
            loaded, text, theme, partial_build, exports, (*known, *new), files,
            compiled.compilation, frozenset(changed), compiled.read, config_error,
        )  # fmt: skip


def _without_errors(files: Files, good: Files, problems: Collection[Problem]) -> Files:
    """Return the files; of those with errors, and of their sidecars, the last valid version."""
    errors = (problem for problem in problems if problem.severity is Severity.ERROR)
    broken = {formats.stem(problem.file) for problem in errors}
    # A capture may have had no sidecar when it was valid.
    broken &= {formats.stem(path) for path in good}
    return {
        path: good[path] if formats.stem(path) in broken else file
        for path, file in files.items()
        if path in good or formats.stem(path) not in broken
    }


def _changed_paths(files: Files, others: Files) -> set[str]:
    """Return the paths whose file objects differ by identity."""
    return {
        path for path in files.keys() | others.keys() if files.get(path) is not others.get(path)
    }


def _any_below(folders: Collection[Path], paths: Collection[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders for path in paths)
