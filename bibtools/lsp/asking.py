"""Asking: what the user has asked for and others are asked about, in a thread of its own, shown and ended at once.

Nothing else in the server asks the network.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from bibtools.core.counted_work import Heard
from bibtools.core.text import printable
from bibtools.lsp.server import BibtoolsServer

T = TypeVar("T")


class Task:
    """Work that the user has asked for: it hears when it is to end, and says how it goes on."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._is_cancelled = False

    def cancel(self) -> None:
        """End as soon as possible."""
        self._is_cancelled = True

    def is_cancelled(self) -> bool:
        """Return whether the result is no longer wanted."""
        return self._is_cancelled

    # As an observer of runs.

    def waiting(self, service: str, seconds: float | None) -> None:
        """Show which service the work waits for."""
        self._report(f"waiting for {service}" + (f", {seconds:.0f} s" if seconds and seconds >= 1 else ""))

    def note(self, text: str) -> None:
        """Show something noteworthy."""
        self._report(printable(text))

    def counted(self, task: str, noun: str) -> Heard:
        """Show how far the work is."""

        def heard(count: int, part: float) -> None:
            self._report(f"{task}: {count} {noun}" + (f", {part:.0%}" if part else ""))

        return heard


async def asked(server: BibtoolsServer, title: str, work: Callable[[Task], T]) -> T | None:
    """Return what some work gives, which is shown as `title` meanwhile; None where the user has cancelled it."""
    loop = asyncio.get_running_loop()
    shown = await _begun(server, title)

    def report(text: str) -> None:
        loop.call_soon_threadsafe(_report, server, shown, text)

    task = Task(report)
    done: asyncio.Future[T] = loop.create_future()
    _start(loop, done, lambda: work(task))
    cancelled = loop.create_future()
    if shown is not None and (wish := server.work_done_progress.tokens.get(shown)):
        wish.add_done_callback(lambda _: loop.call_soon_threadsafe(_settle, cancelled))
    try:
        await asyncio.wait({done, cancelled}, return_when=asyncio.FIRST_COMPLETED)
        return done.result() if done.done() else None
    finally:
        task.cancel()
        if shown is not None:
            server.work_done_progress.end(shown, types.WorkDoneProgressEnd())
            server.work_done_progress.tokens.pop(shown, None)


async def _begun(server: BibtoolsServer, title: str) -> str | None:
    """Show that work begins, where the editor shows such things, and return by which name."""
    if not server.can("window.work_done_progress"):
        return None
    token = f"bibtools-{uuid4()}"
    try:
        await server.work_done_progress.create_async(token)
    except JsonRpcException:  # the editor shows none after all
        return None
    server.work_done_progress.begin(token, types.WorkDoneProgressBegin(title, cancellable=True))
    return token


def _report(server: BibtoolsServer, token: str | None, text: str) -> None:
    if token is not None:
        server.work_done_progress.report(token, types.WorkDoneProgressReport(message=text))


def _start(loop: asyncio.AbstractEventLoop, done: asyncio.Future[T], work: Callable[[], T]) -> None:
    """Work in a daemon thread, which the server does not wait for when it ends."""
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
            outcome.set_exception(error)
        try:
            loop.call_soon_threadsafe(_hand_over, outcome, done)
        except RuntimeError:  # the server has ended meanwhile
            return

    threading.Thread(target=run, name="bibtools-ask", daemon=True).start()


def _hand_over(outcome: Future[T], done: asyncio.Future[T]) -> None:
    if done.done():
        return
    error = outcome.exception()
    if error is not None:
        done.set_exception(error)
    else:
        done.set_result(outcome.result())


def _settle(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
