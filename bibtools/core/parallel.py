"""The same work on many items: on all cores if there is enough of it, else in this process."""

from __future__ import annotations

import heapq
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from bibtools.core.gc_pause import no_collection
from bibtools.core.process_exit import is_program

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_WORTH_IT = 4_000_000  # bytes; less is done before another process has started
_MOST = 8  # processes
_INTERRUPT = {signal.SIGINT}


def spread(work: Callable[[_Item], _Result], items: Sequence[_Item], sizes: Sequence[int]) -> list[_Result]:
    """Return the results of the same work on each item, in order.

    `sizes` say how much work each item is, in bytes. Work and items are sent to other processes where that pays, so
    they and the results must be picklable; whatever a process did not finish (killed, say, or never started)
    is done here.
    """
    workers = min(_MOST, len(items), _cores()) if sum(sizes) >= _WORTH_IT else 1
    # A process that cannot be forked runs the main module again, which may be somebody's script and not made for that.
    if workers < 2 or not (_can_fork() or is_program()):
        return [work(item) for item in items]
    own, *others = _shares(sizes, workers)
    started: list[Connection] = []
    for share in others:
        started.append(_start(work, [items[index] for index in share], started))
    results = dict(zip(own, _all(work, [items[index] for index in own]), strict=True))
    for share, receiver in zip(others, started, strict=True):
        done: list[_Result] = []
        with suppress(EOFError, OSError), receiver:
            done = receiver.recv()
        results.update(zip(share, done or [work(items[index]) for index in share], strict=True))
    return [results[index] for index in range(len(items))]


def stream(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
    """Yield the results of the same work on a stream of items, in order; only a few are held at a time.

    A single item is processed here. Raises BrokenProcessPool if a process ends before its work does.
    """
    items = iter(items)
    first = list(islice(items, 2))
    if len(first) < 2:
        yield from map(work, first)
    else:
        yield from _stream(work, chain(first, items))


def _stream(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
    import multiprocessing
    from concurrent.futures import Future, ProcessPoolExecutor  # loaded where there is much to do

    workers, spawns = min(_MOST, _cores()), multiprocessing.get_start_method() != "fork"
    waiting: deque[Future[_Result]] = deque()
    pool = ProcessPoolExecutor(workers, initializer=_obey)
    try:
        for item in items:
            with uninterrupted(spawns=spawns):  # this may start a process, which would report an interrupt as well
                waiting.append(pool.submit(work, item))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def uninterrupted(*, spawns: bool) -> Iterator[None]:
    """Defer interrupts; threads and processes started in the meantime, and their children, never get any."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows, where nothing can be deferred
        yield
        return
    if spawns:
        from multiprocessing import resource_tracker  # loaded where there is much to do

        resource_tracker.ensure_running()  # the first process that is spawned starts it, and that lets interrupts in
    signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPT)


def _obey() -> None:
    """Make this process end when its parent does, and only then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that waits for this one
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process  # loaded where there is much to do

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])  # a killed parent sends no word; this process would wait for tasks for ever
        os._exit(1)


def _cores() -> int:
    """Return how many cores this process may use; macOS reports only how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _all(work: Callable[[_Item], _Result], items: Sequence[_Item]) -> list[_Result]:
    with no_collection():
        return [work(item) for item in items]


def _shares(sizes: Sequence[int], workers: int) -> list[list[int]]:
    """Distribute the items' indexes so that the workers have equal amounts of work, largest first."""
    shares: list[list[int]] = [[] for _ in range(workers)]
    loads = [(0, worker) for worker in range(workers)]
    for index in sorted(range(len(sizes)), key=lambda index: -sizes[index]):
        load, worker = loads[0]
        heapq.heapreplace(loads, (load + sizes[index], worker))
        shares[worker].append(index)
    return [sorted(share) for share in shares]


def _start(work: Callable[[_Item], _Result], items: list[_Item], others: list[Connection]) -> Connection:
    import multiprocessing  # loaded where there is much to do

    forks = _can_fork()
    context = multiprocessing.get_context("fork" if forks else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    inherited = [*others, receiver] if forks else []
    process = context.Process(  # type: ignore[attr-defined]
        target=_serve, args=(work, items, sender, inherited), daemon=True
    )
    with uninterrupted(spawns=not forks), suppress(OSError):  # one that cannot be started sends as little as one killed
        process.start()
    sender.close()
    return receiver


def _can_fork() -> bool:
    """Return whether this process may be forked: at once, but not beside other threads, which may hold locks.

    The libraries of macOS have such threads of their own.
    """
    return sys.platform == "linux" and hasattr(os, "fork") and threading.active_count() == 1


def _serve(
    work: Callable[[_Item], _Result], items: list[_Item], sender: Connection, inherited: list[Connection]
) -> None:
    # While anybody holds the other end open, this process would wait for a reader that was killed.
    for receiver in inherited:
        receiver.close()
    # An interrupt ends this process without a word: the first process reports it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPT)
    with sender, suppress(Exception):  # the first process repeats the work, and so raises and reports it
        sender.send(_all(work, items))
