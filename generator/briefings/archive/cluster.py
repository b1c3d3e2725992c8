"""The map over parts: a Dask bag, computed by the workers of a cluster.

Each worker is equipped once with the explainers and outlets, when it comes or when it comes back,
so that a task is no more than the names of some captures. A worker that is lost costs the part it
was at: the scheduler gives that to another one, which writes the same file.

The one module that imports Dask; it comes with the extra `archive`.
"""

import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import dask
import dask.bag
from distributed import (
    Client,
    Future,
    KilledWorker,
    LocalCluster,
    Worker,
    WorkerPlugin,
    as_completed,
    get_worker,
)

from briefings.archive import folder
from briefings.archive.folder import Done, Workplace
from briefings.archive.parts import Part
from briefings.archive.reader import Background, Reader
from briefings.archive.versions import made_by
from briefings.build.fingerprint import versions

# How long a cluster may take to answer, and to have a first worker.
_PATIENCE = 30
# Dask warns of graphs beyond 10 MB, as data should be read by workers. Here it is: a graph holds
# the names of captures alone, 84 MB of them for a million, sent once and in pieces.
_LARGEST_GRAPH = "10 GB"
_LOCAL = {
    # One part at a time: a part that kills its worker must not be blamed on one that waits there.
    "distributed.scheduler.worker-saturation": 1.0,
    # A worker that is not back after so long is not waited for. By default that is sooner than a
    # busy machine starts a process, and once all are given up, work waits for ever.
    "distributed.deploy.lost-worker-timeout": "1 hour",
}


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a part."""

    part: Part
    """The part."""
    done: Done | None
    """What there is now; None where it could not be made."""
    before: bool = False
    """Whether that was there already."""
    error: str = ""
    """Why it could not be made."""


class UnfitWorkerError(Exception):
    """A worker cannot do its work: it has other versions, or sees other folders."""


class Equipment(WorkerPlugin):
    """What a worker reads with, and where."""

    def __init__(self, background: Background, place: Workplace, probe: str) -> None:
        """Pack it.

        Args:
            background: what captures are read and linked with.
            place: where everything is.
            probe: a capture that is there.
        """
        self.background = background
        self.place = place
        self.probe = probe
        self.versions = versions()
        self.made_by = made_by(background.made_from)
        self.name = f"archive {self.made_by} {place.root} {place.out}"

    def setup(self, worker: Worker) -> None:
        """Unpack it on a worker.

        Raises:
            UnfitWorkerError: the worker would read otherwise than others do, or not at all.
        """
        if differing := sorted(versions() ^ self.versions):
            raise UnfitWorkerError(f"{worker.address} has other versions: {', '.join(differing)}")
        if not folder.is_ready(self.place):
            raise UnfitWorkerError(f"{worker.address} does not see {self.place.out}")
        if not (self.place.root / self.probe).exists():
            raise UnfitWorkerError(f"{worker.address} does not see {self.place.root / self.probe}")
        self.reader = Reader(self.background)


class _Deafness(WorkerPlugin):
    """Makes a worker of ours not hear Ctrl-C, which a terminal tells it as well as us."""

    def setup(self, worker: Worker) -> None:
        del worker
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def local(workers: int | None = None) -> Iterator[LocalCluster]:
    """Start a cluster on this machine, which nothing outside of it can reach.

    Args:
        workers: how many processes it has; None for as many as there are processors.
    """
    with (
        dask.config.set(_LOCAL),
        # Without a dashboard a port is opened for it all the same: any free one, instead of Dask's
        # own, of which it warns where two clusters run.
        LocalCluster(
            n_workers=workers, threads_per_worker=1, host="127.0.0.1",
            dashboard_address=None, scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
        ) as cluster,
    ):  # fmt: skip
        yield cluster


@contextmanager
def connected(scheduler: str | None = None, workers: int | None = None) -> Iterator[Client]:
    """Connect to a cluster, or start one on this machine.

    Args:
        scheduler: address of the cluster's scheduler; None for one of our own (`local`).
        workers: how many processes our own has.

    Raises:
        OSError: there is no cluster at that address, or no worker in it.
    """
    if scheduler:
        with Client(scheduler, timeout=_PATIENCE) as client:
            client.wait_for_workers(1, timeout=_PATIENCE)
            yield client
        return
    with local(workers) as cluster, Client(cluster) as client:
        client.register_plugin(_Deafness(), "deafness")
        yield client


def run(parts: Sequence[Part], equipment: Equipment, client: Client) -> Iterator[Made]:
    """Have parts made, and yield what comes of each as soon as it is there.

    Raises:
        UnfitWorkerError: a worker cannot do the work.
    """
    client.register_plugin(equipment, equipment.name)
    try:
        bag = dask.bag.from_sequence(parts, partition_size=1)
        made = bag.map_partitions(_make, equipment.name)
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGEST_GRAPH}):
            futures = client.compute(made.to_delayed())
        part_of = dict(zip((future.key for future in futures), parts, strict=True))
        ended = as_completed(futures)
        del bag, made, futures
        for future in ended:
            yield _outcome(part_of[future.key], future)
            # Else what a lost worker had made, and told of, would be made again.
            future.release()
    finally:
        with suppress(OSError):
            client.unregister_worker_plugin(equipment.name)


def _make(parts: Iterable[Part], equipment: str) -> list[tuple[Done, bool]]:
    """Make parts, on a worker."""
    own = get_worker().plugins[equipment]
    assert isinstance(own, Equipment)
    return [folder.make(part, own.place, own.reader, own.made_by) for part in parts]


def _outcome(part: Part, future: "Future[list[tuple[Done, bool]]]") -> Made:
    try:
        # If it was lost with its worker meanwhile, this waits until it is there again.
        ((done, before),) = future.result()
    except KilledWorker:
        return Made(part, None, error="one of these captures ends the process that reads it")
    except Exception as error:  # noqa: BLE001  whatever went wrong there, the others go on
        return Made(part, None, error=str(error) or repr(error))
    return Made(part, done, before)
