"""The same run on Dask: equal to the plain one, byte for byte, whatever dies on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import corpora
import pytest

from bibtools.core.errors import CannotError
from bibtools.corpus import run_report, worker
from bibtools.corpus.partition import Partition
from bibtools.corpus.run import Outcome, run
from bibtools.corpus.schedulers import begun
from bibtools.corpus.worker import Done, Job

if TYPE_CHECKING:
    from distributed import LocalCluster

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("distributed") is None, reason="an extra"),
    # Dask leaves sockets and event loops to the garbage collector where a worker or the scheduler is killed.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextmanager
def two_workers() -> Iterator[LocalCluster]:
    import distributed  # an extra that takes seconds to load

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL"
    ) as started:
        yield started


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """One for all tests that leave its workers alive."""
    with two_workers() as started:
        yield started


@pytest.fixture
def mortal() -> Iterator[LocalCluster]:
    """One for a test alone."""
    with two_workers() as started:
        yield started


def ran(out: str, scheduler: str, **options: Any) -> Outcome:  # noqa: ANN401 - options of `run`
    return run(["texts"], out, today=date(2026, 1, 1), scheduler=scheduler, **options)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_every_scheduler_writes_the_same(here: Path, cluster: LocalCluster, form: str) -> None:
    corpora.write(here / "texts", 1000)
    options: dict[str, Any] = {"form": form, "partition_size": 30}
    plain = ran("plain", "plain", **options)
    for scheduler in ("threads", "processes", cluster.scheduler_address):
        outcome = ran("out", scheduler, workers=2, anew=True, **options)
        assert [done._replace(seconds=0) for done in outcome.done] == [done._replace(seconds=0) for done in plain.done]
        assert corpora.parts(here / "out") == corpora.parts(here / "plain")
        assert outcome.threads == 2


def test_a_worker_killed_in_the_middle_of_100_partitions_changes_nothing(here: Path, mortal: LocalCluster) -> None:
    corpora.write(here / "texts", 2000)
    plain = ran("plain", "plain", partition_size=20)
    killed: list[int] = []

    def kills(done: int, of: int) -> None:
        if done > of // 3 and not killed:
            killed.append(next(iter(mortal.workers.values())).process.pid)
            os.kill(killed[0], signal.SIGKILL)

    outcome = ran("out", mortal.scheduler_address, partition_size=20, watch=kills)
    assert len(killed) == 1
    assert (outcome.sources, outcome.unfinished, outcome.exit_code) == (2000, (), 0)
    assert corpora.parts(here / "out") == corpora.parts(here / "plain")
    assert (run_report.result(outcome)[3:], plain.sources) == (run_report.result(plain)[5:], 2000)
    assert "µs of overhead" in run_report.diagnostics(outcome)


def test_few_partitions_are_under_way_at_a_time(here: Path, cluster: LocalCluster) -> None:
    corpora.write(here / "texts", 200)
    scheduler, most = cluster.scheduler, 0
    assert scheduler is not None

    def counts(_done: int, _of: int) -> None:
        nonlocal most
        most = max(most, len(scheduler.tasks))

    assert ran("out", cluster.scheduler_address, partition_size=1, watch=counts).partitions == 200
    assert most < 20


def deadly(job: Job, partition: Partition) -> Done:
    if partition.number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return _finish(job, partition)


_finish = worker.finish


def test_a_partition_that_kills_its_workers_is_told_and_the_others_are_done(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dask  # an extra

    corpora.write(here / "texts", 40)
    ran("plain", "plain", partition_size=10)
    monkeypatch.setattr("bibtools.corpus.schedulers.finish", deadly)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))  # for the workers, which import this module
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        outcome = ran("out", "processes", workers=2, partition_size=10)
    assert ([each.number for each in outcome.unfinished], outcome.exit_code) == ([1], 3)
    assert "part-00001: not finished: every worker that tried it died" in run_report.diagnostics(outcome)
    monkeypatch.undo()
    os.chdir(here)
    assert [done.reused for done in ran("out", "plain", partition_size=10).done] == [True, False, True, True]
    assert corpora.parts(here / "out") == corpora.parts(here / "plain")


def test_a_scheduler_that_dies_ends_the_run_with_a_word(here: Path) -> None:
    corpora.write(here / "texts", 2000)
    file = here / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", str(file)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1"]
    quiet = subprocess.DEVNULL
    with (
        subprocess.Popen([*dask, "--no-dashboard"], stdout=quiet, stderr=quiet) as scheduler,
        subprocess.Popen([*worker, "--no-dashboard", "--death-timeout", "60"], stdout=quiet, stderr=quiet) as working,
    ):
        try:
            while not (file.exists() and file.read_text("utf-8")):
                time.sleep(0.1)
            address = json.loads(file.read_text("utf-8"))["address"]
            with pytest.raises(CannotError, match="the cluster is gone; run the same command to resume"):
                ran("out", address, partition_size=10, watch=lambda done, _: scheduler.kill() if done == 5 else None)
        finally:
            scheduler.kill()
            working.terminate()
    outcome = ran("out", "plain", partition_size=10)
    assert (outcome.sources, sum(done.reused for done in outcome.done) >= 5) == (2000, True)
    ran("plain", "plain", partition_size=10)
    assert corpora.parts(here / "out") == corpora.parts(here / "plain")


def test_nobody_at_an_address_is_told(here: Path) -> None:
    corpora.write(here / "texts", 1)
    with pytest.raises(CannotError, match=r"tcp://127.0.0.1:1: no Dask scheduler there"):
        ran("out", "tcp://127.0.0.1:1")


def test_what_a_worker_refuses_ends_the_run(here: Path, cluster: LocalCluster) -> None:
    job = Job("0.0.1", str(here), str(here / "out"), "jsonl", date(2026, 1, 1))
    with (
        begun(job, [Partition(0, ("a.tex",), (1,), "")], cluster.scheduler_address, None) as work,
        pytest.raises(CannotError, match=r"a worker has bibtools .*, and this is 0.0.1"),
    ):
        list(work.results)


def test_an_interrupt_leaves_finished_parts_and_no_process(here: Path) -> None:
    corpora.write(here / "texts", 900)
    command = [sys.executable, "-m", "bibtools", "corpus", "texts", "--out", "out", "--partition-size", "3"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as run:
        while not list(here.glob("out/part-*")):
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGINT)
        # The streams end when the last process that holds them has ended; else this takes too long.
        out, err = run.communicate(timeout=60)
    assert (run.returncode, out, err) == (130, "", "bibtools: interrupted\n")
    assert not list(here.glob("out/.*"))
    ran("plain", "plain", partition_size=3)
    assert any(done.reused for done in ran("out", "plain", partition_size=3).done)
    assert {**corpora.parts(here / "out"), "manifest.json": b""} == {
        **corpora.parts(here / "plain"),
        "manifest.json": b"",
    }
