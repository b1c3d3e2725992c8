"""Files are replaced atomically, and added without replacing others."""

import errno
import os
from pathlib import Path

import pytest

from briefings.build import disk


def files_below(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.*") if p.is_file()
    }


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
    tmp_path: Path,
) -> None:
    disk.replace(tmp_path / "page.html", b"old")
    with pytest.raises(TypeError):
        disk.replace(tmp_path / "page.html", "no bytes")  # type: ignore[arg-type]
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


def test_a_folder_is_claimed_for_one_purpose(tmp_path: Path) -> None:
    root = tmp_path / "out"
    assert disk.claim(root, "archive").is_file()
    disk.claim(root, "archive")
    with pytest.raises(disk.ForeignFolderError, match="out holds files"):
        disk.claim(root, "compiled")
    (tmp_path / "notes.md").touch()
    with pytest.raises(disk.ForeignFolderError):
        disk.claim(tmp_path, "archive")
    assert not disk.mark(tmp_path, "archive").exists()
