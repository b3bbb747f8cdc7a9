"""Schedulers: the same task for every partition, here one by one, or on Dask with only a few in flight."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from bibtools.core.errors import BibtoolsError, CannotError, UsageError, lacks_package
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.parallel import uninterrupted
from bibtools.corpus.partition import Partition
from bibtools.corpus.worker import Done, Job, finish

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

PLAIN, THREADS, PROCESSES = "plain", "threads", "processes"
_ADDRESS = lazy_pattern(r"[a-z]+://.+|[\w.-]+:\d+")
_AHEAD = 3  # partitions a thread of the cluster, so that none waits for the next one
_RETRIES = 2  # of a task that raises; one whose worker dies is begun again by Dask itself
_GONE = "the cluster is gone; run the same command to resume"
_PATIENCE = "10s"  # to reach the scheduler
# What a cluster of this machine looks at rarely: by default, its processes take a twentieth of a core to do nothing.
_RARELY = {
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.worker.memory.monitor-interval": "500ms",
    "distributed.worker.profile.enabled": False,
}


class Unfinished(NamedTuple):
    """A partition that killed every worker that tried it."""

    number: int
    reason: str


class Begun(NamedTuple):
    """Results in order of completion, and the number of threads that make them."""

    results: Iterator[Done | Unfinished]
    threads: int


@contextmanager
def begun(job: Job, partitions: Sequence[Partition], scheduler: str, workers: int | None) -> Iterator[Begun]:
    """Start the work: "plain" here, on "threads" or "processes" of this machine, or on the cluster at an address.

    Raises UsageError for any other scheduler, or if Dask is missing. The results raise CannotError if the cluster
    is lost, and whatever `finish` raises.
    """
    if scheduler == PLAIN:
        yield Begun((finish(job, partition) for partition in partitions), 1)
        return
    with _connected(scheduler, workers) as client:
        yield Begun(_window(client, job, partitions), _threads(client))


@contextmanager
def _connected(scheduler: str, workers: int | None) -> Iterator[Client]:
    if scheduler not in {THREADS, PROCESSES} and not _ADDRESS.fullmatch(scheduler):
        raise UsageError(f"{scheduler}: use plain, threads, processes, or an address like tcp://host:8786")
    try:
        import distributed  # an extra, for runs on Dask only
    except ImportError:
        lacking = lacks_package(f"--scheduler {scheduler}", "Dask", "corpus")
        raise UsageError(f"{lacking}; --scheduler plain needs nothing") from None
    with distributed.utils.silence_logging_cmgr(logging.CRITICAL), _client(scheduler, workers) as client:
        try:
            yield client
        except OSError as error:  # between two results; within one it is a cancelled task
            raise CannotError(f"{_GONE} ({error})") from None


@contextmanager
def _client(scheduler: str, workers: int | None) -> Iterator[Client]:
    import distributed

    if scheduler in {THREADS, PROCESSES}:
        with _local(scheduler, workers) as cluster, distributed.Client(cluster, set_as_default=False) as client:
            yield client
        return
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CannotError(f"{scheduler}: no Dask scheduler there: {error}") from None
    with client:
        yield client


def _local(scheduler: str, workers: int | None) -> LocalCluster:
    import dask
    from distributed import LocalCluster

    processes = scheduler == PROCESSES
    # An interrupt is for this process, which ends the others. No page is served: its usual port may be another run's.
    with uninterrupted(spawns=processes), dask.config.set(_RARELY):
        return LocalCluster(
            n_workers=workers if processes else 1,
            threads_per_worker=1 if processes else workers,
            processes=processes,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )


def _window(client: Client, job: Job, partitions: Sequence[Partition]) -> Iterator[Done | Unfinished]:
    """Yield results as they come, and submit the next partitions: the scheduler holds only a few at a time.

    Dask blames the death of a worker on all that was waiting there; what it gives up is tried once more, alone.
    """
    from distributed import as_completed

    run = uuid.uuid4().hex  # a cluster may have results of another run under the same numbers
    under_way: dict[object, Partition] = {}
    rest = iter(partitions)

    def submitted(most: int) -> Iterator[Future[Done]]:
        for partition in islice(rest, most):
            future = _submitted(client, job, partition, run)
            under_way[future.key] = partition
            yield future

    blamed: list[Partition] = []
    futures = as_completed(submitted(_AHEAD * _threads(client)), loop=client.loop)
    for future in futures:
        partition = under_way.pop(future.key)
        if (result := _result(future, partition)) is None:
            blamed.append(partition)
        else:
            yield result
        for following in submitted(max(0, _AHEAD * _threads(client) - futures.count())):
            futures.add(following)
    for partition in blamed:
        result = _result(_submitted(client, job, partition, f"{run}-alone"), partition)
        yield result or Unfinished(partition.number, "every worker that tried it died, of its memory perhaps")


def _submitted(client: Client, job: Job, partition: Partition, run: str) -> Future[Done]:
    return client.submit(finish, job, partition, key=f"bibtools-{run}-{partition.number}", retries=_RETRIES)


def _threads(client: Client) -> int:
    return sum(client.nthreads().values()) or 1  # a cluster that grows with its work may have none yet


def _result(future: Future[Done], partition: Partition) -> Done | None:
    """Return the result of a partition, None if its workers died."""
    from distributed import KilledWorker

    try:
        # It may be pending again: where its worker has died since, the task is done once more.
        done: Done = future.result()
    except KilledWorker:
        return None
    except BibtoolsError:
        raise
    except CancelledError:
        raise CannotError(_GONE) from None
    except Exception as error:  # noqa: BLE001 - a worker without bibtools, or one that fails in a way of its own
        raise CannotError(f"{partition.name}: {type(error).__name__}: {error}") from None
    return done
