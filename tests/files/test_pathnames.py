"""How reports show paths: one name a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bibtools.files.pathnames import relative


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a.tex", "a.tex"),
        ("./x/../a.tex", "a.tex"),
        ("../here/a.tex", "a.tex"),
        ("../here/x/a.tex", "x/a.tex"),
        ("../../top/here/a.tex", "a.tex"),
        ("../here", "."),
        # What leads out stays out.
        ("../a.tex", "../a.tex"),
        ("../hereafter/a.tex", "../hereafter/a.tex"),
        ("..", ".."),
        ("..a/b.tex", "..a/b.tex"),
        ("/elsewhere/a.tex", "/elsewhere/a.tex"),
    ],
)
def test_a_file_has_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, shown: str) -> None:
    here = tmp_path / "top" / "here"
    here.mkdir(parents=True)
    assert relative(path, str(here)) == shown
    monkeypatch.chdir(here)
    assert relative(path) == shown
