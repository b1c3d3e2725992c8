"""An archive written by several workers equals that of one process, even if a worker is killed."""

import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil
import pytest
from distributed import Client, LocalCluster

from briefings.archive import folder, parts, reader, run, sources
from briefings.archive.folder import ArchivePaths, made_by
from briefings.archive.parts import Part
from briefings.archive.reader import Background, Reader
from briefings.archive.run import Outcome
from briefings.build import cluster, content_folder
from briefings.build.workers import UnfitWorkerError, Workers
from briefings.model.content import Settings
from tests.project import BIN, SMALL, TALKS, Project, environment, tree
from tests.test_archive import BAD, archived
from tests.test_cluster import wait_until

SIZE = 2
CAPTURES = 60


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with some dozens of captures, good and bad, beside its content."""
    project = Project(tmp_path_factory.mktemp("archive") / "project", SMALL)
    captures = project.folder / "captures"
    captures.mkdir()
    for number in range(CAPTURES):
        text = TALKS.replace("Monday", f"day {number}")
        (captures / f"{number:03}.txt").write_text(text, encoding="utf-8")
        facts = f"title: Day {number}\npublished: 2020-01-{number % 28 + 1:02}\noutlet: wire\n"
        (captures / f"{number:03}.yml").write_text(facts, encoding="utf-8")
    for name, (data, _) in BAD.items():
        (captures / f"bad-{name}").write_bytes(data)
    # It takes a second to read, and is the last: until it is done, the whole is not.
    long = "\n\n".join(f"Envoys met in Geneva, it says in line {n:06}." for n in range(5_000))
    (captures / "long.txt").write_text(long, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def background(project: Project) -> Background:
    return reader.background(content_folder.read_content(project.content), Settings())[0]


@pytest.fixture(scope="module")
def todo(project: Project) -> list[Part]:
    found = parts.split(sources.find(["captures"], project.folder).captures, SIZE)
    assert len(found) > 20
    return found


@pytest.fixture(scope="module")
def by_one_process(project: Project, background: Background, todo: list[Part]) -> dict[str, str]:
    """The archive as one process makes it, without Dask."""
    paths = ArchivePaths(project.folder, project.folder / "by-one-process")
    reader = Reader(background)
    with folder.prepared(paths):
        made = [
            (part, folder.make(part, paths, reader, made_by(background.made_from))[0])
            for part in todo
        ]
        folder.finish(paths, made)
    found = [row["path"] for row in archived(paths.out)]
    names = [f"captures/{p.name}" for p in (project.folder / "captures").iterdir()]
    assert found == sorted(name for name in names if not name.endswith(".yml"))
    return tree(paths.out)


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    with cluster.local(2) as started:
        yield started


def test_the_archive_is_the_same_when_a_worker_is_killed_half_way(
    project: Project,
    background: Background,
    todo: list[Part],
    by_one_process: dict[str, str],
    workers: LocalCluster,
) -> None:
    paths = ArchivePaths(project.folder, project.folder / "one-killed")
    with (
        Client(workers) as client,
        cluster.connected(workers.scheduler_address) as executor,
        folder.prepared(paths),
    ):
        made: list[Outcome] = []
        for one in run.run(todo, background, paths, executor):
            made.append(one)
            if len(made) == 5:
                killed = kill_one_at_work(client)
        assert killed not in client.run(os.getpid).values()
        assert sorted(one.part.name for one in made) == sorted(part.name for part in todo)
        of = {one.part.name: one.done for one in made}
        folder.finish(paths, [(part, done) for part in todo if (done := of[part.name])])
    assert tree(paths.out) == by_one_process


def kill_one_at_work(client: Client) -> int:
    """Kill a worker that has parts to make, and return its number as a process."""
    address, process = next(iter(client.run(os.getpid).items()))
    os.kill(process, signal.SIGSTOP)  # it finishes nothing any more
    wait_until(lambda: bool(client.processing()[address]))
    os.kill(process, signal.SIGKILL)
    return int(process)


def test_the_archive_is_the_same_on_an_executor_of_local_processes(
    project: Project, background: Background, todo: list[Part], by_one_process: dict[str, str]
) -> None:
    paths = ArchivePaths(project.folder, project.folder / "by-local-processes")
    with Workers(2) as executor, folder.prepared(paths):
        made = {one.part.name: one.done for one in run.run(todo, background, paths, executor)}
        folder.finish(paths, [(part, done) for part in todo if (done := made[part.name])])
    assert tree(paths.out) == by_one_process


def test_a_killed_run_continues_where_it_ended(
    project: Project, by_one_process: dict[str, str]
) -> None:
    out = project.folder / "all-killed"
    arguments = ["archive", "captures", "--out", out.name, "--part-size", str(SIZE)]
    command = [str(BIN / "briefings"), *arguments, "--workers", "1"]
    process = subprocess.Popen(
        command, cwd=project.folder, env=environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    family = psutil.Process(process.pid)
    wait_until(lambda: (out / "done").is_dir() and len(list((out / "done").glob("*.json"))) > 4)
    workers = family.children(recursive=True)
    listening = [c.laddr.ip for p in (family, *workers) for c in p.net_connections() if not c.raddr]
    process.kill()
    process.wait()
    assert listening
    assert set(listening) == {"127.0.0.1"}
    assert not psutil.wait_procs(workers, timeout=60)[1], "workers outlive the run"
    assert not (out / "manifest.json").exists()
    made = len(list((out / "done").glob("*.json")))

    result = project.briefings(*arguments, "--workers", "1")
    assert result.exit_code == 0, result.output
    assert f"{made} of them unchanged" in result.stdout
    assert tree(out) == by_one_process


def test_the_archive_is_the_same_on_a_cluster_at_an_address(
    project: Project, by_one_process: dict[str, str], workers: LocalCluster
) -> None:
    listed = project.folder / "listed.urls"
    names = sorted(p.name for p in (project.folder / "captures").iterdir() if p.suffix != ".yml")
    listed.write_text("".join(f"captures/{name}\n\n" for name in reversed(names)))
    result = project.briefings(
        "archive", "--files-from", listed, "--out", "at-an-address", "--part-size", str(SIZE),
        "--scheduler", workers.scheduler_address,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert tree(project.folder / "at-an-address") == by_one_process
    assert f"{len(names)} captures" in result.stdout
    assert f" {len(BAD)} without an article; their records give the reason" in result.stdout


def test_a_first_source_that_is_missing_is_a_record_and_no_fault_of_a_worker(
    project: Project, workers: LocalCluster
) -> None:
    result = project.briefings(
        "archive", "captures/.missing.txt", "captures/000.txt", "--out", "one-missing",
        "--scheduler", workers.scheduler_address,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    rows = archived(project.folder / "one-missing")
    assert [(row["path"], bool(row["title"])) for row in rows] == [
        ("captures/.missing.txt", False), ("captures/000.txt", True),
    ]  # fmt: skip


def test_a_part_that_cannot_be_written_does_not_end_the_others(
    project: Project, todo: list[Part], by_one_process: dict[str, str], workers: LocalCluster
) -> None:
    out = project.folder / "one-in-the-way"
    call = (
        "archive", "captures", "--out", out.name, "--part-size", str(SIZE),
        "--scheduler", workers.scheduler_address,
    )  # fmt: skip
    in_the_way = out / "parts" / f"{todo[3].name}.jsonl.gz"
    in_the_way.mkdir(parents=True)
    (out / ".archive-by-briefings").touch()
    result = project.briefings(*call)
    assert result.exit_code == 1
    assert todo[3].captures[0] in result.stderr
    assert "have no record yet" in result.stderr
    assert not (out / "manifest.json").exists()
    in_the_way.rmdir()
    result = project.briefings(*call)
    assert result.exit_code == 0, result.output
    assert f"{len(todo) - 1} of them unchanged" in result.stdout
    assert tree(out) == by_one_process


def elsewhere(lack: str, part: Part, paths: ArchivePaths, background: str, seen: str) -> object:
    """Make a call with a path of another machine; on a worker, `run` is not patched."""
    there = Path("/elsewhere")
    paths = replace(paths, out=there) if lack == "out" else replace(paths, root=there)
    return run._write(part, paths, background, seen)


@pytest.mark.parametrize("lack", ["out", "captures"])
def test_a_worker_that_lacks_a_folder_is_named_and_writes_nothing(
    project: Project,
    background: Background,
    todo: list[Part],
    workers: LocalCluster,
    lack: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paths = ArchivePaths(project.folder, project.folder / "nobody-fit")
    with (
        cluster.connected(workers.scheduler_address) as executor,
        folder.prepared(paths),
    ):
        monkeypatch.setattr(run, "_write", partial(elsewhere, lack))
        with pytest.raises(UnfitWorkerError, match=r"tcp://.* does not see /elsewhere"):
            list(run.run(todo, background, paths, executor))
    assert [path for f in paths.folders for path in f.iterdir()] == []


def test_an_address_without_a_cluster_is_an_error(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    result = project.briefings(
        "archive", "captures", "--out", "nowhere", "--scheduler", "tcp://127.0.0.1:9"
    )
    assert result.exit_code == 1
    assert "127.0.0.1:9" in result.stderr
    assert not (project.folder / "nowhere").exists()
