"""A session tells what a fresh check does, however it comes to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bibtools.app.check_papers import check_papers
from bibtools.app.check_session import CheckSession
from bibtools.core.finding import Finding, in_order
from bibtools.files.workspace import Workspace

TODAY = date(2026, 11, 30)
ENTRIES = "".join(f"@misc{{key{number}, title = {{Title {number}}}, year = 2001}}\n" for number in range(150))
ODD = "@misc{odd, title = {x} y}\n@misc{Key1, title = {z}}\n@misc{paper, eprint = {1412.6980}}\n"
SOURCES = {
    "keys": "\\cite{key1,KEY2,nothing,odd,paper}",
    "ids": "arXiv:1412.6980 arXiv:1912.04958 arXiv:1713.00001",
    "both": "\\cite{key3} arXiv:1912.04958 \\cite{1412.6980} \\cite{arXiv:1912.04958}",
    "nothing": "words",
}


def findings(session: CheckSession, files: Workspace, largest: int | None = None) -> list[Finding]:
    return in_order(each for one in session.check_files(files, TODAY, largest=largest) for each in one.all_findings)


@pytest.mark.parametrize("library", ["", ODD, ENTRIES, ENTRIES + ODD, f"<<<<<<< a\n{ENTRIES}=======\n>>>>>>> b\n"])
def test_what_is_told_of_sources_needs_no_examined_library(tmp_path: Path, library: str) -> None:
    tmp_path.joinpath("r.bib").write_text(library, "utf-8")
    for text in SOURCES.values():
        tmp_path.joinpath("p.tex").write_text(f"{text}\n\\bibliography{{r}}\n", "utf-8")
        session, files = CheckSession(tmp_path), Workspace.of(str(tmp_path), {})
        hasty = findings(session, files, largest=-1)
        whole = in_order(each for one in check_papers(session.config, TODAY, files=files) for each in one.all_findings)
        assert [each for each in hasty if each.path != "r.bib"] == [each for each in whole if each.path != "r.bib"]
        while session.read_on():
            pass
        assert findings(session, files) == whole
