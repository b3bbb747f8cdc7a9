r"""Entries that nobody cites: each is reported where its key stands, or once why that is not known."""

from __future__ import annotations

# ruff: noqa: E501 - a case is one line of the tables
from datetime import date
from pathlib import Path

import pytest

from bibtools.app.check_papers import check_papers
from bibtools.config.configuration import Config
from bibtools.config.papers import Paper
from bibtools.core.rule_selection import NO_CHOICE
from bibtools.files.workspace import Workspace

TODAY = date(2026, 11, 20)
AB = "@misc{a, title = {One}}\n@misc{b, title = {Two}}\n"
TEX = "\\documentclass{article}\n\\begin{document}\n%s\n\\bibliography{refs}\n\\end{document}\n"
BIBLATEX = "\\documentclass{article}\n\\usepackage{biblatex}\n\\addbibresource{refs.bib}\n\\begin{document}\n%s\n\\end{document}\n"
PANDOC = "---\nbibliography: refs.bib\n---\n%s\n"
TYPST = '#bibliography("refs.bib"%s)\n#cite(<a>)'
CROSSREF = "@inbook{a, title={x}, crossref={b}}\n@book{b, title={y}}\n"
NOTEBOOK = '{"cells": [{"cell_type": "markdown", "source": "{% reference b %}", "metadata": {}}], "nbformat": 4}'
XDATA = "@online{a, title={x}, xdata={b,c}}\n@xdata{b, publisher={y}}\n@xdata{c, location={z}, xdata={d}}\n@xdata{d, date={2020}}\n"


def told(
    folder: Path, files: dict[str, str], *given: str, papers: tuple[Paper, ...] = ()
) -> tuple[list[str], list[str]]:
    """Return the keys that are reported as unused, and for which libraries they were not looked for."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    rules = NO_CHOICE.chosen(extend=["unused-entry"])
    outcomes = check_papers(Config(rules=rules, papers=papers), TODAY, given, files=Workspace(str(folder)))
    found = [each for outcome in outcomes for each in outcome.all_findings]
    unused = [str(each.data["key"]) for each in found if each.rule == "unused-entry"]
    return unused, [str(each.data["bib"]) for each in found if each.rule == "unchecked-entries"]


UNUSED: list[tuple[str, dict[str, str], list[str]]] = [
    ("one", {"p.tex": TEX % r"\cite{a}", "refs.bib": AB}, ["b"]),
    ("all", {"p.tex": TEX % "Words", "refs.bib": AB}, ["a", "b"]),
    ("in a comment", {"p.tex": TEX % "\\cite{a} % \\cite{b}\n\\begin{comment}\\nocite{*}\\end{comment}", "refs.bib": AB}, ["b"]),
    ("by a fragment that nobody reads", {"p.tex": TEX % r"\cite{a}", "old.tex": r"\cite{b}", "refs.bib": AB}, ["b"]),
    ("by a document with another library", {"p.tex": TEX % r"\cite{a}", "refs.bib": AB, "q.tex": (TEX % r"\cite{b}").replace("{refs}", "{more}"), "more.bib": "@misc{b,}"}, ["b"]),
    ("another case, for biber", {"p.tex": BIBLATEX % r"\cite{a,B}", "refs.bib": AB}, ["b"]),
    ("a parent of what nobody cites", {"p.tex": TEX % r"\cite{c}", "refs.bib": CROSSREF + "@misc{c,}"}, ["a", "b"]),
    ("xdata, for BibTeX", {"p.tex": TEX % r"\cite{a}", "refs.bib": "@misc{a, xdata={b}}@misc{b,}"}, ["b"]),
    ("an alias, for BibTeX", {"p.tex": TEX % r"\cite{old}", "refs.bib": "@misc{a, ids={old}, title={x}}"}, ["a"]),
    ("in pandoc", {"p.md": PANDOC % "See [@a].", "refs.bib": AB}, ["b"]),
    ("in Typst", {"p.typ": TYPST % "", "refs.bib": AB}, ["b"]),
    ("in Org", {"p.org": "#+bibliography: refs.bib\n[cite:@a]", "refs.bib": AB}, ["b"]),
    ("in Sphinx", {"p.rst": ".. bibliography:: refs.bib\n\n:cite:`a`", "refs.bib": AB}, ["b"]),
    ("in MyST", {"p.md": "```{bibliography} refs.bib\n```\n{cite}`a`", "refs.bib": AB}, ["b"]),
    ("in Jekyll", {"_config.yml": "scholar:\n  source: .\n  bibliography: refs.bib\n", "p.md": "---\n---\n{% cite a %}\n{% bibliography --cited %}", "refs.bib": AB}, ["b"]),
    ("of an embedded library", {"p.tex": "\\begin{filecontents}{refs.bib}\n" + AB + "\\end{filecontents}\n" + TEX % r"\cite{a}"}, ["b"]),
    ("of two libraries", {"p.tex": (TEX % r"\cite{a,c}").replace("{refs}", "{refs,more}"), "refs.bib": AB, "more.bib": "@misc{c,}@misc{d,}"}, ["d", "b"]),
    ("of a scope", {"p.tex": TEX % r"\usepackage{multibib}\newcites{sup}{S}\cite{a}\citesup{c}\bibliographysup{more}", "refs.bib": AB, "more.bib": "@misc{c,}@misc{d,}"}, ["b", "d"]),
]  # fmt: skip


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("files", "expected"), [each[1:] for each in UNUSED], ids=[each[0] for each in UNUSED])
def test_an_entry_that_nobody_cites_is_told(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    unused, unchecked = told(tmp_path, files)
    assert (sorted(unused), unchecked) == (sorted(expected), [])


USED: list[tuple[str, dict[str, str]]] = [
    ("by a function of another text of Typst", {"p.typ": '#import "l.typ": c as q\n#q("b")\n' + TYPST % "", "l.typ": "#let c(k) = cite(label(k))", "refs.bib": AB}),
    ("by a macro of another file that stands for a key", {"p.tex": TEX % r"\input{m}\input{c}", "m.tex": r"\newcommand{\this}{b}", "c.tex": r"\cite{a,\this}", "refs.bib": AB}),
    ("by an optional argument of a macro of another file", {"p.tex": TEX % r"\input{m}\input{c}", "m.tex": r"\newcommand{\see}[2][b]{\cite{#1,#2}}", "c.tex": r"\see{a}", "refs.bib": AB}),
    ("where a macro of another file may drop it", {"p.tex": TEX % r"\input{m}\input{c}", "m.tex": r"\newcommand{\todo}[1]{}", "c.tex": r"\cite{a}\todo{\cite{b}}", "refs.bib": AB}),
    ("cited", {"p.tex": TEX % r"\cite{a,b}", "refs.bib": AB}),
    ("named for the bibliography", {"p.tex": TEX % r"\nocite{a,b}", "refs.bib": AB}),
    ("all of them", {"p.tex": TEX % r"\nocite{*}", "refs.bib": AB}),
    ("all of them, cited", {"p.tex": TEX % r"\cite{*}", "refs.bib": AB}),
    ("all of them, in a part", {"p.tex": TEX % r"\input{s}", "s.tex": r"\nocite{*}", "refs.bib": AB}),
    ("all of them, by a macro", {"p.tex": TEX % r"\newcommand{\citeall}{\nocite{*}}\citeall", "refs.bib": AB}),
    ("another case, for BibTeX", {"p.tex": TEX % r"\cite{A,B}", "refs.bib": AB}),
    ("by two documents", {"p.tex": TEX % r"\cite{a}", "q.tex": TEX % r"\cite{b}", "refs.bib": AB}),
    ("by documents in two folders", {"x/p.tex": (TEX % r"\cite{a}").replace("{refs}", "{../refs}"), "y/q.tex": (TEX % r"\cite{b}").replace("{refs}", "{../refs}"), "refs.bib": AB}),
    ("by documents with further libraries", {"p.tex": TEX % r"\cite{a}", "q.tex": (TEX % r"\cite{b,c}").replace("{refs}", "{refs,more}"), "refs.bib": AB, "more.bib": "@misc{c,}"}),
    ("by a macro of a style", {"my.sty": r"\newcommand{\see}[1]{\cite{#1}}", "p.tex": TEX % r"\usepackage{my}\see{b}\see{a}", "refs.bib": AB}),
    ("a crossref", {"p.tex": TEX % r"\cite{a}", "refs.bib": CROSSREF}),
    ("a crossref in another library", {"p.tex": (TEX % r"\cite{a}").replace("{refs}", "{refs,more}"), "refs.bib": "@inbook{a, crossref={B}}", "more.bib": "@book{b,}"}),
    ("xdata of xdata", {"p.tex": BIBLATEX % r"\cite{a}", "refs.bib": XDATA}),
    ("xdata of a part", {"p.tex": BIBLATEX % r"\cite{a}", "refs.bib": "@book{a, author={xdata=b-c-author}, title={x}}\n@xdata{b-c, author={N}}"}),
    ("related, and a set", {"p.tex": BIBLATEX % r"\cite{a,s}", "refs.bib": "@book{a, related={b}}@book{b, xref={c}}@book{c,}@set{s, entryset={d,e}}@book{d,}@book{e,}"}),
    ("an alias, for biber", {"p.tex": BIBLATEX % r"\cite{old}", "refs.bib": "@misc{a, ids={old}, title={x}}"}),
    ("cited by a value", {"p.tex": TEX % r"\cite{a}", "refs.bib": "@misc{a, note={See \\cite{b}}}\n@misc{b, title={x}}"}),
    ("settings of a style", {"p.tex": TEX % r"\cite{a}", "refs.bib": "@CONTROL{REVTEX41Control, eprint={1}}\n@misc{a,}"}),
    ("settings that are cited", {"p.tex": TEX % r"\bstctlcite{IEEEexample:BSTcontrol}\cite{a}", "refs.bib": "@IEEEtranBSTCTL{IEEEexample:BSTcontrol, x={y}}\n@misc{a,}"}),
    ("a work that is named", {"p.tex": TEX % r"\cite{a} arXiv:2106.00134", "refs.bib": "@misc{a,}@misc{b, eprint={2106.00134}, archiveprefix={arXiv}}"}),
    ("in notes", {"p.tex": TEX % r"\cite{a}", "notes.md": "[@b]", "refs.bib": AB}),
    ("in a script of R", {"p.tex": TEX % r"\cite{a}", "f.R": "#' \\insertRef{b}{p}\nx <- 1\n", "refs.bib": AB}),
    ("in a module of Julia", {"p.tex": TEX % r"\cite{a}", "f.jl": "# [b](@cite)\n", "refs.bib": AB}),
    ("by a link of org-ref that begins a sentence", {"p.org": "#+bibliography: refs.bib\nCitet:b, Citep:a", "refs.bib": AB}),
    ("by a tag in a notebook", {"p.tex": TEX % r"\cite{a}", "n.ipynb": NOTEBOOK, "refs.bib": AB}),
    ("broken, or in a comment", {"p.tex": TEX % r"\cite{a}", "refs.bib": "@misc{a,}\n% @misc{c, title={x}}\n@misc{b, title={x}\n"}),
    ("all of them, in pandoc", {"p.md": "---\nbibliography: refs.bib\nnocite: '@*'\n---\nx", "refs.bib": AB}),
    ("a perhaps", {"p.md": PANDOC % "As @a says, and @b.", "refs.bib": AB}),
    ("all of them, in Typst", {"p.typ": TYPST % ", full: true", "refs.bib": AB}),
    ("all of them, in Org", {"p.org": "#+bibliography: refs.bib\n[cite/n:@*]", "refs.bib": AB}),
    ("all of them, in Sphinx", {"p.rst": ".. bibliography:: refs.bib\n   :style: plain\n   :all:\n", "refs.bib": AB}),
    ("with a prefix in Sphinx", {"p.rst": ".. bibliography:: refs.bib\n   :keyprefix: x-\n\n:cite:`x-a,x-b`", "refs.bib": AB}),
    ("all of them, in MyST", {"p.md": "```{bibliography} refs.bib\n:all:\n```\n{cite}`a`", "refs.bib": AB}),
    ("all of them, in Jekyll", {"_config.yml": "scholar:\n  source: .\n  bibliography: refs.bib\n", "p.md": "---\n---\n{% cite a %}", "list.md": "---\n---\n{% bibliography %}", "refs.bib": AB}),
    ("without a document", {"refs.bib": AB}),
    ("items of its own", {"p.tex": r"\documentclass{article}\cite{a}\begin{thebibliography}{9}\bibitem{a} A\bibitem{b} B\end{thebibliography}"}),
]  # fmt: skip


@pytest.mark.thinned(3)
@pytest.mark.parametrize("files", [each[1] for each in USED], ids=[each[0] for each in USED])
def test_an_entry_that_is_used_is_not_told(tmp_path: Path, files: dict[str, str]) -> None:
    assert told(tmp_path, files) == ([], [])


UNKNOWN: list[tuple[str, dict[str, str]]] = [
    ("the files of a paper make a macro two keys", {"p.tex": TEX % r"\input{m}\cite{a}\cite{\this}", "m.tex": r"\newcommand{\this}{b}", "refs.bib": AB, "n.tex": ""} | {"p.tex": TEX % r"\input{m}\input{n}\cite{a}\cite{\this}", "n.tex": r"\renewcommand{\this}{a}"}),
    ("a macro makes a key", {"p.tex": TEX % r"\cite{a}\cite{\thiskey}", "refs.bib": AB}),
    ("a loop makes keys", {"p.tex": TEX % r"\foreach \k in {a,b}{\cite{\k}}", "refs.bib": AB}),
    ("a macro has marks of its own", {"p.tex": TEX % r"\NewDocumentCommand{\by}{d<> m}{\cite{#2}}\by<x>{b}\cite{a}", "refs.bib": AB}),
    ("a macro names a part", {"p.tex": TEX % r"\cite{a}\input{\part/one}", "refs.bib": AB}),
    ("Typst computes a key", {"p.typ": TYPST % "" + "\n#cite(label(key))", "refs.bib": AB}),
]  # fmt: skip


@pytest.mark.parametrize("files", [each[1] for each in UNKNOWN], ids=[each[0] for each in UNKNOWN])
def test_where_not_all_is_known_that_is_told_once(tmp_path: Path, files: dict[str, str]) -> None:
    assert told(tmp_path, files) == ([], ["refs.bib"])


TWO = {"p.tex": TEX % r"\cite{a}", "talk/q.tex": (TEX % r"\cite{b}").replace("{refs}", "{../refs}"), "refs.bib": AB + "@misc{c,}\n"}  # fmt: skip


@pytest.mark.thinned(3)
@pytest.mark.parametrize("given", ["p.tex", "talk/q.tex", "talk", "."])
def test_the_documents_around_a_library_count_too(tmp_path: Path, given: str) -> None:
    assert told(tmp_path, TWO, given) == (["c"], [])


def test_all_configured_papers_count(tmp_path: Path) -> None:
    papers = (Paper(("p.tex",), "refs.bib"), Paper(("talk",), "refs.bib"))
    assert told(tmp_path, TWO, papers=papers) == (["c"], [])


def test_a_library_elsewhere_may_be_that_of_others(tmp_path: Path) -> None:
    outside, inside = tmp_path / "refs.bib", tmp_path / "paper"
    outside.write_text(AB, "utf-8")
    unused, unchecked = told(inside, {"p.tex": (TEX % r"\cite{a}").replace("{refs}", "{../refs}")})
    assert (unused, len(unchecked)) == ([], 1)


def test_the_rule_is_off_unless_chosen(tmp_path: Path) -> None:
    told(tmp_path, {"p.tex": TEX % r"\cite{a}", "refs.bib": AB})
    outcomes = check_papers(Config(), TODAY, files=Workspace(str(tmp_path)))
    assert [each.all_findings for each in outcomes] == [[]]
