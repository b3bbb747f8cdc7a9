"""What an entry's letters become in a paper: its sources say which programs print it, its library in which form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

import bibtools
from bibtools import Identifier, Record
from bibtools.bibliography.entries.builder import credited
from bibtools.bibliography.entries.options import EntryOptions
from bibtools.tex.names import Name

PLAIN = "\\documentclass{article}\\usepackage[T1]{fontenc}\\begin{document}\\bibliographystyle{plain}\\bibliography{r}"
BIBLATEX = "\\documentclass{article}\\usepackage{biblatex}\\addbibresource{r.bib}\\begin{document}"
FONTSPEC = "\\documentclass{article}\\usepackage{fontspec}\\begin{document}\\bibliography{r}"
BOTH = BIBLATEX.replace("{biblatex}", "{biblatex}\\usepackage{fontspec}")
EITHER = "\\ifxetex\\usepackage{fontspec}\\else\\usepackage[utf8]{inputenc}\\fi\\begin{document}\\bibliography{r}"
MAGIC = f"% !TEX program = xelatex\n{BIBLATEX}"
HIDDEN = f"% \\usepackage{{fontspec}}\n{PLAIN}"
CYRILLIC = PLAIN.replace("[T1]", "[T1,T2A]")
VIETNAMESE = PLAIN.replace("[T1]", "[T1,T5]")
RUSSIAN = PLAIN.replace("{fontenc}", "{fontenc}\\usepackage[english,russian]{babel}")
OLD = b"@article{old, author = {Old, A.}, title = {Old}, journal = {J}, year = {2001}}\n"
NAMES = (Name("Lưu", "Émile"), Name("Thế", "Иван"))
RECORD = Record(identifier=Identifier("arxiv", "2101.00001"), title="On $\\RR^3$", authors=NAMES, provider="arxiv")


def planned(
    folder: Path,
    source: str,
    library: bytes = b"",
    name: str = "p.tex",
    record: Record = RECORD,
    files: dict[str, str] | None = None,
) -> tuple[str, set[str]]:
    """Return the authors of the entry that a paper gets, and the letters that a finding names."""
    for own, text in (files or {}).items():
        (folder / own).write_text(text, "utf-8")
    (folder / name).write_text(source, "utf-8")
    (folder / "r.bib").write_bytes(library)
    sources = bibtools.scan(name, base=folder)
    plan = bibtools.plan_merge(bibtools.read_library(folder / "r.bib"), [record], sources, base=folder)
    found = [each.data["letters"] for each in plan.findings if each.rule == "unprintable-letter"]
    named = {letter for each in found if isinstance(each, dict) for letter in each}
    return plan.added[0].entry.get("author") or "", named


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("source", "library", "author", "named"),
    [
        (PLAIN, b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (HIDDEN, b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (EITHER, b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (CYRILLIC, b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, {\CYRI}{\cyrv}{\cyra}{\cyrn}", {"ư"}),
        (CYRILLIC.replace("T1,T2A", "T2A,T1"), b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (VIETNAMESE, b"", r"L{\uhorn}u, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"Иван"}),
        (VIETNAMESE.replace("T1,T5", "T5,T1"), b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (RUSSIAN, b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, {\CYRI}{\cyrv}{\cyra}{\cyrn}", {"ư"}),
        (
            RUSSIAN.replace("english,russian", "main=russian,english"),
            b"",
            r"Luu, {\'E}mile and Th{\'{{\^e}}}, {\CYRI}{\cyrv}{\cyra}{\cyrn}",
            {"ư"},
        ),
        (
            RUSSIAN.replace("english,russian", "russian,english"),
            b"",
            r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan",
            {"ư", "Иван"},
        ),
        (FONTSPEC, b"", r"{\relax Lưu}, {\'E}mile and Th{\'{{\^e}}}, {\relax Иван}", set()),
        (BIBLATEX, b"", r"Luu, Émile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (BIBLATEX, OLD, r"Luu, Émile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (BOTH, OLD, "Lưu, Émile and Thế, Иван", set()),
        (MAGIC, OLD, "Lưu, Émile and Thế, Иван", set()),
        (PLAIN, OLD.replace(b"Old, A.", b"M\xfcller"), r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (BOTH, OLD.replace(b"Old, A.", b"M\xfcller"), r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (PLAIN, OLD.replace(b"Old, A.", "Müller".encode()), r"Luu, Émile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
    ],
)
def test_letters_are_those_that_the_programs_of_a_paper_print(
    source: str, library: bytes, author: str, named: set[str], tmp_path: Path
) -> None:
    assert planned(tmp_path, source, library) == (author, named)


POLISH = replace(RECORD, title="A «b» model", authors=(Name("Wałęsa", "Ąda"), Name("Đỗ", "Þór")))
IN_T1 = r"Wa{\l}{\k{e}}sa, {\k{A}}da"
WITHOUT_T1 = PLAIN.replace("\\usepackage[T1]{fontenc}", "%s")


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("preamble", "files"),
    [
        ("", {}),
        ("\\usepackage{own,times}", {"own.sty": "\\RequirePackage{amsmath}"}),
        ("%\\usepackage[T1]{fontenc}\n", {}),
        ("\\usepackage[OT1]{fontenc}\\usepackage[utf8]{inputenc}", {}),
        ("\\usepackage[T2A]{fontenc}", {}),
        ("\\usepackage[polish]{babel}\\usepackage{lmodern}", {}),
    ],
)
def test_a_paper_that_loads_no_t1_gets_the_nearest_letters(
    preamble: str, files: dict[str, str], tmp_path: Path
) -> None:
    author, named = planned(tmp_path, WITHOUT_T1 % preamble, record=POLISH, files=files)
    assert author == r"Wa{\l}esa, Ada and D{\~{{\^o}}}, Th{\'o}r"
    assert {"Ą", "ę", "Đ", "Þ"} <= named


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("preamble", "files"),
    [
        ("\\usepackage[T1]{fontenc}", {}),
        ("\\usepackage[OT1,T1]{fontenc}", {}),
        ("\\usepackage[T2A,T1]{fontenc}", {}),
        ("\\usepackage{libertine}", {}),
        ("\\usepackage{own}", {"own.sty": "\\RequirePackage[T1]{fontenc}"}),
        ("\\usepackage{own}", {"own.sty": "\\RequirePackage{deeper}", "deeper.sty": "\\usepackage[T1]{fontenc}"}),
        ("\\documentclass{somebodys}", {}),
        ("\\documentclass{own}", {"own.cls": "\\LoadClass{somebodys}"}),
        ("\\documentclass{own}", {"own.cls": "\\LoadClass{article}\\RequirePackage[T1]{fontenc}"}),
    ],
)
def test_a_paper_that_loads_t1_or_may_keeps_them(preamble: str, files: dict[str, str], tmp_path: Path) -> None:
    source = WITHOUT_T1 % preamble
    if "\\documentclass" in preamble:
        source = source.replace("\\documentclass{article}", "")
    author, named = planned(tmp_path, source, record=POLISH, files=files)
    assert author.startswith(IN_T1)
    assert not named & {"Ą", "ę", "Þ"}


def test_pandoc_and_typst_print_every_letter(tmp_path: Path) -> None:
    assert planned(tmp_path, "[arXiv](https://arxiv.org/abs/2101.00001)", name="p.md")[1] == set()
    assert planned(tmp_path, '#bibliography("r.bib") @x', name="p.typ")[1] == set()


def test_latexmk_says_which_engine_it_runs(tmp_path: Path) -> None:
    (tmp_path / "latexmkrc").write_text("$pdf_mode = 4;\n", "utf-8")
    assert planned(tmp_path, BIBLATEX) == ("Lưu, Émile and Thế, Иван", set())


def test_a_formula_that_became_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "p.tex").write_text(PLAIN, "utf-8")
    library, sources = bibtools.parse_library(""), bibtools.scan("p.tex", base=tmp_path)
    plan = bibtools.plan_merge(library, [RECORD], sources, base=tmp_path)
    [finding] = [each for each in plan.findings if each.rule == "formula-as-text"]
    assert (finding.data["formulas"], plan.added[0].entry.get("title")) == ({"$\\RR^3$": "RR3"}, "On {RR3}")


@pytest.mark.parametrize(
    "title", ["On $\\mathbb{R}^3$ and $5", "Names of \\'etudes", "The {\\L}ukasz formula", "β-decay"]
)
def test_a_formula_that_stays_is_not(title: str) -> None:
    plan = bibtools.plan_merge(bibtools.parse_library(""), [replace(RECORD, title=title)])
    assert [each for each in plan.findings if each.rule == "formula-as-text"] == []


@pytest.mark.parametrize(
    ("collaborations", "names"),
    [("authors", ["ATLAS Collaboration", "Aad"]), ("alone", ["ATLAS Collaboration"])],
)
def test_a_collaboration_is_the_only_author_where_that_is_wanted(
    collaborations: Literal["authors", "alone"], names: list[str]
) -> None:
    listed = (Name("ATLAS Collaboration", corporate=True), Name("Aad", "G."))
    form = EntryOptions(collaborations=collaborations)
    assert [name.family for name in credited(listed, form)] == names
    assert credited(listed[1:], form) == listed[1:]
