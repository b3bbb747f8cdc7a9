r"""A format of pdfLaTeX in which biblatex is loaded: loading it takes longer than all else in a short document."""

from __future__ import annotations

import atexit
import re
import subprocess
import tempfile
from functools import cache
from pathlib import Path

# The class and the package as they are by default. The document names both, too: the package is there, and so nothing
# happens, and the class would be an error.
_HEAD = re.compile(r"\\documentclass\{article\}\s*\\usepackage(?:\[\])?\{biblatex\}")
_LOADING = "\\documentclass{article}\\usepackage{biblatex}\\renewcommand{\\documentclass}[1]{}\\dump\n"


def preloaded(document: Path) -> list[str]:
    """Return the options with which pdfLaTeX begins behind a document's first lines, where these load biblatex."""
    is_head = document.is_file() and _HEAD.match(document.read_text("utf-8", "replace"))
    return [f"-fmt={_format()}"] if is_head else []


@cache
def _format() -> Path:
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    home = Path(folder.name)
    (home / "loading.tex").write_text(_LOADING, "utf-8")
    command = ["pdflatex", "-ini", "-interaction=nonstopmode", "-jobname=biblatex", "&pdflatex", "loading.tex"]
    subprocess.run(command, cwd=home, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=True)
    return home / "biblatex.fmt"
