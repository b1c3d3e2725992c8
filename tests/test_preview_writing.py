"""Writing edits: only files of the content, whole or not at all."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.model.content import Problem
from briefings.preview import writing
from briefings.preview.writing import FileEdit
from tests.project import REPOSITORY, environment


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "content"
    (root / "articles").mkdir(parents=True)
    (root / "articles/a.yml").write_bytes(b"old")
    return root


@pytest.mark.parametrize(
    "path",
    [
        "", "/etc/passwd", "../mkdocs.yml", "articles/../../mkdocs.yml", "articles/./../../a",
        ".hidden", "articles/.hidden.yml", ".git/config", "articles\\..\\..\\a", "articles/a\0.yml",
        "articles/" + "a" * 5000,
    ],
)  # fmt: skip
def test_only_files_of_the_content_are_written(root: Path, path: str) -> None:
    assert writing.write(root, [FileEdit(path, None, b"new")])
    assert [p.name for p in root.parent.rglob("*") if p.is_file()] == ["a.yml"]


def test_a_link_that_leads_out_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.yml").write_bytes(b"old")
    (root / "articles/b.yml").symlink_to(outside / "b.yml")
    (root / "linked").symlink_to(outside)
    for path in ("articles/b.yml", "linked/b.yml", "linked/new.yml"):
        refused = writing.write(root, [FileEdit(path, b"old", b"new")])
        assert "leads out of the content folder" in getattr(refused, "message", "")
    assert [p.read_bytes() for p in outside.iterdir()] == [b"old"]


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_file_is_neither_read_nor_replaced(
    root: Path, make: Callable[[Path], None]
) -> None:
    make(root / "articles/b.yml")
    for edit in (FileEdit("articles/b.yml", None, b"new"), FileEdit("articles/b.yml", b"a", None)):
        refused = writing.write(root, [edit])
        assert isinstance(refused, Problem)
        assert "no file" in refused.message
    assert (root / "articles/b.yml").exists()


def test_a_content_folder_that_is_a_link_itself_is_written(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other").symlink_to(root)
    assert not writing.write(tmp_path / "other", [FileEdit("articles/a.yml", b"old", b"new")])
    assert (root / "articles/a.yml").read_bytes() == b"new"


def test_links_permissions_and_protection_stay(root: Path) -> None:
    file, link = root / "articles/a.yml", root / "articles/b.yml"
    file.chmod(0o640)
    link.symlink_to("a.yml")
    assert not writing.write(root, [FileEdit("articles/b.yml", b"old", b"new")])
    assert link.is_symlink()
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o640)
    assert sorted(p.name for p in file.parent.iterdir()) == ["a.yml", "b.yml"]


def test_of_several_files_all_are_written_or_none(root: Path) -> None:
    edits = [FileEdit("articles/a.yml", b"old", b"new"), FileEdit("articles/b.yml", b"x", b"new")]
    assert writing.write(root, edits)
    assert (root / "articles/a.yml").read_bytes() == b"old"
    assert [p.name for p in root.rglob("*") if p.is_file()] == ["a.yml"]


def test_a_full_disk_leaves_the_old_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    refused = writing.write(root, [FileEdit("articles/a.yml", b"old", b"new")])
    assert "No space left on device" in getattr(refused, "message", "")
    assert [(p.name, p.read_bytes()) for p in (root / "articles").iterdir()] == [("a.yml", b"old")]


KILLED = """
import os, signal, sys
from pathlib import Path
from briefings.preview import writing
from briefings.preview.writing import FileEdit

replace, calls = Path.replace, []

def killed(self, target):
    calls.append(target)
    if len(calls) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)

Path.replace = killed
edits = [FileEdit(f"articles/{name}.yml", b"old", b"new" * 1000) for name in "ab"]
writing.write(Path(sys.argv[1]), edits)
"""


@pytest.mark.parametrize(("at", "whole"), [(1, [b"old", b"old"]), (2, [b"new" * 1000, b"old"])])
def test_after_a_crash_each_file_is_whole(root: Path, at: int, whole: list[bytes]) -> None:
    (root / "articles/b.yml").write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, root, str(at)], check=False,
        env=environment(PYTHONPATH=str(REPOSITORY / "generator")),
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    files = [root / "articles/a.yml", root / "articles/b.yml"]
    assert [file.read_bytes() for file in files] == whole
    # The lock is gone with the process, and so is what it left, at the next edit.
    assert not writing.write(root, [FileEdit("articles/b.yml", b"old", b"newer")])
    assert sorted(p.name for p in (root / "articles").iterdir()) == ["a.yml", "b.yml"]
