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
CYRILLIC = PLAIN.replace("[T1]", "[T2A,T1]")
OLD = b"@article{old, author = {Old, A.}, title = {Old}, journal = {J}, year = {2001}}\n"
NAMES = (Name("Lưu", "Émile"), Name("Thế", "Иван"))
RECORD = Record(identifier=Identifier("arxiv", "2101.00001"), title="On $\\RR^3$", authors=NAMES, provider="arxiv")


def planned(folder: Path, source: str, library: bytes = b"", name: str = "p.tex") -> tuple[str, set[str]]:
    """Return the authors of the entry that a paper gets, and the letters that a finding names."""
    (folder / name).write_text(source, "utf-8")
    (folder / "r.bib").write_bytes(library)
    sources = bibtools.scan(name, base=folder)
    plan = bibtools.plan_merge(bibtools.read_library(folder / "r.bib"), [RECORD], sources, base=folder)
    found = [each.data["letters"] for each in plan.findings if each.rule == "unprintable-letter"]
    named = {letter for each in found if isinstance(each, dict) for letter in each}
    return plan.added[0].entry.get("author") or "", named


@pytest.mark.parametrize(
    ("source", "library", "author", "named"),
    [
        (PLAIN, b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (HIDDEN, b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (EITHER, b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, Ivan", {"ư", "Иван"}),
        (CYRILLIC, b"", r"Luu, {\'E}mile and Th{\'{{\^e}}}, {\CYRI}{\cyrv}{\cyra}{\cyrn}", {"ư"}),
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
