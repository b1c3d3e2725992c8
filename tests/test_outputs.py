"""Folders of generated files: which files are built, written, kept and deleted."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from briefings.build.disk import ForeignFolderError
from briefings.build.outputs import make
from briefings.build.store import Store
from briefings.build.workers import Workers
from briefings.mkdocs_plugin.listener import Listener
from briefings.model.site import OutputDir, Page, Target

A = Page("briefings/a.md", "A é\n")
B = Page("briefings/b.md", "B\n")
HOME = Page("index.md", "Home\n")
FEED = Page("feed.xml", "<feed/>\n", OutputDir.FILES)


class Changes(NamedTuple):
    """What `make` has changed."""

    built: int
    written: list[str]
    removed: list[str]


class Outputs:
    """Two output folders with a store, and a list of the pages that were built."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, Store(folder / "cache.sqlite", "1")
        self.roots = {tree: folder / tree.value for tree in OutputDir}
        self.made: list[str] = []

    def target(self, *pages: Page, key: str = "", parallel: bool = False) -> Target:
        return Target(key or repr(pages), self._make, pages, parallel=parallel)

    def _make(self, pages: tuple[Page, ...]) -> tuple[Page, ...]:
        self.made += [page.uri for page in pages]
        return pages

    def make(self, *targets: Target) -> Changes:
        self.made.clear()
        before = self.inodes()
        with Workers(1) as workers:
            number = make(targets, self.roots, self.store, workers, Listener())
        after = self.inodes()
        written = sorted(uri for uri, inode in after.items() if before.get(uri) != inode)
        return Changes(number, written, sorted(before.keys() - after.keys()))

    def inodes(self) -> Mapping[str, int]:
        """Return the inode of each file by its URI: a file that is written gets another one."""
        return {
            path.relative_to(root).as_posix(): path.lstat().st_ino
            for root in self.roots.values()
            for path in root.rglob("*")
            if (path.is_file() or path.is_symlink()) and not path.name.startswith(".compiled-by")
        }

    def files(self, tree: OutputDir = OutputDir.DOCS) -> Mapping[str, str]:
        root = self.roots[tree]
        return {
            path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
            for path in root.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }


@pytest.fixture
def outputs(tmp_path: Path) -> Outputs:
    return Outputs(tmp_path)


def test_the_folders_hold_exactly_the_files_of_the_targets(outputs: Outputs) -> None:
    changes = outputs.make(outputs.target(HOME), outputs.target(A, FEED), outputs.target(B))
    assert changes[1:] == (["briefings/a.md", "briefings/b.md", "feed.xml", "index.md"], [])
    assert outputs.files() == {page.uri: page.text for page in (HOME, A, B)}
    assert outputs.files(OutputDir.FILES) == {FEED.uri: FEED.text}
    assert (outputs.roots[OutputDir.DOCS] / A.uri).read_bytes() == "A é\n".encode()
    assert outputs.make(outputs.target(HOME)).removed == [
        "briefings/a.md", "briefings/b.md", "feed.xml",
    ]  # fmt: skip
    assert outputs.files() == {HOME.uri: HOME.text}
    assert not (outputs.roots[OutputDir.DOCS] / "briefings").exists()


@pytest.mark.parametrize(
    ("pages", "made", "written", "removed"),
    [
        ([HOME, A], [], [], []),
        ([A, HOME], [], [], []),
        ([HOME, Page(A.uri, "A other\n")], [A.uri], [A.uri], []),
        ([HOME, A, B], [B.uri], [B.uri], []),
        ([HOME, Page("briefings/new.md", A.text)], ["briefings/new.md"], ["briefings/new.md"],
         [A.uri]),
        ([], [], [], [A.uri, HOME.uri]),
    ],
    ids=["same", "other order", "changed", "added", "renamed", "none"],
)  # fmt: skip
def test_only_what_changes_is_made_and_written(
    pages: list[Page], made: list[str], written: list[str], removed: list[str], outputs: Outputs
) -> None:
    outputs.make(outputs.target(HOME), outputs.target(A))
    before = {page.uri: (outputs.roots[OutputDir.DOCS] / page.uri).stat() for page in (HOME, A)}
    changes = outputs.make(*map(outputs.target, pages))
    assert (outputs.made, *changes[1:]) == (made, written, removed)
    assert changes.built == len(made)
    assert outputs.files() == {page.uri: page.text for page in pages}
    for page in pages:
        if page.uri not in written:
            now = (outputs.roots[OutputDir.DOCS] / page.uri).stat()
            assert (now.st_ino, now.st_mtime_ns) == (
                before[page.uri].st_ino, before[page.uri].st_mtime_ns,
            )  # fmt: skip


def test_a_rebuilt_file_with_the_same_bytes_is_not_written(outputs: Outputs) -> None:
    outputs.make(outputs.target(A, key="one"))
    before = (outputs.roots[OutputDir.DOCS] / A.uri).stat().st_mtime_ns
    assert outputs.make(outputs.target(A, key="other"))[1:] == ([], [])
    assert outputs.made == [A.uri]
    assert (outputs.roots[OutputDir.DOCS] / A.uri).stat().st_mtime_ns == before
    outputs.make(outputs.target(A, key="other"))
    assert outputs.made == []


@pytest.mark.parametrize("harm", ["changed", "same size", "removed"])
def test_a_changed_file_is_built_again(harm: str, outputs: Outputs) -> None:
    outputs.make(outputs.target(HOME), outputs.target(A))
    path = outputs.roots[OutputDir.DOCS] / A.uri
    if harm == "changed":
        path.write_text("Mine, and longer.")
    elif harm == "same size":
        path.write_bytes(b"Mine\n")
        os.utime(path, (1, 1))
    else:
        path.unlink()
    outputs.make(outputs.target(HOME), outputs.target(A))
    assert outputs.made == [A.uri]
    assert outputs.files() == {page.uri: page.text for page in (HOME, A)}


def test_a_file_whose_record_is_lost_is_built_again_with_its_target(outputs: Outputs) -> None:
    outputs.make(outputs.target(A, FEED))
    outputs.store.record([], [(OutputDir.FILES, FEED.uri)])  # as a damaged store loses it
    outputs.make(outputs.target(A, FEED))
    assert outputs.files(OutputDir.FILES) == {FEED.uri: FEED.text}


def test_without_a_store_only_files_that_differ_are_written(tmp_path: Path) -> None:
    Outputs(tmp_path).make(Outputs(tmp_path).target(HOME), Outputs(tmp_path).target(A))
    (tmp_path / "cache.sqlite").unlink()
    outputs = Outputs(tmp_path)
    changes = outputs.make(outputs.target(HOME), outputs.target(Page(A.uri, "A other\n")))
    assert outputs.made == [HOME.uri, A.uri]
    assert changes[1:] == ([A.uri], [])


def test_stray_files_are_removed_hidden_ones_too(outputs: Outputs) -> None:
    outputs.make(outputs.target(HOME))
    root = outputs.roots[OutputDir.DOCS]
    (root / "old/.hidden").mkdir(parents=True)
    (root / "old/.hidden/x.md").write_text("x")
    (root / "stray.html").write_text("x")
    (root / "link.md").symlink_to("nowhere")
    assert len(outputs.make(outputs.target(HOME)).removed) == 3
    assert [p.name for p in root.iterdir() if not p.name.startswith(".")] == ["index.md"]


@pytest.mark.parametrize("name", ["notes.md", "index.md", ".gitignore", "deep/er/x"])
def test_a_folder_with_other_files_is_refused_and_left_alone(name: str, outputs: Outputs) -> None:
    path = outputs.roots[OutputDir.DOCS] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Mine.")
    before = path.stat().st_mtime_ns
    with pytest.raises(ForeignFolderError, match="not compiled from content"):
        outputs.make(outputs.target(HOME))
    found = [p for p in outputs.roots[OutputDir.DOCS].rglob("*") if p.is_file()]
    assert found == [path]
    assert (path.read_text(), path.stat().st_mtime_ns) == ("Mine.", before)


def test_an_empty_folder_is_used(outputs: Outputs) -> None:
    outputs.roots[OutputDir.DOCS].mkdir()
    assert outputs.make(outputs.target(HOME))[1:] == (["index.md"], [])
