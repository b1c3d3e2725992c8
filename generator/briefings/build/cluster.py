"""An executor of the workers of a Dask cluster.

Calls and results are sent as bytes: a worker needs this package in the same versions, and no folder
of the project. When a worker is lost, another one makes its calls again.

This is the only module that imports Dask, which the extra `cluster` installs.
"""

import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Set
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from typing import Any, ParamSpec, TypeVar

import dask
from distributed import Client, KilledWorker, LocalCluster, Worker, WorkerPlugin, get_worker

from briefings.build import fingerprint
from briefings.build.workers import UnfitWorkerError, Workers

P = ParamSpec("P")
T = TypeVar("T")

# Seconds within which a cluster must answer and have a first worker.
_PATIENCE = 30
# Dask warns of calls beyond 10 MB, because workers usually load their own data. Ours do not.
_LARGEST_CALL = {"distributed.admin.large-graph-warning-threshold": "10 GB"}
_LOCAL = {
    # One call at a time: a call that kills its worker must not be blamed on one that waits there.
    "distributed.scheduler.worker-saturation": 1.0,
    # The default is shorter than a busy machine takes to start a process. Once Dask has given up
    # all workers, calls wait for ever.
    "distributed.deploy.lost-worker-timeout": "1 hour",
}
# MkDocs and some readers are not for several threads, and Dask workers may have several.
_ONE_CALL = threading.Lock()


class Cluster(Workers):
    """The workers of a cluster. An exception in the `with` block cancels all calls.

    Raises:
        UnfitWorkerError: a worker or the scheduler lacks this package, or a worker has other
            versions.
        ChildProcessError: at the end of the block, if a call ended every worker that made it.
        ConnectionError: at the end of the block, if the scheduler was lost.
    """

    def __init__(self, client: Client) -> None:
        """Take a connected client."""
        super().__init__(len(client.nthreads()))
        self._client = client
        self._executor = client.get_executor(pure=False)
        self.versions = fingerprint.versions()
        """The versions that every worker must have."""
        try:
            found: dict[str, Set[str]] = client.run(fingerprint.versions)
        except ModuleNotFoundError as error:
            raise UnfitWorkerError(f"A worker lacks this package: {error}.") from error
        try:  # it must read the calls, so that it can send them on
            client.run_on_scheduler(fingerprint.versions)
        except ModuleNotFoundError as error:
            raise UnfitWorkerError(f"The scheduler lacks this package: {error}.") from error
        for address, versions in found.items():
            _check(address, versions, self.versions)

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        lost = self._client.status != "running"
        self.shutdown(cancel_futures=error is not None)
        if isinstance(error, Exception) and lost:
            raise ConnectionError("The connection to the scheduler was lost. Try again.") from error
        if error and killed(error):
            raise ChildProcessError(f"One call ended every worker that made it. {error}") from error

    @property
    def started(self) -> bool:
        """Whether processes run already: always."""
        return True

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Call a function of a module on a worker."""
        # Dask would report an exception of an argument as an exception of its own.
        call = pickle.dumps((fn, args, kwargs))
        future: Future[T] = self._executor.submit(_call, self.versions, call)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for all calls, or cancel them."""
        self._executor.shutdown(wait and not cancel_futures)


def killed(error: BaseException) -> bool:
    """Return whether an exception means that a call ended every worker that made it."""
    return isinstance(error, KilledWorker)


@contextmanager
def local(workers: int | None = None) -> Iterator[LocalCluster]:
    """Start a cluster on this machine, which no other machine can reach.

    Args:
        workers: the number of processes; None for the number of processors.
    """
    with (
        dask.config.set(_LOCAL),
        # Dask opens a port for a dashboard even without one: any free port, because with its
        # default port Dask warns when two clusters run.
        LocalCluster(
            n_workers=workers, threads_per_worker=1, host="127.0.0.1",
            dashboard_address=None, scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
        ) as cluster,
    ):  # fmt: skip
        yield cluster


@contextmanager
def connected(scheduler: str | None = None, workers: int | None = None) -> Iterator[Cluster]:
    """Connect to a cluster, or start one on this machine.

    Args:
        scheduler: address of the cluster's scheduler; None for a cluster of our own (`local`).
        workers: the number of processes of our own cluster.

    Raises:
        OSError: there is no cluster at this address, it has no worker, or it was lost.
        UnfitWorkerError: a worker or the scheduler lacks this package, or a worker has other
            versions.
    """
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(_LARGEST_CALL))
        address = scheduler or stack.enter_context(local(workers))
        try:
            client = stack.enter_context(Client(address, timeout=_PATIENCE))
        except ValueError as error:
            raise OSError(
                f"{address} is no address of a scheduler: {error}. "
                "Write one such as tcp://10.0.0.1:8786."
            ) from error
        client.wait_for_workers(1, timeout=_PATIENCE)
        if not scheduler:
            client.register_plugin(_IgnoreInterrupt(), "ignore-interrupt")
        yield stack.enter_context(Cluster(client))


class _IgnoreInterrupt(WorkerPlugin):
    """Makes a local worker ignore Ctrl-C, which a terminal sends to it as well."""

    def setup(self, worker: Worker) -> None:
        del worker
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _call(versions: Set[str], call: bytes) -> Any:  # noqa: ANN401
    """Make a call on a worker, which may have joined the cluster just now."""
    address = get_worker().address
    _check(address, fingerprint.versions(), versions)
    try:
        with _ONE_CALL:
            function, arguments, options = pickle.loads(call)
            return function(*arguments, **options)
    except UnfitWorkerError as error:
        raise UnfitWorkerError(f"The worker {address} {error}.") from error


def _check(address: str, versions: Set[str], wanted: Set[str]) -> None:
    if differing := sorted(versions ^ wanted):
        listed = ", ".join(differing)
        raise UnfitWorkerError(f"The worker {address} has other versions: {listed}.")
