"""Build the site: compile the content, render its pages, index them, publish.

    content ─ compile ─→ build/{docs,files,views} ─ render, index ─→ the next site ─→ build/site

A published file is kept if it is intact and its sources have not changed.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import msgspec
from mkdocs.exceptions import Abort

from briefings.build import (
    content_folder,
    disk,
    fingerprint,
    links_file,
    manifest,
    memory,
    outcome,
    publish,
    search,
)
from briefings.build.manifest import Inventory
from briefings.build.outputs import make
from briefings.build.publish import Staged, Staging
from briefings.build.store import DamagedError, Store, using
from briefings.build.workers import Workers
from briefings.cache import decoder, digest, encode
from briefings.commands.rendering import Rendering
from briefings.files.guard import without_refused
from briefings.linking import ledger
from briefings.mkdocs_plugin import (
    defaults,
)
from briefings.mkdocs_plugin.listener import Listener
from briefings.mkdocs_plugin.project import Project
from briefings.mkdocs_plugin.render import (
    Warnings,
)
from briefings.model.content import Content, Problem
from briefings.model.site import Outcome, OutputDir, Site
from briefings.site.compile import compile
from briefings.text import report, uris

# After this number of built files (9 for each briefing in the benchmark) the workers are replaced:
# each uses about 70 MB by then, and new ones start within two seconds.
_FILES_PER_RENEWAL = 10_000
# After fewer built files there is less memory to return than it is worth: of a build of 1,000
# briefings after an edit, looking for it took a twentieth.
_FILES_BEFORE_TRIM = 1_000
# Nothing takes as much memory as a search bundle. A small one, up to a third of the largest size,
# is made while pages are rendered; a larger one when they are, and the workers have ended.
_PARTS_OF_SMALL = 3
_LAST = "last build"
_INDEX = "pagefind"


@dataclass(frozen=True, slots=True)
class _Last:
    """The record of the last published build."""

    made_from: str
    """Digest of the content, the settings and the theme."""
    searchable: int
    """Number of pages in the search index."""
    warnings: str
    """Warnings about the whole site, one on each line."""
    read: tuple[str, ...] = ()
    """Paths of the owner's files that pages have been rendered with (`files_read`)."""


@dataclass(frozen=True, slots=True)
class _OutputSpec:
    """A file of the next site."""

    source: str
    """Digest of its sources."""
    digest: str
    """Digest of the file that it is made from."""
    page: str = ""
    """URI of the page; empty for a file that is published as it is."""
    folder: OutputDir = OutputDir.FILES
    """The output folder of such a file."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The data of a compiled site that the build needs after its files are written."""

    internal_links: Mapping[str, Sequence[str]]
    """The existing pages that each page links to with an internal link."""
    links: bytes
    """The links of every page, packed for the next build to compare."""
    links_changed: str
    """A summary of changed links since the last build; empty if there are none."""
    built: int
    """How many of its files were built now."""
    problems: Sequence[Problem]
    """The problems of its content."""


def build_site(
    project: Project,
    listener: Listener,
    waiting: Callable[[str], None],
    *,
    strict: bool = False,
    errors: Collection[str] = (),
    scheduler: str | None = None,
) -> bool:
    """Build and publish the site, and return whether anything had changed.

    Args:
        project: the site's configuration.
        listener: receives problems and progress.
        waiting: called with the name of the process that this one waits for, if there is one.
        strict: whether all warnings count as errors, also those of MkDocs.
        errors: codes of warnings that count as errors.
        scheduler: address of the Dask cluster to work on; None for processes of this machine.

    Raises:
        Abort: the content has errors, or MkDocs reports some.
        ForeignFolderError, PublishError: a folder holds files of other programs.
        OSError: a file cannot be read or written, or a worker has failed.
        The published site is then unchanged.
    """
    publish.require_site(Path(project.config.site_dir))
    cache, program = project.plugin.folders(project.config).cache, fingerprint.program()
    with (
        publish.staging(Path(project.config.site_dir), waiting) as staging,
        Workers() as local,
        _workers(scheduler, local) as workers,
    ):

        def build_with(store: Store) -> bool:
            try:
                return Build(project, listener, store, local, workers, strict, errors).site(staging)
            except DamagedError:
                # If a file has lost a bit, others may have, too: all are made again at once.
                manifest.verify(project.plugin.folders(project.config).reused, store)
                raise

        return using(cache, program, build_with, warn=listener.warned)


def _workers(scheduler: str | None, local: Workers) -> AbstractContextManager[Workers]:
    if scheduler is None:
        return nullcontext(local)
    from briefings.build import cluster  # noqa: PLC0415  Dask is optional

    return cluster.connected(scheduler)


class Build:
    """One build."""

    def __init__(
        self,
        project: Project,
        listener: Listener,
        store: Store,
        local: Workers,
        workers: Workers,
        strict: bool,
        errors: Collection[str],
    ) -> None:
        """Prepare a build.

        `local` are processes of this machine. `workers` compile and render; they may be the same.
        """
        self.project, self.listener, self.strict, self.errors = project, listener, strict, errors
        self.store, self.local, self.workers = store, local, workers
        self.folders = project.plugin.folders(project.config)
        last = self._last()
        self.rendering = Rendering(
            project, listener, store, local, workers, last.read if last else ()
        )
        self.published = Inventory("site", Path(project.config.site_dir), store)
        store.damaged += self.published.find_damage()
        self.bundles = search.Bundles(self.folders.search, store)

    def site(self, staging: Staging) -> bool:
        """Build the site, and return whether anything had changed."""
        folder = self.project.content_dir
        before = self.rendering.theme
        key, compiled = content_folder.with_content(folder, self.store, self._compile)
        if compiled is None:
            return False
        if compiled.built > _FILES_BEFORE_TRIM:
            memory.trim_memory()
        wanted = self._wanted(compiled.internal_links)
        files = self.store.files(OutputDir.RECORDS)
        records = {uri: file.digest for uri, file in files.items()}
        sizes = {uri: file.size for uri, file in files.items()}
        del files  # else they are in memory until the site is published
        bundles = search.plan(records, sizes)
        published = manifest.intact([self.published])
        indexed = {f.uri: name for name in bundles for f in published.get(name, ())}
        missing = {
            name: {path: records[path] for path in paths}
            for name, paths in bundles.items()
            if name not in published
        }
        staged, warnings = self._staged(staging, wanted, indexed, missing, sizes)
        shared = self.bundles.share(missing, staged.folder / _INDEX)
        indexed |= {f"{_INDEX}/{uri}": name for uri, name in shared.items()}
        (staged.folder / _INDEX / search.MANIFEST).write_text(search.bundle_list(bundles))
        self._warn(warnings.values())
        self.listener.indexed(len(records))
        kept = staged.kept
        if self.rendering.theme != before:
            # Some pages have been rendered with more files than before; those that are kept have
            # not. All are recorded again: from now on these files are among their sources.
            kept = frozenset()
            wanted = self._wanted(compiled.internal_links)
        self.rendering.keep()
        sources = {place: file.source for place, file in wanted.items()} | indexed
        new, gone = self.published.changes(staged.folder, kept, sources, warnings)
        staged.publish()
        try:
            self.bundles.sweep(bundles)
            links_file.write(links_file.beside(self.folders.docs), compiled.links)
            # Last, because later builds skip what is recorded here. Files come after `last`.
            # In the other order, if the build is killed between the two and the edit is undone, the
            # next build would take this site for the one before the edit.
            made_from = digest(key, self.rendering.theme)
            last = _Last(made_from, len(records), warnings.get("", ""), self.rendering.read)
            self.store.set_value(_LAST, encode(last))
            outcome.keep_last(self.store, compiled.problems)
            self.store.record(new, gone)
            if compiled.links_changed:
                self.listener.links_changed(compiled.links_changed)
        except OSError as error:
            self.listener.warned(f"The site is published; the next build may take longer: {error}")
        return True

    def _compile(self, content: Content) -> tuple[str, _Compiled | None]:
        """Compile content, and write the input files of MkDocs and of the search index.

        Returns:
            The digest of content and settings, and the compiled site; None if the published site
            has the same sources.
        """
        key = outcome.key(content, self.project.settings)
        made_from = digest(key, self.rendering.theme)
        last, known = self._last(), outcome.find(self.store, key)
        if last and last.made_from == made_from and known and self.published.is_complete():
            self._report(known)
            self._warn([*(f.warnings for f in self.published.records.values()), last.warnings])
            self.listener.indexed(last.searchable)
            return key, None
        site, built = without_refused(content, self._made)
        outcome.keep(self.store, key, site)
        if built > _FILES_PER_RENEWAL:
            self.workers.renew()
        self.store.sweep()
        links, links_changed = self._links(site)
        return key, _Compiled(site.internal_links, links, links_changed, built, site.problems)

    def _made(self, content: Content) -> tuple[Site, int]:
        """Compile content, report its problems, write its files, and return how many were built."""
        site = compile(content, self.project.settings, self.store, self.workers.map)
        self._report(site)
        roots = self.folders.outputs
        return site, make(site.targets, roots, self.store, self.workers, self.listener)

    def _staged(
        self,
        staging: Staging,
        wanted: Mapping[str, _OutputSpec],
        indexed: Iterable[str],
        bundles: Mapping[str, Mapping[str, str]],
        sizes: Mapping[str, int],
    ) -> tuple[Staged, dict[str, str]]:
        """Create the next site and the search bundles that it lacks.

        Args:
            staging: creates the next site.
            wanted: its files, by path.
            indexed: files of the published index to keep.
            bundles: digests of the search records of each other bundle, by its name.
            sizes: the sizes of the search records, by path.

        Returns:
            The next site without its index, and the warnings about its pages.
        """
        due = {name: bundles[name] for name in self.bundles.missing(bundles)}
        small = {
            name: paths
            for name, paths in due.items()
            if search.fits([sizes[path] for path in paths], _PARTS_OF_SMALL)
        }
        cancelled = Event()
        with ThreadPoolExecutor(1) as thread:
            index = thread.submit(self._index, small, cancelled)
            try:
                staged = self._stage(staging, wanted, indexed)
            except BaseException:
                cancelled.set()
                raise
            index.result()
        large = {name: paths for name, paths in due.items() if name not in small}
        if large:
            memory.trim_memory()
        for name, paths in large.items():
            self.local.renew()  # a process that has made a bundle keeps some 70 MB
            self._index({name: paths}, cancelled, here=False)
        return staged

    def _stage(
        self, staging: Staging, wanted: Mapping[str, _OutputSpec], indexed: Iterable[str]
    ) -> tuple[Staged, dict[str, str]]:
        """Create the next site without its index, and return it with the warnings about its pages.

        Args:
            staging: creates the next site.
            wanted: its files, by path.
            indexed: files of the published index to keep.
        """
        again = () if self.rendering.needing_site else wanted.items()
        found = ((place, self.published.find(place, file.source)) for place, file in again)
        kept = {place: record for place, record in found if record}
        due = {place: file for place, file in wanted.items() if place not in kept}
        staged = staging.begin(keep={*kept, *indexed})
        warnings = {place: record.warnings for place, record in kept.items()}
        # Also the pictures, which lie beside the Markdown that shows them.
        pages = {file.page for file in wanted.values() if file.page}
        pages |= self.store.files(OutputDir.DOCS).keys()
        places = {file.page: place for place, file in due.items() if file.page}
        digests = {uri: due[place].digest for uri, place in places.items()}
        warnings |= _by_place(self.rendering.render(staged.folder, digests, pages), places)
        if not self.rendering.needing_site:  # else they have been there for the other plugins
            self._share_exports(staged.folder, due)
        return staged, warnings

    def _last(self) -> _Last | None:
        """Return the record of the last build; None if there is none."""
        try:
            return decoder(_Last)(self.store.value(_LAST))
        except msgspec.MsgspecError:
            return None

    def _report(self, found: Outcome) -> None:
        """Report the problems.

        Raises:
            Abort: there are errors.
        """
        found = found.with_errors(self.errors)
        findings = outcome.since_last(self.store, found.problems)
        folder = self.project.content_name
        self.listener.compiled(findings, found.counts, folder, strict=self.strict)
        if found.failed(strict=self.strict):
            raise Abort(f"Nothing was built: {report.tally(found.problems)} in the content.")

    def _warn(self, warnings: Iterable[str]) -> None:
        """Report MkDocs' warnings, also those about pages of earlier builds.

        Raises:
            Abort: there are warnings, and they count as errors.
        """
        found = dict.fromkeys(message for messages in warnings for message in messages.splitlines())
        for message in found:
            self.listener.warned(message)
        if found and self.strict:
            raise Abort(f"Nothing was published: {report.plural(len(found), 'warning')}.")

    def _wanted(self, internal_links: Mapping[str, Sequence[str]]) -> dict[str, _OutputSpec]:
        """Return the files of the next site, by path.

        Args:
            internal_links: the existing pages that each page links to with an internal link.
        """
        directories = self.project.settings.directory_urls
        owners = defaults.owners_files(self.project.config)
        pages = {uris.of_view(path): r for path, r in self.store.files(OutputDir.VIEWS).items()}
        everywhere = self.rendering.everywhere
        wanted = {
            uris.output(uri, directories=directories): _OutputSpec(
                digest(everywhere, record.digest, internal_links.get(uri, ())), record.digest, uri
            )
            for uri, record in pages.items()
        }
        return wanted | {
            uri: _OutputSpec(record.digest, record.digest, folder=folder)
            for folder in (OutputDir.DOCS, OutputDir.FILES)
            for uri, record in self.store.files(folder).items()
            if uri not in owners
        }

    def _index(
        self, bundles: Mapping[str, Mapping[str, str]], cancelled: Event, *, here: bool = True
    ) -> None:
        """Create search bundles, one after the other, each in a worker.

        After a small edit there are no workers. To start one takes longer than to take apart the
        records of a small bundle, which is then made here.

        Args:
            bundles: digests of the search records of each missing bundle, by its name.
            cancelled: set when the build has failed; then no other bundle is created.
            here: whether they are small enough to be made in this process.
        """
        records = self.folders.outputs[OutputDir.RECORDS]
        with self.local.one_reserved():
            for name, digests in bundles.items():
                if cancelled.is_set():
                    return
                task = records, digests, self.bundles.by_texts
                if here and not self.local.started:
                    made = search.make(*task)
                else:
                    made = self.local.submit(search.make, *task).result()
                self.bundles.add(name, made)

    def _share_exports(self, folder: Path, due: Mapping[str, _OutputSpec]) -> None:
        """Link or copy the files that are published as they are into the next site."""
        roots = self.folders.outputs
        for place, file in due.items():
            if not file.page:
                manifest.verified(roots[file.folder] / place, file.digest)
                disk.share(f"{roots[file.folder]}/{place}", f"{folder}/{place}")

    def _links(self, site: Site) -> tuple[bytes, str]:
        """Return the links of a site, packed, and a summary of their changes."""
        kept = links_file.beside(self.folders.docs)
        differing = links_file.differing(kept, site.links.items())
        changed = ledger.summary(ledger.changes(*differing)) if differing else ""
        return links_file.pack(site.links), changed


def _by_place(found: Warnings, places: Mapping[str, str]) -> dict[str, str]:
    """Return warnings, each on a line, by the path of their page in the site.

    Args:
        found: the warnings. Each process repeats those that are not about a page: one is kept.
        places: the paths of pages, by their URIs.
    """
    warnings: dict[str, dict[str, None]] = defaultdict(dict)
    for uri, message in found:
        warnings[places.get(uri, "")][" ".join(message.split())] = None
    return {place: "\n".join(messages) for place, messages in warnings.items()}
