"""The disk: what is read, what is written only if it changed, and what replaces what."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import disk, limits
from generator.model.content import Severity
from generator.model.site import Page


def files_below(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.*") if p.is_file()
    }


# ----------------------------------------------------------------- reading


def problems(root: Path) -> list[tuple[str, str, Severity]]:
    return [(p.file, p.code, p.severity) for p in disk.read_content(root).problems]


def test_every_file_is_read_as_it_is_in_the_order_of_names(tmp_path: Path) -> None:
    given = {
        "articles/b.txt": b"\xef\xbb\xbfA\r\nB\r",
        "articles/a.txt": b"\x89PNG\0\xff",
        "articles/deep/er/c.md": b"",
        "loose file": b"x",
        "ümläut.md": "é".encode(),
    }
    for name, data in given.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    content = disk.read_content(tmp_path)
    assert {file.path: file.data for file in content.files} == given
    assert [file.path for file in content.files] == sorted(given)
    assert content.problems == ()


@pytest.mark.parametrize(
    "name", [".a.txt", ".DS_Store", "articles/.#a.txt", ".git/config", "articles/.old/a.txt"]
)
def test_hidden_files_are_not_there(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x")
    content = disk.read_content(tmp_path)
    assert (content.files, content.problems) == ((), ())


def test_a_content_folder_in_a_hidden_folder_is_read(tmp_path: Path) -> None:
    root = tmp_path / ".hidden/content"
    root.mkdir(parents=True)
    (root / "a.txt").write_text("x")
    assert [file.path for file in disk.read_content(root).files] == ["a.txt"]


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.symlink_to("nowhere"),
        lambda path: path.symlink_to(path.name),
        os.mkfifo,
    ],
    ids=["broken link", "link to itself", "pipe"],
)
def test_what_is_no_file_is_a_problem(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "a.txt")
    assert problems(tmp_path) == [("a.txt", "unreadable", Severity.ERROR)]
    assert disk.read_content(tmp_path).files == ()


def test_a_symbolic_link_to_a_file_is_read(tmp_path: Path) -> None:
    root = tmp_path / "content"
    root.mkdir()
    (tmp_path / "elsewhere").write_bytes(b"x")
    (root / "a.txt").symlink_to("../elsewhere")
    assert [(f.path, f.data) for f in disk.read_content(root).files] == [("a.txt", b"x")]


def test_a_folder_named_like_a_file_is_a_warning_and_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt/b.txt").write_text("x")
    assert problems(tmp_path) == [("a.txt", "folder", Severity.WARNING)]
    assert [file.path for file in disk.read_content(tmp_path).files] == ["a.txt/b.txt"]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "most_bytes", lambda _: 1000)
    for name, size in (("fits.txt", 1000), ("huge.txt", 1001)):
        (tmp_path / name).touch()
        os.truncate(tmp_path / name, size)
    content = disk.read_content(tmp_path)
    assert [(file.path, len(file.data)) for file in content.files] == [("fits.txt", 1000)]
    (problem,) = content.problems
    assert (problem.file, problem.code) == ("huge.txt", "too-large")
    assert "has 1,001 bytes, more than 1,000" in problem.message


def test_a_sparse_file_over_the_real_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "huge.txt").touch()
    os.truncate(tmp_path / "huge.txt", limits.TEXT_LIMIT + 1)
    assert problems(tmp_path) == [("huge.txt", "too-large", Severity.ERROR)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    for name in ("closed.txt", "open.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "closed.txt").chmod(0)
    content = disk.read_content(tmp_path)
    assert [file.path for file in content.files] == ["open.txt"]
    (problem,) = content.problems
    assert (problem.file, problem.code) == ("closed.txt", "unreadable")
    assert "Permission denied" in problem.message


def test_a_missing_content_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("nothing", "file"):
        assert problems(tmp_path / name) == [("", "no-content", Severity.ERROR)]


# ----------------------------------------------------------------- writing pages

A = Page("briefings/a.md", "A é\n")
B = Page("briefings/b.md", "B\n")
HOME = Page("index.md", "Home\n")


def written(root: Path) -> dict[str, str]:
    return {
        p.relative_to(root).as_posix(): p.read_text(encoding="utf-8")
        for p in root.rglob("*")
        if p.is_file() and not p.name.startswith(".")
    }


def test_the_folder_holds_exactly_the_pages(tmp_path: Path) -> None:
    root = tmp_path / "build/docs"
    assert disk.write_pages([HOME, A, B], root) == disk.Written(3, 0, 0)
    assert written(root) == {page.uri: page.text for page in (HOME, A, B)}
    assert (root / A.uri).read_bytes() == "A é\n".encode()
    assert disk.write_pages([HOME], root) == disk.Written(0, 2, 1)
    assert written(root) == {HOME.uri: HOME.text}
    assert not (root / "briefings").exists()


@pytest.mark.parametrize(
    ("pages", "result"),
    [
        ([HOME, A], disk.Written(0, 0, 2)),
        ([A, HOME], disk.Written(0, 0, 2)),
        ([HOME, Page(A.uri, "A other\n")], disk.Written(1, 0, 1)),
        ([HOME, A, B], disk.Written(1, 0, 2)),
        ([HOME, Page("briefings/new.md", A.text)], disk.Written(1, 1, 1)),
        ([], disk.Written(0, 2, 0)),
    ],
    ids=["same", "other order", "changed", "added", "renamed", "none"],
)
def test_only_what_changes_is_touched(
    pages: list[Page], result: disk.Written, tmp_path: Path
) -> None:
    disk.write_pages([HOME, A], tmp_path)
    before = {}
    for page in (HOME, A):
        os.utime(tmp_path / page.uri, (1, 1))
        before[page.uri] = page.text
    assert disk.write_pages(pages, tmp_path) == result
    assert written(tmp_path) == {page.uri: page.text for page in pages}
    for page in pages:
        old = (tmp_path / page.uri).stat().st_mtime == 1
        assert old is (before.get(page.uri) == page.text), page.uri


def test_stray_files_go_hidden_ones_too(tmp_path: Path) -> None:
    disk.write_pages([HOME], tmp_path)
    (tmp_path / "old/.hidden").mkdir(parents=True)
    (tmp_path / "old/.hidden/x.md").write_text("x")
    (tmp_path / "stray.html").write_text("x")
    (tmp_path / "link.md").symlink_to("nowhere")
    assert disk.write_pages([HOME], tmp_path).removed == 3
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".")] == ["index.md"]


@pytest.mark.parametrize("name", ["notes.md", "index.md", ".gitignore", "deep/er/x"])
def test_a_folder_with_other_files_is_refused_and_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("Mine.")
    os.utime(tmp_path / name, (1, 1))
    with pytest.raises(disk.ForeignFolderError, match="not compiled from content"):
        disk.write_pages([HOME], tmp_path)
    found = [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()]
    assert found == [name]
    assert (tmp_path / name).read_text() == "Mine."
    assert (tmp_path / name).stat().st_mtime == 1


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    assert disk.write_pages([HOME], tmp_path).changed == 1


# ----------------------------------------------------------------- replacing, adding


def test_a_file_is_replaced_and_its_other_name_keeps_the_old_bytes(tmp_path: Path) -> None:
    path = tmp_path / "deep/page.html"
    disk.replace(path, b"old")
    (tmp_path / "other name").hardlink_to(path)
    disk.replace(path, b"new")
    assert files_below(tmp_path) == {"deep/page.html": "new"}
    assert (tmp_path / "other name").read_bytes() == b"old"


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    disk.replace(tmp_path / "page.html", b"old")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        disk.replace(tmp_path / "page.html", b"new")
    assert files_below(tmp_path) == {"page.html": "old"}


def test_a_file_is_added_with_its_folder_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "articles/deep/a.txt"
    disk.add_file(path, b"\r\n\0")
    assert path.read_bytes() == b"\r\n\0"
    with pytest.raises(FileExistsError):
        disk.add_file(path, b"other")
    assert path.read_bytes() == b"\r\n\0"
    (tmp_path / "b.txt").symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        disk.add_file(tmp_path / "b.txt", b"x")
