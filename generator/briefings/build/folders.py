"""Where a build writes: the output folders, the search bundles and the cache."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from briefings.build.outputs import Changes, make
from briefings.build.store import Store
from briefings.build.workers import Workers
from briefings.model.site import OutputDir, Site


@dataclass(frozen=True, slots=True)
class Folders:
    """Paths of what a build writes besides the site. All of it can be deleted."""

    docs: Path
    """The compiled Markdown."""

    @property
    def trees(self) -> dict[OutputDir, Path]:
        """The output folders."""
        return {tree: self.docs.with_name(tree.value) for tree in OutputDir} | {
            OutputDir.DOCS: self.docs
        }

    @property
    def search(self) -> Path:
        """The folder of the search bundles."""
        return self.docs.with_name("search")

    @property
    def cache(self) -> Path:
        """The file of the cache and the manifest."""
        return self.docs.with_name("cache.sqlite")


class Progress(Protocol):
    """Receives the progress of a build."""

    def begin(self, doing: str, number: int) -> None:
        """A step begins with `number` items; `doing` names it, as in “Rendering”."""

    def advance(self, number: int = 1) -> None:
        """`number` more items are done."""


def write(
    site: Site, folders: Folders, store: Store, workers: Workers, progress: Progress
) -> Changes:
    """Make the output folders hold the files of a site. Raises ForeignFolderError, as `make`."""
    progress.begin("Writing", len(site.targets))
    return make(site.targets, folders.trees, store, workers, progress.advance)
