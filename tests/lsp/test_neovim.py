"""A real editor: Neovim without a screen opens a paper, shows what is missing, and adds it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lsp.conftest import Write

SCRIPT = Path(__file__).parent / "neovim.lua"


@pytest.mark.slow
def test_neovim_shows_and_adds_a_missing_paper(write: Write, environ: dict[str, str], tmp_path: Path) -> None:
    if shutil.which("nvim") is None:
        pytest.skip("Neovim is not installed: apt-get install neovim")
    folder = write(
        {"paper.tex": "See 😀 arXiv:1912.04958.\n\\bibliography{references}\n", "references.bib": "@misc{a}\n"}
    )
    out = tmp_path / "out.json"
    command = ["nvim", "--headless", "-u", "NONE", "-c", f"luafile {SCRIPT}"]
    own = {**environ, "PYTHON": sys.executable, "OUT": str(out), "XDG_STATE_HOME": str(tmp_path / "state")}
    done = subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, timeout=240, check=False)
    assert out.exists(), done.stderr
    found = json.loads(out.read_text("utf-8"))
    line = "See 😀 arXiv:1912.04958."
    assert found["before"] == [["missing-paper", 0, len(line[: line.index("1912")].encode()), "bibtools"]]
    assert found["titles"][0] == "Add arXiv:1912.04958 to references.bib"
    assert found["after"] == []
    assert found["library"][0] == "@misc{a}"
    assert any(each.startswith("@misc{karras2019analyzing,") for each in found["library"])
    assert (folder / "references.bib").read_text("utf-8") == "@misc{a}\n"  # it is not saved
