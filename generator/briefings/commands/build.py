"""A build, from the content to the published site: what has changed is made, the rest is kept.

    content ─ compile ─→ build/docs, build/files ─ render, index ─→ the next site ─→ build/site

The published site is the measure of what need not be done again: a file of it stays when it was
made from the same things, and when nobody has changed it since.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
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
    pagefind,
    publish,
    search,
)
from briefings.build.manifest import Inventory
from briefings.build.outputs import make
from briefings.build.publish import Staged, Staging
from briefings.build.store import Store, using
from briefings.build.workers import Workers
from briefings.cache import decoder, digest, encode
from briefings.linking import ledger
from briefings.mkdocs_plugin.plugin import Listener
from briefings.mkdocs_plugin.project import Project
from briefings.mkdocs_plugin.render import Task, render
from briefings.model.content import Content
from briefings.model.site import Outcome, OutputDir, Site
from briefings.site.compile import compile
from briefings.text import report, uris

# Where so many files were made, 9 for each briefing of the bench, it is worth the second or two
# that new processes take to start: the old ones hold 70 MB each of what they have read and made.
_MANY = 10_000
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


@dataclass(frozen=True, slots=True)
class _OutputSpec:
    """A file that the next site shall have."""

    source: str
    """Digest of all that it is made from."""
    page: str = ""
    """URI of the page that it is; empty for a file for machines, which is made already."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """What is left of a compiled site when its files are made: small beside the site."""

    by_hand: Mapping[str, Sequence[str]]
    """Pages that are there and that editors link to by hand, by the page that does."""
    links: bytes
    """The links of every page, packed for the next build."""
    links_changed: str
    """How they have changed since the last one, in a line; empty where they have not."""


def build(
    project: Project,
    listener: Listener,
    waiting: Callable[[str], None],
    *,
    strict: bool = False,
    scheduler: str | None = None,
) -> bool:
    """Build the site and publish it, and return whether there was anything to do.

    Args:
        project: the site's configuration.
        listener: hears what happens.
        waiting: is told when another process builds the same site, and this one waits for it.
        strict: whether a warning counts as an error.
        scheduler: address of the Dask cluster to work on; None for processes of this machine.

    Raises:
        Abort: there are errors in the content, or MkDocs found some.
        ForeignFolderError, PublishError: a folder holds what the generator did not make.
        OSError: something cannot be read or written.
        In each case the published site is the one that it was.
    """
    cache, program = project.plugin.folders(project.config).cache, fingerprint.program()
    with (
        memory.gc_tuned(),
        publish.staging(Path(project.config.site_dir), waiting) as staging,
        Workers() as local,
        _workers(scheduler, local) as workers,
    ):

        def once(store: Store) -> bool:
            return Build(project, listener, store, local, workers, strict).site(staging)

        return using(cache, program, once)


def _workers(scheduler: str | None, local: Workers) -> AbstractContextManager[Workers]:
    if scheduler is None:
        return nullcontext(local)
    from briefings.build import cluster  # noqa: PLC0415  Dask is optional

    return cluster.connected(scheduler)


class Build:
    """One build: what it works with."""

    def __init__(
        self,
        project: Project,
        listener: Listener,
        store: Store,
        local: Workers,
        workers: Workers,
        strict: bool,
    ) -> None:
        """Take the project, what hears of it, and where results are kept.

        `local` are processes of this machine; `workers`, the same or others, compile and render.
        """
        self.project, self.listener, self.strict = project, listener, strict
        self.store, self.local, self.workers = store, local, workers
        self.folders, self.theme = project.plugin.folders(project.config), project.theme
        self.published = Inventory("site", Path(project.config.site_dir), store)
        self.bundles = search.Bundles(self.folders.search, store)

    def site(self, staging: Staging) -> bool:
        """Build the site, and return whether there was anything to do."""
        folder = self.project.content_dir
        made_from, compiled = content_folder.with_content(folder, self.store, self._compile)
        if compiled is None:
            return False
        memory.trim_memory()
        wanted = self._wanted(compiled.by_hand)
        records = {uri: file.digest for uri, file in self.store.files(OutputDir.RECORDS).items()}
        bundles = search.plan(records)
        published = manifest.intact([self.published])
        indexed = {f.uri: name for name in bundles for f in published.get(name, ())}
        missing = {name: bundles[name] for name in bundles if name not in published}
        given_up = Event()
        with ThreadPoolExecutor(1) as beside:
            index = beside.submit(self._index, missing, given_up)
            try:
                staged, said = self._stage(staging, wanted, indexed)
            except BaseException:
                given_up.set()
                raise
            index.result()
        shared = self.bundles.share(missing, staged.folder / _INDEX)
        indexed |= {f"{_INDEX}/{uri}": name for uri, name in shared.items()}
        (staged.folder / _INDEX / search.MANIFEST).write_text(search.bundle_list(bundles))
        self._warn(said.values())
        self.listener.indexed(len(records))
        sources = {place: file.source for place, file in wanted.items()} | indexed
        new, gone = self.published.changes(staged.folder, staged.kept, sources, said)
        staged.publish()
        try:
            self.bundles.sweep(bundles)
            links_file.write(links_file.beside(self.folders.docs), compiled.links)
            # Last of all: what is not done when it is remembered, no later build would do. And the
            # files after `last`: were they noted without it, a build that is killed in between and
            # an edit that is taken back would have the site pass for the one before the edit.
            last = _Last(made_from, len(records), said.get("", ""))
            self.store.set_value(_LAST, encode(last))
            self.store.record(new, gone)
            if compiled.links_changed:
                self.listener.links_changed(compiled.links_changed)
        except OSError as error:
            self.listener.warned(f"The site is published; the next build may take longer: {error}")
        return True

    def _compile(self, content: Content) -> tuple[str, _Compiled | None]:
        """Compile content, and make the files that MkDocs and the search index are made from.

        Returns:
            The digest of what the site is made from, and the compiled site; None if the published
            site is made from the same.
        """
        key = outcome.key(content, self.project.settings)
        made_from = digest(key, self.theme)
        last, known = self._last(), outcome.find(self.store, key)
        if last and last.made_from == made_from and known and self.published.is_complete():
            self._tell(known)
            self._warn([*(f.warnings for f in self.published.records.values()), last.warnings])
            self.listener.indexed(last.searchable)
            return made_from, None
        site = compile(content, self.project.settings, self.store, self.workers.map)
        outcome.keep(self.store, key, site)
        self._tell(site)
        roots = self.folders.outputs
        built = make(site.targets, roots, self.store, self.workers, self.listener)
        if built > _MANY:
            self.workers.renew()
        self.store.sweep()
        links, links_changed = self._links(site)
        return made_from, _Compiled(site.internal_links, links, links_changed)

    def _stage(
        self, staging: Staging, wanted: Mapping[str, _OutputSpec], indexed: Iterable[str]
    ) -> tuple[Staged, dict[str, str]]:
        """Make the next site but for its index, and return it with what was said of its pages.

        Args:
            staging: gives the next site.
            wanted: what it shall have, by place.
            indexed: files of the published index that it keeps.
        """
        found = ((place, self.published.find(place, file.source)) for place, file in wanted.items())
        kept = {place: made for place, made in found if made}
        due = {place: file for place, file in wanted.items() if place not in kept}
        staged = staging.begin(keep={*kept, *indexed})
        said = {place: made.warnings for place, made in kept.items()}
        pages = {file.page for file in wanted.values() if file.page}
        said |= self._render(staged.folder, due, pages)
        self._share_exports(staged.folder, due)
        return staged, said

    def _last(self) -> _Last | None:
        """Return what is remembered of the last build; None where nothing is."""
        try:
            return decoder(_Last)(self.store.value(_LAST))
        except msgspec.MsgspecError:
            return None

    def _tell(self, found: Outcome) -> None:
        """Show problems.

        Raises:
            Abort: there are errors among them.
        """
        self.listener.compiled(found.problems, found.counts, self.project.content_name)
        if found.failed(strict=self.strict):
            raise Abort(f"Nothing was built: {report.tally(found.problems)} in the content.")

    def _warn(self, said: Iterable[str]) -> None:
        """Show what MkDocs has warned of, also on pages that an earlier build has rendered.

        Raises:
            Abort: there is something, and warnings count as errors.
        """
        found = [message for messages in said for message in messages.splitlines()]
        for message in found:
            self.listener.warned(message)
        if found and self.strict:
            raise Abort(f"Nothing was published: {report.plural(len(found), 'warning')}.")

    def _wanted(self, by_hand: Mapping[str, Sequence[str]]) -> dict[str, _OutputSpec]:
        """Return the files that were made for the next site, by their places in it.

        Args:
            by_hand: pages that are there and that editors link to by hand, by the page that does.
        """
        directories = self.project.settings.directory_urls
        wanted = {
            uris.output(uri, directories=directories): _OutputSpec(
                digest(self.theme, made.digest, by_hand.get(uri, ())), uri
            )
            for uri, made in self.store.files(OutputDir.DOCS).items()
        }
        exports = self.store.files(OutputDir.FILES).items()
        return wanted | {uri: _OutputSpec(made.digest) for uri, made in exports}

    def _index(self, bundles: Mapping[str, Sequence[str]], given_up: Event) -> None:
        """Make search bundles in a worker, one after the other, in place of rendering.

        A large bundle takes half a gigabyte of memory for a moment, as much as everything else.

        Args:
            bundles: the search records of each bundle, by its name.
            given_up: whether the build has failed; then no other bundle is made.
        """
        records = self.folders.outputs[OutputDir.RECORDS]
        with self.local.one_reserved():
            for name in self.bundles.missing(bundles):
                if given_up.is_set():
                    return
                found = search.load(records, bundles[name])
                self.bundles.add(name, self.local.submit(pagefind.make, found).result())

    def _render(
        self, folder: Path, due: Mapping[str, _OutputSpec], known: Set[str]
    ) -> dict[str, str]:
        """Render pages into a folder, and return what was said of them, by place.

        Args:
            folder: the folder of the site.
            due: the pages, among other files.
            known: URIs of all pages of the site.
        """
        places = {file.page: place for place, file in due.items() if file.page}
        self.listener.begin("Rendering", len(places))
        config_file = Path(self.project.config.config_file_path)
        task = Task(config_file, config_file.read_bytes(), known, pages={})
        if self.workers is not self.local:
            named = Path(config_file.name)
            task = replace(task, config_file=named, project=self.project.files())
        # What is no page's fault is said by each process.
        said: dict[str, dict[str, None]] = defaultdict(dict)
        for uri, message in render(
            task, list(places), self.folders.docs, folder, self.workers, self.listener.advance
        ):
            said[places.get(uri, "")][" ".join(message.split())] = None
        return {place: "\n".join(messages) for place, messages in said.items()}

    def _share_exports(self, folder: Path, due: Mapping[str, _OutputSpec]) -> None:
        """Put the files for machines into the next site."""
        root = self.folders.outputs[OutputDir.FILES]
        for place in (place for place, file in due.items() if not file.page):
            disk.share(f"{root}/{place}", f"{folder}/{place}")

    def _links(self, site: Site) -> tuple[bytes, str]:
        """Return the links of a site, packed for the next build, and how they have changed."""
        packed, kept = links_file.pack(site.links), links_file.beside(self.folders.docs)
        differing = links_file.differing(kept, packed)
        return packed, ledger.summary(ledger.changes(*differing)) if differing else ""
