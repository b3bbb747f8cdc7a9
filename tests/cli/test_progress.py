from __future__ import annotations

import io
import os
import pty
import time

import pytest

from bibtools.cli.progress import Progress


def shown_on_terminal(seconds: float) -> str:
    controller, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as stream, Progress(stream) as progress:
        progress.task("asking arXiv about 3 papers")
        time.sleep(seconds)
    shown = b""
    try:
        while piece := os.read(controller, 65536):
            shown += piece
    except OSError:  # the other end is closed, and all has been read
        pass
    finally:
        os.close(controller)
    return shown.decode()


@pytest.mark.slow
def test_long_work_is_shown_and_cleared() -> None:
    shown = shown_on_terminal(1.6)
    assert "asking arXiv about 3 papers … 1 s" in shown
    assert shown.endswith("\r\x1b[K")


def test_short_work_is_not_shown() -> None:
    assert shown_on_terminal(0) == ""


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
        "note: waiting 3 s before asking arxiv again\nnote: waiting for another run of bibtools that asks arxiv\n"
    )


def test_what_is_noteworthy_is_told_at_once_and_is_harmless() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress.note("the cache \x1b[31m is not used")
    assert stream.getvalue() == "note: the cache \\x1b[31m is not used\n"
