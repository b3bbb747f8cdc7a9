r"""What texts of ConTeXt cite, read and take their entries from; half of it is LaTeX, which means something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from document_trees import grow, papers_in
from project_shapes import OTHER, A, B

from bibtools.core.text import Source
from bibtools.sources import tex
from bibtools.sources.scanner import scan

# ruff: noqa: E501 - a case is a row of the table
TEXT = "\\starttext %s \\stoptext"
CITED = [
    (f"\\cite[{A}]", [A]),
    (f"\\cite[{A},{B}]", [A, B]),
    (f"\\cite[a, {A}\n, b]", [A]),
    (f"\\cite[authoryear][{A}]", [A]),
    (f"\\cite[lefttext={{see}},righttext={{p. 3}}][{A}]", [A]),
    (f"\\cite [left=(,right=)] [default::{A}]", [A]),
    (f"\\citation[{A}]", [A]),
    (f"\\nocite[{A}]", [A]),
    (f"\\nocitation[arXiv:{A}]", [A]),
    (f"\\footnote{{\\cite[{A}]}}", [A]),
    # Notes of LaTeX, and what is dead.
    (f"\\cite[{A}]{{k}}", []),
    (f"\\cite[see][{A}]{{k}}", []),
    (f"\\cite[{A}] {{k}}", []),
    (f"\\cite[{A}]%\n{{k}}", []),
    (f"\\cites[{A}](x){{k}}", []),
    (f"\\citet[{A}]", []),
    (f"% \\cite[{A}]", []),
    (f"\\placefigure[{A}]", []),
    (f"\\cite[{A}", []),
]


@pytest.mark.parametrize(("text", "works"), CITED)
def test_keys_in_brackets_are_cited(text: str, works: list[str]) -> None:
    found = scan(Source("p.tex", TEXT % text), date(2026, 11, 20), ".tex").mentions
    assert [each.identifier.value for each in found if each.key] == works
    assert all((TEXT % text)[slice(*each.span)].endswith(each.identifier.value) for each in found)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (TEXT % "\\cite[knuth] \\cite[author][lamport]", ["knuth", "lamport"]),
        ("\\startcomponent c\n\\cite[knuth]", ["knuth"]),
        ("\\startsection[title=A]\\cite[default::knuth]", ["knuth"]),
        (TEXT % "\\cite[see]{knuth}", ["knuth"]),
        ("\\documentclass{article}\\newcommand\\see{\\cite[see]}\\see{knuth}", ["knuth"]),
        ("\\cite[knuth]", []),
    ],
)
def test_all_keys_are_those_of_a_text_of_context(text: str, keys: list[str]) -> None:
    assert [each.key for each in tex.citations(text)] == keys


@pytest.mark.parametrize(
    ("files", "libraries", "sources"),
    [
        ({"m.tex": "\\usebtxdataset[refs.bib]"}, ["refs.bib"], {"m.tex"}),
        ({"m.tex": "\\usebtxdataset[default][refs.bib][specification=x]"}, ["refs.bib"], {"m.tex"}),
        ({"m.tex": "\\usebtxdataset[refs]"}, ["refs.bib"], {"m.tex"}),
        ({"m.tex": "\\setupbibtex[database={refs,other},sort=author]"}, ["refs.bib", "other.bib"], {"m.tex"}),
        ({"m.tex": "\\setupbibtex[database=refs]"}, ["refs.bib"], {"m.tex"}),
        ({"m.tex": "\\environment env", "env.tex": "\\startenvironment env\\usebtxdataset[refs.bib]"}, ["refs.bib"], {"m.tex", "env.tex"}),
        ({"m.tex": "\\environment[e/env]", "e/env.mkxl": "\\startenvironment env\\usebtxdataset[refs.bib]"}, ["refs.bib"], {"m.tex", "e/env.mkxl"}),
        ({"m.tex": "\\usebtxdataset[refs.bib]\\component c/one", "c/one.tex": "\\startcomponent one \\cite[k]"}, ["refs.bib"], {"m.tex", "c/one.tex"}),
        ({"m.tex": "\\usebtxdataset[x][refs.lua]", "refs.lua": ""}, [], {"m.tex"}),
        ({"m.tex": "\\component{one}", "one.tex": ""}, [], {"m.tex"}),
    ],
)  # fmt: skip
def test_a_document_is_found_with_its_data_sets(
    tmp_path: Path, files: dict[str, str], libraries: list[str], sources: set[str]
) -> None:
    text = TEXT % files["m.tex"]
    grow(tmp_path, {**files, "m.tex": text, "refs.bib": OTHER, "other.bib": OTHER})
    [paper] = [each for each in papers_in(tmp_path) if "m.tex" in each.roots]
    assert (paper.libraries, paper.sources) == (libraries, sources)
