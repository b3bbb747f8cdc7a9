"""When papers are checked: after every change, one check at a time, and on what the editor has by then.

A check begins at once where none is at work and checks are fast; a slow one leaves as much time to everything else as
the last one took. The first check of a folder covers its sources only: what is found there is shown before large
libraries are read.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeVar

from bibtools.lsp.editor_workspace import OpenTexts
from bibtools.lsp.paper_folder import LARGE, CheckedFolder, PaperFolder

_LOG = logging.getLogger("bibtools.lsp")
_FAST, _LONGEST = 0.05, 0.3  # seconds that a check takes, or waits
_OPENING, _LOOKS = 0.01, 20  # seconds in which an editor opens another text at once; looks before the first whole check

T = TypeVar("T")


class CheckSchedule:
    """Checks the folders in which something has changed, in a thread of its own."""

    def __init__(self, today: Callable[[], date], publish: Callable[[], None]) -> None:
        self._today, self._publish = today, publish
        self._pool = ThreadPoolExecutor(1, "bibtools-check")
        self._dirty: dict[PaperFolder, bool] = {}  # whether files may have changed, too
        self._task: asyncio.Task[None] | None = None
        self._noted = self._seen = self._done = 0  # how many changes there were, were examined, and are checked
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

    async def seen(self) -> None:
        """Wait until all sources are checked; libraries may still be under examination."""
        wanted = self._noted
        while max(self._seen, self._done) < wanted and not self._is_closed:
            await self._round.wait()

    async def local(self, work: Callable[[], T]) -> T:
        """Return the result of some work without requests, done between checks."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """End the thread, without waiting for it."""
        self._is_closed = True
        self._round.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._dirty and not self._is_closed:
            await asyncio.sleep(max(0.0, self._rested - loop.time()))
            await self._look()
            if not self._dirty:
                break
            if not await self._has_read():
                continue
            begun, noted = loop.time(), self._noted
            dirty, self._dirty = self._dirty, {}
            for folder, files in dirty.items():
                await self._check(folder, files=files)
            took = loop.time() - begun
            self._rested = loop.time() + (0.0 if took < _FAST else min(took, _LONGEST))
            self._show()
            self._reach(noted)
        self._reach(self._noted)  # also what was forgotten meanwhile

    async def _look(self) -> None:
        """Look at unchecked folders, but not at large libraries, until nothing more is opened in them."""
        for _ in range(_LOOKS):
            noted = -1
            while self._is_unknown() and noted != self._noted:
                noted = self._noted
                await asyncio.sleep(_OPENING)
            if not self._is_unknown() or self._seen == noted:
                return
            dirty, self._dirty = self._dirty, {}
            for folder, files in dirty.items():
                await self._check(folder, files=files, largest=LARGE)
                found = self.checked.get(folder)
                if found and found.unexamined:
                    self._dirty.setdefault(folder, False)
            self._show()
            self._reach(noted, is_whole=not self._dirty)

    async def _has_read(self) -> bool:
        """Read on in large libraries of what is to be checked; return whether nothing has changed meanwhile."""
        noted = self._noted
        for folder in [*self._dirty]:
            while folder.is_reading and await self._read_on(folder):
                if self._noted != noted:
                    return False
        return not self._is_closed

    async def _read_on(self, folder: PaperFolder) -> bool:
        try:
            return await self.local(folder.read_on)
        except Exception:  # noqa: BLE001 - a fault of ours: it is logged, and the next check shows its effect
            if not self._is_closed:
                _LOG.exception("reading %s failed", folder.path)
            return False

    def _is_unknown(self) -> bool:
        """Return whether something is to be checked, and nothing of that was checked before."""
        known = (each in self.checked and not self.checked[each].unexamined for each in self._dirty)
        return bool(self._dirty) and not any(known)

    def _reach(self, noted: int, *, is_whole: bool = True) -> None:
        """Let those go on who wait for a check."""
        self._seen = noted
        self._done = noted if is_whole else self._done
        self._round.set()
        self._round = asyncio.Event()

    def _show(self) -> None:
        try:
            self._publish()
        except Exception:  # noqa: BLE001 - a fault of ours must not leave anybody waiting: it is logged
            _LOG.exception("showing what was found failed")

    async def _check(self, folder: PaperFolder, *, files: bool, largest: int | None = None) -> None:
        texts = self.texts.by_path() if self.texts else {}
        today = self._today()

        def work() -> CheckedFolder:
            if files:
                folder.refresh()
            return folder.check(texts, today, largest) if largest else folder.check(texts, today)

        try:
            found = await self.local(work)
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the server: it is reported
            if self._is_closed:
                return
            _LOG.exception("checking %s failed", folder.path)
            found = folder.failed(texts, today, error)
        if folder in self._open:  # still
            self.checked[folder] = found
