"""The content folder: which files are found, which are read again, and how much is in memory."""

import hashlib
import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefings.build import content_folder
from briefings.build.content_folder import FileChangedError
from briefings.build.store import Store
from briefings.content import articles
from briefings.content.articles import Parsing
from briefings.files import limits
from briefings.model.content import Content, Problem, Settings, Severity, SourceFile
from briefings.site.compile import compile


def problems(root: Path) -> list[tuple[str, str, Severity]]:
    return [(p.file, p.code, p.severity) for p in content_folder.read_content(root).problems]


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
    content = content_folder.read_content(tmp_path)
    assert {file.path: file.load().data for file in content.files} == given
    assert [file.path for file in content.files] == sorted(given)
    assert content.problems == ()


@pytest.mark.parametrize(
    "name", [".a.txt", ".DS_Store", "articles/.#a.txt", ".git/config", "articles/.old/a.txt"]
)
def test_hidden_files_are_ignored(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x")
    content = content_folder.read_content(tmp_path)
    assert ([*content.files], content.problems) == ([], ())


def test_a_content_folder_in_a_hidden_folder_is_read(tmp_path: Path) -> None:
    root = tmp_path / ".hidden/content"
    root.mkdir(parents=True)
    (root / "a.txt").write_text("x")
    assert [file.path for file in content_folder.read_content(root).files] == ["a.txt"]


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
    assert not content_folder.read_content(tmp_path).files


def test_a_symbolic_link_to_a_file_is_read(tmp_path: Path) -> None:
    root = tmp_path / "content"
    root.mkdir()
    (tmp_path / "elsewhere").write_bytes(b"x")
    (root / "a.txt").symlink_to("../elsewhere")
    assert [(f.path, f.load().data) for f in content_folder.read_content(root).files] == [
        ("a.txt", b"x")
    ]


def test_a_folder_named_like_a_file_is_a_warning_and_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt/b.txt").write_text("x")
    assert problems(tmp_path) == [("a.txt", "folder", Severity.WARNING)]
    assert [file.path for file in content_folder.read_content(tmp_path).files] == ["a.txt/b.txt"]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_BY_SUFFIX", {".dat": 1000})
    for name, size in (("fits.dat", 1000), ("huge.dat", 1001)):
        (tmp_path / name).touch()
        os.truncate(tmp_path / name, size)
    content = content_folder.read_content(tmp_path)
    assert [(file.path, len(file.load().data)) for file in content.files] == [("fits.dat", 1000)]
    (problem,) = content.problems
    assert (problem.file, problem.code) == ("huge.dat", "too-large")
    assert "has 1,001 bytes; the limit is 1,000" in problem.message


def test_a_sparse_file_over_the_real_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "huge.txt").touch()
    os.truncate(tmp_path / "huge.txt", limits.TEXT_LIMIT + 1)
    assert problems(tmp_path) == [("huge.txt", "too-large", Severity.ERROR)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    for name in ("closed.txt", "open.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "closed.txt").chmod(0)
    content = content_folder.read_content(tmp_path)
    assert [file.path for file in content.files] == ["open.txt"]
    (problem,) = content.problems
    assert (problem.file, problem.code) == ("closed.txt", "unreadable")
    assert "Permission denied" in problem.message


def test_a_missing_content_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("nothing", "file"):
        assert problems(tmp_path / name) == [("", "no-content", Severity.ERROR)]


# ----------------------------------------------------------------- digests


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "cache.sqlite", "1") as store:
        yield store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a capture that was last changed long ago, as far as the build can tell."""
    root = tmp_path / "content"
    (root / "articles").mkdir(parents=True)
    (root / "articles/a.txt").write_bytes(b"one")
    return root


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are written now were written more than two seconds ago for the program."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 3_000_000_000)


def digests(root: Path, store: Store | None, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Return how many files were read, and the digest of the one file."""
    read = 0
    compute = hashlib.file_digest

    def counted(*arguments: object) -> object:
        nonlocal read
        read += 1
        return compute(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(content_folder, "file_digest", counted)
        (file,) = content_folder.read_content(root, store).files
    return read, file.digest


@pytest.mark.usefixtures("later")
def test_an_unchanged_file_is_not_read_again(
    root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = digests(root, store, monkeypatch)
    assert first[0] == 1
    assert digests(root, store, monkeypatch) == (0, first[1])
    assert digests(root, None, monkeypatch) == first


def write_in_place(path: Path) -> None:
    path.write_bytes(b"two")


def replace_by_another(path: Path) -> None:
    path.with_name("new").write_bytes(b"two")
    path.with_name("new").replace(path)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("change", [write_in_place, replace_by_another])
def test_a_changed_file_of_the_same_size_and_time_is_read_again(
    change: Callable[[Path], None], root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "articles/a.txt"
    before, (_, digest) = path.stat(), digests(root, store, monkeypatch)
    time.sleep(0.02)  # longer than a step of the clock for files
    change(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    read, now = digests(root, store, monkeypatch)
    assert read == 1
    assert now != digest


def test_a_file_that_was_changed_just_now_is_read_again(
    root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another change within the same step of the clock would give it the same times."""
    assert digests(root, store, monkeypatch)[0] == 1
    assert digests(root, store, monkeypatch)[0] == 1


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("junk", ["junk", "", "00"])
def test_a_damaged_record_is_ignored(
    junk: str, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, digest = digests(root, store, monkeypatch)
    (record,) = store.files("content").values()
    store.record([replace(record, digest=junk)])
    assert digests(root, store, monkeypatch) == (1, digest)
    assert store.files("content") == {record.uri: record}


@pytest.mark.usefixtures("later")
def test_files_are_recorded_while_they_are_there(
    root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_folder, "_AT_ONCE", 3)
    names = [f"articles/{name}.txt" for name in "abcdefg"]
    for kept in (names, names[2:4], names[1:], names[:1], names[3:]):
        for path in (root / "articles").iterdir():
            path.unlink()
        for name in kept:
            (root / name).write_bytes(name.encode())
        files = content_folder.read_content(root, store).files
        assert [(file.path, file.load().data) for file in files] == [(k, k.encode()) for k in kept]
        assert [*store.files("content")] == kept
        assert [file.path for file in files[1:]] == kept[1:]


def test_an_unchanged_file_can_be_loaded(root: Path) -> None:
    (file,) = content_folder.read_content(root).files
    assert file.load().data == b"one"
    (root / "articles/a.txt").write_bytes(b"two")
    with pytest.raises(FileChangedError, match=r"articles/a\.txt was changed while"):
        file.load()


@pytest.mark.parametrize("changes", [1, 2, 3])
def test_content_that_changes_is_read_again(changes: int, root: Path, store: Store) -> None:
    left = list(range(changes))

    def load(content: Content) -> bytes:
        if left:
            (root / "articles/a.txt").write_text(f"new {left.pop()}")
        return content.files[0].load().data

    if changes < 3:
        assert content_folder.with_content(root, store, load) == b"new 0"
    else:
        with pytest.raises(FileChangedError):
            content_folder.with_content(root, store, load)


def test_a_file_that_is_deleted_meanwhile_is_not_missed(root: Path, store: Store) -> None:
    (root / "articles/b.txt").write_bytes(b"two")

    def load(content: Content) -> list[bytes]:
        (root / "articles/b.txt").unlink(missing_ok=True)
        return [file.load().data for file in content.files]

    assert content_folder.with_content(root, store, load) == [b"one"]


@pytest.mark.usefixtures("later")
def test_a_wrong_digest_in_the_store_is_corrected(
    root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, digest = digests(root, store, monkeypatch)
    kept = store.files("content")
    (record,) = kept.values()
    store.record([replace(record, digest=digest[::-1])])
    load = content_folder.with_content
    assert load(root, store, lambda content: content.files[0].load().data) == b"one"
    assert store.files("content") == kept


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("changed", [True, False])
def test_captures_are_loaded_one_at_a_time(
    changed: bool, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, number = 1_000_000, 30

    def parse(capture: SourceFile, *_: object) -> Parsing:
        """Replace parsing, which needs memory itself."""
        return Parsing((Problem(capture.path, 0, "odd", f"{len(capture.data):,}", ""),))

    monkeypatch.setattr(articles, "parse_for_site", parse)
    for page in range(number):
        (root / f"articles/{page}.html").write_bytes(b" " * size)
    if not changed:
        compile(content_folder.read_content(root, store), Settings(), store)
    tracemalloc.start()
    try:
        site = compile(content_folder.read_content(root, store), Settings(), store)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [p.message for p in site.problems].count(f"{size:,}") == number
    assert peak < (3 * size if changed else size)
