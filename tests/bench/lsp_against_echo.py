"""How long an editor waits for `bibtools lsp`, beside a bare server on pygls that only answers.

For libraries of some entries and 40 sources: the first diagnostics, from the start of the process, and how much later
those of the library; from a keystroke in a source of 46 KB, and in the library, to the diagnostics, of keystrokes that
follow each other at once (behind a slow check the next one waits, see check_schedule.py) and of those of a person; the
same while a key is typed that no entry has; adding a paper from the second on (with the keystroke that names it). The
ratio is that of the waiting to the bare server's; the seconds are those of a processor, which a busy machine leaves as
they are.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.contract import Cost, Measured, Stand
from bench.lsp_session import LspSession
from bench.lsp_session import paper as write_paper

PEER = "the bare server"
PAUSE = 0.25  # seconds between two keystrokes of a person
ECHO = """
from lsprotocol import types
from pygls.lsp.server import LanguageServer
server = LanguageServer("echo", "1")
@server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, types.DiagnosticOptions(False, False))
def diagnostic(params):
    return types.RelatedFullDocumentDiagnosticReport(items=[])
@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def changed(params):
    pass
server.start_io()
"""


class Typing(NamedTuple):
    """Where somebody types: behind what is written first, with so many seconds between two keystrokes."""

    what: str
    name: str
    place: tuple[int, int]  # line and column
    first: str
    pause: float = 0.0


KEYSTROKES = (
    Typing("source", "s0.tex", (3, 11), "x"),
    Typing("source, of a person", "s0.tex", (3, 11), "x", PAUSE),
    Typing("library", "refs.bib", (11, 11), "x"),
    Typing("library, of a person", "refs.bib", (11, 11), "x", PAUSE),
)
IN_KEY = Typing("key without an entry", "s0.tex", (3, 21), r" \cite{nobody2020} ")
BUNDLED = ("1912.04958", "1412.6980", "1505.04597", "1706.03762")


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what each act in an editor costs; runs count keystrokes."""
    folder = stand.folder / "paper"
    folder.mkdir()
    write_paper(folder, stand.size)
    echo = LspSession([sys.executable, "-c", ECHO], folder)
    own = LspSession([sys.executable, "-m", "bibtools", "lsp"], folder)
    try:
        yield from _first(own, echo, stand.size)
        for typing in KEYSTROKES:
            yield _typed(own, echo, typing, stand)
        yield _adding(own, echo, stand)
        yield _typed(own, echo, IN_KEY, stand)
    finally:
        own.server.close()
        echo.server.close()


def _first(own: LspSession, echo: LspSession, size: int) -> Iterator[Measured]:
    work = own.server.work()
    yield _row("first diagnostics", size, own, work, own.first, echo.first)
    begun = time.perf_counter()
    own.diagnostics("refs.bib")
    taken = time.perf_counter() - begun
    yield _row("those of the library", size, own, own.server.work() - work, taken, echo.first)


def _typed(own: LspSession, echo: LspSession, typing: Typing, stand: Stand) -> Measured:
    for each in (own, echo):
        each.keystroke(typing.name, (typing.place[0], 11), typing.first)
    times, work = own.keystrokes(typing.name, typing.place, _runs(stand), typing.pause)
    bare, _ = echo.keystrokes(typing.name, typing.place, _runs(stand), typing.pause)
    return _row(f"keystroke in the {typing.what}", stand.size, own, work, _p95(times), _p95(bare))


def _adding(own: LspSession, echo: LspSession, stand: Stand) -> Measured:
    own.add(BUNDLED[0])
    work = own.server.work()
    adding = [own.add(each) for each in BUNDLED[1:]]
    work = (own.server.work() - work) / len(adding)
    bare, _ = echo.keystrokes("s0.tex", (3, 11), _runs(stand), 0.0)
    return _row("adding a paper, from the second on", stand.size, own, work, max(adding), _p95(bare))


def _row(what: str, size: int, own: LspSession, work: float, waited: float, bare: float) -> Measured:
    cost = Cost(work, own.server.memory(), waited)
    return Measured(what, size, cost, PEER, waited / bare, remark=f"{1000 * waited:.0f} ms on the clock")


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _runs(stand: Stand) -> int:
    return max(2, stand.runs)  # of fewer there is no quantile
