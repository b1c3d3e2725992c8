"""The disk: what is read, what replaces what, and what is added."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.build import disk
from briefings.files import limits
from briefings.model.content import Severity


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
    monkeypatch.setattr(limits, "_BY_SUFFIX", {".dat": 1000})
    for name, size in (("fits.dat", 1000), ("huge.dat", 1001)):
        (tmp_path / name).touch()
        os.truncate(tmp_path / name, size)
    content = disk.read_content(tmp_path)
    assert [(file.path, len(file.data)) for file in content.files] == [("fits.dat", 1000)]
    (problem,) = content.problems
    assert (problem.file, problem.code) == ("huge.dat", "too-large")
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


# ----------------------------------------------------------------- replacing, adding


def test_a_file_is_replaced_and_its_other_name_keeps_the_old_bytes(tmp_path: Path) -> None:
    path = tmp_path / "deep/page.html"
    disk.replace(path, b"old")
    (tmp_path / "other name").hardlink_to(path)
    disk.replace(path, b"new")
    assert files_below(tmp_path) == {"deep/page.html": "new"}
    assert (tmp_path / "other name").read_bytes() == b"old"


@pytest.mark.parametrize("disk_has_hard_links", [True, False])
def test_a_file_that_is_shared_takes_the_place_of_another_whose_other_name_keeps_its_bytes(
    disk_has_hard_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str, path: str) -> None:
        number = errno.EEXIST if Path(path).exists() else errno.EPERM
        raise OSError(number, os.strerror(number))

    source, target, other = (tmp_path / name for name in ("source", "deep/target", "other"))
    disk.replace(source, b"new")
    disk.replace(target, b"old")
    other.hardlink_to(target)
    if not disk_has_hard_links:
        monkeypatch.setattr(os, "link", refuse)
    disk.share(str(source), str(target))
    assert target.samefile(source) is disk_has_hard_links
    assert [path.read_bytes() for path in (source, target, other)] == [b"new", b"new", b"old"]


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
