r"""Undefined keys beside what BibTeX's and biber's own logs say, where TeX is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from preloaded_biblatex import preloaded
from warm_biber import run_biber

from bibtools.app.check import Checking, check
from bibtools.app.source_files import Sources, find
from bibtools.files.workspace import Workspace
from bibtools.sources.filetypes import WALKED

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, ("pdflatex", "bibtex", "biber"))), reason="TeX is not installed"),
]
# ruff: noqa: E501 - a text is one line
LIBRARY = "@book{knuth84, title={TeX}, author={Knuth, D.}, year=1984, publisher={A}}\n@misc{Foo2020, ids={old,older}, title={Foo}}\n"
NATBIB = "\\documentclass{article}\\usepackage{natbib}\n%s\\begin{document}%s\\bibliographystyle{plainnat}\\bibliography{refs}\\end{document}"
BIBLATEX = "\\documentclass{article}\\usepackage{biblatex}\\addbibresource{refs.bib}\n%s\\begin{document}%s\\printbibliography\\end{document}"
BODIES = (
    ("", r"\cite{knuth84,missing}"),
    ("", r"\cite{KNUTH84}"),
    ("", r"\nocite{*}\cite{foo2020}"),
    ("", r"\nocite{missing}\cite{knuth84}"),
    ("", "\\cite{knuth84} % \\cite{missing}\n"),
    ("", "\\verb|\\cite{missing}| \\cite{knuth84}"),
    ("", r"\cite{old,older}"),
    ("\\newcommand{\\see}[1]{see \\cite{#1}}\n", r"\see{missing} \see{knuth84}"),
    ("\\newcommand{\\citefig}[1]{Figure #1}\n", r"\citefig{missing} \cite{knuth84}"),
    ("\\newcommand{\\mycite}[2][]{\\cite[#1]{#2}}\n", r"\mycite[p.~3]{missing}\mycite{knuth84}"),
    ("\\let\\quoted\\cite\n", r"\quoted{missing,knuth84}"),
    ("\\newcommand{\\by}[2]{#1~\\cite{#2}}\n", r"\by{knuth84}{missing}"),
    ("", r"\cite[see][p.~3]{missing} \cite{ knuth84}"),
    ("", "\\cite{knuth84,%\n missing}"),
    ("", "\\iffalse\\cite{missing}\\fi\\cite{knuth84}"),
)


def logged(folder: Path, tool: str) -> set[str]:
    _latex(folder)
    if tool == "biber":
        said = run_biber(folder, "p").printed
    else:
        said = subprocess.run([tool, "p"], cwd=folder, capture_output=True, text=True, timeout=120, check=False).stdout
    found = {*re.findall(r"I didn't find a database entry for [\"'](.+?)[\"']", said.replace("\n", " "))}
    if tool == "bibtex" or r"\nocite{*}" not in (folder / "p.tex").read_text("utf-8"):
        return found
    # Where everything is cited, biber says nothing of a key that it lacks; LaTeX does, in its next run.
    _latex(folder)
    log = (folder / "p.log").read_text("utf-8", "replace").replace("\n", " ")
    return found | {*re.findall(r"Citation [`'](\S+?)'.{1,60}?undefined", log)}


def _latex(folder: Path) -> None:
    command = [
        "pdflatex",
        "-interaction=nonstopmode",
        "-no-shell-escape",
        "-draftmode",
        *preloaded(folder / "p.tex"),
        "p.tex",
    ]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)


def undefined(folder: Path) -> set[str]:
    files = Workspace(str(folder))
    outcomes = check(find(Sources(), WALKED, files), None, Checking(date(2026, 11, 20), files=files))
    return {each.key for outcome in outcomes for each in outcome.undefined}


@pytest.mark.parametrize(("preamble", "body"), BODIES)
@pytest.mark.parametrize(("form", "tool"), [(NATBIB, "bibtex"), (BIBLATEX, "biber")], ids=["bibtex", "biber"])
def test_undefined_keys_are_those_of_the_log(tmp_path: Path, form: str, tool: str, preamble: str, body: str) -> None:
    (tmp_path / "p.tex").write_text(form % (preamble, body), "utf-8")
    (tmp_path / "refs.bib").write_text(LIBRARY, "utf-8")
    ours = undefined(tmp_path)
    assert ours == logged(tmp_path, tool)
