"""When papers are checked: nobody waits for ever, and what was found stays with the text that it was found in."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from lsp.conftest import Write
from lsp.editor import connected

from bibtools.lsp.check_schedule import CheckSchedule
from bibtools.lsp.open_texts import OpenText
from bibtools.lsp.paper_folder import CheckedFolder, PaperFolder


class Held:
    """A check that begins and waits: a moment in which the editor goes on."""

    def __init__(self, folder: PaperFolder) -> None:
        self.begun, self.go_on = asyncio.Event(), threading.Event()
        self._loop, self._check = asyncio.get_running_loop(), folder.check
        folder.check = self  # type: ignore[method-assign] # this one folder's

    def __call__(self, texts: Mapping[str, OpenText], today: date, largest: int | None = None) -> CheckedFolder:
        self._loop.call_soon_threadsafe(self.begun.set)
        self.go_on.wait(30)
        return self._check(texts, today, largest)


def test_what_is_edited_during_a_check_is_answered_as_it_is_then(write: Write) -> None:
    folder = write({"paper.tex": "", "r.bib": ""})
    text = "\\bibliography{r}\n\n\n\narXiv:1713.00001"

    async def run() -> list[int]:
        async with connected("neovim") as (editor, server):
            await editor.begin(folder)
            await server.checker.settled()
            held = Held(server.folders[0])
            uri = await editor.open(folder / "paper.tex", text)
            _, first = await editor.asking("textDocument/diagnostic", {"textDocument": {"uri": uri}})
            await held.begun.wait()
            await editor.change(uri, None, "x")  # shorter than where the finding is
            held.go_on.set()
            answered = await asyncio.wait_for(first, 30)
            return [len(answered["items"]), len(await editor.diagnostics(uri))]

    assert asyncio.run(run()) == [1, 0]


@pytest.mark.parametrize("fault", ["check", "publish"])
def test_a_fault_of_ours_leaves_nobody_waiting(fault: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Faulty(PaperFolder):
        def check(self, *_: object) -> CheckedFolder:
            raise ValueError("no such offset")

    def publish() -> None:
        raise ValueError("no such offset")

    async def run() -> CheckedFolder:
        folder = (Faulty if fault == "check" else PaperFolder)(str(tmp_path))
        schedule = CheckSchedule(lambda: date(2026, 1, 1), (lambda: None) if fault == "check" else publish)
        schedule.changed([folder])
        await asyncio.wait_for(schedule.settled(), 30)
        schedule.close()
        return schedule.checked[folder]

    with caplog.at_level(logging.ERROR):
        checked = asyncio.run(run())
    assert "no such offset" in caplog.text
    assert ("no such offset" in checked.trouble) == (fault == "check")


def test_sources_are_answered_while_a_large_library_is_examined(tmp_path: Path) -> None:
    """The first diagnostics wait for nothing that they do not need."""
    go_on = threading.Event()

    class Slow(PaperFolder):
        def check(self, texts: Mapping[str, OpenText], today: date, largest: int | None = None) -> CheckedFolder:
            if largest is None:
                go_on.wait(30)
            return super().check(texts, today, largest)

    entries = "".join(f"@misc{{key{number}, title = {{{'A title ' * 20} {number}}}}}\n" for number in range(400))
    tmp_path.joinpath("r.bib").write_text(f"{entries}@misc{{broken, title = {{x}} y}}\n", "utf-8")
    tmp_path.joinpath("p.tex").write_text("\\cite{key1,key2x}\\bibliography{r}\n", "utf-8")

    def told(checked: CheckedFolder) -> dict[str, list[str]]:
        return {os.path.basename(path): [each.rule for each in found] for path, found in checked.findings.items()}

    async def run() -> tuple[dict[str, list[str]], list[bool], dict[str, list[str]]]:
        folder, schedule = Slow(str(tmp_path)), CheckSchedule(lambda: date(2026, 1, 1), lambda: None)
        schedule.changed([folder])
        await asyncio.wait_for(schedule.seen(), 30)
        first = schedule.checked[folder]
        tells = [first.is_examined(os.path.realpath(tmp_path / name)) for name in ("p.tex", "r.bib")]
        go_on.set()
        await asyncio.wait_for(schedule.settled(), 30)
        schedule.close()
        assert schedule.checked[folder].unexamined == frozenset()
        return told(first), tells, told(schedule.checked[folder])

    first, tells, whole = asyncio.run(run())
    assert first == {"p.tex": ["undefined-key"]}
    assert tells == [True, False]
    assert whole == {"p.tex": ["undefined-key"], "r.bib": ["broken-entry"]}


def test_a_folder_that_is_closed_during_its_check_is_not_shown(tmp_path: Path) -> None:
    async def run() -> list[PaperFolder]:
        folder, schedule = PaperFolder(str(tmp_path)), CheckSchedule(lambda: date(2026, 1, 1), lambda: None)
        held = Held(folder)
        schedule.changed([folder])
        await held.begun.wait()
        schedule.forget(folder)
        held.go_on.set()
        await asyncio.wait_for(schedule.settled(), 30)
        schedule.close()
        return list(schedule.checked)

    assert asyncio.run(run()) == []


def test_nobody_waits_for_a_server_that_ends(tmp_path: Path) -> None:
    async def run() -> None:
        folder, schedule = PaperFolder(str(tmp_path)), CheckSchedule(lambda: date(2026, 1, 1), lambda: None)
        held = Held(folder)
        schedule.changed([folder])
        waiting = asyncio.ensure_future(schedule.settled())
        await held.begun.wait()
        schedule.close()
        await asyncio.wait_for(waiting, 30)
        held.go_on.set()
        schedule.changed([folder])
        await asyncio.wait_for(schedule.settled(), 30)

    asyncio.run(run())
