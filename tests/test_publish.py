"""Publishing: the next site replaces the old one completely or not at all."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.build import atomic_swap, publish
from tests.builds import Build, Server, publish_by_hand
from tests.project import tree

Files = Mapping[str, str]


def unexpected(process: str) -> None:
    pytest.fail(f"waits for process {process}")


def files(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()
    }


def folders(root: Path) -> set[str]:
    return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_dir()}


def write(folder: Path, given: Files) -> None:
    for name, text in given.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def built(site: Path, written: Files, keep: tuple[str, ...] = ()) -> None:
    """Publish a site of files that are kept and files that are written."""
    with publish.staging(site, unexpected) as staging:
        staged = staging.begin(keep)
        write(staged.folder, written)
        staged.publish()


def litter(site: Path) -> set[str]:
    """Return what lies beside a site, but for what is to lie there: the numbers are left out."""
    work = site.with_name(f".{site.name}.work")
    found = [p.relative_to(site.parent) for p in (*site.parent.iterdir(), *work.iterdir())]
    names = [str(p).partition("-")[0] for p in found]
    belong = {site.name, work.name, f"{work.name}/lock", f"{work.name}/next"}
    return set(names) - belong | {name for name in names if names.count(name) > 1}


@pytest.fixture(params=["exchanged", "renamed"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that can exchange two names, and on one that cannot."""
    if request.param == "renamed":
        monkeypatch.setattr(atomic_swap, "_exchange", refusing(errno.EINVAL))


def refusing(number: int) -> object:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


# ----------------------------------------------------------------- what is published


@pytest.mark.usefixtures("either_way")
def test_each_build_replaces_the_last_one_whole(tmp_path: Path) -> None:
    site = tmp_path / "a new folder/site"
    for number in range(4):
        written = {f"{number}/index.html": "text", "index.html": str(number)}
        built(site, written)
        assert files(site) == written
        assert folders(site) == {str(number)}
        assert litter(site) == set()


def test_a_kept_file_is_a_hard_link_to_the_published_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, {"a/index.html": "a", "b/index.html": "b", "c/d/index.html": "c"})
    os.utime(site / "a/index.html", (1, 1))
    before = (site / "a/index.html").stat()
    built(site, {"b/index.html": "new"}, keep=("a/index.html",))
    assert files(site) == {"a/index.html": "a", "b/index.html": "new"}
    assert folders(site) == {"a", "b"}
    after = (site / "a/index.html").stat()
    assert (after.st_ino, after.st_mtime) == (before.st_ino, 1)


def test_a_file_that_is_not_published_cannot_be_kept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, {"a": "a"})
    with pytest.raises(FileNotFoundError, match="missing"):
        built(site, {}, keep=("a", "missing"))
    assert files(site) == {"a": "a"}


NAMES = ("a.md", "b/index.html", "b/c/index.html", "d/index.html", "e.md")
BUILDS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(NAMES), st.sampled_from("123")),
        st.sets(st.sampled_from(NAMES)),
        st.booleans(),
    ),
    max_size=8,
)


@settings(max_examples=100)
@given(builds=BUILDS)
def test_any_sequence_of_builds_gives_the_written_and_kept_files_only(
    builds: list[tuple[dict[str, str], set[str], bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = tmp_path_factory.mktemp("row") / "site"
    built(site, {})
    published: dict[str, str] = {}
    for written, wished, finished in builds:
        keep = {name for name in wished if name in published and name not in written}
        following = {name: published[name] for name in keep} | written
        before = known(site)
        with publish.staging(site, unexpected) as staging:
            staged = staging.begin(keep)
            write(staged.folder, written)
            assert files(staged.folder) == following
            assert known(site) == before
            if finished:
                staged.publish()
                published = following
        assert files(site) == published
        assert folders(site) == {
            p.as_posix() for name in published for p in Path(name).parents if p != Path()
        }
    shutil.rmtree(site.parent)


def known(site: Path) -> dict[str, tuple[str, int, int]]:
    """Return of each file its bytes, which file it is, and when it was changed."""
    found = {name: (site / name).stat() for name in tree(site)}
    return {
        name: (digest, found[name].st_ino, found[name].st_mtime_ns)
        for name, digest in tree(site).items()
    }


def test_readers_find_a_whole_site_at_every_moment(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, {"page": "0"})
    if not exchanges(tmp_path):
        pytest.skip("this file system cannot exchange two names")
    found: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                found.append((site / "page").read_text())
            except OSError as error:
                found.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 100):
        built(site, {"page": str(number)})
    done.set()
    reader.join()
    assert [number for number in found if not number.isdigit()] == []
    assert [int(number) for number in found] == sorted(map(int, found))


def exchanges(folder: Path) -> bool:
    """Return whether two names can be exchanged in a folder."""
    (folder / "one").mkdir()
    (folder / "other").mkdir()
    try:
        atomic_swap._exchange(folder / "one", folder / "other")
    except OSError:
        return False
    return True


def test_without_hard_links_files_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    built(site, {"a/index.html": "a"})
    os.utime(site / "a/index.html", (1, 1))
    for number in range(2):
        built(site, {"b": str(number)}, keep=("a/index.html",))
        assert files(site) == {"a/index.html": "a", "b": str(number)}
        assert (site / "a/index.html").stat().st_mtime == 1


def test_an_old_folder_in_the_way_of_a_file_fails_one_build_at_most(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, {"page/index.html": "old"})
    built(site, {"page/index.html": "old"})
    with pytest.raises(IsADirectoryError):
        built(site, {"page": "new"})
    assert files(site) == {"page/index.html": "old"}
    built(site, {"page": "new"})
    assert files(site) == {"page": "new"}


# ----------------------------------------------------------------- where it is published


def test_a_site_behind_a_symbolic_link_is_published_where_the_link_leads(tmp_path: Path) -> None:
    link, site = tmp_path / "project/site", tmp_path / "www/live"
    link.parent.mkdir()
    link.symlink_to("../www/live")
    for number in range(2):
        built(link, {"page": str(number)})
        assert link.is_symlink()
        assert files(site) == {"page": str(number)}
    assert list(link.parent.iterdir()) == [link]
    assert litter(site) == set()


def test_a_file_in_the_place_of_the_site_is_left_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.write_text("mine")
    with pytest.raises(publish.PublishError, match=r"site is a file.*Move it away"):
        built(site, {"page": "new"})
    assert (site.read_text(), list(tmp_path.iterdir())) == ("mine", [site])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("letter.txt",), "files that are no site"),
        ((".git", "index.html"), "a Git repository"),
    ],
)
def test_a_folder_with_other_files_is_never_replaced(
    names: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(publish.PublishError, match=said):
        publish.require_site(tmp_path)


@pytest.mark.parametrize("names", [(), ("index.html", "CNAME")])
def test_an_empty_folder_or_a_site_may_be_replaced(names: tuple[str, ...], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).touch()
    publish.require_site(tmp_path)
    publish.require_site(tmp_path / "missing")


def test_a_file_that_takes_the_place_of_the_site_meanwhile_is_left_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, {"page": "old"})
    with publish.staging(site, unexpected) as staging:
        staged = staging.begin()
        shutil.rmtree(site)
        site.write_text("mine")
        with pytest.raises(publish.PublishError, match="is a file"):
            staged.publish()
    assert site.read_text() == "mine"


def test_a_disk_in_the_place_of_the_site_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    built(site, {"page": "old"})
    monkeypatch.setattr(Path, "is_mount", lambda path: path == site)
    with pytest.raises(publish.PublishError, match=r"disk of its own.*Mount the folder above"):
        built(site, {"page": "new"})
    assert files(site) == {"page": "old"}


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="no second disk: /dev/shm")
def test_the_site_may_be_on_another_disk_than_the_rest(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        assert Path(folder).stat().st_dev != tmp_path.stat().st_dev
        site = tmp_path / "site"
        site.symlink_to(Path(folder, "site"))
        built(site, {"a": "old", "b": "old"})
        built(site, {"a": "new"}, keep=("b",))
        assert files(site) == {"a": "new", "b": "old"}


# ----------------------------------------------------------------- what goes wrong


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("call", ["flush", "swap", "_exchange"])
def test_a_failed_publication_keeps_the_old_site(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    built(site, {"page": "old"})
    with monkeypatch.context() as patched:
        patched.setattr(atomic_swap, call, refusing(errno.EIO))
        with pytest.raises(OSError, match="Input/output error"):
            built(site, {"page": "new"})
    assert files(site) == {"page": "old"}
    built(site, {"page": "newer"})
    assert files(site) == {"page": "newer"}
    assert litter(site) == set()


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("end", [OSError, SystemExit, KeyboardInterrupt])
def test_a_failed_rename_is_undone(
    step: int, end: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, new, aside = tmp_path / "site", tmp_path / "new", tmp_path / "aside"
    write(tmp_path, {"site/page": "old", "new/page": "new"})
    monkeypatch.setattr(atomic_swap, "_exchange", refusing(errno.ENOSYS))
    rename, steps = os.rename, iter(range(1, 10))

    def renamed(*paths: str) -> None:
        if next(steps) == step:
            raise end
        rename(*paths)

    monkeypatch.setattr(os, "rename", renamed)
    with pytest.raises(end):
        atomic_swap.swap(new, site, aside)
    assert files(site) == {"page": "new" if step == 3 else "old"}


def test_a_removed_next_site_is_not_published(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, {"page": "old", "more": "old"})
    with publish.staging(site, unexpected) as staging:
        staged = staging.begin()
        write(staged.folder, {"page": "new"})
        shutil.rmtree(tmp_path / ".site.work")
        write(staged.folder, {"more": "new"})
        with pytest.raises(publish.PublishError, match="taken away"):
            staged.publish()
    assert files(site) == {"page": "old", "more": "old"}
    built(site, {"page": "newer"})
    assert files(site) == {"page": "newer"}


@pytest.mark.parametrize("exchange", [True, False])
def test_a_process_killed_at_any_step_leaves_the_old_site_or_the_new_one(
    exchange: bool, builds: Server, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    publish_by_hand(site, "old")
    old = files(site)
    ended = builds.run(Build(str(tmp_path), (), exchange=exchange))
    new = files(site)
    assert old != new
    assert ended.steps > 10
    seen = set()
    for step in range(1, ended.steps + 1):
        built(site, old)
        died = builds.run(Build(str(tmp_path), (), exchange=exchange, end_at=step))
        assert died.status == -signal.SIGKILL
        if exchange:
            assert files(site) in (old, new)
        with publish.staging(site, unexpected):
            assert files(site) in (old, new)
            seen.add(files(site) == new)
        built(site, new)
        assert files(site) == new
        assert litter(site) == set()
    assert False in seen


# ----------------------------------------------------------------- one build at a time


HOLDER = """
import os, signal, sys
from pathlib import Path
from briefings.build import publish

def say(text):
    print(text, flush=True)

with publish.staging(Path(sys.argv[1]), lambda process: say(f"waits for {process}")) as staging:
    child = os.fork()
    if not child:
        signal.pause()
    say(f"builds, with {child}")
    input()
    os.kill(child, signal.SIGKILL)
    staged = staging.begin()
    (staged.folder / "page").write_text(str(os.getpid()))
    staged.publish()
"""


@contextmanager
def holder(site: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run a process that has a child, and that builds the site when the test lets it continue."""
    command = [sys.executable, "-c", HOLDER, str(site)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        yield process


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def go_on(process: "subprocess.Popen[str]") -> None:
    assert process.stdin
    process.stdin.write("go on\n")


def test_a_second_build_waits_and_names_the_first(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with holder(site) as first:
        assert said(first).startswith("builds")
        with holder(site) as second:
            assert said(second) == f"waits for {first.pid}"
            go_on(second)
            go_on(first)
            assert said(second).startswith("builds")
    assert files(site) == {"page": str(second.pid)}
    assert litter(site) == set()


def test_a_killed_build_blocks_no_other_even_while_its_child_lives(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with holder(site) as killed:
        child = int(said(killed).removeprefix("builds, with "))
        killed.kill()
        killed.wait()
        built(site, {"page": "new"})
        os.kill(child, signal.SIGKILL)
    assert files(site) == {"page": "new"}
