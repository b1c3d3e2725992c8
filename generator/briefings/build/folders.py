"""The folders that a site is made into: its pages, its files for machines and its records."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from briefings.build.outputs import Changes, make
from briefings.build.store import Store
from briefings.build.workers import Workers
from briefings.model.site import OutputDir, Site


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a build keeps what it makes; all of it can be deleted."""

    docs: Path
    """The compiled Markdown."""

    @property
    def trees(self) -> dict[OutputDir, Path]:
        """The folder of each kind of generated file."""
        return {tree: self.docs.with_name(tree.value) for tree in OutputDir} | {
            OutputDir.DOCS: self.docs
        }

    @property
    def search(self) -> Path:
        """The folder of bundles of the search index."""
        return self.docs.with_name("search")

    @property
    def cache(self) -> Path:
        """The file of what is kept from one build to the next."""
        return self.docs.with_name("cache.sqlite")


class Progress(Protocol):
    """Is told how far a build has come."""

    def begin(self, doing: str, number: int) -> None:
        """So many things are to be done from now on; `doing` says what, as in “Rendering”."""

    def advance(self, number: int = 1) -> None:
        """So many more of them are done."""


def write(
    site: Site, folders: Folders, store: Store, workers: Workers, progress: Progress
) -> Changes:
    """Make the folders hold the files of a site.

    Raises:
        ForeignFolderError: one of the folders holds files of other origin.
    """
    progress.begin("Writing", len(site.targets))
    return make(site.targets, folders.trees, store, workers, progress.advance)
