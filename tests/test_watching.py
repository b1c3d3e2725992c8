"""Changes of watched folders and files arrive as batches of paths."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefings.preview.watching import watching


class Watched:
    """A folder `content` with a linked folder in it, and a file `mkdocs.yml` beside it."""

    def __init__(self, root: Path) -> None:
        self.content, self.config, self.ended = (
            root / "content",
            root / "mkdocs.yml",
            threading.Event(),
        )
        for folder in (self.content / "articles", root / "elsewhere"):
            folder.mkdir(parents=True)
        (self.content / "linked").symlink_to(root / "elsewhere")
        (self.content / "articles/old.md").write_text("old")
        self.config.write_text("old")
        self._seen: set[str] = set()
        self._news = threading.Condition()
        self._batches = watching([self.content], lambda: [self.config], self.ended)
        self._thread = threading.Thread(target=self._follow)
        self._thread.start()

    def _follow(self) -> None:
        for batch in self._batches:
            with self._news:
                self._seen |= {path.relative_to(self.config.parent).as_posix() for path in batch}
                self._news.notify_all()

    def until(self, path: str) -> set[str]:
        """Wait until a path is reported, and return all that have been since the last call."""
        with self._news:
            assert self._news.wait_for(lambda: path in self._seen, 10), (path, self._seen)
            seen, self._seen = self._seen, set()
            return seen

    def end(self) -> None:
        self.ended.set()
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path)
    yield watched
    watched.end()


def replace(path: Path) -> None:
    """Write a file as many editors do: another one first, which then takes its place."""
    path.with_suffix(".tmp").write_text("new")
    path.with_suffix(".tmp").replace(path)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda root: (root / "content/articles/a.md").write_text("a"), "articles/a.md"),
        (lambda root: (root / "content/articles/old.md").write_text("a"), "articles/old.md"),
        (lambda root: replace(root / "content/articles/old.md"), "articles/old.md"),
        (lambda root: (root / "content/articles/old.md").unlink(), "articles/old.md"),
        (lambda root: (root / "content/articles").rename(root / "content/b"), "b"),
        (lambda root: (root / "elsewhere/c.md").write_text("c"), "linked/c.md"),
    ],
)
def test_a_change_below_a_folder_is_reported(
    watched: Watched, change: Callable[[Path], None], path: str
) -> None:
    change(watched.content.parent)
    watched.until(f"content/{path}")


def test_a_single_file_is_followed_however_it_is_written(watched: Watched) -> None:
    for write in (replace, replace, lambda path: path.write_text("again"), Path.unlink, replace):
        write(watched.config)
        watched.until("mkdocs.yml")


def test_files_beside_a_single_file_are_not_reported(watched: Watched) -> None:
    watched.config.with_name("build.log").write_text("busy")
    replace(watched.config)
    assert watched.until("mkdocs.yml") == {"mkdocs.yml"}


def test_a_missing_folder_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="path"):
        watching([tmp_path / "none"], list, threading.Event())
