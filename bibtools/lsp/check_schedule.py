"""When papers are checked: after every change, one check at a time, and on what the editor has by then.

A check begins at once where none is at work and checks are fast; a slow one leaves as much time to everything else as
the last one took.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeVar

from bibtools.lsp.open_texts import OpenTexts
from bibtools.lsp.paper_folder import CheckedFolder, PaperFolder

_LOG = logging.getLogger("bibtools.lsp")
_FAST, _LONGEST = 0.03, 0.3  # seconds that a check takes, or waits

T = TypeVar("T")


class CheckSchedule:
    """Checks the folders in which something has changed, in a thread of its own."""

    def __init__(self, today: Callable[[], date], publish: Callable[[], None]) -> None:
        self._today, self._publish = today, publish
        self._pool = ThreadPoolExecutor(1, "bibtools-check")
        self._dirty: dict[PaperFolder, bool] = {}  # whether files may have changed, too
        self._task: asyncio.Task[None] | None = None
        self._noted = self._done = 0  # how many changes there were, and how many of them are checked
        self._round = asyncio.Event()  # set, and made anew, after each check
        self._rested = 0.0  # until when the thread is left to others
        self._open: set[PaperFolder] = set()
        self._is_closed = False
        self.checked: dict[PaperFolder, CheckedFolder] = {}
        self.texts: OpenTexts | None = None

    def changed(self, folders: Iterable[PaperFolder], *, files: bool = False) -> None:
        """Note that texts of some folders have changed, or also `files` and what git knows of them."""
        if self._is_closed:
            return
        for each in folders:
            self._open.add(each)
            self._dirty[each] = files or self._dirty.get(each, False)
        self._noted += 1
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    def forget(self, folder: PaperFolder) -> None:
        """Forget a folder that is no longer open."""
        self._open.discard(folder)
        self._dirty.pop(folder, None)
        self.checked.pop(folder, None)

    async def settled(self) -> None:
        """Wait until everything is checked as it is now, or as it has become meanwhile."""
        wanted = self._noted
        while self._done < wanted and not self._is_closed:
            await self._round.wait()

    async def local(self, work: Callable[[], T]) -> T:
        """Return what some work gives that asks nobody, done between checks."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """End the thread, and let nobody wait for it."""
        self._is_closed = True
        self._round.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._dirty:
            await asyncio.sleep(max(0.0, self._rested - loop.time()))
            begun, noted = loop.time(), self._noted
            dirty, self._dirty = self._dirty, {}
            for folder, files in dirty.items():
                await self._check(folder, files=files)
            took = loop.time() - begun
            self._rested = loop.time() + (0.0 if took < _FAST else min(took, _LONGEST))
            self._show()
            self._reach(noted)
        self._reach(self._noted)  # also what was forgotten meanwhile

    def _reach(self, noted: int) -> None:
        """Let those go on who wait for a check."""
        self._done = noted
        self._round.set()
        self._round = asyncio.Event()

    def _show(self) -> None:
        try:
            self._publish()
        except Exception:  # noqa: BLE001 - a fault of ours must not leave anybody waiting: it is told
            _LOG.exception("showing what was found failed")

    async def _check(self, folder: PaperFolder, *, files: bool) -> None:
        texts = self.texts.by_path() if self.texts else {}
        today = self._today()

        def work() -> CheckedFolder:
            if files:
                folder.refresh()
            return folder.check(texts, today)

        try:
            found = await self.local(work)
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the server: it is told, and the next change is checked
            _LOG.exception("checking %s failed", folder.path)
            found = folder.failed(texts, today, error)
        if folder in self._open:  # still
            self.checked[folder] = found
