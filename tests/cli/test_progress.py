from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bibtools.cli.progress import Progress
from bibtools.cli.progress_bar import drawn
from bibtools.cli.progress_rate import CountedWork, ProgressStep, duration


def on_terminal(work: Callable[[Progress], object], *, columns: int = 100, has_bar: bool = True) -> str:
    controller, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, columns))
    with os.fdopen(terminal, "w") as stream, Progress(stream, has_bar=has_bar) as progress:
        work(progress)
    shown = b""
    try:
        while piece := os.read(controller, 65536):
            shown += piece
    except OSError:  # the other end is closed, and all has been read
        pass
    finally:
        os.close(controller)
    return shown.decode()


def asking(seconds: float) -> Callable[[Progress], object]:
    def work(progress: Progress) -> None:
        progress.task("asking arXiv about 3 papers")
        time.sleep(seconds)

    return work


def counting(progress: Progress) -> None:
    heard = progress.counted("looking up papers", "papers")
    for number in range(1000, 1008):
        heard(number, number / 2000)
        time.sleep(0.2)


BAR = "\N{BOX DRAWINGS HEAVY HORIZONTAL}"


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "has_bar"), [(100, True), (50, False), (20, False)])
def test_counted_work_has_a_bar_a_rate_and_the_time_left(columns: int, has_bar: bool) -> None:
    lines = plain(on_terminal(counting, columns=columns)).split("\r")[1:]
    assert all(len(line) < columns and "\n" not in line for line in lines)
    assert (BAR in lines[-2]) == has_bar
    if columns >= 50:
        assert re.search(r"looking up.* 1,00\d papers, 50%, ", lines[-2])
    if has_bar:
        assert re.search(r"papers, 50%, [\d.]+/s, \d+ min( \d\d s)? left$", lines[-2])


def plain(shown: str) -> str:
    return re.sub(r"\x1b\[[\d;]*[a-zA-Z]", "", shown)


@pytest.mark.parametrize("columns", [1, 2, 3, 10, 1000])
@pytest.mark.parametrize("task", ["[bold]x[/] [/x]", "[link=file:///etc]a[/link]", "\u65e5\u672c" * 99, ""])
def test_a_line_fits_any_terminal_and_reads_no_markup(columns: int, task: str) -> None:
    controller, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as stream, os.fdopen(controller):
        termios.tcsetwinsize(terminal, (24, columns))
        work = CountedWork("[red]works", ProgressStep(0, 0, 0), ProgressStep(1, 50, 0.5))
        line = drawn(task, work, 2, stream, has_color=False)
    assert columns < 1000 or line.startswith(task)


@pytest.mark.slow
def test_a_hook_has_no_bar() -> None:
    assert re.search(r"looking up papers … 1 s\r?", plain(on_terminal(counting, has_bar=False)))


@pytest.mark.slow
def test_nothing_is_drawn_with_rich_where_nobody_watches(tmp_path: Path) -> None:
    code = (
        "import sys, time; from bibtools.cli.progress import Progress\n"
        "with Progress() as p:\n    p.counted('x', 'y')(1, 0.5); time.sleep(1.5)\n"
        "print([name for name in sys.modules if name.startswith('rich')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


BEGUN = ProgressStep(10.0, 100, 0.1)


@pytest.mark.parametrize(
    ("now", "time_", "words"),
    [
        (BEGUN, 10.0, "100 papers, 10%"),
        (BEGUN, 900.0, "100 papers, 10%"),  # nothing has been done: nothing is known
        (ProgressStep(20.0, 200, 0.2), 20.0, "200 papers, 20%, 10/s, 1 min 20 s left"),
        (ProgressStep(20.0, 200, 0.2), 50.0, "200 papers, 20%, 2.5/s, 50 s left"),
        (ProgressStep(20.0, 200, 0.2), 500.0, "200 papers, 20%, 12/min, 0 s left"),
        (ProgressStep(20.0, 101, 0.101), 20.0, "101 papers, 10%, 6/min, 2 h 29 min left"),
        (ProgressStep(10.1, 200, 0.2), 10.1, "200 papers, 20%"),  # too soon to say
        (ProgressStep(20.0, 1000, 1.0), 20.0, "1,000 papers, 100%, 90/s, 0 s left"),
    ],
)
def test_what_is_known_of_the_rate_is_shown(now: ProgressStep, time_: float, words: str) -> None:
    assert CountedWork("papers", BEGUN, now).words(time_) == words


def test_what_has_no_known_end_has_a_rate_alone() -> None:
    assert CountedWork("records", ProgressStep(0.0, 0, 0), ProgressStep(10.0, 50, 0)).words(10.0) == "50 records, 5.0/s"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min 00 s"),
        (600, "10 min"),
        (3599.9, "1 h 00 min"),
        (90_000, "25 h 00 min"),
    ],
)
def test_times_have_one_or_two_units(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


@pytest.mark.slow
def test_long_work_is_shown_and_cleared() -> None:
    shown = on_terminal(asking(1.6))
    assert "asking arXiv about 3 papers … 1 s" in shown
    assert shown.endswith("\r\x1b[K")


def test_short_work_is_not_shown() -> None:
    assert on_terminal(asking(0)) == ""


def test_nothing_is_shown_where_nobody_watches() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress.task("asking about 3 papers")
        progress.waiting("arxiv", 0.5)
    assert stream.getvalue() == ""


def test_a_log_is_told_once_what_is_waited_for() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        for _ in range(3):
            progress.waiting("arxiv", 3)
        progress.waiting("arxiv", None)
    assert stream.getvalue() == (
        "note: waiting 3 s before asking arxiv again\nnote: waiting for another run of bibtools that is using arxiv\n"
    )


def test_what_is_noteworthy_is_told_at_once_and_is_harmless() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress.note("the cache \x1b[31m is not used")
    assert stream.getvalue() == "note: the cache \\x1b[31m is not used\n"
