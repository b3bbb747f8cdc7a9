"""Programs of others: within limits, whatever they do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bibtools.files.program import Bounds, run
from bibtools.files.search_path import located


def shell(script: str, seconds: float = 10, largest: int = 10_000, *, fails: bool = True) -> tuple[bytes | None, str]:
    answer = run(["/bin/sh", "-c", script], {"PATH": os.defpath}, Bounds(seconds, largest), fails=fails)
    return answer.output, answer.refusal


@pytest.mark.parametrize(
    ("script", "fails", "answer"),
    [
        ("echo x", True, (b"x\n", "")),
        ("echo x; exit 3", True, (None, "it ends with code 3")),
        ("echo x; exit 3", False, (b"x\n", "")),
        ("echo x; echo 'fatal: so' >&2; exit 3", True, (None, "so")),
        ("echo x; kill -SEGV $$", False, (None, "it ends with code -11")),  # one that crashes has no answer
        ("head -c 20000 /dev/zero", True, (None, "it lists more than 0.01 MB of names")),
        ("head -c 200000 /dev/zero >&2; echo x", True, (b"x\n", "")),
    ],
)
def test_what_a_program_tells(script: str, fails: bool, answer: tuple[bytes | None, str]) -> None:
    assert shell(script, fails=fails) == answer


def test_a_program_is_looked_for_where_the_search_path_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("first", "second", "closed", "folder"):
        (tmp_path / name).mkdir()
    (tmp_path / "folder" / "tool").mkdir()
    for name, mode in {"first": 0o755, "second": 0o755, "closed": 0o644}.items():
        (tmp_path / name / "tool").touch(mode)
    path = ["", ".", "first", f"{tmp_path}/folder", f"{tmp_path}/closed", f"{tmp_path}/second", f"{tmp_path}/first"]
    assert located("tool", {"PATH": ":".join(path)}) == f"{tmp_path}/second/tool"
    assert located("tool", {"PATH": ":".join(path[:5])}) == located("tool", {"PATH": ""}) == ""
