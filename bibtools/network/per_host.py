"""The same work for several hosts at once: waiting for one must not hold the others up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_AT_ONCE = 8


def side_by_side(work: Callable[[_Item], _Result], items: Sequence[_Item]) -> list[_Result]:
    """Return the results of some work on each item, in order; a few items are worked on at the same time.

    An interrupt ends the waiting at once; what still waits for the network is left behind.
    """
    if len(items) < 2:
        return [work(item) for item in items]
    import threading  # loaded where there is something to ask

    waiting, done = deque(enumerate(items)), dict[int, _Result]()
    failed: list[BaseException] = []
    target = _until_done(work, waiting, done, failed)
    threads = [threading.Thread(target=target, daemon=True) for _ in range(min(_AT_ONCE, len(items)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return [done[number] for number in range(len(items))]


def _until_done(
    work: Callable[[_Item], _Result],
    waiting: deque[tuple[int, _Item]],
    done: dict[int, _Result],
    failed: list[BaseException],
) -> Callable[[], None]:
    """Return the work of one thread: one item after the other, until none is left or one fails."""

    def run() -> None:
        while waiting and not failed:
            try:
                number, item = waiting.popleft()
            except IndexError:  # another thread was quicker
                return
            try:
                done[number] = work(item)
            except BaseException as error:  # noqa: BLE001 - it is raised where the results are waited for
                failed.append(error)

    return run
