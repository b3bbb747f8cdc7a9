"""When papers are checked: after every change, one check at a time, and on what the editor has by then.

A check begins at once where none is at work and checks are fast; else the next one waits for as long as the last one
took, so that a slow check never keeps up with typing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
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

    def __init__(self, today: Callable[[], date], publish: Callable[[], Awaitable[None]]) -> None:
        self._today, self._publish = today, publish
        self._pool = ThreadPoolExecutor(1, "bibtools-check")
        self._dirty: dict[PaperFolder, bool] = {}  # whether files may have changed, too
        self._task: asyncio.Task[None] | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        self._took = 0.0
        self.checked: dict[PaperFolder, CheckedFolder] = {}
        self.texts: OpenTexts | None = None

    def changed(self, folders: Iterable[PaperFolder], *, files: bool = False) -> None:
        """Note that texts of some folders have changed, or also `files` and what git knows of them."""
        for each in folders:
            self._dirty[each] = files or self._dirty.get(each, False)
        if self._dirty:
            self._idle.clear()
            if self._task is None or self._task.done():
                self._task = asyncio.get_running_loop().create_task(self._run())

    def forget(self, folder: PaperFolder) -> None:
        """Forget a folder that is no longer open."""
        self._dirty.pop(folder, None)
        self.checked.pop(folder, None)

    async def settled(self) -> None:
        """Wait until everything is checked as it is now."""
        await self._idle.wait()

    async def local(self, work: Callable[[], T]) -> T:
        """Return what some work gives that asks nobody, done between checks."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """End the thread."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._dirty:
            await asyncio.sleep(0 if self._took < _FAST else min(self._took, _LONGEST))
            begun = loop.time()
            dirty, self._dirty = self._dirty, {}
            for folder, files in dirty.items():
                await self._check(folder, files=files)
            self._took = loop.time() - begun
            await self._publish()
        self._idle.set()

    async def _check(self, folder: PaperFolder, *, files: bool) -> None:
        buffers = {each.real: each.data for each in self.texts.opened() if each.real} if self.texts else {}
        today = self._today()

        def work() -> CheckedFolder:
            if files:
                folder.refresh()
            return folder.check(buffers, today)

        try:
            self.checked[folder] = await self.local(work)
        except Exception:  # noqa: BLE001 - a fault of ours must not end the server: it is told, and the next change is checked
            _LOG.exception("checking %s failed", folder.path)
