"""A build on a Dask cluster equals a local build, even if a worker is lost."""

import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster

from briefings.build import cluster, fingerprint, outputs
from briefings.build.cluster import Cluster
from briefings.build.outputs import Folders
from briefings.build.store import DamagedError
from briefings.build.workers import UnfitWorkerError
from briefings.commands import build_site
from briefings.content import parse
from briefings.mkdocs_plugin import project as projects
from briefings.mkdocs_plugin import render
from briefings.mkdocs_plugin.listener import Listener
from tests.project import BRIDGE, GENEVA, SMALL, Project, tree

ARTICLE = """\
---
title: Day {0}
published: 2020-01-{0:02}
outlet: wire
---

Envoys met in Geneva by the Blue Bridge on day {0}.
"""
CONTENT = {
    **SMALL,
    "explainers/bridge.md": BRIDGE,
    "explainers/geneva.md": f"{GENEVA}\nSee [the bridge](bridge.md), and [a map](map.pdf).\n"
    '\n--8<-- "about.md"\n',
    **{f"articles/day-{number}.md": ARTICLE.format(number) for number in range(1, 25)},
}
WARNING = "map.pdf"


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    with cluster.local(2) as started:
        yield started


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """All that a build on this machine makes."""
    project = site_project(tmp_path_factory.mktemp("alone"))
    assert WARNING in project.built().stderr
    assert "One <em>more</em>." in project.page("explainers/geneva/").text
    return built(project)


@pytest.fixture
def small_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many calls for a small site."""
    monkeypatch.setattr(parse, "_BATCH_FILES", 2)
    monkeypatch.setattr(outputs, "_PER_CALL", 2)
    monkeypatch.setattr(render, "_FEW_PAGES", 0)
    monkeypatch.setattr(render, "_PAGES_PER_TASK", 3)


def site_project(folder: Path) -> Project:
    """A project with its own template and hook, which change every page, and with a snippet."""
    project = Project(folder / "project", CONTENT)
    template = project.override("main.html")
    template.write_text(template.read_text() + "<!-- the owner's template -->")
    template.parent.rename(project.folder / "shared")
    template.parent.mkdir()
    (template.parent / "partials").symlink_to("../shared/partials")
    (project.folder / "shared/main.html").rename(template)
    (project.folder / "shared/partials").mkdir()
    (project.folder / "shared/partials/footer.html").write_text("<footer>Imprint</footer>")
    (project.folder / "hook.py").write_text(
        "def on_page_content(html, **_):\n    return html + '<!-- the hook -->'\n"
    )
    with (project.folder / "mkdocs.yml").open("a") as file:
        file.write("hooks: [hook.py]\n")
        file.write("markdown_extensions: [{pymdownx.snippets: {base_path: [snippets]}}]\n")
    (project.folder / "snippets").mkdir()
    (project.folder / "snippets/about.md").write_text('A *snippet*.\n\n--8<-- "more.md"\n')
    (project.folder / "snippets/more.md").write_text("One *more*.\n")
    return project


def built(project: Project) -> dict[str, dict[str, str]]:
    """Return the hash of every file that a build leaves for others."""
    folders = {"site": project.site} | Folders(project.docs).outputs
    return {name: tree(folder) for name, folder in folders.items()}


class Killer(Listener):
    """Kills a worker that has calls to make, in one step of the build."""

    def __init__(self, client: Client, step: str) -> None:
        self.client, self.step = client, step
        self.killed = 0
        self.warnings: list[str] = []

    def begin(self, doing: str, number: int) -> None:
        del number
        if doing == self.step and not self.killed:
            address, self.killed = next(iter(self.client.run(os.getpid).items()))
            os.kill(self.killed, signal.SIGSTOP)  # it finishes nothing any more
            self.thread = threading.Thread(target=self.kill, args=(address,))
            self.thread.start()

    def kill(self, address: str) -> None:
        wait_until(lambda: bool(self.client.processing()[address]))
        os.kill(self.killed, signal.SIGKILL)

    def warned(self, message: str) -> None:
        self.warnings.append(message)


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


@pytest.mark.usefixtures("small_calls")
@pytest.mark.parametrize("step", ["Writing", "Rendering"])
def test_a_build_with_a_killed_worker_gives_the_same_bytes(
    step: str, workers: LocalCluster, alone: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    project = site_project(tmp_path)
    loaded = projects.load(project.folder / "mkdocs.yml")
    with Client(workers) as client:
        killer = Killer(client, step)
        assert build_site.build_site(loaded, killer, print, scheduler=workers.scheduler_address)
        killer.thread.join()
        assert killer.killed not in client.run(os.getpid).values()
    assert built(project) == alone
    assert len(alone["site"]) > 100
    assert [message for message in killer.warnings if WARNING in message]
    assert "Nothing has changed" in project.built().stdout


@pytest.mark.usefixtures("small_calls")
def test_workers_need_no_folder_of_the_project(
    workers: LocalCluster,
    alone: dict[str, dict[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project, sent = site_project(tmp_path), list[bytes]()
    submit: Callable[..., Future[Any]] = Cluster.submit

    def seen(*arguments: object, **options: object) -> "Future[Any]":
        sent.append(pickle.dumps((arguments[1:], options)))
        return submit(*arguments, **options)

    monkeypatch.setattr(Cluster, "submit", seen)
    done = project.built("--scheduler", workers.scheduler_address)
    assert WARNING in done.stderr
    assert built(project) == alone
    assert len(sent) > 20
    assert [data for data in sent if str(tmp_path).encode() in data] == []


def test_a_worker_with_other_versions_is_named_and_nothing_is_published(
    workers: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = fingerprint.versions()
    monkeypatch.setattr(fingerprint, "versions", lambda: versions | {"lxml 0.0.1"})
    project = site_project(tmp_path)
    result = project.briefings("build", "--scheduler", workers.scheduler_address)
    assert result.exit_code == 1
    assert "The worker tcp://127.0.0.1:" in result.stderr
    assert "has other versions: lxml 0.0.1" in result.stderr
    assert not project.site.exists()


def test_an_error_of_a_call_is_raised_here_and_cancels_the_others(workers: LocalCluster) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        cluster.connected(workers.scheduler_address) as executor,
    ):
        list(executor.map(divided, [1, 2, 0, *range(1, 1000)]))


def divided(number: int) -> float:
    return 1 / number


class Damaged:
    """An argument whose value is gone from the cache."""

    def __reduce__(self) -> tuple[object, ...]:
        raise DamagedError("gone")


def test_an_argument_that_is_damaged_is_that_error(workers: LocalCluster) -> None:
    with (
        pytest.raises(DamagedError, match="gone"),
        cluster.connected(workers.scheduler_address) as executor,
    ):
        executor.submit(type, Damaged())


def test_calls_return_in_order(workers: LocalCluster) -> None:
    with cluster.connected(workers.scheduler_address) as executor:
        assert list(executor.map(divided, range(1, 50))) == [1 / n for n in range(1, 50)]


def end(_: int) -> None:
    os._exit(1)


def test_a_call_that_ends_every_worker_is_an_error(workers: LocalCluster) -> None:
    with (
        pytest.raises(ChildProcessError, match="ended every worker"),
        cluster.connected(workers.scheduler_address) as executor,
    ):
        executor.submit(end, 0).result()


def test_an_address_without_a_cluster_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    project = site_project(tmp_path)
    result = project.briefings("build", "--scheduler", "tcp://127.0.0.1:9")
    assert result.exit_code == 1
    assert "127.0.0.1:9" in result.stderr
    assert not project.site.exists()


@pytest.mark.parametrize("address", ["localhost", "http://10.0.0.1:8786", "tcp://10.0.0.1:x"])
def test_what_is_no_address_is_an_error(address: str, tmp_path: Path) -> None:
    result = site_project(tmp_path).briefings("build", "--scheduler", address)
    assert result.exit_code == 1
    assert f"{address} is no address of a scheduler" in result.stderr


def call_and_lose(started: LocalCluster) -> None:
    with cluster.connected(started.scheduler_address) as executor:
        call = executor.submit(time.sleep, 60)
        started.close()
        call.result()


def test_a_scheduler_that_is_lost_is_an_error() -> None:
    with (
        cluster.local(1) as started,
        pytest.raises(ConnectionError, match="scheduler was lost"),
    ):
        call_and_lose(started)


def test_a_scheduler_without_this_package_is_an_error(
    workers: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'briefings'")

    monkeypatch.setattr(Client, "run_on_scheduler", lacking)
    with (
        pytest.raises(UnfitWorkerError, match="The scheduler lacks this package"),
        cluster.connected(workers.scheduler_address),
    ):
        pass


@pytest.mark.usefixtures("small_calls")
def test_a_template_outside_of_the_project_cannot_be_sent(
    workers: LocalCluster, tmp_path: Path
) -> None:
    project = site_project(tmp_path)
    (tmp_path / "theme").mkdir()
    file = project.folder / "mkdocs.yml"
    file.write_text(file.read_text().replace("custom_dir: own", "custom_dir: ../theme"))
    result = project.briefings("build", "--scheduler", workers.scheduler_address)
    assert result.exit_code == 1
    assert "is outside of the folder of mkdocs.yml" in result.stderr
