from __future__ import annotations

import errno

import pytest

from bibtools.core.process_exit import OutputError, end


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
