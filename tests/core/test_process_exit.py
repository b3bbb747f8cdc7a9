from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Iterator

import pytest

from bibtools.core.process_exit import OutputError, end


@pytest.fixture(autouse=True)
def _interrupts() -> Iterator[None]:
    """Undo what the end of a program does to its process: the tests go on, and what they start inherits it."""
    obeyed, told = signal.getsignal(signal.SIGINT), sys.unraisablehook
    yield
    signal.signal(signal.SIGINT, obeyed)
    sys.unraisablehook = told


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "figures"), "figures: cannot read or write it"),
        (PermissionError(errno.EACCES, "Permission denied", b"figures"), "figures: cannot read or write it"),
        (OutputError(errno.EACCES, "Permission denied"), "cannot write the output"),
    ],
)
def test_an_error_of_the_system_names_its_place(
    error: OSError, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", None)  # what is left in the output is dropped

    def run() -> int:
        raise error

    with pytest.raises(SystemExit) as ended:
        end("bibtools", run)
    assert ended.value.code == 3
    assert capsys.readouterr().err == f"bibtools: error: {said}: permission denied\n"


def test_a_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)

    def run() -> int:
        raise PermissionError(errno.EACCES, "Permission denied", "a\x1b[2Jb\nbibtools: all is well")

    with pytest.raises(SystemExit):
        end("bibtools", run)
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "\x1b" not in told


@pytest.mark.parametrize("wrapped", [KeyboardInterrupt(), None])
def test_an_interrupt_that_python_wraps_is_one(
    capfd: pytest.CaptureFixture[str], wrapped: BaseException | None
) -> None:
    """Python 3.11 raises RuntimeError from an interrupt that comes while a class is made (`__set_name__`)."""

    def run() -> int:
        raise RuntimeError("Error calling __set_name__") from wrapped

    if wrapped is None:
        with pytest.raises(RuntimeError):
            end("bibtools", run)
        return
    with pytest.raises(SystemExit) as exited:
        end("bibtools", run)
    assert (exited.value.code, capfd.readouterr().err) == (130, "bibtools: interrupted\n")
