"""VS Code itself: a browser opens a paper with the extension, sees what is missing, and adds it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lsp.code_server import CannotInstall, CodeServer
from lsp.conftest import Write

SCRIPT = Path(__file__).parent / "vscode.mjs"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FILES = {
    "paper.tex": "We follow 😀 arXiv:1912.04958 here.\n\\bibliography{refs}\n",
    "second.tex": "And arXiv:1412.6980.\n\\bibliography{refs}\n",
    "refs.bib": "@misc{a}\n",
}


@pytest.mark.slow(seconds=28)
def test_vscode_shows_and_adds_a_missing_paper(write: Write, environ: dict[str, str], tmp_path: Path) -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    programs = Path(sys.executable).parent
    if browser is None or not (programs / "bibtools").exists():
        pytest.skip("a browser (apt-get install chromium) and an installed bibtools are needed")
    paper, out = write(FILES), tmp_path / "out.json"
    try:
        code = CodeServer({**environ, "PATH": f"{programs}{os.pathsep}{environ['PATH']}"})
        extension = code.packed(tmp_path / "extension")
    except CannotInstall as reason:
        pytest.skip(f"VS Code cannot be installed: {reason}")
    with code.serving(extension, tmp_path) as address:
        asked = {"ADDRESS": f"{address}/?folder={paper}", "CHROMIUM": browser, "CACHE": str(code.home)}
        own = {**code.environ, **asked, "OUT": str(out), "PICTURES": str(tmp_path / "pictures")}
        done = subprocess.run(["node", SCRIPT], env=own, capture_output=True, text=True, timeout=240, check=False)
    assert out.exists(), done.stderr
    found = json.loads(out.read_text("utf-8"))
    assert "trouble" not in found, f"{found['trouble']}\n{tmp_path / 'pictures'}"
    title = "Analyzing and Improving the Image Quality of StyleGAN (Karras et al., 2019), arXiv:1912.04958"
    assert found["linked"] == ["1912.04958"]
    assert found["problem"].startswith("arXiv:1912.04958 is not in refs.bib")
    assert found["actions"][:2] == ["Quick Fix", "Add arXiv:1912.04958 to refs.bib"]
    assert found["status"].endswith(f"{programs / 'bibtools'} lsp")
    assert found["listBefore"] == [f"{title}: not in the library"]
    assert found["listAfter"][0] == f"{title}: karras2019analyzing"
    assert found["links"][0] == "https://arxiv.org/abs/1912.04958"
    assert found["library"][:3] == ["@misc{a}", "", "@misc{karras2019analyzing,"]
    assert found["isDirty"]
    assert any(each.startswith("@misc{kingma") for each in found["synchronised"])
    assert (paper / "refs.bib").read_text("utf-8") == FILES["refs.bib"]  # it is not saved
