r"""What a document reads and cites from, beside what TeX records: its `.fls`, `\bibdata` of its `.aux`, its `.bcf`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from compiled import IS_INSTALLED
from real_material import MATERIAL

from bibtools.app.gather import gather_papers
from bibtools.app.source_files import Sources
from bibtools.files.workspace import Workspace
from bibtools.sources.filetypes import WALKED

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not IS_INSTALLED, reason="TeX is not installed")]

PROJECTS = MATERIAL / "sources" / "latex_projects"
NAMES = sorted(path.name for path in PROJECTS.iterdir()) if PROJECTS.is_dir() else []
COMMAND = ("pdflatex", "-no-shell-escape", "-recorder", "-interaction=nonstopmode")
ENVIRON = {"MKTEXTFM": "0", "MKTEXPK": "0", "MKTEXMF": "0", "openin_any": "a"}
MOST = 4  # documents of a project
FEWEST = 0.95
DATA = re.compile(rb"\\bibdata\{([^{}]*)\}|<bcf:datasource[^>]*>([^<>]+)</bcf:datasource>")
FATAL = b"Fatal error occurred"


def recorded(folder: Path, root: str) -> tuple[set[str], set[str]] | None:
    """Return the texts of the project that TeX reads, and the libraries that it asks for; None where it fails."""
    home, name = folder / os.path.dirname(root), os.path.basename(root)
    done = subprocess.run(
        [*COMMAND, name], cwd=home, env={**os.environ, **ENVIRON}, capture_output=True, timeout=240, check=False
    )
    stem = home / os.path.splitext(name)[0]
    if not stem.with_suffix(".fls").is_file() or FATAL in done.stdout or not stem.with_suffix(".aux").is_file():
        return None
    lines = stem.with_suffix(".fls").read_text("utf-8", "surrogateescape").splitlines()
    read = {os.path.relpath(home / line[6:], folder) for line in lines if line.startswith("INPUT ")}
    made = {os.path.relpath(home / line[7:], folder) for line in lines if line.startswith("OUTPUT ")}
    texts = {each for each in read - made if each.endswith(".tex") and not each.startswith("..")}
    said = b"".join((folder / each).read_bytes() for each in sorted(made) if each.endswith((".aux", ".bcf")))
    names = {
        name.decode().strip() for pair in DATA.findall(said) for found in pair for name in found.split(b",") if name
    }
    return texts, {os.path.relpath(home / f"{each.removesuffix('.bib')}.bib", folder) for each in names}


@pytest.mark.skipif(not NAMES, reason="the real projects are not here")
def test_sources_and_libraries_are_those_that_tex_reads(tmp_path: Path) -> None:
    rows = []
    for name in NAMES:
        files = Workspace(str(PROJECTS / name))
        papers = gather_papers(Sources((".",)), date(2026, 11, 20), WALKED, files=files)
        roots = dict.fromkeys(root for each in papers for root in each.roots if root.endswith(".tex"))
        for number, root in enumerate([*roots][:MOST]):
            copy = tmp_path / name / str(number)
            shutil.copytree(PROJECTS / name, copy, symlinks=True)
            known = recorded(copy, root)
            if known is None:
                continue
            given = gather_papers(Sources((root,)), date(2026, 11, 20), WALKED, files=files)
            texts = {root, *(name for each in given for name in each.names if name.endswith(".tex"))}
            # A document that names no library has one around it, of which TeX knows nothing.
            libraries = {library.path for each in given for library in each.libraries} if known[1] else set()
            rows.append((name, root, texts == known[0], libraries == known[1]))
            print(*rows[-1], sorted(texts ^ known[0])[:5], sorted(libraries ^ known[1])[:5])  # noqa: T201 - the table is the result
    assert rows
    equal = sum(of_texts and of_libraries for *_, of_texts, of_libraries in rows)
    print(f"{equal} of {len(rows)} documents are as TeX records them")  # noqa: T201
    assert equal >= FEWEST * len(rows)
