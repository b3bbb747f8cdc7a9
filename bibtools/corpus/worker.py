"""A worker's task: to produce one partition's part, complete whichever worker does it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from bibtools import __version__
from bibtools.app.unidentified import Search
from bibtools.core.errors import CannotError, ReadError
from bibtools.core.gc_pause import no_collection
from bibtools.core.named_tuple import NamedTuple
from bibtools.corpus.contents import contents
from bibtools.corpus.partition import Partition
from bibtools.corpus.result_folder import folder
from bibtools.corpus.row_formats import RowFormat, form_of
from bibtools.corpus.rows import Row, RowOptions, row
from bibtools.index.information import info
from bibtools.index.lookup import Index
from bibtools.matching.searcher import Searcher
from bibtools.reports.source_values import shown


@dataclass(frozen=True, slots=True)
class Job:
    """The task for every partition; `index` is a path, and `index_is` identifies the index expected there."""

    bibtools: str
    here: str  # the folder that local paths are relative to
    out: str
    form: str
    today: date
    bare: bool = False
    index: str = ""
    index_is: str = ""


class Done(NamedTuple):
    """The counts of a part; `seconds` is how long it took, 0 if it existed already."""

    number: int
    sources: int
    mentions: int
    suspects: int
    found: int
    skipped: int  # sources that are not text
    failed: int  # what could not be read
    seconds: float = 0.0

    @property
    def reused(self) -> bool:
        """Whether the part existed already."""
        return not self.seconds


def finish(job: Job, partition: Partition) -> Done:
    """Make the part of a partition, unless it is complete already; one with unread sources is made again.

    Raises BibtoolsError if the part cannot be written, or the index cannot be read.
    """
    if job.bibtools != __version__:
        raise CannotError(f"a worker has bibtools {__version__}, and this is {job.bibtools}")
    form, out, name = form_of(job.form), folder(job.out), f"{partition.name}.{job.form}"
    begin = time.perf_counter()
    held = out.read(name)
    done = None if held is None else _held(form, held, partition)
    if done is not None and not done.failed:
        return done
    with _searching(job) as look, no_collection():
        options = RowOptions(job.today, job.bare, look)
        rows = [row(path, content, options) for path, content in contents(partition, job.here)]
    out.write(name, form.encode(rows))
    return _counted(partition, rows)._replace(seconds=max(1e-9, time.perf_counter() - begin))


def _held(form: RowFormat, data: bytes, partition: Partition) -> Done | None:
    """Return the counts of an existing part; None if it is incomplete."""
    try:
        rows = form.decode(data)
        if [row["path"] for row in rows] != [shown(path) for path in partition.paths]:
            return None
        return _counted(partition, rows)
    except (ValueError, KeyError, TypeError):
        return None


def _counted(partition: Partition, rows: Sequence[Row]) -> Done:
    unread = [row["unread"]["level"] for row in rows if row["unread"]]
    return Done(
        number=partition.number,
        sources=len(rows),
        mentions=sum(len(row["mentions"]) for row in rows),
        suspects=sum(len(row["suspects"]) for row in rows),
        found=sum(len(row.get("found", ())) for row in rows),
        skipped=unread.count("note"),
        failed=unread.count("error"),
    )


def index_is(path: str) -> str:
    """Return the identity of the index at a path; raises ReadError if none can be read."""
    index = info(Path(path))
    if index is None:
        raise ReadError(f"{path}: there is no index; bibtools index build creates one")
    if index.problem:
        raise ReadError(f"{path}: {index.problem}; bibtools index build replaces it")
    return f"{index.papers} papers, newest {index.newest or 'unknown'}, built {index.built}"


@contextmanager
def _searching(job: Job) -> Iterator[Search | None]:
    """Open the index for one partition: that is cheaper than one source, and no thread shares a connection."""
    if not job.index:
        yield None
        return
    if (found := index_is(job.index)) != job.index_is:
        raise ReadError(f"{job.index}: a worker has another index there ({found}) than this machine ({job.index_is})")
    with closing(Index(Path(job.index), _refuse)) as index:
        yield Searcher(index, None).parts


def _refuse(why: str) -> NoReturn:
    raise ReadError(why)
