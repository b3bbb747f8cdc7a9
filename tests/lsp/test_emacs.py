"""A real editor: Emacs without a screen opens a paper in eglot, shows what is missing, and adds it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lsp.conftest import Write

SCRIPT = Path(__file__).parent / "emacs.el"
LINE = "See 😀 arXiv:1912.04958."


@pytest.mark.slow
def test_emacs_shows_and_adds_a_missing_paper(write: Write, environ: dict[str, str], tmp_path: Path) -> None:
    if shutil.which("emacs") is None:
        pytest.skip("Emacs is not installed: apt-get install emacs-nox elpa-eglot")
    probe = ["emacs", "-batch", "--eval", "(progn (package-initialize) (require 'eglot))"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("Emacs has no eglot: apt-get install elpa-eglot")
    folder = write({"paper.tex": f"{LINE}\n\\bibliography{{references}}\n", "references.bib": "@misc{a}\n"})
    out = tmp_path / "out.json"
    own = {**environ, "PYTHON": sys.executable, "OUT": str(out)}
    command = ["emacs", "-batch", "-l", str(SCRIPT)]
    done = subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, timeout=240, check=False)
    assert out.exists(), done.stderr
    found = json.loads(out.read_text("utf-8"))
    [(message, place)] = found["before"]
    assert message.startswith("bibtools [missing-paper]: arXiv:1912.04958 is not in references.bib")
    assert place == LINE.index("1912") + 1  # Emacs counts characters from 1
    assert found["titles"][0] == "Add arXiv:1912.04958 to references.bib"
    assert found["after"] == 0
    assert found["library"].startswith("@misc{a}\n\n@misc{karras2019analyzing,\n")
    assert (folder / "references.bib").read_text("utf-8") == "@misc{a}\n"  # it is not saved
