"""Builds that are killed, lack disk space or permissions, or run at once: the site stays whole."""

import dataclasses
import errno
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefings.build import publish
from briefings.build.store import Store
from tests.builds import Build, Ended, Server
from tests.project import GENEVA, SMALL, Project, tree

STATES = (GENEVA, GENEVA.replace("on a lake", "on a lake, and a canton"))


class Site:
    """A built project, whose content takes turns between two states."""

    def __init__(self, folder: Path, sites: Sequence[Mapping[str, str]]) -> None:
        """Open the project; the last of these sites, one for each state, is the published one."""
        self.project = Project(folder)
        self.build = Build(str(folder))
        self.state = 1
        self.sites = sites
        self.published = sites[1]

    def edit(self) -> None:
        """Change an explainer, to what it was before it was changed last."""
        self.state = 1 - self.state
        self.project.write("explainers/geneva.md", STATES[self.state])

    @property
    def shows(self) -> str:
        """Which site is published: the one that was before, byte for byte, or that of now."""
        site = self.project.site
        if tree(site) == self.published:
            return "old"
        return "new" if tree(site) == self.sites[self.state] else "neither"

    def recovers(self, server: Server) -> Ended:
        """Build once more, which must succeed and leave no temporary files behind."""
        ended = server.run(self.build)
        assert ended.status == 0, ended.printed
        assert tree(self.project.site) == self.sites[self.state]
        self.published = tree(self.project.site)
        work = [p.name for p in (self.project.folder / "build/.site.work").iterdir()]
        assert self.project.left_over() + sorted(work)[2:] == []
        return ended


NewSite = Callable[[Path], Site]


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> NewSite:
    """Return a function that makes a built site in a folder."""
    project = Project(tmp_path_factory.mktemp("faults") / "project", SMALL)
    sites = []
    for text in STATES:
        project.write("explainers/geneva.md", text)
        project.built()
        sites.append(tree(project.site))
    assert sites[0] != sites[1]

    def copy(folder: Path) -> Site:
        shutil.copytree(project.folder, folder, symlinks=True, dirs_exist_ok=True)
        return Site(folder, sites)

    return copy


@pytest.fixture
def site(new_site: NewSite, tmp_path: Path) -> Site:
    return new_site(tmp_path / "project")


# ----------------------------------------------------------------- killed


def test_a_build_killed_at_any_moment_leaves_a_whole_site_and_the_next_one_succeeds(
    servers: Sequence[Server], new_site: NewSite, tmp_path: Path
) -> None:
    sites = [new_site(tmp_path / str(number)) for number in range(2)]
    with ThreadPoolExecutor(2) as pool:
        new = [shown for half in pool.map(killed_often, sites, servers, range(2)) for shown in half]
    assert len(new) == 28
    assert set(new) == {True, False}


def killed_often(site: Site, server: Server, seed: int) -> list[bool]:
    """Kill 14 builds, and return for each whether the new site was published already."""
    site.edit()
    started = time.monotonic()
    site.recovers(server)
    seconds = time.monotonic() - started
    chance = random.Random(seed)
    moments = [seconds * (number + chance.random()) / 7 for number in range(7)]
    ends = [dataclasses.replace(site.build, end_after=snapshot) for snapshot in moments]
    # The new site takes the place of the old one near the end, and in no time.
    publishing = dataclasses.replace(site.build, publishing=True)
    site.edit()
    steps = server.run(publishing).steps
    site.recovers(server)
    steps_of_it = [int(steps * 0.95 * (number + chance.random()) / 7) + 1 for number in range(7)]
    ends += [dataclasses.replace(publishing, end_at=step) for step in steps_of_it]
    new = []
    for end in ends:
        site.edit()
        ended = server.run(end)
        assert ended.status == -signal.SIGKILL or end.end_after
        shows = site.shows
        assert shows in ("old", "new")
        new.append(shows == "new")
        site.recovers(server)
    return new


def test_a_terminated_build_says_so_and_leaves_a_whole_site(site: Site, builds: Server) -> None:
    site.edit()
    steps = site.recovers(builds).steps
    for step in range(1, steps * 3 // 4, steps // 6):  # after that it may be published
        site.recovers(builds)
        site.edit()
        build = dataclasses.replace(site.build, end_at=step, end_by=signal.SIGTERM)
        assert builds.run(build).status == 128 + signal.SIGTERM
        assert site.shows == "old"
    site.recovers(builds)


# ----------------------------------------------------------------- no room, no rights


def test_a_disk_that_is_full_from_any_moment_on_leaves_the_old_site_or_the_new_one(
    site: Site, builds: Server
) -> None:
    outcomes = []
    site.edit()
    steps = site.recovers(builds).steps
    for step in range(1, steps, steps // 8):
        site.recovers(builds)
        site.edit()
        ended = builds.run(dataclasses.replace(site.build, full_at=step))
        full = "No space left on device" in ended.printed
        if site.shows == "old":
            assert (ended.status, full) == (1, True)
            assert "The published site was not touched." in ended.printed
        else:  # the last steps may need no space
            assert ended.status == 0
            assert (
                "The site is published; the next build may take longer" in ended.printed
            ) is full
        assert "Traceback" not in ended.printed
        outcomes.append(site.shows)
    assert outcomes == sorted(outcomes, reverse=True)  # old ones first
    assert outcomes.count("old") >= 4
    site.recovers(builds)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MiB, where builds are made."""
    folder = tmp_path / "project/build"
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "briefings", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no command to mount a disk with")
    if done.returncode:
        pytest.skip(f"no small disk: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_too_small_leaves_the_old_site(
    small_disk: Path, new_site: NewSite, builds: Server
) -> None:
    site = new_site(small_disk.parent)
    filler = small_disk / "docs.filler"
    outcomes = []
    for spare in (0, 200, 1800, 2400, 2800, 3600, 6000):  # KiB
        site.edit()
        shutil.rmtree(small_disk / ".site.work")
        with filler.open("wb") as file:
            file.truncate(0)
            os.posix_fallocate(
                file.fileno(), 0, max(shutil.disk_usage(small_disk).free - spare * 1024, 1)
            )
        ended = builds.run(site.build)
        assert (ended.status, site.shows) in [(1, "old"), (0, "new")], ended.printed
        assert "Traceback" not in ended.printed
        outcomes.append(ended.status)
        filler.unlink()
        site.recovers(builds)
    assert outcomes == sorted(outcomes, reverse=True)
    assert set(outcomes) == {0, 1}


@pytest.mark.parametrize("call", ["set_value", "record"])
def test_a_disk_that_is_full_once_the_site_is_published_costs_nothing_but_time(
    call: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_public = publish.Staged.publish

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def publish_and_fill(staged: publish.Staged) -> None:
        make_public(staged)
        monkeypatch.setattr(Store, call, fail)

    site.edit()
    with monkeypatch.context() as patched:
        patched.setattr(publish.Staged, "publish", publish_and_fill)
        assert "The site is published; the next build may take longer" in (
            site.project.built().stderr
        )
    monkeypatch.undo()
    assert site.shows == "new"
    site.edit()  # taken back: the build before is not to pass for the one before that
    site.project.built()
    assert tree(site.project.site) == site.sites[site.state]


@pytest.mark.parametrize("folder", ["", ".site.work", "site", "docs/explainers", "search"])
def test_a_folder_that_may_not_be_changed_leaves_the_old_site(
    folder: str, site: Site, builds: Server
) -> None:
    site.edit()
    closed = site.project.folder / "build" / folder
    closed.chmod(0o555)
    try:
        ended = builds.run(site.build)
        assert (ended.status, site.shows) == (1, "old")
        assert "Permission denied" in ended.printed
        assert "Traceback" not in ended.printed
    finally:
        closed.chmod(0o755)
    site.recovers(builds)


# ----------------------------------------------------------------- several at once


def test_three_builds_at_once_give_the_site_of_one_of_them(
    servers: Sequence[Server], site: Site
) -> None:
    settings = (site.project.folder / "mkdocs.yml").read_text()
    wanted, builds = [], []
    for server, author in zip(servers, ("Ann", "Bo", "Somebody"), strict=True):
        (site.project.folder / f"{author}.yml").write_text(f"{settings}\nsite_author: {author}\n")
        build = dataclasses.replace(site.build, arguments=("-f", f"{author}.yml", "build"))
        assert server.run(build).status == 0
        wanted.append(tree(site.project.site))
        builds.append(build)
    assert wanted[0] != wanted[1] != wanted[2] != wanted[0]
    waited = 0
    for _ in range(2):
        processes = [s.start(build) for s, build in zip(servers, builds, strict=True)]
        ended = [server.wait() for server in servers]
        assert [end.status for end in ended] == [0, 0, 0]
        assert tree(site.project.site) in wanted
        said = "".join(end.printed for end in ended)
        waited += sum(f"being built by process {one}; waiting" in said for one in processes)
    assert waited
    site.recovers(servers[0])
