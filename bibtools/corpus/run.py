"""Running: from sources to a folder of parts, restartable, with an account of the run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bibtools import __version__
from bibtools.core.errors import ExitCode, UsageError
from bibtools.core.named_tuple import NamedTuple
from bibtools.corpus.fsspec_io import is_remote
from bibtools.corpus.listing import listing
from bibtools.corpus.manifest import Manifest, begin, clean
from bibtools.corpus.partition import SOURCES, Partition, plan
from bibtools.corpus.result_folder import folder
from bibtools.corpus.row_formats import JSONL, form_of
from bibtools.corpus.schedulers import PROCESSES, Unfinished, begun
from bibtools.corpus.worker import Done, Job, index_is
from bibtools.files.exact_text import Unread
from bibtools.files.exclusion import Exclusion


class Outcome(NamedTuple):
    """The result of a run; counts are of all parts, seconds only of those that it made itself."""

    out: str
    partitions: int
    done: tuple[Done, ...]
    unfinished: tuple[Unfinished, ...]
    unread: tuple[Unread, ...]  # folders that could not be walked; sources that were not read have their rows
    seconds: float  # on the clock
    threads: int

    @property
    def sources(self) -> int:
        """The number of sources in the parts."""
        return sum(each.sources for each in self.done)

    @property
    def failed(self) -> int:
        """The number of sources that could not be read."""
        return sum(each.failed for each in self.done)

    @property
    def worked(self) -> float:
        """The seconds of reading, scanning and writing, over all workers."""
        return sum(each.seconds for each in self.done)

    @property
    def overhead(self) -> float:
        """The other seconds per source: planning, starting workers, distributing, waiting for the last."""
        fresh = sum(each.sources for each in self.done if not each.reused)
        return max(0.0, self.seconds - self.worked / self.threads) / max(1, fresh)

    @property
    def exit_code(self) -> int:
        """The exit code: 3 where something could not be read or finished."""
        troubled = self.failed or self.unfinished or any(each.failed for each in self.unread)
        return ExitCode.COULD_NOT if troubled else ExitCode.IN_STEP


OnProgress = Callable[[int, int], None]  # called with the number of partitions done, and of all


def run(
    sources: Sequence[str],
    out: str,
    *,
    today: date,
    scheduler: str = PROCESSES,
    workers: int | None = None,
    form: str = JSONL,
    index: Path | None = None,
    bare: bool = False,
    partition_size: int = SOURCES,
    exclusion: Exclusion = Exclusion(),  # noqa: B008 - a constant
    anew: bool = False,
    watch: OnProgress = lambda _done, _of: None,
) -> Outcome:
    """Scan a corpus, one row per source, into parts in the folder `out`; an interrupted run resumes.

    Sources and `out` are paths or URLs for fsspec. With an `index`, papers are searched by their words, too. The
    `scheduler` is "plain", "threads", "processes" or the address of a Dask cluster, whose workers must reach sources,
    index and `out` under the same names. The parts are the same, byte for byte, whichever it is. Raises BibtoolsError.
    """
    start = time.perf_counter()
    form_of(form)  # before anything is listed
    if partition_size < 1:
        raise UsageError("a partition has one source at least")
    listed, unread = listing(sources, exclusion, out)
    partitions = plan(listed, partition_size)
    searched, fingerprints = index_is(str(index)) if index else "", tuple([each.fingerprint for each in partitions])
    counts = {"partition_size": partition_size, "sources": len(listed)}
    wanted = Manifest(__version__, form, today, bare, searched, **counts, partitions=fingerprints)
    target = out if is_remote(out) else os.path.realpath(out)
    results = folder(target)
    job = _job(begin(results, wanted, anew=anew), target, index)
    done, unfinished, threads = _all(job, partitions, scheduler, workers, watch)
    clean(results)
    seconds = time.perf_counter() - start
    return Outcome(out, len(partitions), done, unfinished, unread, seconds=seconds, threads=threads)


def _job(manifest: Manifest, target: str, index: Path | None) -> Job:
    """Return what every worker has to know."""
    return Job(
        bibtools=__version__,
        here=os.getcwd(),
        out=target,
        form=manifest.form,
        today=manifest.today,
        bare=manifest.bare,
        index=str(index.resolve()) if index else "",
        index_is=manifest.searched,
    )


def _all(
    job: Job, partitions: Sequence[Partition], scheduler: str, workers: int | None, watch: OnProgress
) -> tuple[tuple[Done, ...], tuple[Unfinished, ...], int]:
    results: list[Done | Unfinished] = []
    with begun(job, partitions, scheduler, workers) as work:
        for result in work.results:
            results.append(result)
            watch(len(results), len(partitions))
    ordered = sorted(results, key=lambda each: each.number)
    return (
        tuple([each for each in ordered if isinstance(each, Done)]),
        tuple([each for each in ordered if isinstance(each, Unfinished)]),
        work.threads,
    )
