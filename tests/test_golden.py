"""Whole entries as a person would check them, and what the real programs print of them, where they are installed.

The golden files hold what `bibtools get ID... --offline` prints, and with `dialect = "biblatex"` for the others.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import Cli
from warm_biber import run_biber

from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("ten", "forty")
STYLES = ("plain", "alpha", "abbrv", "unsrt", "plainnat", "IEEEtran", "ACM-Reference-Format", "splncs04")
PROGRAMS = {name: shutil.which(name) for name in ("bibtex", "biber", "pdflatex", "kpsewhich")}


def entries(name: str) -> list[dict[str, str]]:
    """Return the fields of a golden file's entries."""
    library = read(Source(name, (GOLDEN / f"{name}.bib").read_text("utf-8")))
    return [{field.name: field.value for field in fields(library.text, block)[0]} for block in library.understood()]


@pytest.mark.thinned(3)
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
@pytest.mark.parametrize("name", NAMES)
def test_entries_are_as_they_should_be(paper: Path, cli: Cli, name: str, dialect: str) -> None:
    golden = GOLDEN / (f"{name}.bib" if dialect == "bibtex" else f"{name}-biblatex.bib")
    (paper / ".bibtools.toml").write_text(f'dialect = "{dialect}"', "utf-8")
    ids = [entry["eprint"] for entry in entries(golden.stem)]
    assert len(ids) == (10 if name == "ten" else 40)
    assert cli("get", *ids).out == golden.read_text("utf-8")


@cache
def installed() -> set[str]:
    """Return the styles that are there."""
    finder = PROGRAMS["kpsewhich"]
    if finder is None:
        return set()
    command = [finder, *(f"{style}.bst" for style in STYLES)]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return {Path(each).stem for each in found}


@cache
def printed(name: str, style: str) -> str:
    """Return the bibliography that BibTeX makes of a golden file, on one line; it must not complain."""
    if not PROGRAMS["bibtex"] or style not in installed():
        pytest.skip(f"BibTeX or {style}.bst is not installed")
    with TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copy(GOLDEN / f"{name}.bib", folder / "refs.bib")
        aux = f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{refs}}\n"
        (folder / "paper.aux").write_text(aux, "utf-8")
        done = subprocess.run(["bibtex", "paper"], cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, "arning" in done.stdout) == (0, False), done.stdout
        # BibTeX breaks long lines behind a percent sign.
        return " ".join((folder / "paper.bbl").read_text("utf-8").replace("%\n", "").split())


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("name", "style"),
    [
        *(("ten", style) for style in STYLES),
        *(pytest.param("forty", style, marks=() if style == "plain" else pytest.mark.slow) for style in STYLES),
    ],
)
def test_every_style_prints_ids_names_and_protected_words(style: str, name: str) -> None:
    text = printed(name, style)
    for entry in entries(name):
        assert entry["eprint"] in text
        surnames = [name.split(",")[0].strip("{}").split()[-1] for name in entry["author"].split(" and ")]
        assert [name for name in surnames if name not in text] == []
        for word in re.findall(r"\{([A-Za-z0-9]+)\}", entry["title"]):
            assert word in text


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("abbrv", r"{\L}.~Kaiser"),
        ("abbrv", "M.-W. Chang"),
        ("abbrv", "C.~G. Callan, Jr."),
        ("abbrv", "A.~van~den Oord"),
        ("plain", "{ATLAS Collaboration}"),
        ("plain", "{$B^0_s\\to\\mu^+\\mu^-$}"),
        ("plain", "{Standard Model} {Higgs} boson"),
        ("plain", "{BERT}: Pre-training of deep bidirectional transformers"),
        ("plain", "{GANs} can play lottery tickets too"),
        ("plain", "The large {N} limit of superconformal field theories"),
    ],
)
def test_names_abbreviate_and_words_keep_their_case(style: str, shown: str) -> None:
    assert shown in printed("ten", style)


def run_tex(folder: Path, *command: str) -> str:
    """Run a program of the TeX system without access to a shell; the fonts are those that need not be made."""
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
    text = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, text[-3000:]
    return text


PDFLATEX = ("pdflatex", "-no-shell-escape", "-draftmode", "-interaction=nonstopmode", "paper")


@pytest.mark.slow
@pytest.mark.skipif(not (PROGRAMS["pdflatex"] and PROGRAMS["bibtex"]), reason="LaTeX is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_latex_typesets_every_entry(tmp_path: Path, name: str) -> None:
    shutil.copy(GOLDEN / f"{name}.bib", tmp_path / "refs.bib")
    document = "\\documentclass{article}\\begin{document}\\nocite{*}\\bibliographystyle{plain}\\bibliography{refs}"
    (tmp_path / "paper.tex").write_text(document + "\\end{document}\n", "utf-8")
    run_tex(tmp_path, *PDFLATEX)
    run_tex(tmp_path, "bibtex", "paper")
    log = run_tex(tmp_path, *PDFLATEX)
    assert not re.search(r"^!|Undefined control|Missing", log, re.MULTILINE)


def with_biblatex(options: str) -> str:
    """Return a document that prints all of a library with biblatex."""
    packages = f"\\usepackage[backend=biber,{options}]{{biblatex}}\\addbibresource{{refs.bib}}"
    body = "\\begin{document}\\nocite{*}\\printbibliography\\end{document}\n"
    return f"\\documentclass{{article}}\\usepackage[T1]{{fontenc}}{packages}{body}"


@pytest.mark.slow
@pytest.mark.skipif(not (PROGRAMS["pdflatex"] and PROGRAMS["biber"]), reason="biber is not installed")
@pytest.mark.parametrize(
    "options",
    ["eprint=false,url=false,doi=false,isbn=false", "style=authoryear", "style=ieee", "style=apa", "style=nature"],
)
def test_a_reader_finds_the_papers_whatever_biblatex_is_told(tmp_path: Path, options: str) -> None:
    pypdf = pytest.importorskip("pypdf")
    shutil.copy(GOLDEN / "ten-biblatex.bib", tmp_path / "refs.bib")
    (tmp_path / "paper.tex").write_text(with_biblatex(options), "utf-8")
    run_tex(tmp_path, *PDFLATEX)
    assert run_biber(tmp_path, "paper").code == 0
    run_tex(tmp_path, *(each for each in PDFLATEX if each != "-draftmode"))
    pages = pypdf.PdfReader(tmp_path / "paper.pdf").pages
    text = re.sub(r"[\s-]", "", "".join(page.extract_text() for page in pages))
    for entry in entries("ten-biblatex"):
        first = entry["author"].split(" and ")[0].split(",")[0].strip("{}").split()[-1]
        wanted = [entry["eprint"], first, *re.findall(r"\{([A-Za-z0-9]+)\}", entry["title"])]
        assert [each for each in wanted if re.sub(r"[\s-]", "", each) not in text] == []


@pytest.mark.slow
@pytest.mark.skipif(not (PROGRAMS["pdflatex"] and PROGRAMS["biber"]), reason="biber is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_biblatex_prints_every_entry(tmp_path: Path, name: str) -> None:
    shutil.copy(GOLDEN / f"{name}-biblatex.bib", tmp_path / "refs.bib")
    (tmp_path / "paper.tex").write_text(with_biblatex(""), "utf-8")
    run_tex(tmp_path, *PDFLATEX)
    code, told = run_biber(tmp_path, "paper")
    assert (code, re.search("WARN|ERROR", told)) == (0, None), told
    log = run_tex(tmp_path, *PDFLATEX)
    assert not re.search(r"^!|Undefined control|Missing", log, re.MULTILINE)
    made = (tmp_path / "paper.bbl").read_text("utf-8")
    for entry in entries(f"{name}-biblatex"):
        assert f"\\verb {entry['eprint']}" in made
